"""The continue gate's form: for each inherited strand four buttons, a reason, a day, and who gives it here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal import clock
from portal.transitions.continue_actions import WORDS, Choice, wrong
from portal.transitions.continue_queries import Strand
from portal.web.forms import Form, choice, day_input, number, select, words

# Help that somebody gives at set times needs a name here; a strategy is every adult's.
WITH_OWNER = ("intervention", "support")


class ContinueForm(Form):
    """Base of the form: `fields_for()` adds each strand's own."""

    def choices(self, strands: Sequence[Strand]) -> dict[int, Choice]:
        """What was decided now: only strands whose answer is new or changed."""
        found = {}
        for strand in strands:
            made = self._choice(strand)
            if made.choice and not _stands(strand, made):
                found[strand.id] = made
        return found

    def _choice(self, strand: Strand) -> Choice:
        who = self[f"w{strand.id}"].data if f"w{strand.id}" in self else ""
        kind = self[f"c{strand.id}"].data or ""
        kept = kind == "keep"
        return Choice(
            kind,
            "" if kept else self[f"r{strand.id}"].data or "",
            None if kept else self[f"d{strand.id}"].data,
            int(who) if who else None,
            *(self._dose(strand.id) if kind == "adapt" else ()),
        )

    def _dose(self, strand: int) -> tuple[int | None, int | None]:
        """Minutes and times a week from now on, where the form asks for them."""
        minutes, times = (self[name].data if name in self else None for name in (f"m{strand}", f"t{strand}"))
        return minutes, times

    def blame(self, strands: Sequence[Strand]) -> bool:
        """Put a sentence beside each strand whose decision cannot stand; True when there is one."""
        found = False
        for strand in strands:
            made = self._choice(strand)
            if not made.choice:
                continue
            reason = wrong(made, section_f=strand.section_f, today=clock.today())
            if reason:
                self[f"c{strand.id}"].errors = [_("%(name)s: %(reason)s", name=strand.name, reason=reason)]
                found = True
        return found

    def short(self, strand: Strand) -> bool:
        """Whether this strand's decision was refused."""
        return bool(self[f"c{strand.id}"].errors)


def _stands(strand: Strand, made: Choice) -> bool:
    """Whether exactly this was decided before: saving again would say nothing new."""
    return (strand.choice or "", strand.reason or "", strand.look_again_on) == (
        made.choice,
        made.reason,
        made.look_again_on,
    ) and all(
        wanted is None or wanted == stands
        for wanted, stands in (
            (made.deliverer, strand.deliverer),
            (made.minutes, strand.minutes),
            (made.times_a_week, strand.times_a_week),
        )
    )


def form_for(strands: Sequence[Strand], staff: Sequence[tuple[str, str]], version: int) -> ContinueForm:
    """The form of a move, filled with what was decided already."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for strand in strands:
        allowed = ("keep", "adapt") if strand.section_f else tuple(WORDS)
        key = strand.id
        fields[f"c{key}"] = choice(strand.name, [(kind, WORDS[kind]) for kind in allowed])
        fields[f"r{key}"] = words(_l("Reason, in words the family will read"), rows=2, longest=2000)
        fields[f"d{key}"] = day_input(_l("By when, look again"))
        values |= {f"c{key}": strand.choice, f"r{key}": strand.reason, f"d{key}": strand.look_again_on}
        if strand.kind in WITH_OWNER:
            fields[f"w{key}"] = select(_l("Who gives it here?"), [("", _l("Nobody named yet")), *staff])
            fields[f"m{key}"] = number(_l("If adapted: minutes each time"), 1, 600, Optional())
            fields[f"t{key}"] = number(_l("If adapted: times a week"), 1, 40, Optional())
            values |= {
                f"w{key}": str(strand.deliverer or ""),
                f"m{key}": strand.minutes,
                f"t{key}": strand.times_a_week,
            }
    made: ContinueForm = type("StrandsForm", (ContinueForm,), fields)(data=values, version=version)
    return made
