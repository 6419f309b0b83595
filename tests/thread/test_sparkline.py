"""The small line of one measure: honest about its scale, its gaps and its goal."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.thread.sparkline import number, sparkline

START = date(2026, 10, 5)
weeks = [START + timedelta(weeks=week) for week in range(6)]


def test_nia_s_words_rise_to_seven_of_ten_with_a_gap_at_half_term(app: object) -> None:
    points = list(zip([weeks[0], weeks[1], weeks[2], weeks[5]], [2.0, 3.0, 5.0, 7.0], strict=True))
    with app.test_request_context():  # type: ignore[attr-defined]
        spark = sparkline("Explains new words", points, 8, "of 10")
    assert spark is not None
    assert spark.path.count("M") == 2
    assert spark.goal_y == 18
    assert spark.dots[-1].r > spark.dots[0].r
    assert {"7", "of 10", "goal 8"} <= {word.text for word in spark.words}
    assert spark.label == "Explains new words: 2, 3, 5, 7 of 10. Goal 8."


def test_one_point_or_a_value_beyond_the_measure_is_not_drawn(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert sparkline("Words", [(START, 2.0)], 8, "of 10") is None
        assert sparkline("Words", [(START, 2.0), (weeks[1], 12.0)], 8, "of 10") is None


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30), st.none() | st.floats(-100, 100))
def test_every_point_lies_inside_the_drawing(values: list[float], goal: float | None) -> None:
    from flask import Flask
    from flask_babel import Babel

    bare = Flask("bare")
    Babel(bare)
    with bare.test_request_context():
        points = [(START + timedelta(days=5 * step), value) for step, value in enumerate(values)]
        spark = sparkline("Any", points, goal, "minutes")
    assert spark is not None
    for dot in spark.dots:
        assert 6 <= dot.x <= 168
        assert 10 <= dot.y <= 50


def test_numbers_are_found_in_what_people_write() -> None:
    assert number("7 of 10") == 7
    assert number("80 %") == 80
    assert number("2,5") == 2.5
    assert number("none") is None
    assert number(None) is None
