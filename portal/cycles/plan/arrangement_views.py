"""Who answers for a plan, how the SENCO helps, when the adults talk, and the day of the review."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal import clock
from portal.access.permissions import action
from portal.cycles import lead_actions, queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.circulation.queries import teaching
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.review_dates import ReviewDates, reason, review_dates, warning
from portal.organisation.models import Setting
from portal.web.forms import Form, day_input, required, select, words
from portal.web.page import day

# Where a child has a key person and no class teacher.
_KEY_PERSON = ("nursery", "childminder")


class ArrangementsForm(Form):
    """Who answers for the plan, who helps them, and when it is reviewed."""

    responsible = select(
        _l("Which teacher answers for the plan day to day?"), (), required(_l("Select the responsible teacher"))
    )
    senco_support = words(
        _l("How does the SENCO help?"),
        Optional(),
        hint=_l("For example “watches one session a fortnight, talks it over on Fridays”."),
        rows=2,
        longest=1000,
    )
    briefings = words(
        _l("When do the teacher and support staff talk?"),
        Optional(),
        hint=_l("For example “Monday 8:40, ten minutes; the log every Friday”."),
        rows=2,
        longest=1000,
    )
    review_on = day_input(_l("When is the review?"), required(_l("Enter the day of the review")))


@bp.route("/cycles/<int:cycle>/plan/arrangements", methods=["GET", "POST"])
@action("cycle.write")
def arrangements(cycle: int) -> Answer:
    """The responsible teacher, and a review date six to eight weeks on, on a school day of this setting."""
    found = load(cycle)
    dates = review_dates(found)
    form = ArrangementsForm(
        obj=found,
        version=found.version,
        data={"responsible": str(found.responsible_teacher_id or ""), "review_on": dates.proposed},
    )
    if not form.is_submitted():
        form.review_on.data = found.review_on or dates.proposed
        _as_before(form, found)
    _name(form, found)
    return saved(
        form,
        found,
        lambda: plan_actions.arrange(
            form.act(),
            form.stands(found),
            responsible=int(form.responsible.data),
            review_on=form.review_on.data,
            senco_support=form.senco_support.data or "",
            briefings=form.briefings.data or "",
        ),
        field="review_on",
        to="cycles.plan",
        title=_("Who answers for the plan, and when it is reviewed"),
        lead=_offer(found, dates),
        message=_said(form, dates),
        free_text=True,
    )


def _as_before(form: ArrangementsForm, cycle: Cycle) -> None:
    """What the plan before said of the SENCO's help and of briefings here, so that nobody types it again."""
    before = Cycle.get_or_none((Cycle.id == cycle.follows_id) & (Cycle.setting == cycle.setting_id))
    if before is None or cycle.review_on:
        return
    form.responsible.data = str(cycle.responsible_teacher_id or before.responsible_teacher_id or "")
    form.senco_support.data = cycle.senco_support or before.senco_support
    form.briefings.data = cycle.briefings or before.briefings


def _name(form: ArrangementsForm, cycle: Cycle) -> None:
    """The people to choose from, under the name that the setting's phase gives to who answers for a plan."""
    people = lead_actions.leaders(cycle.setting_id)
    known = {str(person) for person, _name in people}
    standing = str(cycle.responsible_teacher_id or "")
    choices = [(str(person), name) for person, name in people]
    if standing and standing not in known:
        # Somebody who answered for it before and has another role now stays to be seen.
        choices += [one for one in queries.staff_choices(cycle.setting_id) if one[0] == standing]
    form.responsible.choices = [("", _("Choose")), *choices]
    if not (form.is_submitted() or form.responsible.data):
        # Nobody was named yet: who leads the cycle, else the only teacher of the child.
        near = [str(person) for person in (cycle.lead_id, *teaching(cycle, clock.today())) if str(person) in known]
        form.responsible.data = near[0] if cycle.lead_id or len(near) == 1 else ""
    phase = Setting.select(Setting.phase).where(Setting.id == cycle.setting_id).scalar()
    if phase in _KEY_PERSON:
        form.responsible.label.text = _("Which key person answers for the plan day to day?")


def _offer(cycle: Cycle, dates: ReviewDates) -> str:
    """What is proposed, why, and the last day there is."""
    limit = day(dates.limit, weekday=True)
    if cycle.review_on:
        return _(
            "The review is set for %(day)s: %(reason)s. The last day there is: %(limit)s.",
            day=day(cycle.review_on, weekday=True),
            reason=reason(dates.calendar, dates.start, cycle.review_on),
            limit=limit,
        )
    return _(
        "We suggest %(proposed)s: %(reason)s. A review is best from %(earliest)s to %(latest)s, and %(limit)s at the latest.",
        proposed=day(dates.proposed, weekday=True),
        reason=dates.reason(),
        earliest=day(dates.earliest),
        latest=day(dates.latest),
        limit=limit,
    )


def _said(form: ArrangementsForm, dates: ReviewDates) -> str:
    """What to think of once it is saved: the day is allowed, but the setting is closed or it is late."""
    chosen = form.review_on.data if form.is_submitted() else None
    thought = warning(dates, chosen) if chosen and chosen > clock.today() else ""
    return f"{_('Saved.')} {thought}" if thought else ""
