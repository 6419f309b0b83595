"""The rules of the cycle: what may follow what, and that every no comes with a page on which it becomes a yes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cycles import facts as f
from portal.cycles import stages
from portal.cycles.plan.missing import missing_to_agree, missing_to_circulate

TODAY = date(2026, 11, 23)
HEARD = f.View(given=True)
TARGET = f.TargetFacts(1, "names 30 words", "word probe", date(2026, 12, 11), "Mrs Tulloch")
READY_TO_PLAN = f.CycleFacts(
    sources=frozenset(f.Source), child_view=HEARD, family_view=HEARD, barriers=True, understanding=True
)
READY_TO_DO = READY_TO_PLAN._replace(
    stage=f.Stage.PLAN,
    outcomes=(f.OutcomeFacts(1, "reads to learn", (TARGET,)),),
    provisions=(f.ProvisionFacts(1, "Precision teaching", "Kelechi Obi", "daily at 9:15"),),
    responsible="Mrs Tulloch",
    meeting_on=TODAY,
    review_on=TODAY + timedelta(weeks=6),
    agreed_on=TODAY,
    circulated_on=TODAY,
)
READY_TO_REVIEW = READY_TO_DO._replace(stage=f.Stage.DO)
REVIEWED = READY_TO_DO._replace(
    stage=f.Stage.REVIEW,
    outcomes=(
        f.OutcomeFacts(
            1,
            "reads to learn",
            (TARGET._replace(rating=f.Rating.MOSTLY, evidence="27 words"),),
            f.Rating.PARTLY,
            "Reads the menu himself",
        ),
    ),
    child_review_view=HEARD,
    family_review_view=HEARD,
    staff_review_view=True,
    attended=True,
    reviewed_on=TODAY,
    next_step=f.NextStep.NEXT_CYCLE,
)
LEARNT = REVIEWED._replace(
    stage=f.Stage.LEARN, child_reflection=HEARD, family_reflection=HEARD, staff_reflection=True,
    helps=1, doesnt_help=1, ordinary=True,
)  # fmt: skip
COMPLETE = (READY_TO_PLAN, READY_TO_DO, READY_TO_REVIEW, REVIEWED, LEARNT)

texts = st.sampled_from(("", " ", "word probe"))
whens = st.none() | st.dates()
views = st.builds(f.View, st.booleans(), texts)
targets = st.builds(
    f.TargetFacts,
    id=st.integers(1, 9),
    label=texts,
    how=texts,
    when=whens,
    measured_by_whom=texts,
    rating=st.none() | st.sampled_from(f.Rating),
    evidence=texts,
)
outcomes = st.builds(f.OutcomeFacts, st.integers(1, 9), texts, st.lists(targets, max_size=3).map(tuple))
cycles = st.builds(
    f.CycleFacts,
    stage=st.sampled_from(f.Stage),
    number=st.integers(1, 30),
    sources=st.frozensets(st.sampled_from(f.Source)),
    child_view=views,
    family_view=views,
    barriers=st.booleans(),
    understanding=st.booleans(),
    views=st.integers(0, 3),
    sense_made=st.booleans(),
    inherited_open=st.integers(0, 2),
    outcomes=st.lists(outcomes, max_size=3).map(tuple),
    provisions=st.lists(st.builds(f.ProvisionFacts, st.integers(1, 9), texts, texts, texts), max_size=3).map(tuple),
    training=st.lists(st.builds(f.TrainingFacts, st.integers(1, 9), texts, whens, texts), max_size=2).map(tuple),
    responsible=texts,
    review_on=whens,
    agreed_on=whens,
    circulated_on=whens,
    reviewed_on=whens,
    child_review_view=views,
    family_review_view=views,
    staff_review_view=st.booleans(),
    attended=st.booleans(),
    next_step=st.none() | st.sampled_from(f.NextStep),
    referral_to=texts,
    helps=st.integers(0, 2),
    doesnt_help=st.integers(0, 2),
    ordinary=st.booleans(),
    nothing_helps_reason=texts,
    nothing_hinders_reason=texts,
)


def codes(facts: f.CycleFacts) -> set[str]:
    return {thing.code for thing in stages.blocking(stages.missing(facts))}


@pytest.mark.parametrize("facts", COMPLETE, ids=lambda facts: facts.stage)
def test_a_stage_with_all_it_needs_gives_way_to_the_next(facts: f.CycleFacts) -> None:
    assert stages.missing(facts) == []
    assert stages.may_advance(facts)


def test_a_cycle_opened_a_moment_ago_asks_for_child_family_observation_barrier_and_understanding() -> None:
    assert codes(f.CycleFacts()) == {"child_view", "family_view", "in_house", "barriers", "understanding"}


def test_advice_of_outside_services_is_asked_for_but_does_not_hold_up_the_plan() -> None:
    facts = READY_TO_PLAN._replace(sources=frozenset({f.Source.IN_HOUSE}))
    assert stages.may_advance(facts)
    assert {thing.code for thing in stages.missing(facts)} == {
        "source_previous",
        "source_national",
        "source_agency",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcomes": ()}, "outcome"),
        ({"outcomes": (f.OutcomeFacts(1, "reads"),)}, "target"),
        ({"outcomes": (f.OutcomeFacts(1, "reads", (TARGET._replace(how=""),)),)}, "criteria_how"),
        ({"outcomes": (f.OutcomeFacts(1, "reads", (TARGET._replace(when=None),)),)}, "criteria_when"),
        (
            {"outcomes": (f.OutcomeFacts(1, "reads", (TARGET._replace(measured_by_whom=" "),)),)},
            "criteria_by_whom",
        ),
        ({"provisions": ()}, "provision"),
        ({"provisions": (f.ProvisionFacts(1, "ELSA", "", "Tuesdays"),)}, "who_when"),
        ({"responsible": ""}, "responsible"),
        ({"review_on": None}, "review_on"),
        ({"agreed_on": None}, "agreed"),
        ({"circulated_on": None}, "circulated"),
        ({"training": (f.TrainingFacts(1, "Attention Autism"),)}, "training"),
        ({"inherited_open": 1}, "inherited"),
    ],
)
def test_do_waits_for_each_part_of_the_plan(change: dict[str, object], code: str) -> None:
    assert code in codes(READY_TO_DO._replace(**change))  # type: ignore[arg-type]


def test_late_training_with_a_reason_lets_do_start() -> None:
    need = f.TrainingFacts(1, "Attention Autism", delay_reason="Course is on 4 December; Mrs Rowe leads until then")
    assert stages.may_advance(READY_TO_DO._replace(training=(need,)))


def test_a_plan_under_way_without_its_teacher_says_so_and_holds_up_no_review() -> None:
    (thing,) = stages.missing(READY_TO_REVIEW._replace(responsible=""))
    assert (thing.code, thing.where, thing.blocks) == ("responsible", "arrangements", False)


def test_an_early_review_is_never_refused() -> None:
    assert stages.may_advance(READY_TO_REVIEW)


def _rated(target: f.TargetFacts) -> f.OutcomeFacts:
    return f.OutcomeFacts(1, "reads", (target,), f.Rating.MOSTLY, "Reads the menu himself")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcomes": (_rated(TARGET),)}, "rating"),
        ({"outcomes": (_rated(TARGET._replace(rating=f.Rating.ACHIEVED)),)}, "evidence"),
        ({"outcomes": (_rated(TARGET._replace(rating=f.Rating.NOT_ASSESSED)),)}, "evidence"),
        ({"outcomes": (f.OutcomeFacts(1, "reads"),)}, "outcome_rating"),
        ({"outcomes": (f.OutcomeFacts(1, "reads", rating=f.Rating.MOSTLY),)}, "outcome_evidence"),
        ({"child_review_view": f.View()}, "child_view"),
        ({"family_review_view": f.View()}, "family_view"),
        ({"staff_review_view": False}, "staff_view"),
        ({"attended": False}, "attended"),
        ({"reviewed_on": None}, "reviewed_on"),
        ({"next_step": None}, "next_step"),
        ({"next_step": f.NextStep.REFERRAL}, "referral_to"),
    ],
)
def test_a_review_is_not_a_tick(change: dict[str, object], code: str) -> None:
    assert codes(REVIEWED._replace(**change)) == {code}  # type: ignore[arg-type]


def test_a_child_who_could_not_be_asked_needs_a_reason_not_a_blank() -> None:
    assert codes(REVIEWED._replace(child_review_view=f.View(reason_absent="   "))) == {"child_view"}
    assert stages.may_advance(
        REVIEWED._replace(child_review_view=f.View(reason_absent="In hospital; asked again on 3 March"))
    )


@pytest.mark.parametrize("part", ["helps", "doesnt_help", "ordinary"])
def test_a_cycle_cannot_close_without_what_was_learnt(part: str) -> None:
    assert codes(LEARNT._replace(**{part: 0})) == {part}  # type: ignore[arg-type]


def test_nothing_learnt_is_an_answer_when_it_has_a_reason() -> None:
    facts = LEARNT._replace(helps=0, nothing_helps_reason="Absent for all but three sessions")
    assert stages.may_advance(facts)


@given(facts=cycles)
def test_every_no_is_a_task_with_a_page_and_no_sentence_twice(facts: f.CycleFacts) -> None:
    things = stages.missing(facts)
    assert all(thing.where and str(thing.sentence).endswith(".") for thing in things)
    if facts.stage is f.Stage.CLOSED:
        assert things == []
        assert not stages.may_advance(facts)
    else:
        assert stages.may_advance(facts) == (not stages.blocking(things))


@given(facts=cycles)
def test_what_may_be_agreed_is_part_of_what_may_be_circulated_and_begun(facts: f.CycleFacts) -> None:
    agree, circulate = missing_to_agree(facts), missing_to_circulate(facts)
    assert [thing.code for thing in circulate][: len(agree)] == [thing.code for thing in agree]
    begin = stages.missing(facts._replace(stage=f.Stage.PLAN))
    assert {thing.code for thing in circulate} <= {thing.code for thing in begin}


@given(facts=cycles)
def test_doing_one_more_thing_never_makes_more_missing(facts: f.CycleFacts) -> None:
    before = codes(facts)
    more = facts._replace(
        child_view=HEARD, child_review_view=HEARD, family_view=HEARD, helps=1, attended=True, barriers=True
    )
    assert codes(more) <= before


@given(stage=st.sampled_from(f.Stage), wanted=st.sampled_from(f.Stage))
def test_stages_only_follow_in_their_order(stage: f.Stage, wanted: f.Stage) -> None:
    order = list(f.Stage)
    assert stages.may_follow(stage, wanted) == (order.index(wanted) == order.index(stage) + 1)


@given(
    stage=st.sampled_from(f.Stage),
    days=st.integers(-60, 60),
    agreed=whens,
    circulated=whens,
    reviewed=st.none() | st.just(TODAY),
)
def test_a_review_is_due_for_fourteen_days_and_then_overdue(
    stage: f.Stage, days: int, agreed: date | None, circulated: date | None, reviewed: date | None
) -> None:
    review_on = TODAY + timedelta(days=days)
    state = stages.state_of(
        stage, TODAY, agreed_on=agreed, circulated_on=circulated, review_on=review_on, reviewed_on=reviewed
    )
    if stage is f.Stage.DO:
        assert state == ("overdue" if days < 0 else "review_due" if days <= 14 else "doing")
    if stage is f.Stage.REVIEW:
        assert state == ("reviewed" if reviewed else "overdue" if days < 0 else "review_due")
    if stage is f.Stage.PLAN:
        assert state == ("circulated" if circulated else "agreed" if agreed else "planning")
