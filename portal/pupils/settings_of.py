"""The names of a child's settings as the reader may know them: a withheld one is "a setting"."""

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access import sight
from portal.organisation.models import Setting
from portal.pupils.models import Placement


class Places(NamedTuple):
    """A child's settings by the names that the reader may know, and those that go by "a setting"."""

    labels: dict[int, str]
    hidden: frozenset[int]


def places(pupil: int) -> Places:
    """Both `labels` and `hidden`. One statement."""
    hidden, names = _known(pupil)
    return Places({setting: _("a setting") if setting in hidden else name for setting, name in names.items()}, hidden)


def labels(pupil: int) -> dict[int, str]:
    """Setting id to name, for each setting at which the child has or had a place. One statement.

    A withheld setting is named only to itself.
    """
    return places(pupil).labels


def hidden(pupil: int) -> frozenset[int]:
    """The settings of a child that go by "a setting" here: nobody who works there is named either. One statement."""
    return _known(pupil)[0]


def secret(pupil: int, setting: int | None) -> bool:
    """Whether the place of a child at a setting is withheld. One statement.

    Titles and bodies that we make up then name nobody who works there, and no room: they are read elsewhere too.
    """
    place = (Placement.pupil == pupil) & (Placement.setting == setting) & Placement.withheld
    return bool(Placement.select().where(place).exists())


def _known(pupil: int) -> tuple[frozenset[int], dict[int, str]]:
    who = sight.required()
    rows = (
        Placement.select(Placement.setting, Setting.name, Placement.withheld)
        .join(Setting)
        .where(Placement.pupil == pupil)
        .tuples()
    )
    names: dict[int, str] = {}
    withheld: set[int] = set()
    for setting, name, is_withheld in rows:
        names[setting] = name
        if is_withheld and setting != who.setting:
            withheld.add(setting)
    return frozenset(withheld), names
