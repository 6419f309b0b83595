"""Plan acted out: aims, help with its times, training and price, and what becomes of each thing learnt before."""

import re
from datetime import date

from portal.cycles.help import actions as helping
from portal.cycles.help import training_actions as training
from portal.cycles.help.week import Time
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as planning
from portal.cycles.plan import ledger_actions as ledger
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.cycles.plan.smart import Smart
from portal.demo import timetable
from portal.demo.playing import Cast, Player, running
from portal.demo.story import Aim, GoesOn, Strand, Turn
from portal.demo.telling_assess import ended

_STANDING = ("running", "paused", "planned")


def plan(cast: Cast, cycle: Cycle, turn: Turn) -> list[Target]:
    """The plan as it is written before the meeting; its targets in their order."""
    act = cast.senco.act()
    outcome: Outcome = planning.set_outcome(
        act, cycle, None, verb=turn.verb, text=turn.outcome, area=turn.area, aspiration=turn.hope or turn.family_says,
        baseline="; ".join(f"{aim.name}: {aim.baseline}" for aim in turn.aims if aim.baseline),
    )  # fmt: skip
    targets = [
        planning.set_target(act, cycle, outcome, None, smart(cast, aim, turn.review_on), scale=_scale(aim))
        for aim in turn.aims
    ]
    for strand in turn.strands:
        _help(cast, cycle, turn, strand, targets)
    _name_someone(cast, cycle, turn)
    for help_ in turn.serves:
        _goes_on(cast, cycle, help_, targets)
    _trained(cast, cycle, turn)
    _learnt_before(cast, cycle, turn, targets)
    ended(cast, cycle, turn.clashes, "carried", targets[-1])
    planning.arrange(
        act, cycle, responsible=cast.teacher.person, review_on=turn.review_on, senco_support=turn.support,
        briefings=turn.briefings,
    )  # fmt: skip
    return targets


def smart(cast: Cast, aim: Aim, by: date) -> Smart:
    """A target in its parts."""
    return Smart(
        name=aim.name, does_what=aim.does_what, how_well=aim.how_well, where=aim.where, by_when=by,
        measured_how=aim.how, measured_when=aim.when, measured_by=aim.by, baseline=aim.baseline,
        baseline_value=aim.start, goal_value=aim.goal, unit=aim.unit, who=cast.forename, how_often=aim.often,
        generalise=aim.next_place,
    )  # fmt: skip


def _scale(aim: Aim) -> dict[str, str]:
    """The levels of a target by number; the expected one is the target itself."""
    levels = {str(place - 2): said or f"{aim.does_what}, {aim.how_well}" for place, said in enumerate(aim.levels)}
    return {level: said for level, said in levels.items() if said}


def _help(cast: Cast, cycle: Cycle, turn: Turn, strand: Strand, targets: list[Target]) -> Provision:
    player = cast.find(strand.deliverer)
    item = cast.stock.item(strand.name, strand.family)
    extra = strand.kind in ("intervention", "support")
    group = f"{strand.name}, {cast.room}" if strand.group > 1 and cast.room else strand.name if strand.group > 1 else ""
    times = _times(cast, strand, player, group)
    help_ = helping.Help(
        name=strand.name, kind=strand.kind, layer="targeted" if extra else "universal", detail=strand.detail,
        target=targets[0].id if strand.kind == "intervention" else None, deliverer=player.person if player else None,
        deliverer_name=strand.deliverer, when_text="" if times else strand.when or "all day, every day",
        place=strand.place, minutes=strand.minutes or None, times_a_week=strand.times or None,
        weeks=strand.weeks or None, group_size=strand.group or None, group_name=group,
        area=(item.area if item else "") or turn.area, family=strand.family or (item.family if item else ""),
        item_id=item.id if item else None, owner=cast.teacher.person if extra else None,
        training=item.training if item and extra else "", resources=item.resources if item else "",
        rate_pence=cast.stock.hour(cast.senco.setting, player.role if player else "ta") if strand.minutes else None,
        materials_pence=strand.materials or (item.materials_pence if item else None),
    )  # fmt: skip
    also = tuple(target.id for target in targets[1:2]) if strand.kind == "support" else ()
    return helping.plan_provision(cast.senco.act(), cycle, None, help_, helping.Around(also=also, times=times or None))


def _times(cast: Cast, strand: Strand, player: Player | None, group: str) -> tuple[Time, ...]:
    """As the story says; else when the group meets already, or whoever runs it is free."""
    if strand.when or not strand.times:
        return timetable.said(strand.when)
    adult = player.person if player else cast.teacher.person
    return cast.diary.times(adult, group or f"{cast.pupil}", strand.minutes, strand.times)


def _name_someone(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Help that came along without its deliverer is given to whoever gives it here, in their week."""
    ownerless = Provision.select().where(
        (Provision.pupil == cast.pupil) & Provision.status.in_(("running", "paused")) & Provision.deliverer.is_null()
    )
    player = cast.find(turn.aide) or cast.teacher
    for row in ownerless.where(Provision.deliverer_name == ""):
        times: tuple[Time, ...] = ()
        changed: dict[str, int | str] = {"deliverer": player.person}
        if row.times_a_week and cast.number:
            group = f"{row.name}, {cast.room}" if row.group_name and cast.room else row.group_name
            times = cast.diary.times(player.person, group or str(cast.pupil), row.minutes or 15, row.times_a_week)
            changed["group_name"] = group
        _replan(cast, cycle, row, times, **changed)


def _goes_on(cast: Cast, cycle: Cycle, help_: GoesOn, targets: list[Target]) -> None:
    player = cast.find(help_.deliverer)
    changed: dict[str, int | str] = {"target": targets[help_.aim].id}
    times = timetable.said(help_.when)
    if player:
        changed |= {"deliverer": player.person, "deliverer_name": help_.deliverer, "owner": cast.teacher.person}
    if help_.place:
        changed["place"] = help_.place
    if times:
        changed |= {"times_a_week": len(times), "when_text": ""}
    _replan(cast, cycle, running(cast.pupil, help_.strand), times, **changed)


def _replan(cast: Cast, cycle: Cycle, row: Provision | None, times: tuple[Time, ...], **changed: int | str) -> None:
    """Take help that already runs into the new plan, changed in a few things; its times stay where none are given."""
    if row is not None:
        columns = {"target": "target_id", "deliverer": "deliverer_id", "owner": "owner_id"}
        kept = {name: getattr(row, columns.get(name, name)) for name in helping.Help._fields}
        if times:
            kept["when_text"] = ""
        around = helping.Around(times=times or None)
        helping.plan_provision(
            cast.senco.act(), cycle, row, helping.Help(**{**kept, **changed}), around if times else None
        )


def _trained(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Who had to learn what before Do; met on its day, or late with the reason."""
    act = cast.senco.act()
    for need in turn.training:
        player = cast.find(need.who)
        row = Provision.get_or_none(
            (Provision.pupil == cast.pupil) & (Provision.name == need.strand) & Provision.status.in_(_STANDING)
        )
        asked = training.Training(
            need.what, need.who, player.person if player else None, need.by_when, row.id if row else None
        )
        made = training.need_training(act, cycle, training=asked)
        if need.met or need.late:
            training.answer_training(act, cycle, made, met_on=need.met, delay_reason=need.late)


def _learnt_before(cast: Cast, cycle: Cycle, turn: Turn, targets: list[Target]) -> None:
    """Each open learning of earlier cycles is used in the help that is nearest to its words, or set aside with the reason."""
    act = cast.senco.act()
    helps = list(
        Provision.select().where((Provision.pupil == cast.pupil) & Provision.status.in_(("planned", "running")))
    )
    aside = dict(turn.aside)
    for at, learning in enumerate(_inherited(cast.pupil, cycle)):
        reason = next((why for start, why in aside.items() if learning.text.startswith(start)), "")
        if reason:
            ledger.decide_inherited(act, cycle, learning, used=False, how=reason)
            continue
        help_ = _nearest(learning.text, helps)
        ledger.decide_inherited(
            act, cycle, learning, used=True, how="", provision=help_,
            target=None if help_ else targets[at % len(targets)],
        )  # fmt: skip


def _inherited(pupil: int, cycle: Cycle) -> list[Learning]:
    """Learnings of earlier cycles, still in force and not yet decided in this one."""
    decided = LearningUse.select(LearningUse.learning).where(LearningUse.cycle == cycle)
    return list(
        Learning.select()
        .where((Learning.pupil == pupil) & Learning.retired_on.is_null() & (Learning.cycle != cycle))
        .where(Learning.id.not_in(decided))
        .order_by(Learning.id)
    )


def _nearest(text: str, helps: list[Provision]) -> Provision | None:
    """The help that shares most words with a learning; None where no word is shared."""
    wanted = _stems(text)
    scored = [(len(wanted & _stems(f"{row.name} {row.detail}")), -at) for at, row in enumerate(helps)]
    best, at = max(scored, default=(0, 0))
    return helps[-at] if best else None


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}
