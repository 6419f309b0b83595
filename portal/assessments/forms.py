"""The form of one sitting: only the fields that its instrument has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from portal.access.me import me
from portal.assessments import scoring
from portal.assessments.actions import Entered, split
from portal.assessments.models import Instrument, Scale
from portal.web.forms import Form, choice, day_input, required, select, text, words

SOURCES = (
    ("in_house", _l("An assessment or observation of ours")),
    ("current", _l("Current attainment")),
    ("previous", _l("Previous attainment, from an earlier year or setting")),
    ("agency", _l("Advice of an outside agency")),
)
REACHES = (
    ("universal", _l("All children had it")),
    ("targeted", _l("It was for this child")),
)
AUDIENCES = (
    ("family", _l("Staff, professionals and the family")),
    ("professionals", _l("Staff and professionals only, for now")),
)


class SittingForm(Form):
    """What every sitting has. `score_form` adds the results of an instrument."""

    taken_on = day_input(
        _l("Day of the assessment"),
        required(_l("Enter the day of the assessment")),
    )
    tester = text(_l("Who gave it, or saw it?"), hint=_l("Name and role."), longest=120)
    source = choice(_l("What is it?"), SOURCES, required(_l("Select what it is")))
    reach = choice(_l("For whom was it?"), REACHES, required(_l("Select for whom it was")))
    audience = choice(_l("Who may read it?"), AUDIENCES, required(_l("Select who may read it")))

    def results(self) -> list[Field]:
        """The fields of results, in the order of the scales."""
        return [field for field in self if field.name.startswith("r_")]

    def raws(self) -> list[Field]:
        """The fields of raw scores."""
        return [field for field in self if field.name.startswith("raw_")]

    def asked(self) -> list[Field]:
        """What only some instruments ask: who answered, which form, about what."""
        return [self[name] for name in ("informant", "form", "subject") if name in self]

    def entered(self, instrument: int) -> Entered:
        """The sitting as typed."""
        asked = {field.name: field.data or "" for field in self.asked()}
        return Entered(
            instrument=instrument,
            taken_on=self.taken_on.data,
            results={field.name.removeprefix("r_"): field.data or "" for field in self.results()},
            raws={field.name.removeprefix("raw_"): field.data or "" for field in self.raws()},
            tester=self.tester.data or "",
            note=self["note"].data or "",
            source=self.source.data,
            reach=self.reach.data,
            audience=self.audience.data,
            **asked,
        )


def fresh(instrument: Instrument, scales: Sequence[Scale], source: str = "") -> SittingForm:
    """The form of a sitting as it is opened: what is likely stands there already. `source`: what the link asked for."""
    national = instrument.origin == "national"
    usual = source if source in dict(SOURCES) else "current" if national else "in_house"
    likely = {
        "tester": me().name,
        "source": "agency" if me().role == "professional" else usual,
        "reach": "universal" if national else "targeted",
        "audience": "family",
    }
    return score_form(instrument, scales)(data=likely)


def score_form(instrument: Instrument, scales: Sequence[Scale]) -> type[SittingForm]:
    """The form of a sitting of one instrument: a field `r_<code>` for each scale, `raw_<code>` where there is a norm."""
    fields: dict[str, Any] = {}
    for scale in scales:
        if scale.kind != "words":
            fields[f"r_{scale.code}"] = _result(scale)
        if scale.kind == "standard":
            fields[f"raw_{scale.code}"] = text(_("%(name)s: raw score", name=scale.name), longest=4)
    if informants := split(instrument.informants):
        pairs = [(one, one) for one in informants]
        fields["informant"] = choice(_l("Who answered?"), pairs, required(_l("Select who answered")))
    if forms := split(instrument.forms):
        pairs = [("", _l("Not known")), *((one, one) for one in forms)]
        fields["form"] = select(_l("Which form?"), pairs, Optional())
    if instrument.asks_subject:
        fields["subject"] = text(instrument.asks_subject, required(_l("Enter an answer")), longest=120)
    in_words = all(scale.kind == "words" for scale in scales)
    fields["note"] = (
        words(_l("What was seen?"), required(_l("Write what was seen")), rows=5)
        if in_words
        else words(_l("Note"), Optional(), hint=_l("How it went, what helped, which time it covers."), rows=3)
    )
    return type("ScoreForm", (SittingForm,), fields)


def _result(scale: Scale) -> Field:
    if scale.kind == "bands":
        pairs = [("", _l("Not given")), *((name, name) for _value, name in scale.bands)]
        return select(scale.name, pairs, Optional())
    return text(scale.name, hint=_hint(scale), longest=20)


def _hint(scale: Scale) -> str:
    """What to type, by the kind of score."""
    low, high = scoring.limits(scale.ruler)
    bounds = {"low": f"{low or 0:g}", "high": f"{high or 0:g}"}
    if scale.kind == "age":
        return _("Years and months, like 7:04.")
    if scale.kind == "percent":
        return _("Sessions attended of sessions possible, like 342 of 380. Or a percentage.")
    if scale.kind == "standard":
        return _("A standard score from %(low)s to %(high)s.", **bounds)
    if scale.kind == "scaled":
        return _("A scaled score from %(low)s to %(high)s.", **bounds)
    if high is not None:
        return _("A number from %(low)s to %(high)s.", **bounds)
    return _("A whole number.")


class WithdrawForm(Form):
    """Taking a result back."""

    why = words(_l("What was wrong?"), required(_l("Say what was wrong")), rows=2, longest=1_000)
