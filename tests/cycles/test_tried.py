"""Tried before: how much of it there was and what came of it, wherever it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import clock
from portal.access import sight
from portal.cycles.do.models import Delivery
from portal.cycles.help.tried import Past, before
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, ProvisionTarget, Target
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.statements import counted
from tests.world import World

BEGAN = date(2025, 1, 6)


def had(world: World, name: str, *, given: int = 0, lost: int = 0, **more: object) -> Provision:
    """Help that Nia had at Fernhill from January 2025: three times a week for six weeks, then as `more` says."""
    with sight.system("test"):
        cycle = Cycle.get_or_none(Cycle.pupil == world.nia) or Cycle.create(
            pupil=world.nia,
            number=1,
            setting=world.fernhill,
            stage="learn",
            opened_on=BEGAN,
            closed_on=date(2025, 4, 1),
        )
        outcome = Outcome.create(pupil=world.nia, cycle=cycle, setting=world.fernhill, text="be heard")
        target = Target.create(
            pupil=world.nia, cycle=cycle, outcome=outcome, setting=world.fernhill, name="Asks for help",
            does_what="asks", rating="partly",
        )  # fmt: skip
        values = {
            "pupil": world.nia, "cycle": cycle, "setting": world.fernhill, "target": target, "name": name,
            "kind": "intervention", "starts_on": BEGAN, "times_a_week": 3, "weeks": 6, "minutes": 15, "status": "stopped",
            "ended_on": BEGAN + timedelta(weeks=6), "started_cycle_number": 1,
        } | more  # fmt: skip
        row = Provision.create(**values)
        for number in range(given + lost):
            Delivery.create(
                pupil=world.nia, provision=row, cycle=cycle, setting=world.fernhill, on=BEGAN + timedelta(days=number),
                given=number < given, cause="" if number < given else "room",
            )  # fmt: skip
        return row


def test_four_of_eighteen_is_no_fair_try(world: World) -> None:
    had(world, "Talk Boost", given=4, lost=14, status_reason="No room in spring")
    with sight.looking(world.anjali.sight()):
        (tried,) = before(world.nia, names=["talk boost"])["talk boost"]
    assert tried.given == "Given 4 of 18 times: not a fair try. Lost: no room 14."
    assert (tried.fair, tried.ended_as, tried.reason) == (False, "stopped", "No room in spring")
    assert tried.impact == [("Asks for help", "partly reached")]
    assert tried.where == "Fernhill Primary School"


@pytest.mark.parametrize(("given", "lost", "fair"), [(8, 1, None), (8, 10, False), (9, 0, True), (18, 0, True)])
def test_half_of_what_was_planned_is_a_fair_try(world: World, given: int, lost: int, fair: bool | None) -> None:
    had(world, "Talk Boost", given=given, lost=lost)
    with sight.looking(world.anjali.sight()):
        assert Past(world.nia).like(name="Talk Boost")[0].fair is fair


def test_what_was_hardly_logged_is_neither_called_tried_nor_untried(world: World) -> None:
    had(world, "Lego-based therapy", given=3, status="finished")
    with sight.looking(world.anjali.sight()):
        (tried,) = Past(world.nia).like("Lego-based therapy")
    assert tried.fair is None
    assert tried.given == "Logged as given: 3 of 18. Most was not logged: ask before you call it tried."


def test_lost_help_is_not_called_stopped_and_unlogged_help_not_untried(world: World) -> None:
    had(world, "Numicon", status="lost")
    with sight.looking(world.anjali.sight()):
        (tried,) = Past(world.nia).like(name="Numicon")
    assert tried.ended_as == "lost, not stopped"
    assert tried.fair is None
    assert "nobody can say" in tried.given


def test_the_same_help_is_found_under_another_name_by_family_item_or_beginning(world: World) -> None:
    had(world, "Word power hour", family="pre-teaching", item_id=7)
    had(world, "Talk Boost (KS2)")
    with sight.looking(world.anjali.sight()):
        past = Past(world.nia)
        assert [one.name for one in past.like("Words taught before the lesson", "Pre-Teaching")] == ["Word power hour"]
        assert [one.name for one in past.like(item=7)] == ["Word power hour"]
        assert [one.name for one in past.like("Talk boost")] == ["Talk Boost (KS2)"]
        assert past.like("Talk")
        assert not past.like("Numicon")
        assert past.like("", "") == []


def test_decisions_learnings_and_further_targets_stand_with_it(world: World) -> None:
    row = had(world, "Talk Boost", given=18)
    with sight.system("test"):
        target = Target.create(
            pupil=world.nia, cycle=row.cycle_id, outcome=Outcome.get(), setting=world.fernhill, name="Joins in",
            does_what="joins in", rating="achieved",
        )  # fmt: skip
        ProvisionTarget.create(pupil=world.nia, setting=world.fernhill, provision=row, target=target)
        Learning.create(
            pupil=world.nia, cycle=row.cycle_id, setting=world.fernhill, kind="only_when", learnt_on=BEGAN,
            text="Talk Boost works when Kelechi runs it",
        )  # fmt: skip
        Entry.create(
            pupil=world.nia, setting=world.fernhill, kind="decision_made", title="Decided", occurred_on=BEGAN,
            recorded_at=clock.now(), author_role="senco", audience="family",
            data={"decisions": [{"name": "Talk Boost", "choice": "keep", "reason": "It helps her speak up"}]},
        )  # fmt: skip
    with sight.looking(world.anjali.sight()):
        (tried,) = Past(world.nia).like("Talk Boost")
    assert tried.impact[1] == ("Joins in", "achieved")
    assert tried.decided == ["Kept: It helps her speak up"]
    assert tried.learnt == ["Only when: Talk Boost works when Kelechi runs it"]


def test_a_withheld_setting_is_a_setting_here_too(world: World) -> None:
    had(world, "Talk Boost", setting=world.millbrook, place="Kingfishers")
    with sight.system("test"):
        Placement.create(
            pupil=world.nia, setting=world.millbrook, state="left", main=False, starts_on=BEGAN, sees_from=BEGAN,
            ended_on=date(2025, 7, 1), withheld=True,
        )  # fmt: skip
    with sight.looking(world.anjali.sight()):
        (tried,) = Past(world.nia).like("Talk Boost")
    assert tried.where == "a setting"
    assert "Kingfishers" not in tried.context


def test_victor_reads_nothing_of_nia_s_past(world: World) -> None:
    had(world, "Talk Boost", given=4)
    with sight.looking(world.victor.sight()):
        assert Past(world.nia).like("Talk Boost") == []


def test_the_past_is_read_in_seven_statements_however_long(world: World) -> None:
    for number in range(15):
        had(world, f"Talk Boost {number}", given=2)
    with sight.looking(world.anjali.sight()), counted() as statements:
        assert len(Past(world.nia).like("Talk Boost")) == 15
    assert len(statements) == 7, "\n".join(statements)


def test_what_our_help_costs_adds_up_and_takes_one_statement_for_ninety_children(client: Client, world: World) -> None:
    had(world, "Talk Boost", status="running", rate_pence=1440, group_size=4, layer="targeted", area="CI")
    had(world, "Wait", kind="strategy", minutes=None, status="running")
    had(world, "ELSA", status="running", layer="targeted", area="SEMH")
    client.sign_in(world.anjali).get("/costs")
    with counted() as few:
        page = client.get("/costs")
    # £14.40 an hour, 15 minutes, 3 times a week, 6 weeks, 4 children.
    assert "£16.20" in page.text
    assert "1 of 2" in page.text, "what every adult does is not asked for a cost"
    for number in range(30):
        had(world, f"More {number}", status="running", rate_pence=1000)
    with counted() as many:
        client.get("/costs")
    assert len(many) == len(few) <= 9, "\n".join(many)


def test_only_who_pays_sees_costs(client: Client, world: World) -> None:
    had(world, "Talk Boost", status="running", rate_pence=1440)
    assert "Nia Oyelaran" in client.sign_in(world.owen).get("/costs").text
    assert "Nia Oyelaran" not in client.sign_in(world.victor).get("/costs").text
    for person in (world.jess, world.kelechi, world.folake, world.priya, world.lorna):
        client.sign_in(person).get("/costs", status=403)
