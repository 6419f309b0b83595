"""Forms of Assess and Review; the others stand in the rooms of their stages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from portal.web.forms import Form, choice, day_input, required, text, words

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


class ImpactForm(Form):
    """One target against its success criteria."""

    rating = choice(_l("How far was it reached?"), RATINGS, required(_l("Select how far it was reached")))
    evidence = words(
        _l("Evidence"),
        required(_l("Enter the evidence, or why it was not assessed")),
        hint=_l("What was measured, when and by whom? If it was not assessed, say why."),
    )


class MeetingForm(Form):
    """The written record of the review."""

    on = day_input(_l("When was the review?"), required(_l("Enter the day of the review")))
    attended = words(
        _l("Who took part?"), required(_l("Enter who took part")), hint=_l("One name and role on each line."), rows=4
    )
    impact = words(
        _l("What difference did the plan make?"),
        required(_l("Enter what difference the plan made")),
        hint=_l("For each outcome. Help that was not given is no evidence that it does not work."),
        rows=5,
    )
    next_step = choice(_l("What is the next step?"), NEXT_STEPS, required(_l("Select the next step")))
    referral_to = text(_l("Which service, if it is a referral?"), longest=120)
    note = words(
        _l("What should the next plan carry on with?"), required(_l("Enter what should be carried on")), rows=3
    )
    agreed = words(
        _l("Who agreed, and who did not?"),
        required(_l("Enter who agreed")),
        hint=_l("A view that differs is kept beside the decision."),
        rows=2,
    )


class OpenForm(Form):
    """Open a cycle."""
