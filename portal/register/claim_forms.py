"""Forms that answer a claim."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.web.forms import Form, choice, required, text, tick

DIFFERENT = "different"


class ClaimForm(Form):
    """Is it the same child? `child` holds the id of the one it is, or "different"."""

    child = choice(_l("Is this the same child?"), [], required(_l("Select whether this is the same child")))
    dual = tick(
        _l("The child stays at the present setting too"),
        Optional(),
        hint=_l("Dual registration: the present setting stays the main one and keeps the open cycle."),
    )


class FamilyClaimForm(Form):
    """The family answers with the code that the new setting gave them."""

    code = text(
        _l("The code"),
        required(_l("Enter the code")),
        hint=_l("Ten letters and numbers, such as AB2CD-EF3GH."),
        longest=20,
    )
    child = choice(_l("Which child is it about?"), [], required(_l("Select the child")))
    same = choice(
        _l("Does your child go to the setting that gave you this code?"),
        [("yes", _l("Yes. They may carry on from what is known.")), ("no", _l("No. This is not about my child."))],
        required(_l("Select yes or no")),
    )
