"""What can be sent twice, too early or around a rule is tried here, and refused."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.help import actions as help_actions
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.exchange import earlier_work
from portal.exchange.incoming import EarlierWork
from portal.pupils.models import Claim, Placement, Pupil
from portal.register import actions as register
from portal.register import claims
from portal.register.models import Registration
from tests.boundary.everything import Everything
from tests.client import Client
from tests.world import TODAY, World


def test_a_new_year_sent_twice_moves_nobody_on_two_years(world: World, app: Flask, nia: Everything) -> None:
    with sight.system("test"):
        here = (Placement.pupil == nia.pupil) & (Placement.setting == world.fernhill)
        Placement.update(year_group="3").where(here).execute()
        room = Placement.get(here).room_id
    client = Client(app).sign_in(world.anjali)
    client.get("/classes/new-year")
    form = dict(client.page.forms[-1]["data"]) | {f"to_{room}": str(room)}
    for _time in (1, 2):
        assert client.raw.post("/classes/new-year", data=form).status_code == 303
    with sight.system("test"):
        assert Placement.get(here).year_group == "4"


def test_a_claim_answered_by_two_at_once_is_answered_once(world: World, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        mine = Claim.get_by_id(nia.claim)
    with sight.looking(world.adil.sight()):
        theirs = Claim.get_by_id(nia.claim)
        claims.answer(world.adil.act(), theirs, None)
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        claims.answer(world.anjali.act(), mine, nia.pupil)
    with sight.system("test"):
        assert Claim.get_by_id(nia.claim).state == "different"


def test_ruth_carries_nothing_in_before_nia_is_there(world: World, nia: Everything) -> None:
    with sight.system("test"):
        child = Pupil.create(
            forename="Ada", surname="Bell", born_on=date(2016, 1, 1), created_at=sight.clock.now(),
            name_fold="ada bell", surname_fold="bell",
        )  # fmt: skip
        Placement.create(
            pupil=child,
            setting=world.harbour_lane,
            state="coming",
            starts_on=TODAY + timedelta(days=9),
            sees_from=TODAY,
        )
    with sight.looking(world.ruth.sight()), pytest.raises(Refused):
        earlier_work.carry_in(world.ruth.act(), Pupil.get_by_id(child.id), EarlierWork(cycles=3), TODAY)


def test_an_ehc_plan_does_not_end_by_leaving_and_coming_back(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        registration = Registration.get((Registration.pupil == world.eli) & Registration.ends_on.is_null())
        register.leave(world.anjali.act(), registration, TODAY, "moved", "Watch the corridor")
        with pytest.raises(Refused):
            register.put_on(world.anjali.act(), world.eli, "K", TODAY)
        register.put_on(world.anjali.act(), world.eli, "E", TODAY)


def test_section_f_cannot_be_unticked_to_stop_the_help(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Provision.update(section_f=True, status="running").where(Provision.id == nia.provision).execute()
        Cycle.update(stage="plan", agreed_on=None).where(Cycle.id == nia.cycle).execute()
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        help_actions.plan_provision(
            world.anjali.act(), Cycle.get_by_id(nia.cycle), Provision.get_by_id(nia.provision),
            help_actions.Help("Speech", "intervention", "targeted", section_f=False),
        )  # fmt: skip
