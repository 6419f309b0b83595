"""Every kind that an action tells of has a sentence and a page that exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.notices.kinds import KINDS, Kind, Page

PORTAL = Path(__file__).resolve().parent.parent.parent / "portal"
# Where the kind stands among the arguments of what makes a Telling (outbox.py, recipients.py).
_PLACE = {"Telling": 1, "family": 1, "sencos": 1, "sencos_apart": 1, "teachers": 2, "named": 2, "where_they_are": 2}


def told() -> Iterator[tuple[str, str]]:
    """Each kind that is written in the code, with its file."""
    for path in sorted(PORTAL.rglob("*.py")):
        if path.parent.name == "notices":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            maker = name if name == "Telling" else name.removeprefix("recipients.") if "recipients." in name else ""
            given = node.args[_PLACE[maker]] if maker in _PLACE and len(node.args) > _PLACE[maker] else None
            for one in ast.walk(given) if given is not None else ():
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value, str(path.relative_to(PORTAL))


def test_every_kind_that_an_action_tells_of_has_its_sentence() -> None:
    for kind, path in told():
        assert kind in KINDS, (
            f"portal/{path} tells of {kind!r}: give it a sentence and a page in portal/notices/kinds.py"
        )


def pages(kind: Kind) -> list[Page]:
    """The pages of a kind."""
    return [page for page in (kind.page, kind.family_page) if page is not None]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_leads_to_a_page(name: str, application: Flask) -> None:
    for page in pages(KINDS[name]):
        rules = [rule for rule in application.url_map.iter_rules() if rule.endpoint == page.endpoint]
        assert rules, f"{name} leads to {page.endpoint}, which is not there"
        assert rules[0].arguments == {page.argument} - {""}, f"{name}: {page.endpoint} takes {rules[0].arguments}"


@pytest.mark.parametrize("name", KINDS)
def test_a_sentence_names_the_child_and_nobody_else(name: str, application: Flask) -> None:
    kind = KINDS[name]
    with application.test_request_context():
        for words in (kind.words, kind.family_words):
            if words is not None:
                assert set(re.findall(r"%\((\w+)\)s", str(words))) <= {"child"}
                assert (words is kind.words) or kind.family_page is not None
