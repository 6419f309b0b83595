"""The first two sentences that a family reads: where the child is now, and that nothing starts again. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from flask_babel import gettext as _

from portal.family.queries import Kid, Move
from portal.thread.queries import Turn
from portal.web.page import day

NEWS = timedelta(weeks=6)
"""How long a move stays the headline."""


class Headline(NamedTuple):
    """A heading and the sentences under it."""

    title: str
    sentences: tuple[str, ...]


def headline(kid: Kid, move: Move | None, turn: Turn | None, today: date, last: Turn | None = None) -> Headline:
    """What stands on top of the child's page: the move while it is news, else the stage of the cycle.

    `last`: the newest cycle, also a closed one: between two plans nobody has to think that the help has ended.
    """
    told = _of_move(kid, move, today) if move else None
    week = _week(turn, today) if turn or not last else between(last)
    if told:
        return Headline(told.title, (*told.sentences, *week))
    if turn is None:
        said = week or (_("No plan is running now. The story is kept."),)
        return Headline(_("%(name)s: where we are now", name=kid.forename), said)
    return Headline(_("%(name)s: where we are now", name=kid.forename), (_of_stage(kid, turn), *week))


def between(last: Turn) -> tuple[str, ...]:
    """What a family is told after a plan was looked at and closed, while the next is not there yet."""
    if not last.reviewed_on or last.next_step not in ("next_cycle", "referral"):
        return ()
    looked = _("We looked at the plan together on %(day)s.", day=day(last.reviewed_on))
    return looked, _("The next plan is being written."), _("The help goes on.")


def to_place(kid: Kid, move: Move) -> str:
    """Where the move leads, as the reader may know it."""
    if move.withheld:
        return _("the new setting")
    known = kid.place_of(move.to_setting)
    if known == _("a setting"):
        return _("the new setting")
    return known or move.to_place or move.to_name or _("the new setting")


def from_place(kid: Kid, move: Move) -> str:
    """Where the move came from; "before" where it may not be named."""
    known = kid.place_of(move.from_setting)
    return known if known and known != _("a setting") else _("the setting before")


def _of_move(kid: Kid, move: Move, today: date) -> Headline | None:
    names = {
        "name": kid.forename,
        "to": to_place(kid, move),
        "before": from_place(kid, move),
        "day": day(move.moves_on),
    }
    settled = move.continued_on or move.moves_on
    if move.state in ("continued", "restarted"):
        return _carried_on(move, names) if today <= settled + NEWS else None
    if move.state == "proposed":
        title = _("%(name)s may move to %(to)s on %(day)s", **names)
        return Headline(title, (_("The plan goes along. You see first what is shared."),))
    if move.state == "left":
        return None
    if move.arrived_on is None and move.moves_on > today:
        title = _("%(name)s moves to %(to)s on %(day)s", **names)
        return Headline(title, (_("The plan goes along. They do not start again."),))
    if today > move.moves_on + NEWS * 2:
        return None
    title = _("%(name)s has started at %(to)s", **names)
    by = [_("They will say by %(day)s what they keep and what they change.", day=day(move.decide_by))]
    return Headline(title, (_("They have the plan from %(before)s.", **names), *(by if move.decide_by else [])))


def _carried_on(move: Move, names: dict[str, str]) -> Headline:
    title = _("%(name)s has started at %(to)s", **names)
    if move.state == "restarted":
        why = _("The reason: %(why)s", why=move.restart_reason)
        return Headline(title, (_("They make a new plan. What we learnt before is kept.", **names), why))
    return Headline(
        title,
        (
            _capital(_("%(to)s is carrying on with the plan from %(before)s.", **names)),
            _("They are not starting again."),
        ),
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _of_stage(kid: Kid, turn: Turn) -> str:
    name = kid.forename
    if turn.stage == "plan" and turn.agreed_on:
        return _("The new plan for %(name)s is ready. It starts soon.", name=name)
    return {
        "assess": _("We are finding out what helps %(name)s.", name=name),
        "plan": _("We are making a plan for %(name)s, with you.", name=name),
        "do": _("The plan for %(name)s is running.", name=name),
        "review": _("We are looking at how the plan went for %(name)s.", name=name),
        "learn": _("We are writing down what we have learnt about what helps %(name)s.", name=name),
    }.get(turn.stage, "")


def _week(turn: Turn | None, today: date) -> tuple[str, ...]:
    """ "We are in week 4 of 6" while the plan runs towards its review."""
    if turn is None or turn.stage != "do" or not (turn.started_on and turn.review_on):
        return ()
    if not turn.started_on <= today <= turn.review_on:
        return ()
    weeks = max(1, ceil((turn.review_on - turn.started_on).days / 7))
    now = min(weeks, (today - turn.started_on).days // 7 + 1)
    return (_("We are in week %(now)s of %(weeks)s.", now=now, weeks=weeks),)
