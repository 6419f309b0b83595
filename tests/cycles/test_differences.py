"""Views that differ: side by side, with what each context may explain, until resolved or tried out in the plan."""

from __future__ import annotations

from typing import Any

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import difference_actions
from portal.cycles.assess.actions import View
from portal.cycles.assess.difference_actions import Reading, Side, narrowest
from portal.cycles.assess.difference_queries import accounts_of, beside, usual_pair
from portal.cycles.assess.models import Account, Contribution, Difference
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows, facts
from portal.cycles.stages import missing
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING, restricted
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, World

READING = Reading("how much he says", "Fewer people, more words", "The same snack game at home and in the room")


def heard(world: World) -> tuple[Cycle, Contribution, Contribution]:
    """Magda and Sana have both told what they see."""
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        sana = assess_actions.give_view(
            world.hannah.act(),
            cycle,
            "assess",
            View("teacher", "Sana Rehman", "He is silent at group time.", context="carpet"),
        )
        magda = Contribution.get((Contribution.whose == "family") & (Contribution.stage == "assess"))
    return cycle, magda, sana


def opened(world: World) -> tuple[Cycle, Difference]:
    cycle, magda, sana = heard(world)
    with sight.looking(world.hannah.sight()):
        sides = [Side(magda, "One adult, no hurry"), Side(sana, "Eighteen children, quick questions")]
        return cycle, difference_actions.open_difference(world.hannah.act(), cycle, READING, sides)


def test_hannah_puts_home_and_nursery_side_by_side_in_one_entry(world: World) -> None:
    cycle, row = opened(world)
    with sight.looking(world.hannah.sight()):
        (whole,) = beside([row], accounts_of(row), frozenset())
        assert [(said.name, said.account.may_explain) for said in whole.said] == [
            ("Magda Wieczorek", "One adult, no hurry"), ("Sana Rehman", "Eighteen children, quick questions"),
        ]  # fmt: skip
        assert Entry.select().where(Entry.kind == "difference_opened").count() == 1
        assert not any("Do the views differ?" in str(task.sentence) for task in missing(facts(Rows(cycle))))


def test_one_account_is_no_difference(world: World) -> None:
    cycle, magda, _sana = heard(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="two or more"):
        difference_actions.open_difference(world.hannah.act(), cycle, READING, [Side(magda), Side(magda)])


def test_two_views_and_no_difference_is_a_reminder_that_never_blocks(world: World) -> None:
    cycle, _magda, _sana = heard(world)
    with sight.looking(world.hannah.sight()):
        reminders = [task for task in missing(facts(Rows(cycle))) if "Do the views differ?" in str(task.sentence)]
        assert [(task.blocks, task.where) for task in reminders] == [(False, "differences")]


def test_words_that_rest_on_a_narrow_account_go_no_further(world: World) -> None:
    cycle, magda, sana = heard(world)
    with sight.system("test"):
        Contribution.update(audience=PROFESSIONALS).where(Contribution.id == magda.id).execute()
    with sight.looking(world.hannah.sight()):
        magda = Contribution.get_by_id(magda.id)
        row = difference_actions.open_difference(world.hannah.act(), cycle, READING, [Side(magda), Side(sana)])
    assert row.audience == PROFESSIONALS
    with sight.looking(world.magda.sight()):
        assert not Difference.select().exists()
        assert not Account.select().exists()
    assert narrowest([FAMILY, SETTING, PROFESSIONALS]) == SETTING
    assert narrowest([SETTING, restricted("head")]) == restricted("head")


def test_magda_reads_that_views_differ_where_both_may_be_read_by_the_family(world: World) -> None:
    _cycle, row = opened(world)
    with sight.looking(world.magda.sight()):
        assert Difference.get().id == row.id
        assert Entry.get(Entry.kind == "difference_opened").body == "Fewer people, more words"


def test_a_difference_is_resolved_once_with_what_was_found(world: World) -> None:
    cycle, row = opened(world)
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="what was found"):
            difference_actions.resolve(world.hannah.act(), cycle, row, "  ")
        difference_actions.resolve(world.hannah.act(), cycle, row, "With two children he talks at nursery too")
        with pytest.raises(Refused, match="ended already"):
            difference_actions.resolve(world.hannah.act(), cycle, row, "Again")
    assert (row.state, row.ended_on) == ("resolved", TODAY)


def test_an_open_difference_reminds_before_the_plan_is_agreed_and_is_carried_into_a_target(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        views = list(Contribution.select().where(Contribution.cycle == cycle))[:2]
        row = difference_actions.open_difference(world.hannah.act(), cycle, READING, [Side(view) for view in views])
        asked = "“how much he says” is still seen differently: resolve it, or try it out in the plan."
        assert [task.blocks for task in missing(facts(Rows(cycle))) if str(task.sentence) == asked] == [False]
        difference_actions.carry(world.hannah.act(), cycle, row, "", target=walk.target_of(cycle))
        assert (row.state, row.came_of_it, row.target_id) == ("carried", "Offers at snack", walk.target_of(cycle).id)
        assert asked not in [str(task.sentence) for task in missing(facts(Rows(cycle)))]


def test_an_open_difference_goes_along_into_the_next_cycle(client: Client, world: World) -> None:
    first, row = opened(world)
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.id == first.id).execute()
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        assert [each.id for each in Rows(cycle).differences] == [row.id]
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    assert "how much he says" in page.text
    assert "from an earlier cycle" in page.text
    client.click("how much he says")
    client.click("Resolve it")
    client.submit("/end", state="resolved", found="", status=422)
    client.submit("/end", state="resolved", found="He talks with two children")
    assert "He talks with two children" in client.follow().text


def test_hannah_walks_it_without_javascript_and_home_and_nursery_are_ticked_first(client: Client, world: World) -> None:
    cycle, magda, sana = heard(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    client.click("Put views side by side")
    ticked = client.page.forms[-1]["data"]["account"]
    assert sorted(ticked) == sorted([str(magda.id), str(sana.id)])
    client.get(f"/cycles/{cycle.id}/differences/new?choose=1&account={magda.id}", status=422)
    assert "Choose two or more accounts" in client.page.text
    client.get(f"/cycles/{cycle.id}/differences/new?choose=1&account={magda.id}&account={sana.id}")
    said: dict[str, Any] = {f"explains_{magda.id}": "At home nobody hurries him"}
    client.submit("differences/new", about="how much he says", status=422, **said)
    assert "At home nobody hurries him" in client.page.text
    client.submit("differences/new", hypothesis="Fewer people, more words", test="Same game, both places")
    client.follow()
    client.click("how much he says")
    assert "At home nobody hurries him" in client.page.text
    client.click("Think again")
    client.submit("/change", test="Same game with two children")
    assert "Same game with two children" in client.follow().text


def test_a_stale_change_shows_both_texts(client: Client, world: World) -> None:
    cycle, row = opened(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/differences/{row.id}/change")
    mine = dict(client.page.forms[-1]["data"])
    client.submit("/change", hypothesis="Theirs")
    page = client.post(
        f"/cycles/{cycle.id}/differences/{row.id}/change", mine | {"hypothesis": "Mine", "key": "other"}, status=422
    )
    assert "Theirs" in page.text


def test_sana_reads_differences_and_victor_finds_none(client: Client, world: World) -> None:
    cycle, row = opened(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/differences/{row.id}")
    assert "Think again" not in client.page.text
    client.get(f"/cycles/{cycle.id}/differences/{row.id}/end", status=403)
    client.sign_out().sign_in(world.victor).get(f"/cycles/{cycle.id}/differences/{row.id}", status=404)


def test_a_difference_of_another_child_is_not_reached_through_this_cycle(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    with sight.system("test"):
        other = Cycle.create(pupil=world.sofia, number=1, setting=world.oakfield, opened_on=TODAY)
        theirs = Difference.create(pupil=world.sofia, cycle=other, setting=world.oakfield, about="x", opened_on=TODAY)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/differences/{theirs.id}", status=404)


def test_without_home_and_setting_nothing_is_suggested(world: World) -> None:
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        assert usual_pair(Rows(cycle).of_stage("assess")) == []
