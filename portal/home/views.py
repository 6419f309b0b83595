"""The first page of each person, and the pages every public service must have."""

from __future__ import annotations

from collections.abc import Callable

from portal import clock
from portal.access import audit
from portal.access.me import Me, signed_in
from portal.access.permissions import PUBLIC, action, may
from portal.family import queries as family
from portal.home import classroom, notices_views, register_counts, register_facts
from portal.home import today as lists
from portal.home.answering import bp
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.census_codes import NEED_LABELS
from portal.register.claim_queries import asked_here
from portal.timeline import releases
from portal.web.page import Answer, done, page


@bp.route("/")
@action(PUBLIC)
def today() -> Answer:
    """What each person sees first: by role; signed out, what this service is."""
    who = signed_in()
    if who is None:
        return page("home/start.html")
    if not who.role:
        return done("accounts.role")
    return _FIRST[who.role](who)


def _leader(who: Me) -> Answer:
    """SENCO, head, safeguarding lead, childminder: what the register asks for today."""
    setting = who.setting or 0
    now = lists.Today(clock.today(), calendar_of(setting, who.setting_phase), rules())
    children = register_facts.on_register(setting)
    moves = register_facts.arrivals(setting)
    support = register_facts.support(setting)
    due = lists.due(children, now)
    plans = lists.waiting_plans(children)
    audit.listed([*(child.id for child in children), *(row.pupil for row in moves)], "today")
    return page(
        "home/today.html",
        on=now.on,
        start=lists.start_here(due, moves, plans, now),
        week=lists.week(children, moves, now),
        reviews=lists.reviews(due, register_facts.heard([child.cycle for child in due if child.cycle]), now),
        arrivals=lists.arriving(moves, now),
        asked=lists.asked(asked_here(setting), now) if may(who.role, "claim.answer") else [],
        plans=plans,
        orphans=lists.without_owner(support),
        counts=register_counts.counts(children),
        stages=register_counts.stages(children),
        needs=register_counts.needs(children, NEED_LABELS),
        wrong=lists.not_yet_right(children, support, now),
    )


def _classroom(who: Me) -> Answer:
    """Teacher, assistant, cover: my children, my groups, what works."""
    children = classroom.my_children(who.setting or 0)
    audit.listed((child.id for child in children), "today")
    return page(
        "home/classroom.html",
        on=clock.today(),
        children=children,
        works=classroom.what_works([child.id for child in children]),
        groups=classroom.my_groups(who.person),
        waiting=releases.to_release(who.setting or 0, clock.today() - releases.SHOWN)
        if may(who.role, "entry.release")
        else [],
    )


def _professional(_who: Me) -> Answer:
    """An outside professional: the children they were asked about, until when."""
    children = classroom.asked_about()
    audit.listed((child.id for child in children), "today")
    return page("home/asked.html", children=children)


def _parent(_who: Me) -> Answer:
    """A parent: straight to an only child, else the children to choose from."""
    children = family.my_children()
    if len(children) == 1:
        return done("family.child", pupil=children[0].id)
    return page("home/family.html", children=children)


def _authority(_who: Me) -> Answer:
    return done("oversight.authority")


_FIRST: dict[str, Callable[[Me], Answer]] = {
    **dict.fromkeys(("senco", "head", "dsl", "childminder"), _leader),
    **dict.fromkeys(("teacher", "ta", "cover"), _classroom),
    **dict.fromkeys(("parent", "young_person"), _parent),
    **dict.fromkeys(("la_admin", "la_officer", "area_senco"), _authority),
    "professional": _professional,
}


@bp.route("/accessibility")
@action(PUBLIC)
def accessibility() -> Answer:
    """The accessibility statement, in the shape that the regulations of 2018 ask for."""
    return page("home/accessibility.html")


@bp.route("/privacy")
@action(PUBLIC)
def privacy() -> Answer:
    """What is kept about whom, why, how long, and people's rights."""
    return page("home/privacy.html", years=rules().retention_years)


@bp.route("/cookies")
@action(PUBLIC)
def cookies() -> Answer:
    """The one cookie, and what it is for."""
    return page("home/cookies.html")


@bp.route("/help")
@action(PUBLIC)
def help_page() -> Answer:
    """How things are done here, and how to complain."""
    return page("home/help.html", advice=rules().advice_service)


# The list of notices stands on the same blueprint.
__all__ = ["bp", "notices_views"]
