"""Versions of a plan: what is kept, what differs, and that only the difference goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.circulation import version_queries, version_words
from portal.cycles.circulation.version_differences import Change, differences
from portal.cycles.do import actions as do_actions
from portal.cycles.facts import Receiver
from portal.cycles.help import actions as help_actions
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.models import Circulation, PlanVersion, Provision, Target
from portal.cycles.rows import Rows
from portal.pupils.models import Placement
from portal.timeline import removal_actions
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World

rows = some.dictionaries(
    some.integers(1, 9).map(str),
    some.fixed_dictionaries({"name": some.text(max_size=4), "detail": some.text(max_size=4) | some.none()}),
)
plans = some.fixed_dictionaries({"provision": rows, "target": rows})


@given(plans)
def test_a_plan_does_not_differ_from_itself(plan: Any) -> None:
    assert differences(plan, plan) == []


@given(plans, plans)
def test_every_row_is_new_changed_taken_out_or_the_same(old: Any, new: Any) -> None:
    found = {(one.table, str(one.row)): one for one in differences(old, new)}
    for table in ("provision", "target"):
        for key in old[table] | new[table]:
            one = found.get((table, key))
            if key not in old[table]:
                assert one is not None
                assert one.kind == "new"
            elif key not in new[table]:
                assert one is not None
                assert one.kind == "out"
            else:
                differs = {
                    name
                    for name in ("name", "detail")
                    if (old[table][key][name] or None) != (new[table][key][name] or None)
                }
                assert {change.field for change in one.changes} == differs if one else not differs


@given(plans, plans)
def test_there_and_back_tell_the_same_the_other_way_round(old: Any, new: Any) -> None:
    turned = {"new": "out", "out": "new", "changed": "changed"}
    there = {(one.table, one.row, one.kind) for one in differences(old, new)}
    assert {(one.table, one.row, turned[one.kind]) for one in differences(new, old)} == there


def test_a_field_that_an_older_version_did_not_keep_says_nothing() -> None:
    assert (
        differences({"target": {"1": {"name": "Snack"}}}, {"target": {"1": {"name": "Snack", "who": "Tomasz"}}}) == []
    )


def test_times_are_told_once_where_the_words_follow_them() -> None:
    old = {"provision": {"1": {"name": "Bucket", "when_text": "Mon", "week": "1 09:15"}}}
    new = {"provision": {"1": {"name": "Bucket", "when_text": "Tue", "week": "2 09:15"}}}
    (one,) = differences(old, new)
    assert one.changes == (Change("when_text", "Mon", "Tue"),)


def changed_on_the_way(world: World) -> Cycle:
    """In Do: the bucket sessions were adapted, a new date was set, and nobody has been told."""
    cycle = walk.doing(world)
    act = world.hannah.act()
    with sight.looking(world.hannah.sight()):
        do_actions.change_provision(
            act, cycle, walk.provision_of(cycle), change="adapted", reason="Too long", detail="Five minutes, one toy"
        )
        cycle.review_on = cycle.review_on + timedelta(days=1)
        plan_actions.record(act, plan_actions.Story("review_date_set", "Review date set"), cycle, pupil=cycle.pupil_id)
    return cycle


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ((5, ""), (None, "Kelechi Obi"), [("deliverer", 5, "Kelechi Obi")]),
        ((None, "Hannah"), (5, ""), [("deliverer", "Hannah", 5)]),
        ((5, "Hannah"), (6, "Kelechi"), [("deliverer", 5, 6)]),
        ((5, ""), (None, ""), [("deliverer", 5, None)]),
        ((None, "Hannah"), (None, "Kelechi"), [("deliverer_name", "Hannah", "Kelechi")]),
    ],
)
def test_who_gives_help_is_told_once(old: Any, new: Any, told: list[tuple[str, Any, Any]]) -> None:
    before, after = (
        {"provision": {"1": {"name": "Bubbles", "deliverer": who, "deliverer_name": name}}} for who, name in (old, new)
    )
    (found,) = differences(before, after)
    assert found.changes == tuple(Change(*one) for one in told)
    words = version_words.shown([found], frozenset(), {5: "Hannah Coyle", 6: "Kelechi Obi"})
    assert "nothing" not in str(words)


def test_what_was_sent_is_kept_as_it_was(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        kept = PlanVersion.get()
        help_ = kept.content["provision"][str(walk.provision_of(cycle).id)]
    assert (kept.number, kept.circulated_on) == (1, TODAY)
    assert (help_["name"], help_["times_a_week"]) == ("Attention Autism", 3)


def test_hannah_sees_what_has_not_been_sent_and_sends_only_that(client: Client, world: World) -> None:
    cycle = changed_on_the_way(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    assert "2 changes have not been sent yet." in page.text
    assert "Send what has changed in the plan since it went out: 2." in client.get(f"/cycles/{cycle.id}/do").text
    client.get(f"/cycles/{cycle.id}/plan")
    page = client.click("Send the changes")
    assert "What the adult does: now Five minutes, one toy (before: nothing)" in page.text
    assert "When we look at it together: now 5 January 2027 (before: 4 January 2027)" in page.text
    client.submit("changes")
    assert "not been sent yet" not in client.follow().text
    with sight.looking(world.hannah.sight()):
        assert Cycle.get_by_id(cycle.id).plan_version == 2
        copies = {(row.name, row.plan_version): row.since_version for row in Circulation.select()}
        assert copies["Magda Wieczorek", 2] == 1
        assert copies["Sana Rehman", 2] is None
        with pytest.raises(Refused, match="Nothing has changed"):
            agree_actions.send_changes(world.hannah.act(), Cycle.get_by_id(cycle.id), [Receiver("Magda")])


def test_a_changed_level_of_the_scale_is_told_to_staff_as_changed(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.system("test"):
        Target.update(scale={"0": "4 of 5", "1": "5 of 5"}).where(Target.cycle == cycle).execute()
    with sight.looking(world.hannah.sight()):
        sent = version_queries.content(cycle, Rows(cycle))
    with sight.system("test"):
        Target.update(scale={"0": "3 of 5", "1": "5 of 5"}).where(Target.cycle == cycle).execute()
    with sight.looking(world.hannah.sight()):
        (found,) = differences(sent, version_queries.content(cycle, Rows(cycle)))
    assert found.changes == (Change("level_0", "4 of 5", "3 of 5"),)
    with client.app.test_request_context():
        (told,) = version_words.shown([found], frozenset(), {})
        assert (told.lines[0].label, told.lines[0].new) == ("Level 0, as expected", "3 of 5")
        assert version_words.shown([found], frozenset(), {}, family=True) == []


def test_magda_reads_what_changed_and_answers_that_version(client: Client, world: World) -> None:
    cycle = changed_on_the_way(world)
    with sight.looking(world.hannah.sight()):
        agree_actions.send_changes(
            world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)]
        )
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    assert "What changed since the plan you had" in page.text
    assert "What the adult does: now Five minutes, one toy (before: nothing)" in page.text
    client.submit("/plan", button=("receipt", "agreed"))
    with sight.looking(world.hannah.sight()):
        assert [row.receipt for row in Circulation.select().order_by(Circulation.plan_version)] == ["", "agreed"]


def test_a_plan_changed_before_do_is_agreed_again_and_sends_the_difference(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    act = world.hannah.act()
    magda = Receiver("Magda Wieczorek", "mother", world.magda.person)
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(act, cycle, met_on=TODAY, meeting="All")
        agree_actions.circulate(act, cycle, [magda])
        plan_actions.set_target(
            act, cycle, walk.outcome_of(cycle), walk.target_of(cycle), walk.SNACK._replace(how_well="3 of 5")
        )
        help_actions.plan_provision(act, cycle, None, walk.bucket(world)._replace(name="Now and next board"))
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    assert "We are changing the plan." in client.page.text
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(act, cycle, met_on=TODAY, meeting="All again")
        agree_actions.circulate(act, cycle, [magda])
    text = client.get(f"/family/{world.tomasz}/plan").text
    assert "How well: now 3 of 5 (before: 4 of 5 times)" in text
    assert "new Help: Now and next board" in text


def test_help_taken_out_is_told_as_taken_out(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
        do_actions.change_provision(world.hannah.act(), cycle, row, change="stopped", reason="It frightens him")
        found = version_queries.not_sent(cycle, Rows(cycle))
    assert [(one.table, one.kind, one.name) for one in found] == [("provision", "out", "Attention Autism")]


def test_what_is_held_back_now_is_absent_from_older_versions_too(client: Client, world: World) -> None:
    cycle = changed_on_the_way(world)
    with sight.looking(world.hannah.sight()):
        agree_actions.send_changes(
            world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)]
        )
        row = walk.provision_of(cycle)
        Provision.update(audience="professionals").where(Provision.id == row.id).execute()
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text
    assert "Five minutes" not in text
    assert "5 January 2027" in text


def test_words_removed_by_law_go_from_what_was_sent_as_well(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        target = walk.target_of(cycle)
        entry = Entry.get(Entry.kind == "target_set")
        words = target.does_what
        assert words in str(PlanVersion.get().content)
    with sight.looking(world.hannah.sight()):
        removal_actions.redact(world.hannah.act(), entry, "Request 12 of the data officer")
        assert Target.get_by_id(target.id).does_what == "Words removed"
        assert words not in str(PlanVersion.get().content)


def test_nobody_of_a_withheld_setting_is_named_in_a_difference(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
        do_actions.change_provision(
            world.hannah.act(), cycle, row, change="adapted", reason="Cover", deliverer=world.hannah.person
        )
        agree_actions.send_changes(
            world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)]
        )
    assert "Who gives it: now Hannah Coyle" in client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    assert "Hannah Coyle" not in client.get(f"/family/{world.tomasz}/plan").text


def test_every_version_stands_on_one_page_with_its_receipts(client: Client, world: World) -> None:
    cycle = changed_on_the_way(world)
    with sight.looking(world.hannah.sight()):
        agree_actions.send_changes(
            world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)]
        )
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    page = client.click("All versions")
    assert "Version 2, sent on 23 November 2026" in page.text
    assert "The first version that was sent." in page.text
    with counted() as statements:
        client.get(f"/cycles/{cycle.id}/plan/versions")
    assert len(statements) <= 12
