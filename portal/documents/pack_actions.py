"""The verbs of packs and samples: check what the maker decided, and keep the paper as it was made."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.documents.models import KeptPaper
from portal.documents.pack_items import SHORTEST_TERM, Choice, Pack
from portal.timeline.audiences import PROFESSIONALS
from portal.timeline.record import Story, record

EVIDENCE, SAMPLE = "evidence", "sample"
"""Kinds of kept papers that only the people in charge at the setting that made them read (access/policy.py)."""


class Page(NamedTuple):
    """A finished page: its title, its HTML, and the rows whose words stand in it."""

    title: str
    html: str
    rests_on: list[list[str | int]]


def check(pack: Pack, choice: Choice) -> None:
    """Raise Refused where a pack may not be made as it was chosen."""
    short = next((term for term in choice.terms if len(term) < SHORTEST_TERM), "")
    if short:
        raise Refused(
            _("“%(term)s” is too short to black out: it would hit other words. Write the whole name.", term=short), "terms"
        )  # fmt: skip
    if not pack.items:
        raise Refused(_("Keep at least one item in the pack."), "keep")
    if (choice.left_out or choice.terms) and not choice.reason.strip():
        raise Refused(_("Say why something is left out or blacked."), "reason")


def make_pack(act: Act, pupil: int, page: Page, pack: Pack, choice: Choice) -> KeptPaper:
    """Keep an evidence pack, and write down how much was left out of it and why (never what)."""
    check(pack, choice)
    paper = _paper(act, pupil, EVIDENCE, page)
    data = {"paper": "evidence pack", "items": len(pack.items), "left_out": pack.left_out, "blacked": pack.blacked}
    record(
        act,
        Story(
            "pack_made", _title(pack), choice.reason, audience=PROFESSIONALS, data=data,
        ),
        paper,
        pupil=pupil,
    )  # fmt: skip
    return paper


def _title(pack: Pack) -> str:
    """In English, like every title."""
    told = f"Evidence pack made: {len(pack.items)} items"
    if pack.left_out:
        told += f", {pack.left_out} left out"
    if pack.blacked:
        told += f", {pack.blacked} passages blacked"
    return told


def make_sample(act: Act, pupil: int, page: Page, *, named: bool) -> KeptPaper:
    """Keep a case sample; `named`: whether it still names the child."""
    paper = _paper(act, pupil, SAMPLE, page)
    told = "Case sample made" if named else "Case sample made, without the child's name"
    record(act, Story("pack_made", told, audience=PROFESSIONALS, data={"paper": "case sample"}), paper, pupil=pupil)
    return paper


def _paper(act: Act, pupil: int, kind: str, page: Page) -> KeptPaper:
    return KeptPaper(
        pupil=pupil, setting=act.setting, kind=kind, title=page.title, html=page.html, made_on=act.today,
        rests_on=page.rests_on, audience=PROFESSIONALS,
    )  # fmt: skip
