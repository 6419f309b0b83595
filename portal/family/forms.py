"""What a family fills in: short forms in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from portal.cycles.review.signs import SYMBOLS
from portal.web.forms import Form, choice, required, several, tick, words

# True for whoever has no other parent here, too; nobody learns from the question whether there is one.
OTHER_PARENT = _l("Others in the family may read this too")
OTHER_PARENT_HINT = _l(
    "If you tick this, the other parent can read it, now or if they join later. "
    "If you do not, only the people who help your child read it."
)

MAY_READ_CHOICES = (
    ("helpers", _l("The people who help me")),
    ("family", _l("The people who help me, and my family")),
    ("senco", _l("Only the SENCO and the safeguarding lead at my setting")),
)


class ViewForm(Form):
    """The family's own words."""

    text = words(_l("Your words"), required(_l("Write a few words")), rows=6)
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)


class AskForm(Form):
    """A question about an entry."""

    text = words(_l("What would you like to know?"), required(_l("Write your question")), rows=5)
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)


class DisagreeForm(Form):
    """A disagreement with an entry."""

    text = words(
        _l("How do you see it?"),
        required(_l("Write how you see it")),
        hint=_l("What was written stays. Your words stand beside it for everyone who helps."),
        rows=5,
    )
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)


class PlanForm(Form):
    """The answer to a plan. Each answer is a button of its own, so that one tap is enough."""

    receipt = choice(
        _l("What do you say to this plan?"),
        [
            ("agreed", _l("I agree with it")),
            ("commented", _l("I would change something")),
            ("seen", _l("I have read it, and answer later")),
        ],
        required(_l("Choose what you say to the plan")),
    )
    comment = words(_l("What would you change, or add?"), rows=4)
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)

    def answer(self) -> str:
        """The receipt: who agrees and adds a few words has agreed, with a comment."""
        given = str(self.receipt.data)
        return "with_comment" if given == "agreed" and self.comment.data else given

    def validate_comment(self, _field: object) -> None:
        """A wish for a change needs its words."""
        if self.receipt.data == "commented" and not self.comment.data:
            raise ValidationError(_l("Write what you would change"))


class OwnWordsForm(Form):
    """The young person's own words: symbols, words or both."""

    symbols = several(_l("How is it going?"), SYMBOLS, Optional())
    text = words(_l("Say it in your own words, if you like"), rows=4)
    may_read = choice(
        _l("Who may see this?"),
        MAY_READ_CHOICES,
        required(_l("Choose who may see this")),
    )

    def validate_text(self, _field: object) -> None:
        """A symbol is enough, and so are words; nothing at all says nothing."""
        if not self.symbols.data and not self.text.data:
            raise ValidationError(_l("Choose a picture, or write a word"))
