"""A plan made at a setting that her mother keeps secret is read everywhere, and says nowhere who works there."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles import lead_actions
from portal.cycles.circulation import receipt_actions
from portal.cycles.circulation.version_queries import content
from portal.cycles.facts import Receiver
from portal.cycles.help import actions as help_actions
from portal.cycles.help import training_actions, week_actions
from portal.cycles.help.training_actions import Training
from portal.cycles.help.week_actions import Planned
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan import meeting_actions
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.models import (
    Attendee,
    Circulation,
    Outcome,
    PlanVersion,
    Provision,
    Slot,
    Target,
    TrainingNeed,
)
from portal.cycles.plan.smart import Smart
from portal.cycles.rows import Rows
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from tests.boundary.everything import Everything
from tests.client import Client
from tests.world import TODAY, World


@pytest.fixture
def secret(world: World, nia: Everything) -> Everything:
    """Nia's plan is held by Oakfield, where nobody may know that she is; everything of it names Victor."""
    with sight.system("test"):
        Placement.create(
            pupil=nia.pupil, setting=world.oakfield, main=False, withheld=True, starts_on=TODAY, sees_from=TODAY
        )
        Cycle.update(setting=world.oakfield, lead=world.victor.person, responsible_teacher=world.victor.person).where(
            Cycle.id == nia.cycle
        ).execute()
        for model, columns in (
            (Target, ("measured_by",)),
            (Provision, ("deliverer_name", "place", "group_name")),
            (Slot, ("place", "with_whom")),
            (Attendee, ("name", "role")),
            (Circulation, ("name", "handed_by")),
            (TrainingNeed, ("who",)),
        ):
            words = dict.fromkeys(columns, "Victor of Oakfield")
            model.update(setting=world.oakfield, **words).where(model.pupil == nia.pupil).execute()
        Provision.update(deliverer=world.victor.person).where(Provision.pupil == nia.pupil).execute()
        Slot.update(provision=None).where(Slot.pupil == nia.pupil).execute()
        Circulation.update(receipt="paper", receipt_on=TODAY, plan_version=2, since_version=1).where(
            Circulation.id == nia.copy
        ).execute()
        Cycle.update(plan_version=2).where(Cycle.id == nia.cycle).execute()
        _versions(nia, world)
    return nia


def _versions(nia: Everything, world: World) -> None:
    """Two versions that were sent, between which everybody changed."""
    found = Cycle.get_by_id(nia.cycle)
    now = content(found, Rows(found))
    people = ("measured_by", "deliverer_name", "place", "with_whom")
    before = {
        table: {
            key: {name: "Victor before" if name in people else value for name, value in fields.items()}
            | {"does_what": "otherwise"}
            for key, fields in rows.items()
        }
        for table, rows in now.items()
    }
    PlanVersion.update(content=before).where(PlanVersion.cycle == found).execute()
    PlanVersion.create(
        pupil=nia.pupil, setting=world.oakfield, cycle=found, number=2, content=now, circulated_on=TODAY
    )  # fmt: skip


@pytest.mark.parametrize("name", ["anjali", "priya", "carys", "jess", "kelechi", "folake", "nia_herself"])
def test_nobody_of_a_withheld_setting_is_named_by_its_plan(
    name: str, world: World, app: Flask, secret: Everything
) -> None:
    client = Client(app).sign_in(getattr(world, name))
    paths = [f"/cycles/{secret.cycle}{part}" for part in ("", "/plan", "/plan/versions", "/plan/copy", "/week", "/do")]
    paths += [f"/children/{secret.pupil}", f"/family/{secret.pupil}", f"/family/{secret.pupil}/plan", "/notices"]
    if name != "carys":  # who knows every setting of the authority, by the list on her first page
        paths.append("/")
    for path in paths:
        text = client.raw.get(path, follow_redirects=True).get_data(as_text=True)
        for word in ("Victor", "Oakfield"):
            assert word not in text, f"{path}: …{text[max(0, text.index(word) - 200) : text.index(word) + 60]}"


def test_the_setting_itself_reads_who_has_its_plan(world: World, app: Flask, secret: Everything) -> None:
    page = Client(app).sign_in(world.victor).get(f"/cycles/{secret.cycle}/plan")
    assert "Victor of Oakfield" in page.text


def test_no_entry_of_a_withheld_setting_names_who_works_there(world: World, secret: Everything) -> None:
    victor, act = Receiver("Victor Lang", "SENCO", world.victor.person), world.victor.act()
    aim = Smart("Aim", "points", "4 of 5", measured_how="tally", measured_by="Victor Lang")
    with sight.looking(world.victor.sight()):
        Cycle.update(stage="plan", agreed_on=None, circulated_on=None).where(Cycle.id == secret.cycle).execute()
        cycle = Cycle.get_by_id(secret.cycle)
        meeting_actions.invite(act, cycle, When(TODAY, "09:15", "Oakfield hall"), [victor])
        asked = [row.id for row in Attendee.select().where(Attendee.person == world.victor.person)]
        meeting_actions.hold(act, cycle, met_on=TODAY, came=asked, sent_views=[], decisions="Go on", others=[victor])
        lead_actions.delegate(act, cycle, lead=world.victor.person, delegate=world.victor.person)
        plan_actions.set_target(act, cycle, Outcome.get_by_id(secret.outcome), None, aim)
        training = Training("Signing", "Victor Lang", world.victor.person)
        training_actions.need_training(act, cycle, training=training)
        help_ = help_actions.Help(
            "Talk", "intervention", "targeted", deliverer=world.victor.person, place="Oakfield hall"
        )
        help_actions.plan_provision(act, cycle, None, help_, help_actions.Around(training=training))
        week_actions.add_part(
            act, cycle, Planned(weekdays=(1,), at="09:00", what="Start", place="Oakfield hall", with_whom="Victor Lang")
        )
        copy = Circulation.get_by_id(secret.copy)
        receipt_actions.give_receipt(act, cycle, copy, receipt="paper", handed_by="Victor Lang")
    for who in (world.anjali, world.priya, world.folake, world.carys):
        with sight.looking(who.sight()):
            for entry in Entry.select().where(Entry.pupil == secret.pupil):
                told = f"{entry.title} {entry.body} {entry.data}"
                assert "Victor" not in told, (who.name, entry.kind, told)
                assert "Oakfield" not in told, (who.name, entry.kind, told)
