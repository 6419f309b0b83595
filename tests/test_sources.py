"""docs/sources.md: every sentence has a row, and every screen, rule and test that a row names is there."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "sources.md").read_text()


class Row(NamedTuple):
    """A sentence of the sources and where it is kept."""

    number: str
    words: str
    screens: list[str]
    rules: list[str]
    tests: list[str]


def rows() -> list[Row]:
    """The rows of every table of the page."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if re.match(r"\| [A-Z]\d", line)
    ]
    named = re.compile(r"`([^`]+)`")
    return [Row(number, words, *(named.findall(cell) for cell in rest)) for number, words, *rest in cells]


ROWS = rows()
every_row = pytest.mark.parametrize("row", ROWS, ids=[row.number for row in ROWS])


def sentences() -> list[str]:
    """The numbers that the page itself says the sources have."""
    (spans,) = re.findall(r"^Sentences: (.+)$", PAGE, re.M)
    return [
        f"{letter}{number}"
        for letter, last in re.findall(r"([A-Z])1-\1(\d+)", spans)
        for number in range(1, int(last) + 1)
    ]


@lru_cache
def names(path: Path) -> frozenset[str]:
    """What a Python file defines at its top."""
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


def addresses(application: Flask) -> set[str]:
    """The pages that can be opened, as the page of sources writes them: numbers without their converter."""
    return {re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"<\1>", rule.rule) for rule in application.url_map.iter_rules()}


def test_every_sentence_has_one_row() -> None:
    assert [row.number for row in ROWS] == sentences()


@every_row
def test_a_row_names_screens_that_open(row: Row, application: Flask) -> None:
    assert row.screens, row.number
    gone = set(row.screens) - addresses(application)
    assert not gone, f"{row.number}: no page has the address {sorted(gone)}"


@every_row
def test_a_row_names_rules_that_stand(row: Row) -> None:
    assert row.rules, row.number
    for rule in row.rules:
        path, _colons, name = rule.partition("::")
        assert (ROOT / "portal" / path).is_file(), f"{row.number}: portal/{path} is gone"
        assert name in names(ROOT / "portal" / path), f"{row.number}: portal/{path} has no {name}"


@every_row
def test_a_row_names_tests_that_are_collected(row: Row) -> None:
    assert row.tests, row.number
    for test in row.tests:
        path, _colons, name = test.partition("::")
        file = ROOT / "tests" / path
        assert file.is_file(), f"{row.number}: tests/{path} is gone"
        assert file.name.startswith("test_"), f"{row.number}: tests/{path} is not collected"
        assert name.startswith("test_"), f"{row.number}: {name} is not collected"
        assert name in names(file), f"{row.number}: tests/{path} has no {name}"


def test_every_row_that_lacks_something_says_what() -> None:
    for row in ROWS:
        assert "next issue" not in row.words or re.search(r"\*\(next issue: .+\)\*", row.words), row.number
