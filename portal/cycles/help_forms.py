"""Forms of help in a plan: provision, and training."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.help_actions import Help
from portal.web.forms import Form, choice, day_input, number, required, select, text, tick, words

KINDS = (
    ("strategy", _l("Ordinary strategy: what every adult does")),
    ("adjustment", _l("Adjustment")),
    ("equipment", _l("Equipment")),
    ("support", _l("Support by an adult")),
    ("intervention", _l("Intervention: extra sessions")),
)
LAYERS = (("universal", _l("Universal")), ("targeted", _l("Targeted")), ("specialist", _l("Specialist")))


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
