"""Every kind of notice: its sentence, and the page that it leads to.

The sentence is made when it is read, so the child's name is never stored with a notice nor sent in a message. Families
get words and pages of their own where both differ.
"""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Page(NamedTuple):
    """Where a notice leads: an endpoint, its argument, and which number of the notice fills it.

    `filled_by`: "about" (what the notice is about), "pupil" or "entry"; no argument: "".
    """

    endpoint: str
    argument: str
    filled_by: str = "about"


class Kind(NamedTuple):
    """A kind of notice. `%(child)s` in the words is the child's name; None for `family`: never told to families."""

    words: LazyString
    page: Page
    family_words: LazyString | None = None
    family_page: Page | None = None


_PLAN = Page("cycles.plan", "cycle")
# What is different from the copy that the reader had, and their answer.
_COPY = Page("cycles.my_copy", "cycle")
_ASSESS = Page("cycles.assess", "cycle")
_MOVE = Page("transitions.newest", "pupil", "pupil")
_ENTRY = Page("timeline.entry", "entry", "entry")
_CHILD = Page("pupils.child", "pupil", "pupil")
_STORY = Page("family.child", "pupil", "pupil")
_LAW = Page("ehcp.plan", "pupil", "pupil")
_FAMILY_LAW = Page("family.plan_in_law", "pupil", "pupil")
_FAMILY_REVIEW = Page("family.review_view", "pupil", "pupil")
_FAMILY_PLAN = Page("family.plan", "pupil", "pupil")
_FAMILY_MOVE = Page("transitions.newest_as_family", "pupil", "pupil")

# `about` of each kind is the id of its page's argument (a cycle, a move, a claim …).
KINDS: dict[str, Kind] = {
    # Plans
    "plan_sent": Kind(
        _l("%(child)s’s plan was sent to you: please read it"), _PLAN,
        _l("%(child)s’s plan is here for you to read"), _FAMILY_PLAN,
    ),
    "plan_changed": Kind(
        _l("%(child)s’s plan has changed: see what is different"), _COPY,
        _l("%(child)s’s plan has changed: see what is different"), _FAMILY_PLAN,
    ),
    "plan_agreed": Kind(
        _l("%(child)s’s plan was agreed"), _PLAN, _l("%(child)s’s plan was agreed"), _STORY
    ),
    "plan_asked_again": Kind(
        _l("%(child)s’s plan still waits for your answer"), _PLAN,
        _l("%(child)s’s plan still waits for you: please read it"), _FAMILY_PLAN,
    ),
    "plan_answered": Kind(_l("Somebody answered %(child)s’s plan"), _PLAN),
    "meeting_invited": Kind(
        _l("You are asked to a meeting about %(child)s"), _PLAN,
        _l("You are asked to a meeting about %(child)s"), Page("family.meeting", "pupil", "pupil"),
    ),
    "meeting_answered": Kind(_l("Somebody answered about the meeting for %(child)s"), _PLAN),
    "training_given": Kind(_l("You are named for training before %(child)s’s plan begins"), _PLAN),
    "delegated": Kind(_l("You may now agree and send %(child)s’s plan"), _PLAN),
    "lead_named": Kind(_l("You now lead %(child)s’s cycle"), Page("cycles.cycle", "cycle")),
    "teacher_named": Kind(_l("You are named as the teacher who answers for %(child)s’s plan"), _PLAN),
    "urgent_started": Kind(
        _l("Help for %(child)s began before the plan was sent"), _PLAN,
        _l("New help for %(child)s has begun"), _STORY,
    ),
    # Assess and review
    "view_asked": Kind(
        _l("Your view about %(child)s is asked for"), Page("cycles.new_view", "cycle"),
        _l("Please tell us how you see things for %(child)s"), Page("family.view", "pupil", "pupil"),
    ),
    "view_given": Kind(_l("A new view about %(child)s is here"), Page("cycles.cycle", "cycle")),
    "difference_opened": Kind(
        _l("People see %(child)s differently: the accounts stand side by side"), _ASSESS,
        _l("People see %(child)s differently: we want to understand why"), _STORY,
    ),
    "difference_ended": Kind(
        _l("It is now clearer why people saw %(child)s differently"), _ASSESS,
        _l("It is now clearer why people saw %(child)s differently"), _STORY,
    ),
    "review_invited": Kind(
        _l("You are asked to %(child)s’s review"), Page("cycles.review_invitation", "cycle"),
        _l("We look at %(child)s’s plan together: can you come?"), Page("family.review_meeting", "pupil", "pupil"),
    ),
    "review_view_asked": Kind(
        _l("How did it go for %(child)s? Your view is asked for before the review"), Page("cycles.my_review_view", "cycle"),
        _l("How did it go for %(child)s? Please tell us before we meet"), _FAMILY_REVIEW,
    ),
    "review_answered": Kind(_l("Somebody answered about %(child)s’s review"), Page("cycles.arrange_review", "cycle")),
    "referral_changed": Kind(
        _l("There is news of a referral for %(child)s"), Page("cycles.referrals", ""),
        _l("There is news of help from another service for %(child)s"), Page("family.referrals", "pupil", "pupil"),
    ),
    "review_held": Kind(
        _l("%(child)s’s plan was reviewed"), Page("cycles.review", "cycle"),
        _l("%(child)s’s plan was reviewed: see what comes next"), _FAMILY_REVIEW,
    ),
    "addendum_added": Kind(
        _l("Something was added to the record of %(child)s’s review"), Page("cycles.review", "cycle"),
        _l("Something was added to what we wrote after %(child)s’s review"), _FAMILY_REVIEW,
    ),
    # Learn
    "reflection_asked": Kind(
        _l("What did you learn about what helps %(child)s? Please say"), Page("cycles.reflect", "cycle"),
        _l("What have you learnt about what helps %(child)s? Please tell us"), Page("family.reflect", "pupil", "pupil"),
    ),
    "reflection_given": Kind(_l("Somebody said what they learnt about %(child)s"), Page("cycles.learn", "cycle")),
    "works_changed": Kind(
        _l("What works for %(child)s has changed: please read it"), Page("profile.what_works", "pupil", "pupil")
    ),
    # Education, health and care plans
    "early_review_asked": Kind(
        _l("The authority was asked to look at %(child)s’s plan early"), _LAW,
        _l("The council was asked to look at %(child)s’s plan early"), _FAMILY_LAW,
    ),
    "early_review_answered": Kind(
        _l("The authority answered about an early review for %(child)s"), _LAW,
        _l("The council answered about looking at %(child)s’s plan early"), _FAMILY_LAW,
    ),
    "annual_decided": Kind(
        _l("The authority decided after %(child)s’s annual review"), _LAW,
        _l("The council decided after %(child)s’s yearly review"), _FAMILY_LAW,
    ),
    # Moves
    "move_proposed": Kind(
        _l("A move was started for %(child)s"), _MOVE,
        _l("A move was started for %(child)s: please say what may be shared"), _FAMILY_MOVE,
    ),
    "move_agreed": Kind(_l("The family answered what may be shared when %(child)s moves"), _MOVE),
    "record_sent": Kind(
        _l("%(child)s’s record was sent to you: please accept the move"), _MOVE,
        _l("%(child)s’s record was sent to the new setting"), _FAMILY_MOVE,
    ),
    "move_accepted": Kind(
        _l("The new setting accepted %(child)s’s move"), _MOVE,
        _l("The new setting is ready for %(child)s"), _FAMILY_MOVE,
    ),
    "read_asked": Kind(
        _l("Please read what works for %(child)s"), Page("profile.what_works", "pupil", "pupil")
    ),
    "question_asked": Kind(
        _l("The new setting asks you a question about a child who was with you"), Page("transitions.moves", "")
    ),
    "question_answered": Kind(_l("The setting before answered your question about %(child)s"), _MOVE),
    "move_ended": Kind(
        _l("%(child)s’s move was called off"), _MOVE, _l("%(child)s’s move was called off"), _STORY,
    ),
    "move_continued": Kind(
        _l("The new setting carries on with %(child)s"), _MOVE,
        _l("The new setting carries on with %(child)s: see what goes on"), _FAMILY_MOVE,
    ),
    "claim_waiting": Kind(
        _l("A setting says that a child came to it: please answer"), Page("home.today", "")
    ),
    # Words that wait for somebody
    "family_said": Kind(_l("%(child)s’s family told you something"), _ENTRY),
    "child_said": Kind(_l("%(child)s told you something"), _ENTRY),
    "family_asked": Kind(_l("%(child)s’s family asked a question"), _ENTRY),
    "family_disagreed": Kind(_l("%(child)s’s family sees something differently"), _ENTRY),
    "words_waiting": Kind(
        _l("An assistant wrote about %(child)s: their words wait for your release"),
        Page("timeline.release", "entry", "entry"),
    ),
}  # fmt: skip

# Pages on which people land anyway: to be there says nothing about having seen what is new.
_LANDINGS = ("home.today", "pupils.child", "family.child", "cycles.cycle", "transitions.moves")
# Pages that show the same as the page of a kind.
_SHOWN_TOO = {"cycles.plan": ("plan_changed",), "cycles.my_copy": ("plan_sent", "plan_asked_again")}


def shown_on(endpoint: str) -> list[tuple[str, Page]]:
    """The kinds of notices whose news a page shows to whoever opens it, whichever way they came; none for a landing page."""
    return _SHOWN.get(endpoint, [])


def _shown() -> dict[str, list[tuple[str, Page]]]:
    found: dict[str, list[tuple[str, Page]]] = {}
    for name, kind in KINDS.items():
        for page in filter(None, (kind.page, kind.family_page)):
            too = [endpoint for endpoint, names in _SHOWN_TOO.items() if name in names]
            for endpoint in (page.endpoint, *too):
                if page.argument and endpoint not in _LANDINGS:
                    found.setdefault(endpoint, []).append((name, page))
    return found


_SHOWN = _shown()

# What somebody did (the kind of their entry, or its step): the kinds of their own notices that asked for it.
SETTLES: dict[str, tuple[str, ...]] = {
    "receipt_given": ("plan_sent", "plan_changed", "plan_asked_again"),
    "plan_circulated": ("delegated", "plan_agreed"),
    "views_given": ("view_asked", "review_view_asked"),
    "family_view": ("view_asked", "review_view_asked"),
    "child_view": ("view_asked", "review_view_asked"),
    "meeting_planned": ("meeting_invited",),
    "meeting_held": ("meeting_invited", "meeting_answered"),
    "training_met": ("training_given",),
    "review_arranged": ("review_invited",),
    "review_held": ("view_asked", "view_given", "review_invited", "review_view_asked", "review_answered"),
    "sharing_answered": ("move_proposed",),
    "sent": ("move_agreed",),
    "move_accepted": ("record_sent",),
    "reflection_given": ("reflection_asked",),
    "cycle_closed": ("reflection_asked", "reflection_given"),
    "works_read": ("read_asked", "works_changed"),
    "answer": ("question_asked",),
    "claim_answered": ("claim_waiting",),
}
