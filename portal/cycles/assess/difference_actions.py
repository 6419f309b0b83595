"""The verbs of differences: accounts put side by side, what each context may explain, a hypothesis, a test, an end.

"The SENCO has a key role in identifying and understanding differences of opinion or experiences and to make sense of
them": the accounts stay as they were given; what is added is what may lie behind them.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.assess.models import Account, Contribution, Difference
from portal.cycles.custody import held_here
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.notices import recipients
from portal.timeline.following import RESTING, narrower
from portal.timeline.models import EntryDigest
from portal.timeline.record import Story, record

FEWEST = 2


class Side(NamedTuple):
    """One account, and what its context (home, room, lesson, the way of asking) may explain."""

    contribution: Contribution
    may_explain: str = ""


class Reading(NamedTuple):
    """What the SENCO makes of accounts that differ."""

    about: str
    hypothesis: str
    test: str


def open_difference(act: Act, cycle: Cycle, reading: Reading, sides: list[Side]) -> Difference:
    """Put two or more accounts side by side, with a working hypothesis and what would test it.

    Its words go no further than the narrowest of the accounts. Raises Refused for fewer than two accounts.
    """
    held_here(act, cycle)
    if len({side.contribution.id for side in sides}) < FEWEST:
        raise Refused(_("Choose two or more accounts to put side by side."))
    audience = narrowest([side.contribution.audience for side in sides])
    row = Difference(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, **reading._asdict(), opened_on=act.today,
        by=act.person, audience=audience,
    )  # fmt: skip
    accounts = [_account(act, row, side, audience) for side in sides]
    told = [*in_charge(cycle, "difference_opened"), *recipients.family(cycle.pupil_id, "difference_opened", cycle.id)]
    story = _story(row, "Views that differ, side by side")
    record(act, story, row, *accounts, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return row


def _account(act: Act, difference: Difference, side: Side, audience: str) -> Account:
    return Account(
        pupil=difference.pupil_id, setting=act.setting, difference=difference, contribution=side.contribution,
        may_explain=side.may_explain, audience=audience,
    )  # fmt: skip


def _story(row: Difference, title: str) -> Story:
    return Story(
        "difference_opened", title, row.hypothesis, stage="assess", audience=row.audience,
        data={"about": row.about, "test": row.test},
    )  # fmt: skip


def narrowest(audiences: list[str]) -> str:
    """The narrowest of some audiences: who may read words that rest on all of them."""
    return reduce(narrower, audiences)


def rethink(act: Act, cycle: Cycle, row: Difference, reading: Reading, explained: dict[Account, str]) -> Difference:
    """Change the hypothesis, the test or what a context may explain, while the difference is open. Raises Refused."""
    held_here(act, cycle)
    _still_open(row)
    for name, value in reading._asdict().items():
        setattr(row, name, value)
    changed = [account for account, words in explained.items() if account.may_explain != words]
    for account in changed:
        account.may_explain = explained[account]
    record(act, _story(row, "Views that differ: thought again"), row, *changed, pupil=cycle.pupil_id, cycle=cycle)
    return row


def resolve(act: Act, cycle: Cycle, row: Difference, found: str) -> Difference:
    """End a difference with what was found. Raises Refused when it has ended, or nothing is said."""
    return _end(act, cycle, row, "resolved", found, "A difference of view is understood")


def carry(
    act: Act, cycle: Cycle, row: Difference, how: str, target: Target | None = None, provision: Provision | None = None
) -> Difference:
    """Take a difference into the plan, where it is tried out: in a target, in help, or in words. Raises Refused."""
    held_here(act, cycle)
    row.target, row.provision = target, provision
    words = how.strip() or (target.name or target.does_what if target else "") or (provision.name if provision else "")
    return _end(act, cycle, row, "carried", words, "A difference of view goes into the plan")


def _end(act: Act, cycle: Cycle, row: Difference, state: str, words: str, title: str) -> Difference:
    held_here(act, cycle)
    _still_open(row)
    if not words.strip():
        raise Refused(_("Say what was found, or where in the plan it is tried out."))
    row.state, row.came_of_it, row.ended_on = state, words, act.today
    story = Story(
        "difference_ended", title, words, stage=cycle.stage, audience=row.audience,
        data={"about": row.about, "state": state},
    )  # fmt: skip
    told = [*in_charge(cycle, "difference_ended"), *recipients.family(cycle.pupil_id, "difference_ended", cycle.id)]
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return row


def _still_open(row: Difference) -> None:
    if row.state != "open":
        raise Refused(_("This difference has ended already. Open a new one if views differ again."))


def _resting(rows: list[tuple[Any, int]]) -> list[int]:
    """The entries of differences that put one of these accounts beside others: they say what may lie behind it."""
    accounts = [number for model, number in rows if model is Contribution]
    if not accounts:
        return []
    found = [
        number for (number,) in Account.select(Account.difference).where(Account.contribution.in_(accounts)).tuples()
    ]
    told = EntryDigest.select(EntryDigest.entry).where(
        (EntryDigest.subject_type == Difference._meta.table_name) & EntryDigest.subject_id.in_(found)
    )
    return [entry for (entry,) in told.tuples()] if found else []


RESTING.append(_resting)
