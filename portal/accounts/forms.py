"""Forms of sign-in, invitation and one's own account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from portal.web import forms
from portal.web.forms import Form

_AGAIN = _l("The two passwords are not the same")


class SignInForm(Form):
    """Who is it."""

    email = forms.text(_l("E-mail address"), forms.required(_l("Enter your e-mail address")))
    password = forms.password(_l("Password"), forms.required(_l("Enter your password")))


class _Twice:
    """A new password, typed twice because it cannot be seen."""

    def validate_again(self, field: Any) -> None:
        if field.data != self.password.data:  # type: ignore[attr-defined]
            raise ValidationError(_AGAIN)


class InvitationForm(_Twice, Form):
    """The first password."""

    password = forms.password(
        _l("Choose a password"),
        forms.required(_l("Choose a password")),
        hint=_l("At least 12 characters. Three or four unrelated words are easy to remember."),
    )
    again = forms.password(_l("The same password again"), forms.required(_l("Type the password again")))


class PasswordForm(_Twice, Form):
    """Another password."""

    present = forms.password(_l("Your password now"), forms.required(_l("Enter your password")))
    password = forms.password(
        _l("New password"),
        forms.required(_l("Enter a new password")),
        hint=_l("At least 12 characters. Three or four unrelated words are easy to remember."),
    )
    again = forms.password(_l("The new password again"), forms.required(_l("Type the new password again")))


class MailForm(Form):
    """Whether new notices are told by e-mail."""

    by_mail = forms.tick(_l("Tell me by e-mail when something new waits for me"))


class RoleForm(Form):
    """Which role to work in now."""

    role = forms.choice(_l("Which role do you want to work in now?"), (), forms.required(_l("Choose a role")))


class ButtonForm(Form):
    """A button alone: the forgery token and the key."""
