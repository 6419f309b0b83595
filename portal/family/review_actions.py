"""What a family, and a young person, say for a review on their own page, and whether they agree with what came of it."""

from __future__ import annotations

from portal.access.acting import Act
from portal.accounts.models import Person
from portal.cycles.assess.actions import View
from portal.cycles.assess.models import Contribution
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.review import opinion_actions
from portal.cycles.review.answer_actions import change
from portal.cycles.review.models import Opinion
from portal.cycles.review.opinion_actions import Said
from portal.cycles.review.sealing import unsealed
from portal.family.queries import Kid
from portal.timeline.record import Story, record


def speaks(act: Act, kid: Kid) -> str:
    """By what name a parent or a young person speaks: "Magda Wieczorek, mother", or the child's own name."""
    own = kid.relationship == "self"
    return kid.forename if own else f"{Person.get_by_id(act.person).name}, {kid.relationship}"


def answer_review(
    act: Act, kid: Kid, cycle: Cycle, answers: dict[str, str], audience: str, standing: Contribution | None = None
) -> Contribution:
    """Say what is better, what is hard, what next; `standing` is what was said before, changed until the review is held.

    Raises Refused once the review is sealed.
    """
    here, own = act._replace(setting=kid.setting), kid.relationship == "self"
    said = View("child" if own else "family", speaks(act, kid), "", audience).answered(answers)
    if standing is not None:
        return change(here, cycle, standing, said)
    unsealed(cycle)
    row = Contribution(
        pupil=kid.id, cycle=cycle, setting=kid.setting, stage="review", whose=said.whose, name=said.name,
        source="views", text=said.text, given_on=act.today, by=act.person, audience=audience, **answers,
    )  # fmt: skip
    story = Story(
        "child_view" if own else "family_view",
        f"{kid.forename} said how the plan went" if own else "View of the family: how the plan went",
        said.text, stage="review", audience=audience, category="child_views" if own else "family_views",
        words_of=said.name, data={"about": "review"} | {name: each for name, each in answers.items() if each},
    )  # fmt: skip
    record(here, story, row, pupil=kid.id, cycle=cycle, tell=in_charge(cycle, "view_given"))
    return row


def say_whether_agreed(
    act: Act, kid: Kid, cycle: Cycle, *, agrees: bool, words: str, audience: str, standing: Opinion | None
) -> Opinion:
    """Agree with the next step, or see it differently, on the family's own page after the review."""
    said = Said(speaks(act, kid), "" if kid.relationship == "self" else kid.relationship, agrees, words, audience)
    return opinion_actions.give_opinion(act._replace(setting=kid.setting), cycle, said, standing)
