"""Forms of Plan."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.plan_actions import Help, Smart
from portal.web.forms import Form, choice, day_input, number, required, select, several, text, tick, words

VERBS = (("improve", _l("Improve")), ("develop", _l("Develop")), ("achieve", _l("Achieve")))
AREAS = (
    ("", _l("Not said")),
    ("CI", _l("Communication and interaction")),
    ("CL", _l("Cognition and learning")),
    ("SEMH", _l("Social, emotional and mental health")),
    ("SP", _l("Sensory and/or physical")),
)
KINDS = (
    ("strategy", _l("Ordinary strategy: what every adult does")),
    ("adjustment", _l("Adjustment")),
    ("equipment", _l("Equipment")),
    ("support", _l("Support by an adult")),
    ("intervention", _l("Intervention: extra sessions")),
)
LAYERS = (("universal", _l("Universal")), ("targeted", _l("Targeted")), ("specialist", _l("Specialist")))


class OutcomeForm(Form):
    """What the plan is for."""

    verb = choice(_l("The child will"), VERBS, required(_l("Select improve, develop or achieve")))
    text = words(
        _l("What, and what will it make possible?"),
        required(_l("Enter the outcome")),
        hint=_l("For example “be understood by the other children, so that play lasts”."),
        rows=3,
        longest=1000,
    )
    area = select(_l("Area of need"), AREAS, Optional())


class TargetForm(Form):
    """A SMART target in its parts, so that nothing vague hides in a sentence."""

    name = text(
        _l("Short name"), required(_l("Enter a short name")), hint=_l("For example “Asks for help”."), longest=80
    )
    does_what = words(
        _l("What will the child do?"),
        required(_l("Enter what the child will do")),
        hint=_l("Something you can see or count."),
        rows=2,
        longest=1000,
    )
    how_well = text(_l("How well or how often?"), hint=_l("For example “4 of 5 times over 5 sessions”."), longest=120)
    where = text(_l("Where?"), hint=_l("For example “at snack, with the key person”."), longest=120)
    by_when = day_input(_l("By when?"))
    baseline = text(_l("What can the child do now?"), hint=_l("For example “11 words in 1 minute”."), longest=120)
    measured_how = text(_l("How is it measured?"), hint=_l("For example “a tally kept at snack”."), longest=120)
    measured_when = text(_l("When is it measured?"), hint=_l("For example “every Friday”."), longest=120)
    measured_by = text(_l("Who measures it?"), longest=120)
    baseline_value = text(_l("Number now, if it is one"), longest=10)
    goal_value = text(_l("Number to reach"), longest=10)
    unit = text(_l("Of what?"), hint=_l("For example “words in 1 minute”."), longest=20)

    def smart(self) -> Smart:
        """The target as typed."""
        values: dict[str, Any] = {name: getattr(self, name).data or "" for name in Smart._fields}
        return Smart(**values | {"by_when": self.by_when.data})


class ProvisionForm(Form):
    """One kind of help: what, who, when, how much."""

    kind = choice(_l("What kind of help is it?"), KINDS, required(_l("Select the kind of help")))
    name = text(
        _l("Name"),
        required(_l("Enter a name")),
        hint=_l("For example “Now and next board” or “Talk Boost”."),
        longest=80,
    )
    detail = words(_l("What does the adult do?"), Optional(), rows=3)
    layer = select(_l("Layer"), LAYERS)
    target = select(_l("For which target?"), (), Optional())
    deliverer = select(_l("Who runs it?"), (), Optional())
    deliverer_name = text(_l("Or somebody else: name and role"), longest=120)
    when_text = text(_l("When?"), hint=_l("For example “Mon, Wed, Fri 9:15” or “in every lesson”."), longest=120)
    place = text(_l("Where?"), longest=120)
    minutes = number(_l("Minutes each time"), 1, 600, Optional())
    times_a_week = number(_l("Times a week"), 1, 40, Optional())
    weeks = number(_l("For how many weeks?"), 1, 60, Optional())
    group_size = number(_l("How many children in the group?"), 1, 40, Optional())
    group_name = text(
        _l("Name of the group"), hint=_l("Children with the same group name are logged together."), longest=80
    )

    section_f = tick(
        _l("It is in Section F of the child’s education, health and care plan"),
        hint=_l(
            "Leave empty if the child has no such plan. Only the authority can stop or pause what Section F names."
        ),
    )

    def help(self) -> Help:
        """The help as typed; empty numbers are None."""
        ids: dict[str, Any] = {
            name: int(self[name].data) if self[name].data else None for name in ("target", "deliverer")
        }
        numbers: dict[str, Any] = {name: self[name].data for name in ("minutes", "times_a_week", "weeks", "group_size")}
        rest: dict[str, Any] = {
            name: self[name].data or ""
            for name in Help._fields
            if name not in ids and name not in numbers and name != "section_f"
        }
        return Help(**rest, **ids, **numbers, section_f=self.section_f.data)


class TrainingForm(Form):
    """What somebody must learn first."""

    who = text(_l("Who?"), required(_l("Enter who needs training")), longest=120)
    what = text(_l("Which training?"), required(_l("Enter which training")), longest=120)
    by_when = day_input(_l("By when?"))


class TrainingDoneForm(Form):
    """A training took place, or is late."""

    met_on = day_input(_l("Day of the training"), hint=_l("Leave empty if it has not happened yet."))
    delay_reason = words(_l("If it is late: why, and what happens until then?"), Optional(), rows=2)


class ArrangementsForm(Form):
    """Who answers for the plan, and when it is reviewed."""

    responsible = select(
        _l("Which teacher answers for the plan day to day?"), (), required(_l("Select the responsible teacher"))
    )
    review_on = day_input(_l("When is the review?"), required(_l("Enter the day of the review")))


class AgreementForm(Form):
    """The meeting at which the plan was agreed."""

    met_on = day_input(_l("When was the meeting?"), required(_l("Enter the day of the meeting")))
    meeting = words(
        _l("Who took part, and what did each say?"),
        required(_l("Enter who took part")),
        hint=_l("Name the child and the family. Say where they agreed and where they did not."),
        rows=5,
    )


class CirculationForm(Form):
    """Everyone who gets the plan before it begins."""

    people = several(_l("Staff and family with an account"), (), Optional())
    others = words(
        _l("Others"),
        Optional(),
        hint=_l("One on each line: name, then role, with a comma between. For example “Priya Nair, speech therapist”."),
        rows=3,
    )


class ProvisionChangeForm(Form):
    """Help adjusted on the way."""

    change = choice(
        _l("What changes?"),
        (
            ("adapted", _l("Adapt: it is done in another way")),
            ("paused", _l("Pause")),
            ("running", _l("Go on: as it is, or with another person")),
            ("finished", _l("Finished: no longer needed")),
            ("stopped", _l("Stop")),
        ),
        required(_l("Select what changes")),
    )
    reason = words(_l("Why?"), required(_l("Enter why")), rows=2)
    detail = words(_l("If it is adapted: what does the adult do now?"), Optional(), rows=2)
    deliverer = select(_l("Who gives it from now on?"), (), Optional())


class NoteForm(Form):
    """What goes on around the plan."""

    about = choice(
        _l("What is it about?"),
        (
            ("conversation", _l("A conversation with the child, the family or the SENCO")),
            ("generalising", _l("Using the new skill in lessons")),
            ("ordinary", _l("What went on in ordinary teaching")),
            ("adjustment", _l("Something adjusted on the way")),
            ("briefing", _l("Briefing and cover of support staff")),
        ),
        required(_l("Select what it is about")),
    )
    text = words(_l("What happened?"), required(_l("Enter what happened")), rows=4)
