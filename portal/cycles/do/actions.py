"""The verbs of Do: help adjusted on the way, and the step to the review."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, may_advance
from portal.cycles.facts import Stage
from portal.cycles.help import section_f
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.notices import recipients
from portal.timeline.record import Story, record

CHANGES = {
    "adapted": "Help adapted",
    "paused": "Help paused",
    "running": "Help goes on",
    "stopped": "Help stopped",
    "finished": "Help finished",
}


def change_provision(
    act: Act, cycle: Cycle, provision: Provision, *, change: str, reason: str, detail: str = "",
    deliverer: int | None = None, minutes: int | None = None, times_a_week: int | None = None,
) -> Provision:  # fmt: skip
    """Adapt, pause, go on with, stop or finish help on the way, with the reason. `change`: a key of CHANGES.

    `deliverer`: the person of this setting who gives it from now on; `minutes`, `times_a_week`: its dose where it is
    adapted. None leaves each as it is.
    """
    held_here(act, cycle)
    if not reason.strip():
        raise Refused(_("Say why."))
    secured, dose = section_f.secured_dose(provision), _dose(provision)
    if change in ("paused", "stopped", "finished"):
        section_f.keeps_going(provision)
    if change == "adapted":
        provision.detail = detail or provision.detail
        provision.minutes = minutes or provision.minutes
        provision.times_a_week = times_a_week or provision.times_a_week
        section_f.keeps(provision, secured)
    else:
        provision.status = change
        provision.ended_on = act.today if change in ("stopped", "finished") else None
    provision.status_reason = reason
    if deliverer is not None:
        provision.deliverer, provision.deliverer_name = deliverer, ""
    story = Story(
        "provision_changed", f"{CHANGES[change]}: {provision.name}", reason, stage="do",
        data={"provision": provision.id, "change": change, **_before(dose, provision)},
    )  # fmt: skip
    record(act, story, provision, pupil=cycle.pupil_id, cycle=cycle)
    return provision


def _dose(provision: Provision) -> dict[str, int | None]:
    return {"minutes": provision.minutes, "times_a_week": provision.times_a_week}


def _before(dose: dict[str, int | None], provision: Provision) -> dict[str, Any]:
    """The dose that ended, kept with its day: sessions before it are counted by it for ever."""
    ended = {name: old for name, old in dose.items() if old != _dose(provision)[name]}
    return {"before": ended} if ended else {}


def start_review(act: Act, cycle: Cycle) -> Cycle:
    """From Do to Review, early, on the day or late; what is delivered goes on meanwhile."""
    may_advance(act, cycle, Stage.DO)
    cycle.stage = Stage.REVIEW.value
    story = Story("stage_started", "Review started", stage="review", data={"stage": "review"})
    # Who was asked when the review was arranged is not asked twice.
    told = [] if cycle.views_asked_on else recipients.family(cycle.pupil_id, "review_view_asked", cycle.id)
    cycle.views_asked_on = cycle.views_asked_on or act.today
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle
