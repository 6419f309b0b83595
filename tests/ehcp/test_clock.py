"""The clock of an annual review: twelve months, leap days, papers, report, decision, phase transfers."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.ehcp import clock
from portal.ehcp.clock import Stand, Step

days = st.dates(min_value=date(2014, 9, 1), max_value=date(2060, 12, 31))


def test_a_plan_of_the_tenth_of_january_is_reviewed_by_the_ninth() -> None:
    assert clock.review_due(Stand(date(2026, 1, 10))) == date(2027, 1, 9)


def test_a_plan_issued_on_a_leap_day_is_reviewed_by_the_end_of_the_next_february() -> None:
    assert clock.year_from(date(2024, 2, 29)) == date(2025, 2, 28)
    assert clock.year_from(date(2023, 3, 1)) == date(2024, 2, 29)


@given(days)
def test_the_year_of_a_plan_is_never_longer_than_twelve_months(since: date) -> None:
    last = clock.year_from(since)
    assert timedelta(days=364) <= last - since <= timedelta(days=365)
    # The day after it is the anniversary, or the first of March where there is none.
    assert ((last + timedelta(days=1)).month, (last + timedelta(days=1)).day) in ((since.month, since.day), (3, 1))


@given(days, days)
def test_what_is_late_is_counted_as_it_is_shown(since: date, today: date) -> None:
    assert (since <= clock.year_before(today)) == (clock.year_from(since) < today)


@given(days, st.integers(min_value=0, max_value=500))
def test_the_decision_comes_within_four_weeks_and_within_the_year_when_the_meeting_did(due: date, before: int) -> None:
    met = due - timedelta(days=before - 100)
    by = clock.decision_due(met, due)
    assert met <= by <= met + timedelta(weeks=4)
    assert met > due or by <= due


@given(days, days)
def test_the_steps_of_a_review_follow_each_other(issued: date, meets: date) -> None:
    """Each step's day is on or after the one before: papers, meeting, report, decision."""
    stand = Stand(issued, under_way=True, due_by=clock.year_from(issued), meets_on=meets)
    papers = clock.next_step(stand)
    meet = clock.next_step(stand._replace(papers_on=papers.by))
    report = clock.next_step(stand._replace(met_on=meets))
    decide = clock.next_step(stand._replace(met_on=meets, report_on=meets))
    assert [one.code for one in (papers, meet, report, decide)] == ["papers", "meet", "report", "decide"]
    assert papers.by == meets - timedelta(weeks=2)
    assert meet.by == meets
    assert report.by == meets + timedelta(weeks=2)


def test_an_agreed_early_review_comes_before_the_yearly_one() -> None:
    stand = Stand(date(2026, 9, 1), agreed_for=date(2026, 12, 18))
    assert clock.review_due(stand) == date(2026, 12, 18)
    assert clock.next_step(stand) == Step("arrange", date(2026, 11, 20))


def test_the_year_starts_again_with_the_last_review() -> None:
    assert clock.review_due(Stand(date(2024, 1, 10), date(2025, 12, 3))) == date(2026, 12, 2)


def test_eli_in_year_six_is_ready_for_secondary_school_by_mid_february() -> None:
    coming = clock.transfer(6, date(2026, 11, 23))
    assert coming == clock.Transfer(date(2027, 2, 15), False)
    assert not clock.prepared(coming, date(2026, 7, 1))
    assert clock.prepared(coming, date(2026, 12, 1))


def test_a_move_to_post_16_has_until_the_end_of_march() -> None:
    assert clock.transfer(11, date(2027, 1, 5)) == clock.Transfer(date(2027, 3, 31), True)


def test_year_two_moves_on_only_from_an_infant_school() -> None:
    assert clock.transfer(2, date(2026, 11, 23)) is None
    assert clock.transfer(2, date(2026, 11, 23), infant_school=True) is not None
    assert clock.transfer(4, date(2026, 11, 23)) is None


@given(st.sampled_from([-1, 6, 11]), days)
def test_a_transfer_is_prepared_in_the_calendar_year_in_which_the_child_moves(year: int, today: date) -> None:
    coming = clock.transfer(year, today)
    assert coming is not None
    moves = date(coming.by.year, 9, 1)
    assert today < moves <= today + timedelta(days=366)


def test_under_five_a_review_every_three_to_six_months_is_suggested() -> None:
    assert clock.early_years(date(2023, 11, 30), date(2026, 11, 30), date(2027, 1, 5)) == (
        date(2027, 2, 28), date(2027, 5, 30),
    )  # fmt: skip
    assert clock.early_years(date(2022, 1, 5), date(2026, 11, 30), date(2027, 1, 5)) is None
    # Born on a leap day: five on the first of March.
    assert clock.early_years(date(2024, 2, 29), date(2028, 9, 1), date(2029, 2, 28)) is not None


@given(days, days)
def test_the_suggested_window_is_three_months_long(born: date, since: date) -> None:
    window = clock.early_years(born, since, born)
    assert window is not None
    assert since < window[0] < window[1] <= since + timedelta(days=186)
