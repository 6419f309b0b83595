"""A form's box for an amount of money."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import Optional

from portal.library.money import pence, typed

MOST = 1_000_000
"""Pence: ten thousand pounds, more than an hour or the things of one child's plan ever cost."""


class PoundsField(StringField):
    """Pounds and pence as typed; `.data` is whole pence, None for an empty box."""

    def process_data(self, value: Any) -> None:
        """Pence from the row."""
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        """Pence from what was typed; ValueError, with the words for the person, when it is no amount."""
        written = (valuelist[0] if valuelist else "").strip()
        try:
            self.data = pence(written) if written else None
        except ValueError:
            self.data = None
            raise ValueError(_("“%(what)s”: enter an amount like 14.50", what=self.label.text)) from None
        if self.data is not None and self.data > MOST:
            raise ValueError(_("“%(what)s”: enter an amount under £10,000", what=self.label.text))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else typed(self.data)


def pounds_input(label: Any, hint: Any = "") -> PoundsField:
    """An amount in pounds, which may be left empty."""
    return PoundsField(label, [Optional()], description=hint, widget=GovTextInput())
