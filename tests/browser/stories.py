"""What has happened in the live world: Tomasz's two cycles, acted out, and his move to Fernhill on its way."""

from datetime import date

from portal import clock
from portal.access import sight
from portal.demo.telling import Cast, Player, tell
from portal.demo.tomasz import CYCLE_1, CYCLE_2
from portal.transitions import actions as moving
from portal.transitions.sharing import ASKED
from tests.world import NOW, Who, World


def player(who: Who) -> Player:
    """One of the world's people as a player of a story."""
    return Player(who.person, who.role, who.setting)


def act_out(world: World) -> None:
    """Tomasz: cycle 1 closed, cycle 2 in Do, a move to Fernhill sent. Nia and Eli: nothing yet."""
    hannah, sana = player(world.hannah), player(world.sana)
    cast = Cast(
        world.tomasz, "Tomasz", hannah, sana, (world.magda.name, world.magda.person),
        {"Hannah Coyle": hannah, "Sana Rehman": sana}.get,
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
