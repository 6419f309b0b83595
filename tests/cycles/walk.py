"""Brings a cycle of Tomasz at Millbrook to a stage, by the same actions that the pages call."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.access import sight
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import understanding_actions
from portal.cycles.assess.actions import Evidence, View
from portal.cycles.do import actions as do_actions
from portal.cycles.facts import Receiver
from portal.cycles.help import actions as help_actions
from portal.cycles.help.actions import Help
from portal.cycles.learn import actions as learn_actions
from portal.cycles.learn import reflection_actions
from portal.cycles.learn.reflection_actions import Said
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.cycles.plan.smart import Smart
from portal.cycles.review import actions as review_actions
from portal.cycles.review.actions import Meeting
from tests.world import World

SNACK = Smart(
    "Offers at snack", "points to or names 1 of 2 offered items", "4 of 5 times", measured_how="tally",
    measured_when="each snack", measured_by="Sana Rehman",
)  # fmt: skip


def bucket(world: World) -> Help:
    return Help(
        "Attention Autism", "intervention", "targeted", deliverer=world.sana.person, when_text="Mon, Wed, Fri 9:15",
        minutes=10, times_a_week=3, weeks=6,
    )  # fmt: skip


def assessed(world: World) -> Cycle:
    """Opened, with all that Plan needs."""
    act = world.hannah.act()
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(act, world.tomasz)
        assess_actions.give_view(act, cycle, "assess", View("family", "Magda Wieczorek", "He points and cries."))
        assess_actions.explain_absence(act, cycle, "assess", "child", "Asked again with symbols next week")
        assess_actions.add_evidence(act, cycle, Evidence("in_house", "targeted", "Sana Rehman", "WellComm red"))
        first = not cycle.follows_id
        understanding_actions.write_understanding(
            act, cycle, statement="Understands more than he can say.", barriers="Noise",
            changed="" if first else "Nothing", why="" if first else "No new evidence",
        )  # fmt: skip
        return cycle


def planning(world: World) -> Cycle:
    """In Plan, with nothing planned yet."""
    cycle = assessed(world)
    with sight.looking(world.hannah.sight()):
        return assess_actions.start_planning(world.hannah.act(), cycle)


def planned(world: World) -> Cycle:
    """In Plan, with all that agreeing needs."""
    cycle, act = planning(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        outcome = plan_actions.set_outcome(act, cycle, None, verb="develop", text="be understood by other children")
        plan_actions.set_target(act, cycle, outcome, None, SNACK)
        help_actions.plan_provision(act, cycle, None, bucket(world))
        day = clock.today() + timedelta(weeks=6)
        return plan_actions.arrange(act, cycle, responsible=world.sana.person, review_on=day)


def doing(world: World) -> Cycle:
    """Agreed, circulated and begun."""
    cycle, act = planned(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(act, cycle, met_on=clock.today(), meeting="Magda, Sana, Hannah")
        agree_actions.circulate(act, cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)])
        return agree_actions.start_doing(act, cycle)


def learning(world: World) -> Cycle:
    """Reviewed, in the learning pause."""
    cycle, act = doing(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(act, cycle)
        review_actions.rate(act, cycle, target_of(cycle), rating="mostly", evidence="4 of 5 on three days")
        review_actions.rate_outcome(
            act, cycle, outcome_of(cycle), rating="partly", evidence="Two children understand him"
        )
        for whose in ("child", "family", "teacher"):
            assess_actions.give_view(act, cycle, "review", View(whose, whose, "More bucket"))
        meeting = Meeting(
            clock.today(), "Tomasz, Magda, Sana", "Looks at who speaks", "next_cycle", "Same adult", "All"
        )
        review_actions.hold(act, cycle, meeting)
        return review_actions.start_learning(act, cycle)


def thought_about(world: World, cycle: Cycle) -> Cycle:
    """In the pause to learn child, family and a teacher have said what they learnt."""
    with sight.looking(world.hannah.sight()):
        for whose, name, helps in (
            ("child", "Tomasz", "Bubbles"), ("family", "Magda Wieczorek, mother", "One thing at a time"),
            ("teacher", "Sana Rehman", "Picture first. Then the word."),
        ):  # fmt: skip
            reflection_actions.reflect(world.hannah.act(), cycle, Said(whose, name, {"helps": helps}))
    return cycle


def closed(world: World) -> Cycle:
    """Learnt from and closed: something helps, something does not."""
    cycle, act = thought_about(world, learning(world)), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        for kind, text in (("helps", "Picture first"), ("hinders", "Sand timer")):
            learn_actions.learn(act, cycle, kind=kind, text=text, ordinary_teaching="Table card for all")
        learn_actions.sum_up(
            act, cycle, ordinary_teaching="Picture first", nothing_helps_why="", nothing_hinders_why=""
        )
        return learn_actions.close(act, cycle)


def outcome_of(cycle: Cycle) -> Outcome:
    return Outcome.get(Outcome.cycle == cycle.id)


def target_of(cycle: Cycle) -> Target:
    return Target.get(Target.cycle == cycle.id)


def provision_of(cycle: Cycle) -> Provision:
    return Provision.get(Provision.pupil == cycle.pupil_id)
