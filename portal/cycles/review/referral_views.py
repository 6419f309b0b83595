"""Pages of referrals: refer to one service or several, one referral with its next steps, the setting's open ones."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved, theirs
from portal.cycles.review import referral_actions as actions
from portal.cycles.review.models import Referral
from portal.cycles.review.referral_forms import ReferForm, StepForm, service_choices
from portal.cycles.review.referral_queries import of_child, open_at, referral_or_404
from portal.cycles.review.referral_states import NEXT, STATES, STEPS, TONES, waiting
from portal.organisation.rules import rules
from portal.web.page import done, invalid, page
from portal.web.saving import saving

_STEPS = "any(consent, sent, accepted, declined, waiting, seen, advice, used, not_used, withdrawn)"


@bp.route("/cycles/<int:cycle>/referrals/new", methods=["GET", "POST"])
@action("cycle.write")
def new_referrals(cycle: int) -> Answer:
    """Refer a child to one service or several, from the authority's list or by name."""
    found = load(cycle)
    form = ReferForm()
    form.services.choices = service_choices(rules().services)
    return saved(
        form,
        found,
        lambda: actions.consider(form.act(), found, form.wanted(), form.why.data),
        field="services",
        to="cycles.review",
        title=_("Refer to a service"),
        lead=_("First it is only considered: nothing is sent before the family agrees."),
        button=_("Consider it"),
        message=_("Saved. Next: ask the family whether they agree."),
        free_text=True,
        quotes=[(row.service, "", str(STATES[row.state])) for row in of_child(found.pupil_id) if not row.ended_on],
        quotes_title=_("Open already"),
    )


@bp.route("/referrals")
@action("cycle.write")
def referrals() -> Answer:
    """The open referrals of the setting's children, each with how long it waits."""
    today = clock.today()
    rows = [(row, waiting(row, today)) for row in open_at(me().setting or 0)]
    audit.listed((row.pupil for row, _waits in rows), "referrals")
    rows.sort(key=lambda pair: (not pair[1].long, -pair[1].days))
    return page("cycles/review/referrals.html", rows=rows, states=STATES, tones=TONES)


@bp.route("/referrals/<int:referral>")
@action("cycle.reports")
def referral(referral: int) -> Answer:
    """One referral: where it stands, what was said, the steps that are real from here."""
    row = referral_or_404(referral)
    audit.looked(row.pupil_id, "referral")
    writes = may(me().role, "cycle.write") and row.setting_id == me().setting
    following = NEXT[row.state] if writes else ()
    # Advice is evidence of an open cycle: said before anybody types it.
    waits_for_cycle = "advice" in following and queries.open_cycle(row.pupil_id) is None
    return page(
        "cycles/review/referral.html",
        row=row,
        steps=[(to, str(STEPS[to])) for to in following if not (to == "advice" and waits_for_cycle)],
        waits_for_cycle=waits_for_cycle,
        opens=may(me().role, "cycle.open"),
        days=_days(row),
        waits=waiting(row, clock.today()),
        states=STATES,
        tones=TONES,
    )


def _days(row: Referral) -> list[tuple[str, object, str]]:
    """What was done, when, and what was said with it."""
    told = (
        (_("Considered"), row.considered_on, row.why),
        (_("The family agreed"), row.consent_on, row.consent_by),
        (_("Sent"), row.sent_on, ""),
        (_("Answered"), row.answered_on, row.answer),
        (_("Seen"), row.seen_on, ""),
        (_("Advice received"), row.advice_on, ""),
        (str(STATES[row.state]).capitalize(), row.ended_on, row.came_of_it),
    )
    return [line for line in told if line[1]]


@bp.route(f"/referrals/<int:referral>/<{_STEPS}:to>", methods=["GET", "POST"])
@action("cycle.write")
def referral_step(referral: int, to: str) -> Answer:
    """Take a referral one step on."""
    row = referral_or_404(referral)
    audit.looked(row.pupil_id, "referral")
    if row.setting_id != me().setting or to not in NEXT[row.state]:
        return done("cycles.referral", _("The referral is somewhere else now. Look at what is next."), referral=row.id)
    form = StepForm(to, version=row.version, on=clock.today(), audience="family")
    if form.validate_on_submit():
        with saving(form, "words" if "words" in form else "on") as result:
            actions.take(form.act(), form.stands(row), form.step())
        if result.ok:
            return done("cycles.referral", _("Saved."), referral=row.id)
        # What the refused step put on the row is not shown.
        row = referral_or_404(referral)
    answer = invalid if form.is_submitted() else page
    return answer(
        "cycles/review/referral_step.html", form=form, row=row, title=str(STEPS[to]), to=to, theirs=theirs(form)
    )
