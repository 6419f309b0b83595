"""The register's list, pure: what is due, what is owed, filters, order and pages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.organisation.calendar import Calendar, Term
from portal.organisation.rules import DEFAULTS
from portal.register.listing import PAGE, Clock, Filters, clock_of, listed, owes_review, row_of
from portal.register.queries import Line

TODAY = date(2026, 11, 23)
AUTUMN = Term("Autumn", date(2026, 9, 3), date(2026, 12, 18))
SPRING = Term("Spring", date(2027, 1, 4), date(2027, 3, 25))
SCHOOL = Calendar((AUTUMN, SPRING))
CLOCK = clock_of(SCHOOL, DEFAULTS, TODAY)
NIA = Line(
    7, "Nia", "Oyelaran", "", "", "nia oyelaran", "oyelaran", date(2016, 3, 14), None, "K", date(2025, 9, 1),
    date(2025, 9, 1), "6", "6B", 3, 2, "do", date(2026, 12, 1), None, "Anjali Deshmukh", "SLCN", "2026-10-12",
)  # fmt: skip


@pytest.mark.parametrize(
    ("review_on", "says"),
    [
        (date(2026, 11, 22), ("overdue", -1)),
        (TODAY, ("due", 0)),
        (date(2026, 12, 7), ("due", 14)),
        (date(2026, 12, 8), ("planned", 15)),
        (None, ("", 0)),
    ],
)
def test_a_review_is_due_from_fourteen_days_before_and_late_the_day_after(
    review_on: date | None, says: tuple[str, int]
) -> None:
    row = row_of(NIA._replace(review_on=review_on), CLOCK)
    assert (row.review, row.days) == says


def test_nia_met_in_october_owes_nothing_this_term() -> None:
    assert not row_of(NIA, CLOCK).unreviewed


def test_without_a_review_this_term_and_none_planned_she_shows_red() -> None:
    assert row_of(NIA._replace(met_family_on=date(2026, 7, 1), review_on=None), CLOCK).unreviewed


def test_a_review_planned_before_the_term_ends_is_on_its_way_and_a_late_one_is_not() -> None:
    nobody_met = NIA._replace(met_family_on=None)
    assert not row_of(nobody_met, CLOCK).unreviewed
    assert row_of(nobody_met._replace(review_on=date(2027, 1, 12)), CLOCK).unreviewed
    assert row_of(nobody_met._replace(review_on=date(2026, 11, 20)), CLOCK).unreviewed


def test_a_child_who_came_on_the_register_last_week_owes_nothing_yet() -> None:
    assert not owes_review(date(2026, 11, 16), None, None, CLOCK)


def test_in_the_holidays_the_term_that_ended_counts() -> None:
    clock = clock_of(SCHOOL, DEFAULTS, date(2026, 12, 28))
    assert (clock.period, clock.period_ends) == (AUTUMN.starts, AUTUMN.ends)


def test_where_two_reviews_a_term_are_asked_for_each_half_counts() -> None:
    twice = DEFAULTS._replace(reviews_a_year=6)
    early, late = (clock_of(SCHOOL, twice, day) for day in (date(2026, 9, 10), TODAY))
    assert (early.period, late.period_ends) == (AUTUMN.starts, AUTUMN.ends)
    assert early.period_ends == late.period


def test_accents_and_order_of_names_do_not_matter_in_a_search() -> None:
    lukasz = NIA._replace(name_fold="lukasz nunez", surname_fold="nunez")
    for typed in ("Łuk", "núñ", "nunez luk"):
        assert listed([lukasz, NIA], CLOCK, Filters(q=typed)).found == 1


lines = st.builds(
    lambda number, code, need, year, review: NIA._replace(
        pupil=number, code=code, need=need, year_group=year, review_on=review
    ),
    st.integers(1, 10_000),
    st.sampled_from("KE"),
    st.sampled_from([None, "SLCN", "ASD"]),
    st.sampled_from([None, "R", "6"]),
    st.one_of(st.none(), st.dates(TODAY - timedelta(200), TODAY + timedelta(200))),
)


@given(
    st.lists(lines, max_size=130),
    st.builds(
        Filters,
        provision=st.sampled_from(["", "K", "E", "nonsense"]),
        need=st.sampled_from(["", "SLCN", "none"]),
        review=st.sampled_from(["", "due", "overdue", "planned"]),
        gap=st.sampled_from(["", "unreviewed", "uninformed", "?"]),
        sort=st.sampled_from(["", "review", "year", "need", "provision", "since", "?"]),
    ),
)
def test_the_pages_together_hold_each_child_once_and_the_counts_stay(found: list[Line], wanted: Filters) -> None:
    first = listed(found, CLOCK, wanted)
    rows = [row for page in range(1, first.pages + 1) for row in listed(found, CLOCK, wanted._replace(page=page)).rows]
    assert len(rows) == first.found <= first.counts.children == len(found)
    assert first.counts.k + first.counts.e == len(found)
    assert all(len(listed(found, CLOCK, wanted._replace(page=page)).rows) <= PAGE for page in (1, 2, 99))


@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_the_review_period_has_begun_whatever_the_day(today: date) -> None:
    clock: Clock = clock_of(Calendar(), DEFAULTS, today)
    assert clock.period <= today
    assert clock.period < clock.period_ends
