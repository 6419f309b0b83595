"""The family's pages: the child's story now, what a family says, and who has looked."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.review.signs import SYMBOLS
from portal.family import (
    actions,
    answers_page,
    law_page,
    meeting_page,
    plan_page,
    queries,
    referral_page,
    reflect_page,
    story,
    understanding_page,
    works_page,
)
from portal.family.blueprint import bp
from portal.family.forms import AskForm, DisagreeForm, OwnWordsForm, ViewForm
from portal.family.headline import headline
from portal.family.looked import looks
from portal.family.queries import Kid
from portal.family.words import moments
from portal.organisation.rules import rules
from portal.thread import plan_queries
from portal.thread import queries as thread
from portal.thread.queries import Turn
from portal.timeline.lines import FIRST, MORE, MOST, Filter, lines
from portal.timeline.models import Entry
from portal.web.page import Answer, day, done, invalid, page
from portal.web.saving import saving


@bp.route("/family/<int:pupil>")
@action("family.see")
def child(pupil: int) -> Answer:
    """The child's story now."""
    kid, children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    today = clock.today()
    turns = thread.turns.rows(pupil=pupil)
    turn = _newest(turns)
    move = queries.newest_move(pupil)
    helps = plan_queries.helps.rows(pupil=pupil)
    given = queries.answers.rows(cycle=turn.id, pupil=pupil) if turn else []
    decided = queries.decisions.rows(pupil=pupil)
    return page(
        "family/own.html" if me().role == "young_person" else "family/child.html",
        part="family/_story.html",
        target="story",
        kid=kid,
        children=children,
        headline=headline(kid, move, turn, today, turns[-1] if turns else None),
        asks=[*reflect_page.ask(kid, turn), *story.asks(kid, move, turn, given, today)],
        changes=story.changes(decided, helps, move, today),
        aims=plan_queries.aims.rows(cycle=turn.id) if turn else [],
        trying=story.trying(helps, kid, move),
        dates=story.next_dates(kid, move, turn, today),
        people=story.people(kid, turn, helps),
        plan_sent=bool(turn and turn.agreed_on),
        review_held=_review_held(turns),
        advice=rules().advice_service,
        code_href=story.address("register.family_claim"),
        law_href=law_page.address(pupil),
        moving_href=story.address("transitions.start_as_family", pupil=pupil),
        **_timeline(kid),
    )


def _newest(turns: list[Turn]) -> Turn | None:
    """The open cycle; a closed one is no longer "now"."""
    return next((turn for turn in reversed(turns) if turn.closed_on is None), None)


def _review_held(turns: list[Turn]) -> bool:
    """Whether the page of the review shows one that was held, and not the questions before the next."""
    shown = [turn for turn in turns if turn.reviewed_on or (not turn.closed_on and turn.stage in ("do", "review"))]
    return bool(shown and shown[-1].reviewed_on)


def _timeline(kid: Kid) -> dict[str, Any]:
    """The newest entries, and how many came before; `show` asks for more."""
    asked = request.args.get("show", FIRST, type=int)
    count = min(max(asked, FIRST), MOST)
    rows = lines(kid.id, Filter(), count)
    earlier = rows[0].matching - len(rows) if rows else 0
    return {
        "moments": moments(rows, kid, me().name),
        "earlier": earlier,
        "more": count + MORE if earlier and count < MOST else 0,
    }


@bp.route("/family/<int:pupil>/views/new", methods=["GET", "POST"])
@action("family.write")
def view(pupil: int) -> Answer:
    """Add our view, or answer what was asked."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    about = request.values.get("about", "")
    if about not in actions.ABOUT:
        abort(404)
    form = ViewForm()
    if form.validate_on_submit():
        turn = _newest(thread.turns.rows(pupil=pupil))
        with saving(form) as saved:
            actions.give_view(form.act(), kid, turn, about, form.text.data, shared=form.shared.data)
        if saved.ok:
            return done("family.child", _("Thank you. Your words are in the story."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("family/view.html", form=form, kid=kid, about=about)


@bp.route("/family/<int:pupil>/entries/<int:entry>/question", methods=["GET", "POST"])
@action("family.write")
def question(pupil: int, entry: int) -> Answer:
    """Ask about something in the story."""
    kid, about = _entry_or_404(pupil, entry)
    form = AskForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.ask(form.act(), kid, about, form.text.data, shared=form.shared.data)
        if saved.ok:
            return done("family.child", _("Your question is with the people who help."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("family/about.html", form=form, kid=kid, about=about, asking=True)


@bp.route("/family/<int:pupil>/entries/<int:entry>/disagreement", methods=["GET", "POST"])
@action("family.write")
def disagreement(pupil: int, entry: int) -> Answer:
    """See something in the story differently."""
    kid, about = _entry_or_404(pupil, entry)
    form = DisagreeForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.disagree(form.act(), kid, about, form.text.data, shared=form.shared.data)
        if saved.ok:
            return done("family.child", _("Your words now stand beside it."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("family/about.html", form=form, kid=kid, about=about, asking=False)


def _entry_or_404(pupil: int, entry: int) -> tuple[Kid, Entry]:
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    found = Entry.get_or_none((Entry.id == entry) & (Entry.pupil == pupil))
    if found is None:
        abort(404)
    return kid, found


@bp.route("/family/<int:pupil>/words/new", methods=["GET", "POST"])
@action("family.write")
def own_words(pupil: int) -> Answer:
    """The young person's own words, and who may see them."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    if me().role != "young_person":
        abort(403)
    form = OwnWordsForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            chosen = {key: str(word) for key, word in SYMBOLS if key in (form.symbols.data or [])}
            actions.say(form.act(), kid, chosen, form.text.data or "", form.may_read.data)
        if saved.ok:
            return done("family.child", _("Thank you for telling us."), pupil=pupil)
    return (invalid if form.is_submitted() else page)("family/own_words.html", form=form, kid=kid)


@bp.route("/family/access")
@action("family.see")
def access() -> Answer:
    """Who has looked at my children's records."""
    children = queries.my_children()
    wanted = request.args.get("child", type=int)
    kid = next((kid for kid in children if kid.id == wanted), children[0] if children else None)
    if kid is None or (wanted and kid.id != wanted):
        abort(404)
    months = min(max(request.args.get("months", 3, type=int), 1), 120)
    since = _months_before(clock.today(), months)
    return page(
        "family/access.html", kid=kid, children=children, days=looks(kid, since), since=day(since), months=months
    )  # fmt: skip


def _months_before(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


# These hang their pages on the blueprint.
__all__ = [
    "answers_page",
    "bp",
    "law_page",
    "meeting_page",
    "plan_page",
    "referral_page",
    "reflect_page",
    "understanding_page",
    "works_page",
]
