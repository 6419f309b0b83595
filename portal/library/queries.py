"""Reads of the library: what may be chosen here, by words, area, layer and kind; and what an hour costs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import fn

from portal.accounts.models import Membership
from portal.library.models import Item, Rate
from portal.library.words import runner_of


class Wanted(NamedTuple):
    """What a list is narrowed to; "" = all. `q`: words of name, family or purpose, in any order."""

    q: str = ""
    area: str = ""
    layer: str = ""
    kind: str = ""
    retired: bool = False


def fold(name: str) -> str:
    """A name without case and signs, single spaces: "Lego-based  Therapy" becomes "lego based therapy"."""
    return " ".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def items(setting: int | None, wanted: Wanted = Wanted()) -> list[Item]:  # noqa: B008 - a tuple never changes
    """The authority's help and the setting's own, by name. One statement.

    Help for every area is found under each area.
    """
    rows = Item.select().where(_seen(setting) & Item.retired_on.is_null(not wanted.retired))
    for word in fold(wanted.q).split():
        rows = rows.where(
            Item.name_fold.contains(word) | fn.LOWER(Item.family).contains(word) | fn.LOWER(Item.purpose).contains(word)
        )
    if wanted.area:
        rows = rows.where(Item.area.in_((wanted.area, "")))
    for field, value in ((Item.layer, wanted.layer), (Item.kind, wanted.kind)):
        if value:
            rows = rows.where(field == value)
    return list(rows.order_by(Item.name_fold, Item.id))


def item_or_404(item: int, setting: int | None) -> Item:
    """An item that may be chosen here (retired too), or 404."""
    found = Item.get_or_none((Item.id == item) & _seen(setting))
    if found is None:
        abort(404)
    return found


def own_or_404(item: int, setting: int | None) -> Item:
    """An item that this setting (None: the authority) made and may change, or 404."""
    found = item_or_404(item, setting)
    if found.setting_id != setting:
        abort(404)
    return found


def _seen(setting: int | None) -> object:
    return Item.setting.is_null() if setting is None else Item.setting.is_null() | (Item.setting == setting)


class Price(NamedTuple):
    """What an hour of a role costs: the authority's pence and the setting's own; None where nobody has said."""

    authority: int | None
    own: int | None

    @property
    def pence(self) -> int | None:
        """The one in force: the setting's own, else the authority's."""
        return self.authority if self.own is None else self.own


def rates(setting: int | None) -> dict[str, Price]:
    """Prices by role (words.RUNNERS) at a setting. One statement."""
    seen = Rate.setting.is_null() if setting is None else Rate.setting.is_null() | (Rate.setting == setting)
    found: dict[str, Price] = {}
    for runner, place, pence in Rate.select(Rate.runner, Rate.setting, Rate.pence).where(seen).tuples():
        stands = found.get(runner, Price(None, None))
        found[runner] = stands._replace(authority=pence) if place is None else stands._replace(own=pence)
    return found


def rate_of(prices: dict[str, Price], *roles: str) -> int | None:
    """The price in force of the first of `roles` that has one."""
    for role in roles:
        price = prices.get(runner_of(role))
        if price is not None and price.pence is not None:
            return price.pence
    return None


def roles_at(person: int, setting: int | None, today: date) -> list[str]:
    """The roles in which somebody works at a setting on a day. One statement."""
    rows = Membership.select(Membership.role).where(
        (Membership.person == person) & (Membership.setting == setting) & (Membership.starts_on <= today)
        & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
    )  # fmt: skip
    return [role for (role,) in rows.order_by(Membership.id).tuples()]
