"""Words and forms that several stages share; the others stand in the rooms of their stages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.web.forms import Form

WHOSE = (
    ("child", _l("The child or young person")),
    ("family", _l("The family")),
    ("teacher", _l("Teacher, tutor or key person")),
    ("support_staff", _l("Support staff")),
    ("senco", _l("SENCO")),
    ("professional", _l("Somebody from outside")),
)
AUDIENCES = (
    ("family", _l("The family and all staff who work with the child")),
    ("professionals", _l("Only staff and professionals who work with the child")),
)
SOURCES = (
    ("in_house", _l("An observation or assessment made here")),
    ("current", _l("Current attainment and progress")),
    ("previous", _l("Previous attainment and progress")),
    ("national", _l("Tracking data, compared with national data")),
    ("agency", _l("Advice from an outside service")),
)
REACHES = (
    ("universal", _l("Universal: done with all children")),
    ("targeted", _l("Targeted: done because of a concern")),
)
RATINGS = (
    ("achieved", _l("Achieved")),
    ("mostly", _l("Mostly")),
    ("partly", _l("Partly")),
    ("not_yet", _l("Not yet")),
    ("not_assessed", _l("Not assessed")),
)
NEXT_STEPS = (
    ("next_cycle", _l("Another cycle")),
    ("ordinary_provision", _l("Ordinary provision now meets the need")),
    ("referral", _l("A referral to another service")),
)


class StageForm(Form):
    """The button that takes a cycle to its next stage. `leaving` is the stage the reader saw."""

    leaving = HiddenField()


class OpenForm(Form):
    """Open a cycle."""
