"""What is still to do in a cycle, each with the address of the page where it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _

from portal.cycles import queries, stages
from portal.cycles.facts import Missing
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows, facts


class Task(NamedTuple):
    """One thing to do, with the page where it is done: what components/missing.html reads."""

    letter: str
    sentence: LazyString
    href: str
    note: str = ""
    blocks: bool = True


def task_list(cycle: Cycle, rows: Rows | None = None, *, agrees: bool = True) -> list[Task]:
    """What is missing before the next stage, with links; up to seven statements, by stage."""
    letter = queries.LETTERS.get(queries.stage_of(cycle), "L")
    return tasks(cycle, letter, stages.missing(facts(rows or Rows(cycle))), agrees=agrees)


def tasks(cycle: Cycle, letter: str, things: Iterable[Missing], *, agrees: bool = True) -> list[Task]:
    """Missing things with the addresses of the pages where they are done.

    `agrees`: whether the reader may do what only the SENCO does; else those things have no address.
    """
    return [
        Task(letter, thing.sentence, address(cycle, thing), blocks=thing.blocks)
        if agrees or thing.where not in _SENCO
        else Task(letter, thing.sentence, "", note=_("The SENCO does this."), blocks=thing.blocks)
        for thing in things
    ]


# Pages of the action cycle.agree.
_SENCO = ("differences", "difference", "agreement", "circulation", "changes")


# Where a thing is done: the endpoint, and the name of the id it takes beside the cycle's.
_PAGES: dict[str, tuple[str, str]] = {
    "views": ("cycles.new_view", ""),
    "evidence": ("cycles.new_evidence", ""),
    "differences": ("cycles.new_difference", ""),
    "difference": ("cycles.difference", "difference"),
    "understanding": ("cycles.understanding", ""),
    "inherited": ("cycles.inherited", ""),
    "outcomes": ("cycles.new_outcome", ""),
    "outcome": ("cycles.new_target", "outcome"),
    "target": ("cycles.target", "target"),
    "provisions": ("cycles.choose_help", ""),
    "provision": ("cycles.provision", "provision"),
    "training": ("cycles.training", "training"),
    "arrangements": ("cycles.arrangements", ""),
    "agreement": ("cycles.agreement", ""),
    "circulation": ("cycles.circulation", ""),
    "changes": ("cycles.changes", ""),
    "impact": ("cycles.impact", "target"),
    "outcome-impact": ("cycles.outcome_impact", "outcome"),
    "late": ("cycles.late_review", ""),
    "review-views": ("cycles.new_review_view", ""),
    "review-meeting": ("cycles.meeting", ""),
    "referral": ("cycles.new_referrals", ""),
    "next-step": ("cycles.meeting", ""),
    "reflection": ("cycles.reflect", ""),
    "learning": ("cycles.new_learning", ""),
    "ordinary": ("cycles.summary", ""),
}


def address(cycle: Cycle, thing: Missing) -> str:
    """The page on which a missing thing is done."""
    endpoint, name = _PAGES[thing.where]
    ids: dict[str, Any] = {"cycle": cycle.id} | ({name: thing.item} if name else {}) | _chosen(thing.code)
    return url_for(endpoint, **ids)


# Whose view a thing asks for: the form opens with it chosen.
_LEARNT = {"helps": "helps", "doesnt_help": "hinders"}
_WHOSE = {
    "child_view": "child", "family_view": "family", "staff_view": "teacher",
    "child_reflection": "child", "family_reflection": "family",
}  # fmt: skip


def _chosen(code: str) -> dict[str, str]:
    """What the form of this thing has chosen already, so that nobody answers as somebody else by mistake."""
    if code in _WHOSE:
        return {"whose": _WHOSE[code]}
    if code in _LEARNT:
        return {"kind": _LEARNT[code]}
    if code == "in_house" or code.startswith("source_"):
        return {"source": code.removeprefix("source_")}
    if code.startswith("revisit_"):
        return {"area": code.removeprefix("revisit_") or "whole"}
    return {}
