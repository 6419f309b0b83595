"""Answers: a page or its part, a form sent back, a redirect after saving."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import format_date as format_moment
from flask_babel import get_locale
from markupsafe import Markup, escape

from portal import clock
from portal.web.days import clock_words, time_of_day

# What a view gives back: a page with its status, or a redirect.
Answer = str | tuple[str, int] | Response


def page(template: str, *, part: str = "", target: str = "", status: int = 200, **context: Any) -> tuple[str, int]:
    """Render a page; to HTMX asking for `target` (an element's id), only its `part` template.

    The page includes the same part, so both come from one file.
    """
    wanted = part and request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == target
    return render_template(part if wanted else template, **context), status


def invalid(template: str, *, part: str = "", target: str = "", **context: Any) -> tuple[str, int]:
    """The same page or part with the form's errors: 422, and what was typed is kept."""
    return page(template, part=part, target=target, status=422, **context)


def done(endpoint: str, message: str = "", **values: Any) -> Response:
    """After a POST that was saved: say so, and 303 to the page that shows it."""
    if message:
        flash(message, "success")
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[return-value]


def day(value: date | None, *, weekday: bool = False, year: bool = True) -> str:
    """3 March 2026; with weekday Tuesday 3 March 2026; without year 3 March."""
    if value is None:
        return ""
    pattern = ("EEEE " if weekday else "") + "d MMMM" + (" y" if year else "")
    return _formatted(value, pattern)


def short_day(value: date | None) -> str:
    """3 Mar 2026, for lists and tables."""
    return "" if value is None else _formatted(value, "d MMM y")


def _formatted(value: date, pattern: str) -> str:
    locale = get_locale()
    if locale is None or isinstance(value, datetime):
        # A moment has its day where the reader is.
        return str(format_moment(value, pattern))
    return _in_words(value, pattern, locale)


@lru_cache(maxsize=8192)
def _in_words(value: date, pattern: str, locale: Locale) -> str:
    """A page names the same days again and again, and so do all pages of a year."""
    return format_date(value, pattern, locale=locale)


def moment(value: datetime | None) -> str:
    """3 March 2026, 9:15am, in England."""
    if value is None:
        return ""
    there = clock.local(value)
    return f"{day(there.date())}, {time_of_day(there.hour, there.minute)}"


def paragraphs(text: str) -> Markup:
    """Typed text with its line breaks, as escaped paragraphs."""
    # Escaped first and joined as plain text: `Markup.format` costs ten times as much, and a timeline has hundreds.
    safe = str(escape(text.replace("\r\n", "\n").strip()))
    if "\n" not in safe:
        return Markup(f"<p>{safe}</p>") if safe else Markup()  # noqa: S704 - escaped above
    blocks = (block.strip() for block in safe.split("\n\n"))
    return Markup("".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks if block))  # noqa: S704 - escaped above


FILTERS = {"day": day, "short_day": short_day, "moment": moment, "clock": clock_words, "paragraphs": paragraphs}
