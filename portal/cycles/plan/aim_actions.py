"""The verbs of Plan: outcomes, targets, who answers for the plan, the review date. Help: help_actions.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import fn

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.ledger_links import linked
from portal.cycles.plan.models import IN_PLAN, Outcome, Provision, ProvisionTarget, Target
from portal.cycles.plan.review_dates import refusal, review_dates
from portal.cycles.plan.smart import Smart
from portal.notices import recipients
from portal.timeline.record import Story, record

_BEFORE_DO = (Stage.ASSESS, Stage.PLAN)


def plan_open(act: Act, cycle: Cycle) -> list[Cycle]:
    """Raises Refused outside Plan. An agreed plan that changes must be agreed and circulated again: a new version."""
    held_here(act, cycle)
    in_stage(cycle, *_BEFORE_DO)
    if not cycle.agreed_on:
        return []
    cycle.agreed_on = cycle.circulated_on = None
    cycle.plan_version += 1
    return [cycle]


def fill(row: Any, values: dict[str, Any]) -> None:
    """Give a row the values as they were typed."""
    for name, value in values.items():
        setattr(row, name, value)


class Aim(NamedTuple):
    """An outcome as written: improve, develop or achieve what; the hope it serves and where the child stands now, in words.

    `position`: its place in the plan, 1 first; None for the end. `section_e`: the outcome of Section E that it serves, 0 for
    none; None leaves it as it is.
    """

    verb: str
    text: str
    area: str = ""
    aspiration: str = ""
    baseline: str = ""
    position: int | None = None
    section_e: int | None = None


def set_outcome(
    act: Act,
    cycle: Cycle,
    outcome: Outcome | None,
    *,
    verb: str,
    text: str,
    area: str = "",
    carries: int | None = None,
    carried: Sequence[tuple[int, Smart]] = (),
    **more: Any,
) -> Outcome:
    """Write an outcome (improve, develop or achieve something), or change one.

    `carries`: the id of the outcome of an earlier cycle that goes on in a new one. `carried`: targets of an earlier cycle
    that go on under it, by id; the help given for them goes on for them. `more`: the other parts of `Aim`.
    """
    touched = plan_open(act, cycle)
    if outcome is None:
        _once(Outcome, cycle, carries)
    row = outcome or Outcome(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, position=_last(Outcome, cycle) + 1, carries=carries
    )
    fill(row, {name: value for name, value in Aim(verb, text, area, **more)._asdict().items() if value is not None})
    row.section_e = row.section_e_id or None
    serves = dict(Target.select(Target.id, Target.section_e).where(Target.id.in_([one for one, _ in carried])).tuples())
    targets = [
        Target(
            pupil=cycle.pupil_id, cycle=cycle, outcome=row, setting=act.setting, position=place, carries=before,
            section_e=serves.get(before), **smart._asdict(),
        )
        for place, (before, smart) in enumerate(carried, start=1)
    ]  # fmt: skip
    helping = [help_ for target in targets for help_ in _goes_on(act, cycle, target)]
    title = "Outcome changed" if outcome else "Outcome set"
    # What goes on with it is told with it: one entry for one deed.
    body = "\n".join([text, *(f"· {target.name}" for target in targets)])
    story = Story("outcome_set", title, body, stage="plan", data={"verb": verb, "carried": len(targets)})
    record(act, story, row, *targets, *helping, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def _last(model: type[Outcome] | type[Target], cycle: Cycle) -> int:
    """The last place in the plan that is taken."""
    taken = model.select(fn.MAX(model.position)).where((model.cycle == cycle) & model.dropped_on.is_null()).scalar()
    return int(taken or 0)


def set_target(
    act: Act,
    cycle: Cycle,
    outcome: Outcome,
    target: Target | None,
    smart: Smart,
    *,
    uses: Sequence[int] | None = None,
    position: int | None = None,
    carries: int | None = None,
    section_e: int | None = None,
    scale: dict[str, str] | None = None,
) -> Target:
    """Write a SMART target under an outcome, or change one.

    `uses`: ids of the learnings of earlier cycles that it uses; None leaves its links as they are.
    `carries`: the id of the target of an earlier cycle that goes on in a new one, with the help given for it.
    `section_e`: the outcome of Section E that it serves, 0 for none; None leaves it as it is.
    `scale`: what each level of Goal Attainment Scaling means, "-2" to "2"; empty for none, None leaves it as it is.
    """
    touched = plan_open(act, cycle)
    if target is None:
        _once(Target, cycle, carries)
    row = target or Target(
        pupil=cycle.pupil_id, cycle=cycle, outcome=outcome, setting=act.setting, position=_last(Target, cycle) + 1,
        carries=carries,
    )  # fmt: skip
    helping = [] if target else _goes_on(act, cycle, row)
    fill(row, smart._asdict() | ({"position": position} if position else {}))
    if section_e is not None:
        row.section_e = section_e or None
    if scale is not None:
        fill(row, {"scale": scale})
    links = [] if uses is None else linked(act, cycle, uses, target=row)
    title = "Target changed" if target else "Target set"
    said = {"how_well": smart.how_well} | ({"scale": row.scale} if row.scale else {})
    story = Story("target_set", title, smart.does_what, stage="plan", data=said)
    record(act, story, row, *links, *helping, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def _once(model: type[Outcome] | type[Target], cycle: Cycle, before: int | None) -> None:
    """Raises Refused where what stood in an earlier cycle goes on in this plan already."""
    same = (model.cycle == cycle) & (model.carries == before) & model.dropped_on.is_null()
    if before is not None and model.select().where(same).exists():
        raise Refused(_("It is carried on in this plan already."))


def _goes_on(act: Act, cycle: Cycle, target: Target) -> list[Provision | ProvisionTarget]:
    """The child's help for the target that this one carries on: it is given, and its sessions are measured, for this one."""
    if target.carries is None:
        return []
    standing = (Provision.pupil == cycle.pupil_id) & Provision.status.in_(IN_PLAN)
    rows: list[Provision | ProvisionTarget] = list(
        Provision.select().where(standing & (Provision.target == target.carries)).order_by(Provision.id)
    )
    for help_ in rows:
        help_.target = target
    links = (
        ProvisionTarget.select()
        .join(Provision)
        .where(standing & (ProvisionTarget.target == target.carries) & ProvisionTarget.ended_on.is_null())
        .order_by(ProvisionTarget.id)
    )
    return rows + [
        ProvisionTarget(pupil=cycle.pupil_id, setting=act.setting, provision=link.provision_id, target=target)
        for link in links
    ]


def drop(act: Act, cycle: Cycle, row: Outcome | Target) -> None:
    """Take an outcome or a target out of a plan that has not begun. It stays in the timeline."""
    touched = plan_open(act, cycle)
    row.dropped_on = act.today
    is_target = isinstance(row, Target)
    if not is_target and row.targets.where(Target.dropped_on.is_null()).exists():
        raise Refused(_("Take out the targets of this outcome first."))
    kind, title = ("target_set", "Target taken out") if is_target else ("outcome_set", "Outcome taken out")
    story = Story(kind, title, row.does_what if is_target else row.text, stage="plan")
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)


def arrange(act: Act, cycle: Cycle, *, responsible: int, review_on: date, **more: str) -> Cycle:
    """Name the teacher who answers for the plan day to day, and the day of the review. In every stage before it.

    `more`: senco_support (what the SENCO does for the teacher) and briefings (when teacher and support staff talk), in
    words. Before Do an agreed plan becomes a new version; later the review is only
    moved, and the timeline says so. Raises Refused for a day later than a term from the start: the rule of a review
    each term (Code of Practice 6.65).
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN, Stage.DO)
    refused = refusal(review_dates(cycle, act.today), review_on, act.today) if review_on != cycle.review_on else ""
    if refused:
        raise Refused(refused)
    if cycle.stage != Stage.DO:
        plan_open(act, cycle)
    new = [responsible] if responsible != cycle.responsible_teacher_id else []
    cycle.responsible_teacher, cycle.review_on = responsible, review_on
    fill(cycle, more)
    story = Story("review_date_set", "Review date set", stage="plan", data={"review_on": review_on.isoformat()})
    told = recipients.named(new, cycle.setting_id, "teacher_named", cycle.id)
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle
