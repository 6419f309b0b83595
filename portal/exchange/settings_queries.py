"""Reads of the authority's settings: the list with its filters, and one setting."""

from typing import Any, NamedTuple

from flask import abort

from portal.organisation.models import Setting
from portal.organisation.names import fold

PAGE = 50


class SettingLine(NamedTuple):
    """A row of the list."""

    id: int
    name: str
    phase: str
    status: str
    town: str
    urn: str | None
    urn_type: str


class SettingPage(NamedTuple):
    """One page of the list; `total` counts all that the filters let through."""

    rows: list[SettingLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // PAGE))


def listed(la_code: str, name: str = "", phase: str = "", status: str = "", page: int = 1) -> SettingPage:
    """Settings of the authority (all, without a code) by name. Two statements."""
    where: list[Any] = []
    if la_code:
        where.append((Setting.la_code == la_code) | (Setting.la_code == ""))
    if phase:
        where.append(Setting.phase == phase)
    if status:
        where.append(Setting.status == status)
    for word in fold(name).split():
        where.append(Setting.name_fold.contains(word))
    query = Setting.select(*(getattr(Setting, field) for field in SettingLine._fields))
    if where:
        query = query.where(*where)
    page = max(1, page)
    rows = query.order_by(Setting.name_fold, Setting.id).paginate(page, PAGE).tuples()
    return SettingPage([SettingLine(*row) for row in rows], query.count(), page)


def setting_or_404(number: int) -> Setting:
    """A setting; its facts are public."""
    found: Setting | None = Setting.get_or_none(Setting.id == number)
    if found is None:
        abort(404)
    return found
