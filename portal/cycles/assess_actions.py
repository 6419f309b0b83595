"""The verbs of Assess: views, evidence, sense, understanding. Views are also given at review."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from peewee import fn

from portal.access.acting import Act, Refused
from portal.cycles.assess_models import Contribution, Understanding
from portal.cycles.custody import held_here, may_advance, still_open
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
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
_CATEGORY = {"child": "child_views", "family": "family_views", "professional": "professional_advice"}


# Words of these roles stay with the staff of the setting until the teacher releases them.
_UNRELEASED = ("ta", "cover")


class View(NamedTuple):
    """Somebody's view. `name` says whose words they are; `audience` where the speaker chose them to go."""

    whose: str
    name: str
    text: str
    audience: str = "family"


class Evidence(NamedTuple):
    """One piece of evidence: its source of the six, universal or targeted, and what it shows."""

    source: str
    reach: str
    name: str
    text: str


def give_view(act: Act, cycle: Cycle, stage: str, view: View) -> Contribution:
    """Keep a view beside the others, in the words of who gave it. `stage`: assess or review."""
    still_open(cycle)
    if act.role in _UNRELEASED:
        view = view._replace(audience="setting")
    if act.role == "professional" and view.whose not in ("child", "family"):
        # Whatever the form said: at a move it passes, or stays, with the reports of specialists.
        view = view._replace(whose="professional")
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage=stage, whose=view.whose, name=view.name,
        source="views", text=view.text, given_on=act.today, by=act.person, audience=view.audience,
    )  # fmt: skip
    story = Story(
        "views_given", f"{WHOSE[view.whose]}: view given", view.text, stage=stage, audience=view.audience,
        category=_CATEGORY.get(view.whose, "record"), words_of=view.name, data={"whose": view.whose},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def explain_absence(act: Act, cycle: Cycle, stage: str, whose: str, reason: str) -> Cycle:
    """Say why the child's or the family's view could not be heard: an absence needs a reason."""
    held_here(act, cycle)
    column = {
        ("assess", "child"): "child_views_absent",
        ("assess", "family"): "family_views_absent",
        ("review", "child"): "child_review_absent",
        ("review", "family"): "family_review_absent",
    }[stage, whose]
    setattr(cycle, column, reason)
    title = "The child’s view could not be heard" if whose == "child" else "The family’s view could not be heard"
    story = Story(
        "views_given",
        title,
        reason,
        stage=stage,
        audience="family" if whose == "child" else "professionals",
        data={"absent": whose},
    )
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def add_evidence(act: Act, cycle: Cycle, evidence: Evidence) -> Contribution:
    """Add a piece of evidence; at any time while the cycle is open, since assessing never quite ends."""
    still_open(cycle)
    advice = evidence.source == "agency"
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess",
        whose="professional" if advice else "teacher", name=evidence.name, source=evidence.source,
        reach=evidence.reach, text=evidence.text, given_on=act.today, by=act.person,
    )  # fmt: skip
    story = Story(
        "evidence_added", SOURCES[evidence.source], evidence.text, stage="assess", words_of=evidence.name,
        category="professional_advice" if advice else "record",
        data={"source": evidence.source, "reach": evidence.reach},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def make_sense(act: Act, cycle: Cycle, text: str) -> Contribution:
    """The SENCO's reading of views that differ; the views themselves stay side by side."""
    held_here(act, cycle)
    row = Contribution(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="assess", whose="senco", source="sense",
        text=text, given_on=act.today, by=act.person,
    )  # fmt: skip
    story = Story(
        "evidence_added", "What the different views mean together", text, stage="assess", data={"source": "sense"}
    )
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def write_understanding(
    act: Act, cycle: Cycle, *, statement: str, barriers: str, changed: str = "", why: str = ""
) -> Understanding:
    """A new version of our understanding of need. Every version after the first says what changed and why."""
    held_here(act, cycle)
    newest = (
        Understanding.select(fn.MAX(Understanding.number)).where(Understanding.pupil == cycle.pupil_id).scalar() or 0
    )
    if newest and not (changed.strip() and why.strip()):
        raise Refused(_("Say what changed since the last version, and why. “Nothing” is an answer, with its reason."))
    row = Understanding(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, number=newest + 1, statement=statement,
        barriers=barriers, changed=changed, why=why, written_on=act.today, by=act.person,
    )  # fmt: skip
    story = Story(
        "understanding_written", f"Our understanding of need, version {row.number}", statement, stage="assess",
        data={"number": row.number, "barriers": barriers, "changed": changed, "why": why},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def start_planning(act: Act, cycle: Cycle) -> Cycle:
    """From Assess to Plan."""
    may_advance(act, cycle, Stage.ASSESS)
    cycle.stage = Stage.PLAN.value
    story = Story("stage_started", "Planning started", stage="plan", data={"stage": "plan"})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
