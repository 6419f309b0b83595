"""Planned sessions follow the week and the calendar: what was never due is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal import clock
from portal.access import sight
from portal.cycles.do import actions as do_actions
from portal.cycles.do import session_actions
from portal.cycles.do.dose import Dose, doses
from portal.cycles.do.planned import Agreed, Earlier, Rate, Span, by_week, counted_to, due_days, pauses, school_days
from portal.cycles.do.session_actions import Session
from portal.cycles.plan.models import Provision, Slot
from portal.organisation.calendar import Calendar, Term, is_school_day
from portal.organisation.calendars import calendar_of, calendars_of
from portal.organisation.models import Closure
from portal.organisation.models import Term as OwnTerm
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, World

AUTUMN = Term("Autumn", date(2026, 9, 3), date(2026, 12, 18))
SPRING = Term("Spring", date(2027, 1, 4), date(2027, 3, 25))
HALF_TERM = frozenset(date(2026, 10, 26) + timedelta(days=n) for n in range(5))
SCHOOL = Calendar((AUTUMN, SPRING), HALF_TERM)

days = st.dates(date(2026, 9, 1), date(2027, 3, 31))
calendars = st.sampled_from((SCHOOL, Calendar(), SCHOOL._replace(all_year=True), Calendar(all_year=True)))
plans = st.builds(
    Agreed,
    first=days,
    last=days,
    weekdays=st.lists(st.integers(1, 5), max_size=5).map(tuple),
    times_a_week=st.one_of(st.none(), st.integers(1, 10)),
    weeks=st.one_of(st.none(), st.integers(1, 12)),
    pauses=st.lists(st.tuples(days, st.one_of(st.none(), days)).map(lambda pair: Span(*pair)), max_size=2).map(tuple),
    logged_on=st.one_of(st.none(), days),
    earlier=st.just(()),
)
rates = st.builds(
    Rate,
    weekdays=st.lists(st.integers(1, 5), max_size=5).map(tuple),
    times_a_week=st.one_of(st.none(), st.integers(1, 10)),
)


def open_days(calendar: Calendar, agreed: Agreed) -> list[date]:
    return school_days(calendar, agreed.first, agreed.last)


@given(calendars, days, st.integers(0, 400))
def test_school_days_are_those_of_the_calendar(calendar: Calendar, first: date, length: int) -> None:
    span = [first + timedelta(days=n) for n in range(length)]
    last = first + timedelta(days=length - 1)
    assert school_days(calendar, first, last) == [day for day in span if is_school_day(calendar, day)]


@given(calendars, plans)
def test_nothing_is_due_on_a_closed_day_in_a_pause_before_the_start_or_after_the_end(
    calendar: Calendar, agreed: Agreed
) -> None:
    for day in due_days(agreed, open_days(calendar, agreed)):
        assert is_school_day(calendar, day)
        assert agreed.first <= day <= agreed.last
        assert not any(pause.holds(day) for pause in agreed.pauses)


@given(calendars, plans, st.integers(1, 60))
def test_more_time_never_makes_fewer_sessions_due_and_a_pause_never_more(
    calendar: Calendar, agreed: Agreed, more: int
) -> None:
    due = len(due_days(agreed, open_days(calendar, agreed)))
    longer = agreed._replace(last=agreed.last + timedelta(days=more))
    assert due <= len(due_days(longer, open_days(calendar, longer)))
    whole = agreed._replace(pauses=())
    assert due <= len(due_days(whole, open_days(calendar, whole)))
    if agreed.weeks and not agreed.logged_on:
        assert due <= agreed.weeks * Rate(agreed.weekdays, agreed.times_a_week).a_week


@given(calendars, plans)
def test_the_weeks_add_up_to_the_whole(calendar: Calendar, agreed: Agreed) -> None:
    due = due_days(agreed, open_days(calendar, agreed))
    assert sum(by_week(due).values()) == len(due)
    assert all(day.weekday() == 0 for day in by_week(due))


@given(calendars, plans, days, rates)
def test_a_change_of_the_dose_leaves_what_was_due_before_it(
    calendar: Calendar, agreed: Agreed, changed_on: date, now: Rate
) -> None:
    held = Earlier(changed_on, Rate(agreed.weekdays, agreed.times_a_week))
    assume(held.rate != now)
    changed = agreed._replace(weekdays=now.weekdays, times_a_week=now.times_a_week, earlier=(held,))
    before = agreed._replace(last=min(agreed.last, changed_on - timedelta(days=1)))
    due = due_days(changed, open_days(calendar, changed))
    assert [day for day in due if day < changed_on] == due_days(before, open_days(calendar, agreed))
    # No more than the weeks agreed, whatever their dose.
    shares = sum(1 / (held.rate if day < changed_on else now).a_week for day in due)
    assert not agreed.weeks or agreed.logged_on or shares <= agreed.weeks + 0.001


@given(calendars, plans, days)
def test_a_change_to_the_same_dose_is_none(calendar: Calendar, agreed: Agreed, changed_on: date) -> None:
    same = agreed._replace(earlier=(Earlier(changed_on, Rate(agreed.weekdays, agreed.times_a_week)),))
    assert due_days(same, open_days(calendar, agreed)) == due_days(agreed, open_days(calendar, agreed))


@given(plans)
def test_three_holidays_add_nothing(agreed: Agreed) -> None:
    agreed = agreed._replace(first=date(2026, 12, 19), last=date(2027, 1, 3))
    assert due_days(agreed, open_days(SCHOOL, agreed)) == []


def test_a_short_week_asks_for_less() -> None:
    three = Agreed(date(2026, 12, 14), date(2026, 12, 20), times_a_week=3)
    assert len(due_days(three, school_days(SCHOOL, three.first, three.last))) == 3
    inset = SCHOOL._replace(closures=SCHOOL.closures | {date(2026, 12, 17), date(2026, 12, 18)})
    assert len(due_days(three, school_days(inset, three.first, three.last))) == 2


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ()),
        ([("paused", 3)], (Span(date(2026, 11, 3)),)),
        ([("paused", 3), ("running", 9)], (Span(date(2026, 11, 3), date(2026, 11, 9)),)),
        ([("pause", 3), ("keep", 9)], (Span(date(2026, 11, 3)),)),
        ([("adapted", 2), ("paused", 3), ("adapt", 5), ("paused", 8)],
         (Span(date(2026, 11, 3), date(2026, 11, 5)), Span(date(2026, 11, 8)))),
    ],
)  # fmt: skip
def test_a_pause_lasts_until_the_help_goes_on(events: list[tuple[str, int]], expected: tuple[Span, ...]) -> None:
    assert pauses((date(2026, 11, day), what) for what, day in events) == expected


def test_today_counts_once_it_is_logged_and_what_ended_is_counted_to_its_last_day() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert counted_to(TODAY, None, None) == yesterday
    assert counted_to(TODAY, TODAY, None) == TODAY
    assert counted_to(TODAY, None, date(2026, 11, 10)) == date(2026, 11, 9)
    assert counted_to(TODAY, date(2026, 11, 10), date(2026, 11, 10)) == date(2026, 11, 10)


def on(day: date) -> None:
    clock.fix(clock.now().replace(year=day.year, month=day.month, day=day.day, tzinfo=clock.UTC))


def dose_of_bucket(world: World) -> Dose:
    with sight.looking(world.hannah.sight()):
        help_ = Provision.get(Provision.pupil == world.tomasz)
        return doses([help_])[help_.id]


def test_millbrook_s_own_closed_days_are_no_lost_sessions_of_tomasz(world: World) -> None:
    walk.doing(world)
    on(date(2026, 12, 7))
    assert dose_of_bucket(world).planned == 6
    with sight.system("test"):
        Closure.create(setting=world.millbrook, starts_on=date(2026, 11, 30), ends_on=date(2026, 12, 4), kind="snow")
        Closure.create(setting=world.oakfield, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27), kind="snow")
    assert dose_of_bucket(world).planned == 3


def test_the_weeks_between_two_cycles_look_like_help_that_goes_on_and_never_like_lost_support(world: World) -> None:
    walk.doing(world)
    on(date(2027, 2, 1))
    dose = dose_of_bucket(world)
    # Six weeks were agreed: nobody calls the ones after them lost, however long the next plan takes.
    assert dose.planned == 18
    assert dose.lost == {}
    assert "lost" not in dose.words()


def test_what_is_logged_after_the_agreed_weeks_is_help_that_goes_on(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        on(date(2027, 1, 15))
        session_actions.log(world.hannah.act(), help_, date(2027, 1, 15), Session())
        # Six and a half weeks that Millbrook was open, three times in each.
        whole, plan = doses([help_])[help_.id], doses([help_], since=date(2027, 1, 4))[help_.id]
    assert (whole.planned, whole.given) == (22, 1)
    assert (plan.planned, plan.given) == (6, 1)


def test_paused_help_is_due_on_no_day_of_its_pause(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        on(date(2026, 11, 30))
        do_actions.change_provision(world.hannah.act(), cycle, help_, change="paused", reason="Chickenpox")
        on(date(2026, 12, 7))
        help_ = Provision.get_by_id(help_.id)
        assert doses([help_])[help_.id].planned == 3
        do_actions.change_provision(world.hannah.act(), cycle, help_, change="running", reason="Well again")
        on(date(2026, 12, 14))
        help_ = Provision.get_by_id(help_.id)
        assert doses([help_])[help_.id].planned == 6


def test_hannah_adapts_help_and_the_weeks_before_stay_as_they_were(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    on(date(2026, 12, 7))
    before = dose_of_bucket(world).planned
    with sight.looking(world.hannah.sight()):
        do_actions.change_provision(
            world.hannah.act(), cycle, walk.provision_of(cycle), change="adapted", reason="Tired", times_a_week=1,
        )  # fmt: skip
    assert before == dose_of_bucket(world).planned == 6
    on(date(2026, 12, 14))
    # One in the week since, three in each of the two before.
    assert dose_of_bucket(world).planned == 7
    assert "7 sessions are not logged." in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do").text
    with sight.looking(world.hannah.sight()):
        do_actions.change_provision(
            world.hannah.act(), cycle, walk.provision_of(cycle), change="adapted", reason="Well again", times_a_week=3,
        )  # fmt: skip
    assert dose_of_bucket(world).planned == 7


def test_with_times_in_the_week_those_days_are_counted(world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        help_ = walk.provision_of(cycle)
        for weekday in (1, 3):
            Slot.create(pupil=world.tomasz, setting=world.millbrook, provision=help_, weekday=weekday, at="09:15")
        # A time at another setting is another week's.
        Slot.create(pupil=world.tomasz, setting=world.fernhill, provision=help_, weekday=2, at="09:15")
    on(date(2026, 11, 25))
    with sight.looking(world.hannah.sight()):
        dose = doses([help_])[help_.id]
        # Monday was due; today, Wednesday, is due once it is logged.
        assert dose.planned == 1
        assert dose.unlogged == 1
        session_actions.log(world.hannah.act(), help_, date(2026, 11, 25), Session(cause="room"))
        assert doses([help_])[help_.id].planned == 2
        assert doses([help_])[help_.id].unlogged == 1


def test_several_calendars_are_read_as_each_alone(world: World) -> None:
    with sight.system("test"):
        OwnTerm.create(setting=world.oakfield, name="Own", starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 11))
        Closure.create(setting=world.oakfield, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 2), kind="inset")
    asked = [world.millbrook, world.fernhill, world.oakfield, None]
    together = calendars_of(asked)
    for setting in asked:
        phase = "nursery" if setting == world.millbrook else ""
        assert together[setting] == calendar_of(setting, phase)
