"""What the authority sees: counts, then a named child with a reason that the family can read."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.access.models import AccessLog
from portal.cycles.models import Cycle
from portal.oversight import actions, queries
from portal.oversight.actions import Wanted
from portal.pupils.models import NamedAccess, Placement, Pupil
from portal.register.models import Registration
from portal.timeline.models import Entry
from portal.transitions.models import Transition
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, World

REASON = "The mother asked us to find out why no review was held."


def fill(setting: int, support: int, plans: int) -> None:
    """More children on a setting's register; the first ones have a review that is ten days late."""
    with sight.system("test"):
        for number in range(support + plans):
            pupil = Pupil.create(forename=f"Child{number}", surname="Count", born_on=date(2018, 1, 1), created_at=TODAY)
            Placement.create(pupil=pupil, setting=setting, starts_on=date(2025, 9, 1), sees_from=date(2025, 9, 1))
            code = "K" if number < support else "E"
            Registration.create(pupil=pupil, setting=setting, code=code, starts_on=date(2025, 9, 1))
            if number < 6:
                Cycle.create(
                    pupil=pupil, number=1, setting=setting, stage="do", opened_on=date(2026, 9, 1),
                    review_on=TODAY - timedelta(days=10),
                )  # fmt: skip


def move(world: World, **more: object) -> Transition:
    """Tomasz was to move from Millbrook to Fernhill three weeks ago."""
    with sight.system("test"):
        return Transition.create(
            **{
                "pupil": world.tomasz, "from_setting": world.millbrook, "to_setting": world.fernhill,
                "kind": "mid_year", "state": "agreed", "proposed_on": date(2026, 10, 1),
                "moves_on": TODAY - timedelta(days=21), **more,
            }
        )  # fmt: skip


def test_lorna_sees_counts_and_no_name(client: Client, world: World) -> None:
    fill(world.fernhill, 20, 6)
    fill(world.oakfield, 12, 7)
    page = client.sign_in(world.lorna).get("/authority")
    assert page.h1 == "Does support go on when children move?"
    # Nia makes 21 with SEN support, Eli 7 with a plan; Millbrook has one child: not shown, and a neighbour with it.
    assert "Fernhill Primary School 21 7 6 0 0" in page.text
    assert "Millbrook Nursery fewer than 5 0 0 0 0" in page.text
    assert "Oakfield Primary School not shown 7 6 0 0" in page.text
    assert "All settings 35" in page.text
    for name in ("Tomasz", "Nia", "Count", "Marchetti"):
        assert name not in page.text


def test_the_page_of_a_setting_shows_the_same_cells_as_the_board(client: Client, world: World) -> None:
    fill(world.fernhill, 20, 6)
    client.sign_in(world.lorna).get(f"/authority/settings/{world.millbrook}")
    assert "K SEN support fewer than 5" in client.page.text
    assert "K SEN support not shown" in client.get(f"/authority/settings/{world.fernhill}").text
    client.get("/authority/settings/999999", 404)


def test_a_search_for_a_setting_gives_no_other_numbers(client: Client, world: World) -> None:
    fill(world.fernhill, 20, 6)
    page = client.sign_in(world.lorna).get("/authority?q=fern")
    assert "Fernhill Primary School not shown" in page.text
    assert "Oakfield" not in page.text
    assert "All settings" not in page.text


def test_the_board_costs_the_same_at_any_size(client: Client, world: World) -> None:
    client.sign_in(world.lorna).get("/authority")
    with counted() as few:
        client.get("/authority")
    fill(world.fernhill, 15, 5)
    with counted() as many:
        client.get("/authority")
    assert len(few) == len(many) <= 12, many


def test_a_stuck_move_shows_where_not_who(client: Client, world: World) -> None:
    made = move(world)
    page = client.sign_in(world.lorna).get("/authority")
    assert "Millbrook Nursery → to Fernhill Primary School not accepted 21" in page.text
    assert "Tomasz" not in page.text
    page = client.click("Open with a reason")
    assert "Tomasz" not in page.text
    client.submit("reason", purpose=REASON)
    assert client.follow().h1.startswith("Tomasz")
    assert made.id


def test_a_withheld_setting_has_no_name_on_the_board(client: Client, world: World) -> None:
    move(world, withheld=True, to_setting=world.oakfield)
    text = client.sign_in(world.lorna).get("/authority/moves").text
    assert "Millbrook Nursery → to a setting" in text
    assert "Oakfield" not in text


def test_lorna_opens_a_child_only_after_a_reason(client: Client, world: World) -> None:
    client.sign_in(world.lorna).get(f"/children/{world.nia}", 404)
    client.get("/authority/children/new")
    page = client.submit("children/new", surname="Oyelaran", born_on=["14", "3", "2016"], purpose="", status=422)
    assert "Give a reason" in page.text
    page = client.submit("children/new", surname="Oyelaran", born_on=["", "", ""], purpose=REASON, status=422)
    assert "Enter the date of birth" in page.text
    client.submit("children/new", surname="oyelaran", born_on=["14", "3", "2016"], purpose=REASON)
    client.follow()
    client.get(f"/children/{world.nia}")
    assert "Nia Oyelaran" in client.get("/authority").text
    with sight.system("test"):
        access = NamedAccess.get(NamedAccess.person == world.lorna.person)
        assert (access.pupil_id, access.until) == (world.nia, TODAY + timedelta(days=30))
    text = client.sign_in(world.folake).get(f"/family/{world.nia}").text
    assert "Somebody at the council opened the record" in text
    assert REASON in text
    assert "SEND officer the council" in client.get("/family/access").text


def test_after_thirty_days_the_child_is_out_of_sight_again(world: World) -> None:
    with sight.looking(world.lorna.sight()):
        actions.name_child(world.lorna.act(), world.nia, REASON)
        assert {row.id for row in Pupil.select()} == {world.nia}
    with sight.looking(world.lorna.sight()._replace(today=TODAY + timedelta(days=31))):
        assert not list(Pupil.select())


def test_a_guess_that_matches_nobody_says_so_and_writes_nothing(client: Client, world: World) -> None:
    client.sign_in(world.lorna).get("/authority/children/new")
    page = client.submit("children/new", surname="Oyelaran", born_on=["15", "3", "2016"], purpose=REASON, status=422)
    assert "No child matches exactly." in page.text
    with sight.system("test"):
        assert not NamedAccess.select().exists()


def test_twins_need_a_first_name(world: World) -> None:
    with sight.system("test"):
        Pupil.create(
            forename="Ola", surname="Oyelaran", surname_fold="oyelaran", born_on=date(2016, 3, 14), created_at=TODAY
        )
    with sight.looking(world.lorna.sight()):
        with pytest.raises(Refused, match="More than one child"):
            actions.find(Wanted(surname="Oyelaran", born_on=date(2016, 3, 14)))
        assert actions.find(Wanted(surname="Oyelaran", forename="nia", born_on=date(2016, 3, 14))) == world.nia


def test_naming_a_child_writes_one_entry_with_its_digest(world: World) -> None:
    with sight.looking(world.lorna.sight()):
        actions.name_child(world.lorna.act("k1"), world.nia, REASON)
    with sight.looking(world.folake.sight()):
        entries = list(Entry.select().where(Entry.pupil == world.nia))
        assert [(row.kind, row.body, row.audience) for row in entries] == [("access_named", REASON, "family")]


def test_adil_gives_carys_a_caseload_and_ends_it(client: Client, world: World) -> None:
    client.sign_in(world.adil).get("/authority/caseloads")
    client.submit(
        "caseloads", officer=str(world.carys.person), surname="Oyelaran", born_on=["14", "3", "2016"],
        purpose="Area SENCO for Fernhill this school year.",
    )  # fmt: skip
    page = client.follow()
    assert "1 child is followed" in page.text
    assert "Oyelaran" not in page.text
    client.sign_in(world.carys).get(f"/children/{world.nia}")
    client.sign_in(world.adil).get("/authority/caseloads")
    client.submit("/end")
    client.sign_in(world.carys).get(f"/children/{world.nia}", 404)


def test_only_the_administrator_gives_caseloads(client: Client, world: World) -> None:
    client.sign_in(world.lorna).get("/authority/caseloads", 403)


@pytest.mark.parametrize("who", ["victor", "magda", "priya"])
def test_strangers_see_no_board(client: Client, world: World, who: str) -> None:
    client.sign_in(getattr(world, who))
    for path in ("/authority", "/authority/moves", f"/authority/settings/{world.fernhill}", "/authority/children/new",
                 f"/authority/children/{world.nia}/reason", "/claims"):  # fmt: skip
        client.get(path, 403)


def test_a_child_or_move_that_is_not_there_is_404(client: Client, world: World) -> None:
    client.sign_in(world.lorna)
    client.get("/authority/children/999999/reason", 404)
    client.get("/authority/moves/999999/reason", 404)


def test_the_matching_queue_is_empty_and_says_so(client: Client, world: World) -> None:
    assert "No child waits for a match." in client.sign_in(world.lorna).get("/claims").text


def test_counting_needs_an_open_sight_and_reads_no_child(world: World) -> None:
    with sight.looking(world.lorna.sight()), counted() as statements:
        queries.counts(TODAY, date(2026, 9, 1))
    assert len(statements) == 5
    assert not any('"pupil"' in sql or "surname" in sql for sql in statements)
    assert not AccessLog.select().where(AccessLog.person_id == world.lorna.person).exists()
