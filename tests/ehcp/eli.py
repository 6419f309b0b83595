"""Eli Marchetti at Fernhill, Year 4, and his plan: two outcomes, two kinds of help, of which speech therapy is given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision
from portal.ehcp import actions, queries
from portal.ehcp.models import EhcPlan
from portal.pupils.models import Guardianship
from tests.world import TODAY, Who, World, person

ISSUED = date(2026, 1, 14)
SPEECH = "Speech and language therapy: 30 minutes, twice a week, by a therapist or an assistant whom she trains"
QUIET = "A quiet place of his own, at any time of the school day"
TALK = "Eli tells an adult what he needs"
PLAY = "Eli plays with one other child for ten minutes"


class Eli(NamedTuple):
    """His plan, the open cycle, and the help that secures the first item of Section F."""

    plan: EhcPlan
    cycle: Cycle
    speech: Provision
    items: list[int]
    aims: list[int]
    rosa: Who


def with_plan(world: World, *, stage: str = "do") -> Eli:
    """The plan as Anjali entered it, and a cycle under way in which speech therapy is given."""
    with sight.looking(world.anjali.sight()):
        plan = actions.enter(world.anjali.act(), world.eli, ISSUED, None, [TALK, PLAY], [SPEECH, QUIET])
        items = [row.id for row in queries.help_named(world.eli)]
        aims = [row.id for row in queries.outcomes(world.eli)]
    with sight.system("test"):
        here = {"pupil": world.eli, "setting": world.fernhill}
        began = TODAY - timedelta(weeks=5)
        cycle = Cycle.create(
            **here, number=1, stage=stage, opened_on=began, agreed_on=began, circulated_on=began, started_on=began,
            review_on=date(2026, 12, 11), lead=world.anjali.person,
        )  # fmt: skip
        Outcome.create(**here, cycle=cycle, text="say what he needs", section_e=aims[0])
        speech = Provision.create(
            **here, cycle=cycle, name="Speech with Amy", kind="intervention", layer="specialist", starts_on=began,
            minutes=30, times_a_week=2, weeks=30, section_f=True, secures=items[0],
        )  # fmt: skip
        rosa = person("Rosa Marchetti", "parent")
        Guardianship.create(pupil=world.eli, person=rosa.person, relationship="mother", starts_on=date(2025, 9, 1))
    return Eli(plan, cycle, speech, items, aims, rosa)
