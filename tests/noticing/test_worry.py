"""How a worry stands, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.noticing.listing import Wanted, counted, fitting
from portal.noticing.worry import Step, Worry, leaves_on, standing, worries
from portal.organisation.calendar import Calendar, Term

YEAR = Calendar(
    (
        Term("Autumn", date(2026, 9, 3), date(2026, 12, 18)),
        Term("Spring", date(2027, 1, 4), date(2027, 3, 25)),
        Term("Summer", date(2027, 4, 12), date(2027, 7, 21)),
    )
)
DAY = date(2026, 11, 23)


def step(number: int, kind: str = "noticed", **more: Any) -> Step:
    values: dict[str, Any] = {
        "id": number, "root": 1, "pupil": 7, "name": "Zane Malik", "room": "Oak", "kind": kind, "seen_on": DAY, "area": "",
        "signs": "", "words": "Covers his ears", "next_step": "", "look_again_on": None, "cycle": None, "by": 1,
        "by_name": "Kelechi Obi", "by_role": "ta", "setting": 2, "audience": "setting",
    }  # fmt: skip
    return Step(**{**values, **more})


def stands(*steps: Step, today: date = DAY, terms: int = 2) -> tuple[str, str]:
    found = standing(Worry(steps), YEAR, terms, today)
    return found.state, found.then


def test_after_notice_comes_check_then_try_then_a_decision() -> None:
    assert stands(step(1)) == ("open", "check")
    assert stands(step(1), step(2, "checked")) == ("open", "try")
    assert stands(step(1), step(2, "checked"), step(3, "tried")) == ("open", "decide")


def test_a_try_with_a_day_waits_until_that_day_and_then_asks_to_look_again() -> None:
    tried = step(2, "tried", look_again_on=date(2026, 12, 7))
    assert stands(step(1), tried) == ("open", "wait")
    assert stands(step(1), tried, today=date(2026, 12, 7)) == ("open", "look_again")


def test_a_note_of_autumn_leaves_after_two_whole_terms() -> None:
    assert leaves_on(YEAR, DAY, 2) == date(2027, 7, 21)
    assert leaves_on(YEAR, DAY, 1) == date(2027, 3, 25)


def test_a_note_of_the_holidays_counts_from_the_next_term() -> None:
    assert leaves_on(YEAR, date(2026, 12, 24), 1) == date(2027, 3, 25)


def test_staff_are_warned_four_weeks_before_and_then_it_is_off_the_list() -> None:
    assert stands(step(1), today=date(2027, 6, 22))[0] == "open"
    assert stands(step(1), today=date(2027, 6, 23))[0] == "leaving"
    assert stands(step(1), today=date(2027, 7, 21))[0] == "leaving"
    assert stands(step(1), today=date(2027, 7, 22)) == ("left", "")


def test_keeping_watch_keeps_it_on_the_list() -> None:
    watched = step(2, "watched", seen_on=date(2027, 6, 28))
    assert stands(step(1), watched, today=date(2027, 7, 22))[0] == "open"


def test_an_end_ends_it_and_a_later_notice_opens_it_again() -> None:
    assert stands(step(1), step(2, "ended")) == ("ended", "")
    assert stands(step(1), step(2, "ended"), step(3)) == ("open", "check")


def test_used_notes_are_used_once_and_later_ones_wait() -> None:
    used = Worry((step(1), step(2, "used", cycle=9)))
    assert (used.fresh, stands(*used.steps)[0]) == ((), "used")
    later = Worry((*used.steps, step(3, "checked")))
    assert [one.id for one in later.fresh] == [3]


def test_a_reader_who_sees_no_note_sees_no_worry() -> None:
    assert worries([step(2, "ended"), step(3, "used")]) == []


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 6))
def test_it_never_leaves_before_a_whole_term_has_passed(last: date, terms: int) -> None:
    leaves = leaves_on(Calendar(), last, terms)
    assert leaves >= last + timedelta(weeks=8) * terms
    assert leaves_on(Calendar(), last, terms) <= leaves_on(Calendar(), last + timedelta(days=1), terms)


@pytest.mark.parametrize(
    ("show", "names"),
    [("", ["Again", "Open", "Leaving"]), ("again", ["Again"]), ("leaving", ["Leaving"]), ("over", ["Done"])],
)
def test_the_list_shows_what_was_asked_for_and_what_is_due_first(show: str, names: list[str]) -> None:
    old = date(2026, 9, 4)
    rows = [
        standing(Worry((step(1, name="Done"), step(2, "ended"))), YEAR, 2, DAY),
        standing(Worry((step(1, name="Leaving", seen_on=old),)), YEAR, 2, date(2027, 7, 1)),
        standing(Worry((step(1, name="Open"),)), YEAR, 2, DAY),
        standing(Worry((step(1, name="Again", look_again_on=DAY),)), YEAR, 2, DAY),
    ]
    assert [row.worry.first.name for row in fitting(rows, Wanted(show)).rows] == names
    assert counted(rows)[show] == len(names)


def test_an_address_with_nonsense_narrows_nothing() -> None:
    assert Wanted.asked({"show": "x", "page": "-1", "room": ""}) == Wanted()
