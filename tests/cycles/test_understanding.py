"""Our understanding of need: one living statement for each area, refined or confirmed, never started again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import understanding_actions
from portal.cycles.assess.models import Contribution, Ground, Understanding
from portal.cycles.assess.understanding_queries import story_of
from portal.cycles.assess.understanding_words import area_in_address, compared, lines
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows, facts
from portal.cycles.stages import missing
from portal.pupils.models import Placement
from portal.timeline.check import differences
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def write(world: World, cycle: Cycle, area: str, statement: str, **more: Any) -> Understanding:
    with sight.looking(world.hannah.sight()):
        return understanding_actions.write_understanding(
            world.hannah.act(), cycle, statement=statement, barriers="Noise", area=area, **more
        )


def test_each_area_counts_its_own_versions(world: World) -> None:
    cycle = walk.assessed(world)
    first = write(world, cycle, "CI", "Points to what he wants")
    again = write(world, cycle, "CI", "Points and looks", changed="He looks now", why="Snack tally")
    with sight.looking(world.hannah.sight()):
        rows = Rows(cycle).understandings
    assert (first.number, again.number) == (1, 2)
    assert [(row.area, row.number) for row in rows] == [("", 1), ("CI", 2)]


def test_an_area_from_an_earlier_cycle_asks_to_be_looked_at_and_is_confirmed_in_one_step(world: World) -> None:
    first = walk.assessed(world)
    write(world, first, "CI", "Points to what he wants")
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.id == first.id).execute()
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        asked = "Look again at what is written about “Communication and interaction”: refine it, or confirm it."
        assert asked in [str(task.sentence) for task in missing(facts(Rows(cycle))) if not task.blocks]
        row = understanding_actions.confirm(world.hannah.act(), cycle, "CI", "Same at every snack this week")
        assert (row.number, row.statement, row.changed) == (2, "Points to what he wants", "Nothing")
        assert asked not in [str(task.sentence) for task in missing(facts(Rows(cycle)))]


def test_several_areas_that_still_hold_are_confirmed_together_in_one_entry(client: Client, world: World) -> None:
    first = walk.assessed(world)
    write(world, first, "CI", "Points to what he wants")
    write(world, first, "SP", "Covers his ears in the hall")
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.id == first.id).execute()
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        before = Entry.select().count()
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/understanding/confirmation?area=CI")
    client.submit("confirmation", because="Same at every snack this week", also=["SP"])
    with sight.looking(world.hannah.sight()):
        held = {row.area: (row.number, row.cycle_id == cycle.id) for row in Rows(cycle).understandings}
        assert held == {"": (1, False), "CI": (2, True), "SP": (2, True)}
        assert Entry.select().count() == before + 1
        assert not [row for row in differences() if row.table == "understanding"]
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/understanding/confirmation?area=CI", status=404)


def test_one_area_looked_at_is_enough_to_go_on_and_none_is_not(world: World) -> None:
    first = walk.assessed(world)
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.id == first.id).execute()
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        blocking = [str(task.sentence) for task in missing(facts(Rows(cycle))) if task.blocks]
        assert "Write what you understand of the need now, and what changed and why." in blocking
        understanding_actions.confirm(world.hannah.act(), cycle, "", "He still understands more than he says")
        blocking = [str(task.sentence) for task in missing(facts(Rows(cycle))) if task.blocks]
        assert not any(words.startswith("Write what you understand") for words in blocking)


def test_a_version_says_what_it_rests_on(world: World) -> None:
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        piece = Contribution.get(Contribution.source == "in_house")
        row = understanding_actions.write_understanding(
            world.hannah.act(), cycle, statement="Few words", barriers="Noise", area="CI", rests_on=[piece]
        )
        assert [ground.contribution_id for ground in Ground.select().where(Ground.understanding == row)] == [piece.id]
        story = story_of(world.tomasz, "CI", 0)
    assert story.version is not None
    assert [(rests.name, rests.text) for rests in story.version.rests_on] == [("Sana Rehman", "WellComm red")]


def test_evidence_of_another_child_is_never_what_it_rests_on(world: World) -> None:
    cycle = walk.assessed(world)
    with sight.system("test"):
        other = Cycle.create(pupil=world.sofia, number=1, setting=world.oakfield, opened_on=TODAY)
        theirs = Contribution.create(
            pupil=world.sofia,
            cycle=other,
            setting=world.oakfield,
            stage="assess",
            whose="teacher",
            text="x",
            given_on=TODAY,
        )
    with sight.looking(world.hannah.sight()):
        understanding_actions.write_understanding(
            world.hannah.act(), cycle, statement="x", barriers="y", area="CL", rests_on=[theirs]
        )
        assert Ground.select().count() == 0


def test_two_who_write_at_once_do_not_overwrite_each_other(world: World) -> None:
    cycle = walk.assessed(world)
    with sight.looking(world.sana.sight()):
        understanding_actions.write_understanding(
            world.sana.act(), cycle, statement="Sana’s", barriers="x", changed="More", why="Seen", after=1
        )
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Sana’s"):
        understanding_actions.write_understanding(
            world.hannah.act(), cycle, statement="Hannah’s", barriers="x", changed="More", why="Seen", after=1
        )


def test_hannah_writes_about_an_area_and_the_form_begins_with_the_last_words(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    client.click("Write about one area of need")
    client.submit("/understanding", area="CI", statement="", barriers="Noise", status=422)
    client.submit("/understanding", area="CI", statement="Points to what he wants", barriers="Noise")
    client.follow()
    client.get(f"/cycles/{cycle.id}/understanding?area=ci")
    assert client.page.forms[-1]["data"]["statement"] == ["Points to what he wants"]
    client.submit("/understanding", statement="Points and names", status=422)
    assert "Say what changed since the last version, and why." in client.page.text
    client.submit("/understanding", changed="Names 2 things", why="Snack tally, 20 November")
    client.follow()
    client.click("All versions")
    client.click("Communication and interaction (2)")
    assert "added:" in client.page.text
    client.click("Older: version 1")
    assert "Points to what he wants" in client.page.text


def test_the_form_that_lost_the_race_keeps_its_words_and_can_be_sent_again(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/understanding?area=whole")
    with sight.looking(world.sana.sight()):
        understanding_actions.write_understanding(
            world.sana.act(), cycle, statement="Sana’s", barriers="x", changed="More", why="Seen"
        )
    client.submit("/understanding", statement="Mine", changed="Words", why="Tally", status=422)
    assert "Sana’s" in client.page.text
    assert client.page.forms[-1]["data"]["statement"] == ["Mine"]
    client.submit("/understanding")
    with sight.looking(world.hannah.sight()):
        assert Rows(cycle).understandings[0].statement == "Mine"


def test_versions_are_stepped_through_and_a_withheld_setting_and_its_writer_stay_unnamed(
    client: Client, world: World
) -> None:
    cycle = walk.assessed(world)
    with sight.system("test"):
        Placement.create(
            pupil=world.tomasz, setting=world.oakfield, withheld=True, state="left", main=False,
            starts_on="2025-01-01", sees_from="2025-01-01", ended_on="2025-08-01",
        )  # fmt: skip
        Understanding.update(setting=world.oakfield, by=world.victor.person).where(
            Understanding.cycle == cycle.id
        ).execute()
    write(world, cycle, "", "Understands most of what he hears.", changed="Hearing is fine", why="Test")
    page = client.sign_in(world.hannah).get(f"/children/{world.tomasz}/understanding?version=1")
    assert "a setting" in page.text
    assert "Victor" not in page.text
    assert "Oakfield" not in page.text
    assert "Newer: version 2" in page.text


def test_many_versions_cost_no_more_statements_than_few(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    write(world, cycle, "", "Two", changed="x", why="y")
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/understanding")
    with counted() as few:
        client.get(f"/children/{world.tomasz}/understanding")
    for number in range(12):
        write(world, cycle, "", f"Version {number}", changed="x", why="y")
    with counted() as many:
        client.get(f"/children/{world.tomasz}/understanding")
    assert len(few) == len(many) <= 12, "\n".join(many)


def test_the_stranger_and_the_family_have_other_pages(client: Client, world: World) -> None:
    walk.assessed(world)
    client.sign_in(world.victor).get(f"/children/{world.tomasz}/understanding", status=404)
    client.sign_out().sign_in(world.magda).get(f"/children/{world.tomasz}/understanding", status=403)


def test_sana_may_write_and_priya_may_only_read(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/understanding/confirmation?area=whole")
    client.submit("confirmation", because="", status=422)
    client.submit("confirmation", because="Every day this week")
    client.sign_out().sign_in(world.priya).get(f"/children/{world.tomasz}/understanding")
    client.get(f"/cycles/{cycle.id}/understanding/confirmation?area=whole", status=403)


texts = st.lists(st.sampled_from(("he", "points", "at", "snack.", "Noise", "\n", "hurts")), max_size=12).map(" ".join)


@given(texts, texts)
def test_what_changed_holds_every_word_of_both_versions(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone").split() == after.split()
    assert "".join(piece.text for piece in pieces if piece.kind != "added").split() == before.split()


@given(texts)
def test_a_confirmed_version_shows_no_change(text: str) -> None:
    assert {piece.kind for piece in compared(text, text)} <= {"same"}


def test_an_address_names_an_area_or_none() -> None:
    assert [area_in_address(asked) for asked in ("whole", "ci", "SEMH", "", None, "xx")] == [
        "",
        "CI",
        "SEMH",
        None,
        None,
        None,
    ]
    assert lines("- Noise\n\n• Crowds \nnew words") == ["Noise", "Crowds", "new words"]


def test_the_old_words_on_making_sense_still_show(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    with sight.system("test"):
        Contribution.create(
            pupil=world.tomasz, cycle=cycle, setting=world.millbrook, stage="assess", whose="senco", source="sense",
            text="Both hold, in different rooms", given_on=TODAY,
        )  # fmt: skip
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    assert "Both hold, in different rooms" in page.text
    with sight.looking(world.hannah.sight()):
        assess_actions.give_view(
            world.hannah.act(), cycle, "assess", assess_actions.View("teacher", "Sana", "Sits well with one adult")
        )
        assert not any("Do the views differ?" in str(task.sentence) for task in missing(facts(Rows(cycle))))
