"""Types of need in a row of a CSV: one column or several, one need or a list in a cell."""

import re
from typing import Protocol

from flask_babel import gettext as _

from portal.exchange.incoming import Need
from portal.pupils import census_codes


class Cells(Protocol):
    """What this module needs of a row."""

    def text(self, field: str) -> str: ...

    def note(self, code: str, sentence: str) -> None: ...


def needs_of(reader: Cells) -> tuple[Need, ...]:
    """The needs of one row. `rank` is 0 where the row gives none, to be numbered later.

    Columns for the first, second and third need carry their rank; a single column may have a rank
    column beside it, or hold a list (`SLCN; ASD`).
    """
    rank = reader.text("need_rank")
    given = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 3 else 0
    written = [(given, part) for part in _parts(reader.text("need"))]
    for number in (1, 2, 3):
        written += [(number, part) for part in _parts(reader.text(f"need{number}"))]
    needs: dict[str, Need] = {}
    for place, text in written:
        code = census_codes.need(text).code
        if code:
            needs.setdefault(code, Need(code, place))
        else:
            sentence = _("“%(text)s” is not a type of need we know, so it was left out.", text=text[:60])
            reader.note("need", sentence)
    return tuple(needs.values())


def _parts(text: str) -> list[str]:
    """A cell as a list: the whole when it is one need (labels hold commas), else split."""
    if not text or text.strip() in ("-", "–"):
        return []
    if census_codes.need(text).code:
        return [text]
    parts = [part.strip() for part in re.split(r"[;/|\n]", text) if part.strip()]
    if len(parts) == 1 and "," in text:
        split = [part.strip() for part in text.split(",") if part.strip()]
        if any(census_codes.need(part).code for part in split):
            return split
    return parts
