"""The words of a PDF in the order of its content, through the fonts' own tables of characters."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf


def words_of(data: bytes) -> str:
    """All text of all pages, spaces folded."""
    with pikepdf.open(io.BytesIO(data)) as document:
        told = " ".join(_page(page) for page in document.pages)
    return re.sub(r"\s+", " ", told)


def _page(page: Any) -> str:
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    said: list[str] = []
    font: dict[int, str] = {}
    for one in pikepdf.parse_content_stream(page):
        operands: list[Any] = list(one.operands)
        name = str(one.operator)
        if name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Td", "TD", "Tm", "T*", "ET"):
            said.append(" ")
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            said += [_text(piece, font) for piece in pieces if isinstance(piece, pikepdf.String)]
    return "".join(said)


def _text(piece: Any, font: dict[int, str]) -> str:
    raw = bytes(piece)
    return "".join(font.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))


def _characters(font: Any) -> dict[int, str]:
    """Glyph to text, from the font's ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii", "ignore")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for number in range(int(first, 16), int(last, 16) + 1):
                found[number] = chr(int(text, 16) + number - int(first, 16))
    return found
