"""The first page of each person, and the pages every public service must have."""

from __future__ import annotations

from flask import Blueprint

from portal.access.permissions import PUBLIC, action
from portal.web.page import page

bp = Blueprint("home", __name__)

Answer = tuple[str, int]


@bp.route("/accessibility")
@action(PUBLIC)
def accessibility() -> Answer:
    """The accessibility statement, in the shape that the regulations of 2018 ask for."""
    return page("home/accessibility.html")


@bp.route("/privacy")
@action(PUBLIC)
def privacy() -> Answer:
    """What is kept about whom, why, how long, and people's rights."""
    return page("home/privacy.html")


@bp.route("/cookies")
@action(PUBLIC)
def cookies() -> Answer:
    """The one cookie, and what it is for."""
    return page("home/cookies.html")


@bp.route("/help")
@action(PUBLIC)
def help_page() -> Answer:
    """How things are done here, and how to complain."""
    return page("home/help.html")
