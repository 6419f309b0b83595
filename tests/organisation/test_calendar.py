"""School days, review dates and school ages, on real English dates and on any that hypothesis can think of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.organisation import calendar as cal

AUTUMN = cal.Term("Autumn", date(2026, 9, 3), date(2026, 12, 18))
SPRING = cal.Term("Spring", date(2027, 1, 4), date(2027, 3, 25))
SUMMER = cal.Term("Summer", date(2027, 4, 12), date(2027, 7, 22))
HALF_TERM = frozenset(date(2026, 10, 26) + timedelta(days=n) for n in range(5))
FERNHILL = cal.Calendar((AUTUMN, SPRING, SUMMER), HALF_TERM | {date(2026, 9, 4)})
BUTTERCUPS = cal.Calendar(all_year=True)

days = st.dates(date(2019, 1, 1), date(2034, 12, 31))
births = st.dates(date(2000, 1, 1), date(2026, 12, 31))


def test_inset_half_term_weekend_and_bank_holiday_are_no_school_days() -> None:
    assert cal.is_school_day(FERNHILL, date(2026, 9, 3))
    for closed in (
        date(2026, 9, 4),
        date(2026, 9, 5),
        date(2026, 10, 26),
        date(2027, 5, 3),
        date(2026, 12, 21),
    ):
        assert not cal.is_school_day(FERNHILL, closed), closed


def test_a_day_nursery_is_open_in_august_but_not_on_the_bank_holiday() -> None:
    assert cal.is_school_day(BUTTERCUPS, date(2026, 8, 12))
    assert not cal.is_school_day(BUTTERCUPS, date(2026, 8, 31))
    assert not cal.is_school_day(FERNHILL, date(2026, 8, 12))


def test_fifteen_school_days_for_the_transfer_file_skip_half_term() -> None:
    assert cal.add_school_days(FERNHILL, date(2026, 10, 16), 15) == date(2026, 11, 13)


def test_the_clocks_going_back_move_no_date() -> None:
    assert cal.add_school_days(BUTTERCUPS, date(2026, 10, 23), 1) == date(2026, 10, 26)
    assert cal.add_school_days(BUTTERCUPS, date(2026, 3, 27), 1) == date(2026, 3, 30)


def test_a_leap_day_is_a_school_day_and_a_birthday() -> None:
    assert cal.is_school_day(cal.Calendar(), date(2028, 2, 29))
    assert cal.age(date(2020, 2, 29), date(2027, 2, 28)) == 6
    assert cal.age(date(2020, 2, 29), date(2027, 3, 1)) == 7


def test_a_plan_of_mid_september_is_reviewed_after_half_term() -> None:
    window = cal.review_window(date(2026, 9, 14), FERNHILL)
    assert window == cal.ReviewWindow(date(2026, 10, 26), date(2026, 11, 9), date(2026, 11, 2), True)


def test_a_plan_of_june_is_reviewed_before_the_summer_by_those_who_ran_it() -> None:
    window = cal.review_window(date(2027, 6, 14), FERNHILL)
    assert (window.proposed, window.in_window) == (date(2027, 7, 22), False)


def test_a_plan_of_july_is_reviewed_in_the_first_days_of_september() -> None:
    assert cal.review_window(date(2027, 7, 12), FERNHILL).proposed == date(2027, 9, 2)


def test_a_plan_made_in_august_counts_its_term_from_september() -> None:
    window = cal.review_window(date(2026, 8, 20), FERNHILL)
    assert window.in_window
    assert cal.is_school_day(FERNHILL, window.proposed)


def test_a_calendar_that_never_opens_says_so_instead_of_running_for_ever() -> None:
    shut = cal.Calendar(closures=frozenset(date(2026, 9, 1) + timedelta(days=n) for n in range(600)))
    with pytest.raises(cal.NoSchoolDayError):
        cal.add_school_days(shut, date(2026, 9, 1), 300)


@pytest.mark.parametrize(
    ("born", "leaves"),
    [
        (date(2010, 8, 31), date(2026, 6, 26)),
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2008, 2, 29), date(2024, 6, 28)),
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_of_june(born: date, leaves: date) -> None:
    assert cal.end_of_compulsory_school_age(born) == leaves


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        (date(2021, 8, 31), date(2025, 9, 1), 0),
        (date(2021, 9, 1), date(2025, 9, 1), -1),
        (date(2014, 9, 1), date(2026, 7, 1), 6),
        (date(2010, 5, 5), date(2025, 12, 1), 11),
    ],
)
def test_the_year_group_follows_the_birthday(born: date, on: date, group: int) -> None:
    assert cal.year_group(born, on) == group


def test_a_year_of_which_only_autumn_is_entered_goes_on_with_typical_terms() -> None:
    calendar = cal.Calendar((AUTUMN,))
    assert cal.add_school_days(calendar, date(2026, 12, 18), 1) == date(2027, 1, 4)
    assert cal.school_days_between(calendar, date(2026, 8, 31), date(2027, 8, 31)) > 180


def test_terms_nobody_entered_are_the_typical_ones() -> None:
    assert cal.term_of(cal.Calendar(), date(2026, 11, 10)) == cal.typical_terms(2026)[0]
    assert cal.term_of(FERNHILL, date(2026, 12, 25)) is None
    assert not cal.is_school_day(cal.Calendar(), date(2026, 10, 28))


@given(day=days, count=st.integers(1, 60), calendar=st.sampled_from((FERNHILL, BUTTERCUPS, cal.Calendar())))
def test_going_back_as_many_school_days_returns_to_the_start(day: date, count: int, calendar: cal.Calendar) -> None:
    assume(cal.is_school_day(calendar, day))
    there = cal.add_school_days(calendar, day, count)
    assert cal.is_school_day(calendar, there)
    assert cal.subtract_school_days(calendar, there, count) == day
    assert cal.school_days_between(calendar, day, there) == count == -cal.school_days_between(calendar, there, day)


@given(start=days, calendar=st.sampled_from((FERNHILL, BUTTERCUPS, cal.Calendar())))
def test_every_review_is_proposed_on_a_school_day_within_a_term(start: date, calendar: cal.Calendar) -> None:
    window = cal.review_window(start, calendar)
    assert cal.is_school_day(calendar, window.proposed)
    assert start < window.proposed <= cal.one_term_on(calendar, start)
    assert window.in_window == (window.earliest <= window.proposed <= window.latest)


@given(year=st.integers(2015, 2040))
def test_typical_terms_are_in_order_and_hold_about_190_days(year: int) -> None:
    terms = cal.typical_terms(year)
    assert all(first.ends < second.starts for first, second in pairwise(terms))
    assert 180 <= cal.school_days_between(cal.Calendar(), date(year, 8, 31), date(year + 1, 8, 31)) <= 200


@given(born=births)
def test_everyone_is_fifteen_or_sixteen_when_school_age_ends(born: date) -> None:
    leaves = cal.end_of_compulsory_school_age(born)
    assert (leaves.weekday(), leaves.month, cal.year_group(born, leaves)) == (4, 6, 11)
    assert cal.age(born, leaves) in (15, 16)
