"""Whose name a form for somebody's view begins with: what is known is not typed again."""

from __future__ import annotations

from portal import clock
from portal.access.me import me
from portal.cycles.models import Cycle
from portal.pupils.models import Guardianship
from portal.web.shell import role_name

# What the staff of a setting, and those who come from outside, speak as.
_SPEAKS_AS = {
    "senco": "senco", "childminder": "senco", "ta": "support_staff", "cover": "support_staff",
    "professional": "professional", "area_senco": "professional",
}  # fmt: skip


def speaks_as(role: str) -> str:
    """As what a role gives its view: senco, teacher, support_staff or professional."""
    return _SPEAKS_AS.get(role, "teacher")


def speaker(cycle: Cycle, whose: str) -> str:
    """The name that a view of the child, of the family, or of the reader begins with. One statement at most."""
    if whose == "child":
        return str(cycle.pupil.preferred_forename or cycle.pupil.forename)
    if whose == "family":
        today = clock.today()
        adult = (
            Guardianship.select(Guardianship.relationship, Guardianship.person)
            .where(
                (Guardianship.pupil == cycle.pupil_id)
                & Guardianship.may_see
                & (Guardianship.relationship != "self")
                & (Guardianship.ends_on.is_null() | (Guardianship.ends_on >= today))
            )
            .order_by(Guardianship.id)
            .first()
        )
        return f"{adult.person.name}, {adult.relationship}" if adult else ""
    return f"{me().name}, {role_name(me().role)}" if whose else ""
