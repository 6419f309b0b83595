"""All the ways in which one person sees: a sight for each role that they hold today."""

from __future__ import annotations

from portal import clock
from portal.access.me import Me
from portal.access.sight import Sight
from portal.accounts.models import Membership
from portal.accounts.queries import roles_of
from portal.organisation.models import Setting


def sights_of(person: int) -> list[Sight]:
    """A sight for each role in force, the family's last; empty for somebody who left. Three statements."""
    places = {
        membership: (setting, bool(whole))
        for membership, setting, whole in Membership.select(
            Membership.id, Membership.setting, Setting.whole_setting_scope
        )
        .join(Setting, on=Membership.setting == Setting.id)
        .where(Membership.person == person)
        .tuples()
    }
    found = []
    for one in roles_of(person):
        setting, whole = places.get(one.membership, (None, False))
        who = Me(0, person, "", one.role, one.membership, setting, "", "", whole, 1)
        found.append(who.sight()._replace(today=clock.today()))
    return found
