"""Giving and ending roles, inviting families and professionals."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.accounts import actions as accounts
from portal.accounts import passwords
from portal.accounts.models import Assignment, Credential, Invitation, Membership, Person, Session
from portal.organisation.models import Room
from portal.people import actions, queries
from portal.pupils.models import Guardianship, Involvement, Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.world import NOW, TODAY, Who, World, person

SECRET = "tangerine kettle orbit"


def add(
    world: World, who: Who, email: str = "new@example.org", role: str = "ta", name: str = "Noor Aziz"
) -> actions.Invited:
    with sight.looking(who.sight()):
        return actions.add_member(who.act(), name, email, role, TODAY)


def test_anjali_invites_an_assistant_who_chooses_a_password_and_signs_in(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get("/people")
    client.click("Add a person")
    client.submit("/people/new", name="Noor Aziz", email="Noor@Example.org", role="ta", starts_on=["23", "11", "2026"])
    client.follow()
    assert "A link for Noor Aziz" in client.page.h1
    path = next(word for word in client.page.text.split() if "/invitations/" in word)
    path = path[path.index("/invitations/") :]
    other = Client(client.app)
    other.get(path)
    assert Invitation.select().where(Invitation.used_at.is_null(False)).count() == 0, "looking uses nothing up"
    other.submit("invitations", status=422, password="short", again="short")
    other.submit("invitations", status=422, password=SECRET, again="something else entirely")
    other.submit("invitations", password=SECRET, again=SECRET)
    other.get("/account")
    assert "Noor Aziz, teaching assistant at Fernhill Primary School" in other.page.text
    other.sign_out().get(path, 404)
    other.get("/sign-in")
    other.submit("sign-in", email="noor@example.org", password=SECRET)


def test_giving_a_role_writes_one_entry_of_the_setting(world: World) -> None:
    add(world, world.anjali)
    with sight.looking(world.anjali.sight()):
        assert [entry.kind for entry in Entry.select()] == ["people_changed"]
    with sight.looking(world.victor.sight()):
        assert Entry.select().count() == 0


@pytest.mark.parametrize("role", ["head", "senco", "dsl", "la_admin", "professional"])
def test_a_senco_gives_no_role_above_her_own(world: World, role: str) -> None:
    with pytest.raises(Refused):
        add(world, world.anjali, role=role)


def test_the_head_names_the_safeguarding_lead(world: World) -> None:
    assert add(world, world.owen, role="dsl").link


def test_victor_cannot_take_over_an_account_by_inviting_its_address(world: World) -> None:
    Credential.create(
        person=world.owen.person, password_hash=passwords.digest(SECRET), changed_at=NOW.replace(tzinfo=None)
    )
    assert add(world, world.victor, email="owen@example.org", name="Owen Bright").link == ""


def test_victor_gets_no_link_for_somebody_who_was_invited_elsewhere(world: World) -> None:
    with sight.looking(world.adil.sight()):
        actions.add_member(world.adil.act(), "Noor Aziz", "noor@example.org", "la_admin", TODAY)
    assert add(world, world.victor, email="noor@example.org").link == ""


def test_victor_gets_no_link_for_a_parent_of_a_child_he_does_not_see(world: World) -> None:
    assert add(world, world.victor, email="folake@example.org", name="Folake Oyelaran").link == ""


def test_an_address_with_another_name_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="another name"):
        add(world, world.anjali, email="victor@example.org")


def test_a_new_link_stops_the_one_before(world: World) -> None:
    first = add(world, world.anjali).link
    row = Membership.select().order_by(Membership.id.desc()).get()
    with sight.looking(world.anjali.sight()):
        second = actions.renew_link(world.anjali.act(), row).link
    with pytest.raises(Refused, match="no longer works"):
        accounts.accept(first.rsplit("/", 1)[1], SECRET)
    assert accounts.accept(second.rsplit("/", 1)[1], SECRET) == row.person_id


def test_victor_sees_nobody_of_fernhill(world: World, client: Client) -> None:
    client.sign_in(world.victor)
    for path in ("", "/end", "/rooms/new"):
        client.get(f"/people/{world.jess.membership}{path}", 404)
    client.get("/people")
    assert "Jess Tulloch" not in client.page.text


def test_ending_a_role_shows_what_is_left_without_an_owner(world: World, client: Client) -> None:
    with sight.system("test"):
        Placement.update(key_person=world.jess.person).where(Placement.pupil == world.nia).execute()
    client.sign_in(world.anjali).get(f"/people/{world.jess.membership}/end")
    assert "Nia Oyelaran" in client.page.text
    client.submit("/end", last_day=["22", "11", "2026"])
    client.follow()
    assert "is the key person" in client.page.text
    assert Membership.get_by_id(world.jess.membership).ends_on == TODAY - timedelta(days=1)
    assert Assignment.get(Assignment.person == world.jess.person).ends_on == TODAY - timedelta(days=1)


def test_a_role_ended_at_once_ends_the_session(world: World, client: Client) -> None:
    jess = Client(client.app).sign_in(world.jess)
    jess.get("/account")
    with sight.looking(world.anjali.sight()):
        actions.end_role(world.anjali.act(), Membership.get_by_id(world.jess.membership), TODAY - timedelta(days=1))
    jess.get("/account", 303)
    assert Session.get(Session.person == world.jess.person).revoked_at is not None


def test_nobody_ends_their_own_role_or_one_above_them(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        for who in (world.anjali, world.owen):
            with pytest.raises(Refused):
                actions.end_role(world.anjali.act(), Membership.get_by_id(who.membership), TODAY)


def test_anjali_invites_a_carer_who_then_sees_eli(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.eli}/people")
    client.click("Invite somebody of the family")
    client.submit("family", name="Gia Marchetti", email="gia@example.org", relationship="mother", responsibility="y")
    client.follow()
    row = Guardianship_of(world.eli)
    who = Who(row, "parent", None, None, "Gia Marchetti", "family")
    with sight.looking(who.sight()):
        assert [one.id for one in Guardianship.select()]


def Guardianship_of(pupil: int) -> int:
    with sight.system("test"):
        return int(Guardianship.get(Guardianship.pupil == pupil).person_id)


def test_victor_invites_nobody_to_elis_record(world: World, client: Client) -> None:
    client.sign_in(world.victor)
    for path in ("", "/family", "/professionals"):
        client.get(f"/children/{world.eli}/people{path}", 404)


def test_a_parent_who_must_not_see_is_out_at_once_and_the_reason_stays_inside(world: World, client: Client) -> None:
    with sight.looking(world.hannah.sight()):
        row = Guardianship.get(Guardianship.pupil == world.tomasz)
        actions.end_guardian(world.hannah.act(), row, TODAY - timedelta(days=1), "Court order")
    with sight.looking(world.magda.sight()):
        assert Guardianship.select().count() == 0
    for who in (world.priya, world.sana):
        with sight.looking(who.sight()):
            assert "Court order" not in [entry.body for entry in Entry.select()]


def test_a_professional_is_asked_until_a_day_within_a_year(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/people/professionals")
    fields: dict[str, Any] = {
        "name": "Ed Marsh",
        "email": "ed@example.org",
        "profession": "educational psychologist",
        "purpose": "Reading",
    }
    client.submit("professionals", status=422, until=["1", "12", "2028"], **fields)
    client.submit("professionals", until=["1", "12", "2026"], **fields)
    with sight.system("test"):
        row = Involvement.get(Involvement.purpose == "Reading")
    assert row.until == date(2026, 12, 1)
    assert Membership.get(Membership.person == row.person_id).role == "professional"


def test_cover_needs_a_last_day_and_a_room_of_this_setting(world: World) -> None:
    row = Membership.get_by_id(world.kelechi.membership)
    with sight.looking(world.anjali.sight()):
        with pytest.raises(Refused, match="last day"):
            actions.assign(world.anjali.act(), row, Room.get_by_id(world.oak_class), None, True)
        with pytest.raises(Refused, match="not of this setting"):
            actions.assign(world.anjali.act(), row, Room.get_by_id(world.kingfishers), None, False)


def test_an_administrator_adds_staff_to_any_setting_and_resets_a_password(world: World, client: Client) -> None:
    client.sign_in(world.adil).get("/people", query_string={"setting": world.oakfield})
    assert "Victor Lang" in client.page.text
    client.click("Add a person")
    client.submit("/people/new", name="Hal Reed", email="hal@example.org", role="head", starts_on=["23", "11", "2026"])
    assert Membership.get(Membership.role == "head", Membership.setting == world.oakfield).person.name == "Hal Reed"
    Credential.create(
        person=world.victor.person, password_hash=passwords.digest(SECRET), changed_at=NOW.replace(tzinfo=None)
    )
    client.get(f"/people/{world.victor.membership}")
    client.submit("/link")
    client.follow()
    assert "A link for Victor Lang" in client.page.h1


def test_the_owned_list_knows_only_children_in_sight(world: World) -> None:
    someone = person("Ann Other", "teacher")
    with sight.looking(world.adil.sight()):
        assert queries.owned(someone.person, someone.name, world.fernhill) == []
    assert Person.get_by_id(someone.person).version == 1
