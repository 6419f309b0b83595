"""Names of a child's settings as the reader may know them, from places that are read already."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access import sight
from portal.thread.queries import Place


class Names(NamedTuple):
    """Setting id to the name the reader may know; ``withheld`` are those that go by "a setting"."""

    names: dict[int, str]
    withheld: frozenset[int]


def names(places: list[Place]) -> Names:
    """A withheld setting is named only to itself."""
    here = sight.required().setting
    withheld = frozenset(place.setting for place in places if place.withheld and place.setting != here)
    named = {place.setting: _("a setting") if place.setting in withheld else place.name for place in places}
    return Names(named, withheld)
