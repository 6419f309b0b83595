"""How long it took from the first notice to support in place: said of a child who is new to the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.thread.plan_queries import Help
from portal.thread.queries import Head, Turn
from portal.web.page import day


def fact(head: Head, turns: Sequence[Turn], helps: Sequence[Help], today: date) -> tuple[str, str, str, bool] | None:
    """A row of the identity bar, or None where nothing was noticed first, or a cycle has ended since.

    Support is in place on the first day of help that began, or of Do; as `noticing.queries.way_to_support` has it.
    """
    noticed = date.fromisoformat(head.noticed) if isinstance(head.noticed, str) else head.noticed
    if noticed is None or head.code is None or any(turn.closed_on for turn in turns):
        return None
    began = [row.starts_on for row in helps if row.status != "planned" and row.starts_on >= noticed]
    began += [turn.started_on for turn in turns if turn.started_on and turn.started_on >= noticed]
    weeks = (min(began, default=today) - noticed).days // 7
    if not began:
        said = ngettext("no support in place after %(num)d week", "no support in place after %(num)d weeks", weeks)
    elif weeks:
        said = ngettext("support in place after %(num)d week", "support in place after %(num)d weeks", weeks)
    else:
        said = _("support in place within the week")
    return _("First noticed"), day(noticed), said, True
