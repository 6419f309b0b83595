"""The thread picture and its table as HTML, kept for as long as the facts they show stay the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import get_locale
from markupsafe import Markup

from portal.timeline.thread_facts import Thread
from portal.timeline.thread_view import thread_view


def picture(child: str, thread: Thread) -> Markup:
    """Both drawings, the key and the table, in the reader's language; ``child`` is the name used in the title.

    Kept by the facts themselves, which hold only what this reader may see: whoever gets the same HTML may see the same.
    """
    locale = get_locale()
    return _picture(child, thread, str(locale), rtl=bool(locale and locale.text_direction == "rtl"))


@lru_cache(maxsize=128)
def _picture(child: str, thread: Thread, _locale: str, *, rtl: bool) -> Markup:
    module: Any = current_app.jinja_env.get_template("timeline/thread.html").module
    drawn: Markup = module.thread(thread_view(child, thread, rtl=rtl))
    return drawn
