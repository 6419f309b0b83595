"""The authority's pages: the board, one setting, moves that are stuck, naming a child, caseloads, matching."""

from __future__ import annotations

from datetime import date

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.organisation.calendar import academic_year
from portal.organisation.names import fold
from portal.organisation.rules import rules
from portal.oversight import actions, late_views, law_queries, law_views, named, queries
from portal.oversight.actions import Wanted
from portal.oversight.blueprint import bp
from portal.oversight.charts import shares
from portal.oversight.forms import CaseloadForm, FindForm, ReasonForm
from portal.oversight.queries import Board, Place
from portal.register import claim_queries
from portal.transitions.sharing import KINDS
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving
from portal.web.shell import role_name

# Their pages stand on the same blueprint.
ROOMS = (late_views, law_views)

PER_PAGE = 50
SHOWN_STUCK = 10


def _board(today: date) -> tuple[Board, list[Place]]:
    found = queries.counts(today, date(academic_year(today), 9, 1))
    holding = (
        found.support.keys() | found.plans.keys() | found.overdue.keys() | found.moves.keys() | found.restarts.keys()
    )
    places = queries.places(current_app.config["AUTHORITY_CODE"], set(holding))
    return queries.board(found, places, rules().small_number), places


@bp.route("/authority")
@action("authority.see")
def authority() -> Answer:
    """Does support go on when children move? Counts, no names."""
    today = clock.today()
    board, _places = _board(today)
    wanted = fold(request.args.get("q", ""))
    rows = [row for row in board.rows if row.place.name_fold.startswith(wanted) or f" {wanted}" in row.place.name_fold]
    number = max(1, request.args.get("page", 1, type=int))
    stuck = queries.stuck(today)
    return page(
        "oversight/authority.html",
        part="oversight/_settings.html",
        target="settings",
        today=today,
        year=academic_year(today),
        board=board,
        rows=rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        matching=len(rows),
        number=number,
        last=max(1, -(-len(rows) // PER_PAGE)),
        q=request.args.get("q", ""),
        stages=shares(board.stages),
        stuck=stuck[:SHOWN_STUCK],
        stuck_all=len(stuck),
        claims=queries.claims(today),
        plans=law_queries.glance(today, board.total.plans.threshold),
        mine=named.mine(me().person),
        may_caseload=may(me().role, "authority.caseload"),
        kinds=KINDS,
    )


@bp.route("/authority/moves")
@action("authority.see")
def moves() -> Answer:
    """Every move of which a date has passed: who can free it."""
    return page("oversight/moves.html", today=clock.today(), stuck=queries.stuck(clock.today()), kinds=KINDS)


@bp.route("/authority/settings/<int:setting>")
@action("authority.see")
def setting(setting: int) -> Answer:
    """One setting in counts: the same cells as on the board, so that nothing can be worked out from the two."""
    board, _places = _board(clock.today())
    row = next((row for row in board.rows if row.place.id == setting), None)
    if row is None:
        abort(404)
    return page("oversight/setting.html", row=row)


@bp.route("/authority/children/new", methods=["GET", "POST"])
@action("authority.name_a_child")
def find_child() -> Answer:
    """Open a child by name, after a reason: exact UPN, or surname and date of birth."""
    form = FindForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            pupil = actions.find(_wanted(form))
            actions.name_child(form.act(), pupil, form.purpose.data)
        if saved.ok:
            return _opened(form)
    return (invalid if form.is_submitted() else page)("oversight/find.html", form=form, days=rules().named_access_days)


def _wanted(form: FindForm) -> Wanted:
    return Wanted(form.upn.data or "", form.surname.data or "", form.forename.data or "", form.born_on.data)


def _opened(form: FindForm) -> Answer:
    """To the child's page; `find` again, so that a form sent twice leads there as well."""
    pupil = actions.find(_wanted(form))
    return done("pupils.child", _("The family can read that you opened this record, and why."), pupil=pupil)


@bp.route("/authority/children/<int:pupil>/reason", methods=["GET", "POST"])
@action("authority.name_a_child")
def name_child(pupil: int) -> Answer:
    """A reason for one child whom another page led to."""
    if not actions.exists(pupil):
        abort(404)
    return _reason(pupil, url_for("oversight.name_child", pupil=pupil))


@bp.route("/authority/moves/<int:move>/reason", methods=["GET", "POST"])
@action("authority.name_a_child")
def name_move(move: int) -> Answer:
    """A reason for the child of a move that the board shows without a name."""
    pupil = actions.of_move(move)
    if pupil is None:
        abort(404)
    return _reason(pupil, url_for("oversight.name_move", move=move))


def _reason(pupil: int, address: str) -> Answer:
    form = ReasonForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.name_child(form.act(), pupil, form.purpose.data)
        if saved.ok:
            return done("pupils.child", _("The family can read that you opened this record, and why."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("oversight/reason.html", form=form, address=address, days=rules().named_access_days)


@bp.route("/authority/caseloads", methods=["GET", "POST"])
@action("authority.caseload")
def caseloads() -> Answer:
    """Who follows which children without asking each time."""
    form = CaseloadForm()
    people = named.officers(clock.today())
    form.officer.choices = [("", _("Choose a person"))] + [
        (str(person.id), f"{person.name}, {role_name(person.role)}") for person in people
    ]
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.give_caseload(form.act(), int(form.officer.data), actions.find(_wanted(form)), form.purpose.data)
        if saved.ok:
            return done("oversight.caseloads", _("Saved. The family can read it."))
    answer = invalid if form.is_submitted() else page
    return answer("oversight/caseloads.html", form=form, followed=queries.caseloads())


@bp.route("/authority/caseloads/<int:access>/end", methods=["POST"])
@action("authority.caseload")
def end_caseload(access: int) -> Answer:
    """Take a child out of a caseload."""
    form = ReasonForm()
    with saving(form) as saved:
        actions.end_caseload(form.act(), access)
    return done(
        "oversight.caseloads", _("Ended. The family can read it.") if saved.ok else _("This has ended already.")
    )


@bp.route("/claims")
@action("authority.see")
def claims() -> Answer:
    """The matching queue: children who came to a setting and may be known elsewhere."""
    rows = claim_queries.queue()
    audit.listed((one.pupil for row in rows for one in (row.told, *row.known)), "claims")
    return page("oversight/claims.html", rows=rows, may_answer=may(me().role, "claim.answer"))
