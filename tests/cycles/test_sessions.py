"""A group's session as Kelechi logs it: exceptions, what is counted, who gave it, days that were forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.accounts.models import Assignment
from portal.cycles.do import session_actions
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_actions import Giver, Session
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Slot, Target
from portal.organisation.models import Closure
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, Who, World, child, person

FRIDAY = date(2026, 11, 20)
BOTH = ("nia", "eli")


def talk_boost(world: World, days: tuple[int, ...] = (), name: str = "Talk Boost", by: Who | None = None) -> list[int]:
    """A group of Nia and Eli since 2 November, given by Kelechi; `days` of the week at 9:15. Ids of the provisions."""
    by = by or world.kelechi
    with sight.system("test"):
        made = []
        for pupil in (world.nia, world.eli):
            if (
                not Assignment.select()
                .where((Assignment.person == by.person) & (Assignment.pupil_id == pupil))
                .exists()
            ):
                Assignment.create(person=by.person, setting=world.fernhill, pupil_id=pupil, starts_on=TODAY)
            row = Provision.create(
                pupil=pupil, setting=world.fernhill, name=name, kind="intervention", group_name=name, minutes=30,
                deliverer=by.person, when_text="9:15", times_a_week=3, weeks=10, starts_on=date(2026, 11, 2), place="Rainbow room",
            )  # fmt: skip
            made.append(row.id)
            for day in days:
                Slot.create(pupil=pupil, setting=world.fernhill, provision=row, weekday=day, at="09:15", minutes=30)
        return made


def counts(world: World, provision: int, unit: str = "minutes", goal: str = "8") -> None:
    """The provision serves a target that is counted; Jess answers for the plan."""
    with sight.system("test"):
        row = Provision.get_by_id(provision)
        cycle = Cycle.create(
            pupil=row.pupil_id, number=1, setting=world.fernhill, opened_on=TODAY, stage="do",
            responsible_teacher=world.jess.person,
        )  # fmt: skip
        outcome = Outcome.create(pupil=row.pupil_id, cycle=cycle, text="watch together")
        target = Target.create(
            pupil=row.pupil_id, cycle=cycle, outcome=outcome, name="Watches to the end", does_what="watches", unit=unit,
            goal_value=goal, measured_how="stopwatch",
        )  # fmt: skip
        Provision.update(target=target).where(Provision.id == provision).execute()


def rows(world: World) -> list[Delivery]:
    with sight.looking(world.anjali.sight()):
        return list(Delivery.select().order_by(Delivery.on, Delivery.provision))


def test_a_number_is_asked_for_only_where_the_target_counts_one_and_is_kept_without_its_unit(
    client: Client, world: World
) -> None:
    nia, eli = talk_boost(world)
    counts(world, nia)
    page = client.sign_in(world.kelechi).get("/sessions")
    assert page.text.count("Watches to the end: how many minutes?") == 1
    assert "goal 8, stopwatch" in page.text
    assert f"measure_{eli}" not in page.forms[-2]["data"]
    said: dict[str, Any] = {f"measure_{nia}": "6 minutes", f"engagement_{nia}": "4"}
    client.submit("/sessions/", **said)
    assert "as planned · 6 minutes · joined in 4: mostly" in client.follow().text
    assert [row.measure for row in rows(world)] == ["6", ""]
    with sight.looking(world.folake.sight()):
        assert Entry.get(Entry.kind == "session_logged").data["measure"] == "6 minutes"


def test_words_where_a_number_is_asked_for_come_back_beside_the_field_with_everything_typed(
    client: Client, world: World
) -> None:
    nia, eli = talk_boost(world)
    counts(world, nia, "of 5", "4")
    client.sign_in(world.kelechi).get("/sessions")
    said: dict[str, Any] = {f"measure_{nia}": "nearly all", f"words_{eli}": "Sang along", f"cause_{eli}": "refused"}
    page = client.submit("/sessions/", status=422, **said)
    assert "Eli Marchetti Refused Change" in page.text, "the line says what was sent, not what was planned"
    assert "There is a problem" in page.text
    assert page.text.count("Nia: “Watches to the end”: enter a number, like 4") == 2
    assert page.title.startswith("Error:")
    assert "Sang along" in page.text
    assert page.forms[-1]["data"][f"measure_{nia}"] == ["nearly all"]
    assert rows(world) == []


def test_the_five_marks_say_what_they_mean_and_the_teacher_who_releases_is_named(client: Client, world: World) -> None:
    nia, _eli = talk_boost(world)
    counts(world, nia)
    page = client.sign_in(world.kelechi).get("/sessions")
    for words in ("1 not yet", "2 a little", "3 partly", "4 mostly", "5 fully"):
        assert words in page.text
    assert "Staff here see this until Jess Tulloch releases it." in page.text
    assert "A safety worry? Not here" in page.text


def test_where_nobody_answers_for_the_plan_the_teacher_of_the_class_releases(client: Client, world: World) -> None:
    with sight.system("test"):
        room = Placement.get(Placement.pupil == world.nia).room_id
        Assignment.create(person=world.jess.person, setting=world.fernhill, room=room, starts_on=TODAY)
    talk_boost(world)
    page = client.sign_in(world.kelechi).get("/sessions")
    assert "Staff here see this until Jess Tulloch releases it." in page.text


def test_a_teacher_is_told_that_the_family_reads_what_she_writes(client: Client, world: World) -> None:
    talk_boost(world, by=world.jess)
    assert "The family can read this." in client.sign_in(world.jess).get("/sessions").text


def test_no_session_is_one_tap_with_its_cause_for_everybody(client: Client, world: World) -> None:
    talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    client.submit("/sessions/", button=("lost", "staff_absent"))
    assert client.follow().text.count("staff absent") == 2
    assert [(row.given, row.cause, row.minutes) for row in rows(world)] == [(False, "staff_absent", None)] * 2


@pytest.mark.parametrize("button", [("all", "1"), ("lost", "room")])
def test_one_tap_for_all_never_drops_what_was_written_about_one(
    client: Client, world: World, button: tuple[str, str]
) -> None:
    _nia, eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    said: dict[str, Any] = {f"words_{eli}": "Hid under the table"}
    page = client.submit("/sessions/", status=422, button=button, **said)
    assert "You wrote something about Eli." in page.text
    assert "Hid under the table" in page.text
    assert rows(world) == []


def test_an_invented_cause_for_all_is_no_cause(client: Client, world: World) -> None:
    talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    client.submit("/sessions/", button=("lost", "<b>"))
    assert [row.cause for row in rows(world)] == ["", ""]


def test_owen_covers_and_is_named_to_the_staff_but_not_to_the_family(client: Client, world: World) -> None:
    _nia, eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    giver: dict[str, Any] = {f"giver_{eli}": str(world.owen.person)}
    client.submit("/sessions/", button=("all", "1"), **giver)
    assert "Given by Owen Bright" in client.follow().text
    assert {(row.covered_by_id, row.covered_name) for row in rows(world)} == {(world.owen.person, "")}
    with sight.looking(world.folake.sight()):
        entry = Entry.get(Entry.kind == "session_logged")
    assert entry.data["covered"] is True
    assert "Owen" not in f"{entry.title} {entry.body} {entry.data}"
    page = client.sign_in(world.folake).get(f"/entries/{entry.id}")
    assert "Given by somebody else than planned." in page.text


def test_somebody_without_an_account_covers_by_name_and_not_both(client: Client, world: World) -> None:
    _nia, eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    both: dict[str, Any] = {f"giver_{eli}": str(world.owen.person), f"giver_name_{eli}": "Mrs Hall, supply"}
    page = client.submit("/sessions/", status=422, button=("all", "1"), **both)
    assert "Choose who gave it, or type a name: not both" in page.text
    alone: dict[str, Any] = {f"giver_{eli}": "", f"giver_name_{eli}": "Mrs Hall, supply"}
    client.submit("/sessions/", button=("all", "1"), **alone)
    assert "Given by Mrs Hall, supply" in client.follow().text
    client.click("Change something")
    assert client.page.forms[-1]["data"][f"giver_name_{eli}"] == ["Mrs Hall, supply"]


def test_nobody_of_another_setting_can_be_chosen_as_who_gave_it(client: Client, world: World) -> None:
    _nia, eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    victor: dict[str, Any] = {f"giver_{eli}": str(world.victor.person)}
    client.submit("/sessions/", status=422, button=("all", "1"), **victor)
    assert rows(world) == []


def test_nobody_covered_a_session_that_did_not_happen(world: World) -> None:
    nia, _eli = talk_boost(world)
    with sight.looking(world.anjali.sight()):
        help_ = Provision.get_by_id(nia)
        row = session_actions.log(world.anjali.act(), help_, TODAY, Session("room"), Giver(world.owen.person))
        assert (row.covered_by_id, row.covered_name) == (None, "")
        row = session_actions.log(world.anjali.act(), help_, TODAY, Session(), Giver(world.kelechi.person))
        assert row.covered_by_id is None, "the person of the plan covers for nobody"


def test_supply_staff_who_cover_a_class_find_its_groups_as_their_own_that_day(client: Client, world: World) -> None:
    with sight.system("test"):
        from portal.organisation.models import Setting

        ines = person("Ines Ferro", "ta", Setting.get_by_id(world.fernhill))
        room = Placement.get(Placement.pupil == world.nia).room_id
        Assignment.create(
            person=ines.person, setting=world.fernhill, room=room, cover=True, starts_on=TODAY, ends_on=TODAY
        )
    nia, _eli = talk_boost(world)
    page = client.sign_in(ines._replace(reach="class")).get("/sessions")
    assert "1 group, 1 child." in page.text, "Nia is of the class; Eli is not"
    assert "Eli" not in page.text
    client.submit("/sessions/", button=("all", "1"))
    assert "Given by Ines Ferro" in client.follow().text
    assert [(row.provision_id, row.covered_by_id) for row in rows(world)] == [(nia, ines.person)]
    clock.fix(clock.now() + timedelta(days=1))
    assert "Nia" not in client.sign_in(ines).get("/sessions").text


def test_fridays_forgotten_group_is_offered_on_monday_until_it_is_logged(client: Client, world: World) -> None:
    talk_boost(world, days=(1, 5))
    page = client.sign_in(world.kelechi).get("/sessions")
    assert "Not logged" in page.text
    assert "Friday 20 November 1 group" in page.text
    assert "Monday 16 November 1 group" in page.text
    assert "Thursday 19" not in page.text, "the week has no group on a Thursday"
    client.click("Friday 20 November")
    assert client.page.h1.strip() == "Friday 20 November 2026"
    client.submit("/sessions/", button=("all", "1"))
    page = client.follow()
    assert "Friday 20 November 1 group" not in client.get("/sessions").text
    assert {row.on for row in rows(world)} == {FRIDAY}


def test_one_tap_logs_nobody_on_a_day_that_is_not_theirs(client: Client, world: World) -> None:
    """Nia and Eli have Mondays; a third child of the group has Tuesdays, a fourth has no times and goes along."""
    nia, eli = talk_boost(world, days=(1,))
    with sight.system("test"):
        from portal.organisation.models import Setting

        made = {}
        for name in ("Zac", "Bea"):
            pupil = child(name, "Test", date(2018, 1, 1), Setting.get_by_id(world.fernhill), None, "3", "K", "SLCN")
            made[name] = Provision.create(
                pupil=pupil, setting=world.fernhill, name="Talk Boost", group_name="Talk Boost", kind="intervention",
                deliverer=world.kelechi.person, starts_on=date(2026, 11, 2), times_a_week=3,
            )  # fmt: skip
        zac = made["Zac"]
        Slot.create(pupil=zac.pupil_id, setting=world.fernhill, provision=zac, weekday=2, at="09:15", minutes=30)
    page = client.sign_in(world.kelechi).get("/sessions")
    assert "1 group, 3 children." in page.text
    assert page.text.index("Not planned for this day") < page.text.index("Talk Boost: Zac")
    client.submit("/sessions/", button=("all", "1"))
    assert {row.provision_id for row in rows(world)} == {nia, eli, made["Bea"].id}
    client.get("/sessions")
    client.click("Talk Boost: Zac")
    client.submit("/sessions/", button=("all", "1"))
    assert zac.id in {row.provision_id for row in rows(world)}, "an extra session can be logged all the same"
    page = client.get(f"/sessions?on={FRIDAY.isoformat()}")
    assert "✓ As planned" not in page.text, "nobody's week has a Friday, so Bea does not have one either"


def test_no_more_than_five_school_days_are_offered_and_none_of_them_a_closure(client: Client, world: World) -> None:
    talk_boost(world, days=(1, 2, 3, 4, 5))
    page = client.sign_in(world.kelechi).get("/sessions")
    assert page.text.count("1 group") == 6, "today and five days"
    assert "Monday 16 November" in page.text
    with sight.system("test"):
        Closure.create(setting=world.fernhill, starts_on=FRIDAY, ends_on=FRIDAY, kind="inset")
    page = client.get("/sessions")
    assert "Friday 20 November" not in page.text
    assert "Friday 13 November" in page.text


def test_a_day_before_the_group_began_was_not_forgotten(client: Client, world: World) -> None:
    made = talk_boost(world, days=(1, 5))
    with sight.system("test"):
        Provision.update(starts_on=TODAY).where(Provision.id.in_(made)).execute()
    assert "Not logged" not in client.sign_in(world.kelechi).get("/sessions").text


def test_on_an_inset_day_nothing_is_planned_and_all_can_be_logged(client: Client, world: World) -> None:
    talk_boost(world)
    with sight.system("test"):
        Closure.create(setting=world.fernhill, starts_on=TODAY, ends_on=TODAY, kind="inset")
    page = client.sign_in(world.kelechi).get("/sessions")
    assert "Not a school day here." in page.text
    assert page.text.index("Not planned for this day") < page.text.index("Talk Boost")
    client.click("Talk Boost")
    client.submit("/sessions/", button=("all", "1"))
    assert "✓ Saved" in client.follow().text


def test_a_colleague_who_was_first_is_not_overwritten_unseen(client: Client, world: World) -> None:
    nia, eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    opened = client.response
    with sight.looking(world.jess.sight()._replace(reach="setting", role="senco")):
        help_ = Provision.get_by_id(nia)
        session_actions.log(world.jess.act(), help_, TODAY, Session("absent"))
    client.response = opened
    page = client.submit("/sessions/", status=422, button=("all", "1"))
    assert "A colleague logged this group while yours waited." in page.text
    assert "absent" in page.text
    assert [row.cause for row in rows(world)] == ["absent"]
    client.submit("/sessions/", button=("all", "1"))
    assert [row.cause for row in rows(world)] == ["", ""], "saved again knowingly"
    assert eli in {row.provision_id for row in rows(world)}


def test_the_same_form_sent_twice_is_one_log_even_after_a_colleague_changed_it(world: World) -> None:
    nia, eli = talk_boost(world)
    with sight.looking(world.anjali.sight()):
        group = [(Provision.get_by_id(nia), Session()), (Provision.get_by_id(eli), Session("absent"))]
        stood = {nia: 0, eli: 0}
        session_actions.log_group(world.kelechi.act("once"), TODAY, group, stood=stood)
        session_actions.log(world.anjali.act(), group[0][0], TODAY, Session("refused"))
        assert session_actions.log_group(world.kelechi.act("once"), TODAY, group, stood=stood) == 2
        with pytest.raises(Refused, match="colleague"):
            session_actions.log_group(world.kelechi.act("twice"), TODAY, group, stood=stood)
        assert [row.cause for row in rows(world)] == ["refused", "absent"]
        assert Entry.select().where(Entry.kind == "session_logged").count() == 3


def test_what_one_changes_oneself_under_a_new_key_is_no_conflict(world: World) -> None:
    """The first sending arrived and its answer was lost; what is changed then is sent under a key of its own."""
    nia, eli = talk_boost(world)
    with sight.looking(world.anjali.sight()):
        group = [(Provision.get_by_id(nia), Session()), (Provision.get_by_id(eli), Session())]
        stood = {nia: 0, eli: 0}
        session_actions.log_group(world.kelechi.act("lost"), TODAY, group, stood=stood)
        group[1] = (group[1][0], Session("left_early"))
        session_actions.log_group(world.kelechi.act("again"), TODAY, group, stood=stood)
    assert [row.cause for row in rows(world)] == ["", "left_early"]


def test_as_planned_that_waited_on_kelechi_s_other_phone_takes_nothing_away_unseen(
    client: Client, world: World
) -> None:
    nia, _eli = talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    opened = client.response
    with sight.looking(world.anjali.sight()):
        session_actions.log(world.kelechi.act(), Provision.get_by_id(nia), TODAY, Session("refused"))
    client.response = opened
    page = client.submit("/sessions/", status=422, button=("all", "1"))
    assert "You logged this group in another place while this page waited." in page.text
    assert [row.cause for row in rows(world)] == ["refused"]
    client.submit("/sessions/", button=("all", "1"))
    assert [row.cause for row in rows(world)] == ["", ""]


def test_a_form_that_waited_on_a_shared_phone_is_not_sent_in_anothers_name(client: Client, world: World) -> None:
    talk_boost(world)
    client.sign_in(world.kelechi).get("/sessions")
    client.sign_in(world.anjali).submit("/sessions/", status=403, button=("all", "1"))
    assert rows(world) == []


def test_the_script_gets_the_card_alone_saved_or_with_its_errors(client: Client, world: World) -> None:
    nia, eli = talk_boost(world)
    counts(world, nia)
    page = client.sign_in(world.kelechi).get("/sessions")
    form = next(form for form in page.forms if form["action"].startswith("/sessions/"))
    asked = {"HX-Request": "true", "HX-Target": f"group-{eli}"}
    wrong = {**form["data"], f"measure_{nia}": "long"}
    answer = client.raw.post(form["action"], data=wrong, headers=asked)
    assert answer.status_code == 422
    assert answer.text.startswith("<section")
    assert "<h1" not in answer.text
    answer = client.raw.post(form["action"], data={**form["data"], "all": "1"}, headers=asked)
    assert (answer.status_code, "✓ Saved" in answer.text, "<form" in answer.text) == (200, True, False)
    again = client.raw.post(form["action"], data={**form["data"], "all": "1"}, headers=asked)
    assert (again.status_code, "✓ Saved" in again.text) == (200, True)
    assert len(rows(world)) == 2


def test_victor_logs_no_group_of_fernhill_and_magda_sees_no_list(client: Client, world: World) -> None:
    nia, _eli = talk_boost(world, days=(1, 5))
    assert "Talk Boost" not in client.sign_in(world.victor).get("/sessions").text
    client.post(f"/sessions/{nia}", {"all": "1"}, status=404)
    client.sign_in(world.magda).get("/sessions", status=403)
    assert rows(world) == []


def test_twelve_groups_are_listed_at_the_price_of_one(client: Client, world: World) -> None:
    talk_boost(world, days=(1, 5))
    client.sign_in(world.kelechi).get("/sessions")
    with counted() as one:
        client.get("/sessions")
    for more in range(11):
        talk_boost(world, days=(1, 5), name=f"Group {more}")
    with counted() as twelve:
        page = client.get("/sessions")
    assert "12 groups, 2 children." in page.text
    assert len(twelve) == len(one) <= 12, "\n".join(twelve)


@pytest.mark.parametrize("size", [1, 4, 8])
def test_a_group_is_saved_in_sixteen_statements_and_two_for_each_child(client: Client, world: World, size: int) -> None:
    """It was fourteen and seven for each child: the two that are left ask whether the child is in sight of the writer."""
    with sight.system("test"):
        from portal.organisation.models import Setting

        for number in range(size):
            pupil = child(
                f"Child{number}", "Test", date(2018, 1, 1), Setting.get_by_id(world.fernhill), None, "3", "K", "SLCN"
            )
            Provision.create(
                pupil=pupil, setting=world.fernhill, name="Numbers", group_name="Numbers", kind="intervention",
                deliverer=world.kelechi.person, starts_on=TODAY,
            )  # fmt: skip
    client.sign_in(world.kelechi).get("/sessions")
    with counted() as statements:
        client.submit("/sessions/", button=("all", "1"))
    assert len(rows(world)) == size
    assert len(statements) <= 16 + 2 * size, "\n".join(statements)


def test_help_that_tomasz_brought_along_is_not_logged_for_days_before_he_came(client: Client, world: World) -> None:
    made = talk_boost(world, days=(1, 5))
    with sight.system("test"):
        Placement.update(starts_on=TODAY).where(Placement.pupil.in_([world.nia, world.eli])).execute()
        Provision.update(starts_on=date(2026, 1, 12)).where(Provision.id.in_(made)).execute()
    client.sign_in(world.kelechi)
    assert "Talk Boost" in client.get("/sessions").text
    assert "Talk Boost" not in client.get(f"/sessions?on={FRIDAY.isoformat()}").text
