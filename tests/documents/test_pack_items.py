"""Numbering, leaving out and blacking of an evidence pack; what it says is not held. No database."""

from __future__ import annotations

from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from portal.documents.pack_gaps import Holds, gaps
from portal.documents.pack_items import (
    ACTION,
    NEEDS,
    PROGRESS,
    REMOVED,
    SUPPORT,
    WELLBEING,
    Blacking,
    Choice,
    Item,
    Table,
    pack,
    rests_on,
    terms,
)


def item(key: str, part: int = NEEDS, text: str = "", **more: object) -> Item:
    return Item(key, part, f"Title {key}", "Source", "Anjali Deshmukh", None, "Fernhill", [("", text)])._replace(**more)  # type: ignore[arg-type]


def test_a_name_is_taken_out_however_it_is_written() -> None:
    blacking = Blacking(terms("Jayden\nAnna Marie\n\nZoë"))
    said = blacking.text("JAYDEN’s turn; jayden, Anna  Marie and anna-marie. Zoe\u0308 left.")
    assert said == f"{REMOVED}’s turn; {REMOVED}, {REMOVED} and {REMOVED}. {REMOVED} left."
    assert blacking.count == 5


def test_a_name_inside_another_word_stays() -> None:
    assert Blacking(["Ian"]).text("Brian and Ian") == f"Brian and {REMOVED}"


@given(some.text(alphabet="abcdéf .-", max_size=40), some.text(alphabet="abcdéf", min_size=2, max_size=6))
def test_what_was_blacked_never_stands_alone_in_the_text(words: str, term: str) -> None:
    clean = Blacking([term]).text(f"{words} {term} {words}")
    assert Blacking([term]).text(clean) == clean


def test_every_text_of_an_item_is_blacked_its_table_too() -> None:
    told = item("a", text="Jayden")._replace(
        title="With Jayden", source="Jayden", who="Jayden", where="Jayden", words=[("Jayden", "Jayden")],
        table=Table("Jayden", ["Jayden"], [["Jayden"]]),
    )  # fmt: skip
    assert "Jayden" not in str(Blacking(["Jayden"]).item(told)._replace(key=""))


def test_items_are_numbered_through_the_five_parts_and_those_left_out_have_no_number(app: Flask) -> None:
    items = [item("b", ACTION), item("a", PROGRESS), item("c", WELLBEING), item("d", WELLBEING)]
    with app.test_request_context():
        made = pack(items, {}, Choice(frozenset({"c"}), (), "", "When help stopped, so did he."))
    assert [(one.number, one.item.key) for one in made.items] == [("E1", "a"), ("E2", "b"), ("E3", "own"), ("E4", "d")]
    assert [part.number for part in made.parts] == [PROGRESS, NEEDS, ACTION, SUPPORT, WELLBEING]
    assert made.left_out == 1


def test_a_paper_rests_on_each_row_once() -> None:
    one = item("a", rests_on=(("target", 1), ("outcome", 2)))
    two = item("b", rests_on=(("target", 1),))
    assert rests_on([one, two]) == [["target", 1], ["outcome", 2]]


def test_gaps_are_said_plainly_and_what_is_held_is_not_called_a_gap(app: Flask) -> None:
    with app.test_request_context():
        empty, full = gaps(Holds()), gaps(Holds(
            True, True, True, True, True, True, True, 2, True, True,
            ("Ivy Marsh speech and language therapist", "Educational psychologist", "Social care"),
        ))  # fmt: skip
    assert "No advice from health is held." in empty[WELLBEING]
    assert "The child’s own views are not held." in empty[NEEDS]
    assert not any(full.values())
