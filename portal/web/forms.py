"""The base of every form that writes: idempotency key, version, and fields of the design system.

Declare fields with the widgets of govuk-frontend-wtf and render them as `{{ form.name() }}`;
`{{ form.hidden_tag() }}` carries the forgery token, the key and the version.
"""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from portal.access.acting import Act
from portal.access.me import me

LONGEST_TEXT = 10_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Form(FlaskForm):
    """A writing form. `act()` is what its action takes."""

    key = HiddenField()
    version = HiddenField()

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.key.data = secrets.token_urlsafe(16)
            self.version.data = "" if version is None else str(version)

    def act(self, on: date | None = None) -> Act:
        """Who acts, with this submission's key: sending the form twice makes one entry."""
        who = me()
        # Ours are 22 characters; a longer one does not fit its column.
        return Act(who.person, who.role, who.setting, key=(self.key.data or "")[:64] or None, on=on)

    def stands(self, row: Any) -> Any:
        """Give a row the version that the form was opened with, so that a stale save is refused."""
        # A submission without its version takes the row's own, which is a number already.
        given = str(self.version.data or "")
        if given.isascii() and given.isdigit() and len(given) < 10:
            row.version = int(given)
        return row


class SearchForm(FlaskForm):
    """A form sent by GET: no forgery token, bookmarkable."""

    class Meta:
        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, **kwargs)


def required(message: Any) -> InputRequired:
    """The field must be answered; `message` says what to do ("Enter …", "Select …")."""
    return InputRequired(message)


def text(label: Any, *checks: Any, hint: Any = "", longest: int = 255, **more: Any) -> StringField:
    """One line of text."""
    too_long = _l("“%(what)s”: use %(longest)s characters or fewer", what=label, longest=longest)
    return StringField(
        label,
        [*checks, Length(max=longest, message=too_long)],
        description=hint,
        widget=GovTextInput(),
        filters=[_strip],
        **more,
    )


def words(
    label: Any, *checks: Any, hint: Any = "", rows: int = 4, longest: int = LONGEST_TEXT, **more: Any
) -> TextAreaField:
    """A few sentences. The page must say where safeguarding concerns go instead."""
    too_long = _l("“%(what)s”: use %(longest)s characters or fewer", what=label, longest=longest)
    return TextAreaField(
        label, [*checks, Length(max=longest, message=too_long)], description=hint, widget=_Words(rows), filters=[_strip], **more,
    )  # fmt: skip


def choice(label: Any, choices: Sequence[tuple[Any, Any]], *checks: Any, hint: Any = "", **more: Any) -> RadioField:
    """One of a few."""
    return RadioField(
        label, list(checks) or [Optional()], choices=_options(choices), description=hint, widget=_Radios(), **more
    )


def select(label: Any, choices: Sequence[tuple[Any, Any]], *checks: Any, hint: Any = "", **more: Any) -> SelectField:
    """One of many."""
    return SelectField(label, list(checks), choices=_options(choices), description=hint, widget=GovSelect(), **more)


def _options(pairs: Sequence[tuple[Any, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def several(
    label: Any, choices: Sequence[tuple[Any, Any]], *checks: Any, hint: Any = "", **more: Any
) -> SelectMultipleField:
    """Any number of a few."""
    return SelectMultipleField(
        label, list(checks), choices=_options(choices), description=hint, widget=_Ticks(), **more
    )


def tick(label: Any, *checks: Any, hint: Any = "", **more: Any) -> BooleanField:
    """Yes, or nothing."""
    return BooleanField(label, list(checks), description=hint, widget=_Tick(), **more)


def number(label: Any, lowest: int, highest: int, *checks: Any, hint: Any = "", **more: Any) -> IntegerField:
    """A whole number within bounds."""
    said = _l("“%(what)s”: enter a number from %(low)s to %(high)s", what=label, low=lowest, high=highest)
    bounds = NumberRange(lowest, highest, message=said)
    return _NumberField(label, [*checks, bounds], said, description=hint, widget=GovTextInput(), **more)


class _NumberField(IntegerField):
    """A whole number; words instead of figures are refused with the bounds."""

    def __init__(self, label: Any, checks: Any, said: Any, **more: Any) -> None:
        super().__init__(label, checks, **more)
        self._said = said

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number that was typed; ValueError, with the words for the person, when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(self._said)) from None


class _Words(GovTextArea):
    """A text area of so many rows (the library's own `rows` attribute would stand twice)."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().map_gov_params(field, **kwargs), "rows": self._rows}


class _NoEmptyHint:
    """The library prints an empty hint for groups without one."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if not field.description:
            params.pop("hint", None)
        return params


class _Radios(_NoEmptyHint, GovRadioInput):
    pass


class _Ticks(_NoEmptyHint, GovCheckboxesInput):
    pass


class _Tick(_NoEmptyHint, GovCheckboxInput):
    """One tick; its hint stands after its words: before them "If you tick this" speaks of nothing yet."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **kwargs)
        if hint := params.pop("hint", None):
            params["items"][0]["hint"] = hint
        return params


class DayWidget(GovDateInput):
    """The date input; its error link leads to the day's box, not to the group around it."""

    def map_gov_params(self, field: DateField, **kwargs: Any) -> Any:
        """The three boxes as typed; a request may carry fewer than three, and the widget would fail on it."""
        if field.raw_data is not None:
            field.raw_data = [*field.raw_data, "", "", ""][:3]
        return super().map_gov_params(field, **kwargs)


class _DayField(DateField):
    """A date; one that is not in the calendar is refused in words that help."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The date that the boxes name; ValueError, with the words for the person, when they name none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            said = _("%(what)s: enter a real date, like 3 11 2026", what=self.label.text)
            raise ValueError(said) from None


def day_input(label: Any, *checks: Any, hint: Any = "", **more: Any) -> DateField:
    """Day, month and year in three boxes."""
    return _DayField(
        label,
        [*(checks or [Optional()]), _in_our_time],
        format="%d %m %Y",
        description=hint,
        widget=DayWidget(),
        **more,
    )


def _in_our_time(_form: Any, field: Any) -> None:
    """Years that somebody means. Beyond them lie slips of the finger, and dates with which nothing can be reckoned."""
    if field.data and not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
        raise ValidationError(_l("Enter the year in four figures, like 2026"))


def upload(label: Any, *checks: Any, hint: Any = "", **more: Any) -> FileField:
    """A file from the person's device."""
    return FileField(label, list(checks), description=hint, widget=GovFileInput(), **more)


def password(label: Any, *checks: Any, hint: Any = "", **more: Any) -> PasswordField:
    """A password; never sent back to the page."""
    return PasswordField(label, list(checks), description=hint, widget=GovPasswordInput(), **more)


def not_after(last: date, message: Any) -> Any:
    """A date may not be later than `last`."""

    def check(_form: Any, field: Any) -> None:
        if field.data and field.data > last:
            raise ValidationError(message)

    return check


def _strip(value: str | None) -> str | None:
    return value.strip() if isinstance(value, str) else value


SAFEGUARDING = _l("Worried that a child is not safe? Do not write it here: tell your safeguarding lead now.")
