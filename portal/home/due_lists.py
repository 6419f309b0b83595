"""Which lines of what is due and late each role gets."""

from __future__ import annotations

from portal import clock
from portal.access.me import Me
from portal.access.permissions import AUTHORITY, FAMILY, SENCO
from portal.cycles.do.prompt_queries import asked
from portal.cycles.review.referral_queries import open_at
from portal.home import due, due_queries, law_due, law_due_queries, register_facts, today
from portal.home.due import Due, Sorted
from portal.home.today import Today
from portal.noticing.queries import expiring
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import Rules
from portal.transitions.board import board


def due_for(who: Me, in_force: Rules) -> Sorted:
    """What the reader can do something about; for the head also what is late beyond the rule."""
    now = Today(clock.today(), calendar_of(who.setting, who.setting_phase), in_force)
    own = due.mine(due_queries.mine(who.person), now, family=who.role in FAMILY)
    if who.role in FAMILY:
        asked = due.for_family(due_queries.asked_of_family(), due_queries.sharing_to_answer(), now)
        return due.arranged([*own, *asked], now)
    if who.role in SENCO and who.setting:
        return due.arranged(_once(own, _of_setting(who.setting, now)), now)
    if who.role == "head" and who.setting:
        escalated = due.arranged(_of_setting(who.setting, now), now).escalated
        return due.arranged(own, now)._replace(escalated=escalated)
    if who.role == "teacher" and who.setting:
        return due.arranged(_once(own, _of_teacher(who.setting, now)), now)
    if who.role in AUTHORITY:
        return due.arranged([*own, *law_due.of_authority(*law_due_queries.to_answer(), who.role, now)], now)
    return due.arranged(own, now)


def _once(own: list[Due], others: list[Due]) -> list[Due]:
    """One's own lines before the others; a review that one has said one comes to stands once, as the review itself."""
    open_reviews = {(one.line.href, one.on) for one in others if "/review" in one.line.verb_href}
    answered = [one for one in own if one.accepted and (one.line.href, one.on) in open_reviews]
    return [*(one for one in own if one not in answered), *others]


def _of_setting(setting: int, now: Today) -> list[Due]:
    children = register_facts.on_register(setting)
    return [
        *due.reviews(today.due(children, now), now),
        *due.uninformed(children, now),
        *law_due.of_setting(law_due_queries.plans(setting), now),
        *due.moves(board(setting).waiting, now),
        *due.training(due_queries.training(setting, now.on + due.TRAINING_SOON), now),
        *due.receipts(due_queries.unanswered(setting), now),
        *due.differences(due_queries.open_differences(setting, now.on - due.DIFFERENCE_OPEN), now),
        *due.referrals(open_at(setting), now),
        *due.leaving(expiring(setting, now.calendar, now.rules, now.on), now),
        *due.prompts(asked(setting, now.calendar, now.on, now.rules.nothing_logged_days), now),
    ]


def _of_teacher(setting: int, now: Today) -> list[Due]:
    """The teacher's own children: their reviews, their plans' receipts and training, accounts that differ."""
    children = register_facts.on_register(setting)
    return [
        *due.reviews(today.due(children, now), now),
        *due.training(due_queries.training(setting, now.on + due.TRAINING_SOON), now),
        *due.receipts(due_queries.unanswered(setting), now),
        *due.differences(due_queries.open_differences(setting, now.on - due.DIFFERENCE_OPEN), now),
        *due.referrals(open_at(setting), now),
        *due.leaving(expiring(setting, now.calendar, now.rules, now.on), now),
        *due.prompts(asked(setting, now.calendar, now.on, now.rules.nothing_logged_days), now),
    ]
