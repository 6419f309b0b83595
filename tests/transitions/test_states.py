"""Which step of a move may follow which: over every move that there can be."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.transitions.states import OPEN, Facts, Side, State, Verb, after, next_step, why_not

TODAY = date(2026, 11, 23)
FACTS = st.builds(
    Facts,
    state=st.sampled_from(State),
    told=st.booleans(),
    arrived=st.booleans(),
    outside=st.booleans(),
    dual=st.booleans(),
    moves_on=st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40)),
    undecided=st.integers(0, 9),
)


def walk(facts: Facts, verbs: list[Verb]) -> list[Facts]:
    """A move through the steps that are allowed; others change nothing."""
    path = [facts]
    for verb in verbs:
        if why_not(facts, verb, TODAY) is None:
            facts = facts._replace(
                state=after(facts, verb),
                told=facts.told or verb is Verb.TELL,
                arrived=facts.arrived or verb is Verb.ARRIVE,
            )
        path.append(facts)
    return path


STARTS = st.builds(
    Facts, state=st.just(State.PROPOSED), told=st.just(False), arrived=st.just(False), undecided=st.just(0),
    outside=st.booleans(), dual=st.booleans(),
    moves_on=st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40)),
)  # fmt: skip


@given(STARTS, st.lists(st.sampled_from(Verb), max_size=12))
def test_nothing_is_sent_before_the_family_is_told(start: Facts, verbs: list[Verb]) -> None:
    for facts in walk(start, verbs):
        assert facts.told or facts.state in (State.PROPOSED, State.CANCELLED)


@given(STARTS, st.lists(st.sampled_from(Verb), max_size=12))
def test_nothing_is_continued_before_the_child_has_arrived(start: Facts, verbs: list[Verb]) -> None:
    for facts in walk(start, verbs):
        if facts.state in (State.CONTINUED, State.RESTARTED, State.SHARED):
            assert facts.arrived
            assert facts.dual == (facts.state is State.SHARED)


@given(FACTS, st.sampled_from(Verb))
def test_an_ended_move_stays_as_it_is(facts: Facts, verb: Verb) -> None:
    ended = facts._replace(state=State.CANCELLED)
    assert why_not(ended, verb, TODAY)
    assert why_not(ended._replace(state=State.DID_NOT_ARRIVE), verb, TODAY)


@given(STARTS, st.lists(st.sampled_from(Verb), max_size=12))
def test_every_open_move_has_a_next_step_that_can_be_done(start: Facts, verbs: list[Verb]) -> None:
    for facts in walk(start, verbs):
        step = next_step(facts, TODAY, TODAY)
        if facts.state in OPEN:
            assert step is not None
            assert step.side in (Side.SENDER, Side.RECEIVER)
            assert why_not(facts, step.verb, TODAY) is None
        elif not facts.undecided:
            assert step is None


@given(STARTS, st.lists(st.sampled_from(Verb), max_size=12))
def test_every_refusal_says_why(start: Facts, verbs: list[Verb]) -> None:
    for facts in walk(start, verbs):
        for verb in Verb:
            reason = why_not(facts, verb, TODAY)
            assert reason is None or str(reason).endswith(".")


def test_a_move_that_has_not_begun_is_cancelled_and_one_whose_day_has_come_did_not_arrive() -> None:
    coming = Facts(State.ACCEPTED, told=True, moves_on=TODAY + timedelta(days=9))
    assert why_not(coming, Verb.CANCEL, TODAY) is None
    assert why_not(coming, Verb.NOT_ARRIVE, TODAY)
    assert why_not(coming._replace(arrived=True), Verb.CANCEL, TODAY)
    assert why_not(coming._replace(arrived=True), Verb.NOT_ARRIVE, TODAY) is None
