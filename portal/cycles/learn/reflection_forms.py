"""Forms of the pause to learn: six short questions, of which one answer is enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.forms import AUDIENCES, WHOSE
from portal.cycles.learn.prompts import MINE, PROMPTS
from portal.cycles.learn.reflection_actions import Said
from portal.cycles.review.signs import SYMBOLS
from portal.web.forms import Form, choice, required, several, text, words

# Pictures that answer "what helps" and "what does not help".
_HELPING, _HINDERING = (
    ("quiet", "friend", "adult", "move", "draw"),
    ("loud", "hard", "worried", "adult", "move", "draw"),
)
HELPING = tuple((key, word) for key, word in SYMBOLS if key in _HELPING)
HINDERING = tuple((key, word) for key, word in SYMBOLS if key in _HINDERING)


def with_pictures(
    answers: dict[str, str], helps: Sequence[str] | None, hinders: Sequence[str] | None
) -> dict[str, str]:
    """The answers with the words of the chosen pictures above them, one a line."""
    found = dict(answers)
    for prompt, offered, pictures in (("helps", HELPING, helps), ("hinders", HINDERING, hinders)):
        chosen = [str(word) for key, word in offered if key in (pictures or ())]
        found[prompt] = "\n".join([*chosen, *filter(None, [found[prompt]])])
    return found


class Reflecting(Form):
    """What every form of a reflection checks and gives."""

    # The first of the questions: beside it stands that one answer is needed.
    first = "preferences"

    def validate(self, extra_validators: Any = None) -> bool:
        """One answer is enough; none at all says nothing."""
        fine: bool = super().validate(extra_validators)
        if fine and not any(self.answers().values()):
            field = self[self.first]
            field.errors = [*field.errors, _("Answer at least one question")]
            return False
        return fine

    def answers(self) -> dict[str, str]:
        """The answers by column of Reflection."""
        return {prompt: str(self[prompt].data or "") for prompt in PROMPTS}


class ReflectionForm(Reflecting):
    """What a member of staff or a specialist says, or writes down for somebody else."""

    whose = choice(_l("Whose words are they?"), WHOSE, required(_l("Select whose words they are")))
    name = text(_l("Name and role"), required(_l("Enter a name")), longest=120)
    preferences = words(PROMPTS["preferences"], Optional(), rows=2)
    motivation = words(PROMPTS["motivation"], Optional(), rows=2)
    approach = words(
        PROMPTS["approach"], Optional(), rows=2, hint=_l("What do they do first? When do they ask, wait or give up?")
    )
    helps = words(PROMPTS["helps"], Optional(), rows=3, hint=_l("One sentence for each thing, so that it can be used."))
    hinders = words(PROMPTS["hinders"], Optional(), rows=3)
    only_when = words(
        PROMPTS["only_when"],
        Optional(),
        rows=2,
        hint=_l("For example “The word mat: only when the same adult starts it.”"),
    )
    audience = choice(_l("Who may read this?"), AUDIENCES, required(_l("Select who may read this")))

    def said(self) -> Said:
        """What the action takes."""
        return Said(self.whose.data, self.name.data, self.answers(), self.audience.data)


class ChildForm(ReflectionForm):
    """What the child says, written down by an adult: pictures that the child chose, words, or both."""

    helps_pictures = several(_l("Pictures that the child chose: what helps me"), HELPING, Optional())
    hinders_pictures = several(_l("Pictures that the child chose: what does not help me"), HINDERING, Optional())
    preferences = words(MINE["preferences"], Optional(), rows=2)
    motivation = words(MINE["motivation"], Optional(), rows=2)
    approach = words(MINE["approach"], Optional(), rows=2)
    helps = words(MINE["helps"], Optional(), rows=2, hint=_l("In the child’s own words, as they were said."))
    hinders = words(MINE["hinders"], Optional(), rows=2)
    only_when = words(MINE["only_when"], Optional(), rows=2)

    def answers(self) -> dict[str, str]:
        """The answers; a picture is a line with its word."""
        return with_pictures(super().answers(), self.helps_pictures.data, self.hinders_pictures.data)


class AbsentForm(Form):
    """Why the child or the family did not take part."""

    whose = choice(
        _l("Who could not take part?"),
        (("child", _l("The child or young person")), ("family", _l("The family"))),
        required(_l("Select who could not take part")),
    )
    reason = words(_l("Why?"), required(_l("Say why they could not take part")), rows=3)


class AskAgainForm(Form):
    """The button that asks again."""
