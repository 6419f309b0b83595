"""A finished paper as a tagged PDF (PDF/UA-1, ISO 14289-1): headings, lists, tables, language, bookmarks, alt texts."""

from __future__ import annotations

import logging
from functools import cache
from threading import get_ident
from typing import Any

from portal.web.assets import BUILD, manifest

_NO_LETTER = ".notdef glyph"


class NotReadable(RuntimeError):
    """The paper would not be readable with assistive technology: a picture without alt text, an unknown style."""


class Unavailable(RuntimeError):
    """Pango, which sets the type, is not installed on this machine: see README, "Papers as PDF"."""


class _Complaints(logging.Handler):
    """WeasyPrint only logs what is missing; for us that is a fault. A letter that no font has is none: people type what they like."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        # Another thread's paper has its own.
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.thread == self._thread and not said.startswith(_NO_LETTER):
            self.heard.append(said)


def pdf(html: str) -> bytes:
    """The PDF of a whole page that `answer.html` made; language and title are its own. The first call takes seconds.

    Nothing is fetched, whatever stands in the page: the style sheet is ours, pictures are drawn in the page. Raises
    NotReadable, Unavailable.
    """
    weasyprint = _weasyprint()
    log, complaints = logging.getLogger("weasyprint"), _Complaints()
    log.addHandler(complaints)
    try:
        page = weasyprint.HTML(string=html, url_fetcher=_nothing_from_outside)
        made: bytes = page.write_pdf(stylesheets=[_style_sheet()], pdf_variant="pdf/ua-1")
    finally:
        log.removeHandler(complaints)
    if complaints.heard:
        raise NotReadable("; ".join(complaints.heard))
    return made


def _weasyprint() -> Any:
    # Loaded late: it takes seconds, and most processes never make a PDF.
    try:
        import weasyprint
    except OSError as missing:
        raise Unavailable(str(missing)) from missing
    return weasyprint


@cache
def _style_sheet() -> Any:
    return _weasyprint().CSS(string=(BUILD / manifest()["paper.css"]).read_text(), url_fetcher=_nothing_from_outside)


def _nothing_from_outside(url: str, *_more: Any, **_options: Any) -> Any:
    raise NotReadable(f"The paper asks for {url[:80]}: put it into the page.")
