"""What the pages about people share: the blueprint, which setting is meant, and where an invitation leads."""

from typing import Any

from flask import Blueprint, abort, redirect, session, url_for
from flask_babel import gettext as _

from portal.access.me import me
from portal.organisation.models import Setting
from portal.people import actions
from portal.web.incoming import asked_id
from portal.web.page import Answer, done

bp = Blueprint("people", __name__)


def setting_asked() -> int | None:
    """The setting that a page is about: the reader's own; for an administrator the one in the address."""
    if me().role != "la_admin":
        return me().setting
    asked = asked_id("setting")
    if asked and not Setting.select().where(Setting.id == asked).exists():
        abort(404)
    return asked


def hand_over(invited: actions.Invited | None, endpoint: str, **values: Any) -> Answer:
    """After an invitation: to the page that shows its link once, or back where there is none.

    `invited` is None after a second click: the first one made the link, which is shown once.
    """
    if invited is None:
        back = url_for("people.link") if "link" in session else url_for(endpoint, **values)
        return redirect(back, code=303)  # type: ignore[return-value]
    if not invited.link:
        said = _("%(name)s is here already and signs in as before.", name=invited.person.name)
        return done(endpoint, said, **values)
    session["link"] = {
        "name": invited.person.name,
        "path": invited.link,
        "back": url_for(endpoint, **values),
    }
    return redirect(url_for("people.link"), code=303)  # type: ignore[return-value]
