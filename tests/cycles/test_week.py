"""A child's own week: the times of help, other parts of a personalised timetable, and what is on today's list."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.help import actions as help_actions
from portal.cycles.help import week_actions
from portal.cycles.help.actions import Around
from portal.cycles.help.week import Part, Time, clashes, clock_time, in_words, read, said
from portal.cycles.help.week_actions import Planned
from portal.cycles.help.week_queries import week_of
from portal.cycles.plan.models import Provision, Slot
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World

CALM = Planned((1, 2, 3, 4, 5), "08:45", "Calm start", 15, "library", "Sana Rehman")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9:15", "09:15"), ("9.15am", "09:15"), ("0915", "09:15"), ("1.30", "13:30"), ("13:30", "13:30"), ("2pm", "14:00"),
     ("12", "12:00"), ("12am", "00:00"), ("9", "09:00"), ("01:30", "01:30")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert clock_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "quarter past", "25:00", "9:75", "13pm", "0am", "١:٣٠ or so"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        clock_time(typed)


@given(st.times())
def test_every_time_of_a_school_day_reads_back_from_its_words(time: object) -> None:
    at = time.strftime("%H:%M")  # type: ignore[attr-defined]
    assert clock_time(at) == at
    assert clock_time(said(at)) == at


def test_words_gather_the_days_of_one_time(app: object) -> None:
    assert in_words([Time(5, "09:15"), Time(1, "09:15"), Time(3, "09:15")]) == "Mon, Wed, Fri 9:15am"
    assert in_words([Time(2, "13:30"), Time(1, "09:15")]) == "Mon 9:15am; Tue 1:30pm"
    assert in_words([]) == ""


@pytest.mark.parametrize(
    ("words", "days", "at"),
    [("Mon, Wed, Fri 9:15", [1, 3, 5], "09:15"), ("Tuesday and Thursday 1.30", [2, 4], "13:30"), ("fri 2pm", [5], "14:00"), ("Mon midday", [1], "12:00")],
)  # fmt: skip
def test_words_of_days_and_a_time_are_read_back(words: str, days: list[int], at: str) -> None:
    assert read(words) == [Time(day, at) for day in days]


@pytest.mark.parametrize("words", ["", "in every lesson", "Monday afternoon", "9:15", "after snack on Mon 9:15"])
def test_other_words_are_left_alone(words: str) -> None:
    assert read(words) == []


@given(st.lists(st.integers(1, 5), min_size=1, unique=True), st.times())
def test_what_the_days_say_is_read_back_the_same(days: list[int], time: object) -> None:
    at = time.strftime("%H:%M")  # type: ignore[attr-defined]
    assert clock_time(at) == at
    assert read(in_words(Time(day, at) for day in days)) == [Time(day, at) for day in sorted(days)]


def part(weekday: int, at: str, minutes: int | None) -> Part:
    return Part(weekday, at, minutes, "x", "", "")


parts = st.builds(
    part, st.integers(1, 5), st.times().map(lambda time: time.strftime("%H:%M")), st.none() | st.integers(1, 120)
)


@given(st.lists(parts, max_size=8))
def test_clashes_do_not_depend_on_the_order_and_stay_within_a_day(week: list[Part]) -> None:
    found = clashes(week)
    assert len(found) == len(clashes(week[::-1]))
    assert all(one.weekday == other.weekday for one, other in found)


def test_back_to_back_is_no_clash_and_overlap_is_one() -> None:
    assert clashes([part(1, "09:00", 15), part(1, "09:15", 10)]) == []
    assert len(clashes([part(1, "09:00", 16), part(1, "09:15", 10)])) == 1


def test_sana_makes_tomasz_s_week_and_moves_a_part(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/week")
    client.click("Give it a time : Attention Autism")
    client.submit("/parts/new", days=["1", "3"], at="9.15")
    page = client.follow()
    assert "Attention Autism" in page.text
    with sight.system("test"):
        row = Provision.get(Provision.name == "Attention Autism")
    assert row.when_text == "Mon, Wed 9:15am", "words of days follow the days"
    client.click("Add to the week")
    client.submit("/parts/new", what="Calm start", days=["1"], at="9:10", minutes="20", place="library")
    page = client.follow()
    assert "at the same time" in page.text
    client.click("Calm start")
    client.submit("/parts/", at="8:45")
    assert "at the same time" not in client.follow().text
    client.click("Calm start")
    client.submit("/removal")
    assert "Calm start" not in client.follow().text


def test_a_part_without_day_time_or_name_comes_back(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/week/parts/new")
    page = client.submit("/parts/new", days=[], at="", place="hall", status=422)
    for sentence in ("Tick at least one day", "Enter the time, like 9:15am"):
        assert sentence in page.text
    page = client.submit("/parts/new", days=["1"], at="9", what="", status=422)
    assert "Say what it is, or choose the help." in page.text


def test_the_words_of_help_follow_its_times_while_nobody_typed_others(world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        help_ = walk.bucket(world)._replace(when_text="", times_a_week=None)
        row = help_actions.plan_provision(act, cycle, None, help_, Around(times=(Time(1, "09:15"), Time(3, "09:15"))))
        assert (row.when_text, row.times_a_week) == ("Mon, Wed 9:15am", 2)
        slot = Slot.get(Slot.weekday == 3)
        week_actions.move_slot(act, cycle, slot, Planned((4,), "10:00"))
        assert Provision.get_by_id(row.id).when_text == "Mon 9:15am; Thu 10am"
        week_actions.end_slot(act, cycle, Slot.get_by_id(slot.id))
        assert Provision.get_by_id(row.id).when_text == "Mon 9:15am"
        assert Entry.select().where(Entry.kind == "week_planned").count() == 2


def test_somebody_s_own_words_for_the_time_stay_as_they_were_typed(world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.bucket(world)._replace(when_text="after snack, when it is quiet")
        row = help_actions.plan_provision(world.hannah.act(), cycle, None, help_)
        week_actions.add_part(world.hannah.act(), cycle, Planned((1,), "09:15", provision=row.id))
        assert Provision.get_by_id(row.id).when_text == "after snack, when it is quiet"


def test_only_the_setting_that_holds_the_cycle_plans_the_week(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused):
        week_actions.add_part(world.anjali.act(), cycle, CALM)


def test_the_week_costs_the_same_however_full_it_is(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/week")
    with counted() as empty:
        client.get(f"/cycles/{cycle.id}/week")
    with sight.looking(world.hannah.sight()):
        for hour in range(9, 15):
            week_actions.add_part(world.hannah.act(), cycle, CALM._replace(at=f"{hour:02d}:00"))
    with counted() as full:
        page = client.get(f"/cycles/{cycle.id}/week")
    assert page.text.count("Calm start") == 30
    assert len(full) == len(empty) <= 9, "\n".join(full)


def test_ended_help_is_no_longer_in_the_week(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
        week_actions.add_part(world.hannah.act(), cycle, Planned((1,), "09:15", provision=row.id))
        assert not week_of(world.tomasz, world.millbrook).empty
        Provision.update(status="stopped").where(Provision.id == row.id).execute()
        assert week_of(world.tomasz, world.millbrook).empty


def test_a_week_at_a_withheld_setting_names_no_room_and_nobody(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        week_actions.add_part(world.hannah.act(), cycle, CALM)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    with sight.looking(world.magda.sight()):
        shown = week_of(world.tomasz, world.millbrook)
    parts = [part for _day, _name, parts in shown.days for part in parts]
    assert {(part.name, part.place, part.who) for part in parts} == {("Calm start", "", "")}


def test_sana_s_list_of_monday_leaves_tuesday_s_group_below(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
    page = client.sign_in(world.sana).get("/sessions")
    assert "Not planned for this day" not in page.text, "without times every day may be the day"
    with sight.looking(world.hannah.sight()):
        week_actions.add_part(world.hannah.act(), cycle, Planned((2,), "09:15", provision=row.id))
    page = client.get("/sessions")
    assert page.text.index("Not planned for this day") < page.text.index("Attention Autism")
    client.click("Attention Autism: Tomasz Wieczorek")
    client.submit(f"/sessions/{row.id}")
    assert "Not planned for this day" not in client.follow().text, "what was logged is of the day"


def test_victor_finds_no_week_and_magda_reads_none_of_the_staff_s_pages(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/week", status=404)
    client.sign_in(world.magda).get(f"/cycles/{cycle.id}/week", status=403)
