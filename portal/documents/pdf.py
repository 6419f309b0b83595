"""A finished page of HTML as a tagged PDF (PDF/UA-1, ISO 14289-1): headings, lists, tables, language, bookmarks, alt texts."""

from __future__ import annotations

import logging
from typing import Any


class NotReadable(RuntimeError):
    """The paper would not be readable with assistive technology: a picture without alt text, an unknown style."""


class Unavailable(RuntimeError):
    """Pango, which sets the type, is not installed on this machine: see README, "What it needs"."""


class _Complaints(logging.Handler):
    """WeasyPrint only logs what is missing; for us that is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def pdf(html: str) -> bytes:
    """The PDF of a whole page, language and title from its head. Raises NotReadable, Unavailable. The first call takes seconds.

    Nothing is fetched: styles and pictures stand in the page.
    """
    weasyprint = _weasyprint()
    log, complaints = logging.getLogger("weasyprint"), _Complaints()
    log.addHandler(complaints)
    try:
        made: bytes = weasyprint.HTML(string=html, url_fetcher=_nothing_from_outside).write_pdf(pdf_variant="pdf/ua-1")
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


def _nothing_from_outside(url: str, *_more: Any, **_options: Any) -> Any:
    raise NotReadable(f"The paper asks for {url[:80]}: put it into the page.")
