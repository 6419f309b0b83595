"""Children logged together, and what was said of each. No database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.cycles.do.dose import CAUSES
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_measure import Measured
from portal.cycles.plan.models import Provision

JOINED: dict[int, LazyString] = {
    1: _l("not yet"), 2: _l("a little"), 3: _l("partly"), 4: _l("mostly"), 5: _l("fully"),
}  # fmt: skip
"""How a child joined in, from 1 to 5."""

NOTHING_COUNTED = Measured("")


class Child(NamedTuple):
    """A child's place in a group: the provision with its `.pupil`, what its target counts (None: nothing), whom its
    teacher is called ("": nobody named), and whether the reader covers the child today."""

    row: Provision
    measured: Measured | None = None
    teacher: str = ""
    covered: bool = False

    @property
    def forename(self) -> str:
        """What the child is called."""
        pupil = self.row.pupil
        return str(pupil.preferred_forename or pupil.forename)


class Group(NamedTuple):
    """Children logged together. `id`: the provision of its first child.

    `logged`: by provision, what was logged of the day. `given` of `planned` sessions: of the first child, so far.
    `runner`: the account of who gives it by the plan, `who`: their name. `mine`: the reader gives it, or covers it.
    """

    id: int
    title: str
    when: str
    place: str
    runner: int | None
    who: str
    mine: bool
    children: Sequence[Child]
    logged: dict[int, Delivery]
    given: int
    planned: int | None
    # Whether the week says that it takes place on the day: always, where it has no times; and at what time, "" unknown.
    today: bool = True
    at: str = ""
    # Who gave it instead of the person of the plan, by name; "" as planned, or not logged yet.
    instead: str = ""

    @property
    def rows(self) -> list[Provision]:
        """A provision for each child."""
        return [child.row for child in self.children]

    @property
    def done(self) -> bool:
        """Whether every child of the group is logged for the day."""
        return all(child.row.id in self.logged for child in self.children)

    @property
    def seen(self) -> str:
        """On what a form is opened: "12.1,13.0", each provision with the version of its row of the day (0: none)."""
        return ",".join(f"{row.id}.{self.logged[row.id].version if row.id in self.logged else 0}" for row in self.rows)

    def said(self, child: Child) -> str:
        """What stands for one child: "as planned", "absent" …; "as planned" too before anything is logged."""
        row = self.logged.get(child.row.id)
        if row is None:
            return _("as planned")
        parts = [str(CAUSES.get(row.cause, row.cause)) if row.cause else _("as planned")]
        if row.measure:
            parts.append((child.measured or NOTHING_COUNTED).said(row.measure))
        if row.engagement:
            parts.append(_("joined in %(mark)s: %(words)s", mark=row.engagement, words=JOINED[row.engagement]))
        return " · ".join(parts)


def versions(seen: str) -> dict[int, int] | None:
    """`Group.seen` read back: version by provision; None for what is none of ours (then nothing is compared)."""
    found = {}
    for part in seen.split(","):
        provision, _dot, version = part.partition(".")
        if not (provision.isascii() and provision.isdigit() and version.isascii() and version.isdigit()):
            return None
        found[int(provision)] = int(version)
    return found
