"""Review and Learn acted out."""

from portal import clock
from portal.cycles.assess import actions as assessing
from portal.cycles.do import actions as doing
from portal.cycles.learn import actions as learning
from portal.cycles.learn import reflection_actions as reflecting
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.cycles.review import actions as reviewing
from portal.cycles.review.actions import Present
from portal.cycles.review.addendum_actions import add_addendum
from portal.demo.playing import Cast
from portal.demo.story import Turn
from portal.demo.telling_assess import ended


def review(cast: Cast, cycle: Cycle, turn: Turn, targets: list[Target]) -> None:
    """Everyone's view, each target against its criteria, and the next step."""
    act = cast.senco.act()
    ended(cast, cycle, turn.clashes, "resolved")
    reviewing_start = doing.start_review(act, cycle)
    for whose, name, text in (
        ("child", cast.forename, turn.child_reviews),
        ("family", cast.family[0], turn.family_reviews),
        ("teacher", turn.teacher, turn.teacher_reviews),
    ):
        assessing.give_view(act, reviewing_start, "review", assessing.View(whose, name, text))
    for target, aim in zip(targets, turn.aims, strict=True):
        reviewing.rate(act, cycle, target, rating=aim.rating, evidence=aim.evidence, scaled=aim.level)
    for outcome in {target.outcome_id: target.outcome for target in targets}.values():
        reviewing.rate_outcome(act, cycle, outcome, rating=_as_a_whole(turn), evidence=turn.impact)
    everyone = f"{cast.forename}, {cast.family[0]}, {turn.teacher}, SENCO"
    meeting = reviewing.Meeting(
        on=clock.today(), attended=everyone, impact=turn.impact, next_step=turn.next_step, note="", people=_present(cast, turn),
        agreed="" if cast.number == 0 else everyone,
    )  # fmt: skip
    reviewing.hold(act, cycle, meeting)


def _present(cast: Cast, turn: Turn) -> list[Present]:
    """Who was there and agreed, one by one; of the many children in words only."""
    if cast.number:
        return []
    teacher = cast.find(turn.teacher)
    name, person = cast.family
    return [
        Present(cast.forename, "", agrees=True),
        Present(name, "", person, agrees=not turn.unlike, words=turn.unlike),
        Present(turn.teacher, "", teacher.person if teacher else None, agrees=True),
        Present("SENCO", "", cast.senco.person, agrees=True),
    ]


def _as_a_whole(turn: Turn) -> str:
    """An outcome is told as far on as the target that is furthest behind."""
    order = ("achieved", "mostly", "partly", "not_yet", "not_assessed")
    return max((aim.rating for aim in turn.aims), key=order.index)


def learn(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """What helps, what does not and only when; then the cycle is closed."""
    act = cast.senco.act()
    reviewing.start_learning(act, cycle)
    _think(cast, cycle, turn)
    for found in turn.learnt:
        ordinary = found.ordinary or "In what every adult of the child does."
        learning.learn(act, cycle, kind=found.kind, text=found.text, ordinary_teaching=ordinary)
    kinds = {found.kind for found in turn.learnt}
    nothing = "Nothing new of this kind in this cycle: what was known before still holds."
    learning.sum_up(
        act, cycle, ordinary_teaching=turn.ordinary,
        nothing_helps_why="" if "helps" in kinds else nothing, nothing_hinders_why="" if "hinders" in kinds else nothing,
    )  # fmt: skip
    if turn.addendum:
        add_addendum(act, cycle, turn.addendum, "family")
    learning.close(act, cycle)


def _think(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Child, family and teacher say what they learnt, in the words that they have in the story."""
    answers = {found.kind: found.text for found in turn.learnt if found.kind in ("helps", "hinders", "only_when")}
    for whose, name, words in (
        ("child", cast.forename, {"preferences": turn.child_reviews}),
        ("family", cast.family[0], {"approach": turn.family_reviews}),
        ("teacher", turn.teacher, answers or {"approach": turn.teacher_reviews}),
    ):
        reflecting.reflect(cast.senco.act(), cycle, reflecting.Said(whose, name, words))
