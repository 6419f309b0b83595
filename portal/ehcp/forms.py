"""Forms of an education, health and care plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from portal.ehcp.queries import Item
from portal.web.forms import Form, choice, day_input, required, select, several, text, words

LONGEST_ITEM = 1000


def _each_line_fits(_form: object, field: Any) -> None:
    if any(len(line) > LONGEST_ITEM for line in lines(field.data)):
        raise ValidationError(_("Use %(longest)s characters or fewer on a line", longest=LONGEST_ITEM))


def lines(typed: str | None) -> list[str]:
    """One item on each line; numbers in front ("3." or "F3:") are taken off, as the portal gives its own."""
    found = []
    for line in (typed or "").splitlines():
        words_ = line.strip().lstrip("•-–*").strip()
        head, found_dot, rest = words_.partition(" ")
        if found_dot and head.rstrip(".:)").lstrip("EFef").isdigit() and head[-1] in ".:)":
            words_ = rest.strip()
        if words_:
            found.append(words_)
    return found


class EnterForm(Form):
    """A plan as the authority issued it."""

    issued_on = day_input(_l("When was the plan first issued?"), required(_l("Enter the day of issue")))
    reviewed_on = day_input(
        _l("When was its last annual review meeting?"), hint=_l("Leave empty if there was none yet.")
    )
    outcomes = words(
        _l("Section E: the outcomes"), Optional(), _each_line_fits, hint=_l("One on each line, as the plan says it."),
        rows=6,
    )  # fmt: skip
    provisions = words(
        _l("Section F: the special educational provision"), Optional(), _each_line_fits,
        hint=_l("One on each line, as the plan says it: what, how much, how often, by whom."), rows=8,
    )  # fmt: skip


class AmendForm(Form):
    """What the authority changed in a plan."""

    on = day_input(_l("From which day?"), required(_l("Enter the day from which it holds")))
    ended = several(_l("Section E: outcomes that are no longer in the plan"), (), Optional())
    ended_help = several(
        _l("Section F: provision that is no longer in the plan"), (), Optional(),
        hint=_l("Only after a decision of the authority. It stays in the record, with its last day."),
    )  # fmt: skip
    outcomes = words(_l("New outcomes"), Optional(), _each_line_fits, hint=_l("One on each line."), rows=4)
    provisions = words(_l("New provision"), Optional(), _each_line_fits, hint=_l("One on each line."), rows=4)

    def offer(self, outcomes: Sequence[Item], provisions: Sequence[Item]) -> None:
        """Fill in what can end, and leave out what has nothing to tick."""
        for name, items in (("ended", outcomes), ("ended_help", provisions)):
            self[name].choices = [(str(item.id), item.short) for item in items]
            if not items:
                del self[name]

    def ticked(self, name: str) -> set[int]:
        """The ids that were ticked."""
        return {int(one) for one in self[name].data or ()} if name in self else set()


class AskForm(Form):
    """Why the authority should look at a plan early."""

    provision = select(_l("Which help is it about?"), (), Optional())
    why = words(
        _l("Why does the plan no longer fit?"),
        required(_l("Enter why")),
        hint=_l("What you see, since when, and what the family says. The family reads this."),
        rows=4,
        longest=4000,
    )


class AnswerForm(Form):
    """The authority's answer to a request."""

    agreed = choice(
        _l("Will the plan be reviewed early?"),
        (("yes", _l("Yes, we hold a review")), ("no", _l("No"))),
        required(_l("Select yes or no")),
    )
    due_on = day_input(_l("If yes: by when?"))
    words = words(
        _l("What should the setting and the family know?"),
        Optional(),
        hint=_l("If no: the reasons. They read this."),
        rows=4,
        longest=4000,
    )


class PapersForm(Form):
    """When advice went to everybody who is asked."""

    on = day_input(_l("When were they sent?"), required(_l("Enter the day")))


class ReportForm(Form):
    """The report goes to the authority: a button."""


class DecisionForm(Form):
    """What the authority decides after an annual review."""

    decided = choice(
        _l("What does the authority decide?"),
        (
            ("keep", _l("Keep the plan as it is")),
            ("amend", _l("Change the plan")),
            ("cease", _l("Propose to end the plan")),
        ),
        required(_l("Select what is decided")),
    )
    words = words(
        _l("What should the setting and the family know?"),
        Optional(),
        hint=_l("Reasons, and what comes next. They read this."),
        rows=4,
        longest=4000,
    )


SAID_OUTCOME = (
    ("right", _l("Still right")),
    ("reached", _l("Reached")),
    ("change", _l("Should change")),
)
SAID_HELP = (
    ("right", _l("Given, and still right")),
    ("not_given", _l("Not given as the plan says")),
    ("change", _l("Should change")),
)


class RecordForm(Form):
    """Base of what an annual review says: `record_form` adds a question for each part of the plan."""

    def answers(self) -> dict[str, str]:
        """Every answer by its key, empty ones left out."""
        found = {_key(field.name): field.data for field in self if field.name[:2] in ("e_", "f_") and field.data}
        more = {name: self[name].data for name in ("aspirations", "transfer") if name in self and self[name].data}
        return found | more


def _key(name: str) -> str:
    return name.replace("_", ":")


def record_form(
    outcomes: Sequence[Item], provisions: Sequence[Item], answers: dict[str, str], note: str, version: int, *,
    transfer: bool, given: Mapping[int, str],
) -> RecordForm:  # fmt: skip
    """The form for a plan, filled with what was said already. `transfer`: whether a new phase comes next September.

    `given`: how much was given, by item of Section F: it stands beside the question whether it is still right.
    """
    fields: dict[str, Any] = {}
    for letter, items, said, section in (("e", outcomes, SAID_OUTCOME, "E"), ("f", provisions, SAID_HELP, "F")):
        for item in items:
            label = _("Section %(section)s, %(item)s", section=section, item=f"{item.number}. {item.text}")
            fields[f"{letter}_{item.id}"] = choice(label, said, hint=given.get(item.id, "") if letter == "f" else "")
            fields[f"{letter}_{item.id}_words"] = text(
                _("What was said about %(section)s%(number)s", section=section, number=item.number), longest=500
            )
    fields["aspirations"] = words(
        _l("What do the child and the family hope for now?"), Optional(), rows=3, hint=_l("In their own words.")
    )
    if transfer:
        fields["transfer"] = words(_l("The next phase: where to, and what must be in place there?"), Optional(), rows=3)
    fields["note"] = words(_l("Anything else for the authority"), Optional(), rows=3)
    made: type[RecordForm] = type("PlanRecordForm", (RecordForm,), fields)
    values = {key.replace(":", "_"): said for key, said in answers.items()}
    return made(data={**values, "note": note}, version=version)
