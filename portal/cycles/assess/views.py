"""Pages of Assess: the six sources, views, evidence, and earlier material taken over."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from portal.access.me import me
from portal.access.permissions import action, may
from portal.assessments.progress import Series, progress
from portal.cycles.answering import Answer, bp, load, part, reports_only, saved
from portal.cycles.assess import actions as actions
from portal.cycles.assess.difference_queries import beside
from portal.cycles.assess.earlier import A_YEAR, earlier, on_one_line, since_when
from portal.cycles.assess.forms import AbsenceForm, EarlierForm, EvidenceForm, NothingNewForm, ViewForm
from portal.cycles.assess.rows import AssessRows
from portal.cycles.assess.sources import NAMES, held, shelves
from portal.cycles.assess.understanding_words import WHOLE, area_name, lines
from portal.cycles.forms import WHOSE
from portal.cycles.frame import frame
from portal.cycles.models import Cycle
from portal.cycles.offers import offers
from portal.cycles.rows import Rows
from portal.cycles.speakers import speaker
from portal.pupils.settings_of import Places, places
from portal.web.page import day
from portal.web.shell import role_name

# More lines of results are read by nobody beside everything else that Assess holds.
_TELLING = 5


@bp.route("/cycles/<int:cycle>/assess")
@action("cycle.reports")
def assess(cycle: int) -> Answer:
    """The six sources, our understanding of need by area, where views differ, and the evidence."""
    found = load(cycle)
    rows = AssessRows(found)
    here, known = rows.of_stage("assess"), places(found.pupil_id)
    secret = known.hidden
    return part(
        "cycles/assess/assess.html",
        frame=frame(found, rows, leads_on=("assess",)),
        cycle=found,
        held=held(found, here),
        offers=offers(found),
        shelves=shelves(here, secret),
        sense=[row for row in here if row.source == "sense"],
        needs=[(row, area_name(row.area), row.area or WHOLE, lines(row.barriers)) for row in rows.understandings],
        differences=beside(rows.differences, rows.accounts, secret),
        leads=may(me().role, "cycle.lead"),
        series=_lately(found, known),
        adds_scores=not found.closed_on and may(me().role, "score.add"),
        whose=dict(WHOSE),
    )


def _lately(cycle: Cycle, known: Places) -> list[Series]:
    """The most telling lines of results that were added to within the year before the cycle, or since; all are a link away."""
    return progress(cycle.pupil_id, places=known, since=cycle.opened_on - A_YEAR, most=_TELLING)


@bp.route("/cycles/<int:cycle>/views/new", methods=["GET", "POST"])
@action("view.give")
def new_view(cycle: int) -> Answer:
    """Somebody's view at the start."""
    found = load(cycle)
    whose = request.args.get("whose", "")
    form = ViewForm(whose=whose, name=speaker(found, whose))
    # Those who do not see Assess (support staff) land on the page of the cycle that they see.
    back = "cycles.assess" if may(me().role, "cycle.reports") else "cycles.plan"
    return saved(
        form,
        found,
        lambda: actions.give_view(form.act(), found, "assess", form.view()),
        to=back,
        title=_("Add a view"),
        lead=_("Did they write it on their own page? Then take it over from “What we already have” instead.")
        if whose in ("child", "family")
        else "",
        free_text=True,
    )


def _absence(cycle: int, stage: str) -> Answer:
    found = load(cycle)
    form = AbsenceForm(version=found.version, whose=request.args.get("whose"))
    return saved(
        form,
        found,
        lambda: actions.explain_absence(form.act(), form.stands(found), stage, form.whose.data, form.reason.data),
        to=f"cycles.{stage}",
        title=_("A view could not be heard"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/views/absent", methods=["GET", "POST"])
@action("cycle.write")
def absent(cycle: int) -> Answer:
    """Why a view could not be heard at the start."""
    return _absence(cycle, "assess")


@bp.route("/cycles/<int:cycle>/review/views/absent", methods=["GET", "POST"])
@action("cycle.write")
def review_absent(cycle: int) -> Answer:
    """Why a view could not be heard at review."""
    return _absence(cycle, "review")


@bp.route("/cycles/<int:cycle>/evidence/new", methods=["GET", "POST"])
@action("view.give")
def new_evidence(cycle: int) -> Answer:
    """A piece of evidence."""
    reports_only()
    found = load(cycle)
    mine = f"{me().name}, {role_name(me().role)}"
    form = EvidenceForm(source=request.args.get("source"), name=mine)
    return saved(
        form,
        found,
        lambda: actions.add_evidence(form.act(), found, form.evidence()),
        to="cycles.assess",
        title=_("Add evidence"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/evidence/nothing-new", methods=["GET", "POST"])
@action("cycle.write")
def nothing_new(cycle: int) -> Answer:
    """A source was looked at and holds nothing new."""
    found = load(cycle)
    last = Cycle.get_or_none(Cycle.id == found.follows_id) if found.follows_id else None
    form = NothingNewForm(source=request.args.get("source"), since=since_when(last), asked=me().name)
    return saved(
        form,
        found,
        lambda: actions.nothing_new(form.act(), found, form.source.data, since=form.since.data, asked=form.asked.data),
        to="cycles.assess",
        title=_("Nothing new"),
        lead=_("Somebody looked or asked. The next reader knows that it is not a gap."),
    )


@bp.route("/cycles/<int:cycle>/evidence/earlier", methods=["GET", "POST"])
@action("cycle.write")
def from_earlier(cycle: int) -> Answer:
    """What we have already: tick it, and it is evidence of this cycle, as it stands."""
    found = load(cycle)
    offered = earlier(found, Rows(found))
    form = EarlierForm()
    names = {source.value: str(name) for source, (name, _hint) in NAMES.items()}
    form.chosen.choices = [
        SelectChoice(
            each.key, f"{each.name}, {day(each.on)}: {on_one_line(each.text)}", {"hint": {"text": names[each.source]}}
        )
        for each in offered
    ]
    return saved(
        form,
        found,
        lambda: actions.take_over(form.act(), found, [each for each in offered if each.key in form.chosen.data]),
        to="cycles.assess",
        title=_("What we already have"),
        lead=_("Tick what speaks to this cycle. It is taken over as it stands: nothing is typed twice."),
        button=_("Take over"),
        template="cycles/assess/earlier.html",
        offered=offered,
    )
