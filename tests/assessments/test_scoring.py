"""The rules of scores, for every kind: ranges, ages, percentiles, error bands."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.assessments import scoring
from portal.assessments.scoring import Nonsense, Ruler

STANDARD = Ruler("Standard score", "standard", mean=100, sd=15)
READING_AGE = Ruler("Reading age", "age")
PHONICS = Ruler("Mark", "raw", low=0, high=40, expected=32)
KS2 = Ruler("Reading", "scaled", low=80, high=120, expected=100)
WELLCOMM = Ruler("Band", "bands", bands=((1, "red"), (2, "amber"), (3, "green")))
GOAL = Ruler("Level", "gas", low=-2, high=2)
ATTENDANCE = Ruler("Sessions", "percent", low=0, high=100)
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))


@pytest.fixture(autouse=True)
def _words(application: Flask) -> object:
    """The sentences need a language."""
    with application.test_request_context():
        yield


def refused(ruler: Ruler, typed: str) -> str:
    """The sentence with which a result is refused."""
    with pytest.raises(Nonsense) as wrong:
        scoring.read(ruler, typed)
    return wrong.value.reason


@pytest.mark.parametrize(
    ("ruler", "typed", "value"),
    [
        (STANDARD, "84", 84), (STANDARD, " 84 ", 84), (READING_AGE, "7:04", 88), (READING_AGE, "7:4", 88),
        (READING_AGE, "7 years 4 months", 88), (READING_AGE, "7y", 84), (PHONICS, "27", 27), (PHONICS, "27 of 40", 27),
        (PHONICS, "27/40", 27), (KS2, "103", 103), (WELLCOMM, "Amber", 2), (WELLCOMM, "3", 3), (GOAL, "-2", -2),
        (GOAL, "+1", 1), (GOAL, "−1", -1), (ATTENDANCE, "342 of 380", 90.0), (ATTENDANCE, "92.5%", 92.5),
    ],
)  # fmt: skip
def test_what_anjali_types_is_understood(ruler: Ruler, typed: str, value: float) -> None:
    assert scoring.read(ruler, typed).value == value


@pytest.mark.parametrize(
    ("ruler", "typed", "lesson"),
    [
        (READING_AGE, "84", "looks like a standard score"),
        (READING_AGE, "7:14", "months go up to 11"),
        (READING_AGE, "7.4", "with a colon"),
        (READING_AGE, "7", "7:00"),
        (READING_AGE, "0:02", "cannot be right"),
        (READING_AGE, "seven", "like 7:04"),
        (STANDARD, "7:04", "looks like an age"),
        (STANDARD, "31", "from 40 to 160"),
        (STANDARD, "161", "Did you type the raw score?"),
        (STANDARD, "84 of 100", "does not count to 100"),
        (STANDARD, "good", "is not a number"),
        (PHONICS, "41", "from 0 to 40"),
        (PHONICS, "27 of 32", "does not count to 32"),
        (PHONICS, "27.5", "whole number"),
        (KS2, "79", "from 80 to 120"),
        (WELLCOMM, "blue", "red, amber, green"),
        (GOAL, "3", "from -2 to 2"),
        (ATTENDANCE, "400 of 380", "the smaller one"),
        (ATTENDANCE, "3 of 0", "cannot be"),
        (ATTENDANCE, "101", "from 0 to 100"),
        (STANDARD, "1e3", "is not a number"),
        (STANDARD, "nan", "is not a number"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_teaches(ruler: Ruler, typed: str, lesson: str) -> None:
    assert lesson in refused(ruler, typed)


@given(st.sampled_from([STANDARD, PHONICS, KS2, GOAL, ATTENDANCE]), st.integers(-500, 500))
def test_a_number_is_taken_exactly_when_it_lies_on_the_scale(ruler: Ruler, number: int) -> None:
    low, high = scoring.limits(ruler)
    assert low is not None
    assert high is not None
    if low <= number <= high:
        assert scoring.read(ruler, str(number)).value == number
    else:
        assert refused(ruler, str(number))


@given(st.sampled_from([STANDARD, READING_AGE, PHONICS, KS2, WELLCOMM, GOAL, ATTENDANCE]), st.text(max_size=30))
def test_whatever_is_typed_is_a_result_on_the_scale_or_a_sentence(ruler: Ruler, typed: str) -> None:
    reason = ""
    value = 0.0
    try:
        value = scoring.read(ruler, typed).value
    except Nonsense as wrong:
        reason = wrong.reason
    low, high = scoring.limits(ruler)
    assert reason or ((low is None or low <= value) and (high is None or value <= high))


@given(st.integers(scoring.YOUNGEST_AGE, scoring.OLDEST_AGE))
def test_an_age_is_read_as_it_is_written(months: int) -> None:
    assert scoring.read(READING_AGE, scoring.age(months)).value == months


@given(DAYS, st.integers(0, 9000))
def test_age_grows_by_a_month_at_a_time_and_never_shrinks(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    now, tomorrow = (scoring.age_in_months(born, on) for on in (day, day + timedelta(days=1)))
    assert 0 <= tomorrow - now <= 1


@given(DAYS, st.integers(1, 20))
def test_on_every_birthday_the_years_are_full(born: date, years: int) -> None:
    year = born.year + years
    leap_day = (born.month, born.day) == (2, 29) and not isleap(year)
    birthday = date(year, 2, 28) if leap_day else born.replace(year=year)
    assert scoring.age_in_months(born, birthday) == 12 * years
    assert scoring.age_in_months(born, birthday - timedelta(days=1)) == 12 * years - 1


def test_a_child_born_on_leap_day_is_a_year_old_on_28_february() -> None:
    assert scoring.age_in_months(date(2016, 2, 29), date(2017, 2, 27)) == 11
    assert scoring.age_in_months(date(2016, 2, 29), date(2017, 2, 28)) == 12
    assert scoring.age_in_months(date(2016, 2, 29), date(2020, 2, 28)) == 47
    assert scoring.age_in_months(date(2016, 2, 29), date(2020, 2, 29)) == 48


NORMS = st.builds(
    lambda mean, sd: Ruler("x", "standard", mean=mean, sd=sd), st.sampled_from([10.0, 50.0, 100.0]), st.floats(2, 20)
)


@given(NORMS, st.floats(-3, 3), st.floats(0.01, 1))
def test_a_higher_score_never_has_a_lower_percentile(ruler: Ruler, step: float, more: float) -> None:
    assert ruler.mean is not None
    assert ruler.sd is not None
    score = ruler.mean + step * ruler.sd
    lower, higher = scoring.percentile(ruler, score), scoring.percentile(ruler, score + more * ruler.sd)
    assert lower is not None
    assert higher is not None
    assert 0 < lower < higher < 100


@given(NORMS, st.floats(0.5, 99.5))
def test_percentile_and_score_are_each_others_inverse(ruler: Ruler, rank: float) -> None:
    back = scoring.percentile(ruler, scoring.at_percentile(ruler, rank))
    assert back == pytest.approx(rank, abs=1e-6)


@pytest.mark.parametrize(("score", "rank"), [(100, 50), (85, 15.87), (115, 84.13), (70, 2.28), (130, 97.72)])
def test_percentiles_are_those_of_the_manuals_table(score: float, rank: float) -> None:
    assert scoring.percentile(STANDARD, score) == pytest.approx(rank, abs=0.01)


@pytest.mark.parametrize("ruler", [READING_AGE, PHONICS, KS2, WELLCOMM, GOAL, ATTENDANCE])
def test_no_other_kind_has_a_percentile(ruler: Ruler) -> None:
    assert scoring.percentile(ruler, 50) is None


@given(NORMS, st.floats(0.1, 10), st.floats(0, 160))
def test_the_range_of_a_score_lies_evenly_about_it(ruler: Ruler, sem: float, value: float) -> None:
    low, high = scoring.band(ruler._replace(sem=sem), value) or (0, 0)
    assert high - value == pytest.approx(value - low)
    assert high - value == pytest.approx(1.96 * sem, rel=1e-3)


@given(NORMS, st.floats(0.1, 10), st.floats(0.1, 10))
def test_a_surer_test_has_the_narrower_range_and_shows_the_smaller_change(
    ruler: Ruler, one: float, more: float
) -> None:
    sure, unsure = ruler._replace(sem=one), ruler._replace(sem=one + more)
    assert (scoring.error_of_change(sure) or 0) < (scoring.error_of_change(unsure) or 0)
    low, high = scoring.band(sure, 100) or (0, 0)
    wide_low, wide_high = scoring.band(unsure, 100) or (0, 0)
    assert wide_low < low < high < wide_high


def test_a_standard_score_without_its_error_takes_a_usual_one_of_about_nine_points() -> None:
    assert 8 <= (scoring.error_of_change(STANDARD) or 0) <= 10
    assert scoring.error_of_change(PHONICS) is None
    assert scoring.band(READING_AGE, 88) is None


def test_the_error_of_a_perfect_test_is_nothing_and_has_no_range() -> None:
    assert scoring.band(STANDARD._replace(sem=0.0), 84) is None
    assert scoring.error_of_change(STANDARD._replace(sem=0.0)) == 0


def test_a_day_in_the_future_or_before_birth_is_refused_beside_its_field() -> None:
    for taken in (date(2026, 11, 24), date(2016, 3, 13)):
        with pytest.raises(Nonsense) as wrong:
            scoring.check_day(date(2016, 3, 14), taken, date(2026, 11, 23))
        assert wrong.value.field == "taken_on"
    scoring.check_day(date(2016, 3, 14), date(2026, 11, 23), date(2026, 11, 23))
