"""What the settings have done, cycle by cycle, and what was given against what changed: parts 3 and 4 of an evidence pack."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import fn

from portal.arrangements.words import layer_choices
from portal.cycles.do.dose import Dose, doses
from portal.cycles.do.models import Delivery
from portal.cycles.forms import NEXT_STEPS
from portal.cycles.help.queries import counts, dose_of
from portal.cycles.help.tried import logged
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.documents.pack_facts import SHAREABLE
from portal.documents.pack_items import ACTION, SUPPORT, Item, Table
from portal.library import costs
from portal.library.costs import HOUR
from portal.library.money import pounds
from portal.library.words import dose as usual_dose
from portal.organisation.rules import rules
from portal.pupils.settings_of import Places
from portal.web.page import short_day

_RATED = {
    "achieved": _l("achieved"), "mostly": _l("mostly achieved"), "partly": _l("partly achieved"), "not_yet": _l("not yet"),
}  # fmt: skip
_REACHED = ("achieved", "mostly")
_STATES = {
    "planned": _l("planned"), "running": _l("goes on"), "paused": _l("paused"), "stopped": _l("stopped"),
    "finished": _l("finished"), "lost": _l("lost, not stopped"),
}  # fmt: skip
_LEARNT = {
    "helps": _l("Helps"), "hinders": _l("Does not help"), "only_when": _l("Only when"), "about": _l("About the child"),
}  # fmt: skip


class Turns(NamedTuple):
    """All cycles of a child with what stands in them, oldest first. `numbers`: a cycle's id to its number.

    `sessions`: how many were given of which help in which cycle (cycle, provision, count).
    """

    cycles: list[Cycle]
    numbers: dict[int, int]
    outcomes: list[Outcome]
    targets: list[Target]
    helps: list[Provision]
    doses: dict[int, Dose]
    learnt: list[Learning]
    sessions: list[tuple[int | None, int, int]]

    def helps_of(self, cycle: Cycle) -> list[Provision]:
        """The help that began in a cycle."""
        return [
            row for row in self.helps if (row.started_cycle_number or self.numbers.get(row.cycle_id, 0)) == cycle.number
        ]


def read_turns(pupil: int) -> Turns:
    """Eight statements, whatever the length of the thread."""
    cycles = list(Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number))
    helps = list(_shareable(Provision, pupil).order_by(Provision.starts_on, Provision.id))
    return Turns(
        cycles,
        {row.id: row.number for row in cycles},
        list(_shareable(Outcome, pupil).where(Outcome.dropped_on.is_null()).order_by(Outcome.position, Outcome.id)),
        list(_shareable(Target, pupil).where(Target.dropped_on.is_null()).order_by(Target.position, Target.id)),
        helps,
        doses(helps),
        list(_shareable(Learning, pupil).order_by(Learning.learnt_on, Learning.id)),
        _sessions(pupil),
    )


def _sessions(pupil: int) -> list[tuple[int | None, int, int]]:
    """Sessions that were given, by cycle and help."""
    rows = Delivery.select(Delivery.cycle, Delivery.provision, fn.COUNT(Delivery.id))
    rows = rows.where((Delivery.pupil == pupil) & Delivery.given)
    return list(rows.group_by(Delivery.cycle, Delivery.provision).tuples())


def _shareable(model: Any, pupil: int) -> Any:
    return model.select().where((model.pupil == pupil) & model.audience.in_(SHAREABLE))


def cycle_items(turns: Turns, known: Places, *, money: bool) -> list[Item]:
    """An item for each cycle: aims with what came of them, help with what was delivered, what was learnt."""
    layers = dict(layer_choices(rules()))
    return [_cycle_item(cycle, turns, known, layers, money) for cycle in turns.cycles]


def _cycle_item(cycle: Cycle, turns: Turns, known: Places, layers: dict[str, str], money: bool) -> Item:
    outcomes = [row for row in turns.outcomes if row.cycle_id == cycle.id]
    targets = [row for row in turns.targets if row.cycle_id == cycle.id]
    learnt = [row for row in turns.learnt if row.cycle_id == cycle.id]
    helps = turns.helps_of(cycle)
    words = [(_("Outcome"), _rated(row.text, row)) for row in outcomes]
    words += [(_("Target"), _target(row)) for row in targets]
    words += [(str(_LEARNT.get(row.kind, row.kind)), row.text) for row in learnt]
    words += [(_("What changed"), cycle.impact)] if cycle.impact else []
    steps = {step: str(name) for step, name in NEXT_STEPS}
    words += (
        [(_("Next step"), _joined(steps.get(cycle.next_step, ""), cycle.next_step_note))] if cycle.next_step else []
    )
    return Item(
        key=f"cycle:{cycle.id}",
        part=ACTION,
        title=_title(cycle),
        source=_("Entered from papers of before the portal") if cycle.before_portal else _("Plan and review of the cycle"),
        who="",
        on=cycle.reviewed_on or cycle.opened_on,
        where=place_of(cycle, known.labels),
        words=words,
        table=_help_table(cycle, helps, turns, layers, known, money) if helps else None,
        rests_on=(
            *(("outcome", row.id) for row in outcomes), *(("target", row.id) for row in targets),
            *(("learning", row.id) for row in learnt), *(("provision", row.id) for row in helps),
        ),
    )  # fmt: skip


def place_of(cycle: Cycle, labels: dict[int, str]) -> str:
    """Where a cycle was: the setting that opened it, and the one that carried it on after a move."""
    first, last = (labels.get(setting, _("a setting")) for setting in (cycle.opened_at_id, cycle.setting_id))
    if cycle.opened_at_id in (None, cycle.setting_id):
        return last
    return _("%(first)s, then %(last)s", first=first, last=last)


def _title(cycle: Cycle) -> str:
    began, ended = short_day(cycle.started_on or cycle.opened_on), short_day(cycle.reviewed_on)
    if cycle.reviewed_on:
        return _("Cycle %(number)s: %(began)s to %(ended)s", number=cycle.number, began=began, ended=ended)
    return _("Cycle %(number)s: since %(began)s, not reviewed yet", number=cycle.number, began=began)


def _rated(text: str, row: Outcome | Target) -> str:
    """An aim with what the review found of it."""
    if row.rating not in _RATED:
        return text
    return _joined(text, _("%(rating)s.", rating=str(_RATED[row.rating]).capitalize()), row.evidence)


def _target(row: Target) -> str:
    said = ", ".join(filter(None, (row.does_what, row.how_well, row.how_often)))
    text = f"{row.name}: {said}" if row.name else said
    if row.baseline:
        text = _joined(text, _("Before: %(baseline)s.", baseline=row.baseline.rstrip(".")))
    if row.scaled is not None:
        text = _joined(
            text,
            _("Goal Attainment Scaling: %(level)s (0 was expected).", level=f"{row.scaled:+d}" if row.scaled else "0"),
        )
    return _rated(text, row)


def _joined(*pieces: str) -> str:
    """Sentences one after the other, each ended."""
    told = [piece.strip() for piece in pieces if piece.strip()]
    return " ".join(piece if piece[-1] in ".!?…" else f"{piece}." for piece in told)


def _help_table(
    cycle: Cycle, helps: list[Provision], turns: Turns, layers: dict[str, str], known: Places, money: bool
) -> Table:
    headings = [_("Help"), _("Layer"), _("How much"), _("Given"), _("Today")]
    rows = []
    for row in helps:
        dose = turns.doses.get(row.id)
        cells = [
            row.name, layers.get(row.layer, row.layer.capitalize()), usual_dose(row),
            _delivered(dose) if dose and row.kind != "strategy" else _("in every lesson"), _state(row),
        ]  # fmt: skip
        if money:
            priced = counts(row.kind, row.minutes, row.materials_pence)
            cells.append(pounds(costs.child(dose_of(row))) if priced else "")
        rows.append(cells)
    return Table(
        _("Help that began in cycle %(number)s", number=cycle.number),
        [*headings, _("Cost of the whole plan")] if money else headings, rows,
    )  # fmt: skip


def _delivered(dose: Dose) -> str:
    """Sessions that nobody wrote down are said to be that: nobody knows that they were not given."""
    if not logged(dose):
        return _("not logged")
    return dose.words() + (_("; not logged: %(num)s", num=dose.unlogged) if dose.unlogged else "")


def _state(row: Provision) -> str:
    state = str(_STATES.get(row.status, row.status))
    ended = short_day(row.ended_on) if row.ended_on and row.status != "running" else ""
    return _joined(" ".join(filter(None, (state, ended))), row.status_reason if row.status != "running" else "").rstrip(
        "."
    )


def support_items(turns: Turns, known: Places) -> list[Item]:
    """What was given against what changed, in each cycle; and help that ended, with why."""
    items = []
    if turns.helps:
        rows = [_support_row(cycle, turns, known) for cycle in turns.cycles]
        headings = [_("Cycle"), _("Where"), _("Extra sessions given"), _("Hours of an adult"), _("Targets reached")]
        table = Table(_("Extra help and targets, cycle by cycle"), headings, rows)
        items.append(_table_item("support", _("What was given, and what changed"), table, turns.helps))
    ended = [row for row in turns.helps if row.status in ("stopped", "lost", "paused")]
    if ended:
        rows = [
            [row.name, short_day(row.starts_on), short_day(row.ended_on), str(_STATES[row.status]), row.status_reason]
            for row in ended
        ]
        headings = [_("Help"), _("From"), _("Until"), _("How it ended"), _("Why")]
        table = Table(_("Help that was stopped, paused or lost"), headings, rows)
        items.append(_table_item("ended", _("Help that ended before it was finished"), table, ended))
    return items


def _support_row(cycle: Cycle, turns: Turns, known: Places) -> list[str]:
    """One cycle: an adult's hours are this child's share of a group's sessions."""
    helps = {row.id: row for row in turns.helps if row.kind != "strategy"}
    given = [(helps[row], count) for turn, row, count in turns.sessions if turn == cycle.id and row in helps]
    minutes = sum(
        (Fraction(count * (row.minutes or 0), max(row.group_size or 1, 1)) for row, count in given), Fraction(0)
    )
    rated = [row for row in turns.targets if row.cycle_id == cycle.id and row.rating in _RATED]
    reached = sum(row.rating in _REACHED for row in rated)
    return [
        str(cycle.number),
        place_of(cycle, known.labels),
        str(sum(count for _row, count in given)),
        f"{float(round(minutes / HOUR, 1)):g}",
        _("%(reached)s of %(rated)s", reached=reached, rated=len(rated)) if rated else _("not rated"),
    ]


def _table_item(key: str, title: str, table: Table, helps: list[Provision]) -> Item:
    source, rests = (
        _("Counted from the logs and reviews of all settings"),
        tuple(("provision", row.id) for row in helps),
    )
    return Item(f"table:{key}", SUPPORT, title, source, "", None, "", [], table, rests)
