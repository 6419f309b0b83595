"""The verbs of the library: keep an item, retire it, bring it back; say what an hour costs."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.library.models import Item, Rate
from portal.library.queries import fold
from portal.timeline.record import Story, record


class Entered(NamedTuple):
    """An item as typed. `minutes`, `times_a_week`, `weeks`, `group_size`: the usual dose."""

    name: str
    kind: str
    layer: str
    area: str = ""
    family: str = ""
    purpose: str = ""
    detail: str = ""
    minutes: int | None = None
    times_a_week: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    training: str = ""
    resources: str = ""
    materials_pence: int | None = None
    run_by: str = ""


def keep(act: Act, item: Item | None, entered: Entered) -> Item:
    """Add an item to the actor's library (the authority's without a setting), or change one of it.

    Raises Refused for a name that the same library has already.
    """
    row = item or Item(setting=act.setting)
    _own(act, row)
    name_fold = fold(entered.name)[: Item.name_fold.max_length]
    place = Item.setting.is_null() if act.setting is None else Item.setting == act.setting
    same = Item.select().where(place & (Item.name_fold == name_fold) & Item.retired_on.is_null())
    if same.where(Item.id != (row.id or 0)).exists():
        raise Refused(
            _("Your library has “%(name)s” already. Change that one, or give this another name.", name=entered.name)
        )
    for field, value in entered._asdict().items():
        setattr(row, field, value)
    # Some letters grow in lower case: no longer than their columns.
    row.family = entered.family.lower()[: Item.family.max_length]
    row.name_fold = name_fold
    _told(act, f"Library: {entered.name} {'changed' if item else 'added'}", row)
    return row


def retire(act: Act, item: Item) -> Item:
    """No longer offer an item. Plans that were made from it keep what they say."""
    _own(act, item)
    item.retired_on = act.today
    _told(act, f"Library: {item.name} retired", item)
    return item


def bring_back(act: Act, item: Item) -> Item:
    """Offer a retired item again."""
    _own(act, item)
    item.retired_on = None
    _told(act, f"Library: {item.name} offered again", item)
    return item


def _own(act: Act, item: Item) -> None:
    if item.setting_id != act.setting:
        raise Refused(_("This belongs to another library."))


def set_rates(act: Act, wanted: dict[str, int | None]) -> list[str]:
    """Say what an hour of each role costs here, in pence; None: leave it to the authority. Returns the roles changed.

    A price that is taken away at a setting becomes the authority's again.
    """
    place = Rate.setting.is_null() if act.setting is None else Rate.setting == act.setting
    standing = {row.runner: row for row in Rate.select().where(place)}
    rows = []
    for runner, pence in wanted.items():
        row = standing.get(runner) or Rate(setting=act.setting, runner=runner)
        if row.pence != pence:
            row.pence = pence
            rows.append(row)
    changed = [row.runner for row in rows]
    if changed:
        data = {"rates": {runner: wanted[runner] for runner in changed}}
        record(
            act,
            Story("library_changed", "Hourly rates changed", audience="professionals", data=data),
            *rows,
            pupil=None,
        )
    return changed


def _told(act: Act, title: str, row: Item) -> None:
    record(act, Story("library_changed", title, audience="professionals"), row, pupil=None)
