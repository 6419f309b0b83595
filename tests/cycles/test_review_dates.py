"""A review is six to eight weeks ahead, on a school day, and never later than a term: whatever the calendar holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.review_dates import reason, reckoned, refusal, warning
from portal.organisation.calendar import Calendar, Term, is_school_day, one_term_on, school_days_between
from portal.timeline.record import Story, record
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, World

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
INSET = st.frozensets(st.dates(date(2024, 1, 1), date(2029, 12, 31)), max_size=20)
YEAR_2026 = (
    Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)),
    Term("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    Term("Summer", date(2027, 4, 12), date(2027, 7, 21)),
)
HALF_TERM = frozenset(date(2027, 2, 15) + timedelta(days=n) for n in range(5))
SCHOOL = Calendar(YEAR_2026, HALF_TERM)
# Terms of its own or those most authorities set; INSET days; nurseries that are open all the year.
CALENDARS = st.builds(Calendar, terms=st.sampled_from(((), YEAR_2026)), closures=INSET, all_year=st.booleans())
unhurried = settings(deadline=None)


@unhurried
@given(start=DAYS, calendar=CALENDARS, reviews=st.integers(3, 6))
def test_what_is_proposed_is_a_school_day_within_the_term_and_never_refused(
    application: Flask, start: date, calendar: Calendar, reviews: int
) -> None:
    dates = reckoned(start, start, calendar, (6, 8), reviews)
    assert is_school_day(calendar, dates.proposed)
    assert start < dates.proposed <= dates.limit
    assert dates.limit <= one_term_on(calendar, start), "the authority shortens the term, it never lengthens it"
    with application.app_context():
        assert refusal(dates, dates.proposed, start) == ""
        assert refusal(dates, dates.limit + timedelta(days=1), start) != ""
        assert refusal(dates, start, start) != ""


@unhurried
@given(start=DAYS, calendar=CALENDARS, more=st.integers(4, 8))
def test_more_reviews_a_year_never_move_the_last_day_later(start: date, calendar: Calendar, more: int) -> None:
    usual = reckoned(start, start, calendar, (6, 8), 3)
    shorter = reckoned(start, start, calendar, (6, 8), more)
    assert shorter.limit <= usual.limit


@unhurried
@given(start=DAYS, calendar=CALENDARS, on=st.integers(1, 400))
def test_once_the_term_has_passed_there_are_two_school_weeks_left(start: date, calendar: Calendar, on: int) -> None:
    today = start + timedelta(days=on)
    assume(today.year < 2030)
    dates = reckoned(start, today, calendar, (6, 8), 3)
    assert dates.proposed > today
    if dates.late:
        assert school_days_between(calendar, today, dates.limit) == 10


@unhurried
@given(start=DAYS, calendar=CALENDARS)
def test_the_reason_can_be_said_of_every_proposal(application: Flask, start: date, calendar: Calendar) -> None:
    with application.app_context():
        said = reckoned(start, start, calendar, (6, 8), 3).reason()
    assert "week" in said
    assert "a " in said


@pytest.mark.parametrize(
    ("start", "chosen", "said"),
    [
        (date(2027, 1, 4), date(2027, 2, 9), "5 weeks, a Tuesday, before half term"),
        (date(2027, 1, 4), date(2027, 2, 23), "7 weeks, a Tuesday, after half term"),
        (date(2026, 11, 2), date(2026, 12, 15), "6 weeks, a Tuesday, before the holidays"),
        (date(2026, 11, 23), date(2027, 1, 5), "6 weeks, a Tuesday, after the holidays"),
        (date(2026, 9, 14), date(2026, 11, 5), "7 weeks, a Thursday"),
    ],
)
def test_the_reason_says_weeks_weekday_and_a_holiday_that_is_near(
    application: Flask, start: date, chosen: date, said: str
) -> None:
    with application.app_context():
        assert reason(SCHOOL, start, chosen) == said


def test_a_leap_day_and_the_change_of_the_clock_are_days_like_others() -> None:
    leap = reckoned(date(2028, 2, 29), date(2028, 2, 29), Calendar(all_year=True), (6, 8), 3)
    assert leap.earliest == date(2028, 4, 11)
    clocks = reckoned(date(2027, 3, 26), date(2027, 3, 26), Calendar(all_year=True), (6, 8), 3)
    assert (clocks.earliest - clocks.start).days == 42


def test_an_inset_day_is_allowed_and_said(application: Flask) -> None:
    inset = date(2027, 1, 19)
    calendar = Calendar(YEAR_2026, frozenset({inset}))
    dates = reckoned(date(2026, 11, 30), date(2026, 11, 30), calendar, (6, 8), 3)
    with application.app_context():
        assert refusal(dates, inset, date(2026, 11, 30)) == ""
        assert warning(dates, inset) == "You are closed on Tuesday 19 January 2027. Is everybody free on it?"
        assert warning(dates, date(2027, 1, 20)) == ""


def test_a_bank_holiday_is_refused_with_the_nearest_school_day(application: Flask) -> None:
    dates = reckoned(date(2026, 11, 9), date(2026, 11, 9), Calendar(YEAR_2026), (6, 8), 3)
    with application.app_context():
        assert refusal(dates, date(2026, 12, 25), date(2026, 11, 9)) == (
            "Friday 25 December 2026 is a bank holiday. The nearest school day is Friday 18 December 2026."
        )


def test_what_the_plan_before_said_of_briefings_is_offered_again(client: Client, world: World) -> None:
    walk.closed(world)
    with sight.looking(world.hannah.sight()):
        first = Cycle.get(Cycle.pupil == world.tomasz)
        first.briefings = "Tuesday after snack, five minutes"
        record(world.hannah.act(), Story("review_date_set", "Set"), first, pupil=world.tomasz, cycle=first)
    cycle = walk.planning(world)
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/arrangements")
    assert "Tuesday after snack, five minutes" in page.text
    client.submit("arrangements")
    assert "Tuesday after snack, five minutes" in client.get(f"/cycles/{cycle.id}/plan").text


def test_hannah_cannot_move_the_review_beyond_a_term_from_the_start_even_in_do(app: Flask, world: World) -> None:
    cycle = walk.doing(world)
    with app.app_context(), sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        for weeks in (30, 20):
            with pytest.raises(Refused, match="once a term"):
                plan_actions.arrange(
                    act, cycle, responsible=world.sana.person, review_on=TODAY + timedelta(weeks=weeks)
                )
        moved = plan_actions.arrange(act, cycle, responsible=world.sana.person, review_on=TODAY + timedelta(weeks=8))
        assert moved.review_on == TODAY + timedelta(weeks=8)


def test_the_page_says_why_a_day_is_offered_and_refuses_with_a_sentence(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/arrangements")
    assert "We suggest Monday 4 January 2027: 6 weeks, a Monday" in page.text
    assert "Which key person answers for the plan" in page.text
    typed: dict[str, Any] = {"responsible": str(world.sana.person), "senco_support": "watches one snack a week"}
    client.submit("arrangements", status=422, review_on=["1", "9", "2027"], **typed)
    assert "The last day for this one is" in client.page.text
    assert "watches one snack a week" in client.page.text
    client.submit("arrangements", status=422, review_on=["16", "1", "2027"], briefings="Monday 8:40")
    assert "Saturday 16 January 2027 is at the weekend. The nearest school day is Friday 15 January" in client.page.text
    client.submit("arrangements", review_on=["18", "1", "2027"])
    page = client.follow()
    assert "watches one snack a week" in page.text


def test_victor_sets_no_review_for_tomasz(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/plan/arrangements", status=404)
