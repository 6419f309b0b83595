"""A SMART target is read as plain English, whatever is typed in and whatever is still missing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.cycles.plan.smart import Smart, sentence, short_name

LINE = st.text(alphabet=st.sampled_from("abcXYZ 19.,;:!?…-\n("), max_size=40)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31))


def smart_of(parts: dict[str, str], by_when: date | None) -> Smart:
    return Smart(name="", **parts, by_when=by_when)


WORDS = [name for name in Smart._fields if name not in ("name", "by_when")]
PARTS = st.builds(smart_of, st.fixed_dictionaries(dict.fromkeys(WORDS, LINE)), DAYS)

FULL = Smart(
    "Fluent words", "Read 30 Phase 3 and 4 words in 1 minute.", "with 2 errors or fewer", "The reading corner",
    date(2026, 12, 12), "precision-teaching probe", "Every Friday", "Jess Tulloch.", "11 words in 1 minute",
    who="Nia", how_often="3 times a week", generalise="in guided reading, with Kelechi",
)  # fmt: skip


def test_a_full_target_of_nia_reads_as_one_would_say_it(application: Flask) -> None:
    with application.app_context():
        assert sentence(FULL) == (
            "Nia will read 30 Phase 3 and 4 words in 1 minute, with 2 errors or fewer, 3 times a week, in the reading "
            "corner, by 12 December 2026. Measured: precision-teaching probe, every Friday, by Jess Tulloch. "
            "Now: 11 words in 1 minute. Then used elsewhere: in guided reading, with Kelechi."
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("points to or names 1 of 2 offered items", "Tomasz points to or names 1 of 2 offered items."),
        ("Tomasz points to the cup.", "Tomasz points to the cup."),
        ("will point to the cup", "Tomasz will point to the cup."),
        ("to point to the cup", "Tomasz will point to the cup."),
        ("independently uses his exit card", "Tomasz independently uses his exit card."),
        ("focus for 10 minutes..", "Tomasz will focus for 10 minutes."),
        ("discuss ideas", "Tomasz will discuss ideas."),
        ("", ""),
    ],
)
def test_what_tomasz_does_is_put_into_the_sentence_as_it_was_typed(application: Flask, typed: str, said: str) -> None:
    with application.app_context():
        assert sentence(Smart("", typed), "Tomasz") == said


def test_a_number_to_reach_is_said_with_its_unit(application: Flask) -> None:
    with application.app_context():
        parts = Smart("", "read aloud", baseline_value="11", goal_value="30", unit="words in 1 minute")
        assert sentence(parts, "Nia").endswith("Now: from 11 to 30 words in 1 minute.")


def test_a_day_alone_is_no_sentence_yet(application: Flask) -> None:
    with application.app_context():
        assert sentence(Smart("", "", by_when=date(2027, 1, 12), measured_by="Sana"), "Nia") == ""
        assert sentence(Smart("", "read", measured_by="Sana"), "Nia") == "Nia will read. Measured by Sana."


def test_what_is_missing_is_three_dots_and_no_hole(application: Flask) -> None:
    with application.app_context():
        assert sentence(Smart("", "", "4 of 5 times"), "Nia") == "Nia will …, 4 of 5 times."


@given(parts=PARTS)
def test_no_target_has_doubled_stops_holes_or_a_bare_end(application: Flask, parts: Smart) -> None:
    with application.app_context():
        said = sentence(parts, "Nia")
    assert not re.search(r"\.\.|,\s*,|\s,|  |\n", said), said
    assert said == "" or said[-1] in ".…?", said
    assert said[:1] == said[:1].upper()


@given(does=LINE, by_when=DAYS)
def test_what_is_typed_is_in_the_sentence(application: Flask, does: str, by_when: date | None) -> None:
    with application.app_context():
        said = sentence(Smart("", "count " + does, by_when=by_when), "Nia")
    assert said.startswith("Nia will count")
    assert ("by " in said) == (by_when is not None)


@given(st.text(alphabet="abc .", max_size=200))
def test_a_target_without_a_name_is_called_by_its_first_words(text: str) -> None:
    assert len(short_name(text)) <= 62
