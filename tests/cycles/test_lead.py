"""A teacher or key person may lead every stage; the SENCO agrees the plan, or lets them."""

from __future__ import annotations

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.access.sight import Sight
from portal.accounts.models import Membership
from portal.cycles import lead_actions
from portal.cycles.models import Cycle
from portal.notices.models import Notice
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, World


def delegated(world: World) -> Cycle:
    """Sana leads the plan of Tomasz, and may agree it."""
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        sana = world.sana.person
        return lead_actions.delegate(world.hannah.act(), cycle, lead=sana, delegate=sana)


def test_hannah_lets_sana_agree_and_send_the_plan(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    client.click("Who leads, and who may agree the plan")
    client.submit("/lead", lead=str(world.sana.person), delegate=str(world.sana.person))
    client.follow()
    with sight.system("test"):
        kinds = {row.kind for row in Notice.select().where(Notice.person == world.sana.person)}
        assert Entry.select().where(Entry.kind == "delegated").count() == 1
    assert {"lead_named", "delegated"} <= kinds
    client.sign_out().sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    client.click("Agree the plan")
    client.submit("agreement", meeting="Magda, Hannah and I")
    assert "The plan is agreed. Send it to everyone it concerns." in client.follow().text


def test_without_it_sana_drafts_and_is_told_what_the_senco_does(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    assert "The SENCO does this." in page.text
    for path in ("plan/agreement", "plan/circulation", "lead"):
        client.get(f"/cycles/{cycle.id}/{path}", status=403)


def test_it_is_for_this_cycle_only(client: Client, world: World) -> None:
    first = delegated(world)
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.id == first.id).execute()
    second = walk.planned(world)
    client.sign_in(world.sana).get(f"/cycles/{second.id}/plan/agreement", status=403)


def test_it_ends_with_the_role(client: Client, world: World) -> None:
    cycle = delegated(world)
    with sight.system("test"):
        Membership.update(role="ta").where(Membership.id == world.sana.membership).execute()
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/agreement", status=403)


def test_only_somebody_who_works_here_can_lead(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="works here"):
            lead_actions.delegate(world.hannah.act(), cycle, lead=world.jess.person)
        with pytest.raises(Refused, match="works here"):
            lead_actions.delegate(world.hannah.act(), cycle, lead=world.hannah.person, delegate=world.magda.person)
    with sight.looking(world.sana.sight()), pytest.raises(Refused, match="Only the SENCO"):
        lead_actions.delegate(world.sana.act(), cycle, lead=world.sana.person, delegate=world.sana.person)


def test_a_second_teacher_of_tomasz_may_not_agree_what_sana_may(client: Client, world: World) -> None:
    cycle = delegated(world)
    with sight.system("test"):
        Membership.update(setting=world.millbrook).where(Membership.id == world.owen.membership).execute()
    client.sign_in(world.owen._replace(setting=world.millbrook)).get(f"/cycles/{cycle.id}/plan/agreement", status=403)


def test_victor_finds_nobody_who_leads(client: Client, world: World) -> None:
    cycle = delegated(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/lead", status=404)
    client.get(f"/cycles/{cycle.id}/plan/agreement", status=404)
    with sight.looking(Sight("setting", world.victor.person, "senco", world.oakfield)):
        assert Cycle.get_or_none(Cycle.id == cycle.id) is None
