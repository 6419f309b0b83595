"""What works for a child, as it is handed out: the child's own words first, then what was learnt, then help that goes on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN

from portal import clock
from portal.cycles.learn.models import Learning, Reflection
from portal.cycles.learn.prompts import PROMPTS
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.documents.plan_queries import Help
from portal.documents.settings_told import Told, told
from portal.profile.queries import Known, Own
from portal.pupils.models import Pupil
from portal.timeline.audiences import FAMILY


class WhatWorks(NamedTuple):
    """What every adult should know. `own`: the child's newest reflection; `known`: what holds, the newest cycle first."""

    forename: str
    own: list[Own]
    known: list[Known]
    strategies: list[Help]
    helps: list[Help]
    made_on: date

    def of(self, *kinds: str) -> list[Known]:
        """The learnings of these kinds."""
        return [row for row in self.known if row.kind in kinds]


def what_works(pupil: int) -> WhatWorks:
    """The page of a child, the same whoever asks. Six statements.

    Unlike the page on screen it takes the child's own words from the pause to learn alone: assistants read this paper,
    and what was said in Assess or on the child's own page is not theirs to read (access/policy.py).
    """
    child, known = Pupil.get_by_id(pupil), told(pupil)
    running = (
        Provision.select()
        .where((Provision.pupil == pupil) & (Provision.status == "running") & (Provision.audience == FAMILY))
        .order_by(Provision.kind.desc(), Provision.id)
    )
    given = [(row.kind, _help(row, known)) for row in running]
    return WhatWorks(
        child.preferred_forename or child.forename, _own(pupil), _known(pupil),
        [row for kind, row in given if kind == "strategy"], [row for kind, row in given if kind != "strategy"],
        clock.today(),
    )  # fmt: skip


def _help(row: Provision, known: Told) -> Help:
    return Help(row.name, row.detail, "", row.when_text, known.giver(row), paused=False)


def _known(pupil: int) -> list[Known]:
    rows = (
        Learning.select(
            Learning.id, Learning.kind, Learning.text, Learning.ordinary_teaching, Learning.home, Cycle.number,
            Learning.learnt_on, Reflection.whose,
        )
        .join(Cycle)
        .join_from(Learning, Reflection, JOIN.LEFT_OUTER, on=Learning.reflection == Reflection.id)
        .where((Learning.pupil == pupil) & Learning.retired_on.is_null() & (Learning.audience == FAMILY))
        .order_by(Cycle.number.desc(), Learning.id.desc())
        .tuples()
    )  # fmt: skip
    return [Known(*row[:7])._replace(own=row[7] == "child") for row in rows]


def _own(pupil: int) -> list[Own]:
    row = (
        Reflection.select()
        .where((Reflection.pupil == pupil) & (Reflection.whose == "child") & (Reflection.audience == FAMILY))
        .order_by(Reflection.given_on.desc(), Reflection.id.desc())
        .first()
    )
    if row is None:
        return []
    return [Own(prompt, text, row.given_on) for prompt in PROMPTS if (text := getattr(row, prompt).strip())]
