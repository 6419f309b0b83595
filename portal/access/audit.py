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


# What leaves the portal is written down each time.
_EACH_TIME = ("export",)

_SAME = "person_id = {0} AND role = {0} AND setting_id = {0} AND page = {0} AND at >= {0} AND pupil_ids = {0}"


def listed(pupils: Iterable[int], page: str) -> None:
    """One row for a list, search or export, naming the children it showed.

    A list that shows the same children again within the hour adds nothing, as with `looked`: each row costs a
    write to the disk, and staff turn the same page many times. An export is written down each time.
    """
    who = sight.required()
    shown = sorted(set(pupils))
    if not shown:
        return
    now = clock.now()
    if page not in _EACH_TIME:
        hour = now.replace(minute=0, second=0)
        same = [who.person, who.role, who.setting, page, hour, AccessList.pupil_ids.db_value(shown)]
        sql = "SELECT 1 FROM access_list WHERE " + _SAME.format(database.param)
        if database.execute_sql(sql, same).fetchone() is not None:
            return
    AccessList.create(person_id=who.person, role=who.role, setting_id=who.setting, page=page, at=now, pupil_ids=shown)
