"""Asking the authority for an early review, and its answer.

Children and Families Act 2014 s42 and s45: the authority secures what Section F names and alone ends a plan. So a setting,
whatever it is about to do, asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.ehcp import queries
from portal.ehcp.models import EarlyReview
from portal.ehcp.standing import here
from portal.notices import recipients
from portal.timeline.record import Story, record


def asked(act: Act, pupil: int, why: str, provision: int | None = None) -> EarlyReview:
    """A new request, not saved yet. `provision`: the id of the help that it is about. Raises Refused.

    One about the same help waits for its answer first: a second would only be counted twice.
    """
    here(act, pupil)
    if not why.strip():
        raise Refused(_("Say why."), "why")
    same = (EarlyReview.pupil == pupil) & (EarlyReview.state == "asked") & (EarlyReview.provision_id == provision)
    if provision is None:
        same = (EarlyReview.pupil == pupil) & (EarlyReview.state == "asked") & EarlyReview.provision_id.is_null()
    if EarlyReview.select().where(same).exists():
        raise Refused(_("An early review was asked for already. The authority has not answered yet."))
    return EarlyReview(
        pupil=pupil, setting=act.setting, plan=queries.plan_of(pupil), provision_id=provision, why=why,
        asked_on=act.today, by=act.person,
    )  # fmt: skip


def ask(
    act: Act, pupil: int, why: str, provision: int | None = None, about: str = "", *,
    beside: Sequence[Model] = (), cycle: object = None,
) -> EarlyReview:  # fmt: skip
    """Ask the authority to look at a plan early. What is given goes on until it has decided.

    `about`: the name of the help; `beside`: rows of the same deed (a step of a move).
    """
    request = asked(act, pupil, why, provision)
    title = f"Early review asked for: {about}" if about else "Early review asked for"
    told = [
        *recipients.family(pupil, "early_review_asked", pupil),
        *recipients.sencos(act.setting, "early_review_asked", pupil),
    ]
    record(act, Story("early_review_asked", title, why), request, *beside, pupil=pupil, cycle=cycle, tell=told)
    return request


def answer(act: Act, request: EarlyReview, *, agreed: bool, words: str, due_on: date | None) -> EarlyReview:
    """The authority agrees to hold a review by a day, or declines with its reasons. Setting and family are told."""
    if request.state != "asked":
        raise Refused(_("This request was answered already."))
    if agreed and (due_on is None or due_on < act.today):
        raise Refused(_("Enter by when the review is held: today or later."), "due_on")
    if not agreed and not words.strip():
        raise Refused(_("Give the reasons: the setting and the family read them."), "words")
    request.state, request.answer = "agreed" if agreed else "declined", words
    request.answered_on, request.answered_by, request.due_on = act.today, act.person, due_on if agreed else None
    title = "The authority agreed to an early review" if agreed else "The authority declined an early review"
    data = {"agreed": agreed, "due_on": due_on.isoformat() if agreed and due_on else ""}
    told = [
        *recipients.family(request.pupil_id, "early_review_answered", request.pupil_id),
        *recipients.sencos(request.setting_id, "early_review_answered", request.pupil_id),
    ]
    record(act, Story("early_review_answered", title, words, data=data), request, pupil=request.pupil_id, tell=told)
    return request
