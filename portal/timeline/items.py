"""Lines of a long timeline as one piece of HTML.

A page with 200 lines spends most of its time here. One string per line instead of eleven outputs of a template loop,
each escaped and passed through every template around it, halves that time; the words inside each line still come from
the template of its kind. Short lists use templates/timeline/_item.html, which draws the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from portal.timeline.reading import Shown


def items(lines: Iterable[Shown], fresh: int = 0) -> Markup:
    """List items for ``<ol class="ct-timeline">``; the line ``fresh`` is where a reader who asked for more goes on.

    Safe: titles, names and notes are escaped here, marks and words are HTML of our templates.
    """
    escaped: dict[str, str] = {}
    parts = []
    for line in lines:
        by = escaped.get(line.by)
        if by is None:
            by = escaped[line.by] = str(escape(line.by))
        box, end = ('<div class="withheld">', "</div>") if line.tone == "locked" else ("", "")
        parts.append(
            f'<li id="entry-{line.id}"{_state(line, fresh)}>{line.mark}{box}'
            f'<h3><a href="/entries/{line.id}">{escape(line.title)}</a></h3>'
            f'<p class="ct-timeline__by"><time datetime="{line.iso}">{line.day}</time> · {by} '
            f'<span class="ct-tag ct-tag--{line.tone}">{escape(line.audience)}</span>{_corrected(line)}</p>'
            f"{line.words}{_note(line)}{end}</li>"
        )
    return Markup("".join(parts))  # noqa: S704


def _state(line: Shown, fresh: int) -> str:
    state = ' class="ct-corrected"' if line.corrected_by else ""
    return f"{state} data-changed" if line.id == fresh else state


def _corrected(line: Shown) -> str:
    return f' <a href="#entry-{line.corrected_by}">{escape(line.corrected)}</a>' if line.corrected_by else ""


def _note(line: Shown) -> str:
    return f'<p class="ct-small ct-quiet">{escape(line.note)}</p>' if line.note else ""
