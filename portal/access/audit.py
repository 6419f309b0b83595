"""Reads of children's records, written down before the answer is sent."""

from collections.abc import Iterable

from portal import clock
from portal.access import sight
from portal.access.models import AccessList
from portal.db import database


def looked(pupil: int, page: str) -> None:
    """One row per person, role, child, kind of page and hour: later looks add nothing.

    Asked first and inserted second, so that the usual repeat takes no write lock.
    """
    who = sight.required()
    now = clock.now()
    hour = now.replace(minute=0, second=0)
    key = [who.person, who.role, pupil, page, hour, who.setting]
    mark = database.param
    seen = database.execute_sql(
        "SELECT 1 FROM access_log WHERE " + " AND ".join(f"{name} = {mark}" for name in _KEY), key
    ).fetchone()
    if seen is None:
        database.execute_sql(
            f"INSERT INTO access_log ({', '.join(_KEY)}, first_at) VALUES ({', '.join([mark] * 7)}) ON CONFLICT DO NOTHING",
            [*key, now],
        )


_KEY = ("person_id", "role", "pupil_id", "page", "hour", "setting_id")


def listed(pupils: Iterable[int], page: str) -> None:
    """One row for a list, search or export, naming the children it showed."""
    who = sight.required()
    shown = sorted(set(pupils))
    if shown:
        AccessList.create(
            person_id=who.person, role=who.role, setting_id=who.setting, page=page, at=clock.now(), pupil_ids=shown
        )
