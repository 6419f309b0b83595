"""Assess acted out: views, evidence, numbers, what is understood in each area, and accounts that differ."""

from datetime import date, timedelta

from portal.assessments.actions import Entered
from portal.assessments.scoring import age_in_months
from portal.cycles.assess import actions as assessing
from portal.cycles.assess import difference_actions as differing
from portal.cycles.assess import understanding_actions as understanding
from portal.cycles.assess.actions import Evidence, View
from portal.cycles.assess.models import Contribution, Difference
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.demo.playing import Cast, on, weekday
from portal.demo.story import Clash, Insight, Piece, Sitting, Turn
from portal.noticing import actions as noticing
from portal.noticing.models import EarlyNote
from portal.pupils.models import Pupil

_OUTSIDE = "Used although the child’s age is outside its range: nothing else fitted. Read with care."


def take_notes(cast: Cast, cycle: Cycle) -> Cycle:
    """What was noticed, checked and tried before the register becomes evidence of the first cycle."""
    first = (EarlyNote.pupil == cast.pupil) & (EarlyNote.kind == "noticed")
    noticed = [number for (number,) in EarlyNote.select(EarlyNote.id).where(first).tuples()]
    if cycle.number > 1 or not noticed:
        return cycle
    noticing.use(cast.senco.act(), cast.pupil, noticed)
    return Cycle.get_by_id(cycle.id)


def assess(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Views on the first day, evidence on the days after it, and what is made of both at the end."""
    act = cast.senco.act()
    pieces = [
        assessing.give_view(act, cycle, "assess", View("child", cast.forename, turn.child_says)),
        assessing.give_view(act, cycle, "assess", View("family", cast.family[0], turn.family_says)),
    ]
    last = turn.planned - timedelta(days=1)
    for at, piece in enumerate(Piece(*given) for given in turn.evidence):
        on(_before(turn.opened + timedelta(days=at), last), 15)
        seen = Evidence(piece.source, piece.reach, piece.name or turn.teacher, piece.text, context=piece.context)
        pieces.append(assessing.add_evidence(cast.teacher.act(), cycle, seen))
    pieces += _measured(cast, cycle, turn.sittings, last)
    on(_before(turn.opened + timedelta(days=len(turn.evidence)), last), 16)
    understanding.write_understanding(
        act, cycle, statement=turn.understanding, barriers=_lines(turn.barriers), changed=turn.changed, why=turn.why,
        area=turn.understood_in, rests_on=pieces[2:4],
    )  # fmt: skip
    for insight in turn.insights:
        _understand(cast, cycle, insight, pieces)
    for clash in turn.clashes:
        _differ(cast, cycle, clash, pieces)


def _before(day: date, last: date) -> date:
    """The day, at the latest the last one before planning; never at a weekend."""
    return weekday(min(day, last))


def _lines(barriers: str) -> str:
    return barriers.replace(" · ", "\n")


def _measured(cast: Cast, cycle: Cycle, sittings: tuple[Sitting, ...], last: date) -> list[Contribution]:
    """Enter what was measured as evidence, on its day or on the day the cycle began."""
    pupil, taken = Pupil.get_by_id(cast.pupil), []
    for sitting in sittings:
        on(_before(max(sitting.on, cycle.opened_on), last), 15, 30)
        taken.append(assessing.add_score(cast.teacher.act(), cycle, _entered(cast, sitting, pupil)))
    return taken


def _entered(cast: Cast, sitting: Sitting, pupil: Pupil) -> Entered:
    fits = cast.stock.fits(sitting.instrument, age_in_months(pupil.born_on, sitting.on))
    return Entered(
        cast.stock.instruments[sitting.instrument].id, sitting.on, sitting.results, tester=sitting.tester, source=sitting.source,
        informant=sitting.informant, form=sitting.form, note=sitting.note if fits else sitting.note or _OUTSIDE, reach=sitting.reach,
    )  # fmt: skip


def _understand(cast: Cast, cycle: Cycle, insight: Insight, pieces: list[Contribution]) -> None:
    act, rests_on = cast.senco.act(), pieces[2:3]
    if not insight.statement:
        understanding.confirm(act, cycle, insight.area, insight.why, rests_on=rests_on)
        return
    understanding.write_understanding(
        act, cycle, statement=insight.statement, barriers=insight.barriers, changed=insight.changed, why=insight.why,
        area=insight.area, rests_on=rests_on,
    )  # fmt: skip


def _differ(cast: Cast, cycle: Cycle, clash: Clash, pieces: list[Contribution]) -> Difference:
    said = {piece.name: piece for piece in reversed(pieces)}
    sides = [differing.Side(said[name], may_explain) for name, may_explain in clash.sides]
    reading = differing.Reading(clash.about, clash.hypothesis, clash.test)
    return differing.open_difference(cast.senco.act(), cycle, reading, sides)


def ended(cast: Cast, cycle: Cycle, clashes: tuple[Clash, ...], state: str, target: Target | None = None) -> None:
    """End what ended in this way: resolved by what was found, or carried into the plan."""
    for clash in clashes:
        if clash.state != state:
            continue
        row = Difference.get((Difference.cycle == cycle) & (Difference.about == clash.about))
        if state == "carried":
            differing.carry(cast.senco.act(), cycle, row, clash.came_of_it, target)
        else:
            differing.resolve(cast.senco.act(), cycle, row, clash.came_of_it)
