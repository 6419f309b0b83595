"""Notices as lines: the sentence with the child's name, and the address of the page that it leads to."""

from __future__ import annotations

from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.access.permissions import FAMILY
from portal.notices.kinds import KINDS, Page
from portal.notices.queries import Told


class Line(NamedTuple):
    """A notice as it is read: `href` opens it and marks it as read. `number`: how many say the same; it is the newest."""

    told: Told
    words: str
    href: str
    number: int = 1


def lines(notices: list[Told], role: str) -> list[Line]:
    """Each notice's sentence, in the words for the reader's role; those that say the same of one child as one line."""
    found: dict[tuple[object, ...], Line] = {}
    for one in notices:
        kind = KINDS.get(one.kind)
        # What leads to an entry is each time another's words.
        same: tuple[object, ...] = (one.id,)
        if kind is not None and kind.page.filled_by != "entry" and one.pupil is not None:
            same = (one.kind, one.pupil, one.about)
        if same in found:
            found[same] = found[same]._replace(number=found[same].number + 1)
        else:
            found[same] = Line(one, words(one, role), url_for("home.notice", notice=one.id))
    return list(found.values())


def words(one: Told, role: str) -> str:
    """The sentence of a notice; a plain one for a kind that this version no longer knows."""
    kind = KINDS.get(one.kind)
    if kind is None:
        return _("Something new about %(child)s", child=one.child) if one.child else _("Something new")
    said = kind.family_words if role in FAMILY and kind.family_words else kind.words
    return str(said) % {"child": one.child or _("a child")}


def address(one: Told, role: str) -> str:
    """Where a notice leads; "" when its page is gone."""
    kind = KINDS.get(one.kind)
    page = (kind.family_page if role in FAMILY else kind.page) if kind else None
    return _address(page, one) if page else _child(one, role)


def _address(page: Page, one: Told) -> str:
    if not page.argument:
        return url_for(page.endpoint)
    number = {"about": one.about, "pupil": one.pupil, "entry": one.entry}[page.filled_by]
    if number is None or page.endpoint not in current_app.view_functions:
        return ""
    return url_for(page.endpoint, **{page.argument: number})  # type: ignore[arg-type]


def _child(one: Told, role: str) -> str:
    if one.pupil is None:
        return ""
    return url_for("family.child" if role in FAMILY else "pupils.child", pupil=one.pupil)
