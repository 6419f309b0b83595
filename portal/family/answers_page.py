"""The family's page of a review: three questions before it, what came of it and whether they agree after it."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.assess.models import Contribution
from portal.cycles.facts import Stage
from portal.cycles.help.tried import RATED
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome
from portal.cycles.review import signs
from portal.cycles.review.addendum_queries import addenda
from portal.cycles.review.answer_forms import ThreeQuestions
from portal.cycles.review.models import Opinion
from portal.cycles.review.opinion_queries import opinions_of
from portal.cycles.review.referral_queries import of_child
from portal.cycles.review.sealing import sealed
from portal.cycles.review.voices import own_view
from portal.family import queries, review_actions
from portal.family.actions import MAY_READ
from portal.family.blueprint import bp
from portal.family.forms import MAY_READ_CHOICES, OTHER_PARENT, OTHER_PARENT_HINT
from portal.family.queries import Kid
from portal.family.referral_page import told
from portal.web.forms import Form, choice, required, several, tick, words
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

QUESTIONS = (
    ("better", _l("What is better now?"), _l("For example at home, in the morning, with other children.")),
    ("hard", _l("What is still hard?"), ""),
    ("wish", _l("What should we do next?"), _l("What should go on, stop, or be new?")),
)
OWN_QUESTIONS = (
    ("better", _l("What is better?")),
    ("hard", _l("What is hard?")),
    ("wish", _l("What do you want next?")),
)


class FamilyAnswers(ThreeQuestions):
    """The three questions in a family's words."""

    better = words(QUESTIONS[0][1], rows=3, longest=2000, hint=QUESTIONS[0][2])
    hard = words(QUESTIONS[1][1], rows=3, longest=2000)
    wish = words(QUESTIONS[2][1], rows=3, longest=2000, hint=QUESTIONS[2][2])
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)

    def audience(self) -> str:
        """Who reads it: the other parent only where the writer says so."""
        return "family" if self.shared.data else "professionals"

    def begin(self, row: Contribution) -> None:
        """Fill in what was said before."""
        self.better.data, self.hard.data, self.wish.data = row.better, row.hard, row.wish
        self.shared.data = row.audience == "family"


class OwnAnswers(ThreeQuestions):
    """The three questions in the child's own way: pictures, words or both; and who may see them."""

    better_signs = several(OWN_QUESTIONS[0][1], signs.choices("better"))
    hard_signs = several(OWN_QUESTIONS[1][1], signs.choices("hard"))
    wish_signs = several(OWN_QUESTIONS[2][1], signs.choices("wish"))
    may_read = choice(_l("Who may see this?"), MAY_READ_CHOICES, required(_l("Choose who may see this")))

    def answers(self) -> dict[str, str]:
        """Signs and words of each question as one answer."""
        return {name: signs.said(self[f"{name}_signs"].data or [], self[name].data or "") for name in signs.SIGNS}

    def audience(self) -> str:
        """Who reads it, as the child chose."""
        return MAY_READ[self.may_read.data]

    def begin(self, row: Contribution) -> None:
        """Fill in what was said before."""
        for name in signs.SIGNS:
            self[f"{name}_signs"].data, self[name].data = signs.parted(getattr(row, name))


class OpinionForm(Form):
    """Whether somebody agrees with the next step."""

    agrees = choice(
        _l("Do you agree with the next step?"),
        (("yes", _l("Yes, I agree")), ("no", _l("I see it differently"))),
        required(_l("Choose whether you agree")),
    )
    words = words(_l("In your words"), rows=3, longest=2000)
    shared = tick(OTHER_PARENT, hint=OTHER_PARENT_HINT)


@bp.route("/family/<int:pupil>/review", methods=["GET", "POST"])
@action("family.see")
def review_view(pupil: int) -> Answer:
    """Before a review: what is better, what is hard, what next. After it: what came of it, and whether they agree."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family_plan")
    cycle = _cycle(pupil) or abort(404)
    return _after(kid, cycle) if cycle.reviewed_on else _before(kid, cycle)


def _cycle(pupil: int) -> Cycle | None:
    """The cycle whose review is asked about or was held last: that of a plan being made has nothing to say yet."""
    return (
        Cycle.select()
        .where(
            (Cycle.pupil == pupil)
            & (
                Cycle.reviewed_on.is_null(False)
                | (Cycle.closed_on.is_null() & Cycle.stage.in_((Stage.DO.value, Stage.REVIEW.value)))
            )
        )
        .order_by(Cycle.number.desc())
        .first()
    )


def _before(kid: Kid, cycle: Cycle) -> Answer:
    own = kid.relationship == "self"
    row = own_view(cycle, "child" if own else "family", me().person)
    made: Any = OwnAnswers if own else FamilyAnswers
    form = made(version=row.version if row else None)
    if row is not None and not form.is_submitted():
        form.begin(row)
    if form.validate_on_submit():
        with saving(form) as saved:
            standing = form.stands(row) if row else None
            review_actions.answer_review(form.act(), kid, cycle, form.answers(), form.audience(), standing)
        if saved.ok:
            return done("family.child", _("Thank you. We talk about it when we meet."), pupil=kid.id)
    return (invalid if form.is_submitted() else page)(
        "family/review_own.html" if own else "family/review.html",
        form=form, kid=kid, cycle=cycle, questions=OWN_QUESTIONS if own else QUESTIONS, said=row is not None,
    )  # fmt: skip


def _after(kid: Kid, cycle: Cycle) -> Answer:
    opinions = opinions_of(cycle)
    mine = next((row for row in opinions if row.own and row.person_id == me().person), None)
    asks = not cycle.closed_on and not (mine and sealed(cycle))
    form = OpinionForm(version=mine.version if mine else None)
    if mine is not None and not form.is_submitted():
        form.agrees.data, form.words.data = "yes" if mine.agrees else "no", mine.words
        form.shared.data = mine.audience == "family"
    if asks and form.validate_on_submit():
        with saving(form, "words") as saved:
            review_actions.say_whether_agreed(
                form.act(), kid, cycle, agrees=form.agrees.data == "yes", words=form.words.data or "",
                audience="family" if form.shared.data else "professionals", standing=form.stands(mine) if mine else None,
            )  # fmt: skip
        if saved.ok:
            return done("family.review_view", _("Thank you. It stands beside the record."), pupil=kid.id)
    nameless = cycle.setting_id in kid.withheld
    return (invalid if form.is_submitted() else page)(
        "family/review_held.html",
        form=form if asks else None, kid=kid, cycle=cycle, outcomes=_outcomes(cycle), rated=RATED,
        opinions=[(row, _named(row, nameless)) for row in opinions],
        services=[told(row) for row in of_child(kid.id) if row.cycle_id == cycle.id],
        addenda=addenda(kid.id, cycle.id, kid.withheld), nameless=nameless,
    )  # fmt: skip


def _outcomes(cycle: Cycle) -> list[Outcome]:
    rows = Outcome.select().where((Outcome.cycle == cycle.id) & Outcome.dropped_on.is_null())
    return list(rows.order_by(Outcome.position, Outcome.id))


def _named(row: Opinion, nameless: bool) -> str:
    """Nobody who works at a withheld setting is named; what the reader said themselves is theirs."""
    if nameless and not row.own:
        return _("Somebody at the meeting")
    return f"{row.name}, {row.role}" if row.role and row.role not in row.name else str(row.name)
