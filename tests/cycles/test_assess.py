"""Assess: six sources as evidence, gaps that never lock, and nothing typed twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.assessments.models import Instrument, Score
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import understanding_actions
from portal.cycles.assess.actions import Evidence, View
from portal.cycles.assess.earlier import earlier
from portal.cycles.assess.models import Contribution
from portal.cycles.assess.sources import held
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows, facts
from portal.cycles.stages import missing
from portal.family import actions as family
from portal.family import queries as family_queries
from portal.pupils.models import Placement
from portal.timeline.actions import change_audience
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def second(world: World) -> Cycle:
    """Cycle 2 of Tomasz, opened a moment ago from a closed first one."""
    walk.closed(world)
    with sight.looking(world.hannah.sight()):
        return opening.open_cycle(world.hannah.act(), world.tomasz)


def test_the_picker_shows_what_each_source_holds_and_which_is_a_gap(world: World) -> None:
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        rows = {it.source: it for it in held(cycle, Rows(cycle).of_stage("assess"))}
    assert list(rows) == ["views", "in_house", "current", "previous", "national", "agency"]
    assert (rows["in_house"].pieces, rows["in_house"].targeted, rows["in_house"].newest) == (1, 1, TODAY)
    assert rows["views"].missing == "", "the mother spoke, and why Tomasz could not is explained"
    assert rows["agency"].missing == "gap"


def test_a_gap_reminds_and_never_locks_but_child_and_family_are_asked_in_every_cycle(world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        tasks = {str(task.sentence): task.blocks for task in missing(facts(Rows(cycle)))}
        assert tasks["Add the advice of outside services, if there is any."] is False
        assert tasks["Ask for the child’s own view, or say why it could not be heard."] is True
        assert any(blocks for words, blocks in tasks.items() if words.startswith("Ask the family"))


def test_what_magda_said_at_the_last_review_is_evidence_of_before_and_not_her_view_of_today(world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        offered = earlier(cycle, Rows(cycle))
        hers = [each for each in offered if each.whose == "family"]
        assert [(each.source, each.text) for each in hers] == [("previous", "More bucket")]
        assess_actions.take_over(world.hannah.act(), cycle, hers)
        tasks = [str(task.sentence) for task in missing(facts(Rows(Cycle.get_by_id(cycle.id)))) if task.blocks]
    assert any(words.startswith("Ask the family") for words in tasks)


def test_the_last_review_is_taken_over_in_one_action_and_offered_no_more(world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        before = Entry.select().count()
        offered = earlier(cycle, Rows(cycle))
        assert "Offers at snack: Mostly. 4 of 5 on three days" in [each.text for each in offered]
        rows = assess_actions.take_over(world.hannah.act(), cycle, offered)
        assert Entry.select().count() == before + 1
        assert len(rows) == len(offered) == 4
        assert earlier(cycle, Rows(cycle)) == []
        with pytest.raises(Refused, match="at least one"):
            assess_actions.take_over(world.hannah.act(), cycle, offered)


def test_what_magda_wrote_on_her_own_page_is_her_view_with_the_readers_she_chose(world: World) -> None:
    cycle = second(world)
    with sight.looking(world.magda.sight()):
        kid, _children = family_queries.child_or_404(world.tomasz)
        family.give_view(world.magda.act(), kid, None, "settling", "He sings on the way home", shared=False)
    with sight.looking(world.hannah.sight()):
        told = next(each for each in earlier(cycle, Rows(cycle)) if each.key.startswith("entry:"))
        (row,) = assess_actions.take_over(world.hannah.act(), cycle, [told])
    assert (row.source, row.whose, row.audience, row.text) == (
        "views", "family", "professionals", "He sings on the way home",
    )  # fmt: skip


def test_what_is_held_back_is_held_back_where_it_was_taken_over_as_well(world: World) -> None:
    cycle = second(world)
    with sight.looking(world.magda.sight()):
        kid, _children = family_queries.child_or_404(world.tomasz)
        said = family.give_view(world.magda.act(), kid, None, "settling", "He sings on the way home", shared=True)
    with sight.looking(world.hannah.sight()):
        told = next(each for each in earlier(cycle, Rows(cycle)) if each.key.startswith("entry:"))
        (row,) = assess_actions.take_over(world.hannah.act(), cycle, [told])
        change_audience(world.hannah.act(), said, "restricted", "Magda asked for it")
        assert Contribution.get_by_id(row.id).audience.startswith("restricted")
    with sight.looking(world.sana.sight()):
        assert Contribution.get_or_none(Contribution.id == row.id) is None


def test_nothing_new_from_outside_is_an_answer_but_not_for_views(world: World) -> None:
    cycle, act = walk.assessed(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        assess_actions.nothing_new(act, cycle, "agency", since=date(2026, 9, 1), asked="Priya Nair, by e-mail")
        row = next(it for it in held(cycle, Rows(cycle).of_stage("assess")) if it.source == "agency")
        assert (row.missing, row.nothing_new, row.pieces) == ("", True, 0)
        with pytest.raises(Refused, match="every cycle"):
            assess_actions.nothing_new(act, cycle, "views", since=date(2026, 9, 1), asked="x")


def test_evidence_keeps_the_day_it_was_seen_and_where_but_no_day_to_come(world: World) -> None:
    cycle, act = walk.assessed(world), world.sana.act()
    seen = Evidence(
        "in_house", "universal", "Sana Rehman", "Took the bucket", TODAY - timedelta(days=9), "snack, 6 children"
    )
    with sight.looking(world.sana.sight()):
        row = assess_actions.add_evidence(act, cycle, seen)
        entry = Entry.select().order_by(Entry.id.desc()).get()
        with pytest.raises(Refused, match="today or earlier"):
            assess_actions.add_evidence(act, cycle, seen._replace(on=TODAY + timedelta(days=1)))
    assert (row.given_on, row.context, entry.occurred_on) == (
        date(2026, 11, 14),
        "snack, 6 children",
        date(2026, 11, 14),
    )


def test_hannah_enters_a_score_in_assess_once_and_it_is_evidence(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    wellcomm = Instrument.get(Instrument.code == "wellcomm").id
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    client.click("Add a score")
    client.get(f"/cycles/{cycle.id}/scores/new?source=in_house&instrument={wellcomm}")
    client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="nonsense", status=422)
    with sight.looking(world.hannah.sight()):
        entries = Entry.select().count()
    client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="amber")
    page = client.follow()
    assert "WellComm" in page.text
    with sight.looking(world.hannah.sight()):
        row = Contribution.select().order_by(Contribution.id.desc()).get()
        assert (row.score.taken_on, row.given_on, row.source) == (date(2026, 11, 20), date(2026, 11, 20), "in_house")
        assert Score.get_by_id(row.score_id).cycle_id == cycle.id
        assert Entry.select().count() == entries + 1


def test_a_score_of_the_childs_page_is_taken_over_and_not_typed_again(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    wellcomm = Instrument.get(Instrument.code == "wellcomm").id
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/scores/new?instrument={wellcomm}")
    client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="red")
    client.get(f"/cycles/{cycle.id}/assess")
    client.click("What we already have")
    with sight.looking(world.hannah.sight()):
        key = f"score:{Score.get().id}"
    client.submit("evidence/earlier", status=422)
    client.submit("evidence/earlier", chosen=[key])
    assert "WellComm" in client.follow().text
    with sight.looking(world.hannah.sight()):
        assert Contribution.get(Contribution.taken_from == key).score_id == int(key.removeprefix("score:"))
    assert "Nothing is waiting" in client.get(f"/cycles/{cycle.id}/evidence/earlier").text


def test_a_name_that_is_known_is_not_typed_again(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/views/new?whose=family")
    assert client.page.forms[-1]["data"]["name"] == ["Magda Wieczorek, mother"]
    client.get(f"/cycles/{cycle.id}/views/new?whose=child")
    assert client.page.forms[-1]["data"]["name"] == ["Tomasz"]
    client.get(f"/cycles/{cycle.id}/evidence/new?source=current")
    assert client.page.forms[-1]["data"]["name"] == ["Hannah Coyle, SENCO"]


def test_sana_does_all_of_assess_but_not_what_only_the_senco_does(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.sana)
    for page, status in (
        ("assess", 200), ("views/new", 200), ("evidence/new", 200), ("evidence/earlier", 200), ("scores/new", 200),
        ("evidence/nothing-new", 200), ("understanding?area=ci", 200), ("differences/new", 403),
    ):  # fmt: skip
        client.get(f"/cycles/{cycle.id}/{page}", status=status)
    assert "Put views side by side" not in client.get(f"/cycles/{cycle.id}/assess").text


def test_priya_adds_her_advice_and_her_score_and_takes_nothing_over(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.priya).get(f"/cycles/{cycle.id}/assess")
    client.get(f"/cycles/{cycle.id}/evidence/earlier", status=403)
    celf = Instrument.get(Instrument.code == "wellcomm").id
    client.get(f"/cycles/{cycle.id}/scores/new?instrument={celf}")
    client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="amber")
    with sight.looking(world.hannah.sight()):
        row = Contribution.select().order_by(Contribution.id.desc()).get()
    assert (row.source, row.whose) == ("agency", "professional")


def test_an_assistants_view_is_saved_and_leads_to_the_page_that_assistants_see(client: Client, world: World) -> None:
    with sight.system("test"):
        cycle = Cycle.create(pupil=world.nia, number=1, setting=world.fernhill, opened_on=TODAY)
        Placement.update(room=world.oak_class).where(Placement.pupil == world.nia).execute()
    client.sign_in(world.kelechi).get(f"/cycles/{cycle.id}/views/new")
    client.submit("views/new", whose="support_staff", name="Kelechi Obi", text="She hums", audience="family")
    client.follow()
    with sight.system("test"):
        assert Contribution.get().audience == "setting"


def test_victor_meets_nothing_of_assess(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.victor)
    for page in ("assess", "scores/new", "evidence/earlier", "evidence/nothing-new", "differences/new"):
        client.get(f"/cycles/{cycle.id}/{page}", status=404)
    client.get(f"/children/{world.tomasz}/understanding", status=404)


def test_staff_of_a_withheld_setting_have_no_name_among_what_is_taken_over(world: World) -> None:
    cycle = second(world)
    with sight.system("test"):
        Placement.create(
            pupil=world.tomasz, setting=world.oakfield, withheld=True, state="left", main=False,
            starts_on=date(2025, 1, 1), sees_from=date(2025, 1, 1), ended_on=date(2025, 8, 1),
        )  # fmt: skip
        Contribution.update(setting=world.oakfield, name="Victor Lang").where(
            (Contribution.stage == "review") & (Contribution.whose == "teacher")
        ).execute()
    with sight.looking(world.hannah.sight()):
        names = {each.name for each in earlier(cycle, Rows(cycle))}
    assert "Victor Lang" not in names
    assert "Teacher or key person" in names


def test_the_page_of_assess_costs_the_same_whatever_it_holds(client: Client, world: World) -> None:
    cycle, act = walk.assessed(world), world.hannah.act()
    wellcomm = Instrument.get(Instrument.code == "wellcomm").id
    client.sign_in(world.hannah)
    for _time in range(2):
        client.get(f"/cycles/{cycle.id}/scores/new?instrument={wellcomm}")
        client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="amber")
    client.get(f"/cycles/{cycle.id}/assess")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/assess")
    with sight.looking(world.hannah.sight()):
        for number in range(30):
            assess_actions.add_evidence(act, cycle, Evidence("current", "universal", "Sana", f"Piece {number}"))
        for area in ("CI", "CL", "SEMH", "SP"):
            understanding_actions.write_understanding(act, cycle, statement="x", barriers="y", area=area)
        assess_actions.give_view(act, cycle, "assess", View("teacher", "Sana", "Sits well"))
    client.get(f"/cycles/{cycle.id}/assess")
    with counted() as many:
        client.get(f"/cycles/{cycle.id}/assess")
    assert len(few) == len(many) <= 12, "\n".join(many)


def test_older_evidence_is_folded_away_but_nobody_s_view(client: Client, world: World) -> None:
    cycle, act = walk.assessed(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        for number in range(5):
            assess_actions.add_evidence(act, cycle, Evidence("current", "universal", "Sana", f"Piece {number}"))
        assess_actions.give_view(act, cycle, "assess", View("teacher", "Sana", "Sits well"))
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    folded = page.text[page.text.index("2 older pieces") :]
    assert "Piece 0" in folded
    assert "Piece 1" in folded
    assert "Piece 4" not in folded
    assert page.text.index("Piece 4") < page.text.index("Piece 2") < page.text.index("2 older pieces")
    assert page.text.count("older piece") == 1


def test_hannah_tells_what_is_needed_from_what_is_only_worth_a_look(client: Client, world: World) -> None:
    cycle = second(world)
    text = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess").text
    needed, worth = text.split("Worth a look")
    assert "to do" in needed.split("Needed")[1]
    assert "reminder" not in needed
    assert "to do" not in worth
    assert "Compare the tracking data with national data." in worth


def test_choosing_another_test_is_out_of_the_way_once_scores_are_typed(client: Client, world: World) -> None:
    cycle = second(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/scores/new")
    assert "Another test" not in page.text
    assert "Another test" in client.get(f"/cycles/{cycle.id}/scores/new?instrument=1").text
