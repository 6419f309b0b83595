"""Who gives help, as the reader may know them: nobody of a withheld setting is named."""

from __future__ import annotations

from collections.abc import Collection

from peewee import Case, ColumnBase, Field, fn

from portal.accounts.models import Person
from portal.cycles.plan.models import Provision


def giver(withheld: Collection[int]) -> ColumnBase:
    """The name of who gives a provision, in a query that joins its deliverer; "" at the settings `withheld`."""
    return unless_withheld(Provision.setting, withheld, fn.COALESCE(Person.name, Provision.deliverer_name))


def unless_withheld(setting: Field, withheld: Collection[int], name: ColumnBase) -> ColumnBase:
    """A person's name, or "" where they are of a withheld setting."""
    return Case(None, [(setting.in_(sorted(withheld)), "")], name) if withheld else name
