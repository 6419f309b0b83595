"""The family's page of other services that were asked: where each stands, in plain words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from portal.access import audit
from portal.access.permissions import action
from portal.cycles.review.models import Referral
from portal.cycles.review.referral_queries import of_child
from portal.cycles.review.referral_states import FAMILY, since
from portal.family import queries
from portal.family.blueprint import bp
from portal.web.page import Answer, page


class Told(NamedTuple):
    """One service as the family reads it: where it stands, since when, what was said; ended ones come last."""

    service: str
    stands: str
    since: date
    said: str
    why: str
    ended: bool


@bp.route("/family/<int:pupil>/referrals")
@action("family.see")
def referrals(pupil: int) -> Answer:
    """Other services that were asked for help."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    return page("family/referrals.html", kid=kid, services=[told(row) for row in of_child(pupil)])


def told(row: Referral) -> Told:
    """A referral in plain words."""
    answered = row.answer if row.state in ("accepted", "waiting", "declined") else ""
    said = row.came_of_it if row.ended_on and row.came_of_it else answered
    return Told(row.service, str(FAMILY[row.state]), since(row), said, row.why, row.ended_on is not None)
