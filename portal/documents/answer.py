"""Answers a paper: on screen with its bar of links, as a tagged PDF, or as the page that is kept.

A paper is one whole page of HTML, the same for all three: the style sheet and the bar of links are put in when it is shown,
so that a kept paper outlives both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, current_app, render_template
from flask_babel import get_locale

from portal.documents.pdf import Unavailable, pdf
from portal.web.assets import asset
from portal.web.page import Answer, page

_SHEET = "<!--style sheet-->"
_BAR = "<!--bar-->"

Links = Sequence[tuple[str, str]]
"""What the bar above a paper offers on screen: words and addresses."""


def html(template: str, *, large: bool = False, **context: Any) -> str:
    """The whole page of a paper, without a style sheet: what is kept, and what `pdf` takes. It extends documents/paper.html.

    `large`: set in 18 points or more. Needs no request: a paper that an action keeps is made by commands and tests too,
    so its template has neither `shell` nor addresses.
    """
    locale = get_locale()
    return current_app.jinja_env.get_template(template).render(
        lang=str(locale).replace("_", "-") if locale else "en-GB",
        dir="rtl" if locale and locale.text_direction == "rtl" else "ltr",
        authority=current_app.config["AUTHORITY_NAME"],
        large=large,
        **context,
    )


def on_screen(made: str, links: Links = ()) -> Response:
    """A paper that `html` made, as a page: styled, with a bar of links that is not printed."""
    icon = f'<link rel="icon" href="{asset("mark.svg")}" type="image/svg+xml">'
    sheet = icon + "".join(
        f'<link rel="stylesheet" href="{asset(name)}">' for name in ("paper.css", "paper_screen.css")
    )
    bar = render_template("documents/_bar.html", links=links)
    return Response(made.replace(_SHEET, sheet, 1).replace(_BAR, bar, 1))


def as_pdf(made: str, name: str) -> Answer:
    """A paper that `html` made, as a PDF. `name`: the file's, without ending; it names no child, for files lie about.

    503 with a page that offers the printer instead, where this machine cannot set type.
    """
    try:
        content = pdf(made)
    except Unavailable:
        return page("documents/no_pdf.html", status=503)
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def paper(
    template: str, *, name: str, pdf_wanted: bool, large: bool = False, links: Links = (), **context: Any
) -> Answer:
    """A paper made now, on screen or as a PDF."""
    made = html(template, large=large, **context)
    return as_pdf(made, name) if pdf_wanted else on_screen(made, links)
