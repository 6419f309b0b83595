"""The pause to learn: nobody is passed over in silence, and what people say becomes learnings without being typed again."""

from __future__ import annotations

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.learn import actions, reflection_actions
from portal.cycles.learn.actions import Learnt
from portal.cycles.learn.chosen import chosen, drafts
from portal.cycles.learn.models import Learning, LearningGround, LearningUse, Reflection
from portal.cycles.learn.prompts import sayings, sentences
from portal.cycles.learn.reflection_actions import Said
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.notices.models import Notice
from portal.timeline.actions import change_audience, release
from portal.timeline.models import Entry
from portal.timeline.removal_actions import redact
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import Who, World


def said_by(world: World, who: Who, cycle: Cycle, said: Said) -> Reflection:
    """Somebody says what they learnt."""
    with sight.looking(who.sight()):
        return reflection_actions.reflect(who.act(), cycle, said)


def entry_of(reflection: Reflection) -> Entry:
    """The entry that tells of a reflection."""
    with sight.system("test"):
        return (
            Entry.select()
            .where((Entry.pupil == reflection.pupil_id) & (Entry.kind == "reflection_given"))
            .order_by(Entry.id.desc())
            .get()
        )


def told(world: World, kind: str) -> set[int]:
    """Who has a notice of a kind about Tomasz."""
    with sight.system("test"):
        rows = Notice.select(Notice.person).where((Notice.pupil == world.tomasz) & (Notice.kind == kind))
        return {person for (person,) in rows.tuples()}


def test_when_learn_starts_magda_sana_and_priya_are_asked_in_the_same_step_and_victor_is_not(world: World) -> None:
    walk.learning(world)
    assert told(world, "reflection_asked") == {world.magda.person, world.sana.person, world.priya.person}


def test_those_who_answered_are_not_asked_again(world: World) -> None:
    cycle = walk.learning(world)
    said_by(world, world.sana, cycle, Said("teacher", "Sana", {"helps": "Picture first"}))
    with sight.system("test"):
        Notice.update(read_at=clock.now()).where(Notice.kind == "reflection_asked").execute()
        before = Notice.select().where(Notice.kind == "reflection_asked").count()
    with sight.looking(world.hannah.sight()):
        assert reflection_actions.ask_again(world.hannah.act(), cycle) == 2
        with pytest.raises(Refused, match="asked and has not seen"):
            reflection_actions.ask_again(world.hannah.act(), cycle)
    with sight.system("test"):
        again = Notice.select(Notice.person).where((Notice.kind == "reflection_asked") & Notice.read_at.is_null())
        assert {person for (person,) in again.tuples()} == {world.magda.person, world.priya.person}
        assert Notice.select().where(Notice.kind == "reflection_asked").count() == before + 2


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [("child", "Ask the child"), ("family", "Ask the family"), ("teacher", "Say what you learnt")],
)
def test_a_cycle_does_not_close_while_one_of_them_was_not_heard(world: World, left_out: str, sentence: str) -> None:
    cycle = walk.learning(world)
    for whose in {"child", "family", "teacher"} - {left_out}:
        said_by(world, world.hannah, cycle, Said(whose, whose, {"helps": "Bubbles"}))
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match=sentence):
        actions.close(world.hannah.act(), cycle)


def test_a_child_who_could_not_take_part_needs_a_reason_and_then_the_cycle_closes(world: World) -> None:
    cycle = walk.learning(world)
    for whose in ("family", "teacher"):
        said_by(world, world.hannah, cycle, Said(whose, whose, {"helps": "Bubbles"}))
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="Say why"):
            reflection_actions.explain_absence(world.hannah.act(), cycle, "child", "  ")
        reflection_actions.explain_absence(world.hannah.act(), cycle, "child", "In hospital; asked again in March")
        actions.learn(world.hannah.act(), cycle, kind="helps", text="Bubbles", ordinary_teaching="Bubbles at the start")
        actions.sum_up(
            world.hannah.act(),
            cycle,
            ordinary_teaching="Bubbles",
            nothing_helps_why="",
            nothing_hinders_why="Too early",
        )
        assert actions.close(world.hannah.act(), cycle).closed_on


def test_a_reflection_without_an_answer_is_refused_and_so_is_one_after_the_close_or_by_victor(
    client: Client, world: World
) -> None:
    cycle = walk.learning(world)
    with pytest.raises(Refused, match="at least one"):
        said_by(world, world.sana, cycle, Said("teacher", "Sana", {"helps": " "}))
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/learn/reflect", status=404)
    cycle.closed_on = cycle.opened_on
    with pytest.raises(Refused, match="closed"):
        said_by(world, world.sana, cycle, Said("teacher", "Sana", {"helps": "Bubbles"}))


def test_sana_changes_what_she_said_and_nobody_changes_it_for_her(world: World) -> None:
    cycle = walk.learning(world)
    first = said_by(world, world.sana, cycle, Said("teacher", "Sana", {"helps": "Picture first"}))
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Only the person who wrote"):
        reflection_actions.reflect(world.hannah.act(), cycle, Said("teacher", "Sana", {"helps": "No"}), first)
    with sight.looking(world.sana.sight()):
        again = reflection_actions.reflect(
            world.sana.act(), cycle, Said("teacher", "Sana", {"helps": "Bubbles"}), first
        )
        assert (again.id, again.helps) == (first.id, "Bubbles")


def test_the_form_keeps_what_was_typed_and_says_that_one_answer_is_needed(client: Client, world: World) -> None:
    cycle = walk.learning(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/learn/reflect")
    page = client.submit("learn/reflect", status=422, name="Sana, key person")
    assert "Answer at least one question" in page.text
    assert page.forms[-1]["data"]["name"] == ["Sana, key person"]
    client.submit("learn/reflect", helps="Picture first. Then the word.", hinders="The sand timer")
    assert "The sand timer" in client.follow().text


def test_the_words_of_an_assistant_stay_with_the_staff_and_so_does_what_is_learnt_of_them_until_released(
    world: World,
) -> None:
    cycle = walk.learning(world)
    helper = world.sana._replace(role="ta")
    row = said_by(world, helper, cycle, Said("support_staff", "Sana", {"helps": "A song before tidying"}))
    assert row.audience == "setting"
    with sight.looking(world.hannah.sight()):
        made = actions.learn_several(
            world.hannah.act(),
            cycle,
            [Learnt("helps", "A song before tidying", "A song for all", reflections=(row.id,))],
        )
    assert made[0].audience == "setting"
    with sight.looking(world.magda.sight()):
        assert not Learning.select().where(Learning.id == made[0].id).exists()
    with sight.looking(world.hannah.sight()):
        release(world.hannah.act(), entry_of(row))
    with sight.looking(world.magda.sight()):
        assert Learning.get_by_id(made[0].id).text == "A song before tidying"


def test_narrowing_what_was_said_narrows_what_was_learnt_of_it_and_its_entry(world: World) -> None:
    cycle = walk.learning(world)
    row = said_by(world, world.hannah, cycle, Said("family", "Magda", {"helps": "Grandmother’s lullaby"}))
    with sight.looking(world.hannah.sight()):
        learnt = Learnt("helps", "Grandmother’s lullaby", "Sung at rest time", reflections=(row.id,))
        actions.learn_several(world.hannah.act(), cycle, [learnt])
        change_audience(world.hannah.act(), entry_of(row), "setting", "Magda asked")
    with sight.looking(world.magda.sight()):
        assert not Learning.select().where(Learning.pupil == world.tomasz).exists()
        assert not Entry.select().where((Entry.pupil == world.tomasz) & Entry.title.contains("lullaby")).exists()


def test_words_removed_from_what_was_said_are_removed_from_what_was_learnt_and_from_its_entry(world: World) -> None:
    cycle = walk.learning(world)
    row = said_by(world, world.hannah, cycle, Said("family", "Magda", {"helps": "His uncle Marek visits. Bubbles."}))
    with sight.looking(world.hannah.sight()):
        learnt = Learnt("helps", "His uncle Marek visits.", "Ask who comes", reflections=(row.id,))
        actions.learn_several(world.hannah.act(), cycle, [learnt])
    with sight.system("test"):
        redact(world.adil.act(), entry_of(row), "Request 7")
        assert Learning.get(Learning.pupil == world.tomasz).text == "Words removed"
        assert Reflection.get_by_id(row.id).helps == "Words removed"
        assert not Entry.select().where((Entry.pupil == world.tomasz) & Entry.title.contains("Marek")).exists()


def test_sentences_are_taken_apart_and_put_together_again() -> None:
    assert sentences("Picture first. Then the word!\nBubbles") == ["Picture first.", "Then the word!", "Bubbles"]
    said = [
        *sayings(1, "helps", "Picture first. Bubbles"),
        *sayings(2, "helps", "Bubbles"),
        *sayings(2, "hinders", "Rain"),
    ]
    ticked = chosen(said, ["1:helps:1", "2:helps:0", "2:hinders:0", "9:helps:0"])
    assert [(one.kind, one.text) for one in drafts(ticked, together=False)] == [
        ("helps", "Bubbles"), ("helps", "Bubbles"), ("hinders", "Rain"),
    ]  # fmt: skip
    merged = drafts(ticked, together=True)
    assert [(one.kind, one.text, one.reflections) for one in merged] == [
        ("helps", "Bubbles", (1, 2)),
        ("hinders", "Rain", (2,)),
    ]


def test_hannah_ticks_two_sentences_that_say_the_same_and_types_only_where_they_go(
    client: Client, world: World
) -> None:
    cycle = walk.thought_about(world, walk.learning(world))
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/learn")
    assert page.text.index("Bubbles") < page.text.index("One thing at a time") < page.text.index("Picture first.")
    with sight.system("test"):
        numbers = {row.whose: row.id for row in Reflection.select().where(Reflection.cycle == cycle.id)}
    path = f"/cycles/{cycle.id}/learn/learnings/chosen?together=yes"
    path += f"&said={numbers['child']}:helps:0&said={numbers['family']}:helps:0"
    client.get(path)
    page = client.submit("learnings/chosen", status=422)
    assert "Enter what ordinary teaching does with learning 1" in page.text
    client.submit(
        "learnings/chosen", ordinary_0="Bubbles, one thing at a time", strategy_0="y", home_0="Bubbles at bath time"
    )
    page = client.follow()
    assert "At home: Bubbles at bath time" in page.text
    with sight.looking(world.magda.sight()):
        row = Learning.get(Learning.cycle == cycle.id)
        assert (row.text, row.kind, row.home) == ("Bubbles\nOne thing at a time", "helps", "Bubbles at bath time")
        assert LearningGround.select().where(LearningGround.learning == row).count() == 1
        strategy = Provision.get((Provision.pupil == world.tomasz) & (Provision.kind == "strategy"))
        assert (strategy.status, strategy.name) == ("running", "Bubbles, one thing at a time")
        assert LearningUse.get(LearningUse.learning == row).provision_id == strategy.id


def test_several_learnings_of_one_form_are_written_once_however_often_it_is_sent(world: World) -> None:
    cycle = walk.learning(world)
    learnt = [Learnt("helps", "Bubbles", "For all"), Learnt("hinders", "Rain", "Coats at the door")]
    act = world.hannah.act("one-form")
    with sight.looking(world.hannah.sight()):
        actions.learn_several(act, cycle, learnt)
        with pytest.raises(Exception, match="same form"):
            actions.learn_several(act, cycle, learnt)
        assert Learning.select().where(Learning.cycle == cycle.id).count() == 2


def test_the_page_of_the_pause_costs_the_same_for_three_voices_as_for_twelve(client: Client, world: World) -> None:
    cycle = walk.thought_about(world, walk.learning(world))
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/learn")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/learn")
    for number in range(9):
        said_by(world, world.hannah, cycle, Said("professional", f"Visitor {number}", {"hinders": "Noise. Rain."}))
    with counted() as many:
        client.get(f"/cycles/{cycle.id}/learn")
    assert len(few) == len(many) <= 12, many
