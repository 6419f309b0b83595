"""Clear Thread: one thread of support for each child, whichever setting they are in."""

from importlib import import_module
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_htmx import HTMX
from flask_wtf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from portal import clock, config, db
from portal.accounts import gate
from portal.web import assets, errors, headers, health, incoming, page, shell, translation

__version__ = "0.1.0"

# In the order in which they may know each other: a slice imports only from those before it.
SLICES = (
    "organisation",
    "accounts",
    "pupils",
    "notices",
    "timeline",
    "arrangements",
    "assessments",
    "library",
    "ehcp",
    "cycles",
    "noticing",
    "register",
    "transitions",
    "profile",
    "people",
    "thread",
    "documents",
    "family",
    "oversight",
    "exchange",
    "home",
)


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """The application. `settings` replace the environment's (tests); see config.py."""
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"), static_folder=None)
    app.config.update(config.FIXED)
    app.config.update(settings if settings is not None else config.from_environment())
    if "DATABASE_URL" in app.config:
        db.connect(app.config["DATABASE_URL"])
    if app.config.get("PORTAL_DEMO"):
        clock.pin(config.DEMO_DAY)
    CSRFProtect(app)
    Babel(app)
    translation.init_app(app)
    HTMX(app)
    WTFormsHelpers(app)
    _templates(app)
    assets.init_app(app)
    headers.init_app(app)
    incoming.init_app(app)
    errors.init_app(app)
    gate.init_app(app)
    shell.init_app(app)
    health.init_app(app)
    _slices(app)
    _commands(app)
    return app


def _templates(app: Flask) -> None:
    """Our templates, the design system's macros, and filters for dates and text."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            app.jinja_loader,  # type: ignore[list-item]
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    app.jinja_env.filters.update(page.FILTERS)


def _slices(app: Flask) -> None:
    """Load every model, then register each slice's pages.

    All views are loaded first: a slice may put pages on the blueprint of one before it.
    """
    for name in SLICES:
        for path in sorted((config.ROOT / "portal" / name).rglob("*models.py")):
            import_module(".".join(path.relative_to(config.ROOT).with_suffix("").parts))
    import_module("portal.access.models")
    views = [_module(f"portal.{name}.views") for name in SLICES]
    for blueprint in dict.fromkeys(module.bp for module in views if module is not None):
        app.register_blueprint(blueprint)


def _commands(app: Flask) -> None:
    """Register the commands of `flask --app wsgi`, each slice's own among them."""
    from portal import cli

    cli.init_app(app)
    for name in SLICES:
        for command in getattr(_module(f"portal.{name}.commands"), "COMMANDS", ()):
            app.cli.add_command(command)


def _module(name: str) -> Any:
    """A slice's module, or None where the slice has none of that name."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name and not name.startswith(f"{error.name}."):
            raise
        return None
