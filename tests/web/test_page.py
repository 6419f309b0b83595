"""What pages make of dates and of text that people typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.web.page import paragraphs


def test_typed_text_keeps_its_paragraphs_and_lines() -> None:
    assert paragraphs("Sat down.\nStayed.\r\n\r\nSmiled.") == "<p>Sat down.<br>Stayed.</p><p>Smiled.</p>"


def test_nothing_typed_makes_no_paragraph() -> None:
    assert paragraphs(" \n ") == ""


def test_a_script_that_somebody_typed_is_shown_and_never_run() -> None:
    assert paragraphs("<script>x</script>\nAnd so on") == "<p>&lt;script&gt;x&lt;/script&gt;<br>And so on</p>"


@given(st.text())
def test_no_typed_character_becomes_markup(text: str) -> None:
    bare = paragraphs(text).replace("<p>", "").replace("</p>", "").replace("<br>", "")
    assert "<" not in bare
    assert ">" not in bare
