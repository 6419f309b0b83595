"""The names of a child's settings as the reader may know them: a withheld one is "a setting"."""

from flask_babel import gettext as _

from portal.access import sight
from portal.organisation.models import Setting
from portal.pupils.models import Placement


def labels(pupil: int) -> dict[int, str]:
    """Setting id to name, for each setting at which the child has or had a place. One statement.

    A withheld setting is named only to itself.
    """
    who = sight.required()
    rows = (
        Placement.select(Placement.setting, Setting.name, Placement.withheld)
        .join(Setting)
        .where(Placement.pupil == pupil)
        .tuples()
    )
    names: dict[int, str] = {}
    hidden: set[int] = set()
    for setting, name, withheld in rows:
        names[setting] = name
        if withheld and setting != who.setting:
            hidden.add(setting)
    return {setting: _("a setting") if setting in hidden else name for setting, name in names.items()}
