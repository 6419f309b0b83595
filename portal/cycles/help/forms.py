"""Forms of help in a plan: provision, strategies of every adult, and training."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.help.actions import Around, Help
from portal.cycles.help.training_actions import Training
from portal.cycles.help.week import DAYS, Time, clock_time
from portal.cycles.plan.models import Provision
from portal.library.fields import pounds_input
from portal.library.words import KINDS as KINDS
from portal.pupils.areas import area_choices
from portal.web.forms import Form, choice, day_input, number, required, select, several, text, tick, words

_IDS = ("target", "deliverer", "owner", "secures")
_NUMBERS = ("minutes", "times_a_week", "weeks", "group_size", "rate_pence", "materials_pence")
ESSENTIALS = (
    "name",
    "kind",
    "detail",
    "target",
    "secures",
    "section_f",
    "deliverer",
    "deliverer_name",
    "days",
    "at",
    "minutes",
    "weeks",
    "group_size",
)
"""What nearly every plan says, in the order in which people say it; the rest stands under “More”."""


class ProvisionForm(Form):
    """One kind of help: what, who, when, how much."""

    name = text(
        _l("Name"),
        required(_l("Enter a name")),
        hint=_l("For example “Now and next board” or “Talk Boost”."),
        longest=80,
    )
    kind = choice(_l("What kind of help is it?"), KINDS, required(_l("Select the kind of help")))
    detail = words(_l("What does the adult do?"), Optional(), rows=3)
    target = select(_l("For which target?"), (), Optional(), hint=_l("Its sessions are measured on this one."))
    uses = several(_l("It uses what we learnt before"), ())
    deliverer = select(_l("Who runs it?"), (), Optional())
    deliverer_name = text(_l("Or somebody else: name and role"), longest=120)
    days = several(_l("On which days?"), [(str(day), name) for day, name in DAYS.items()])
    at = text(_l("At what time?"), hint=_l("For example “9:15am”."), longest=40)
    minutes = number(_l("Minutes each time"), 1, 600, Optional())
    weeks = number(_l("For how many weeks?"), 1, 60, Optional())
    group_size = number(_l("How many children in the group?"), 1, 40, Optional())

    layer = select(_l("Layer"), ())
    area = select(_l("Area of need"), area_choices(), Optional())
    also = several(_l("Further targets that it serves"), ())
    when_text = text(
        _l("When, in your own words"),
        hint=_l("For example “in every lesson”. Leave empty to use the days and the time."),
        longest=120,
    )
    times_a_week = number(
        _l("Times a week"), 1, 40, Optional(), hint=_l("Leave empty to count the days that you ticked.")
    )
    place = text(_l("Where?"), longest=80)
    group_name = text(
        _l("Name of the group"), hint=_l("Children with the same group name are logged together."), longest=80
    )
    owner = select(_l("Who sees to it that it happens?"), (), Optional())
    family = text(
        _l("The same help under other names"),
        hint=_l("One word or two. What was tried before is found by it, and will be."),
        longest=60,
    )
    training_needed = tick(_l("Somebody needs training for it first"))
    training = text(_l("Which training?"), longest=120)
    training_by = day_input(_l("Training by when?"))
    resources = words(_l("What you need for it"), Optional(), rows=2, longest=1000)
    rate_pence = pounds_input(
        _l("What an hour of the adult costs, in pounds"),
        hint=_l("Leave empty to use the rate for the role of the person who runs it."),
    )
    materials_pence = pounds_input(_l("Materials for this child, in pounds"))
    secures = select(
        _l("Is it help of Section F of the child’s education, health and care plan?"),
        (),
        Optional(),
        hint=_l("Only the authority can stop or pause what Section F names."),
    )
    section_f = tick(
        _l("It is in Section F of the child’s education, health and care plan"),
        hint=_l("Only the authority can stop or pause what Section F names."),
    )

    @property
    def more(self) -> list[Any]:
        """The fields under “More”, in their order."""
        return [field for field in self if field.name not in (*ESSENTIALS, "key", "version", "csrf_token")]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that days and time come together, and that training has a name."""
        good: bool = super().validate(extra_validators)
        return all((self._times_fit(), self._training_fits())) and good

    def _times_fit(self) -> bool:
        if "days" not in self:
            return True
        try:
            time = clock_time(self.at.data) if self.at.data else ""
        except ValueError:
            return _blame(self.at, _("Enter a time of day, like 9:15am"))
        if self.days.data and not time:
            return _blame(self.at, _("Enter the time for these days"))
        if time and not self.days.data:
            return _blame(self.days, _("Tick the days for this time"))
        return True

    def _training_fits(self) -> bool:
        if self.training_needed.data and not self.training.data:
            return _blame(self.training, _("Enter which training is needed"))
        return True

    def help(self, item: int | None = None) -> Help:
        """The help as typed; empty numbers are None. `item`: the library's item that it was made from."""
        values: dict[str, Any] = {}
        for name in Help._fields:
            if name == "item_id":
                values[name] = item
            elif name in _IDS:
                values[name] = int(self[name].data) if name in self and self[name].data else None
            elif name in _NUMBERS:
                values[name] = self[name].data
            elif name == "section_f":
                ticked = name in self and bool(self[name].data)
                values[name] = ticked or ("secures" in self and bool(self.secures.data))
            else:
                values[name] = self[name].data or ""
        # Some letters grow in lower case: no longer than the column.
        values["family"] = values["family"].lower()[: Provision.family.max_length]
        values["times_a_week"] = values["times_a_week"] or len(self.times() or ()) or None
        return Help(**values)

    def times(self) -> tuple[Time, ...] | None:
        """The days that were ticked, each at the time; None where the week's own page keeps them."""
        if "days" not in self:
            return None
        return tuple(Time(int(day), clock_time(self.at.data)) for day in self.days.data or ())

    def around(self) -> Around:
        """What is planned with it: further targets, training, times."""
        training = None
        if self.training_needed.data:
            person = int(self.deliverer.data) if self.deliverer.data else None
            training = Training(self.training.data, self.deliverer_name.data or "", person, self.training_by.data)
        also = tuple(int(target) for target in self.also.data or ()) if "also" in self else ()
        uses = tuple(int(learning) for learning in self.uses.data or ()) if "uses" in self else None
        return Around(also, training, self.times(), uses)


def _blame(field: Any, sentence: str) -> bool:
    field.errors = [*field.errors, sentence]
    return False


class StrategiesForm(Form):
    """Several strategies at once that every adult uses."""

    items = several(_l("What does every adult do?"), ())
    own = words(_l("Something of our own, one on each line"), Optional(), rows=3, longest=1000)

    def names(self) -> list[str]:
        """The lines of own words, each a name."""
        return [line.strip()[:80] for line in (self.own.data or "").splitlines() if line.strip()]


class TrainingForm(Form):
    """What somebody must learn first."""

    person = select(_l("Who needs it?"), (), Optional())
    who = text(_l("Or somebody else: name and role"), longest=120)
    what = text(_l("Which training?"), required(_l("Enter which training")), longest=120)
    provision = select(_l("For which help?"), (), Optional())
    by_when = day_input(_l("By when?"))

    def training(self) -> Training:
        """The training as typed."""
        person, provision = (int(self[name].data) if self[name].data else None for name in ("person", "provision"))
        return Training(self.what.data, self.who.data or "", person, self.by_when.data, provision)


class TrainingDoneForm(Form):
    """A training took place, or is late."""

    met_on = day_input(_l("Day of the training"), hint=_l("Leave empty if it has not happened yet."))
    delay_reason = words(_l("If it is late: why, and what happens until then?"), Optional(), rows=2)
