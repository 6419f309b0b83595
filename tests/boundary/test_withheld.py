"""A withheld setting is named by no filter, refusal, search, title, step or room."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Refused
from portal.access.models import AccessLog
from portal.cycles.assess.models import Contribution, Understanding
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.exchange import new_year
from portal.organisation.models import Room
from portal.profile import actions as profile_actions
from portal.profile.actions import ToRead
from portal.profile.queries import Stand
from portal.pupils.models import Placement
from portal.register.models import Registration
from portal.timeline.audiences import FAMILY
from portal.timeline.models import Entry
from portal.transitions import actions as moves
from portal.transitions import handover_actions, queries
from portal.transitions.models import Transition, TransitionReceipt
from tests.boundary.everything import Everything
from tests.client import Client
from tests.documents.words import words_of
from tests.world import TODAY, Who, World


@pytest.fixture
def secret(world: World, nia: Everything) -> Everything:
    """Nia is also at Oakfield, and nobody else may know."""
    with sight.system("test"):
        Placement.create(
            pupil=nia.pupil, setting=world.oakfield, main=False, withheld=True, starts_on=TODAY, sees_from=TODAY
        )
        Entry.create(
            pupil=nia.pupil, setting=world.oakfield, kind="note", title="From there", body="", occurred_on=TODAY,
            recorded_at=sight.clock.now(), author=world.victor.person, author_role="senco", audience=FAMILY,
        )  # fmt: skip
    return nia


def test_the_number_of_a_withheld_setting_filters_nothing(world: World, app: Flask, secret: Everything) -> None:
    client = Client(app).sign_in(world.anjali)
    parts = [
        client.get(f"/children/{secret.pupil}?setting={number}").text
        for number in (world.oakfield, world.millbrook + 999)
    ]
    assert parts[0] == parts[1]


@pytest.mark.parametrize("name", ["folake", "anjali"])
def test_a_refused_move_does_not_say_which_setting_is_withheld(name: str, world: World, secret: Everything) -> None:
    who: Who = getattr(world, name)
    start = moves.start_as_family if name == "folake" else moves.propose
    said = []
    for setting in (world.oakfield, world.harbour_lane, world.millbrook):
        plan = moves.Plan(setting, "", "dual", TODAY + timedelta(days=9))
        with sight.looking(who.sight()), pytest.raises(Refused) as refused:
            start(who.act(), secret.pupil, plan)
        said.append(refused.value.reason)
    assert len(set(said)) == 1


def test_the_search_for_a_new_setting_does_not_leave_a_withheld_one_out(
    world: World, app: Flask, secret: Everything
) -> None:
    with sight.system("test"):
        Placement.update(main=False).where(Placement.pupil == secret.pupil).execute()
        Placement.update(main=True).where(
            (Placement.pupil == secret.pupil) & (Placement.setting == world.oakfield)
        ).execute()
    client = Client(app).sign_in(world.folake)
    assert "Oakfield" in client.get(f"/family/{secret.pupil}/moves/new?q=oakfield").text


def test_the_outside_place_that_her_mother_keeps_secret_is_a_setting(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Transition.update(to_setting=None, to_name="The refuge in Elm Road", withheld=True).where(
            Transition.id == nia.move
        ).execute()
    with sight.looking(world.nia_herself.sight()):
        assert "Elm Road" not in queries.ends_of(Transition.get_by_id(nia.move)).after


def test_nobody_of_a_withheld_new_setting_is_named_by_steps_titles_or_rooms(
    world: World, app: Flask, nia: Everything
) -> None:
    with sight.system("test"):
        Transition.update(withheld=True).where(Transition.id == nia.move).execute()
        Placement.update(withheld=True).where(
            (Placement.pupil == nia.pupil) & (Placement.setting == world.harbour_lane)
        ).execute()
        for step in ("received", "read", "family_met", "check_2_weeks"):
            TransitionReceipt.create(
                pupil=nia.pupil, transition=nia.move, step=step, person=world.ruth.person, name="Ruth Mensah", on=TODAY
            )
    with sight.looking(world.ruth.sight()):
        waiting = TransitionReceipt.create(
            pupil=nia.pupil, transition=nia.move, step="read", person=world.ruth.person, name="Ruth Mensah"
        )
        profile_actions.confirm(world.ruth.act(), [ToRead(nia.pupil, Stand(0, 0), [waiting])])
        handover_actions.ask_to_read(world.ruth.act(), Transition.get_by_id(nia.move), [world.anjali.person])
    for name, path in (
        ("anjali", f"/moves/{nia.move}"),
        ("anjali", f"/children/{nia.pupil}?show=2000"),
        ("folake", f"/family/{nia.pupil}?show=2000"),
        ("folake", f"/family/moves/{nia.move}/sharing"),
    ):
        text = Client(app).sign_in(getattr(world, name)).get(path).text
        assert "Ruth" not in text, (name, path)
        assert "Harbour Lane" not in text, (name, path)


@pytest.mark.parametrize("path", ["/children/{}?show=2000", "/family/{}?show=2000", "/family/access?child={}"])
def test_a_withheld_move_that_came_to_nothing_stays_withheld(
    path: str, world: World, app: Flask, secret: Everything
) -> None:
    with sight.system("test"):
        Placement.update(state="cancelled", ended_on=TODAY).where(
            (Placement.pupil == secret.pupil) & Placement.withheld
        ).execute()
        AccessLog.create(
            person_id=world.victor.person, role="senco", setting_id=world.oakfield, pupil_id=secret.pupil, page="child",
            hour=sight.clock.now(), first_at=sight.clock.now(),
        )  # fmt: skip
    who = world.anjali if path.startswith("/children") else world.folake
    text = Client(app).sign_in(who).get(path.format(secret.pupil)).text
    assert "Victor" not in text
    assert "Oakfield" not in text


def test_the_class_of_a_new_year_is_not_told_of_a_withheld_place(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Placement.update(withheld=True).where(
            (Placement.pupil == nia.pupil) & (Placement.setting == world.fernhill)
        ).execute()
    with sight.looking(world.anjali.sight()):
        room = Placement.get((Placement.pupil == nia.pupil) & (Placement.setting == world.fernhill)).room_id
        new_year.roll_over(world.anjali.act("once"), {room: world.oak_class})
        entry = Entry.select().where((Entry.pupil == nia.pupil) & (Entry.kind == "room_changed")).get()
    assert "Oak" not in entry.title


@pytest.mark.parametrize("name", ["folake", "nia_herself", "priya", "carys", "anjali"])
def test_nobody_of_the_withheld_setting_where_nia_lives_now_is_named(
    name: str, world: World, app: Flask, nia: Everything
) -> None:
    with sight.system("test"):
        here = (Placement.pupil == nia.pupil) & (Placement.setting == world.fernhill)
        Placement.update(main=False).where(here).execute()
        Placement.update(state="cancelled").where(
            (Placement.pupil == nia.pupil) & (Placement.setting == world.harbour_lane)
        ).execute()
        room = Room.create(setting=world.oakfield, name="CANARY-room", year_group="6", academic_year=2026)
        Placement.create(
            pupil=nia.pupil, setting=world.oakfield, withheld=True, starts_on=TODAY, sees_from=TODAY, room=room,
            key_person=world.victor.person, year_group="6",
        )  # fmt: skip
        Cycle.update(
            setting=world.oakfield, opened_at=world.oakfield, lead=world.victor.person,
            responsible_teacher=world.victor.person,
        ).where(Cycle.pupil == nia.pupil).execute()  # fmt: skip
        Provision.update(setting=world.oakfield, deliverer=world.victor.person).where(
            Provision.pupil == nia.pupil
        ).execute()
        for model in (Understanding, Contribution):
            model.update(setting=world.oakfield, by=world.victor.person).where(model.pupil == nia.pupil).execute()
        Registration.create(pupil=nia.pupil, setting=world.oakfield, starts_on=TODAY, lead=world.victor.person)
        Transition.update(
            to_setting=world.oakfield, withheld=True, state="continued", arrived_on=TODAY, continued_on=TODAY,
            from_setting=world.fernhill,
        ).where(Transition.id == nia.move).execute()  # fmt: skip
    with sight.looking(world.victor.sight()):
        victor = world.victor.act()
        handover_actions.meet_family(victor, Transition.get_by_id(nia.move), on=TODAY, note="We met")
        handover_actions.change_room(
            victor, Placement.get(Placement.room == room), room=None, key_person=None, readers=[world.victor.person],
            note="",
        )  # fmt: skip
        Placement.update(room=room, key_person=world.victor.person).where(Placement.setting == world.oakfield).execute()
    client = Client(app).sign_in(getattr(world, name))
    for rule in app.url_map.iter_rules():
        if name == "carys" and rule.endpoint.startswith(("oversight.", "register.claim", "home.")):
            # Lists of all settings; and the authority may know, and matches children by it.
            continue
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(("accounts.", "exchange.", "organisation.")):
            continue
        values = {**nia._asdict(), "row": nia.outcome, "strand": nia.provision, "which": "check_2_weeks"}
        if not rule.arguments <= values.keys():
            continue
        path = str(app.url_map.bind("").build(rule.endpoint, {key: values[key] for key in rule.arguments}))
        answer = client.raw.get(path, follow_redirects=True)
        is_pdf = answer.mimetype == "application/pdf"
        text = words_of(answer.get_data()) if is_pdf else answer.get_data(as_text=True)
        for word in ("Victor", "Oakfield", "CANARY-room"):
            assert word not in text, (
                f"{name}: {path} says {word}: …{text[max(0, text.index(word) - 200) : text.index(word) + 40]}"
            )
