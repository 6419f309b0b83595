"""A child's scores: entered, refused, shown to those who may see them, and to nobody else."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.access import sight
from portal.assessments import queries
from portal.assessments.actions import Entered, add_score, build_score
from portal.assessments.models import Instrument, Score
from portal.assessments.progress import progress
from portal.assessments.scoring import Nonsense
from portal.organisation.models import Setting
from portal.pupils.models import Placement, Pupil
from portal.timeline.actions import change_audience
from portal.timeline.audiences import restricted
from portal.timeline.models import Entry
from portal.transitions.models import ShareRefusal
from tests.client import Client
from tests.statements import counted
from tests.world import Who, World

TAKEN = date(2026, 10, 6)


def instrument(code: str) -> int:
    """An instrument of the list that every authority begins with."""
    return int(Instrument.get(Instrument.code == code).id)


def score(
    world: World, code: str, results: dict[str, str], on: date = TAKEN, by: Who | None = None, **more: Any
) -> Score:
    """A score of Nia's, entered by Anjali unless somebody else is named."""
    who = by or world.anjali
    with sight.looking(who.sight()):
        child = Pupil.get_by_id(world.nia)
        return add_score(who.act(), child, Entered(instrument(code), on, results, tester=who.name, **more))


def refused(world: World, code: str, results: dict[str, str], on: date = TAKEN, **more: Any) -> Nonsense:
    with pytest.raises(Nonsense) as wrong:
        score(world, code, results, on, **more)
    return wrong.value


def test_anjali_records_a_sitting_with_age_and_one_entry(world: World, app: Flask) -> None:
    with app.test_request_context():
        made = score(world, "ngrt", {"sas": "84", "ra": "7:04"}, form="A", raws={"sas": "31"})
    assert made.age_months == 10 * 12 + 6
    assert made.results["sas"] == {"value": 84.0, "said": "Standard age score 84", "raw": 31}
    assert made.headline == "New Group Reading Test (NGRT) (form A): Standard age score 84; Reading age 7:04"
    with sight.looking(world.anjali.sight()):
        entry = Entry.get((Entry.kind == "score_added") & (Entry.pupil == world.nia))
    assert (entry.title, entry.occurred_on, entry.audience) == (made.headline, TAKEN, "family")


def test_a_reading_age_is_no_standard_score(world: World, app: Flask) -> None:
    with app.test_request_context():
        assert refused(world, "ngrt", {"sas": "7:04"}).field == "r_sas"
        wrong = refused(world, "ngrt", {"ra": "84"})
    assert (wrong.field, "looks like a standard score" in wrong.reason) == ("r_ra", True)


def test_a_sitting_in_the_future_before_birth_or_without_results_is_refused(world: World, app: Flask) -> None:
    with app.test_request_context():
        assert refused(world, "ngrt", {"sas": "84"}, date(2026, 11, 24)).field == "taken_on"
        assert refused(world, "ngrt", {"sas": "84"}, date(2016, 3, 13)).field == "taken_on"
        assert refused(world, "ngrt", {"sas": " "}).field == "r_sas"
        assert refused(world, "observation", {}).field == "note"
        assert refused(world, "ngrt", {"sas": "84"}, form="Z").field == "form"
        assert refused(world, "ngrt", {"sas": "84"}, audience="setting").field == "audience"


def test_a_test_outside_its_ages_needs_a_word_why(world: World, app: Flask) -> None:
    with app.test_request_context():
        wrong = refused(world, "phonics", {"mark": "27"})
        kept = score(world, "phonics", {"mark": "27"}, note="Used to see which sounds are missing.")
    assert wrong.field == "taken_on"
    assert "made for 5:00 to 8:00" in wrong.reason
    assert kept.outside_ages
    with app.test_request_context(), sight.looking(world.anjali.sight()):
        assert "read the number with care" in " ".join(progress(world.nia)[0].says)


def test_who_answered_and_which_goal_are_asked_where_they_matter(world: World, app: Flask) -> None:
    with app.test_request_context():
        assert refused(world, "sdq", {"total": "12"}).field == "informant"
        assert refused(world, "gas", {"level": "0"}).field == "subject"


def test_a_parents_and_a_teachers_answers_are_two_lines(world: World, app: Flask) -> None:
    with app.test_request_context():
        score(world, "sdq", {"total": "12"}, informant="teacher")
        score(world, "sdq", {"total": "21"}, informant="parent")
        with sight.looking(world.anjali.sight()):
            lines = progress(world.nia)
    assert sorted(len(line.points) for line in lines) == [1, 1]


def test_attendance_is_entered_as_sessions(world: World, app: Flask) -> None:
    with app.test_request_context():
        made = score(world, "attendance", {"sessions": "342 of 380"})
    assert made.results["sessions"] == {"value": 90.0, "said": "Sessions attended 90%", "raw": 342, "of": 380}


def test_building_saves_nothing(world: World, app: Flask) -> None:
    with app.test_request_context(), sight.looking(world.anjali.sight()):
        made = build_score(
            world.anjali.act(), Pupil.get_by_id(world.nia), Entered(instrument("ngrt"), TAKEN, {"sas": "84"}), 7
        )
        assert (made.id, made.cycle_id) == (None, 7)
        assert not Score.select().exists()


def test_a_retired_instrument_takes_no_more_results(world: World, app: Flask) -> None:
    Instrument.update(retired_on=TAKEN).where(Instrument.code == "ngrt").execute()
    with app.test_request_context():
        assert refused(world, "ngrt", {"sas": "84"}).field == "instrument"


def test_progress_takes_as_many_statements_for_forty_scores_as_for_two(world: World, app: Flask) -> None:
    with app.test_request_context(), sight.looking(world.anjali.sight()):
        score(world, "ngrt", {"sas": "84"})
        score(world, "phonics", {"mark": "27"}, date(2022, 6, 15))
        with counted() as few:
            progress(world.nia)
        for day in range(1, 20):
            score(world, "ngrt", {"sas": "84", "ra": "7:04"}, date(2026, 9, day))
            score(world, "sdq", {"total": "12", "prosocial": "8"}, date(2026, 9, day), informant="teacher")
        with counted() as many:
            lines = progress(world.nia)
    assert len(lines) == 5
    assert len(few) == len(many) == 3


def test_the_most_telling_lines_say_how_far_nia_came_then_stand_beside_national_figures(
    world: World, app: Flask
) -> None:
    with app.test_request_context(), sight.looking(world.anjali.sight()):
        score(world, "ngrt", {"sas": "81"}, date(2026, 3, 3))
        score(world, "ngrt", {"sas": "84"}, date(2026, 5, 3))
        score(world, "attendance", {"sessions": "342 of 380"}, date(2026, 6, 15))
        score(world, "sdq", {"total": "12"}, date(2026, 9, 1), informant="teacher")
        told = [line.title.split()[0] for line in progress(world.nia, most=2)]
        assert [told, len(progress(world.nia))] == [["Attendance", "New"], 3]
        assert [line.title[-9:] for line in progress(world.nia, since=date(2026, 8, 1))] == [", teacher"]
        assert progress(world.nia, since=date(2026, 10, 1)) == []


def test_a_slip_of_the_pen_is_taken_back_with_a_reason_and_stays_on_record(
    world: World, client: Client, app: Flask
) -> None:
    with app.test_request_context():
        wrong = score(world, "ngrt", {"sas": "48"})
    client.sign_in(world.anjali).get(f"/children/{world.nia}/progress")
    client.click("Take back")
    assert "Say what was wrong" in client.submit("withdrawal", 422, why="").text
    client.submit("withdrawal", why="It was 84.")
    assert "No results yet." in client.follow().text
    with sight.looking(world.folake.sight()):
        told, again = Entry.select().where(Entry.pupil == world.nia).order_by(Entry.id.desc()).limit(2)[::-1]
        assert (again.kind, again.supersedes_id, again.body) == ("corrected", told.id, "It was 84.")
    client.get(f"/children/{world.nia}/scores/{wrong.id}/withdrawal", 404)


def test_the_next_school_cannot_take_back_what_fernhill_entered(world: World, client: Client, app: Flask) -> None:
    with app.test_request_context():
        mine = score(world, "ngrt", {"sas": "84"})
    with sight.system("test"):
        Placement.create(
            pupil=world.nia, setting=world.harbour_lane, state="coming", main=False, starts_on=date(2026, 11, 1),
            sees_from=date(2026, 11, 1), year_group="7",
        )  # fmt: skip
    page = client.sign_in(world.ruth).get(f"/children/{world.nia}/progress")
    assert "Take back" not in page.text
    client.get(f"/children/{world.nia}/scores/{mine.id}/withdrawal")
    assert "Only the person who entered this" in client.submit("withdrawal", 422, why="x").text
    client.sign_in(world.victor).get(f"/children/{world.nia}/scores/{mine.id}/withdrawal", 404)


# --- Who sees them -------------------------------------------------------------------


def seen(who: Who, world: World) -> int:
    """How many of Nia's scores somebody sees."""
    with sight.looking(who.sight()):
        return int(Score.select().where(Score.pupil == world.nia).count())


def test_the_stranger_and_the_assistant_see_no_score_the_family_sees_its_own(world: World, app: Flask) -> None:
    with app.test_request_context():
        score(world, "ngrt", {"sas": "84"})
        score(world, "wisc", {"fsiq": "88"}, audience="professionals", source="agency")
    found = {
        who.name: seen(who, world) for who in (world.anjali, world.victor, world.kelechi, world.folake, world.magda)
    }
    assert found == {
        "Anjali Deshmukh": 2, "Victor Lang": 0, "Kelechi Obi": 0, "Folake Oyelaran": 1, "Magda Wieczorek": 0,
    }  # fmt: skip


def test_what_a_psychologist_measured_stays_behind_where_the_family_did_not_share_it(world: World, app: Flask) -> None:
    with app.test_request_context():
        score(world, "ngrt", {"sas": "84"})
        score(world, "wisc", {"fsiq": "88"}, source="agency")
    with sight.system("test"):
        Placement.create(
            pupil=world.nia, setting=world.harbour_lane, state="coming", main=False, starts_on=date(2026, 11, 1),
            sees_from=date(2026, 11, 1), year_group="7",
        )  # fmt: skip
    assert seen(world.ruth, world) == 2
    with sight.system("test"):
        ShareRefusal.create(
            pupil=world.nia, from_setting=world.fernhill, to_setting=world.harbour_lane, category="professional_advice"
        )
    assert seen(world.ruth, world) == 1


# --- Pages ---------------------------------------------------------------------------


def test_anjali_picks_an_instrument_sees_its_fields_only_and_saves(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/scores/new")
    page = client.get(f"/children/{world.nia}/scores/new?instrument={instrument('ngrt')}")
    assert "Standard age score" in page.text
    assert "Who answered?" not in page.text
    client.submit("scores/new", r_sas="84", r_ra="7:04", taken_on=["6", "10", "2026"])
    page = client.follow()
    assert "One result: 84." in page.text
    assert "Anjali Deshmukh" in page.text


def test_a_wrong_result_is_sent_back_with_what_was_typed(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/scores/new?instrument={instrument('ngrt')}")
    page = client.submit("scores/new", 422, r_ra="84", taken_on=["6", "10", "2026"], note="She smiled.")
    assert "There is a problem" in page.text
    assert "that looks like a standard score" in page.text
    assert page.forms[-1]["data"]["r_ra"] == ["84"]
    assert page.forms[-1]["data"]["note"] == ["She smiled."]


def test_htmx_gets_the_fields_alone(world: World, client: Client) -> None:
    path = f"/children/{world.nia}/scores/new?instrument={instrument('phonics')}"
    answer = client.sign_in(world.anjali).raw.get(path, headers={"HX-Request": "true", "HX-Target": "score-form"})
    assert answer.get_data(as_text=True).strip().startswith('<div id="score-form">')


def test_every_instrument_has_a_form_that_opens(world: World, client: Client) -> None:
    client.sign_in(world.anjali)
    for one in queries.instruments():
        client.get(f"/children/{world.nia}/scores/new?instrument={one.id}")


def test_the_stranger_finds_neither_progress_nor_a_form(world: World, client: Client) -> None:
    client.sign_in(world.victor).get(f"/children/{world.nia}/progress", 404)
    client.get(f"/children/{world.nia}/scores/new", 404)


def test_kelechi_the_assistant_may_not_read_reports(world: World, client: Client) -> None:
    client.sign_in(world.kelechi).get(f"/children/{world.nia}/progress", 403)


def test_folake_reads_her_daughters_results_in_plain_words(world: World, client: Client, app: Flask) -> None:
    with app.test_request_context():
        score(world, "ngrt", {"sas": "84"}, date(2025, 10, 1))
        score(world, "ngrt", {"sas": "85"})
        score(world, "bpvs", {"ss": "70"}, audience="professionals")
    page = client.sign_in(world.folake).get(f"/family/{world.nia}/progress")
    assert "Keeping pace: 84 to 85." in page.text
    assert "learning as fast as other children" in page.text
    assert "Vocabulary" not in page.text
    client.sign_in(world.magda).get(f"/family/{world.nia}/progress", 404)


def test_nia_reads_her_own_page_as_hers(world: World, client: Client, app: Flask) -> None:
    with app.test_request_context():
        score(world, "ngrt", {"sas": "84"})
    page = client.sign_in(world.nia_herself).get(f"/family/{world.nia}/progress")
    assert "you are learning as fast as others of your age" in page.text
    assert "your child" not in page.text


def test_national_figures_stand_beside_nias_own_result_and_rank_nobody(
    world: World, client: Client, app: Flask
) -> None:
    with app.test_request_context():
        score(world, "phonics", {"mark": "27 of 40"}, date(2022, 6, 15), source="previous", reach="universal")
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}/progress")
    assert "One result: 27 of 40." in page.text
    assert "England 2024/25: 80% of all children met the phonics threshold in Year 1." in page.text
    assert "England 2023/24: 52% of children with SEN support" in page.text
    assert "not where one child stands" in page.text


def test_the_goals_of_reception_are_one_list_and_no_seventeen_drawings(
    world: World, client: Client, app: Flask
) -> None:
    with app.test_request_context():
        goals = {f"elg{number:02d}": "expected" if number % 2 else "emerging" for number in range(1, 18)}
        score(world, "eyfsp", {"gld": "no", **goals}, date(2021, 6, 25), reach="universal")
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}/progress")
    assert "Numerical patterns: emerging" in page.text
    assert "England 2024/25: 68.3% of all children had a good level of development" in page.text
    assert client.response is not None
    assert '<svg class="ct-chart' not in client.response.get_data(as_text=True)


def test_nobody_at_a_withheld_setting_is_named(world: World, client: Client, app: Flask) -> None:
    with sight.system("test"):
        refuge = Setting.create(name="Refuge School", name_fold="refuge school", phase="primary")
        Placement.create(
            pupil=world.nia, setting=refuge, state="left", main=False, withheld=True, starts_on=date(2024, 9, 1),
            sees_from=date(2024, 9, 1), ended_on=date(2025, 7, 1),
        )  # fmt: skip
        Score.create(
            pupil=world.nia, setting=refuge, instrument=instrument("ngrt"), tester="Secret Name", age_months=110,
            taken_on=date(2025, 1, 9), results={"sas": {"value": 84.0, "said": "Standard age score 84"}},
        )  # fmt: skip
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}/progress")
    assert "Secret Name" not in page.text
    assert "Refuge" not in page.text
    assert "somebody at a setting, a setting" in page.text


def test_a_score_that_the_safeguarding_lead_holds_back_vanishes_from_the_familys_page(
    world: World, client: Client, app: Flask
) -> None:
    with app.test_request_context():
        score(world, "ngrt", {"sas": "84"})
        with sight.looking(world.dee.sight()):
            entry = Entry.get((Entry.kind == "score_added") & (Entry.pupil == world.nia))
            change_audience(world.dee.act(), entry, restricted("head"), "Not now.")
    assert (seen(world.folake, world), seen(world.owen, world)) == (0, 1)
    assert "no test results to show" in client.sign_in(world.folake).get(f"/family/{world.nia}/progress").text
