"""What is counted in a session: the question, and which numbers are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cycles.do.session_group import versions
from portal.cycles.do.session_measure import Measured

BUCKET = Measured("Watches to the end", "minutes", "8", "stopwatch")
OFFERS = Measured("Offers at snack", "of 5", "4", "tally")
OFTEN = Measured("Comes back in time", "%", "80")
WALK = Measured("Knows the way", how="visit checklist")


def test_the_question_says_unit_and_goal(app: object) -> None:
    assert (BUCKET.question(), BUCKET.hint()) == ("Watches to the end: how many minutes?", "goal 8, stopwatch")
    assert OFFERS.question() == "Offers at snack: how many of 5?"
    assert OFTEN.question() == "Comes back in time: what per cent?"
    assert (WALK.question(), WALK.hint()) == ("Knows the way: what was counted?", "visit checklist")


@pytest.mark.parametrize(
    ("measured", "typed", "kept", "said"),
    [
        (BUCKET, "6", "6", "6 minutes"), (BUCKET, "6.5 minutes", "6.5", "6.5 minutes"), (BUCKET, "6,5", "6.5", "6.5 minutes"),
        (OFFERS, "3", "3", "3 of 5"), (OFFERS, "3 of 5", "3", "3 of 5"), (OFFERS, "3/5", "3", "3 of 5"), (OFFERS, "5", "5", "5 of 5"),
        (OFTEN, "80%", "80", "80%"), (OFTEN, "80 per cent", "80", "80%"), (BUCKET, "", "", ""),
        (WALK, "named two of them", "named two of them", "named two of them"),
    ],
)  # fmt: skip
def test_a_number_is_kept_without_its_unit_and_said_with_it(
    measured: Measured, typed: str, kept: str, said: str
) -> None:
    assert measured.read(typed) == kept
    assert measured.said(kept) == said


@pytest.mark.parametrize(
    ("measured", "typed"),
    [(BUCKET, "a while"), (BUCKET, "6 of 10"), (BUCKET, "-3"), (OFFERS, "6"), (OFFERS, "3 of 4"), (OFTEN, "101%"), (OFTEN, "7 minutes")],
)  # fmt: skip
def test_what_is_no_number_of_this_unit_is_refused_in_words(app: object, measured: Measured, typed: str) -> None:
    with pytest.raises(ValueError, match=f"“{measured.name}”"):
        measured.read(typed)


@given(st.integers(0, 5))
def test_every_count_that_fits_reads_back_from_its_words(count: int) -> None:
    assert OFFERS.read(OFFERS.said(str(count))) == str(count)


@given(st.text(max_size=12))
def test_no_typing_breaks_the_reading(typed: str) -> None:
    try:
        kept = OFFERS.read(typed)
    except ValueError:
        return
    except RuntimeError:
        # Without an application there are no sentences.
        return
    assert kept == "" or 0 <= float(kept) <= 5


@pytest.mark.parametrize(("seen", "read"), [("12.1,13.0", {12: 1, 13: 0}), ("", None), ("12", None), ("12.x", None)])
def test_what_a_form_was_opened_on_reads_back(seen: str, read: dict[int, int] | None) -> None:
    assert versions(seen) == read
