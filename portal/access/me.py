"""The person of this request, in the role they chose."""

from typing import NamedTuple, cast

from flask import g

from portal.access.sight import Sight

_REACH = {
    "senco": "setting",
    "head": "setting",
    "dsl": "setting",
    "childminder": "setting",
    "teacher": "class",
    "ta": "class",
    "cover": "class",
    "parent": "family",
    "young_person": "family",
    "professional": "professional",
    "la_admin": "authority",
    "la_officer": "authority",
    "area_senco": "authority",
}


class Me(NamedTuple):
    """The signed-in person. `role` is "" until one is chosen."""

    session: int
    person: int
    name: str
    role: str
    membership: int | None
    setting: int | None
    setting_name: str
    setting_phase: str
    # In early years a setting may let every member of staff see every child.
    whole_setting: bool
    roles: int
    # Notices not read yet, in all roles and seen or not: 0 spares a page the exact count (notices/queries.py).
    unread: int = 0

    @property
    def reach(self) -> str:
        """How far this role sees; see access/sight.py."""
        reach = _REACH.get(self.role, "nobody")
        return "setting" if reach == "class" and self.whole_setting else reach

    def sight(self) -> Sight:
        """The sight to open for this person."""
        return Sight(self.reach, self.person, self.role, self.setting or 0)


def me() -> Me:
    """The signed-in person; only behind an action that needs one."""
    return cast("Me", g.me)


def signed_in() -> Me | None:
    """The signed-in person, or None."""
    return cast("Me | None", g.get("me"))
