"""The provision map of a setting: what it counts, whom it shows to whom, what it costs to make."""

from __future__ import annotations

from datetime import date, timedelta

from portal.access import sight
from portal.access.models import AccessList
from portal.cycles.do.models import Delivery
from portal.cycles.help import map_lines
from portal.cycles.help.map_lines import Given, Sessions, TermTime, Wanted
from portal.cycles.help.week import Part
from portal.cycles.plan.models import Provision, Slot
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, Who, World

TERM = TermTime([date(2026, 9, 7) + timedelta(days=7 * week + day) for week in range(10) for day in range(5)], TODAY)


def help_of(world: World, who: Who, pupil: int, name: str, **more: object) -> Provision:
    """Help that runs at the setting of `who`, three times a week since the beginning of term."""
    values: dict[str, object] = {
        "pupil": pupil, "setting": who.setting, "name": name, "kind": "intervention", "layer": "targeted", "area": "CI",
        "deliverer": who.person, "minutes": 20, "times_a_week": 3, "starts_on": date(2026, 9, 7), "rate_pence": 1500,
        "group_size": 1,
    }  # fmt: skip
    with sight.looking(who.sight()):
        return Provision.create(**(values | more))


def log(row: Provision, who: Who, given: int, cause: str = "", lost: int = 0) -> None:
    """So many sessions given, and so many lost for a cause, on the days since it began."""
    with sight.looking(who.sight()):
        for number in range(given + lost):
            Delivery.create(
                pupil=row.pupil_id, provision=row, setting=row.setting_id, on=row.starts_on + timedelta(days=number),
                given=number < given, cause="" if number < given else cause,
            )  # fmt: skip


def given_for(
    row: Provision, *, sessions: Sessions | None = None, name: str = "Nia Oyelaran", year: str = "6"
) -> Given:
    return Given(row, row.pupil_id, name, year, row.deliverer_id or 0, "Jess Tulloch", sessions or Sessions())


def test_anjali_finds_what_is_not_given_first_with_its_main_cause(client: Client, world: World) -> None:
    row = help_of(world, world.anjali, world.nia, "Word workshop")
    log(row, world.anjali, given=2, cause="staff_absent", lost=16)
    kept = help_of(world, world.anjali, world.eli, "Lego-based therapy", times_a_week=1)
    log(kept, world.anjali, given=9)
    page = client.sign_in(world.anjali).get("/provision-map")
    first = page.text.index("Less than half given", page.text.index("Show"))
    assert "Nia Oyelaran : Word workshop" in page.text[first:]
    assert "staff absent: 16" in page.text
    assert "Eli Marchetti : Lego-based therapy" not in page.text


def test_the_same_help_for_two_children_is_one_line_and_their_sessions_are_added(world: World) -> None:
    one, two = (
        Provision(id=number, pupil=number, name="Talk Boost", layer="targeted", area="CI", kind="intervention",
                  starts_on=TODAY, minutes=30, times_a_week=2, rate_pence=1200, group_size=2)
        for number in (1, 2)
    )  # fmt: skip
    first = given_for(one, sessions=Sessions(10, 8, (("absent", 2),)))
    second = given_for(two, sessions=Sessions(10, 4, (("absent", 1), ("room", 5))), name="Eli Marchetti")
    (line,) = map_lines.lines([first, second], TERM)["targeted", "CI"]
    assert [name for _id, name in line.children] == ["Nia Oyelaran", "Eli Marchetti"]
    assert line.sessions == Sessions(20, 12, (("absent", 3), ("room", 5)))
    assert line.sessions.main_cause == ("room", 5)
    assert (line.short, line.unsure) == (1, 0)
    assert line.week == 1200


def test_a_plan_that_has_just_begun_is_not_called_short() -> None:
    absent = (("absent", 3),)
    assert not Sessions(3, 0, absent).short
    assert Sessions(4, 1, absent).short
    assert not Sessions(4, 2).short


def test_what_nobody_logged_is_not_called_not_given() -> None:
    silent = Sessions(20, 4, (("absent", 3),))
    assert (silent.short, silent.unsure) == (False, True)
    told = Sessions(20, 4, (("absent", 12),))
    assert (told.short, told.unsure) == (True, False)
    assert Sessions(7, 2, (("absent", 1), ("cover", 2))).main_cause == ("cover", 2)
    assert Sessions(7, 2, (("absent", 1), ("cover", 1), ("room", 1))).main_cause[0] != "unlogged"
    half_told = Sessions(6, 2, (("absent", 1),))
    assert (half_told.short, half_told.unsure) == (False, True), "one lost, and three of which nobody knows"


def test_sessions_of_which_nobody_said_anything_are_called_that() -> None:
    assert Sessions(20, 4, (("absent", 3),)).main_cause == ("unlogged", 13)


def test_a_group_takes_the_adults_time_once_and_two_groups_at_the_same_time_are_said() -> None:
    talk = [
        Provision(id=number, pupil=number, name="Talk Boost", kind="intervention", layer="targeted", starts_on=TODAY,
                  minutes=30, times_a_week=2, group_size=3, group_name="Blue group")
        for number in (1, 2, 3)
    ]  # fmt: skip
    alone = Provision(id=4, pupil=4, name="ELSA", kind="intervention", layer="targeted", starts_on=TODAY, minutes=30,
                      times_a_week=1, group_size=1)  # fmt: skip
    times = {number: [Part(1, "09:00", 30, "Talk Boost", "", "", number, number)] for number in (1, 2, 3)}
    times[4] = [Part(1, "09:15", 30, "ELSA", "", "", 4, 4)]
    (jess,) = map_lines.people([given_for(row) for row in (*talk, alone)], times)
    assert jess.hours == "1.5"
    assert jess.children == 4
    assert [(one.name, other.name) for one, other in jess.double] == [("Blue group", "ELSA")]


def test_help_costs_in_the_term_for_the_weeks_in_which_it_is_given() -> None:
    row = Provision(id=1, pupil=1, name="ELSA", starts_on=date(2026, 9, 7), weeks=20, minutes=30, times_a_week=2,
                    rate_pence=1500, group_size=1, materials_pence=400)  # fmt: skip
    assert map_lines.a_week(row) == 1500
    assert map_lines.in_term(row, TERM) == 10 * 1500 + 400
    row.ended_on = date(2026, 10, 4)
    assert map_lines.in_term(row, TERM) == 4 * 1500 + 400
    row.rate_pence = row.materials_pence = None
    assert map_lines.in_term(row, TERM) is None


def test_the_map_is_narrowed_by_year_person_area_and_layer(client: Client, world: World) -> None:
    help_of(world, world.anjali, world.nia, "Word workshop")
    help_of(world, world.anjali, world.eli, "Lego-based therapy", area="SEMH", deliverer=None, deliverer_name="Bev")
    client.sign_in(world.anjali)
    for narrowed in ("year=6", "who=Anjali+Deshmukh", "area=CI"):
        text = client.get(f"/provision-map?{narrowed}").text
        assert "Word workshop" in text
        assert "Lego-based therapy" not in text
    assert "No help fits" in client.get("/provision-map?layer=universal").text
    assert map_lines.fits(given_for(Provision(pupil=1, area="", layer="x")), Wanted(area="none"))


def test_owen_the_head_sees_money_and_jess_the_teacher_sees_her_own_children_without_it(
    client: Client, world: World
) -> None:
    help_of(world, world.anjali, world.nia, "Word workshop")
    assert "A week" in client.sign_in(world.owen).get("/provision-map").text
    page = client.sign_in(world.jess).get("/provision-map")
    assert "Word workshop" not in page.text
    assert "A week" not in page.text
    assert "Download the map" not in page.text


def test_kelechi_and_folake_have_no_map_and_the_stranger_has_his_own_only(client: Client, world: World) -> None:
    help_of(world, world.anjali, world.nia, "Word workshop")
    client.sign_in(world.kelechi).get("/provision-map", 403)
    client.sign_in(world.folake).get("/provision-map", 403)
    assert "Word workshop" not in client.sign_in(world.victor).get("/provision-map").text


def test_the_file_is_safe_for_spreadsheets_and_the_download_is_written_down(client: Client, world: World) -> None:
    help_of(world, world.anjali, world.nia, "=1+1")
    client.sign_in(world.anjali).get("/provision-map/export")
    assert client.response is not None
    text = client.response.get_data().decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Nia Oyelaran" in text
    assert "15.00" in text
    assert [row.pupil_ids for row in AccessList.select().where(AccessList.page == "export")] == [[world.nia]]


def test_ninety_children_cost_the_same_few_statements_as_one(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    help_of(world, world.anjali, world.nia, "Word workshop")
    client.get("/provision-map")
    with counted() as few:
        client.get("/provision-map")
    for number in range(30):
        row = help_of(world, world.anjali, (world.nia, world.eli)[number % 2], f"Help {number}")
        with sight.looking(world.anjali.sight()):
            Slot.create(pupil=row.pupil_id, setting=row.setting_id, provision=row, weekday=1, at="09:15")
    client.get("/provision-map")
    with counted() as many:
        client.get("/provision-map")
    assert len(many) == len(few) <= 12, "\n".join(many)
