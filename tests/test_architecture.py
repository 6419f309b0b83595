"""How the code is laid out (docs/house.md). Each message says what to do instead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from portal import SLICES

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "portal"
BASE = ("access", "web", "db", "clock", "config", "schema")

# Who may see every row, why, and in which file. A new one needs a reason that a reader accepts,
# a test in tests/boundary that it gives nobody sight of anything, and a line here.
SYSTEM = {
    ("cli.py", "create-admin"),
    ("cli.py", "demo"),
    ("cli.py", "check"),
    ("schema.py", "migration"),
    ("timeline/check.py", "check"),
    ("timeline/following.py", "words follow their entry"),
    ("timeline/removal_actions.py", "words removed by law"),
    ("exchange/commands.py", "import"),
    ("exchange/pupil_import.py", "import"),
    ("register/adding.py", "add child"),
    ("register/claims.py", "claim"),
    ("register/claim_queries.py", "claim"),
    ("transitions/actions.py", "start of a move"),
    ("transitions/actions.py", "end of a move"),
    ("transitions/receiving_actions.py", "start of a move"),
    ("transitions/arrival_actions.py", "end of a move"),
    ("transitions/handover_actions.py", "answer after a move"),
    ("oversight/actions.py", "name a child"),
    ("pupils/joined.py", "claim"),
    ("notices/outbox.py", "tell apart"),
}

# Where plain SQL may carry the scope's own marks: the scope itself, and what runs before or beside it.
MARKS = {
    "access/not_shared.py", "access/policy.py", "access/reach.py", "access/scope.py", "access/tripwire.py", "accounts/sessions.py", "accounts/queries.py",
    "people/queries.py", "notices/recipients.py",
}  # fmt: skip

# May take the bare cursor, to write many rows of a public table at once.
CURSORS = {"db.py", "web/health.py", "exchange/settings_import.py"}

LONGEST_FILE, LONGEST_FUNCTION = 300, 45


class Source(NamedTuple):
    """A file of the application. `slice` is "" for the base."""

    path: str
    text: str
    tree: ast.Module

    @property
    def slice(self) -> str:
        """The slice (or base part) that the file belongs to."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem


def sources(folder: Path, below: Path) -> list[Source]:
    """Every Python file of a folder, named by its path `below`."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text()
        found.append(Source(path.relative_to(below).as_posix(), text, ast.parse(text)))
    return found


SOURCES = sources(PORTAL, PORTAL)
BENCH = sources(ROOT / "bench", ROOT)
every_source = pytest.mark.parametrize("source", SOURCES, ids=[source.path for source in SOURCES])


def imported(source: Source) -> Iterator[tuple[str, int]]:
    """Modules that a file imports (with each imported name as if it were one), and the line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def calls(source: Source, *names: str) -> Iterator[ast.Call]:
    """Calls like `sight.system(…)`: the name as it is written."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield node


def why(source: Source, call: ast.Call) -> str:
    """The reason given to `system(…)`: written there, or in a constant of the file."""
    constants = {
        ast.unparse(node.targets[0]): node.value.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    given = call.args[0] if call.args else None
    return str(
        given.value if isinstance(given, ast.Constant) else constants.get(ast.unparse(given) if given else "", "?")
    )


@every_source
def test_a_slice_imports_only_from_the_base_and_the_slices_before_it(source: Source) -> None:
    if source.slice not in SLICES:
        return
    later = SLICES[SLICES.index(source.slice) + 1 :]
    for module, line in imported(source):
        part = module.split(".")[1] if module.startswith("portal.") else ""
        assert part not in later, (
            f"portal/{source.path}:{line} imports {module}, but {part} comes after {source.slice}. Move the code to the "
            f"later slice, link to its page by url_for, or let it register itself (as register.joining.AFTER_JOIN does)."
        )


@every_source
def test_the_base_knows_no_slice(source: Source) -> None:
    if source.slice not in ("access", "web", "db", "clock", "config"):
        return
    for module, line in imported(source):
        part = module.split(".")[1] if module.startswith("portal.") else ""
        assert part not in SLICES, (
            f"portal/{source.path}:{line} imports {module}. The base serves every slice and knows none: pass what it "
            "needs as an argument, or move the code into the slice."
        )


@every_source
def test_access_has_no_pages_and_web_no_tables(source: Source) -> None:
    for module, line in imported(source):
        if source.slice == "access" and source.name != "me":
            assert module.split(".")[0] not in ("flask", "flask_wtf"), (
                f"portal/{source.path}:{line}: access decides who sees what without knowing of requests; take what you need as an argument."
            )
        if source.slice == "web" and source.name != "health":
            assert not module.startswith("peewee"), (
                f"portal/{source.path}:{line}: a query belongs into a slice's queries.py, not into portal/web."
            )


_ACTIONS = re.compile(r"(^|_)actions$")
_QUERIES = re.compile(r"(^|_)queries$")
_MODELS = re.compile(r"(^|_)models$")


@every_source
def test_actions_and_queries_know_nothing_of_the_web(source: Source) -> None:
    if not (_ACTIONS.search(source.name) or _QUERIES.search(source.name) or _MODELS.search(source.name)):
        return
    allowed = {"flask", "flask.abort"} if _QUERIES.search(source.name) else set()
    for module, line in imported(source):
        if module.split(".")[0] in ("flask", "flask_wtf", "wtforms", "flask_login", "flask_htmx"):
            assert module in allowed, (
                f"portal/{source.path}:{line} imports {module}. Actions and queries serve commands and tests as well as pages: "
                "take values as arguments, raise Refused, and answer in views.py (queries may abort(404))."
            )
        assert not re.fullmatch(r"portal(\.\w+)+?\.(\w+_)?(views|forms)(\..*)?", module), (
            f"portal/{source.path}:{line} imports {module}: views and forms know actions and queries, never the reverse."
        )


@every_source
def test_models_know_only_models(source: Source) -> None:
    if not _MODELS.search(source.name) or source.slice not in SLICES:
        return
    for module, line in imported(source):
        assert not re.match(r"portal(\.\w+)+?\.(\w*actions|\w*queries)", module), (
            f"portal/{source.path}:{line} imports {module}: tables come first; move the code into queries.py or actions.py."
        )


@every_source
def test_only_named_actions_see_every_row(source: Source) -> None:
    for call in calls(source, "sight.system", "system"):
        reason = why(source, call)
        assert source.path.startswith("demo/") or (source.path, reason) in SYSTEM, (
            f"portal/{source.path}:{call.lineno} opens a system scope ({reason}). Ask for what the person may see; if there "
            "really is no person who may, name the action in SYSTEM in tests/test_architecture.py and test it in tests/boundary."
        )


def test_every_named_system_scope_is_still_used() -> None:
    used = {(source.path, why(source, call)) for source in SOURCES for call in calls(source, "sight.system", "system")}
    assert {one for one in SYSTEM if one not in used} == set(), "Remove what is no longer used from SYSTEM above."


@every_source
def test_only_oversight_counts_across_settings(source: Source) -> None:
    for call in calls(source, "sight.counting", "counting"):
        assert source.path == "oversight/queries.py" or (
            source.path.startswith("oversight/") and _QUERIES.search(source.name)
        ), (
            f"portal/{source.path}:{call.lineno} counts across settings: put the query into oversight/queries.py; it returns no child's column."
        )


@every_source
def test_only_record_writes_entries(source: Source) -> None:
    forbidden = tuple(
        f"{table}.{verb}"
        for table in ("Entry", "EntryDigest")
        for verb in ("create", "insert", "insert_many", "bulk_create", "replace", "get_or_create", "update", "delete")
    )
    for call in calls(source, *forbidden):
        redaction = source.path == "timeline/removal_actions.py" and ast.unparse(call.func) == "Entry.update"
        assert source.path == "timeline/record.py" or redaction, (
            f"portal/{source.path}:{call.lineno}: {ast.unparse(call.func)}. End the action in record(act, Story(…), rows, pupil=…): "
            "it saves the rows and writes the one entry (timeline/record.py)."
        )


@every_source
def test_nobody_goes_round_the_scope(source: Source) -> None:
    if source.path not in MARKS:
        for mark in ("/*scope*/", "/*rule*/", "/*write*/", "/*system*/", "/*counting*/"):
            assert mark not in source.text, (
                f"portal/{source.path} writes the mark {mark} itself, which the tripwire trusts. Build the query from the model inside an open scope."
            )
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("cursor", "connection") and source.path not in CURSORS:
            assert not ast.unparse(node.value).endswith(("database", "database.obj")), (
                f"portal/{source.path}:{node.lineno} takes the bare connection, past the tripwire: use the models, or database.execute_sql."
            )


@pytest.mark.parametrize("source", [*SOURCES, *BENCH], ids=[source.path for source in [*SOURCES, *BENCH]])
def test_files_and_functions_are_short(source: Source) -> None:
    lines = source.text.count("\n")
    assert lines <= LONGEST_FILE, (
        f"{source.path} has {lines} lines. Split it into rooms named by the work (plan_actions.py), never utils or helpers."
    )
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, (
                f"{source.path}:{node.lineno}: {node.name} has {length} lines. Name its parts and call them from a function that reads like a list."
            )


def test_no_two_files_import_each_other() -> None:
    """Files in a circle can be read, tested and moved only together."""
    files = {"portal." + source.path.removesuffix(".py").replace("/", "."): source for source in SOURCES}
    waiting = {name: {module for module, _line in imported(source)} & set(files) for name, source in files.items()}
    while free := {name for name, needs in waiting.items() if not needs & set(waiting)}:
        for name in free:
            del waiting[name]
    assert not waiting, (
        f"In a circle, or above one: {sorted(waiting)}. Put what both need into a third file (as cycles/answering.py holds the blueprint)."
    )


@pytest.mark.parametrize("folder", ["portal", "tests", "bench", "templates", "static/js", "static/scss"])
def test_folders_and_files_are_named_by_their_work(folder: str) -> None:
    for path in (ROOT / folder).rglob("*"):
        assert not re.fullmatch(r"_?(utils?|helpers?|common|misc|shared)", path.stem), (
            f"{path.relative_to(ROOT)}: name it by what it does, so that a reader knows what belongs into it."
        )


def test_every_slice_is_in_the_list_and_exists() -> None:
    folders = {path.name for path in PORTAL.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    unlisted = folders - set(SLICES) - {"access", "web", "demo"}
    assert not unlisted, f"Add {sorted(unlisted)} to SLICES in portal/__init__.py and to docs/house.md, in order."
    written = (ROOT / "docs" / "house.md").read_text()
    line = next(line for line in written.splitlines() if line.startswith("portal/organisation"))
    assert tuple(line.removeprefix("portal/").split(" → ")) == SLICES, (
        "docs/house.md must list the slices in the order of SLICES."
    )


def test_every_view_names_its_action(application: Flask) -> None:
    for endpoint, view in application.view_functions.items():
        assert getattr(view, "action", None), (
            f'{endpoint} says no action, so nobody may open it: put @action("…") under @bp.route (portal/access/permissions.py).'
        )


def test_every_action_of_the_table_is_used(application: Flask) -> None:
    from portal.access.permissions import MAY

    named = {getattr(view, "action", "") for view in application.view_functions.values()}
    asked = {
        name
        for name in MAY
        if any(f'"{name}"' in source.text for source in SOURCES if source.path != "access/permissions.py")
    }
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    unused = {name for name in MAY if name not in named | asked and f'"{name}"' not in templates}
    assert not unused, f"Nobody asks for {sorted(unused)}: remove them from portal/access/permissions.py."


def test_only_signed_in_or_public_pages_that_say_so_go_without_a_role(application: Flask) -> None:
    """A short list by hand: whatever else is opened to the public fails here."""
    open_to = {
        endpoint: getattr(view, "action", "")
        for endpoint, view in application.view_functions.items()
        if getattr(view, "action", "") in ("public", "signed_in")
    }
    assert open_to == {
        "healthz": "public",
        "accounts.sign_in": "public",
        "accounts.sign_out": "public",
        "accounts.invitation": "public",
        "accounts.role": "signed_in",
        "accounts.account": "signed_in",
        "accounts.end_sessions": "signed_in",
        "accounts.mails": "signed_in",
        "home.today": "public",
        "home.accessibility": "public",
        "home.privacy": "public",
        "home.cookies": "public",
        "home.help_page": "public",
    }
