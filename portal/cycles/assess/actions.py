"""The verbs of Assess: views and evidence. Views are also given at review; understanding and differences have rooms of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.assessments.actions import Entered, build_score, story_of
from portal.assessments.models import Score
from portal.cycles.assess.models import Contribution
from portal.cycles.custody import held_here, may_advance, still_open
from portal.cycles.facts import Stage
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.cycles.review.sealing import unsealed
from portal.timeline.actions import in_force
from portal.timeline.audiences import SETTING
from portal.timeline.following import FOLLOWING, LIMITS
from portal.timeline.models import Entry
from portal.timeline.record import Story, record

WHOSE = {
    "child": "The child",
    "family": "The family",
    "teacher": "Teacher or key person",
    "support_staff": "Support staff",
    "senco": "SENCO",
    "professional": "Outside professional",
}
SOURCES = {
    "in_house": "Observation or assessment made here",
    "current": "Current attainment",
    "previous": "Previous attainment",
    "national": "Comparison with national data",
    "agency": "Advice from outside",
}
CATEGORY = {"child": "child_views", "family": "family_views", "professional": "professional_advice"}

# Sources that need not have something new each time; a child's and a family's view is asked for in every cycle.
MAY_BE_NOTHING_NEW = ("current", "previous", "national", "agency")

# Words of these roles stay with the staff of the setting until the teacher releases them.
_UNRELEASED = ("ta", "cover")

# Before each answer of a review where it is read away from its question: "too loud" alone would say the contrary.
_ASKED = {"better": "Better:", "hard": "Still hard:", "wish": "Next:"}


class View(NamedTuple):
    """Somebody's view. `name` says whose words they are; `audience` where the speaker chose them to go."""

    whose: str
    name: str
    text: str
    audience: str = "family"
    on: date | None = None
    context: str = ""
    # The three questions of a review, each answered for itself; `text` holds them together.
    better: str = ""
    hard: str = ""
    wish: str = ""

    def answered(self, answers: Mapping[str, str]) -> View:
        """The same view in three answers (better, hard, wish); its text is all of them, each after what was asked."""
        said = {name: answers.get(name, "").strip() for name in _ASKED}
        text = "\n\n".join(f"{_ASKED[name]} {words}" for name, words in said.items() if words)
        return self._replace(text=text, better=said["better"], hard=said["hard"], wish=said["wish"])


class Evidence(NamedTuple):
    """One piece of evidence: its source of the six, universal or targeted, who, what it shows, the day and where."""

    source: str
    reach: str
    name: str
    text: str
    on: date | None = None
    context: str = ""


class Earlier(NamedTuple):
    """Something that stands elsewhere already and can be taken over as evidence as it is.

    `key` names the row ("target:12"); it is kept, so that nothing is offered twice.
    """

    key: str
    source: str
    whose: str
    name: str
    text: str
    on: date
    reach: str = ""
    context: str = ""
    audience: str = "family"
    score: int | None = None


def give_view(act: Act, cycle: Cycle, stage: str, view: View) -> Contribution:
    """Keep a view beside the others, in the words of who gave it. `stage`: assess or review.

    Raises Refused when the cycle is closed, the review sealed, or the day is still to come.
    """
    still_open(cycle)
    if stage == "review":
        unsealed(cycle)
    view = spoken(act, view)
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage=stage, whose=view.whose, name=view.name,
        source="views", text=view.text, given_on=_seen(act, view.on), context=view.context, by=act.person,
        audience=view.audience, better=view.better, hard=view.hard, wish=view.wish,
    )  # fmt: skip
    story = story_of_view(f"{WHOSE[view.whose]}: view given", stage, view)._replace(occurred_on=row.given_on)
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=in_charge(cycle, "view_given"))
    return row


def spoken(act: Act, view: View) -> View:
    """The view as it is kept: an assistant's waits for release, a specialist's is one whatever the form said."""
    if act.role in _UNRELEASED:
        view = view._replace(audience="setting")
    if act.role == "professional" and view.whose not in ("child", "family"):
        # At a move it passes, or stays, with the reports of specialists.
        view = view._replace(whose="professional")
    return view


def story_of_view(title: str, stage: str, view: View) -> Story:
    """What the timeline says of a view. Each answer stands in it for itself too, so that a removal finds them all."""
    category = CATEGORY.get(view.whose, "record")
    data = {"whose": view.whose} | {name: said for name in ("better", "hard", "wish") if (said := getattr(view, name))}
    return Story("views_given", title, view.text, stage, view.audience, category, view.name, data)


def _seen(act: Act, on: date | None) -> date:
    """The day something was seen; today unless said. Raises Refused for a day that is still to come."""
    if on and on > act.today:
        raise Refused(_("The day must be today or earlier."))
    return on or act.today


def explain_absence(act: Act, cycle: Cycle, stage: str, whose: str, reason: str) -> Cycle:
    """Say why the child's or the family's view could not be heard: an absence needs a reason."""
    held_here(act, cycle)
    if stage == "review":
        unsealed(cycle)
    column = {
        ("assess", "child"): "child_views_absent",
        ("assess", "family"): "family_views_absent",
        ("review", "child"): "child_review_absent",
        ("review", "family"): "family_review_absent",
    }[stage, whose]
    setattr(cycle, column, reason)
    title = "The child’s view could not be heard" if whose == "child" else "The family’s view could not be heard"
    audience = "family" if whose == "child" else "professionals"
    story = Story("views_given", title, reason, stage=stage, audience=audience, data={"absent": whose})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def add_evidence(act: Act, cycle: Cycle, evidence: Evidence) -> Contribution:
    """Add a piece of evidence; at any time while the cycle is open, since assessing never quite ends.

    Raises Refused when the cycle is closed, or the day is still to come.
    """
    still_open(cycle)
    advice = evidence.source == "agency"
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess",
        whose="professional" if advice or act.role == "professional" else "teacher", name=evidence.name,
        source=evidence.source, reach=evidence.reach, text=evidence.text, given_on=_seen(act, evidence.on),
        context=evidence.context, by=act.person,
    )  # fmt: skip
    record(act, _told(row), row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def add_score(act: Act, cycle: Cycle, entered: Entered) -> Contribution:
    """Record a sitting, and the evidence that rests on it, in one action.

    Raises Refused when the cycle is closed, and Nonsense (with its field) for a result that cannot be.
    """
    still_open(cycle)
    score = build_score(act, cycle.pupil, entered, cycle.id)
    advice = score.source == "agency"
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess",
        whose="professional" if advice or act.role == "professional" else "teacher",
        name=score.tester, source=score.source, reach=score.reach, context=score.informant,
        text="\n".join(filter(None, (score.headline, score.note))), given_on=score.taken_on, by=act.person,
        audience=score.audience, score=score,
    )  # fmt: skip
    record(act, story_of(score), score, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def _told(row: Contribution) -> Story:
    """The entry of a piece of evidence."""
    return Story(
        "evidence_added", SOURCES[row.source], row.text, stage="assess", words_of=row.name,
        category=CATEGORY["professional"] if row.whose == "professional" else "record",
        data={"source": row.source, "reach": row.reach}, occurred_on=row.given_on,
    )  # fmt: skip


def nothing_new(act: Act, cycle: Cycle, source: str, *, since: date, asked: str) -> Contribution:
    """A source was looked at and holds nothing new since a day; `asked` says who looked, or who was asked.

    Raises Refused for the sources that are gathered anew in every cycle.
    """
    still_open(cycle)
    if source not in MAY_BE_NOTHING_NEW:
        raise Refused(_("Views, and what is seen here, are gathered anew in every cycle."))
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess",
        whose="professional" if source == "agency" else "teacher", name=asked, source=source,
        text=f"Nothing new since {since.day} {since:%B %Y}.", nothing_new=True, given_on=act.today, by=act.person,
    )  # fmt: skip
    record(act, _told(row), row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def take_over(act: Act, cycle: Cycle, chosen: Iterable[Earlier]) -> list[Contribution]:
    """Take earlier material into this cycle's evidence as it stands: nothing is typed twice, each piece once.

    One entry, which tells how many and of which sources, not the words: these have their own entries and audiences.
    Raises Refused when nothing was chosen.
    """
    still_open(cycle)
    there = Contribution.select(Contribution.taken_from).where(
        (Contribution.cycle == cycle) & (Contribution.taken_from != "")
    )
    known = {row.taken_from for row in there}
    rows = [_taken(act, cycle, each) for each in chosen if each.key not in known]
    if not rows:
        raise Refused(_("Choose at least one thing to take over."))
    story = Story(
        "evidence_added", f"Earlier material taken over as evidence: {len(rows)}", _kinds(rows), stage="assess",
        data={"taken_from": [row.taken_from for row in rows]},
    )  # fmt: skip
    record(act, story, *rows, pupil=cycle.pupil_id, cycle=cycle)
    return rows


def _taken(act: Act, cycle: Cycle, each: Earlier) -> Contribution:
    return Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess", whose=each.whose, name=each.name,
        source=each.source, reach=each.reach, text=each.text, context=each.context, score=each.score,
        given_on=each.on, by=act.person, taken_from=each.key, audience=each.audience,
    )  # fmt: skip


def _copies(rows: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """What was taken over from these rows: it follows their audience, and loses their words with them."""
    keys = [f"{model._meta.table_name}:{number}" for model, number in rows]
    made = Contribution.select(Contribution.id).where(Contribution.taken_from.in_(keys))
    return [(Contribution, number) for (number,) in made.tuples()]


FOLLOWING.append(_copies)


def _limits(model: Any, number: int) -> list[str]:
    """The audience in force of what a piece of evidence was taken over from."""
    row = Contribution.get_or_none(Contribution.id == number) if model is Contribution else None
    table, _colon, key = (row.taken_from if row else "").partition(":")
    if table == "entry":
        told = Entry.get_or_none(Entry.id == int(key))
        return [in_force(told) if told else SETTING]
    source = next((one for one in (Target, Contribution, Score) if one._meta.table_name == table), None)
    if source is None:
        return []
    found = source.get_or_none(source.id == int(key))
    # What the actor does not see stays with the staff.
    return [found.audience if found else SETTING]


LIMITS.append(_limits)


def _kinds(rows: Sequence[Contribution]) -> str:
    names = [SOURCES.get(row.source, "Views") for row in rows]
    return "\n".join(f"{name}: {names.count(name)}" for name in dict.fromkeys(names))


def start_planning(act: Act, cycle: Cycle) -> Cycle:
    """From Assess to Plan."""
    may_advance(act, cycle, Stage.ASSESS)
    cycle.stage = Stage.PLAN.value
    story = Story("stage_started", "Planning started", stage="plan", data={"stage": "plan"})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
