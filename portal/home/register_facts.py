"""Reads for the first page of a setting's leaders: a fixed number of statements, whatever the size of the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Membership, Person
from portal.cycles.assess.models import Contribution
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.pupils.models import Placement, Pupil
from portal.register.models import Need, Registration
from portal.transitions.models import Decision, Transition


class Child(NamedTuple):
    """A child on the register, with the open cycle (cycle columns empty where there is none)."""

    id: int
    forename: str
    surname: str
    preferred_forename: str
    preferred_surname: str
    code: str
    since: date
    informed_on: date | None
    year_group: str | None
    roll: int | None
    need: str | None
    # When the last review was held to which the family gave its view.
    met_family_on: date | None
    cycle: int | None
    number: int | None
    stage: str | None
    opened_on: date | None
    agreed_on: date | None
    circulated_on: date | None
    review_on: date | None
    reviewed_on: date | None
    # When views for the review were asked for: nothing is arranged before.
    views_asked_on: date | None
    lead: str | None

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.preferred_forename or self.forename} {self.preferred_surname or self.surname}"

    @property
    def first_name(self) -> str:
        """The first name the child goes by."""
        return self.preferred_forename or self.forename

    @property
    def short_name(self) -> str:
        """ "Jacob T", for the week."""
        return f"{self.first_name} {(self.preferred_surname or self.surname)[:1]}"


def _children() -> object:
    held, view = Cycle.alias(), Contribution.alias()
    given = view.select(view.id).where((view.cycle == held.id) & (view.stage == "review") & (view.whose == "family"))
    met_family = held.select(fn.MAX(held.reviewed_on)).where((held.pupil == Pupil.id) & fn.EXISTS(given))
    need = (
        Need.select(Need.code).where((Need.pupil == Pupil.id) & Need.ends_on.is_null()).order_by(Need.rank, Need.id)
    ).limit(1)
    return (
        Registration.select(
            Pupil.id, Pupil.forename, Pupil.surname, Pupil.preferred_forename, Pupil.preferred_surname,
            Registration.code, Registration.starts_on, Registration.informed_on, Placement.year_group,
            Setting.pupils_on_roll, need, met_family, Cycle.id, Cycle.number, Cycle.stage, Cycle.opened_on,
            Cycle.agreed_on, Cycle.circulated_on, Cycle.review_on, Cycle.reviewed_on, Cycle.views_asked_on, Person.name,
        )
        .join(Pupil, on=Registration.pupil == Pupil.id)
        .join(Setting, on=Registration.setting == Setting.id)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & (Placement.setting == Bind("at")) & (Placement.state == "current"),
        )
        .join(
            Cycle, JOIN.LEFT_OUTER,
            on=(Cycle.pupil == Pupil.id) & (Cycle.setting == Bind("at")) & Cycle.closed_on.is_null(),
        )
        .join(Person, JOIN.LEFT_OUTER, on=Cycle.lead == Person.id)
        .where((Registration.setting == Bind("at")) & Registration.ends_on.is_null())
        .order_by(Pupil.surname_fold, Pupil.id)
    )  # fmt: skip


_register: Prepared[Child] = Prepared(Child, _children)


def on_register(setting: int) -> list[Child]:
    """Everybody on the setting's register. One statement."""
    found = {row.id: row._replace(met_family_on=_date(row.met_family_on)) for row in _register.rows(at=setting)}
    return list(found.values())


def heard(cycles: Collection[int]) -> dict[int, set[str]]:
    """Whose views each cycle's review has already: child, family, teacher … One statement; none for no cycle."""
    found: dict[int, set[str]] = {cycle: set() for cycle in cycles}
    if not found:
        return found
    rows = Contribution.select(Contribution.cycle, Contribution.whose).where(
        Contribution.cycle.in_(list(found)) & (Contribution.stage == "review")
    )
    for cycle, whose in rows.tuples():
        found[cycle].add(whose)
    return found


class Arrival(NamedTuple):
    """A child on the way here, or here and not yet carried on: `decided` of the inherited `strands`."""

    move: int
    pupil: int
    forename: str
    surname: str
    state: str
    from_name: str | None
    from_hidden: int
    moves_on: date
    arrived_on: date | None
    decide_by: date | None
    cycle_number: int | None
    decided: int
    strands: int

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"


def _coming() -> object:
    before, place = Setting.alias(), Placement.alias()
    hidden = place.select(fn.COUNT(place.id)).where(
        (place.pupil == Transition.pupil) & (place.setting == Transition.from_setting) & place.withheld
    )
    # Counted as the page of moves counts them: what was begun before the child came waits for a decision.
    inherited = Provision.status.in_(("running", "paused")) & (
        Provision.starts_on < fn.COALESCE(Transition.arrived_on, Transition.moves_on)
    )
    strands = Provision.select(fn.COUNT(Provision.id)).where((Provision.pupil == Transition.pupil) & inherited)
    decided = (
        Decision.select(fn.COUNT(Decision.id))
        .join(Provision, on=Decision.provision == Provision.id)
        .where((Decision.transition == Transition.id) & inherited)
    )
    return (
        Transition.select(
            Transition.id, Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), Transition.state, before.name, hidden,
            Transition.moves_on, Transition.arrived_on, Transition.decide_by, Cycle.number, decided, strands,
        )
        .join(Pupil, on=Transition.pupil == Pupil.id)
        .join(before, JOIN.LEFT_OUTER, on=Transition.from_setting == before.id)
        .join(Cycle, JOIN.LEFT_OUTER, on=(Cycle.pupil == Pupil.id) & Cycle.closed_on.is_null())
        .where((Transition.to_setting == Bind("at")) & Transition.state.in_(("agreed", "accepted")))
        .order_by(fn.COALESCE(Transition.decide_by, Transition.moves_on), Transition.id)
    )  # fmt: skip


_arrivals: Prepared[Arrival] = Prepared(Arrival, _coming)


def arrivals(setting: int) -> list[Arrival]:
    """Children on their way to the setting, or there without a decision. One statement."""
    return _arrivals.rows(at=setting)


class Support(NamedTuple):
    """One running provision: who gives it, whether they still work here, and when it was last logged."""

    id: int
    pupil: int
    forename: str
    surname: str
    name: str
    kind: str
    group_name: str
    cycle: int | None
    starts_on: date
    deliverer: str | None
    deliverer_name: str
    deliverer_id: int | None
    works_here: int
    left_on: date | None
    last_logged: date | None

    @property
    def child(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"


def _support() -> object:
    here, gone, held = Membership.alias(), Membership.alias(), Cycle.alias()
    # Help that a child brought along began in a cycle of another setting: it is changed in the one that this setting holds.
    cycle = held.select(fn.MAX(held.id)).where(
        (held.pupil == Provision.pupil) & (held.setting == Bind("at")) & held.closed_on.is_null()
    )
    works_here = here.select(fn.COUNT(here.id)).where(
        (here.person == Provision.deliverer)
        & (here.setting == Bind("at"))
        & (here.starts_on <= Bind("today"))
        & (here.ends_on.is_null() | (here.ends_on >= Bind("today")))
    )
    left_on = gone.select(fn.MAX(gone.ends_on)).where(
        (gone.person == Provision.deliverer) & (gone.setting == Bind("at"))
    )
    logged = Delivery.select(fn.MAX(Delivery.on)).where(Delivery.provision == Provision.id)
    return (
        Provision.select(
            Provision.id, Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), Provision.name, Provision.kind,
            Provision.group_name, cycle, Provision.starts_on, Person.name, Provision.deliverer_name,
            Provision.deliverer, works_here, left_on, logged,
        )
        .join(Pupil, on=Provision.pupil == Pupil.id)
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .where(
            (Provision.setting == Bind("at"))
            & (Provision.status == "running")
            & Provision.kind.in_(("intervention", "support"))
        )
        .order_by(Provision.name, Provision.id)
    )  # fmt: skip


_supports: Prepared[Support] = Prepared(Support, _support)


def support(setting: int) -> list[Support]:
    """The sessions and support that run at the setting. One statement."""
    rows = _supports.rows(at=setting)
    return [row._replace(left_on=_date(row.left_on), last_logged=_date(row.last_logged)) for row in rows]


def _date(value: date | str | None) -> date | None:
    """A date out of a subquery: SQLite hands it over as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
