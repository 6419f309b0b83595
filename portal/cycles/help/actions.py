"""The verbs of help in a plan: provision with its times and further targets, and the strategies of every adult."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.facts import Stage
from portal.cycles.help import section_f
from portal.cycles.help.training_actions import Training, needed_for, told
from portal.cycles.help.week import Time
from portal.cycles.help.week_actions import retold, slots_for
from portal.cycles.help.week_queries import slots_of
from portal.cycles.models import Cycle
from portal.cycles.plan.aim_actions import fill, plan_open
from portal.cycles.plan.ledger_links import linked
from portal.cycles.plan.models import IN_PLAN, Provision, ProvisionTarget, Slot, TrainingNeed
from portal.library.models import Item
from portal.library.queries import rate_of, rates, roles_at
from portal.notices.outbox import Telling
from portal.organisation.rules import rules
from portal.timeline.record import Story, record

EVERY_ADULT, ALWAYS = "Every adult", "in every lesson"
"""Who and when of a strategy for which nobody is named, as stored."""


class Help(NamedTuple):
    """One kind of help as planned. `minutes`, `times_a_week` and `weeks` are its dose; `when_text` its timetable.

    `secures`: the item of Section F that it is.
    `target`: the one its sessions are measured on. `rate_pence`: an hour of the deliverer; `materials_pence`: for the child.
    """

    name: str
    kind: str
    layer: str
    detail: str = ""
    target: int | None = None
    deliverer: int | None = None
    deliverer_name: str = ""
    when_text: str = ""
    place: str = ""
    minutes: int | None = None
    times_a_week: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    group_name: str = ""
    section_f: bool = False
    secures: int | None = None
    area: str = ""
    family: str = ""
    item_id: int | None = None
    owner: int | None = None
    training: str = ""
    resources: str = ""
    rate_pence: int | None = None
    materials_pence: int | None = None


class Around(NamedTuple):
    """What is planned with one kind of help: further targets it serves, training needed first, its times in the week.

    `uses`: ids of what earlier cycles taught and it uses. `times`, `uses` None: they stay as they are.
    """

    also: tuple[int, ...] = ()
    training: Training | None = None
    times: tuple[Time, ...] | None = None
    uses: tuple[int, ...] | None = None


def plan_provision(
    act: Act, cycle: Cycle, provision: Provision | None, help_: Help, around: Around | None = None
) -> Provision:
    """Plan one kind of help, or change one that has not begun. It starts with Do and belongs to the child.

    New help while the plan runs begins at once. Without `around`, further targets, training and times stay as they are.
    """
    touched = _may_add(act, cycle) if provision is None else plan_open(act, cycle)
    # Else a tick taken away, or a number left empty, would let the setting stop it afterwards.
    secured = section_f.secured_dose(provision)
    row = provision or _new(act, cycle)
    if provision and provision.status != "planned":
        # What already runs goes on under this plan, as it is now written.
        row.cycle = cycle
    fill(row, _priced(act, _every_adult(help_, around))._asdict())
    beside, tell = _beside(act, cycle, row, around) if around else ([], [])
    section_f.keeps(row, secured)
    if row.status == "running" and provision is None and any(isinstance(one, TrainingNeed) for one in beside):
        raise Refused(_("The plan runs, so this help begins at once. Do the training first, then add the help."))
    title = f"Help changed: {help_.name}" if provision else f"{_added(row)}: {help_.name}"
    story = Story(
        "provision_planned", title, help_.detail, stage="plan", data={"kind": help_.kind, "when": row.when_text}
    )
    record(act, story, row, *beside, *touched, pupil=cycle.pupil_id, cycle=cycle, tell=tell)
    return row


def _every_adult(help_: Help, around: Around | None) -> Help:
    """An ordinary strategy for which nobody is named is every adult's, in every lesson."""
    if help_.kind != "strategy" or help_.deliverer or help_.deliverer_name:
        return help_
    timed = bool(help_.when_text or (around and around.times))
    return help_._replace(deliverer_name=EVERY_ADULT, when_text=help_.when_text if timed else ALWAYS)


def _priced(act: Act, help_: Help) -> Help:
    """With the rate of who runs it, or usually runs it, where none is said and there is time to pay for."""
    if help_.rate_pence is not None or not help_.minutes:
        return help_
    usual = Item.get_or_none(Item.id == help_.item_id) if help_.item_id else None
    roles = roles_at(help_.deliverer, act.setting, act.today) if help_.deliverer else []
    return help_._replace(rate_pence=rate_of(rates(act.setting), *roles, *([usual.run_by] if usual else [])))


def _may_add(act: Act, cycle: Cycle) -> list[Cycle]:
    """The cycle where it changes by new help: before Do as a new version; in Do nothing, changes are sent by themselves."""
    if cycle.stage != Stage.DO or cycle.closed_on:
        return plan_open(act, cycle)
    held_here(act, cycle)
    return []


def _added(row: Provision) -> str:
    return "Help added" if row.status == "running" else "Help planned"


def _new(act: Act, cycle: Cycle) -> Provision:
    return Provision(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, starts_on=act.today,
        status="running" if cycle.stage == Stage.DO else "planned", started_cycle_number=cycle.number,
    )  # fmt: skip


def _beside(act: Act, cycle: Cycle, row: Provision, around: Around) -> tuple[list[Model], list[Telling]]:
    """The rows that are saved with the help, and who is told."""
    rows: list[Model] = [*_targets(act, cycle, row, around.also)]
    if around.uses is not None:
        rows += linked(act, cycle, around.uses, provision=row)
    if around.times is not None:
        slots = slots_for(act, cycle, row, around.times)
        rows += slots
        if not row.when_text:
            retold(row, _standing(act, row, slots))
    tell: list[Telling] = []
    if around.training and around.training.what.strip():
        need = needed_for(act, cycle, row, around.training)
        rows.append(need)
        tell = told(act, cycle, need) if need.id is None else []
    return rows, tell


def _standing(act: Act, row: Provision, changed: Sequence[Slot]) -> list[Slot]:
    """The times that the help has once `changed` is saved."""
    ids = {slot.id for slot in changed if slot.id is not None}
    kept = [slot for slot in (slots_of(row.id, act.setting) if row.id else []) if slot.id not in ids]
    return [*kept, *(slot for slot in changed if slot.ended_on is None)]


def _targets(act: Act, cycle: Cycle, row: Provision, also: Sequence[int]) -> list[ProvisionTarget]:
    """The links to further targets that change: new ones, those taken up again, those given up."""
    wanted = {target for target in also if target != row.target_id}
    links = {link.target_id: link for link in ProvisionTarget.select().where(ProvisionTarget.provision == row.id)}
    rows = []
    for target, link in links.items():
        serves = target in wanted
        if serves == (link.ended_on is None):
            continue
        link.ended_on = None if serves else act.today
        rows.append(link)
    new = [
        ProvisionTarget(pupil=cycle.pupil_id, setting=act.setting, provision=row, target=target)
        for target in sorted(wanted - set(links))
    ]
    return rows + new


def plan_strategies(act: Act, cycle: Cycle, chosen: Sequence[Item], own: Sequence[str] = ()) -> list[Provision]:
    """Plan several ordinary strategies at once, which every adult uses: from the library, and in own words.

    Those that the plan has already are left out. Raises Refused when nothing new is left.
    """
    touched = _may_add(act, cycle)
    there = {
        name.casefold()
        for (name,) in Provision.select(Provision.name)
        .where((Provision.pupil == cycle.pupil_id) & Provision.status.in_(IN_PLAN))
        .tuples()
    }
    wanted = [_strategy(item) for item in chosen] + [Help(name.strip(), "strategy", _ordinary_layer()) for name in own]
    rows: list[Provision] = []
    for help_ in wanted:
        if not help_.name or help_.name.casefold() in there:
            continue
        there.add(help_.name.casefold())
        row = _new(act, cycle)
        fill(row, _every_adult(help_, None)._asdict())
        rows.append(row)
    if not rows:
        raise Refused(_("Tick at least one strategy that the plan does not have yet, or write one."))
    names = ", ".join(row.name for row in rows)
    data = {"kind": "strategy", "when": ALWAYS}
    story = Story("provision_planned", f"{_added(rows[0])}: what every adult does", names, stage="plan", data=data)
    record(act, story, *rows, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return rows


def _strategy(item: Item) -> Help:
    return Help(
        item.name, "strategy", item.layer, item.detail, area=item.area, family=item.family, item_id=item.id,
        resources=item.resources,
    )  # fmt: skip


def _ordinary_layer() -> str:
    """The first of the authority's layers: what all children get."""
    return rules().layers[0].lower()
