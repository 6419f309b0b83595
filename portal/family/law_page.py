"""The family's page of an education, health and care plan, in plain words."""

from __future__ import annotations

from flask import url_for

from portal import clock as today_is
from portal.access import audit
from portal.access.permissions import action
from portal.ehcp import clock
from portal.ehcp import queries as law
from portal.ehcp.in_place import in_place
from portal.ehcp.standing import has_plan
from portal.family import queries
from portal.family.blueprint import bp
from portal.organisation.rules import rules
from portal.pupils.settings_of import labels
from portal.web.page import Answer, page


def address(pupil: int) -> str:
    """Where the family reads of the plan; "" for a child whom no register says to have one. One statement."""
    return url_for("family.plan_in_law", pupil=pupil) if has_plan(pupil) else ""


@bp.route("/family/<int:pupil>/ehc-plan")
@action("family.see")
def plan_in_law(pupil: int) -> Answer:
    """What the plan wants and names, whether that help is there, when it is looked at again, and what was asked."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    plan, placed, asked = law.plan_of(pupil), in_place(pupil), law.requests_of(pupil)
    stand = None
    if plan:
        meets_on = placed.meets_on if placed.annual else None
        stand = law.standing(plan, law.reviews_of(plan.id), asked, meets_on).stand
    return page(
        "family/plan_in_law.html",
        kid=kid,
        plan=plan,
        registered=plan is not None or has_plan(pupil),
        outcomes=law.outcomes(pupil),
        help_=law.help_named(pupil),
        placed=placed,
        stand=stand,
        due=clock.review_due(stand) if stand else None,
        asked=asked,
        names=labels(pupil),
        today=today_is.today(),
        advice=rules().advice_service,
    )
