"""The one message that somebody gets: how many things wait, and where. No child, no setting, no words."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from markupsafe import escape


class Letter(NamedTuple):
    """A message ready to be sent. `id` is the same at every try, so that a mailbox can tell a repeat."""

    to: str
    subject: str
    text: str
    html: str
    id: str


class Sender(NamedTuple):
    """Whom a letter is from, and where the portal is. `portal`: its address without a slash at the end."""

    name: str
    portal: str


def letter(to: str, count: int, of: Sender, number: int, language: str = "en") -> Letter:
    """What somebody with `count` new notices is written. `number`: the first message's, for the letter's id."""
    with force_locale(language or "en"):
        head = ngettext(
            "1 new thing waits for you in Clear Thread", "%(num)d new things wait for you in Clear Thread", count
        )
        paragraphs = [
            _("Hello,"),
            f"{head}.",
            _("Sign in to read: %(address)s", address=f"{of.portal}/notices"),
            _("This message holds nothing about any child. Please do not answer it: nobody reads the answers."),
            _("You do not want these messages? Sign in and say so here: %(address)s", address=f"{of.portal}/account"),
            _("Clear Thread is run by %(authority)s.", authority=of.name),
        ]
    text = "\n\n".join(paragraphs) + "\n"
    body = "".join(f"<p>{_linked(line, of.portal)}</p>\n" for line in paragraphs)
    html = f'<!doctype html>\n<html lang="{escape(language or "en")}"><head><meta charset="utf-8"><title>{escape(head)}</title></head>\n<body>\n{body}</body></html>\n'
    host = of.portal.partition("//")[2].partition("/")[0].partition(":")[0] or "localhost"
    return Letter(to, head, text, html, f"<notices-{number}@{host}>")


def _linked(line: str, portal: str) -> str:
    """A paragraph as HTML, its address a link."""
    words, found, path = line.partition(f"{portal}/")
    if not found:
        return str(escape(line))
    address = escape(f"{portal}/{path}")
    return f'{escape(words)}<a href="{address}">{address}</a>'
