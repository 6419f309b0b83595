"""Kelechi's groups at Fernhill: two that meet together, two weeks of their log, one day covered and one forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from portal.config import DEMO_DAY
from portal.cycles.do import actions as doing
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_actions import AS_PLANNED, Giver, Session, log_group
from portal.cycles.help import actions as helping
from portal.cycles.help.actions import Around, Help
from portal.cycles.help.week import Time
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot, Target
from portal.demo.casting import Company
from portal.demo.playing import on, running
from portal.pupils.models import Pupil

FERNHILL, KELECHI, COVER = "Fernhill Primary School", "Kelechi Obi", "Bev Hartley"
TALK = Help(
    "Talk Boost", "intervention", "targeted", "Three new words with pictures, a story together, everybody tells one part.",
    place="Rainbow room", minutes=30, times_a_week=3, weeks=10, group_size=4, group_name="Talk Boost", area="CI",
    family="talk boost",
)  # fmt: skip
BUCKET = "Attention Autism, stage 2"
_BEGAN, _FORGOTTEN = date(2026, 11, 9), date(2026, 11, 20)
# Since this day Kelechi gives the bucket game.
_TRAINED = date(2026, 11, 18)
_COVERED, _AWAY = date(2026, 11, 13), date(2026, 11, 17)
# Fridays on which the Lego group did not meet: what is under-delivered is seen on the provision map.
LEGO, _NOT_MET = "Lego-based therapy, Rowan", (
    (date(2026, 10, 16), "cover"), (date(2026, 10, 23), "cover"), (date(2026, 11, 6), "cover"),
)  # fmt: skip
_SAID = (
    Session(engagement=4, measure="3"), Session(), Session("absent"), Session(engagement=3),
    Session("left_early", 2, words="Held up two fingers for “again” when the story ended."), Session(engagement=5, measure="4"),
)  # fmt: skip


def play(company: Company) -> Iterator[str]:
    """Talk Boost for four children, the bucket game with Tomasz for three; then Kelechi logs what happened."""
    kelechi = company.players[KELECHI]
    children = _children(company)
    for day, cause in _NOT_MET:
        _lost(company, day, cause)
    on(_BEGAN, 8)
    for cycle in children[:4]:
        _join(company, cycle, TALK, (1, 3, 5), "10:30")
    _bucket(company, children[4:6])
    for back in range(14, 0, -1):
        _log(company, kelechi.person, DEMO_DAY - timedelta(days=back))
    yield "Two groups of Kelechi’s, logged but for Friday"


def _children(company: Company) -> list[Cycle]:
    """Children of Fernhill whose plan runs, those of the youngest first; Tomasz has his own place."""
    rows = (
        Cycle.select(Cycle, Pupil)
        .join(Pupil)
        .where(
            (Cycle.setting == company.houses[FERNHILL].id)
            & (Cycle.stage == "do")
            & Cycle.closed_on.is_null()
            & (Pupil.forename != "Tomasz")
        )
        .order_by(Pupil.born_on.desc(), Cycle.id)
    )
    return list(rows.limit(6))


def _join(company: Company, cycle: Cycle, help_: Help, days: tuple[int, ...], at: str) -> None:
    kelechi = company.players[KELECHI]
    target = Target.select().where((Target.cycle == cycle) & (Target.goal_value != "")).first()
    asked = help_._replace(deliverer=kelechi.person, deliverer_name=KELECHI, target=target.id if target else None)
    times = tuple(Time(day, at) for day in days)
    helping.plan_provision(company.senco(FERNHILL).act(), cycle, None, asked, Around(times=times))


def _bucket(company: Company, others: list[Cycle]) -> None:
    """Tomasz brought it along; at Fernhill Kelechi gives it, and two children join."""
    tomasz = Pupil.get((Pupil.forename == "Tomasz") & (Pupil.surname == "Wieczorek"))
    row = running(tomasz.id, BUCKET)
    if row is None:
        return
    on(_TRAINED, 15)
    cycle = Cycle.get((Cycle.pupil == tomasz) & Cycle.closed_on.is_null())
    kelechi = company.players[KELECHI]
    doing.change_provision(
        company.senco(FERNHILL).act(), cycle, row, change="running", deliverer=kelechi.person,
        reason="Kelechi finished the training on 18 November and gives it from now on.",
    )  # fmt: skip
    at = Slot.get((Slot.provision == row) & Slot.ended_on.is_null())
    days = tuple(
        slot.weekday
        for slot in Slot.select().where((Slot.provision == row) & Slot.ended_on.is_null()).order_by(Slot.weekday)
    )
    joined = Help(
        BUCKET, "intervention", "targeted", "The bucket, then one thing that grows or falls: watch it together.",
        place="Oak class corner", minutes=20, times_a_week=len(days), weeks=6, group_size=3, group_name=row.group_name or BUCKET,
        area="CI",
    )  # fmt: skip
    for cycle in others:
        _join(company, cycle, joined, days, at.at)


def _log(company: Company, kelechi: int, day: date) -> None:
    """What Kelechi's week has on the day, as planned for most; nothing on the forgotten day."""
    if day == _FORGOTTEN:
        return
    rows = (
        Provision.select(Provision)
        .join(Slot, on=(Slot.provision == Provision.id))
        .where(
            (Provision.deliverer == kelechi)
            & (Provision.setting == company.houses[FERNHILL].id)
            & (Provision.status == "running")
            & (Provision.starts_on <= day)
            & (Slot.weekday == day.isoweekday())
            & Slot.ended_on.is_null()
        )
        .order_by(Provision.id)
    )
    groups: dict[object, list[Provision]] = {}
    for row in rows:
        if row.name == BUCKET and day < _TRAINED:
            continue
        groups.setdefault(row.group_name or row.id, []).append(row)
    on(day, 14)
    act, bev = company.players[KELECHI].act(), company.players[COVER]
    for nth, members in enumerate(groups.values()):
        said = [_said(day, nth, at, row) for at, row in enumerate(members)]
        giver = Giver(bev.person) if day == _COVERED else AS_PLANNED
        log_group(act, day, list(zip(members, said, strict=True)), giver)


def _lost(company: Company, day: date, cause: str) -> None:
    """Why the Lego group did not meet, for those of whom nothing is written down."""
    kelechi = company.players[KELECHI]
    logged = Delivery.select(Delivery.provision).where(Delivery.on == day)
    rows = list(
        Provision.select()
        .where(
            (Provision.group_name == LEGO)
            & (Provision.setting == company.houses[FERNHILL].id)
            & (Provision.deliverer == kelechi.person)
            & (Provision.status == "running")
            & (Provision.starts_on <= day)
            & Provision.id.not_in(logged)
        )
        .order_by(Provision.id)
    )
    on(day, 14)
    log_group(kelechi.act(), day, [(row, Session(cause)) for row in rows])


def _said(day: date, nth: int, at: int, row: Provision) -> Session:
    if day == _AWAY:
        return Session("staff_absent")
    # Every third or so is something else than as planned, the same in each run.
    pick = (day.day * 7 + nth * 3 + at * 5) % (len(_SAID) * 3)
    said = _SAID[pick] if pick < len(_SAID) else Session()
    return said if row.target_id else said._replace(measure="")
