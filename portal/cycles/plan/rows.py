"""A plan as its page reads it: the same rows as `cycles.rows`, as tuples from prepared statements.

A plan may hold 12 targets and 40 kinds of help: model instances of them cost more than the page itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Value

from portal.access.prepared import Prepared, fields, names, row_type
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.assess.rows import differing
from portal.cycles.plan.models import (
    IN_PLAN,
    Attendee,
    Circulation,
    Outcome,
    Provision,
    ProvisionTarget,
    Slot,
    Target,
    TrainingNeed,
)
from portal.cycles.rows import Rows

_TargetRow = row_type("TargetRow", *names(Target))
_OutcomeRow = row_type("OutcomeRow", *names(Outcome), "targets")
_AimRow = row_type("AimRow", *names(Outcome, "o_"), *names(Target, "t_"))
_HelpRow = row_type("HelpRow", *names(Provision), "deliverer_called", "owner_called", "further")
_OUTCOME_WIDTH = len(names(Outcome))

# This plan's aims and those of the plan before it, which it may carry on.
_aims: Prepared[Any] = Prepared(
    _AimRow,
    lambda: (
        Outcome.select(*fields(Outcome), *fields(Target))
        .join(Target, JOIN.LEFT_OUTER, on=(Target.outcome == Outcome.id) & Target.dropped_on.is_null())
        .where(((Outcome.cycle == Bind("cycle")) | (Outcome.cycle == Bind("before"))) & Outcome.dropped_on.is_null())
        .order_by(Outcome.position, Outcome.id, Target.position, Target.id)
    ),
)


def _help() -> Any:
    owner = Person.alias()
    return (
        Provision.select(*fields(Provision), Person.name, owner.name, ProvisionTarget.target)
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .join(owner, JOIN.LEFT_OUTER, on=Provision.owner == owner.id)
        .join(
            ProvisionTarget, JOIN.LEFT_OUTER,
            on=(ProvisionTarget.provision == Provision.id) & ProvisionTarget.ended_on.is_null(),
        )
        .where((Provision.pupil == Bind("pupil")) & Provision.status.in_(IN_PLAN))
        .order_by(Provision.kind, Provision.id, ProvisionTarget.target)
    )  # fmt: skip


_helps: Prepared[Any] = Prepared(_HelpRow, _help)


class Copy(NamedTuple):
    """One person's copy of the plan as it was sent last; a "training" need, somebody asked to the meeting of the "plan" or "review", or a "time" of the week: see `_around`."""

    table: str
    id: int
    person_id: int | None
    name: str
    role: str
    receipt: str
    comment: str
    tries: str
    handed_by: str
    sent_on: Any
    receipt_on: Any
    asked_on: Any
    asked: int | None
    since_version: int | None
    provision_id: int | None
    version: int


class Training(NamedTuple):
    """What somebody must learn before Do."""

    id: int
    who: str
    what: str
    by_when: Any
    met_on: Any
    delay_reason: str
    person_id: int | None
    provision_id: int | None
    version: int


def _around() -> Any:
    """Copies, training needs, who was asked to a meeting and times of the week in one statement: small tables."""
    copies = Circulation.select(
        Value("copy"), Circulation.id, Circulation.person, Circulation.name, Circulation.role, Circulation.receipt,
        Circulation.comment, Circulation.tries, Circulation.handed_by, Circulation.sent_on, Circulation.receipt_on,
        Circulation.asked_on, Circulation.asked, Circulation.since_version, SQL("NULL"), Circulation.version,
    ).where((Circulation.cycle == Bind("cycle")) & (Circulation.plan_version == Bind("number")))  # fmt: skip
    needs = TrainingNeed.select(
        Value("training"), TrainingNeed.id, TrainingNeed.person, TrainingNeed.who, TrainingNeed.what, Value(""),
        TrainingNeed.delay_reason, Value(""), Value(""), TrainingNeed.by_when, TrainingNeed.met_on,
        TrainingNeed.by_when, SQL("0"), SQL("NULL"), TrainingNeed.provision, TrainingNeed.version,
    ).where(TrainingNeed.cycle == Bind("cycle"))  # fmt: skip
    asked = Attendee.select(
        Attendee.stage, Attendee.id, Attendee.person, Attendee.name, Attendee.role, Attendee.answer, Value(""),
        Value(""), Value(""), Attendee.invited_on, Attendee.taken_off_on, Attendee.taken_off_on,
        Attendee.came.cast("INTEGER"), Attendee.sent_views.cast("INTEGER"), SQL("NULL"), Attendee.version,
    ).where((Attendee.cycle == Bind("cycle")) & Attendee.taken_off_on.is_null())  # fmt: skip
    times = Slot.select(
        Value("time"), Slot.id, SQL("NULL"), Slot.what, Slot.place, Slot.at, Slot.with_whom, Value(""), Value(""),
        SQL("NULL"), SQL("NULL"), SQL("NULL"), Slot.weekday, Slot.minutes, Slot.provision, Slot.setting,
    ).where((Slot.pupil == Bind("pupil")) & Slot.ended_on.is_null())  # fmt: skip
    return copies.union_all(needs).union_all(asked).union_all(times)


_parts: Prepared[Copy] = Prepared(Copy, _around)


class Guest(NamedTuple):
    """Somebody asked to the meeting of the plan. came: None until it has been."""

    id: int
    person_id: int | None
    name: str
    role: str
    answer: str
    invited_on: Any
    came: bool | None
    sent_views: bool
    version: int


class SlotRow(NamedTuple):
    """A time of the child's own week. weekday: Monday is 1."""

    id: int
    weekday: int
    at: str
    minutes: int | None
    what: str
    place: str
    with_whom: str
    provision_id: int | None
    setting_id: int | None


class PlanRows(Rows):
    """The rows of a plan for reading: three statements for aims (of this cycle and the one before), help, and all around it."""

    @cached_property
    def _aims_of(self) -> dict[int, list[Any]]:
        before = self.cycle.follows_id or self.cycle.id
        found: dict[int, list[Any]] = {}
        rows = _aims.rows(cycle=self.cycle.id, before=before)
        for _outcome, of_one in groupby(rows, key=lambda row: row.o_id):
            outcome = _outcome_row(of_one)
            found.setdefault(outcome.cycle_id, []).append(outcome)
        return found

    @property
    def outcomes(self) -> list[Any]:
        """Outcomes in their order, each with `.targets`."""
        return self._aims_of.get(self.cycle.id, [])

    @property
    def carry(self) -> list[Any]:
        """Outcomes of the cycle before, each with `.targets`."""
        return self._aims_of.get(self.cycle.follows_id, []) if self.cycle.follows_id else []

    @cached_property
    def _help_rows(self) -> list[Any]:
        """Each kind of help once for each further target that it serves."""
        return _helps.rows(pupil=self.cycle.pupil_id)

    @cached_property
    def provisions(self) -> list[Any]:
        """What the child gets, each once, with the names of deliverer and owner."""
        once: dict[int, Any] = {}
        for row in self._help_rows:
            once.setdefault(row.id, row)
        return list(once.values())

    @cached_property
    def further(self) -> dict[int, list[int]]:
        """Ids of further targets by provision."""
        found: dict[int, list[int]] = {}
        for row in self._help_rows:
            if row.further:
                found.setdefault(row.id, []).append(row.further)
        return found

    @cached_property
    def _differing(self) -> list[Any]:
        return differing(self.cycle)

    @cached_property
    def _parts_of(self) -> list[Copy]:
        cycle = self.cycle
        return sorted(
            _parts.rows(cycle=cycle.id, pupil=cycle.pupil_id, number=cycle.plan_version), key=lambda row: row.id
        )

    @property
    def circulations(self) -> list[Any]:
        """Who got the plan as it stands now."""
        return [row for row in self._parts_of if row.table == "copy"]

    @property
    def training(self) -> list[Any]:
        """What somebody must learn first."""
        return [
            Training(
                row.id, row.name, row.role, row.sent_on, row.receipt_on, row.comment, row.person_id, row.provision_id,
                row.version,
            )
            for row in self._parts_of
            if row.table == "training"
        ]  # fmt: skip

    @property
    def attendees(self) -> list[Any]:
        """Who was asked to the meeting of the plan, in the order asked."""
        return self.asked_to("plan")

    def asked_to(self, stage: str) -> list[Any]:
        """Who was asked to the meeting of a stage (plan or review), in the order asked."""
        return [
            Guest(
                row.id, row.person_id, row.name, row.role, row.receipt, row.sent_on,
                None if row.asked is None else bool(row.asked), bool(row.since_version), row.version,
            )
            for row in self._parts_of
            if row.table == stage
        ]  # fmt: skip

    @cached_property
    def slots(self) -> list[Any]:
        """Times of the child's own week, in its order."""
        found = [
            SlotRow(
                row.id, row.asked or 0, row.receipt, row.since_version, row.name, row.role, row.comment, row.provision_id,
                row.version,
            )
            for row in self._parts_of
            if row.table == "time"
        ]  # fmt: skip
        return sorted(found, key=lambda slot: (slot.weekday, slot.at, slot.id))

    def staff(self, hidden: Iterable[int], responsible: tuple[int, str] | None) -> dict[str, str]:
        """The people whom the plan names, by id as text; nobody of the settings `hidden`."""
        away = frozenset(hidden)
        found = {str(responsible[0]): responsible[1]} if responsible else {}
        for row in self.provisions:
            if row.setting_id not in away:
                found |= {
                    str(person): name
                    for person, name in ((row.deliverer_id, row.deliverer_called), (row.owner_id, row.owner_called))
                    if person and name
                }
        return found


def _outcome_row(rows: Iterable[Any]) -> Any:
    """One outcome of rows that each carry one of its targets."""
    rows = list(rows)
    targets = [_TargetRow._make(row[_OUTCOME_WIDTH:]) for row in rows if row.t_id is not None]
    return _OutcomeRow(*rows[0][:_OUTCOME_WIDTH], targets)
