"""Pages on which a plan is settled: arrangements, agreement, circulation, receipts."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.access.permissions import action
from portal.cycles import agree_actions, plan_actions, queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.facts import Receiver
from portal.cycles.forms import ReceiptForm
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Circulation
from portal.cycles.settle_forms import AgreementForm, ArrangementsForm, CirculationForm
from portal.organisation.calendar import review_window
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Setting
from portal.organisation.rules import rules
from portal.web.page import day


@bp.route("/cycles/<int:cycle>/plan/arrangements", methods=["GET", "POST"])
@action("cycle.write")
def arrangements(cycle: int) -> Answer:
    """The responsible teacher, and a review date six to eight weeks on, on a school day of this setting."""
    found = load(cycle)
    phase = Setting.select(Setting.phase).where(Setting.id == found.setting_id).scalar()
    rule = rules()
    window = review_window(
        found.started_on or clock.today(),
        calendar_of(found.setting_id, phase),
        (rule.review_weeks_from, rule.review_weeks_to),
        rule.reviews_a_year,
    )
    form = ArrangementsForm(
        version=found.version,
        responsible=str(found.responsible_teacher_id or ""),
        review_on=found.review_on or window.proposed,
    )
    form.responsible.choices = [("", _("Choose")), *queries.staff_choices(found.setting_id)]
    return saved(
        form,
        found,
        lambda: plan_actions.arrange(
            form.act(), form.stands(found), responsible=int(form.responsible.data), review_on=form.review_on.data
        ),
        field="review_on",
        to="cycles.plan",
        title=_("Who answers for the plan, and when it is reviewed"),
        lead=_(
            "A review is best from %(earliest)s to %(latest)s. We suggest %(proposed)s, a day on which you are open.",
            earliest=day(window.earliest),
            latest=day(window.latest),
            proposed=day(window.proposed, weekday=True),
        ),
    )


@bp.route("/cycles/<int:cycle>/plan/agreement", methods=["GET", "POST"])
@action("cycle.agree")
def agreement(cycle: int) -> Answer:
    """The meeting at which the plan was agreed."""
    found = load(cycle)
    form = AgreementForm(version=found.version, met_on=clock.today())
    return saved(
        form,
        found,
        lambda: agree_actions.agree(form.act(), form.stands(found), met_on=form.met_on.data, meeting=form.meeting.data),
        to="cycles.plan",
        title=_("Agree the plan"),
        lead=_("Staff, SENCO, family and child meet and agree the plan."),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/plan/circulation", methods=["GET", "POST"])
@action("cycle.agree")
def circulation(cycle: int) -> Answer:
    """Send the agreed plan to everyone it concerns, before it begins."""
    found = load(cycle)
    people = queries.plan_readers(found)
    form = CirculationForm(version=found.version)
    form.people.choices = [(str(reader.person), f"{reader.name}, {reader.role}") for reader in people]
    if not form.is_submitted():
        form.people.data = [key for key, _name in form.people.choices]
    return saved(
        form,
        found,
        lambda: agree_actions.circulate(form.act(), form.stands(found), _receivers(form, people)),
        field="people",
        to="cycles.plan",
        title=_("Send the plan"),
        lead=_("Everyone it concerns has the plan before it begins. Give a printed copy to those without an account."),
        button=_("Send the plan"),
    )


def _receivers(form: CirculationForm, people: list[Receiver]) -> list[Receiver]:
    chosen = [reader for reader in people if str(reader.person) in (form.people.data or [])]
    for line in (form.others.data or "").splitlines():
        name, _comma, role = line.partition(",")
        if name.strip():
            chosen.append(Receiver(name.strip()[:120], role.strip()[:120]))
    return chosen


@bp.route("/cycles/<int:cycle>/plan/receipts/<int:copy>", methods=["GET", "POST"])
@action("cycle.write")
def receipt(cycle: int, copy: int) -> Answer:
    """How a copy was received, where the person has no account or answered on paper."""
    found: Cycle = load(cycle)
    row = queries.part_or_404(Circulation, copy, found)
    form = ReceiptForm(version=row.version)
    return saved(
        form,
        found,
        lambda: agree_actions.give_receipt(
            form.act(), found, form.stands(row), receipt=form.receipt.data, comment=form.comment.data or ""
        ),
        to="cycles.plan",
        title=_("Receipt of the plan: %(name)s", name=row.name),
    )
