"""The record of a review: who was there, who agreed, sealed, with dated addenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.assess.models import Contribution
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee
from portal.cycles.review import actions, answer_actions, opinion_actions
from portal.cycles.review.actions import Meeting, Present
from portal.cycles.review.addendum_actions import add_addendum
from portal.cycles.review.models import Opinion
from portal.cycles.review.opinion_actions import Said
from portal.pupils.models import Guardianship, Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.cycles.reviewing import held, logged, reviewing
from tests.world import TODAY, World

# The record


def seat(client: Client, name: str) -> str:
    """The number of somebody's line in the form of the record."""
    before = client.response.get_data(as_text=True).split(f"<strong>{name}</strong>")[0]  # type: ignore[union-attr]
    return before.rsplit('name="came_', 1)[1].split('"')[0]


def test_hannah_ticks_who_came_and_magda_sees_the_next_step_differently(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    magda, sana = seat(client, "Magda Wieczorek"), seat(client, "Sana Rehman")
    said: dict[str, Any] = {f"came_{magda}": "y", f"says_{magda}": "no", f"came_{sana}": "y", f"says_{sana}": "yes"}
    words: dict[str, Any] = {
        "impact": "He looks at who speaks",
        "next_step": "next_cycle",
        "note": "Same adult",
        "others": "Eve, student",
    }
    client.submit("meeting", status=422, **said, **words)
    assert "Enter how Magda Wieczorek sees it" in client.page.text
    differs: dict[str, Any] = {f"words_{magda}": "He needs a speech therapist now"}
    client.submit("meeting", **differs)
    page = client.follow()
    said_there = page.text.partition("Who agrees with the next step")[2]
    assert (
        said_there.index("sees it differently") < said_there.index("Magda") < said_there.index("speech therapist now")
    )
    assert "Eve, student" in page.text
    with sight.looking(world.hannah.sight()):
        came = {row.name: row.came for row in Attendee.select().where(Attendee.stage == "review")}
        assert came["Magda Wieczorek"]
        assert came["Eve"]
        assert Opinion.select().where(Opinion.cycle == cycle).count() == 2
    # Changing the record changes the same rows, and keeps who came unasked.
    client.click("Change the record")
    agrees: dict[str, Any] = {f"says_{seat(client, 'Magda Wieczorek')}": "yes"}
    client.submit("meeting", **agrees)
    with sight.looking(world.hannah.sight()):
        assert Opinion.select().where((Opinion.cycle == cycle) & Opinion.agrees).count() == 2
        assert Attendee.select().where((Attendee.stage == "review") & (Attendee.name == "Eve")).count() == 1


def test_a_record_without_anybody_there_is_none(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    client.submit("meeting", impact="Much", next_step="next_cycle", note="Go on", status=422)
    assert "Tick who took part, or enter their names" in client.page.text
    assert "Much" in client.page.text


def test_what_outcomes_were_rated_opens_the_record_so_that_nobody_types_it_again(client: Client, world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        outcome.text = "be understood by other children."
        actions.rate_outcome(world.hannah.act(), cycle, outcome, rating="mostly", evidence="At play")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    assert client.page.forms[-1]["data"]["impact"] == ["be understood by other children: mostly. At play"]


def test_magda_says_on_her_own_page_afterwards_that_she_does_not_agree(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/review")
    assert "He looks at who speaks" in client.page.text
    client.submit("/review", agrees="no", status=422)
    assert "Say how you see it." in client.page.text
    client.submit("/review", agrees="no", words="He needs more", shared="y")
    assert "He needs more" in client.follow().text
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "said it themselves" in page.text
    assert "He needs more" in page.text


def test_what_magda_said_herself_is_not_written_over_by_the_record(world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    with sight.looking(world.magda.sight()):
        said = Said("Magda Wieczorek, mother", "", agrees=False, words="He needs more")
        opinion_actions.give_opinion(world.magda.act(), Cycle.get_by_id(cycle.id), said)
    held(world, cycle, Present("Magda Wieczorek", "mother", world.magda.person, agrees=True))
    with sight.looking(world.hannah.sight()):
        rows = Opinion.select().where(Opinion.cycle == cycle).order_by(Opinion.id)
        assert [(row.own, row.agrees) for row in rows] == [(True, False), (False, True)]


def test_one_parents_opinion_reaches_the_other_only_if_the_writer_says_so(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    with sight.system("test: another parent"):
        Guardianship.create(
            pupil=world.tomasz, person=world.peter.person, relationship="father", starts_on=date(2026, 1, 1)
        )
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/review")
    client.submit("/review", agrees="no", words="Not with his father")
    assert "Not with his father" in client.follow().text
    assert "Not with his father" not in client.sign_in(world.peter).get(f"/family/{world.tomasz}/review").text


def test_ordinary_provision_leads_to_the_register(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle, next_step="ordinary_provision")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "watch for" in client.click("Take the child off the register").text


def test_a_referral_is_a_next_step_once_it_names_a_service(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle, next_step="referral")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "service" in client.click("Name the service you refer to.").text


# Sealed


def sealed(world: World) -> Cycle:
    """Tomasz's plan was reviewed, and the pause to learn has started."""
    return walk.learning(world)


Write = Callable[[World, Cycle], object]

WRITES: dict[str, Write] = {
    "rating a target": lambda w, c: actions.rate(
        w.hannah.act(), c, walk.target_of(c), rating="achieved", evidence="All"
    ),
    "rating an outcome": lambda w, c: actions.rate_outcome(
        w.hannah.act(), c, walk.outcome_of(c), rating="achieved", evidence="All"
    ),
    "the record": lambda w, c: actions.hold(w.hannah.act(), c, Meeting(TODAY, "All", "Much", "next_cycle", "On")),
    "a view": lambda w, c: assess_actions.give_view(w.sana.act(), c, "review", View("teacher", "Sana", "Late")),
    "a changed view": lambda w, c: answer_actions.change(
        w.hannah.act(), c, Contribution.get((Contribution.cycle == c) & (Contribution.stage == "review")),
        View("child", "Tomasz", "").answered({"better": "All"}),
    ),
    "an absence": lambda w, c: assess_actions.explain_absence(w.hannah.act(), c, "review", "child", "Ill"),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_a_sealed_review_changes(world: World, write: str) -> None:
    cycle = sealed(world)
    with sight.looking(world.hannah.sight()):
        before = Entry.select().count()
        with pytest.raises(Refused, match="sealed"):
            WRITES[write](world, cycle)
        assert Entry.select().count() == before


def test_the_family_too_can_no_longer_change_what_it_said(client: Client, world: World) -> None:
    cycle = sealed(world)
    with sight.looking(world.magda.sight()):
        said = Said("Magda", "mother", agrees=True)
        row = opinion_actions.give_opinion(world.magda.act(), cycle, said)
        with pytest.raises(Refused, match="addendum"):
            opinion_actions.give_opinion(world.magda.act(), cycle, said._replace(agrees=False, words="No"), row)
    assert not [
        form
        for form in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").forms
        if "/review" in form["action"]
    ]


def test_the_form_of_a_sealed_record_leads_to_the_addendum(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting", status=303)
    assert "Write an addendum: it stands beside it" in client.follow().text


def test_a_correction_is_an_addendum_with_its_day_beside_the_record(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "Nothing of this record changes any more" in client.page.text
    assert "Next step Another cycle" in " ".join(client.page.text.split())
    client.click("Write an addendum")
    client.submit("addenda/new", words="Priya was there too, on the phone", audience="family")
    page = client.follow()
    assert "Priya was there too, on the phone" in page.text
    assert "Hannah Coyle, SENCO" in page.text
    assert "Priya was there too" in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").text


def test_an_addendum_for_professionals_is_not_shown_to_the_family(client: Client, world: World) -> None:
    cycle = sealed(world)
    with sight.looking(world.hannah.sight()):
        add_addendum(world.hannah.act(), cycle, "The clinic rang", "professionals")
    assert "The clinic rang" in client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review").text
    assert "The clinic rang" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").text


def test_an_addendum_waits_for_the_seal_and_stays_with_the_setting_of_the_record(world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="not sealed yet"):
            add_addendum(world.hannah.act(), cycle, "Too early", "family")
        with pytest.raises(Refused, match="Only the setting"):
            add_addendum(world.victor.act(), cycle, "Not mine", "family")


def test_what_is_given_after_the_seal_is_not_evidence_of_that_review(client: Client, world: World) -> None:
    cycle = sealed(world)
    logged(world, cycle, given=3, lost=0, measure="3")
    with sight.system("test: reviewed a week after the sessions began; one more today"):
        Cycle.update(reviewed_on=TODAY - timedelta(weeks=2)).where(Cycle.id == cycle.id).execute()
        help_ = walk.provision_of(cycle)
        Delivery.create(
            pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, provision=help_, on=TODAY, measure="5"
        )
    text = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review").text
    assert "3 of 2 sessions" in text or "3 sessions given" in text
    assert "last 3" in text
    assert "last 5" not in text


def test_after_a_move_the_setting_where_tomasz_is_now_adds_to_the_closed_record_under_its_own_name(
    client: Client, world: World
) -> None:
    cycle = walk.closed(world)
    with sight.system("test: Tomasz has moved to Fernhill"):
        Placement.update(state="left", main=False, ended_on=TODAY).where(Placement.pupil == world.tomasz).execute()
        Placement.create(pupil=world.tomasz, setting=world.fernhill, starts_on=TODAY, sees_from=TODAY, year_group="R")
    client.sign_in(world.anjali).get(f"/cycles/{cycle.id}/review")
    client.click("Write an addendum")
    client.submit("addenda/new", words="His mother told us that he had a hearing test", audience="professionals")
    page = client.follow()
    assert "hearing test" in page.text
    assert "Anjali Deshmukh, SENCO" in page.text
