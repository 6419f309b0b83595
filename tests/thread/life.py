"""A life for Nia in the test world: nursery, then Fernhill; three cycles, help that was kept, adapted and stopped."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from portal.access import sight
from portal.cycles.assess.models import Understanding
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from portal.transitions.models import Decision, Transition
from tests.world import World

ARRIVED = date(2025, 9, 1)


def give_nia_a_life(world: World, entries: int = 30) -> Cycle:
    """Rows as the actions leave them; returns the open cycle, at Review."""
    with sight.system("test life"):
        nursery = {"pupil": world.nia, "setting": world.millbrook}
        Placement.create(
            **nursery, state="left", starts_on=date(2019, 9, 2), sees_from=date(2019, 9, 2), ended_on=date(2025, 8, 31)
        )
        one = Cycle.create(
            **nursery,
            opened_at=world.millbrook,
            number=1,
            stage="learn",
            opened_on=date(2024, 9, 9),
            closed_on=date(2025, 1, 20),
        )
        two = Cycle.create(
            **nursery, opened_at=world.millbrook, number=2, follows=one, stage="learn", opened_on=date(2025, 1, 20),
            closed_on=date(2025, 7, 10),
        )  # fmt: skip
        here = {"pupil": world.nia, "setting": world.fernhill}
        three = Cycle.create(
            **here, opened_at=world.fernhill, number=3, follows=two, stage="review", opened_on=date(2026, 9, 9),
            agreed_on=date(2026, 9, 30), circulated_on=date(2026, 10, 2), started_on=date(2026, 10, 5),
            review_on=date(2026, 11, 27), responsible_teacher=world.jess.person,
        )  # fmt: skip
        move = Transition.create(
            pupil=world.nia, from_setting=world.millbrook, to_setting=world.fernhill, kind="mid_year", state="continued",
            proposed_on=date(2025, 6, 1), moves_on=ARRIVED, cycle=three,
        )  # fmt: skip
        _help(world, one, two, three, move)
        _learning(world, one, three)
        _plan(world, three)
        _entries(world, three, entries)
        return three


def _help(world: World, one: Cycle, two: Cycle, three: Cycle, move: Transition) -> None:
    at = {"pupil": world.nia, "setting": world.fernhill}
    wait = Provision.create(
        **at, cycle=one, name="Ten-second wait", kind="strategy", starts_on=date(2024, 10, 1), started_cycle_number=1
    )
    timer = Provision.create(
        **at, cycle=one, name="Sand timer", kind="strategy", starts_on=date(2024, 10, 8), status="stopped",
        ended_on=date(2025, 3, 3), status_reason="It made her more worried", started_cycle_number=1,
    )  # fmt: skip
    group = Provision.create(
        **at, cycle=three, name="Vocabulary group", kind="intervention", starts_on=date(2025, 2, 3), minutes=20,
        times_a_week=2, group_size=4, deliverer=world.kelechi.person, started_cycle_number=2,
    )  # fmt: skip
    for row, choice, why in ((wait, "keep", ""), (group, "adapt", "Words come from science")):
        Decision.create(
            **at,
            transition=move,
            provision=row,
            choice=choice,
            reason=why,
            on=ARRIVED + timedelta(days=9),
            by=world.anjali.person,
        )
    del timer, two
    for week in range(6):
        given = week != 3
        Delivery.create(
            **at, provision=group, cycle=three, on=date(2026, 10, 5) + timedelta(weeks=week), given=given,
            cause="" if given else "cover", measure=f"{week + 2} of 10" if given else "",
        )  # fmt: skip


def _learning(world: World, one: Cycle, three: Cycle) -> None:
    at = {"pupil": world.nia, "setting": world.fernhill}
    draws = Learning.create(**at, cycle=one, kind="helps", text="Draw it first, then talk", learnt_on=date(2025, 1, 15))
    Learning.create(**at, cycle=one, kind="hinders", text="Sand timer: raises worry", learnt_on=date(2025, 1, 16))
    LearningUse.create(**at, learning=draws, cycle=three, used=True, how="She sketches before science talk")
    Understanding.create(
        **at, cycle=three, number=2, statement="Nia understands what she has seen before she hears it.",
        barriers="speed of new words", changed="Hard when the adult changes", why="14 of 17 lost moments",
        written_on=date(2026, 10, 12), by=world.anjali.person,
    )  # fmt: skip


def _plan(world: World, three: Cycle) -> None:
    at = {"pupil": world.nia, "cycle": three, "setting": world.fernhill}
    outcome = Outcome.create(**at, text="Nia says when she is lost, so that she learns with her class")
    target = Target.create(
        **at, outcome=outcome, name="Explains new words", does_what="explains 8 of 10 pre-taught words",
        by_when=date(2026, 11, 27), measured_how="10-word probe", measured_when="Fridays", measured_by="Kelechi Obi",
        baseline_value="2", goal_value="8", unit="of 10",
    )  # fmt: skip
    Provision.update(target=target).where(Provision.name == "Vocabulary group").execute()


def entry(world: World, title: str, **more: object) -> Entry:
    """One entry about Nia, written by Anjali at Fernhill unless said otherwise."""
    given = {
        "pupil": world.nia, "setting": world.fernhill, "kind": "note", "title": title, "occurred_on": date(2026, 11, 2),
        "recorded_at": datetime(2026, 11, 2, 12), "author": world.anjali.person, "author_role": "senco", "audience": "family",
    }  # fmt: skip
    with sight.system("test life"):
        return Entry.create(**{**given, **more})


def _entries(world: World, three: Cycle, count: int) -> None:
    kinds = (
        ("session_logged", "do"),
        ("plan_agreed", "plan"),
        ("views_given", "review"),
        ("note", ""),
        ("cycle_continued", ""),
    )
    for number in range(count):
        kind, stage = kinds[number % len(kinds)]
        entry(
            world, f"{kind.replace('_', ' ').capitalize()} {number}", kind=kind, stage=stage, cycle_id=three.id, cycle_number=3,
            body=f"What happened on day {number}.", occurred_on=date(2026, 11, 20) - timedelta(days=number),
            data={"cause": "absent", "engagement": 4, "measure": "7 of 10"} if kind == "session_logged" else {},
            words_of="Nia" if kind == "views_given" else "",
        )  # fmt: skip
