"""What is missing before a plan can be agreed, sent and begun. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.cycles.facts import CycleFacts, Missing, TargetFacts


def missing_to_agree(facts: CycleFacts) -> list[Missing]:
    """Everything to do before the plan can be agreed at its meeting."""
    return list(_agree(facts))


def missing_to_circulate(facts: CycleFacts) -> list[Missing]:
    """Everything to do before the plan can be sent to all who need it."""
    things = missing_to_agree(facts)
    if not facts.agreed_on:
        things.append(Missing("agreed", _l("Agree the plan at a meeting with the family, and record it."), "agreement"))
    return things


def to_do(facts: CycleFacts) -> Iterator[Missing]:
    yield from missing_to_circulate(facts)
    if not facts.circulated_on:
        yield Missing("circulated", _l("Send the plan to everyone it concerns before it begins."), "circulation")
    for need in facts.training:
        if not (need.met_on or need.delay_reason.strip()):
            yield Missing(
                "training",
                _l("Record the training “%(label)s”, or why it is late.", label=need.label),
                "training",
                need.id,
            )


def _agree(facts: CycleFacts) -> Iterator[Missing]:
    if facts.inherited_open:
        yield Missing(
            "inherited",
            _l("Decide about what was learnt before: use it, or set it aside with a reason."),
            "inherited",
        )
    yield from _aims(facts)
    yield from _help(facts)
    if not facts.responsible.strip():
        yield Missing("responsible", _l("Name the teacher who answers for the plan day to day."), "arrangements")
    if not facts.review_on:
        yield Missing("review_on", _l("Set a date for the review."), "arrangements")
    for difference in facts.differences_open:
        sentence = _l(
            "“%(about)s” is still seen differently: resolve it, or try it out in the plan.", about=difference.label
        )
        yield Missing("difference", sentence, "difference", difference.id, blocks=False)


def _aims(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.outcomes:
        yield Missing("outcome", _l("Write at least one outcome."), "outcomes")
    for outcome in facts.outcomes:
        if not outcome.targets:
            sentence = _l("Add a target to the outcome “%(label)s”.", label=outcome.label)
            yield Missing("target", sentence, "outcome", outcome.id)
    for target in facts.targets:
        yield from _criteria(target)


def _help(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.provisions:
        yield Missing("provision", _l("Add at least one kind of help: who gives it, and when."), "provisions")
    for provision in facts.provisions:
        if not (provision.who.strip() and provision.when.strip()):
            sentence = _l("Say who runs “%(label)s”, and when.", label=provision.label)
            yield Missing("who_when", sentence, "provision", provision.id)


def _criteria(target: TargetFacts) -> Iterator[Missing]:
    asked = (
        (
            "how",
            bool(target.how.strip()),
            _l("Say how progress on “%(label)s” is measured.", label=target.label),
        ),
        ("when", bool(target.when), _l("Say when progress on “%(label)s” is measured.", label=target.label)),
        (
            "by_whom",
            bool(target.measured_by_whom.strip()),
            _l("Say who measures “%(label)s”.", label=target.label),
        ),
    )
    for code, told, sentence in asked:
        if not told:
            yield Missing(f"criteria_{code}", sentence, "target", target.id)
