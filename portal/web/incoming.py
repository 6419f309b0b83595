"""What no address and no form of ours can hold is answered before a view sees it."""

from __future__ import annotations

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

_DIGITS = 10


class Number(IntegerConverter):
    """A row's number, `<int:…>`: as many digits as its column holds, else there is no such page (404)."""

    regex = r"[0-9]{1,9}"


def init_app(app: Flask) -> None:
    """Put the checks in front of every view of ``app``; before its rules are added."""
    app.url_map.converters["int"] = Number
    app.before_request(only_text)


def asked_id(name: str) -> int | None:
    """The row's number that the address names after `?`; None without one or with nonsense."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _DIGITS else None


def only_text() -> None:
    """400 for NUL: no keyboard makes it, and PostgreSQL does not store it."""
    sent = [request.path, *(part for pair in request.args.items(multi=True) for part in pair)]
    if request.method == "POST":
        sent += [part for pair in request.form.items(multi=True) for part in pair]
    if any("\0" in text for text in sent):
        abort(400)
