"""Every drawn component renders alone, says in words what it shows by shape, and carries nothing inline."""

from __future__ import annotations

import re
from types import SimpleNamespace as Part

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

PAGES = FileSystemLoader("templates")


@pytest.fixture(scope="module")
def components() -> Environment:
    env = Environment(loader=PAGES, extensions=["jinja2.ext.i18n"], autoescape=True, undefined=StrictUndefined)
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return env


def render(env: Environment, source: str, **values: object) -> str:
    html = env.from_string(source).render(**values)
    assert not re.search(r"\sstyle=|<script|\son\w+=", html)
    return html


def test_each_stage_has_its_own_shape_and_letter(components: Environment) -> None:
    drawn = {
        letter: render(components, '{% from "components/marks.html" import stage %}{{ stage(letter) }}', letter=letter)
        for letter in "APDRL"
    }
    assert len({re.sub(r"[APDRL]", "", html) for html in drawn.values()}) == 5
    assert all(f">{letter}</text>" in html for letter, html in drawn.items())


def test_the_stepper_marks_the_current_stage_in_words_for_screen_readers(components: Environment) -> None:
    steps = [
        Part(letter="A", name="Assess", note="done 25 Sep", href="/a", reached=True, current=False),
        Part(letter="P", name="Plan", note="", href="", reached=False, current=True),
    ]
    html = render(
        components, '{% from "components/stepper.html" import stepper %}{{ stepper(steps, "Stages") }}', steps=steps
    )
    assert html.count('aria-current="step"') == 1
    assert "done 25 Sep" in html


def test_what_is_missing_links_to_where_it_is_done(components: Environment) -> None:
    item = Part(letter="R", sentence="Nia’s own views", href="/views", note="asked 16 Nov")
    html = render(components, '{% from "components/missing.html" import missing %}{{ missing([item]) }}', item=item)
    assert '<a href="/views">Nia’s own views</a>' in html
    now = '{% from "components/stepper.html" import now %}{{ now("R", "Two things are missing", [item], "Prepare", "/review") }}'
    assert 'class="govuk-button" href="/review"' in render(components, now, item=item)


def test_the_four_decisions_are_radio_buttons_with_words(components: Environment) -> None:
    source = (
        '{% from "components/decision.html" import decision %}{{ decision("d-7", "adapt", "Ten-second wait", error) }}'
    )
    html = render(components, source, error="Adapt needs a reason")
    assert re.findall(r'value="(\w+)"', html) == ["keep", "adapt", "pause", "stop"]
    assert re.findall(r'value="(\w+)" checked', html) == ["adapt"]
    assert 'id="d-7"' in html
    assert "Adapt needs a reason" in html
    assert len(re.findall(r"<legend", html)) == 1


def test_receipts_say_done_waiting_or_not_yet(components: Environment) -> None:
    receipts = [
        Part(name="Sent", lines=["Hannah Coyle", "11 Nov"], state="done"),
        Part(name="Decided", lines=["4 of 7"], state="you"),
        Part(name="Two-week check", lines=["30 Nov"], state="wait"),
    ]
    source = '{% from "components/receipts.html" import receipts %}{{ receipts(rows, "Handover") }}'
    html = render(components, source, rows=receipts)
    assert [word in html for word in ("done", "waiting", "not yet")] == [True] * 3


@pytest.mark.parametrize(("done", "planned", "width"), [(9, 12, "150.0"), (0, 0, "0"), (14, 12, "200.0")])
def test_the_meter_counts_from_nothing_to_what_was_planned(
    components: Environment, done: int, planned: int, width: str
) -> None:
    source = '{% from "components/meter.html" import meter %}{{ meter(done, planned, "9 of 12 sessions") }}'
    html = render(components, source, done=done, planned=planned)
    assert f'width="{width}"' in html
    assert 'aria-label="9 of 12 sessions"' in html


def test_a_timeline_item_names_its_day_its_writer_and_who_can_see_it(components: Environment) -> None:
    source = (
        '{% from "components/timeline.html" import item %}'
        '{% call item("lock", title, "2026-11-19", "19 November 2026", "Ruth Mensah, SENCO", "Staff here only", "locked", withheld=true) %}'
        "<p>Words</p>{% endcall %}"
    )
    html = render(components, source, title="<b>Seats</b>")
    assert "&lt;b&gt;Seats" in html
    assert 'datetime="2026-11-19"' in html
    assert "ct-tag--locked" in html
    assert 'class="withheld"' in html


def test_every_symbol_of_the_child_is_drawn(components: Environment) -> None:
    names = ["good", "hard", "loud", "quiet", "worried", "proud", "friend", "adult", "move", "draw", "stop", "helps"]
    source = '{% from "components/symbols.html" import symbol %}{{ symbol(name) }}'
    drawn = {render(components, source, name=name) for name in names}
    assert len(drawn) == 12
    assert all("<path" in html or "<circle" in html for html in drawn)


def test_page_parts_render(components: Environment) -> None:
    source = (
        '{% from "components/page.html" import page_header, empty, notice, pages, section_head, safeguarding %}'
        '{{ page_header("Register", "47 children", "/", "Back") }}{{ empty("Nobody yet.", "Add a child", "/add") }}'
        '{{ notice("Saved.", "ok") }}{{ pages("/1", "/3") }}{{ section_head("h", "Plan now", "agreed", "/x") }}'
        '{{ safeguarding("01632 960 118") }}'
        '{% from "components/identity.html" import identity %}'
        '{{ identity("Nia", [("K", "")], [("Age", "11", "born 14 March 2015", false), ("Room", "", "", false)]) }}'
    )
    html = render(components, source)
    assert html.count("<h1") == 2
    assert 'rel="next"' in html
    assert "01632 960 118" in html
    assert "Room" not in html
