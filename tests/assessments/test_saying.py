"""What results say: honest words, within one test only; and the drawing beside them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.assessments import chart, measures, saying, scoring
from portal.assessments.measures import Figure
from portal.assessments.saying import Point
from portal.assessments.scoring import Ruler
from tests.assessments.test_scoring import ATTENDANCE, GOAL, KS2, PHONICS, READING_AGE, STANDARD, WELLCOMM

SDQ = Ruler("Total difficulties", "raw", low=0, high=40, direction="down")


@pytest.fixture(autouse=True)
def _words(application: Flask) -> object:
    with application.test_request_context():
        yield


def line(ruler: Ruler, *values: float, editions: tuple[str, ...] = ()) -> list[Point]:
    """Results a year apart, with their ranges."""
    points = []
    for number, value in enumerate(values):
        low, high = scoring.band(ruler, value) or (None, None)
        edition = editions[number] if editions else ""
        day = date(2023, 10, 2) + timedelta(days=365 * number)
        points.append(Point(day, value, saying.plain(ruler, value), low, high, edition=edition))
    return points


def said(ruler: Ruler, *values: float, editions: tuple[str, ...] = ()) -> str:
    return " ".join(saying.about(ruler, line(ruler, *values, editions=editions)))


def test_a_constant_standard_score_is_keeping_pace() -> None:
    assert said(STANDARD, 84, 85).startswith("Keeping pace: 84 to 85. A standard score that stays the same is normal")


def test_a_change_inside_the_error_may_be_chance() -> None:
    words = said(STANDARD, 84, 89)
    assert "a change of 5 is inside the test’s own error (9). It may be chance." in words
    assert "catching up" not in words


def test_a_rise_beyond_the_error_is_catching_up_and_a_fall_says_so_too() -> None:
    assert "Higher by 14: 81 to 95. That is more than the test’s error (9): catching up" in said(STANDARD, 81, 95)
    assert "Lower by 14: 95 to 81." in said(STANDARD, 95, 81)


def test_the_manuals_error_is_used_when_the_authority_entered_it() -> None:
    wide = STANDARD._replace(sem=6.0)
    assert "inside the test’s own error (17)" in said(wide, 81, 95)
    assert "usual error" not in said(wide, 81, 95)
    assert "We took a usual error" in said(STANDARD, 81, 95)


def test_one_result_is_no_progress() -> None:
    words = said(STANDARD, 84)
    assert "The true score is most likely from 77 to 91." in words
    assert "not progress" in words
    assert "About 14 in 100 children of the same age score lower." in words


def test_reading_ages_are_told_as_rough_and_never_counted_up() -> None:
    words = said(READING_AGE, 71, 81)
    assert words.startswith("5:11 to 6:09 in")
    assert "rough" in words
    assert "Do not average it" in words
    assert "score lower" not in words
    assert "error" not in words


def test_where_lower_is_better_the_words_say_so() -> None:
    assert "Lower by 7: 19 of 40 to 12 of 40. Lower is better here." in said(SDQ, 19, 12)


def test_a_raw_score_says_that_its_error_is_not_known() -> None:
    assert "We do not know the error" in said(PHONICS, 20, 27)


def test_thresholds_are_reached_or_not_yet() -> None:
    assert "It does not reach the expected result yet (32 of 40)." in said(PHONICS, 27)
    assert "It reaches the expected result (100)." in said(KS2, 103)


def test_two_editions_are_never_compared() -> None:
    words = said(STANDARD, 70, 84, 99, editions=("2nd", "2nd", "3rd"))
    assert "The edition changed." in words
    assert "Higher" not in words
    assert "Since the first" not in words
    drawn = chart.draw("x", STANDARD, line(STANDARD, 70, 84, 99, editions=("2nd", "2nd", "3rd")))
    assert drawn is not None
    assert len(drawn.breaks) == 1
    assert drawn.path.count("M") == 2


def test_bands_goals_and_attendance_have_words_of_their_own() -> None:
    assert said(WELLCOMM, 1, 2).startswith("From red to amber.")
    assert "0 is the level that was expected." in said(GOAL, -2, 0)
    kept = ATTENDANCE._replace(expected=90.0)
    assert "14% of sessions were missed. One in ten or more is persistent absence" in said(kept, 92, 86)
    assert "severe" in said(kept, 50)
    assert said(kept, 90.1).endswith("9.9% of sessions were missed.")


@given(st.lists(st.integers(40, 160), min_size=1, max_size=9), st.floats(0.5, 9))
def test_words_call_a_change_real_only_beyond_the_error(values: list[int], sem: float) -> None:
    ruler = STANDARD._replace(sem=sem)
    first = saying.about(ruler, line(ruler, *values))[0]
    if len(values) > 1:
        beyond = abs(values[-1] - values[-2]) > (scoring.error_of_change(ruler) or 0)
        assert ("more than the test’s error" in first) == beyond


_ALL = st.sampled_from([STANDARD, READING_AGE, PHONICS, KS2, WELLCOMM, GOAL, ATTENDANCE, SDQ, Ruler("x", "raw")])


@given(_ALL, st.data())
def test_every_drawing_stays_on_its_paper_with_its_numbers_in_words(ruler: Ruler, data: st.DataObject) -> None:
    low, high = scoring.limits(ruler)
    bands = [int(value) for value, _name in ruler.bands]
    ends = (
        (min(bands), max(bands))
        if bands
        else (int(low if low is not None else 6), int(high if high is not None else 300))
    )
    values = data.draw(st.lists(st.integers(*ends), min_size=1, max_size=12))
    points = line(ruler, *values)
    drawn = chart.draw("Nia", ruler, points)
    assert drawn is not None
    assert len(drawn.dots) == len(values)
    assert all(0 <= x <= chart.WIDTH and 0 <= y <= chart.HEIGHT for x, y in drawn.dots)
    assert all(0 <= bar.top <= bar.foot <= chart.HEIGHT for bar in drawn.bars)
    assert all(point.said in drawn.label for point in points)
    heights = sorted(drawn.grid)
    assert all(after - before >= 16 for before, after in pairwise(heights))


def figure(group: str, year: str, value: float, measure: str = "phonics_y1") -> Figure:
    return Figure(measure, group, "England", year, value, "", f"Source {year}")


def test_national_figures_say_their_year_and_the_newest_of_each_group() -> None:
    known = [
        figure("all", "2024/25", 80),
        figure("all", "2023/24", 79),
        figure("K", "2023/24", 52),
        figure("none", "2023/24", 88),
    ]
    assert measures.beside("phonics_y1", known) == [
        "England 2024/25: 80% of all children met the phonics threshold in Year 1.",
        "England 2023/24: 52% of children with SEN support met the phonics threshold in Year 1.",
    ]
    assert measures.sources("phonics_y1", known) == "Source 2024/25; Source 2023/24"


def test_attendance_stands_beside_both_measures_of_absence() -> None:
    known = [figure("K", "2023/24", 10.2, "overall_absence"), figure("K", "2023/24", 30.1, "persistent_absence")]
    assert measures.beside("absence", known) == [
        "England 2023/24: sessions missed: 10.2% by children with SEN support.",
        "England 2023/24: 30.1% of children with SEN support missed one session in ten or more.",
    ]


def test_figures_of_an_older_framework_are_never_set_beside_a_child() -> None:
    old = figure("K", "2018/19", 29, "eyfsp_gld")._replace(edition="framework before 2021")
    assert measures.beside("eyfsp_gld", [old, figure("all", "2024/25", 68.3, "eyfsp_gld")]) == [
        "England 2024/25: 68.3% of all children had a good level of development at the end of Reception."
    ]


def test_where_no_figure_was_obtained_nothing_is_said() -> None:
    assert measures.beside("ks2_rwm", []) == []
