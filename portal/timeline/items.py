"""Lines of a long timeline as one piece of HTML.

A page with 200 lines spends most of its time here. One string per line instead of eleven outputs of a template loop,
each escaped and passed through every template around it, halves that time; the words inside each line still come from
the template of its kind. Short lists use templates/timeline/_item.html, which draws the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from portal.timeline.lines import Line
from portal.timeline.reading import Reader, is_locked


def items(
    lines: Sequence[Line], places: Mapping[int, str], withheld: frozenset[int] = frozenset(), fresh: int = 0
) -> Markup:
    """List items for ``<ol class="ct-timeline">``; the line ``fresh`` is where a reader who asked for more goes on.

    Safe: titles, names and notes are escaped here, marks and words are HTML of our templates.
    """
    reader = Reader(places, withheld)
    corrections = {line.supersedes: line.id for line in lines if line.supersedes}
    tags = {key: str(escape(words)) for key, words in reader.says.audiences.items()}
    escaped: dict[str, str] = {}
    parts = []
    for line in lines:
        locked = is_locked(line)
        box, tone, end = ('<div class="withheld">', "locked", "</div>") if locked else ("", "quiet", "")
        by = reader.by(line)
        if by not in escaped:
            escaped[by] = str(escape(by))
        parts.append(
            f'<li id="entry-{line.id}"{_state(line, corrections, fresh)}>{reader.mark(line, locked=locked)}{box}'
            f'<h3><a href="/entries/{line.id}">{escape(line.title)}</a></h3>'
            f'<p class="ct-timeline__by"><time datetime="{line.occurred_on}">{reader.day(line)}</time> · {escaped[by]} '
            f'<span class="ct-tag ct-tag--{tone}">{tags[line.audience.partition(",")[0]]}</span>'
            f"{_corrected(reader, corrections.get(line.id))}</p>"
            f"{reader.words(line)}{_note(reader, line, locked=locked)}{end}</li>"
        )
    return Markup("".join(parts))  # noqa: S704


def _state(line: Line, corrections: Mapping[int, int], fresh: int) -> str:
    state = ' class="ct-corrected"' if line.id in corrections else ""
    return f"{state} data-changed" if line.id == fresh else state


def _corrected(reader: Reader, by: int | None) -> str:
    return f' <a href="#entry-{by}">{escape(reader.says.corrected)}</a>' if by else ""


def _note(reader: Reader, line: Line, *, locked: bool) -> str:
    note = reader.note(line, locked=locked)
    return f'<p class="ct-small ct-quiet">{escape(note)}</p>' if note else ""
