"""Forms of impact: a target against its criteria, and an outcome."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from portal.cycles.forms import RATINGS
from portal.web.forms import Form, choice, required, words


class OutcomeImpactForm(Form):
    """How far an outcome was reached."""

    rating = choice(_l("How far was it reached?"), RATINGS, required(_l("Select how far it was reached")))
    evidence = words(
        _l("Evidence"),
        required(_l("Enter the evidence, or why it was not assessed")),
        hint=_l("What can the child do in their own life now that they could not do before? Who saw it, and where?"),
    )


class ImpactForm(Form):
    """One target against its success criteria; the level reached only where the plan described levels."""

    rating = choice(_l("How far was it reached?"), RATINGS, required(_l("Select how far it was reached")))
    scaled = choice(_l("Which level was reached?"), (), Optional())
    evidence = words(
        _l("Evidence"),
        required(_l("Enter the evidence, or why it was not assessed")),
        hint=_l(
            "What was measured stands here already: add when and by whom, or change it. If it was not assessed, say why."
        ),
    )

    def describe(self, scale: Mapping[str, str]) -> None:
        """Offer the levels as the plan described them, the highest first; without levels the question is left out."""
        if not scale:
            del self.scaled
            return
        self.scaled.choices = [
            SelectChoice(level, f"{signed(level)}: {scale[level]}")
            for level in sorted(scale, key=int, reverse=True)
            if scale[level]
        ]

    def level(self) -> int | None:
        """The level that was picked."""
        return int(self.scaled.data) if "scaled" in self and self.scaled.data else None


def signed(level: str | int) -> str:
    """A level with its sign: "+1", "−2"; 0 is what was expected."""
    number = int(level)
    if number == 0:
        return _("0, as expected")
    return f"+{number}" if number > 0 else f"−{-number}"
