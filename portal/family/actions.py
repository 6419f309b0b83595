"""What a family does: gives a view, asks, sees it differently, answers a plan; what a young person says.

A family's words go to the professionals who help; the other parent reads them only if the writer says so.
Every entry carries the child's present setting: what the family does not share at a move stays there.
"""

from __future__ import annotations

from portal.access.acting import Act, Refused
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.circulation.receipt_actions import answered
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Circulation
from portal.family.queries import Kid
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.thread.queries import Turn
from portal.timeline import audiences
from portal.timeline.models import Entry
from portal.timeline.record import Story, record

ABOUT = ("", "assess", "settling", "repeat")
"""What a view can be about: anything, what we asked at a stage, the first weeks, or having had to tell it again."""

_TITLES = {
    "": "View of the family",
    "assess": "View of the family: what goes well, what is hard, hopes",
    "settling": "View of the family: how the start went",
    "repeat": "The family had to tell their story again",
}

RECEIPTS = ("seen", "agreed", "with_comment", "commented")
MAY_READ = {"helpers": audiences.PROFESSIONALS, "family": audiences.FAMILY, "senco": audiences.restricted()}
"""Whom a young person chooses to read their words, and the audience that it is."""


def give_view(act: Act, kid: Kid, turn: Turn | None, about: str, text: str, *, shared: bool) -> Entry:
    """The family's view. Where the cycle asked for it (`about` its stage) it is kept there too.

    `shared`: the other parent may read it. Raises Refused when the cycle has moved on.
    """
    author = Person.get_by_id(act.person)
    words_of = f"{author.name}, {kid.relationship}" if kid.relationship != "self" else author.name
    audience = audiences.FAMILY if shared else audiences.PROFESSIONALS
    stage = "assess" if about == "assess" else ""
    story = Story(
        "family_view", _TITLES[about], text, stage=stage, audience=audience, category="family_views",
        words_of=words_of, data={"about": about},
    )  # fmt: skip
    if not stage:
        return record(_here(act, kid), story, pupil=kid.id, tell=_around(kid, "family_said"))
    if turn is None or turn.closed_on:
        raise Refused("This round of help is finished. Add your view to the next one.")
    view = Contribution(
        pupil=kid.id, cycle=turn.id, setting=kid.setting, stage=stage, whose="family", name=words_of,
        source="views", text=text, given_on=act.today, by=act.person, audience=audience,
    )  # fmt: skip
    cycle = Cycle.get_by_id(turn.id)
    return record(_here(act, kid), story, view, pupil=kid.id, cycle=cycle, tell=in_charge(cycle, "view_given"))


def ask(act: Act, kid: Kid, about: Entry, text: str, *, shared: bool) -> Entry:
    """A question about something in the story."""
    return _attached(
        act, kid, about, Story("question", f"Question about: {about.title}"[:255], text), "family_asked", shared=shared
    )


def disagree(act: Act, kid: Kid, about: Entry, text: str, *, shared: bool) -> Entry:
    """The family's disagreement, attached to what it is about; that stays as it was written."""
    story = Story("disagreement", f"The family sees this differently: {about.title}"[:255], text)
    return _attached(act, kid, about, story, "family_disagreed", shared=shared)


def _attached(act: Act, kid: Kid, about: Entry, story: Story, told: str, *, shared: bool) -> Entry:
    audience = audiences.FAMILY if shared else audiences.PROFESSIONALS
    whole = story._replace(
        stage=about.stage, audience=audience, category="family_views", data={"about_entry": about.id}
    )
    return record(_here(act, kid), whole, pupil=kid.id, tell=_around(kid, told))


def _around(kid: Kid, kind: str) -> list[Telling]:
    """The SENCO and the teachers of the child's present setting."""
    return [*recipients.sencos(kid.setting, kind), *recipients.teachers(kid.id, kid.setting, kind)]


def answer_plan(act: Act, kid: Kid, copy: Circulation, receipt: str, comment: str, *, shared: bool) -> Entry:
    """Agree to the plan, or say what should change: the receipt of the copy that was sent to the writer."""
    if copy.person_id != act.person:
        raise Refused("This copy of the plan was sent to somebody else.")
    if receipt not in RECEIPTS:
        raise Refused("Choose what you say to the plan.")
    audience = audiences.FAMILY if shared or not comment else audiences.PROFESSIONALS
    copy.receipt, copy.receipt_on, copy.comment, copy.audience = receipt, act.today, comment, audience
    title = {"seen": "Plan read", "commented": "Plan answered with a wish"}.get(receipt, "Plan agreed")
    story = Story(
        "receipt_given", f"{title}: {copy.name}"[:255], comment, stage="plan", audience=audience,
        data={"receipt": receipt, "plan_version": copy.plan_version},
    )  # fmt: skip
    cycle = Cycle.get_by_id(copy.cycle_id)
    return record(_here(act, kid), story, copy, pupil=kid.id, cycle=cycle, tell=answered(cycle))


def say(act: Act, kid: Kid, symbols: dict[str, str], text: str, may_read: str) -> Entry:
    """The young person's own symbols (key to word) and words; `may_read` is whom they chose."""
    audience = MAY_READ[may_read]
    title = f"{kid.forename} said: {', '.join(symbols.values())}" if symbols else f"{kid.forename} said"
    story = Story(
        "child_view", title[:255], text, audience=audience, category="child_views",
        words_of=kid.forename, data={"symbols": list(symbols)},
    )  # fmt: skip
    # Whom the child did not choose does not see the notice either: it vanishes with its entry.
    return record(_here(act, kid), story, pupil=kid.id, tell=_around(kid, "child_said"))


def _here(act: Act, kid: Kid) -> Act:
    """The act as it stands in the child's present setting, where "only the SENCO" and refusals to share apply."""
    return act._replace(setting=kid.setting)
