"""Words of a plan that several pages say."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.web.page import short_day


def step_words(code: str) -> str:
    """What has to be done next for an annual review."""
    return {
        "arrange": _("Arrange the annual review"),
        "papers": _("Send the papers for the annual review to everybody who is asked"),
        "meet": _("Hold the annual review meeting"),
        "report": _("Send the report of the annual review to the authority"),
        "decide": _("The authority decides after the annual review"),
    }[code]


def due_words(by: date, today: date) -> tuple[str, str]:
    """ "by 12 Jan 2027", or how late it is, with the tone of its tag."""
    if by < today:
        return ngettext("1 day late", "%(num)d days late", (today - by).days), "bad"
    return _("by %(day)s", day=short_day(by)), "warn" if (by - today).days <= 28 else ""


def annual_tag(due: date, today: date) -> tuple[str, str]:
    """The annual review of a plan as a tag: when, or how late."""
    if due < today:
        return _("Annual review late"), "bad"
    return _("Annual review by %(day)s", day=short_day(due)), "warn" if (due - today).days <= 56 else "quiet"


def said_words(key: str) -> str:
    """What an annual review said of one part, in words."""
    return {
        "right": _("still right"), "reached": _("reached"), "change": _("should change"),
        "not_given": _("not given as the plan says"),
    }.get(key, "")  # fmt: skip


def decided_words(key: str) -> str:
    """What the authority decided after an annual review."""
    return {
        "keep": _("keeps the plan as it is"),
        "amend": _("changes the plan"),
        "cease": _("proposes to end the plan"),
    }[key]
