"""Who is asked to a review, who could be, and whose view has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from flask_babel import gettext as _

from portal.cycles.circulation.queries import fold
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import key_of
from portal.cycles.plan.meeting_queries import Offer, aside, offers
from portal.cycles.plan.models import Attendee, Circulation


def attendees(cycle: Cycle) -> list[Attendee]:
    """Who is asked to the review of a cycle, in the order asked. One statement."""
    return list(
        Attendee.select()
        .where((Attendee.cycle == cycle.id) & (Attendee.stage == "review") & Attendee.taken_off_on.is_null())
        .order_by(Attendee.id)
    )


def offered(cycle: Cycle, asked: Sequence[Attendee]) -> list[Offer]:
    """Everybody whom the plan concerns, to be asked without typing: also those who had it on paper, by name."""
    found = offers(cycle, asked)
    known = {one.key for one in found} | {key_of(None, one.guest.name) for one in found}
    paper = [Receiver(name, role) for name, role in _on_paper(cycle) if key_of(None, name) not in known]
    if not asked and not paper and all(one.guest.why != _("family") for one in found):
        # Somebody must ask them: a review without the family is none.
        paper = [Receiver(_("Family of %(name)s", name=cycle.pupil.name), _("family"))]
    return [*found[:1], *(Offer(key_of(None, one.name), one, False) for one in paper), *found[1:]]


def proposed(cycle: Cycle, asked: Sequence[Attendee]) -> list[Receiver]:
    """Whom a review asks unless somebody says otherwise: who is asked already, else everybody around the child."""
    return [one.guest for one in offered(cycle, asked) if one.asked or not (asked or aside(one.guest))]


def _on_paper(cycle: Cycle) -> list[tuple[str, str]]:
    """Who had this plan without an account. One statement."""
    rows = (
        Circulation.select(Circulation.name, Circulation.role)
        .where((Circulation.cycle == cycle.id) & Circulation.person.is_null())
        .order_by(Circulation.id)
        .tuples()
    )
    return list({fold(name): (name, role) for name, role in rows}.values())


class _Given(Protocol):
    @property
    def whose(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def by_id(self) -> int | None: ...


class Expected(NamedTuple):
    """Somebody of whom a view is awaited: their account or their name."""

    person: int | None
    name: str
    role: str


def heard(asked: Expected, views: Iterable[_Given]) -> bool:
    """Whether somebody's view of the review has come: their own, or told by somebody who wrote whose words they are."""
    mine = fold(asked.name)
    for view in views:
        theirs = fold(view.name)
        if theirs and (theirs.startswith(mine) or mine.startswith(theirs.split(",")[0])):
            return True
        # What somebody wrote down for another is the other's view.
        if not theirs and asked.person is not None and view.by_id == asked.person and view.whose != "child":
            return True
        if view.whose == "child" and asked.role in (_("the child"), "child", _("young person")):
            return True
    return False
