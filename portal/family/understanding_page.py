"""The family's page of what we understand: each area in plain words, and where people see the child differently."""

from __future__ import annotations

from portal.access import audit
from portal.access.permissions import action
from portal.cycles.assess.difference_queries import beside
from portal.cycles.assess.understanding_words import area_name, lines
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.family import queries
from portal.family.blueprint import bp
from portal.pupils.settings_of import hidden
from portal.web.page import Answer, page


@bp.route("/family/<int:pupil>/understanding")
@action("family.see")
def understanding(pupil: int) -> Answer:
    """What we understand now, area by area; differences only where the family may read every account."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    newest = Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()).first()
    rows = Rows(newest) if newest else None
    return page(
        "family/understanding.html",
        kid=kid,
        needs=[(row, area_name(row.area), lines(row.barriers)) for row in rows.understandings] if rows else [],
        differences=beside(rows.differences, rows.accounts, hidden(pupil)) if rows else [],
    )
