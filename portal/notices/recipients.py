"""Who is told: the people around a child by what they are, as ids.

Asked past the sight of whoever acts: a class teacher may not know who of a family has an account, and the family is told
all the same. Nothing of it is ever shown; and what somebody may not see stays hidden, since a notice is read, and a
message sent, only while its reader sees what it tells of (see access/policy.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from peewee import ModelSelect

from portal import clock
from portal.access.permissions import SENCO
from portal.accounts.models import Membership, Person
from portal.db import database
from portal.notices.outbox import Telling

_FAMILY = """SELECT DISTINCT g.person_id FROM guardianship /*rule*/ g JOIN person p ON p.id = g.person_id
 WHERE g.pupil_id = {0} AND g.may_see AND p.active AND g.starts_on <= {0} AND (g.ends_on IS NULL OR g.ends_on >= {0})
 ORDER BY g.person_id"""

# The child's key person, and who teaches the child or the child's room; no assistants, no cover.
_TEACHERS = """SELECT DISTINCT m.person_id FROM placement /*rule*/ c
 JOIN membership m ON m.setting_id = c.setting_id AND m.role IN ('teacher', 'childminder')
 AND m.starts_on <= {0} AND (m.ends_on IS NULL OR m.ends_on >= {0})
 WHERE c.pupil_id = {0} AND c.setting_id = {0} AND c.state IN ('current', 'coming')
 AND (m.person_id = c.key_person_id OR EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = m.person_id
 AND a.setting_id = c.setting_id AND NOT a.cover AND (a.room_id = c.room_id OR a.pupil_id = c.pupil_id)
 AND a.starts_on <= {0} AND (a.ends_on IS NULL OR a.ends_on >= {0})))
 ORDER BY m.person_id"""

# Professionals from outside who are asked about the child.
_SPECIALISTS = """SELECT DISTINCT i.person_id FROM involvement /*rule*/ i JOIN person p ON p.id = i.person_id
 WHERE i.pupil_id = {0} AND p.active AND i.starts_on <= {0} AND i.until >= {0} ORDER BY i.person_id"""

# Who has not read an earlier notice of the same kind.
_WAITING = """SELECT DISTINCT n.person_id FROM notice /*rule*/ n
 WHERE n.pupil_id = {0} AND n.kind = {0} AND n.read_at IS NULL"""


def _people(sql: str, *values: object) -> list[int]:
    rows = database.execute_sql(sql.replace("{0}", database.param), list(values)).fetchall()
    return [int(person) for (person,) in rows]


def _staff(setting: int) -> ModelSelect:
    """Who works at a setting today."""
    today = clock.today()
    return (
        Membership.select(Membership.person)
        .join(Person, on=Membership.person)
        .where((Membership.setting == setting) & (Membership.starts_on <= today) & Person.active)
        .where(Membership.ends_on.is_null() | (Membership.ends_on >= today))
        .distinct()
        .order_by(Membership.person)
    )


def family(pupil: int, kind: str, about: int | None = None) -> list[Telling]:
    """Everybody of the family who sees the child's record, the young person among them."""
    today = clock.today()
    return [Telling(person, kind, None, about) for person in _people(_FAMILY, pupil, today, today)]


def specialists(pupil: int, kind: str, about: int | None = None) -> list[Telling]:
    """Professionals from outside who are asked about the child today."""
    today = clock.today()
    return [Telling(person, kind, None, about) for person in _people(_SPECIALISTS, pupil, today, today)]


def without_waiting(pupil: int, told: Iterable[Telling]) -> list[Telling]:
    """Those whom no unread notice of the same kind about the child waits for: one at a time is enough."""
    found = list(told)
    waiting = {kind: set(_people(_WAITING, pupil, kind)) for kind in {one.kind for one in found}}
    return [one for one in found if one.person not in waiting[one.kind]]


def sencos(setting: int | None, kind: str, about: int | None = None) -> list[Telling]:
    """Those who lead the work with special educational needs at a setting; nobody where there is no setting."""
    if setting is None:
        return []
    return [
        Telling(person, kind, setting, about)
        for (person,) in _staff(setting).where(Membership.role.in_(SENCO)).tuples()
    ]


def sencos_apart(setting: int | None, kind: str) -> list[Telling]:
    """The same for a child whom that setting may not see: the notice stands without the child."""
    return [one._replace(apart=True) for one in sencos(setting, kind)]


def teachers(pupil: int, setting: int | None, kind: str, about: int | None = None) -> list[Telling]:
    """The child's key person and teachers at a setting."""
    if setting is None:
        return []
    today = clock.today()
    found = _people(_TEACHERS, today, today, pupil, setting, today, today)
    return [Telling(person, kind, setting, about) for person in found]


def named(people: Iterable[int | None], setting: int | None, kind: str, about: int | None = None) -> list[Telling]:
    """People by id (None: nobody is named), each told once. `setting` None for family and professionals."""
    return [Telling(person, kind, setting, about) for person in dict.fromkeys(people) if person is not None]


def where_they_are(people: Iterable[int | None], setting: int, kind: str, about: int | None = None) -> list[Telling]:
    """People by id, staff of the setting told there and everybody else (family, professionals) as what they are."""
    wanted = [person for person in dict.fromkeys(people) if person is not None]
    staff = {person for (person,) in _staff(setting).tuples()} if wanted else set()
    return [Telling(person, kind, setting if person in staff else None, about) for person in wanted]
