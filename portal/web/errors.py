"""Error pages: one calm page per kind, in plain words, with what to do next.

HTMX takes the element ``#fault`` out of them and leaves the form that was being filled in where it is.
"""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import NamedTuple

from flask import Flask, current_app, render_template, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError


class Words(NamedTuple):
    """What a person reads about one kind of error: a heading and sentences, of which the last says what to do."""

    heading: LazyString
    sentences: tuple[LazyString, ...]


WORDS: dict[int, Words] = {
    400: Words(
        _l("We could not read that"),
        (
            _l("Something in what your browser sent was not as we expected. Nothing was saved."),
            _l("Go back and try again."),
        ),
    ),
    401: Words(
        _l("You are signed out"),
        (
            _l("That happens after 30 minutes without use. What you typed is still here: nothing was sent."),
            _l("Sign in again in another tab, then come back and send it."),
        ),
    ),
    403: Words(
        _l("You cannot do this in your present role"),
        (
            _l("Nothing was changed."),
            _l("If you have another role, choose it at the top of the page. If not, ask your SENCO or manager."),
        ),
    ),
    404: Words(
        _l("Page not found"),
        (
            _l("There is nothing here that you can see."),
            _l(
                "If you typed the address, check it. If you followed a link, it may have moved or no longer be shared with you."
            ),
        ),
    ),
    405: Words(
        _l("This page cannot do that"),
        (_l("Nothing was changed."), _l("Go back and try again from the page before.")),
    ),
    409: Words(
        _l("Someone else has changed this"),
        (
            _l("Nothing of yours was saved, so that theirs is not lost."),
            _l("Go back, look at what they wrote, and try again."),
        ),
    ),
    413: Words(
        _l("That is too large"),
        (
            _l("The file or text you sent is larger than we take. Nothing was saved."),
            _l("Send it in smaller parts."),
        ),
    ),
    422: Words(
        _l("There is a problem with what you sent"),
        (_l("Nothing was saved."), _l("Go back, check your answers and try again.")),
    ),
    429: Words(
        _l("Too many tries"),
        (_l("We stopped for a moment to keep your account safe."), _l("Wait a few minutes, then try again.")),
    ),
    503: Words(
        _l("We cannot answer just now"),
        (
            _l("The service is busy or being looked after. Nothing was saved."),
            _l("Try again in a few minutes."),
        ),
    ),
    500: Words(
        _l("Something went wrong on our side"),
        (
            _l("It is not your fault, and we have a note of it. What you sent may not be saved."),
            _l("Try again in a few minutes."),
        ),
    ),
}

EXPIRED_FORM = Words(
    _l("This page was open too long"),
    (
        _l("To keep children's records safe, a form can only be sent for a while. Nothing was saved."),
        _l("Copy what you typed, open the page again and paste it in."),
    ),
)

Answer = tuple[str, int]


def init_app(app: Flask) -> None:
    """Answer every error of ``app`` with a page of ours."""
    app.register_error_handler(CSRFError, expired_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(InternalServerError, fault_of_ours)
    app.log_exception = log_without_content  # type: ignore[method-assign]


def http_error(error: HTTPException) -> Answer | HTTPException:
    """The page for an error with a status of its own; redirects and ready answers pass unchanged."""
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    if code >= 500:
        return bare(code)
    return render_template("errors/error.html", words=WORDS.get(code, WORDS[400])), code


def expired_form(_error: CSRFError) -> Answer:
    """A form whose protection against forgery ran out; 400, and typed text stays on the screen with HTMX."""
    return render_template("errors/error.html", words=EXPIRED_FORM), 400


def fault_of_ours(_error: InternalServerError) -> Answer:
    """An exception that nobody caught."""
    return bare(500)


def bare(code: int) -> Answer:
    """A page that asks nothing of the database or the session, since one of them may be what failed.

    It is rendered without the context processors of Flask: one of them would look up who is signed in.
    """
    page = current_app.jinja_env.get_template("errors/bare.html")
    authority = current_app.config.get("AUTHORITY_NAME", "")
    return page.render(words=WORDS.get(code, WORDS[500]), authority=authority, locale=get_locale()), code


def log_without_content(
    exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> None:
    """Log where it broke and the class of the exception, never its message: databases quote a child's data in theirs.

    Only in Flask's debug mode, which never meets real children, is the message added.
    """
    kind, error, frames = exc_info
    where = "".join(traceback.format_tb(frames)).rstrip()
    name = kind.__name__ if kind else "unknown"
    if current_app.debug:
        name = f"{name}: {error}"
    current_app.logger.error("%s on %s %s\n%s", name, request.method, request.url_rule or "(no rule)", where)
