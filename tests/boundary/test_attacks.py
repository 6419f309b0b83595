"""What somebody with bad intent, or in a hurry, tries: each was once possible, or was tried by hand and stays shut."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Refused
from portal.access.models import AccessLog
from portal.cycles import assess_actions, plan_actions
from portal.cycles.assess_actions import View
from portal.cycles.models import Contribution, Cycle, Provision
from portal.exchange import earlier_work, new_year
from portal.exchange.incoming import EarlierWork
from portal.family import actions as family
from portal.family import queries as family_queries
from portal.people import actions as people
from portal.pupils.models import Claim, Guardianship, Placement, Pupil
from portal.register import actions as register
from portal.register import claims
from portal.register.models import Registration
from portal.timeline import actions
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions import actions as moves
from portal.transitions import handover_actions, queries
from portal.transitions.models import Decision, Transition, TransitionReceipt
from tests.boundary import everything
from tests.boundary.everything import Everything
from tests.client import Client
from tests.world import TODAY, Who, World


@pytest.fixture
def nia(world: World) -> Everything:
    """Everything about Nia."""
    return everything.nias(world)


def note(author: Who, pupil: int, audience: str, body: str = "As it was said") -> Entry:
    """A note of somebody about a child."""
    with sight.looking(author.sight()):
        return record(author.act(), Story("note", "Note", body, audience=audience), pupil=pupil)


def reads(who: Who, entry: Entry) -> bool:
    """Whether somebody has an entry in sight."""
    with sight.looking(who.sight()):
        return Entry.get_or_none(Entry.id == entry.id) is not None


# --- Words held back -----------------------------------------------------------------


def test_jess_cannot_release_what_dee_held_back(world: World, nia: Everything) -> None:
    entry = note(world.kelechi, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, SETTING, "Not safe to be read at home")
    with sight.looking(world.jess.sight()), pytest.raises(Refused):
        actions.release(world.jess.act(), entry)
    assert not reads(world.folake, entry)
    with sight.looking(world.anjali.sight()):
        actions.release(world.anjali.act(), entry)
    assert reads(world.folake, entry)


def test_jess_cannot_release_anjalis_working_note(world: World, nia: Everything) -> None:
    entry = note(world.anjali, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()), pytest.raises(Refused):
        actions.release(world.jess.act(), entry)


def test_jess_releases_her_own_note(world: World, nia: Everything) -> None:
    entry = note(world.jess, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()):
        actions.release(world.jess.act(), entry)
    assert reads(world.folake, entry)


def test_priya_cannot_open_her_held_back_words_again_by_correcting_them(world: World, nia: Everything) -> None:
    entry = note(world.priya, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()), sight.system("test"):
        Entry.update(setting=world.fernhill).where(Entry.id == entry.id)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, PROFESSIONALS, "Not for the family")
    assert not reads(world.folake, entry)
    with sight.looking(world.priya.sight()):
        corrected = actions.correct(world.priya.act(), entry, "Said again")
    assert not reads(world.folake, corrected)


def test_folake_reads_her_own_held_back_words_and_her_correction_stays_held_back(world: World, nia: Everything) -> None:
    entry = note(world.folake, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, PROFESSIONALS, "Not for the other parent")
    assert reads(world.folake, entry)
    with sight.looking(world.folake.sight()):
        corrected = actions.correct(world.folake.act(), entry, "Said again")
    assert reads(world.folake, corrected)
    assert not reads(world.nia_herself, corrected)


def test_holding_back_an_entry_holds_back_its_corrections_and_what_it_corrects(world: World, nia: Everything) -> None:
    first = note(world.anjali, nia.pupil, FAMILY)
    with sight.looking(world.anjali.sight()):
        second = actions.correct(world.anjali.act(), first, "Said better")
        third = actions.correct(world.anjali.act(), second, "Said best")
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), second, "restricted", "Safeguarding")
    assert [reads(world.folake, one) for one in (first, second, third)] == [False, False, False]
    assert [reads(world.jess, one) for one in (first, second, third)] == [False, False, False]


def test_kelechis_corrected_words_wait_again(world: World, nia: Everything) -> None:
    entry = note(world.kelechi, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()):
        actions.release(world.jess.act(), entry)
    with sight.looking(world.kelechi.sight()):
        corrected = actions.correct(world.kelechi.act(), entry, "What nobody has read before")
    assert reads(world.folake, entry)
    assert not reads(world.folake, corrected)


def test_kelechis_view_waits_for_the_teacher_whatever_the_form_said(world: World, nia: Everything) -> None:
    with sight.looking(world.kelechi.sight()):
        cycle = Cycle.get_by_id(nia.cycle)
        assess_actions.give_view(
            world.kelechi.act(), cycle, "assess", View("support_staff", "Kelechi", "Words", FAMILY)
        )
    with sight.looking(world.folake.sight()):
        assert not Contribution.select().where(Contribution.name == "Kelechi").exists()
    with sight.looking(world.jess.sight()):
        entry = Entry.get(Entry.words_of == "Kelechi")
        actions.release(world.jess.act(), entry)
    with sight.looking(world.folake.sight()):
        assert Contribution.select().where(Contribution.name == "Kelechi").exists()


# --- A withheld setting --------------------------------------------------------------


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
        handover_actions.confirm_read(world.ruth.act(), nia.pupil, [waiting])
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


# --- Sent twice, or in the wrong order -----------------------------------------------


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


# --- Other people's words ------------------------------------------------------------


def test_anjali_puts_no_words_into_folakes_mouth(world: World, nia: Everything) -> None:
    with sight.looking(world.folake.sight()):
        kid, _children = family_queries.child_or_404(nia.pupil)
        entry = family.give_view(world.folake.act(), kid, None, "", "As I see it", shared=True)
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        actions.correct(world.anjali.act(), Entry.get_by_id(entry.id), "As Anjali sees it")


def test_what_nia_told_the_helpers_goes_no_further_than_she_chose(world: World, nia: Everything) -> None:
    with sight.looking(world.nia_herself.sight()):
        kid, _children = family_queries.child_or_404(nia.pupil)
        entry = family.say(world.nia_herself.act(), kid, {}, "Not for Mum", "helpers")
    with sight.looking(world.anjali.sight()):
        held = Entry.get_by_id(entry.id)
        with pytest.raises(Refused):
            actions.change_audience(world.anjali.act(), held, FAMILY, "Better so")
        actions.change_audience(world.anjali.act(), held, SETTING, "Safer so")
        actions.change_audience(world.anjali.act(), held, PROFESSIONALS, "As she chose")
    assert not reads(world.folake, entry)


def test_a_parent_whose_sight_was_ended_is_let_in_again_by_the_authority_only(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Guardianship.update(ends_on=TODAY - timedelta(days=1)).where(
            (Guardianship.pupil == nia.pupil) & (Guardianship.person == world.folake.person)
        ).execute()
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        people.invite_guardian(
            world.anjali.act(), Pupil.get_by_id(nia.pupil), "Folake Oyelaran", "folake@example.org", "mother", True
        )


def test_a_decision_held_back_leaves_the_family_page_with_its_reason(world: World, app: Flask, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        row = Decision(
            pupil=nia.pupil, transition=nia.move, cycle=nia.cycle, setting=world.fernhill, provision=nia.provision,
            choice="stop", reason="SECRET-reason", by_name="Anjali", on=TODAY,
        )  # fmt: skip
        entry = record(world.anjali.act(), Story("decision_made", "Decided"), row, pupil=nia.pupil)
    assert "SECRET-reason" in Client(app).sign_in(world.folake).get(f"/family/{nia.pupil}").text
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, SETTING, "Not at home")
    assert "SECRET-reason" not in Client(app).sign_in(world.folake).get(f"/family/{nia.pupil}").text


def test_removed_words_are_gone_from_the_assessment_too(world: World, app: Flask, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        cycle = Cycle.get_by_id(nia.cycle)
        view = View("teacher", "Jess", "What must be removed", FAMILY)
        row = assess_actions.give_view(world.anjali.act(), cycle, "assess", view)
        entry = Entry.get(Entry.words_of == "Jess")
    with sight.looking(world.carys.sight()):
        actions.redact(world.carys.act(), entry, "Request 12 of 2026")
        kept = Contribution.get_by_id(row.id)
    assert (kept.text, kept.stage, kept.whose, kept.audience) == ("Words removed", "assess", "teacher", FAMILY)
    assert "What must be removed" not in Client(app).sign_in(world.anjali).get(f"/cycles/{nia.cycle}/assess").text


# --- Rules that a form could go around -----------------------------------------------


def test_section_f_cannot_be_unticked_to_stop_the_help(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Provision.update(section_f=True, status="running").where(Provision.id == nia.provision).execute()
        Cycle.update(stage="plan", agreed_on=None).where(Cycle.id == nia.cycle).execute()
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        plan_actions.plan_provision(
            world.anjali.act(), Cycle.get_by_id(nia.cycle), Provision.get_by_id(nia.provision),
            plan_actions.Help("Speech", "intervention", "targeted", section_f=False),
        )  # fmt: skip


# --- What cannot be read -------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_not_found(number: int, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    for path in (
        "/children/{}",
        "/cycles/{}",
        "/entries/{}",
        "/moves/{}",
        "/settings/{}",
        "/people/{}",
        "/register/{}",
    ):
        assert client.raw.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", ["/settings?page=", "/authority?page=", "/register?page=", "/children/{}?show="])
@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "²", "x"])
def test_a_page_that_is_none_is_answered_with_a_page(path: str, number: str, world: World, app: Flask) -> None:
    who = world.adil if path.startswith(("/settings", "/authority")) else world.anjali
    assert Client(app).sign_in(who).raw.get(path.format(world.nia) + number).status_code == 200


def test_characters_that_no_database_holds_are_sent_back_with_words(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/children/{world.nia}/notes/new")
    client.submit("/notes/new", title="nul \0", body="byte", audience="setting", status=400)
    assert client.raw.get("/register", query_string={"q": "\0"}).status_code == 400
    assert client.raw.get("/sign-in?next=/%00").status_code == 400


@pytest.mark.parametrize("year", ["1", "0001", "1899", "2101", "9999"])
def test_a_year_with_which_nothing_can_be_reckoned_is_sent_back(year: str, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/register/{world.nia}/informed")
    client.submit("/informed", informed_on=["1", "1", year], informed_by="Anjali", informed_how="meeting", status=422)


def test_a_long_key_or_version_in_a_form_breaks_nothing(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    for version in ("²", "9" * 40, "-1"):
        client.get(f"/children/{world.nia}/notes/new")
        client.submit(
            "/notes/new", key="k" * 5000 + version, version=version, kind="note", title="Seen", body="Seen", audience="setting",
            on=["23", "11", "2026"],
        )  # fmt: skip


def test_a_note_sent_twice_is_one_note(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/children/{world.nia}/notes/new")
    form = dict(client.page.forms[-1]["data"]) | {
        "kind": "note", "title": "Once", "body": "Once", "audience": "setting", "on": ["23", "11", "2026"],
    }  # fmt: skip
    for _time in (1, 2):
        assert client.raw.post(f"/children/{world.nia}/notes/new", data=form).status_code == 303
    with sight.looking(world.anjali.sight()):
        assert Entry.select().where(Entry.title == "Once").count() == 1


def test_a_long_title_made_of_a_long_name_is_kept_short(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        entry = record(world.anjali.act(), Story("note", "Help planned: " + "x" * 255), pupil=world.nia)
        assert len(Entry.get_by_id(entry.id).title) <= 255


# --- Where one is led ----------------------------------------------------------------


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "evil"],
)
def test_signing_in_leads_nowhere_else(back: str, world: World, app: Flask) -> None:
    client = Client(app)
    client.raw.get("/sign-in", query_string={"next": back})
    answer = client.raw.get("/sign-in", query_string={"next": back})
    assert "evil" not in answer.get_data(as_text=True)


def test_a_child_added_with_nias_name_shows_victor_nothing(world: World, nia: Everything) -> None:
    """The record that a claim stands on is his own; the thread is not."""
    with sight.looking(world.victor.sight()):
        assert Pupil.select().where(Pupil.id == nia.pupil).count() == 0
    assert date(2026, 11, 23) == TODAY
