"""Versions of a plan as they were sent, and what differs between them, as a reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from peewee import Model, Value

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.circulation.version_differences import Difference, differences, people
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, PlanVersion, Provision, Slot, Target
from portal.timeline.following import FOLLOWING


class Plan(Protocol):
    """The rows of a plan in force: what `cycles/rows.py` reads."""

    @property
    def outcomes(self) -> list[Outcome]:
        """In their order."""

    @property
    def targets(self) -> list[Target]:
        """Of every outcome."""

    @property
    def provisions(self) -> list[Provision]:
        """Planned, running or paused."""

    @property
    def slots(self) -> list[Slot]:
        """Times of the week, in its order."""


_MODELS: dict[str, type[Model]] = {"outcome": Outcome, "target": Target, "provision": Provision, "slot": Slot}
_FIELDS = {
    "outcome": ("verb", "text", "area", "aspiration", "baseline"),
    "target": (
        "name", "who", "does_what", "how_well", "how_often", "where", "by_when", "measured_how", "measured_when",
        "measured_by", "baseline", "baseline_value", "goal_value", "unit", "generalise",
    ),
    "provision": (
        "name", "kind", "layer", "detail", "minutes", "times_a_week", "weeks", "group_size", "place", "when_text",
        "resources", "training", "deliverer_name",
    ),
    "slot": ("weekday", "at", "minutes", "what", "place", "with_whom"),
}  # fmt: skip


def content(cycle: Cycle, rows: Plan) -> dict[str, dict[str, dict[str, Any]]]:
    """The plan as it stands, by table and id. No statement beside those of `rows`."""
    slots = rows.slots
    found = {
        "arrangements": {str(cycle.id): _arrangements(cycle)},
        "outcome": {str(row.id): _plain(row, "outcome") for row in rows.outcomes},
        "target": {str(row.id): _plain(row, "target") for row in rows.targets},
        "provision": {str(row.id): _provision(row, slots) for row in rows.provisions},
        "slot": {str(row.id): _plain(row, "slot") for row in slots if row.provision_id is None},
    }
    for row in rows.targets:
        found["target"][str(row.id)] |= {"outcome": row.outcome_id, **_levels(row)}
    return found


def _arrangements(cycle: Cycle) -> dict[str, Any]:
    return {
        "responsible": cycle.responsible_teacher_id,
        "review_on": cycle.review_on.isoformat() if cycle.review_on else None,
        "senco_support": cycle.senco_support,
        "briefings": cycle.briefings,
        "_setting": cycle.setting_id,
    }


def _provision(row: Provision, slots: Iterable[Slot]) -> dict[str, Any]:
    week = ", ".join(f"{slot.weekday} {slot.at}" for slot in slots if slot.provision_id == row.id)
    return {
        **_plain(row, "provision"),
        "deliverer": row.deliverer_id,
        "owner": row.owner_id,
        "target": row.target_id,
        "week": week,
        "paused": row.status == "paused",
    }


def _levels(row: Target) -> dict[str, str]:
    """The five levels of Goal Attainment Scaling, a field each; "" where a level is not described."""
    return {f"level_{level}": row.scale.get(level, "") for level in ("2", "1", "0", "-1", "-2")}


def _plain(row: Model, table: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _FIELDS[table]}
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
    return {**plain, "_setting": row.setting_id}


def versions(cycle: int) -> list[PlanVersion]:
    """The versions of a cycle's plan that were sent, newest first."""
    return list(PlanVersion.select().where(PlanVersion.cycle == cycle).order_by(PlanVersion.number.desc()))


class _Sent(NamedTuple):
    number: int
    content: dict[str, Any]


_sent: Prepared[_Sent] = Prepared(
    _Sent,
    lambda: (
        PlanVersion.select(PlanVersion.number, PlanVersion.content)
        .where(PlanVersion.cycle == Bind("cycle"))
        .order_by(PlanVersion.number.desc())
        .limit(1)
    ),
)


_versions: Prepared[_Sent] = Prepared(
    _Sent,
    lambda: PlanVersion.select(PlanVersion.number, PlanVersion.content).where(
        (PlanVersion.cycle == Bind("cycle")) & PlanVersion.number.in_((Bind("one"), Bind("other")))
    ),
)


def not_sent(cycle: Cycle, rows: Plan) -> list[Difference]:
    """What has changed since the plan was sent last. One statement more than `rows` have read."""
    sent = _sent.first(cycle=cycle.id)
    return differences(sent.content, content(cycle, rows)) if sent else []


class Seen(NamedTuple):
    """Differences as the reader may know them, and the names of the people in them by id."""

    differences: list[Difference]
    names: dict[int, str]


NOTHING = Seen([], {})


def between(cycle: int, since: int | None, number: int) -> Seen:
    """What somebody who had version `since` must be told of version `number`, as far as it is in sight.

    Two statements; empty where one of the versions was not kept. Rows whose words were held back from the reader
    meanwhile are left out, in the older version too.
    """
    if since is None:
        return NOTHING
    kept = {row.number: row.content for row in _versions.rows(cycle=cycle, one=since, other=number)}
    return in_sight(differences(kept[since], kept[number])) if since in kept and number in kept else NOTHING


def in_sight(found: list[Difference]) -> Seen:
    """Those of the differences whose rows the reader sees today, with the people they name. At most one statement."""
    seen = {table: {one.row for one in found if one.table == table} for table in _MODELS}
    queries = [
        model.select(Value(table), model.id, Value("")).where(model.id.in_(seen[table]))
        for table, model in _MODELS.items()
        if seen[table]
    ]
    if named := people(found):
        queries.append(Person.select(Value("person"), Person.id, Person.name).where(Person.id.in_(named)))
    if not queries:
        return Seen(found, {})
    query = queries[0]
    for more in queries[1:]:
        query = query.union_all(more)
    rows = list(query.tuples())
    here = {(table, row) for table, row, _name in rows}
    return Seen(
        [one for one in found if one.table == "arrangements" or (one.table, one.row) in here],
        {row: name for table, row, name in rows if table == "person"},
    )


def _kept_copies(rows: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """The versions that keep a copy of one of these rows: words removed from a plan go from what was sent as well."""
    tables = {model: table for table, model in _MODELS.items()}
    parts = [(tables[model], str(number), model, number) for model, number in rows if model in tables]
    if not parts:
        return []
    pupils = {model.select(model.pupil).where(model.id == number).scalar() for _t, _key, model, number in parts}
    kept = PlanVersion.select().where(PlanVersion.pupil.in_(pupils - {None}))
    return [
        (PlanVersion, version.id)
        for version in kept
        if any(key in version.content.get(table, {}) for table, key, _model, _number in parts)
    ]


FOLLOWING.append(_kept_copies)
