"""What has happened in the live world: Tomasz's two cycles, acted out, and his move to Fernhill on its way."""

from datetime import date, timedelta

from portal import clock
from portal.access import sight
from portal.cycles.review import actions as reviewing
from portal.demo.playing import Cast, Player
from portal.demo.stock import Stock
from portal.demo.telling import tell
from portal.demo.timetable import Diary
from portal.demo.tomasz import CYCLE_1, CYCLE_2
from portal.register.adding import NewChild, add_child
from portal.transitions import actions as moving
from portal.transitions.sharing import ASKED
from tests.world import NOW, Who, World


def player(who: Who) -> Player:
    """One of the world's people as a player of a story."""
    return Player(who.person, who.role, who.setting)


def act_out(world: World) -> None:
    """Tomasz: cycle 1 closed, cycle 2 in Do, a move to Fernhill sent. Nia is in Review, Eli in Learn."""
    hannah, sana = player(world.hannah), player(world.sana)
    cast = Cast(
        world.tomasz, "Tomasz", hannah, sana, (world.magda.name, world.magda.person),
        {"Hannah Coyle": hannah, "Sana Rehman": sana}.get, Stock(), Diary(),
    )  # fmt: skip
    with sight.system("demo"):
        for turn in (CYCLE_1, CYCLE_2):
            tell(cast, turn, NOW.date())
        clock.fix(NOW)
        plan = moving.Plan(world.fernhill, "", "nursery_to_reception", date(2026, 11, 30))
        move = moving.propose(world.hannah.act(), world.tomasz, plan)
        moving.tell_family(world.hannah.act(), move, on=NOW.date(), how="meeting")
        moving.answer_sharing(world.hannah.act(), move, dict.fromkeys(ASKED, True), told_by="Magda, on the phone")
        moving.send(world.hannah.act(), move)
        _other_stages(world)
    with sight.looking(world.ruth.sight()):
        # The same child by name and birthday, added elsewhere: a claim that Fernhill is asked about.
        again = NewChild("Nia", "Oyelaran", date(2016, 3, 14), NOW.date(), NOW.date())
        add_child(world.ruth.act(), again)


def _other_stages(world: World) -> None:
    """At Fernhill: Nia's cycle is in Review, Eli's in the learning pause."""
    anjali, jess = player(world.anjali), player(world.jess)
    day = NOW.date()
    turn = CYCLE_1._replace(
        opened=day - timedelta(days=70), planned=day - timedelta(days=60), began=day - timedelta(days=55),
        review_on=day, reviewed=day, closed=None, logs=(), ended=(),
    )  # fmt: skip
    for pupil, name in ((world.nia, "Nia"), (world.eli, "Eli")):
        cast = Cast(pupil, name, anjali, jess, ("The family", None), {"Jess Tulloch": jess}.get, Stock(), Diary())
        cycle = tell(cast, turn, day)
    reviewing.start_learning(anjali.act(), cycle)
    clock.fix(NOW)
