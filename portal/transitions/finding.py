"""Finding the setting that a child moves to: the search page, and the setting chosen on it."""

from __future__ import annotations

from flask import abort, request

from portal.organisation.models import Setting
from portal.transitions import queries
from portal.web.page import Answer, page


def search(name: str, back: str, but: int | None = None, *, family: bool = False) -> Answer:
    """The page that finds a setting, as you type or with a button."""
    words = request.args.get("q", "")[:80]
    return page(
        "transitions/find.html",
        part="transitions/_found.html",
        target="found",
        words=words,
        found=queries.find_settings(words, but),
        name=name,
        back=back,
        family=family,
    )


def setting_asked() -> Setting | None:
    """The setting in `?to=`; None for 0 (not in the list); 404 for one that is not there."""
    asked = request.args.get("to", "")
    if asked == "0":
        return None
    found = (
        Setting.get_or_none(Setting.id == int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) < 10
        else None
    )
    if found is None:
        abort(404)
    return found
