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
    heads: dict[tuple[object, ...], tuple[str, str, str, str]] = {}
    parts = []
    for line in lines:
        key = (line.author, line.role, line.words_of, line.setting, line.audience, line.stage, line.kind)
        head = heads.get(key)
        if head is None:
            head = heads[key] = _head(reader, line)
        before, by, tag, after = head
        parts.append(
            f'<li id="entry-{line.id}"{_state(line, corrections, fresh)}>{before}'
            f'<h3><a href="/entries/{line.id}">{escape(line.title)}</a></h3>'
            f'<p class="ct-timeline__by"><time datetime="{line.occurred_on}">{reader.day(line)}</time> · {by} {tag}'
            f"{_corrected(reader, corrections.get(line.id))}</p>"
            f"{reader.words(line)}{_note(reader, line) if after or line.look_again_on else ''}{after}</li>"
        )
    return Markup("".join(parts))  # noqa: S704


def _head(reader: Reader, line: Line) -> tuple[str, str, str, str]:
    """What repeats from line to line: mark and box before, writer, who can see it, the end of the box."""
    locked = is_locked(line)
    tone = "locked" if locked else "quiet"
    audience = escape(reader.says.audiences[line.audience.partition(",")[0]])
    before = str(reader.mark(line, locked=locked)) + ('<div class="withheld">' if locked else "")
    return (
        before,
        str(escape(reader.by(line))),
        f'<span class="ct-tag ct-tag--{tone}">{audience}</span>',
        "</div>" if locked else "",
    )


def _state(line: Line, corrections: Mapping[int, int], fresh: int) -> str:
    state = ' class="ct-corrected"' if line.id in corrections else ""
    return f"{state} data-changed" if line.id == fresh else state


def _corrected(reader: Reader, by: int | None) -> str:
    return f' <a href="#entry-{by}">{escape(reader.says.corrected)}</a>' if by else ""


def _note(reader: Reader, line: Line) -> str:
    note = reader.note(line, locked=is_locked(line))
    return f'<p class="ct-small ct-quiet">{escape(note)}</p>' if note else ""
