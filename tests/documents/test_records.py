"""The plan, the record of a review and "What works" as papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.access import sight
from portal.cycles.do import actions as do_actions
from portal.cycles.do.models import Generalisation
from portal.cycles.learn.models import Learning, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Slot, Target, TrainingNeed
from portal.cycles.review import actions as review_actions
from portal.cycles.review.actions import Meeting, Present
from portal.cycles.review.addendum_actions import add_addendum
from portal.documents.models import KeptPaper
from portal.documents.plan_queries import plan
from portal.documents.review_queries import review
from portal.documents.what_works_queries import what_works
from portal.pupils.models import Placement
from portal.timeline import audiences
from portal.timeline.actions import change_audience
from portal.timeline.models import Entry
from portal.timeline.removal_actions import redact
from tests.client import Client
from tests.cycles import walk
from tests.documents.reading import read
from tests.documents.test_one_page import crowd, pdf
from tests.documents.words import words_of
from tests.statements import counted
from tests.world import Who, World


def full(world: World) -> Cycle:
    """A plan with everything that a plan may hold, agreed and sent, then filled."""
    cycle = walk.doing(world)
    place = {"pupil": cycle.pupil_id, "setting": cycle.setting_id}
    with sight.system("test"):
        help_row = walk.provision_of(cycle)
        Target.update(
            scale={"-1": "Takes it from her hand", "0": "Points to one of two", "1": "Names it"},
            generalise="at home with his brother", measured_by="Sana Rehman",
        ).where(Target.cycle == cycle).execute()  # fmt: skip
        Outcome.update(aspiration="We hope he has a friend").where(Outcome.cycle == cycle).execute()
        Provision.create(
            **place, cycle=cycle, name="Wait ten seconds", kind="strategy", detail="Count in your head.",
            starts_on=clock.today(),
        )  # fmt: skip
        Slot.create(
            **place, cycle=cycle, provision=help_row, weekday=1, at="09:15", place="Blue room", with_whom="Sana"
        )
        TrainingNeed.create(
            **place, cycle=cycle, who="Sana Rehman", what="Attention Autism, stage 1", by_when=clock.today()
        )
        Cycle.update(senco_support="Watches once a week", briefings="Fridays at 3").where(
            Cycle.id == cycle.id
        ).execute()
    return cycle


def reviewed(world: World) -> Cycle:
    """Reviewed with people, levels, generalisation; not sealed yet."""
    cycle, act = full(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(act, cycle)
        target = walk.target_of(cycle)
        review_actions.rate(act, cycle, target, rating="mostly", evidence="4 of 5 on three days", scaled=1)
        review_actions.rate_outcome(
            act, cycle, walk.outcome_of(cycle), rating="partly", evidence="Two children understand him"
        )
        for whose, name in (("child", "Tomasz"), ("family", "Magda Wieczorek"), ("teacher", "Sana Rehman")):
            walk.assess_actions.give_view(
                act, cycle, "review", walk.View(whose, name, f"The {whose} wants more bucket")
            )
        people = (
            Present("Magda Wieczorek", "mother", agrees=False, words="I would like more days"),
            Present("Sana Rehman", "teacher", agrees=True),
        )
        review_actions.hold(
            act, cycle, Meeting(clock.today(), "", "Looks at who speaks", "next_cycle", "Same adult", people=people)
        )
    with sight.system("test"):
        Generalisation.create(
            pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, target=target, place="At home", state="works",
            seen_on=clock.today(), note="Points at the bread",
        )  # fmt: skip
    return cycle


def sealed(world: World) -> Cycle:
    """The same, sealed."""
    cycle = reviewed(world)
    with sight.looking(world.hannah.sight()):
        return review_actions.start_learning(world.hannah.act(), cycle)


def of(app: Flask, who: Who, made: Any, *args: Any) -> Any:
    """A paper's content as somebody would hand it over."""
    with app.test_request_context(), sight.looking(who.sight()):
        return made(*args)


def kept(cycle: Cycle, kind: str) -> KeptPaper:
    with sight.system("test"):
        rows = KeptPaper.select().where((KeptPaper.cycle == cycle) & (KeptPaper.kind == kind))
        return rows.order_by(KeptPaper.id.desc()).get()


def in_order(text: str, *words: str) -> None:
    """Each of these stands in the text, after the one before."""
    at = -1
    for one in words:
        at = text.find(one, at + 1)
        assert at >= 0, one


def test_the_plan_says_in_order_what_is_wanted_who_helps_when_and_who_answers(client: Client, world: World) -> None:
    cycle = full(world)
    client.sign_in(world.hannah)
    made = pdf(client, f"/cycles/{cycle.id}/plan-paper.pdf")
    assert read(made).complaints() == []
    in_order(
        words_of(made), "The plan for Tomasz", "Agreed on", "What we want", "We hope he has a friend",
        "Tomasz points to or names 1 of 2 offered items", "+1", "Names it", "What every adult does", "Wait ten seconds",
        "Help: who and when", "Attention Autism", "10 minutes, 3 times a week", "The week of Tomasz", "9:15am",
        "Who answers for the plan", "What adults learn for it", "Attention Autism, stage 1", "version 1",
    )  # fmt: skip


def test_the_week_of_a_plan_has_no_time_of_an_earlier_setting(app: Flask, world: World) -> None:
    (day,) = of(app, world.hannah, plan, full(world)).week
    assert (day.name, day.times) == ("Monday", ["9:15am Attention Autism, Sana, Blue room"])


def test_the_review_shows_voices_and_delivery_before_ratings_and_the_next_step(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.magda)
    made = pdf(client, f"/family/{world.tomasz}/review-paper.pdf")
    assert read(made).complaints() == []
    in_order(
        words_of(made), "Review of Tomasz", "Sealed on", "Who was there", "Magda Wieczorek, mother",
        "What everyone says", "The child wants more bucket", "What was planned and what took place", "Attention Autism",
        "What changed", "Partly", "Two children understand him", "Mostly", "+1: Names it", "4 of 5 on three days",
        "where it works", "At home: it works", "Looks at who speaks", "Another cycle", "Same adult",
        "Magda Wieczorek, mother sees it differently", "I would like more days",
    )  # fmt: skip
    assert cycle.stage == "learn"


def test_what_works_begins_with_the_words_of_the_child(client: Client, world: World) -> None:
    walk.closed(world)
    client.sign_in(world.magda)
    made = pdf(client, f"/family/{world.tomasz}/what-works-paper.pdf")
    assert read(made).complaints() == []
    in_order(words_of(made), "What works for Tomasz", "In my own words", "Bubbles", "This helps", "Picture first")
    in_order(words_of(made), "This does not help", "Sand timer", "Help that is given now", "Attention Autism")


def test_in_large_print_they_say_the_same_and_are_as_readable(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.hannah)
    for path in (f"/cycles/{cycle.id}/plan-paper", f"/cycles/{cycle.id}/review-paper"):
        small, large = pdf(client, f"{path}.pdf"), pdf(client, f"{path}.pdf?size=large")
        assert read(large).complaints() == []
        assert "".join(words_of(small).split())[:200] == "".join(words_of(large).split())[:200]
        assert any(".pdf?size=large" in str(link) for link in client.get(f"{path}?size=large").links)


def test_what_is_not_for_the_family_stands_on_none_of_them(app: Flask, world: World) -> None:
    cycle = sealed(world)
    with sight.system("test"):
        place = {"pupil": cycle.pupil_id, "setting": cycle.setting_id, "cycle": cycle}
        for audience in ("professionals", "setting", "restricted:senco"):
            secret = {"audience": audience}
            outcome = Outcome.create(**place, **secret, text="SECRET-outcome", verb="develop")
            Target.create(**place, **secret, outcome=walk.outcome_of(cycle), does_what="SECRET-target")
            Target.create(**place, outcome=outcome, does_what="SECRET-below")
            row = Provision.create(
                **place, **secret, name="SECRET-help", kind="support", starts_on=clock.today() - timedelta(days=3)
            )
            Slot.create(**place, provision=row, weekday=2, at="10:00", what="SECRET-slot")
            TrainingNeed.create(**place, provision=row, who="Sana", what="SECRET-training")
            Learning.create(**place, **secret, kind="helps", text="SECRET-learning", learnt_on=clock.today())
            Reflection.create(**place, **secret, whose="child", helps="SECRET-reflection", given_on=clock.today())
            Generalisation.create(
                **place, **secret, target=walk.target_of(cycle), place="SECRET-place", state="works",
                seen_on=clock.today(),
            )  # fmt: skip
    with sight.looking(world.hannah.sight()):
        walk.assess_actions.give_view(
            world.hannah.act(), walk_back(cycle), "review", walk.View("teacher", "Sana", "SECRET-view", audience="professionals")
        )  # fmt: skip
    with sight.system("test"):
        Cycle.update(stage="learn").where(Cycle.id == cycle.id).execute()
    with sight.looking(world.hannah.sight()):
        add_addendum(world.hannah.act(), Cycle.get_by_id(cycle.id), "SECRET-addendum", "professionals")
    for made, about in ((plan, cycle), (review, cycle), (what_works, world.tomasz)):
        assert "SECRET" not in repr(of(app, world.hannah, made, about))


def walk_back(cycle: Cycle) -> Cycle:
    """The cycle as if its review were still open, for words that came in before."""
    with sight.system("test"):
        Cycle.update(stage="review").where(Cycle.id == cycle.id).execute()
    return Cycle.get_by_id(cycle.id)


@pytest.mark.parametrize("large", [False, True])
def test_a_withheld_setting_and_its_people_are_unnamed_on_paper_title_and_file(
    client: Client, world: World, large: bool
) -> None:
    cycle = sealed(world)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    size = "?size=large" if large else ""
    for who, paths in (
        (world.hannah, (f"/cycles/{cycle.id}/plan-paper", f"/cycles/{cycle.id}/review-paper", f"/children/{world.tomasz}/what-works-paper")),
        (world.magda, [f"/family/{world.tomasz}/{kind}-paper" for kind in ("plan", "review", "what-works")]),
    ):  # fmt: skip
        client.sign_in(who)
        for path in paths:
            answer = client.raw.get(f"{path}.pdf{size}")
            made = words_of(answer.data) + read(answer.data).title + answer.headers["Content-Disposition"]
            for text in (client.get(path + size).text, made):
                assert not [name for name in ("Millbrook", "Hannah", "Sana", "Blue room") if name in text], path


def test_victor_finds_none_and_an_assistant_no_review(client: Client, world: World) -> None:
    cycle = sealed(world)
    for ending in ("", ".pdf"):
        client.sign_in(world.victor)
        for path in (f"/cycles/{cycle.id}/plan-paper", f"/cycles/{cycle.id}/review-paper", f"/children/{world.tomasz}/what-works-paper"):  # fmt: skip
            assert client.raw.get(path + ending).status_code == 404
        client.sign_in(world.magda)
        assert client.raw.get(f"/family/{world.nia}/plan-paper{ending}").status_code == 404
        assert client.raw.get(f"/cycles/{cycle.id}/plan-paper{ending}").status_code == 403


def test_a_plan_that_is_not_agreed_is_a_suggestion_for_staff_and_no_paper_for_the_family(
    client: Client, world: World
) -> None:
    cycle = walk.planned(world)
    assert (
        "Not agreed yet: this is what we suggest."
        in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan-paper").text
    )
    client.sign_in(world.magda)
    for path in ("plan-paper", "review-paper", f"plan-paper?cycle={cycle.id}", f"review-paper?cycle={cycle.id}"):
        assert client.raw.get(f"/family/{world.tomasz}/{path}").status_code == 404


def test_they_cost_the_same_for_the_fullest_child(app: Flask, world: World) -> None:
    cycle = sealed(world)

    def costs() -> list[int]:
        found = []
        papers: tuple[tuple[Any, Any], ...] = ((plan, cycle), (review, cycle), (what_works, world.tomasz))
        for made, about in papers:
            with counted() as statements:
                of(app, world.hannah, lambda: made(Cycle.get_by_id(cycle.id) if about is cycle else about))  # noqa: B023
            found.append(len(statements))
        return found

    few = costs()
    crowd(world, cycle)
    assert costs() == few == [11, 17, 6]


def test_the_plan_that_was_sent_stays_as_it_was(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    paper = kept(cycle, "plan")
    assert paper.title == "Plan, version 1"
    with sight.system("test"):
        Provision.update(name="Something else").where(Provision.cycle == cycle).execute()
    for who in (world.hannah, world.magda):
        text = client.sign_in(who).get(f"/papers/{paper.id}").text
        assert "Attention Autism" in text
        assert "Something else" not in text
    assert read(client.raw.get(f"/papers/{paper.id}.pdf").data).complaints() == []


def test_the_sealed_review_is_kept_and_an_addendum_stands_on_the_newer_paper_only(client: Client, world: World) -> None:
    cycle = sealed(world)
    paper = kept(cycle, "review")
    assert "Sealed on" in paper.html
    with sight.looking(world.hannah.sight()):
        add_addendum(world.hannah.act(), Cycle.get_by_id(cycle.id), "It was five days, not three.", "family")
    client.sign_in(world.magda)
    assert "five days, not three" not in client.get(f"/papers/{paper.id}").text
    assert "five days, not three" in client.get(f"/family/{world.tomasz}/review-paper").text
    client.sign_in(world.kelechi)
    assert client.raw.get(f"/papers/{paper.id}").status_code == 404


def test_what_works_is_kept_when_the_cycle_closes(client: Client, world: World) -> None:
    cycle = walk.closed(world)
    paper = kept(cycle, "what_works")
    with sight.system("test"):
        Learning.update(retired_on=clock.today()).where(Learning.text == "Sand timer").execute()
    client.sign_in(world.magda)
    assert "Sand timer" in client.get(f"/papers/{paper.id}").text
    assert "Sand timer" not in client.get(f"/family/{world.tomasz}/what-works-paper").text


def test_removed_words_leave_the_kept_plan_and_review_also_where_a_sentence_was_made_of_them(
    client: Client, world: World
) -> None:
    cycle = walk.planned(world)
    act = world.hannah.act()
    with sight.looking(world.hannah.sight()):
        snack = walk.SNACK._replace(name="Tells us", does_what="Tells an adult when his tummy hurts")
        walk.plan_actions.set_target(act, cycle, walk.outcome_of(cycle), None, snack)
        walk.agree_actions.agree(act, cycle, met_on=clock.today(), meeting="Magda")
        walk.agree_actions.circulate(act, cycle, [walk.Receiver("Magda Wieczorek", "mother", world.magda.person)])
    paper = kept(cycle, "plan")
    assert "Tomasz tells an adult when his tummy hurts" in paper.html
    with sight.system("test"):
        entry = Entry.get((Entry.kind == "target_set") & Entry.body.contains("tummy"))
        redact(world.adil.act(), entry, "Request 9 of 2026")
    text = client.sign_in(world.magda).get(f"/papers/{paper.id}").text
    assert "tummy" not in text
    assert "names 1 of 2 offered items" in text, "the words of others stay"


def test_a_kept_review_is_held_back_with_evidence_that_stands_on_it(client: Client, world: World) -> None:
    cycle = sealed(world)
    paper = kept(cycle, "review")
    with sight.system("test"):
        entry = Entry.get((Entry.kind == "outcome_rated") & Entry.body.contains("Two children understand him"))
    with sight.looking(world.hannah.sight()):
        change_audience(world.hannah.act(), entry, audiences.PROFESSIONALS, "Names other children")
    assert client.sign_in(world.magda).raw.get(f"/papers/{paper.id}").status_code == 404
    assert "Two children" not in client.get(f"/family/{world.tomasz}/review-paper").text
    assert client.sign_in(world.hannah).raw.get(f"/papers/{paper.id}").status_code == 200


def test_sana_hannah_and_magda_reach_each_paper_from_the_page_it_is_about(client: Client, world: World) -> None:
    cycle = sealed(world)
    for who, page, words in (
        (world.hannah, f"/cycles/{cycle.id}/plan", "The plan on paper"),
        (world.hannah, f"/cycles/{cycle.id}/plan", "One page"),
        (world.hannah, f"/cycles/{cycle.id}/review", "The record on paper"),
        (world.hannah, f"/cycles/{cycle.id}/review", "Papers"),
        (world.sana, f"/children/{world.tomasz}/what-works", "On paper"),
        (world.magda, f"/family/{world.tomasz}/plan", "The plan on paper: to print or keep"),
        (world.magda, f"/family/{world.tomasz}/what-works", "On paper: to print or keep"),
        (world.magda, f"/family/{world.tomasz}/papers", "The last review"),
    ):
        client.sign_in(who).get(page)
        client.click(words)
