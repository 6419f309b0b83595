"""Reads for what is due and late: from the dates that stand, whenever somebody looks; a fixed number of statements."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import Case, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.assess.models import Contribution, Difference
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Circulation, TrainingNeed
from portal.pupils.models import Pupil
from portal.transitions.models import ShareItem, Transition, TransitionReceipt

FORENAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename)
SURNAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname)


class Training(NamedTuple):
    """Training that has not taken place; `by_when` is its day."""

    id: int
    cycle: int
    pupil: int
    forename: str
    surname: str
    who: str
    what: str
    by_when: date
    delay_reason: str
    person: int | None


_training: Prepared[Training] = Prepared(
    Training,
    lambda: (
        TrainingNeed.select(
            TrainingNeed.id, TrainingNeed.cycle, Pupil.id, FORENAME, SURNAME, TrainingNeed.who, TrainingNeed.what,
            TrainingNeed.by_when, TrainingNeed.delay_reason, TrainingNeed.person,
        )
        .join(Pupil, on=TrainingNeed.pupil == Pupil.id)
        .switch(TrainingNeed)
        .join(Cycle, on=TrainingNeed.cycle == Cycle.id)
        .where((Cycle.setting == Bind("at")) & Cycle.closed_on.is_null() & TrainingNeed.met_on.is_null())
        .where(TrainingNeed.by_when <= Bind("until"))
        .order_by(TrainingNeed.by_when, TrainingNeed.id)
    ),
)  # fmt: skip


def training(setting: int, until: date) -> list[Training]:
    """Training for open cycles of a setting whose day is past or near. One statement."""
    return _training.rows(at=setting, until=until)


class Unanswered(NamedTuple):
    """A plan that was sent, and how many of those who got it have not said anything yet."""

    cycle: int
    pupil: int
    forename: str
    surname: str
    copies: int
    sent_on: date


_unanswered: Prepared[Unanswered] = Prepared(
    Unanswered,
    lambda: (
        Circulation.select(
            Cycle.id, Pupil.id, FORENAME, SURNAME, fn.COUNT(Circulation.id), Cycle.circulated_on
        )
        .join(Pupil, on=Circulation.pupil == Pupil.id)
        .switch(Circulation)
        .join(Cycle, on=Circulation.cycle == Cycle.id)
        .where((Cycle.setting == Bind("at")) & Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null())
        .where((Circulation.plan_version == Cycle.plan_version) & (Circulation.receipt == ""))
        .where(Circulation.sent_on < Bind("today"))
        .group_by(
            Cycle.id, Cycle.circulated_on, Pupil.id, Pupil.preferred_forename, Pupil.forename, Pupil.preferred_surname,
            Pupil.surname,
        )
        .order_by(Cycle.circulated_on, Cycle.id)
    ),
)  # fmt: skip


def unanswered(setting: int) -> list[Unanswered]:
    """Plans of which copies wait for their receipt since before today. One statement."""
    return _unanswered.rows(at=setting)


class OpenDifference(NamedTuple):
    """Accounts that differ, and nobody has made sense of them yet."""

    cycle: int
    pupil: int
    forename: str
    surname: str
    about: str
    opened_on: date


_differences: Prepared[OpenDifference] = Prepared(
    OpenDifference,
    lambda: (
        Difference.select(Difference.cycle, Pupil.id, FORENAME, SURNAME, Difference.about, Difference.opened_on)
        .join(Pupil, on=Difference.pupil == Pupil.id)
        .switch(Difference)
        .join(Cycle, on=Difference.cycle == Cycle.id)
        .where((Cycle.setting == Bind("at")) & (Difference.state == "open") & (Difference.opened_on < Bind("before")))
        .order_by(Difference.opened_on, Difference.id)
    ),
)


def open_differences(setting: int, before: date) -> list[OpenDifference]:
    """Differences opened before a day and still open. One statement."""
    return _differences.rows(at=setting, before=before)


class Mine(NamedTuple):
    """Something that waits for the reader: "copy" (a plan), "read" (what works), "training", "meeting" or "review".

    `on`: its day, or when a copy was sent. `words`: what the training is; what was answered to an invitation.
    """

    what: str
    id: int
    cycle: int | None
    pupil: int
    forename: str
    surname: str
    on: date | None
    words: str


def _copies() -> object:
    return (
        Circulation.select(
            Circulation.role, Circulation.id, Circulation.cycle, Pupil.id, FORENAME, SURNAME, Circulation.sent_on,
            Circulation.role,
        )
        .join(Pupil, on=Circulation.pupil == Pupil.id)
        .switch(Circulation)
        .join(Cycle, on=Circulation.cycle == Cycle.id)
        .where((Circulation.person == Bind("person")) & (Circulation.receipt == "") & Cycle.closed_on.is_null())
        .where(Circulation.plan_version == Cycle.plan_version)
        .order_by(Circulation.sent_on, Circulation.id)
    )  # fmt: skip


def _reading() -> object:
    return (
        TransitionReceipt.select(
            TransitionReceipt.step, TransitionReceipt.id, TransitionReceipt.transition, Pupil.id, FORENAME, SURNAME,
            TransitionReceipt.due_on, TransitionReceipt.step,
        )
        .join(Pupil, on=TransitionReceipt.pupil == Pupil.id)
        .where((TransitionReceipt.person == Bind("person")) & (TransitionReceipt.step == "read"))
        .where(TransitionReceipt.on.is_null())
        .order_by(TransitionReceipt.due_on, TransitionReceipt.id)
    )  # fmt: skip


def _own_training() -> object:
    return (
        TrainingNeed.select(
            TrainingNeed.who, TrainingNeed.id, TrainingNeed.cycle, Pupil.id, FORENAME, SURNAME, TrainingNeed.by_when,
            TrainingNeed.what,
        )
        .join(Pupil, on=TrainingNeed.pupil == Pupil.id)
        .switch(TrainingNeed)
        .join(Cycle, on=TrainingNeed.cycle == Cycle.id)
        .where((TrainingNeed.person == Bind("person")) & TrainingNeed.met_on.is_null() & Cycle.closed_on.is_null())
        .order_by(TrainingNeed.by_when, TrainingNeed.id)
    )  # fmt: skip


def _meetings() -> object:
    """Invitations to make a plan, and to a review, in one statement; which of the two stands first."""
    plan = Cycle.stage.in_(("assess", "plan")) & Cycle.met_on.is_null()
    still = Cycle.meets_on.is_null() | (Cycle.meets_on >= Bind("today"))
    review = (Attendee.stage == "review") & Cycle.reviewed_on.is_null() & (Cycle.review_on >= Bind("today"))
    day = Case(None, ((Attendee.stage == "review", Cycle.review_on),), Cycle.meets_on)
    return (
        Attendee.select(
            Case(None, ((Attendee.stage == "review", "review"),), "meeting"), Attendee.id, Attendee.cycle, Pupil.id,
            FORENAME, SURNAME, day, Attendee.answer,
        )
        .join(Pupil, on=Attendee.pupil == Pupil.id)
        .switch(Attendee)
        .join(Cycle, on=Attendee.cycle == Cycle.id)
        .where((Attendee.person == Bind("person")) & Attendee.taken_off_on.is_null() & Attendee.came.is_null())
        .where(Cycle.closed_on.is_null() & (((Attendee.stage == "plan") & plan & still) | review))
        .order_by(day, Attendee.id)
    )  # fmt: skip


_mine = {
    "copy": Prepared(Mine, _copies), "read": Prepared(Mine, _reading), "training": Prepared(Mine, _own_training),
    "meeting": Prepared(Mine, _meetings),
}  # fmt: skip


def mine(person: int) -> list[Mine]:
    """Plans to answer, records to read, training to take, meetings and reviews to come. Four statements."""
    found = [(what, row) for what, query in _mine.items() for row in query.rows(person=person)]
    return [row._replace(what=row.what if what == "meeting" else what, on=_day(row.on)) for what, row in found]


def _day(value: date | str | None) -> date | None:
    """A date out of a choice of two columns: SQLite hands it over as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class Asked(NamedTuple):
    """A cycle of one's own child, with what the family has said in it so far."""

    cycle: int
    pupil: int
    forename: str
    stage: str
    review_on: date | None
    absent: str
    said: int


def _asked_query() -> object:
    given = (
        Contribution.select(fn.COUNT(Contribution.id))
        .where((Contribution.cycle == Cycle.id) & (Contribution.stage == Cycle.stage))
        .where(Contribution.whose == "family")
    )
    return (
        Cycle.select(Cycle.id, Pupil.id, FORENAME, Cycle.stage, Cycle.review_on, Cycle.family_views_absent, given)
        .join(Pupil, on=Cycle.pupil == Pupil.id)
        .where(Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null())
        .order_by(Cycle.review_on, Cycle.id)
    )


_asked: Prepared[Asked] = Prepared(Asked, _asked_query)


def asked_of_family() -> list[Asked]:
    """The open cycles of the reader's children. One statement."""
    return _asked.rows()


class Sharing(NamedTuple):
    """A move of one's own child, of which somebody has to say what may be shared."""

    move: int
    pupil: int
    forename: str
    moves_on: date


_sharing: Prepared[Sharing] = Prepared(
    Sharing,
    lambda: (
        Transition.select(Transition.id, Pupil.id, FORENAME, Transition.moves_on)
        .join(Pupil, on=Transition.pupil == Pupil.id)
        .where(Transition.state.in_(("proposed", "agreed", "accepted")) & Transition.agreed_on.is_null())
        .where(
            fn.EXISTS(
                ShareItem.select(ShareItem.id).where(
                    (ShareItem.transition == Transition.id) & ~ShareItem.by_law & (ShareItem.answer == "")
                )
            )
        )
        .order_by(Transition.moves_on, Transition.id)
    ),
)


def sharing_to_answer() -> list[Sharing]:
    """Moves of the reader's children that wait for the family's yes or no. One statement."""
    return _sharing.rows()
