"""Forms of "What works for me"."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from portal.profile.queries import Stand
from portal.web.forms import Form, required, several, words


class ReadForm(Form):
    """One tap: "I have read this". `stood`: how the page stood before the reader ("newest-retired")."""

    stood = HiddenField()

    def stand(self) -> Stand | None:
        """How the page stood; None where that is not a pair of numbers."""
        newest, _dash, retired = str(self.stood.data or "").partition("-")
        fine = newest.isascii() and newest.isdigit() and retired.isascii() and retired.isdigit()
        return Stand(int(newest), int(retired)) if fine and len(newest) + len(retired) < 16 else None


class ReadAllForm(Form):
    """Several pages at once."""

    pages = several(_l("Pages that you have read"), (), Optional())


class AskForm(Form):
    """The button that asks again those who have not read."""


class RetireForm(Form):
    """Why something holds no more."""

    reason = words(_l("Why does it hold no more?"), required(_l("Say why it holds no more")), rows=3)
