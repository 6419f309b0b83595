"""A cycle on one page: what the family may read, on one sheet, readable with assistive technology."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.access import sight
from portal.cycles.assess.models import Contribution, Understanding
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.opening import open_cycle
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.documents.one_page_queries import OnePage, one_page
from portal.documents.shorten import beginnings, condition, listed, quoted, sentences, shortened
from portal.pupils.models import Placement
from tests.client import Client
from tests.cycles import walk
from tests.documents.reading import read
from tests.documents.words import words_of
from tests.statements import counted
from tests.world import Who, World

FORMS = ("one-page", "large-print", "easy-read")


def just_opened(world: World) -> Cycle:
    """A first cycle in which nothing stands yet."""
    with sight.looking(world.hannah.sight()):
        return open_cycle(world.hannah.act(), world.tomasz)


def of_cycle(app: Flask, who: Who, cycle: Cycle) -> OnePage:
    """The page as somebody would hand it over."""
    with app.test_request_context(), sight.looking(who.sight()):
        return one_page(Cycle.get_by_id(cycle.id))


def pdf(client: Client, path: str) -> bytes:
    """The PDF at an address."""
    answer = client.raw.get(path)
    assert answer.mimetype == "application/pdf", answer.status
    return answer.data


def crowd(world: World, cycle: Cycle) -> None:
    """The fullest child that the portal promises to bear: 12 targets, 40 kinds of help, much that was learnt."""
    place = {"pupil": cycle.pupil_id, "setting": cycle.setting_id}
    long = "follows what the teacher says to the whole class, with a picture first and ten seconds to think about it"
    with sight.system("test"):
        outcome = Outcome.get(Outcome.cycle == cycle)
        for _number in range(12):
            Target.create(
                **place, cycle=cycle, outcome=outcome, does_what=long, how_well="4 of 5 times", by_when=clock.today()
            )
        for number in range(40):
            Provision.create(
                **place, cycle=cycle, name=f"Small group number {number} for listening and understanding words",
                kind=("intervention", "support", "strategy", "equipment")[number % 4], starts_on=clock.today(),
                status="running", minutes=20, times_a_week=3, weeks=6, group_size=4, deliverer=world.sana.person,
                deliverer_name="Sana", when_text="Mon, Tue, Wed, Thu, Fri 9:15am to 9:35am",
            )  # fmt: skip
        for area in ("CI", "CL", "SP", "SEMH"):
            Understanding.create(
                pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, area=area, number=1, statement=f"{long}. " * 5,
                written_on=clock.today(),
            )  # fmt: skip
        for number in range(30):
            Learning.create(
                **place, cycle=cycle, kind=("helps", "hinders", "only_when", "about")[number % 4], text=f"{long} {number}",
                learnt_on=clock.today(), home=long,
            )  # fmt: skip


def test_the_family_gets_the_cycle_on_one_sheet_that_a_screen_reader_reads_in_order(
    client: Client, world: World
) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        row = walk.provision_of(cycle)
        Delivery.create(
            pupil=cycle.pupil_id, provision=row, cycle=cycle, setting=world.millbrook, on=clock.today(), measure="6"
        )
    client.sign_in(world.magda)
    made = pdf(client, f"/family/{world.tomasz}/one-page.pdf")
    found = read(made)
    assert found.complaints() == []
    assert found.pages == 1
    text = words_of(made)
    order = [text.index(words) for words in ("Tomasz’s plan on one page", "Assess", "Plan:", "Do:", "Review:", "Learn:", "Nothing starts again")]  # fmt: skip
    assert order == sorted(order)
    assert row.name in text


def test_the_fullest_child_stays_on_one_sheet_and_says_that_there_is_more(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    crowd(world, cycle)
    client.sign_in(world.hannah)
    made = pdf(client, f"/cycles/{cycle.id}/one-page.pdf")
    assert read(made).pages == 1
    assert "more: see the plan" in words_of(made)


def test_large_print_and_easy_read_say_the_same_and_are_as_readable(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        name = walk.provision_of(cycle).name
    client.sign_in(world.hannah)
    for form in FORMS:
        made = pdf(client, f"/cycles/{cycle.id}/{form}.pdf")
        assert read(made).complaints() == [], form
        assert name in words_of(made), form
        assert name in client.get(f"/cycles/{cycle.id}/{form}").text, form


def test_what_is_not_for_the_family_stands_on_no_paper_of_staff_either(
    app: Flask, client: Client, world: World
) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Target.update(audience="professionals", does_what="SECRET-target").where(Target.cycle == cycle).execute()
        Provision.update(audience="setting", name="SECRET-help").where(Provision.cycle == cycle).execute()
        Understanding.update(audience="professionals", statement="SECRET-need").where(
            Understanding.pupil == cycle.pupil_id
        ).execute()
    assert "SECRET" not in repr(of_cycle(app, world.hannah, cycle))
    for form in FORMS:
        assert "SECRET" not in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/{form}").text


def test_a_withheld_setting_is_a_setting_on_its_own_paper_too(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    for who, path in ((world.hannah, f"/cycles/{cycle.id}"), (world.magda, f"/family/{world.tomasz}")):
        for form in FORMS:
            text = client.sign_in(who).get(f"{path}/{form}").text
            assert "a setting" in text
            assert not [name for name in ("Millbrook", "Hannah", "Sana") if name in text], (who.name, form)


def test_victor_finds_nothing(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.victor)
    for path in (f"/cycles/{cycle.id}/one-page", f"/cycles/{cycle.id}/easy-read.pdf"):
        assert client.raw.get(path).status_code == 404


def test_an_empty_cycle_says_gently_what_is_still_to_come(client: Client, world: World) -> None:
    cycle = just_opened(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/one-page")
    assert "We are still finding out. Please tell us what you see at home." in page.text
    assert "The plan is not made yet. We make it with you." in page.text


def test_one_page_costs_the_same_for_the_fullest_child(app: Flask, world: World) -> None:
    cycle = walk.doing(world)
    with counted() as few:
        of_cycle(app, world.hannah, cycle)
    crowd(world, cycle)
    with counted() as many:
        of_cycle(app, world.hannah, cycle)
    assert len(few) == len(many) == 18


def test_words_are_cut_at_a_sentence_or_a_word() -> None:
    assert shortened("He points. He waits. He says the word.", 22) == "He points. He waits."
    assert shortened("one two three four", 12) == "one two …"
    assert sentences("One. Two? Three") == ["One.", "Two?", "Three"]
    assert listed(["a" * 30, "b" * 30, "c" * 30], 70) == (["a" * 30, "b" * 30], 1)


def test_words_that_quote_somebody_get_no_second_quotation_marks_and_a_condition_no_second_only_when() -> None:
    assert quoted("He says no.") == "“He says no.”"
    assert quoted("“Ja chcę” and points") == "“Ja chcę” and points"
    assert condition("Only when the same adult starts it") == "the same adult starts it"
    assert "the same adult starts i" in {piece[:23] for piece in beginnings("Only when the same adult starts it")}


def test_home_says_what_magda_said_last_and_the_last_count_stands_beside_its_goal(app: Flask, world: World) -> None:
    cycle = walk.doing(world)
    here = {"pupil": cycle.pupil_id, "cycle": cycle, "setting": world.millbrook}
    with sight.system("test"):
        row = walk.provision_of(cycle)
        Contribution.create(
            **here, stage="review", whose="family", text="He asks at home, too.", given_on=clock.today()
        )
        target = walk.target_of(cycle)
        Target.update(unit="requests", goal_value="4").where(Target.id == target.id).execute()
        Provision.update(target=target).where(Provision.id == row.id).execute()
        Delivery.create(**here, provision=row, on=clock.today(), measure="3")
    made = of_cycle(app, world.hannah, cycle)
    assert made.home_says == "He asks at home, too."
    assert made.lines[0].so_far.endswith("Last count: 3. Goal: 4")


def test_the_day_stands_still_for_what_is_made(app: Flask, world: World) -> None:
    made = of_cycle(app, world.hannah, walk.doing(world))
    assert made.made_on == clock.today()
    assert made.ends is not None
    assert made.ends <= clock.today() + timedelta(days=120)


def test_what_is_good_to_know_does_not_stand_under_what_helps(app: Flask, world: World) -> None:
    cycle = walk.closed(world)
    with sight.system("test"):
        Learning.update(kind="about").where(Learning.text == "Picture first").execute()
    found = of_cycle(app, world.magda, cycle)
    assert "Picture first" not in str(found.helps)
    assert found.about.texts == ["Picture first"]


def test_what_nobody_wrote_down_is_not_told_to_magda_as_not_given(app: Flask, world: World) -> None:
    cycle = walk.doing(world)
    clock.fix(clock.now() + timedelta(weeks=3))
    (line, *_more) = of_cycle(app, world.magda, cycle).lines
    assert line.so_far == "Not written down yet"
    with sight.system("test"):
        Delivery.create(
            pupil=cycle.pupil_id, provision=walk.provision_of(cycle), cycle=cycle, setting=world.millbrook,
            on=clock.today() - timedelta(days=1), given=False, cause="absent",
        )  # fmt: skip
    (line, *_more) = of_cycle(app, world.magda, cycle).lines
    assert "0 of " in line.so_far
    assert "not written down" in line.so_far
