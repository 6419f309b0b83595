"""Forms of what people say for a review: the same three questions for everybody, in the words of each."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.assess.actions import View
from portal.cycles.forms import AUDIENCES, WHOSE
from portal.cycles.review import signs
from portal.web.forms import Form, choice, day_input, required, several, text, words

QUESTIONS = (
    ("better", _l("What is better?")),
    ("hard", _l("What is still hard?")),
    ("wish", _l("What should we do next?")),
)
_LONGEST = 2000


class ThreeQuestions(Form):
    """What is better, what is still hard, what next; one answer is enough."""

    better = words(_l("What is better?"), Optional(), rows=3, longest=_LONGEST)
    hard = words(_l("What is still hard?"), Optional(), rows=3, longest=_LONGEST)
    wish = words(_l("What should we do next?"), Optional(), rows=3, longest=_LONGEST)

    def answers(self) -> dict[str, str]:
        """Each answer by its question."""
        return {name: (self[name].data or "").strip() for name, _question in QUESTIONS}

    def validate(self, extra_validators: Any = None) -> bool:
        """One answer is enough; none says nothing."""
        valid = bool(super().validate(extra_validators))
        if any(self.answers().values()):
            return valid
        self.better.errors = [*self.better.errors, _("Answer one of the three questions")]
        return False


class MyAnswersForm(ThreeQuestions):
    """One's own answers."""

    audience = choice(_l("Who may read it?"), AUDIENCES, required(_l("Select who may read it")), default="family")

    def view(self, whose: str, name: str) -> View:
        """The answers as one view; an assistant is not asked who reads it: the teacher releases the words."""
        audience = self.audience.data if "audience" in self else "setting"
        return View(whose, name, "", audience).answered(self.answers())


class ToldForm(ThreeQuestions):
    """Answers that somebody gave by mouth, on paper or on the phone, written down as they were told."""

    whose = choice(_l("Whose view is it?"), WHOSE, required(_l("Select whose view it is")))
    name = text(
        _l("Name, and how they said it"),
        required(_l("Enter whose words these are")),
        hint=_l("For example “Nia, by choosing pictures” or “Magda Wieczorek, on the phone”."),
        longest=120,
    )
    on = day_input(_l("When did they say it?"), hint=_l("Today, if you leave it empty."))
    audience = choice(
        _l("Who may read it?"),
        AUDIENCES,
        required(_l("Select who may read it")),
        hint=_l("Ask the person. A parent’s words reach the other parent only if the writer agrees."),
    )

    def view(self) -> View:
        """The view as it was told."""
        return View(self.whose.data, self.name.data, "", self.audience.data, self.on.data).answered(self.answers())


class ChildAnswersForm(ThreeQuestions):
    """The child's answers: pictures to choose, and words that an adult writes down as they are said."""

    better_signs = several(_l("What is better?"), signs.choices("better"), Optional())
    hard_signs = several(_l("What is still hard?"), signs.choices("hard"), Optional())
    wish_signs = several(_l("What should we do next?"), signs.choices("wish"), Optional())
    name = text(
        _l("How did the child say it?"),
        required(_l("Enter how the child said it")),
        hint=_l("For example “Nia, by choosing pictures with Jess”. Write the child’s words, not yours."),
        longest=120,
    )
    audience = choice(
        _l("Who may read it? Ask the child."), AUDIENCES, required(_l("Select who may read it")), default="family"
    )

    def answers(self) -> dict[str, str]:
        """Signs and words of each question as one answer."""
        return {
            name: signs.said(self[f"{name}_signs"].data or [], self[name].data or "") for name, _question in QUESTIONS
        }

    def begin(self, answers: dict[str, str]) -> None:
        """Fill in what the child said before."""
        for name, answer in answers.items():
            self[f"{name}_signs"].data, self[name].data = signs.parted(answer)

    def view(self) -> View:
        """The child's view."""
        return View("child", self.name.data, "", self.audience.data).answered(self.answers())
