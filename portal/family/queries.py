"""What a family reads of its own children: few statements, whatever the length of a life."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _
from peewee import JOIN, Value, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Membership, Person
from portal.cycles.assess.models import Contribution
from portal.cycles.learn.models import Learning
from portal.cycles.plan.models import Attendee, Circulation, Provision
from portal.cycles.review.models import Opinion
from portal.organisation.models import Room, Setting
from portal.pupils.models import Guardianship, Placement, Pupil
from portal.transitions.models import Decision, ShareItem, Transition, TransitionReceipt


class Kid(NamedTuple):
    """One of the reader's children and where they are. `places`: setting id to its name as the reader may know it."""

    id: int
    forename: str
    name: str
    relationship: str
    setting: int | None
    place: str
    # The present setting is withheld: no name of it or of its people is shown.
    hidden: bool
    since: date | None
    room: str
    key_person: str
    # The SENCO of the present setting; a childminder is their own.
    senco: str
    born_on: date
    places: dict[int, str]
    # Settings that go by "a setting": nobody who works there is named either.
    withheld: frozenset[int]

    def place_of(self, setting: int | None) -> str:
        """The name of a setting of the child's life; "" where there is none to give."""
        return self.places.get(setting, "") if setting else ""


class _Row(NamedTuple):
    id: int
    forename: str
    surname: str
    preferred_forename: str
    preferred_surname: str
    born_on: date
    relationship: str
    setting: int | None
    setting_name: str | None
    state: str | None
    main: bool | None
    withheld: bool | None
    starts_on: date | None
    room: str | None
    key_person: str | None
    senco: str | None


def _senco() -> object:
    named = Person.alias()
    return (
        Membership.select(named.name)
        .join(named, on=Membership.person == named.id)
        .where(
            (Membership.setting == Placement.setting)
            & Membership.role.in_(("senco", "childminder"))
            & (Membership.starts_on <= Bind("today"))
            & (Membership.ends_on.is_null() | (Membership.ends_on >= Bind("today")))
        )
        .order_by(Membership.starts_on.desc(), Membership.id)
        .limit(1)
    )


_rows: Prepared[_Row] = Prepared(
    _Row,
    lambda: (
        Guardianship.select(
            Pupil.id, Pupil.forename, Pupil.surname, Pupil.preferred_forename, Pupil.preferred_surname, Pupil.born_on,
            Guardianship.relationship, Placement.setting, Setting.name, Placement.state, Placement.main,
            Placement.withheld, Placement.starts_on, Room.name, Person.name, _senco(),
        )
        .join(Pupil, on=Guardianship.pupil == Pupil.id)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & Placement.state.in_(("current", "left", "coming", "cancelled")),
        )
        .join(Setting, JOIN.LEFT_OUTER, on=Placement.setting == Setting.id)
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .join(Person, JOIN.LEFT_OUTER, on=Placement.key_person == Person.id)
        .order_by(Pupil.born_on, Pupil.id, Placement.starts_on, Placement.id)
    ),
)  # fmt: skip


def my_children() -> list[Kid]:
    """The reader's children, oldest first. One statement."""
    found: dict[int, list[_Row]] = {}
    for row in _rows.rows():
        found.setdefault(row.id, []).append(row)
    return [_kid(rows) for rows in found.values()]


def _kid(rows: list[_Row]) -> Kid:
    first = rows[0]
    here = next((row for row in rows if row.state == "current" and row.main), None)
    forename = first.preferred_forename or first.forename
    names = {row.setting: row.setting_name or "" for row in rows if row.setting}
    hidden = {row.setting for row in rows if row.withheld}
    hidden_here = here is not None and here.setting in hidden
    return Kid(
        id=first.id,
        forename=forename,
        name=f"{forename} {first.preferred_surname or first.surname}",
        relationship=first.relationship,
        setting=here.setting if here else None,
        place=_("a setting") if hidden_here else (here.setting_name or "") if here else "",
        hidden=hidden_here,
        since=here.starts_on if here else None,
        room="" if here is None or hidden_here else here.room or "",
        key_person="" if here is None or hidden_here else here.key_person or "",
        senco="" if here is None or hidden_here else here.senco or "",
        born_on=first.born_on,
        places={setting: _("a setting") if setting in hidden else name for setting, name in names.items()},
        withheld=frozenset(setting for setting in hidden if setting),
    )


def child_or_404(pupil: int) -> tuple[Kid, list[Kid]]:
    """One of the reader's children, and all of them for the switch; 404 for any other child. One statement."""
    children = my_children()
    found = next((kid for kid in children if kid.id == pupil), None)
    if found is None:
        abort(404)
    return found, children


class Move(NamedTuple):
    """The newest move that was not called off; `unanswered`: things to share that nobody answered yet."""

    id: int
    state: str
    from_setting: int | None
    to_setting: int | None
    to_place: str | None
    to_name: str
    withheld: bool
    moves_on: date
    arrived_on: date | None
    continued_on: date | None
    decide_by: date | None
    restart_reason: str
    family_told_on: date | None
    unanswered: int
    # When the setting asks how the child is settling, as far as that is still to come; text on SQLite.
    first_check: date | str | None
    second_check: date | str | None

    @property
    def checks(self) -> list[date]:
        """The days of the settling checks that nobody has made yet."""
        found = (self.first_check, self.second_check)
        return [date.fromisoformat(day) if isinstance(day, str) else day for day in found if day]


def _moves() -> object:
    waiting = ShareItem.select(fn.COUNT(ShareItem.id)).where(
        (ShareItem.transition == Transition.id) & ~ShareItem.by_law & (ShareItem.answer == "")
    )
    return (
        Transition.select(
            Transition.id, Transition.state, Transition.from_setting, Transition.to_setting, Setting.name,
            Transition.to_name, Transition.withheld, Transition.moves_on, Transition.arrived_on, Transition.continued_on,
            Transition.decide_by, Transition.restart_reason, Transition.family_told_on, waiting,
            _check("check_2_weeks"), _check("check_6_weeks"),
        )
        .join(Setting, JOIN.LEFT_OUTER, on=Transition.to_setting == Setting.id)
        .where((Transition.pupil == Bind("pupil")) & Transition.state.not_in(("cancelled", "did_not_arrive")))
        .order_by(Transition.moves_on.desc(), Transition.id.desc())
        .limit(1)
    )  # fmt: skip


def _check(step: str) -> object:
    receipt = TransitionReceipt.alias()
    return (
        receipt.select(receipt.due_on)
        .where((receipt.transition == Transition.id) & (receipt.step == step) & receipt.on.is_null())
        .limit(1)
    )


_newest_move: Prepared[Move] = Prepared(Move, _moves)


def newest_move(pupil: int) -> Move | None:
    """The move that the page speaks about. One statement."""
    return _newest_move.first(pupil=pupil)


class Answer(NamedTuple):
    """What this cycle has of the family: "view" given at a stage, "plan" sent to the reader, or "meeting" they are asked to.

    An "opinion" is what the reader said of the next step after a review. `receipt`: what they answered to the plan or the meeting, or "".
    """

    what: str
    id: int
    stage: str
    receipt: str


def _answers() -> object:
    views = Contribution.select(Value("view"), Contribution.id, Contribution.stage, Value("")).where(
        (Contribution.cycle == Bind("cycle"))
        & (Contribution.whose == "family")
        # Their words of the last review, taken over as evidence, are not their view of today.
        & (Contribution.source == "views")
        & (Contribution.taken_from == "")
    )
    plans = Circulation.select(Value("plan"), Circulation.id, Value(""), Circulation.receipt).where(
        (Circulation.cycle == Bind("cycle")) & (Circulation.person == Bind("person"))
    )
    meetings = Attendee.select(Value("meeting"), Attendee.id, Attendee.stage, Attendee.answer).where(
        (Attendee.cycle == Bind("cycle")) & (Attendee.person == Bind("person")) & Attendee.taken_off_on.is_null()
    )
    opinions = Opinion.select(Value("opinion"), Opinion.id, Value("review"), Value("")).where(
        (Opinion.pupil == Bind("pupil"))
        & (Opinion.cycle == Bind("cycle"))
        & (Opinion.person == Bind("person"))
        & Opinion.own
    )
    return views.union_all(plans).union_all(meetings).union_all(opinions)


answers: Prepared[Answer] = Prepared(Answer, _answers)


class Decided(NamedTuple):
    """Keep, adapt, pause or stop: of a provision or of something learnt, with the reason in the family's words."""

    id: int
    choice: str
    name: str
    reason: str
    look_again_on: date | None
    on: date
    provision: int | None
    transition: int | None
    setting: int | None


decisions: Prepared[Decided] = Prepared(
    Decided,
    lambda: (
        Decision.select(
            Decision.id, Decision.choice, fn.COALESCE(Provision.name, Learning.text, Value("")), Decision.reason,
            Decision.look_again_on, Decision.on, Decision.provision, Decision.transition, Decision.setting,
        )
        .join(Provision, JOIN.LEFT_OUTER, on=Decision.provision == Provision.id)
        .join(Learning, JOIN.LEFT_OUTER, on=Decision.learning == Learning.id)
        .where((Decision.pupil == Bind("pupil")) & (Provision.id.is_null(False) | Learning.id.is_null(False)))
        .order_by(Decision.on, Decision.id)
    ),
)  # fmt: skip
