"""The authority's page of late reviews: how many, by what the settings say; no names."""

from __future__ import annotations

from datetime import date

from portal import clock
from portal.access.permissions import action
from portal.organisation.calendar import academic_year
from portal.organisation.rules import rules
from portal.oversight.blueprint import bp
from portal.oversight.late_queries import late_by_cause
from portal.web.page import Answer, page


@bp.route("/authority/late-reviews")
@action("authority.see")
def late_reviews() -> Answer:
    """Reviews of this school year that were not held on their day, by cause; small numbers are not shown."""
    today = clock.today()
    first = date(academic_year(today), 9, 1)
    return page("oversight/late.html", late=late_by_cause(first, today, rules().small_number), since=first)
