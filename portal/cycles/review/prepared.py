"""What the system prepares for a review from what was written down before: delivery, results of tests, costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from portal.assessments.progress import Series, progress
from portal.cycles.do.dose import Dose
from portal.cycles.help.queries import counts, dose_of
from portal.cycles.help.tried import fair, logged
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.library import costs
from portal.library.money import pounds
from portal.pupils.settings_of import Places

# More lines of results are read by nobody beside everything else that a review holds.
_TELLING = 5


class Given(NamedTuple):
    """One help as the judgement of impact sees it: its dose, and what that says of a fair try ("" where nothing)."""

    id: int
    name: str
    dose: Dose
    warning: str

    @property
    def counted(self) -> bool:
        """Whether sessions of it are planned, or were logged: what every adult does all day is not counted."""
        return bool(self.dose.planned or logged(self.dose))


def helped(cycle: Cycle) -> list[Provision]:
    """The help that the child had from the start of a sealed cycle's plan to its review. One statement."""
    if not (cycle.started_on and cycle.reviewed_on):
        return []
    had = (Provision.pupil == cycle.pupil_id) & (Provision.status != "planned")
    then = (Provision.starts_on <= cycle.reviewed_on) & (
        Provision.ended_on.is_null() | (Provision.ended_on >= cycle.started_on)
    )
    return list(Provision.select().where(had & then).order_by(Provision.kind, Provision.id))


def given(provisions: Iterable[Provision], delivered: Mapping[int, Dose]) -> list[Given]:
    """Each help with what was delivered of it; what was no fair try comes first. No statement."""
    found = [Given(row.id, row.name, delivered[row.id], warning(delivered[row.id])) for row in provisions]
    return sorted(found, key=lambda one: not one.warning)


def warning(dose: Dose) -> str:
    """What to mind before impact is judged; "" where help was tried fairly, or no number of sessions was planned.

    "Didn't work" is not "didn't happen": see help/tried.py for the rule.
    """
    if not dose.planned:
        return ""
    tried = fair(dose)
    if tried is False:
        return _("This was not given a fair try: less than half of what was planned took place.")
    if tried is None:
        if not logged(dose):
            return _("Nobody wrote down whether it took place. Ask before you judge it.")
        return _("Much of it was not written down. Ask before you judge it.")
    return ""


def results(cycle: Cycle, known: Places) -> list[Series]:
    """The most telling results of tests since Do began, each within one instrument. At most two statements."""
    return progress(cycle.pupil_id, places=known, since=cycle.started_on or cycle.opened_on, most=_TELLING)


def cost(provisions: Iterable[Provision]) -> str:
    """What the help of the plan costs for this child, in words for staff who may see money; "" where nothing is known."""
    doses = [dose_of(row) for row in provisions if counts(row.kind, row.minutes, row.materials_pence)]
    whole = costs.total(doses)
    if not whole.costed:
        return ""
    return _(
        "The extra help costs about %(pounds)s for the whole plan, and %(hours)s hours of adults each week "
        "(%(costed)s of %(kinds)s kinds of help have a cost).",
        pounds=pounds(whole.pence), hours=whole.hours, costed=whole.costed, kinds=whole.kinds,
    )  # fmt: skip
