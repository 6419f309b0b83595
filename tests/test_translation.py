"""Every sentence that people see goes through gettext, so that a translator can reach it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted(
    path for path in (ROOT / "portal").rglob("*.py") if path.name in {"forms.py", "views.py", "actions.py"}
)

SEEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
SEEN_PARAMETERS = {
    "text",
    "html",
    "titleText",
    "label",
    "hint",
    "legend",
    "visuallyHiddenText",
    "ariaLabel",
    "title",
    "caption",
}
NAMES = {"Clear Thread", "Clear", "Thread"}
"""Written the same in every language."""

_WORD = re.compile(r"[^\W\d_]{2,}")
# Blocks of base.html and paper.html take the class of the whole page: not a word for readers.
_CLASS = re.compile(r"\b(?:ct|govuk)-[\w-]+")


def is_sentence(text: str) -> bool:
    text = _CLASS.sub("", text)
    return bool(_WORD.search(text)) and text.strip() not in NAMES


class VisibleText(HTMLParser):
    """Collects what a reader sees or hears of HTML: text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        self.found += [
            f'{name}="{value}"' for name, value in attrs if name in SEEN_ATTRIBUTES and is_sentence(value or "")
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent and is_sentence(data):
            self.found.append(" ".join(data.split()))


def bare_html(tree: nodes.Template) -> list[str]:
    """Sentences of the template's own HTML, outside every expression and `trans` block."""
    reader = VisibleText()
    # The name of a class, not a word for readers.
    classes = [block for block in tree.find_all(nodes.Block) if block.name in ("body_class", "sheet_class")]
    unseen = {id(output) for block in classes for output in block.find_all(nodes.Output)}
    for output in tree.find_all(nodes.Output):
        if id(output) in unseen:
            continue
        for piece in output.nodes:
            # What an expression prints stands in for its place, so that attributes keep their quotes.
            reader.feed(piece.data if isinstance(piece, nodes.TemplateData) else "0")
    reader.close()
    return reader.found


def bare_parameters(tree: nodes.Template) -> Iterator[str]:
    """Sentences handed to a macro or component as a plain string."""
    for pair in tree.find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const) and pair.key.value in SEEN_PARAMETERS:
            yield from plain(pair.value)
    for keyword in tree.find_all(nodes.Keyword):
        if keyword.key in SEEN_PARAMETERS:
            yield from plain(keyword.value)


def plain(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and is_sentence(node.value):
        yield node.value


def bare_sentences(source: str) -> list[str]:
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(source)
    return [*bare_html(tree), *bare_parameters(tree)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_sentence_of_a_template_misses_gettext(path: Path) -> None:
    found = bare_sentences(path.read_text())
    assert not found, (
        f"Put these into {{% trans %}}…{{% endtrans %}} or _('…'), so that they can be translated: {found}"
    )


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<img src='{{ x }}' alt='A picture'>",
        "{{ button({'text': 'Save'}) }}",
        "{% call part(title='Plan') %}{% endcall %}",
        "<p>{{ n }} children</p>",
    ],
)
def test_the_check_itself_finds_a_bare_sentence(source: str) -> None:
    assert bare_sentences(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% trans %}Hello{% endtrans %}</p>",
        "{{ button({'text': _('Save')}) }}",
        "<a href='{{ x }}' class='b'>{{ y }}</a> · 3",
    ],
)
def test_the_check_itself_accepts_a_translated_one(source: str) -> None:
    assert not bare_sentences(source)


def bare_strings(tree: ast.AST) -> Iterator[str]:
    """Sentences in Python that people would see: labels of form fields, validators' messages, flashed words."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        shown = (
            [k.value for k in node.keywords if k.arg in {"label", "description", "message", "hint"}]
            if name[:1].isupper()
            else []
        )
        if name.endswith("Field") or name == "flash":
            shown += node.args[:1]
        for value in shown:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and is_sentence(value.value):
                yield f"line {value.lineno}: {value.value!r}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_label_or_message_of_a_form_misses_gettext(path: Path) -> None:
    found = list(bare_strings(ast.parse(path.read_text())))
    assert not found, f"{path.relative_to(ROOT)}: use lazy_gettext in forms and gettext in views: {found}"
