"""What is counted in a session: how it is asked for, and whether a number that was typed is one. No database."""

from __future__ import annotations

import re
from typing import NamedTuple

from flask_babel import gettext as _

# "6", "6.5 minutes", "3 of 5", "3/5", "80%": a number, then nothing but its own unit.
_TYPED = re.compile(r"(\d{1,6}(?:[.,]\d{1,2})?)\s*(.*)")
_FULL = re.compile(r"(?:of|out of)\s+(\d+)", re.IGNORECASE)
_PERCENT = ("%", "per cent", "percent")
LONGEST = 20
"""Letters of a value: the column's length."""


class Measured(NamedTuple):
    """What a target counts: its `name`, `unit` ("minutes", "of 5", "%"), `goal` ("8") and `how` ("stopwatch").

    A target without unit and goal has no number: what is said of it is words.
    """

    name: str
    unit: str = ""
    goal: str = ""
    how: str = ""

    @property
    def numeric(self) -> bool:
        """Whether a number is asked for."""
        return bool(self.unit or self.goal)

    @property
    def most(self) -> float | None:
        """The most that can be counted: 5 for "of 5", 100 for a percentage; None where there is no end."""
        full = _FULL.fullmatch(self.unit.strip())
        return float(full[1]) if full else 100.0 if self._percent else None

    @property
    def _percent(self) -> bool:
        return self.unit.strip().lower() in _PERCENT

    def question(self) -> str:
        """What to ask: "Watches to the end: how many minutes?"; what was counted, where the unit is not said."""
        if self._percent:
            return _("%(name)s: what per cent?", name=self.name)
        if self.unit:
            return _("%(name)s: how many %(unit)s?", name=self.name, unit=self.unit)
        return _("%(name)s: what was counted?", name=self.name)

    def hint(self) -> str:
        """ "goal 8, stopwatch"; "" where neither is known."""
        goal = _("goal %(goal)s", goal=self.goal) if self.goal else ""
        return ", ".join(filter(None, (goal, self.how)))

    def read(self, typed: str) -> str:
        """The value to keep: the number of "3 of 5", or the words where no number is asked for.

        Raises ValueError, with the sentence for the person, for what is no number of this unit.
        """
        if not typed or not self.numeric:
            return typed
        found = _TYPED.fullmatch(typed.strip())
        if found is None or not self._own_unit(found[2]):
            raise ValueError(_("“%(what)s”: enter a number, like %(like)s", what=self.name, like=self.goal or "3"))
        value = found[1].replace(",", ".")
        if self.most is not None and float(value) > self.most:
            raise ValueError(_("“%(what)s”: the most is %(most)s", what=self.name, most=f"{self.most:g}"))
        return value

    def _own_unit(self, said: str) -> bool:
        unit, said = self.unit.strip().lower(), said.strip().lower()
        if not said or said == unit or (self._percent and said in _PERCENT):
            return True
        return self.most is not None and re.fullmatch(rf"(?:/|of|out of)\s*{self.most:g}", said) is not None

    def said(self, value: str) -> str:
        """A value with its unit: "6 minutes", "3 of 5", "80%"; words as they are."""
        bare = re.fullmatch(r"\d+(?:[.,]\d+)?", value) is not None
        if not bare or not self.unit:
            return value
        return f"{value}%" if self._percent else f"{value} {self.unit}"
