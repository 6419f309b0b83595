"""A PDF as assistive technology finds it: its tags in order, headings, language, title, bookmarks, words for pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf


class Read(NamedTuple):
    """What the structure of a PDF says. `tags`: in reading order, as (name, its words for a picture)."""

    language: str
    title: str
    shows_title: bool
    marked: bool
    declared: str
    tags: list[tuple[str, str]]
    bookmarks: list[str]
    pages: int

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in order."""
        return [int(name[1]) for name, _alt in self.tags if len(name) == 2 and name[0] == "H" and name[1].isdigit()]

    def of(self, name: str) -> int:
        """How many tags of a name there are."""
        return sum(1 for found, _alt in self.tags if found == name)

    def complaints(self) -> list[str]:
        """What a reader with assistive technology would miss; empty when all is well (ISO 14289-1)."""
        found = []
        if not self.language.startswith("en"):
            found.append(f"language {self.language!r}")
        if not (self.title and self.shows_title):
            found.append("title missing or not shown")
        if not self.marked or self.declared != "1":
            found.append("not marked as PDF/UA-1")
        if not self.headings or self.headings[0] != 1 or self.headings.count(1) != 1:
            found.append(f"headings {self.headings}")
        if any(later > earlier + 1 for earlier, later in zip(self.headings, self.headings[1:], strict=False)):
            found.append(f"a level is skipped: {self.headings}")
        if any(name == "Figure" and not alt for name, alt in self.tags):
            found.append("a picture without words")
        if self.of("Table") and not self.of("TH"):
            found.append("a table without header cells")
        if len(self.bookmarks) < len(self.headings):
            found.append(f"{len(self.bookmarks)} bookmarks for {len(self.headings)} headings")
        return found


def read(data: bytes) -> Read:
    """The structure of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        root = document.Root
        with document.open_metadata() as about:
            declared, title = str(about.get("pdfuaid:part", "")), str(about.get("dc:title", ""))
        with document.open_outline() as outline:
            bookmarks = [item.title for item in _flat(outline.root)]
        return Read(
            language=str(root.get("/Lang", "")),
            title=title,
            shows_title=bool(root.ViewerPreferences.DisplayDocTitle),
            marked=bool(root.MarkInfo.Marked),
            declared=declared,
            tags=list(_tags(root.StructTreeRoot)),
            bookmarks=bookmarks,
            pages=len(document.pages),
        )


def _flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    """Depth first: the order in which the parts are read."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).removeprefix("/"), str(kid.get("/Alt", ""))
            yield from _tags(kid)
