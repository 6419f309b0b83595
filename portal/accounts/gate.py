"""Before every view: who is it, may they, and how far do they see."""

from contextlib import ExitStack
from typing import Any

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import NotFound

from portal.access import sight
from portal.access.me import Me
from portal.access.permissions import MAY, PUBLIC, SIGNED_IN
from portal.access.scope import OutOfScope
from portal.accounts import sessions
from portal.db import database
from portal.web import errors

TOKEN = "token"  # noqa: S105 - the name of the cookie's field, not a secret


class User(UserMixin):
    """What flask-login hands around: our `Me`."""

    def __init__(self, me: Me) -> None:
        self.me = me

    def get_id(self) -> str:
        return str(self.me.person)


def init_app(app: Flask) -> None:
    """Put the gate in front of every view of `app`."""
    login = LoginManager(app)
    login.request_loader(_who)
    app.before_request(_connect)
    app.before_request(_pass)
    app.teardown_request(_close)
    app.register_error_handler(OutOfScope, lambda _error: errors.http_error(NotFound()))


def _who(_request: Any) -> User | None:
    token = session.get(TOKEN)
    found = sessions.load(token) if token else None
    return User(found) if found else None


def _connect() -> None:
    database.connect(reuse_if_open=True)


def _pass() -> Response | None:
    """Default deny: a view without an action is refused, whoever asks."""
    g.sight = ExitStack()
    view = _view()
    if view is None:
        return None
    name = getattr(view, "action", None)
    if name is None:
        abort(403)
    g.me = current_user.me if current_user.is_authenticated else None
    if name == PUBLIC:
        g.sight.enter_context(sight.looking(g.me.sight() if g.me else sight.Sight("nobody")))
        return None
    if g.me is None:
        return _to_sign_in()
    if name == SIGNED_IN:
        g.sight.enter_context(sight.looking(sight.Sight("nobody", g.me.person)))
        return None
    if not g.me.role:
        return redirect(url_for("accounts.role"), 303)  # type: ignore[return-value]
    if g.me.role not in MAY[name]:
        abort(403)
    g.sight.enter_context(sight.looking(g.me.sight()))
    return None


def _view() -> Any:
    if request.url_rule is None or request.endpoint is None:
        return None
    from flask import current_app

    return current_app.view_functions[request.endpoint]


def _to_sign_in() -> Response:
    """To the sign-in page, and back afterwards; a part is told so, and the form around it stays."""
    if request.headers.get("HX-Request") == "true":
        abort(401)
    back = request.full_path.removesuffix("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=back or None), 303)  # type: ignore[return-value]


def _close(_error: BaseException | None) -> None:
    """Close the sight; give a pooled connection back (a SQLite one stays with its thread)."""
    opened = g.pop("sight", None)
    if opened is not None:
        opened.close()
    if hasattr(database.obj, "close_idle") and not database.in_transaction():
        database.close()
