"""Vague words are pointed at, once each, with a question; a specific target hears nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.cycles.plan.smart import vague_words


def test_tomasz_gets_a_question_for_each_vague_phrase_in_the_order_written() -> None:
    found = vague_words("Tomasz will have regular access to opportunities for improving his reading")
    assert [word.phrase for word in found] == ["regular", "access to", "opportunities for", "improving"]
    assert str(found[0].question) == "How often is that, and for how many minutes?"


def test_a_specific_target_hears_nothing() -> None:
    target = "By 12 December reads 30 Phase 3 and 4 words in one minute with 2 errors or fewer (probe, baseline 11)"
    assert vague_words(target, "Mrs Tulloch, Fridays", None, "") == []


def test_the_same_phrase_counts_once_whatever_its_case() -> None:
    assert [word.phrase for word in vague_words("Regular help", "regular breaks")] == ["Regular"]


def test_words_that_only_look_alike_are_left_alone() -> None:
    assert vague_words("irregular past tense; accessible toilet; the opportunity cost") == []


@given(st.text())
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(word.phrase in text for word in vague_words(text))
