"""Acting a story out: every step is taken by the portal's own actions, on its own day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from portal import clock
from portal.access.acting import Act
from portal.cycles import agree_actions as agreeing
from portal.cycles import assess_actions as assessing
from portal.cycles import do_actions as doing
from portal.cycles import help_actions as helping
from portal.cycles import ledger_actions as ledger
from portal.cycles import opening
from portal.cycles import plan_actions as planning
from portal.cycles import review_actions as reviewing
from portal.cycles import understanding_actions as understanding
from portal.cycles.learn_models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Outcome, Provision, Target
from portal.cycles.smart import Smart
from portal.demo.story import Aim, Strand, Turn


class Player(NamedTuple):
    """An adult of the story: their ids and what they are."""

    person: int
    role: str
    setting: int | None

    def act(self) -> Act:
        """What their actions take, on the day that the clock is held at."""
        return Act(self.person, self.role, self.setting)


class Cast(NamedTuple):
    """Who plays one child's story at one setting. `find` knows every adult by name."""

    pupil: int
    forename: str
    senco: Player
    teacher: Player
    family: tuple[str, int | None]  # name, person
    find: Callable[[str], Player | None]


def on(day: date, hour: int = 10, minute: int = 0) -> None:
    """Hold the clock at this day."""
    clock.fix(datetime.combine(day, time(hour, minute), UTC))


def tell(cast: Cast, turn: Turn, until: date, cycle: Cycle | None = None) -> Cycle:
    """Act a cycle out, as far as `until`; one that a move opened already is given. Returns it as it then stands."""
    on(turn.opened)
    cycle = cycle or opening.open_cycle(cast.senco.act(), cast.pupil)
    _assess(cast, cycle, turn)
    if turn.planned > until:
        return cycle
    on(turn.planned)
    assessing.start_planning(cast.senco.act(), cycle)
    targets = _plan(cast, cycle, turn)
    on(turn.planned, 15)
    _agree(cast, cycle, turn)
    if turn.began > until:
        return cycle
    on(turn.began)
    agreeing.start_doing(cast.senco.act(), cycle)
    _do(cast, cycle, turn, until)
    if turn.reviewed is None or turn.reviewed > until:
        return cycle
    on(turn.reviewed)
    _review(cast, cycle, turn, targets)
    if turn.closed is None or turn.closed > until:
        return cycle
    on(turn.closed)
    _learn(cast, cycle, turn)
    return cycle


def _assess(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    act = cast.senco.act()
    assessing.give_view(act, cycle, "assess", assessing.View("child", cast.forename, turn.child_says))
    assessing.give_view(act, cycle, "assess", assessing.View("family", cast.family[0], turn.family_says))
    for source, reach, text in turn.evidence:
        assessing.add_evidence(cast.teacher.act(), cycle, assessing.Evidence(source, reach, turn.teacher, text))
    understanding.write_understanding(
        act, cycle, statement=turn.understanding, barriers=turn.barriers, changed=turn.changed, why=turn.why
    )


def _plan(cast: Cast, cycle: Cycle, turn: Turn) -> list[Target]:
    act = cast.senco.act()
    outcome: Outcome = planning.set_outcome(act, cycle, None, verb=turn.verb, text=turn.outcome)
    targets = [planning.set_target(act, cycle, outcome, None, smart(aim, turn.review_on)) for aim in turn.aims]
    for strand in turn.strands:
        target = targets[0].id if strand.kind == "intervention" else None
        helping.plan_provision(act, cycle, None, _help(cast, strand)._replace(target=target))
    _name_someone(cast, cycle)
    for name, which in turn.serves:
        _replan(cast, cycle, _running(cast.pupil, name), target=targets[which].id)
    for learning in _inherited(cast.pupil, cycle):
        ledger.decide_inherited(act, cycle, learning, used=True, how="", target=targets[0])
    planning.arrange(act, cycle, responsible=cast.teacher.person, review_on=turn.review_on)
    return targets


def _name_someone(cast: Cast, cycle: Cycle) -> None:
    """Help that came along without its deliverer is given to the teacher, as it was planned."""
    ownerless = Provision.select().where(
        (Provision.pupil == cast.pupil) & Provision.status.in_(("running", "paused")) & Provision.deliverer.is_null()
    )
    for row in ownerless.where(Provision.deliverer_name == ""):
        _replan(cast, cycle, row, deliverer=cast.teacher.person)


def _replan(cast: Cast, cycle: Cycle, row: Provision | None, **changed: int) -> None:
    """Take help that already runs into the new plan, changed in one thing."""
    if row is not None:
        columns = {"target": "target_id", "deliverer": "deliverer_id"}
        kept = {name: getattr(row, columns.get(name, name)) for name in helping.Help._fields}
        helping.plan_provision(cast.senco.act(), cycle, row, helping.Help(**{**kept, **changed}))


def smart(aim: Aim, by: date) -> Smart:
    """A target in its parts."""
    return Smart(
        name=aim.name, does_what=aim.does_what, how_well=aim.how_well, where=aim.where, by_when=by,
        measured_how=aim.how, measured_when=aim.when, measured_by=aim.by, baseline=aim.baseline,
        baseline_value=aim.start, goal_value=aim.goal, unit=aim.unit,
    )  # fmt: skip


def _help(cast: Cast, strand: Strand) -> helping.Help:
    player = cast.find(strand.deliverer)
    extra = strand.kind == "intervention"
    return helping.Help(
        name=strand.name, kind=strand.kind, layer="targeted" if extra or strand.kind == "support" else "universal",
        detail=strand.detail, deliverer=player.person if player else None, deliverer_name=strand.deliverer,
        when_text=strand.when or "all day, every day", place=strand.place, minutes=strand.minutes or None,
        times_a_week=strand.times or None, weeks=strand.weeks or None, group_size=strand.group or None,
        group_name=strand.name if strand.group > 1 else "",
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


def _agree(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    act = cast.senco.act()
    name, person = cast.family
    meeting = f"{cast.forename}, {name}, {turn.teacher} and the SENCO met and agreed the plan."
    agreeing.agree(act, cycle, met_on=turn.planned, meeting=meeting)
    receivers = [
        agreeing.Receiver(name, "family", person),
        agreeing.Receiver(turn.teacher, "teacher", cast.teacher.person),
    ]
    copies = agreeing.circulate(act, cycle, receivers)
    agreeing.give_receipt(act, cycle, copies[0], receipt="agreed")


def _running(pupil: int, name: str, status: str = "running") -> Provision | None:
    named = (Provision.pupil == pupil) & (Provision.name == name) & (Provision.status == status)
    found: Provision | None = Provision.select().where(named).first()
    return found


def _do(cast: Cast, cycle: Cycle, turn: Turn, until: date) -> None:
    for log in turn.logs:
        day = _weekday(turn.began + timedelta(days=log.after))
        provision = _running(cast.pupil, log.strand)
        if day > until or provision is None:
            continue
        on(day, 14)
        player = _deliverer(cast, provision)
        session = doing.Session(log.cause, log.engagement or None, log.measure, log.seen)
        doing.log(player.act(), provision, day, session)
    last = min(turn.reviewed or until, until)
    on(last, 9)
    for name, change, why in turn.ended:
        provision = _running(cast.pupil, name, "paused" if change == "running" else "running")
        if provision is not None:
            doing.change_provision(cast.senco.act(), cycle, provision, change=change, reason=why)


def _deliverer(cast: Cast, provision: Provision) -> Player:
    """Who logs: the deliverer while they work where the help is run, else the teacher."""
    found = cast.find(provision.deliverer_name)
    return found if found is not None and found.setting == provision.setting_id else cast.teacher


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _review(cast: Cast, cycle: Cycle, turn: Turn, targets: list[Target]) -> None:
    act = cast.senco.act()
    reviewing_start = doing.start_review(act, cycle)
    for whose, name, text in (
        ("child", cast.forename, turn.child_reviews),
        ("family", cast.family[0], turn.family_reviews),
        ("teacher", turn.teacher, turn.teacher_reviews),
    ):
        assessing.give_view(act, reviewing_start, "review", assessing.View(whose, name, text))
    for target, aim in zip(targets, turn.aims, strict=True):
        reviewing.rate(act, cycle, target, rating=aim.rating, evidence=aim.evidence)
    everyone = f"{cast.forename}, {cast.family[0]}, {turn.teacher}, SENCO"
    meeting = reviewing.Meeting(
        on=clock.today(), attended=everyone, impact=turn.impact, next_step=turn.next_step, note="", agreed=everyone
    )
    reviewing.hold(act, cycle, meeting)


def _learn(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    act = cast.senco.act()
    reviewing.start_learning(act, cycle)
    for found in turn.learnt:
        ordinary = found.ordinary or "In what every adult of the child does."
        reviewing.learn(act, cycle, kind=found.kind, text=found.text, ordinary_teaching=ordinary)
    kinds = {found.kind for found in turn.learnt}
    nothing = "Nothing new of this kind in this cycle: what was known before still holds."
    reviewing.sum_up(
        act, cycle, ordinary_teaching=turn.ordinary,
        nothing_helps_why="" if "helps" in kinds else nothing, nothing_hinders_why="" if "hinders" in kinds else nothing,
    )  # fmt: skip
    reviewing.close(act, cycle)
