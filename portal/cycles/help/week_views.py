"""Pages of a child's own week: the timetable, and its parts."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.help import week_actions as actions
from portal.cycles.help.week import read, said
from portal.cycles.help.week_forms import MoveForm, PartForm
from portal.cycles.help.week_queries import slot_or_404, week_of
from portal.cycles.plan.models import Provision
from portal.cycles.rows import Rows
from portal.web.incoming import asked_id
from portal.web.page import done, page


@bp.route("/cycles/<int:cycle>/week")
@action("cycle.see")
def week(cycle: int) -> Answer:
    """The child's own week, from Monday to Friday."""
    found = load(cycle)
    writes = found.setting_id == me().setting and found.closed_on is None and may(me().role, "cycle.write")
    shown = week_of(found.pupil_id, found.setting_id)
    timed = {part.provision for _day, _name, parts in shown.days for part in parts}
    untimed = [row for row in Rows(found).provisions if row.id not in timed and row.kind != "strategy"]
    return page("cycles/help/week.html", cycle=found, week=shown, writes=writes, untimed=untimed if writes else [])


@bp.route("/cycles/<int:cycle>/week/parts/new", methods=["GET", "POST"])
@action("cycle.write")
def new_part(cycle: int) -> Answer:
    """Put a part into the week; `?help=` names the help it is a time of."""
    found = load(cycle)
    asked = asked_id("help")
    help_ = Provision.get_or_none((Provision.id == asked) & (Provision.pupil == found.pupil_id)) if asked else None
    form = PartForm(data=_beginning(help_) if help_ else None)
    form.provision.choices = [("", _("None: another part of the day"))] + [
        (str(row.id), row.name) for row in Rows(found).provisions
    ]
    return saved(
        form,
        found,
        lambda: actions.add_part(form.act(), found, form.planned()),
        to="cycles.week",
        title=_("Add to the week"),
        field="what",
    )


def _beginning(help_: Provision) -> dict[str, object]:
    """What is known of the help already: how long, where, and the days that its words name."""
    times = read(help_.when_text)
    return {
        "provision": str(help_.id), "minutes": help_.minutes, "place": help_.place,
        "days": [str(time.weekday) for time in times], "at": said(times[0].at) if times else "",
    }  # fmt: skip


@bp.route("/cycles/<int:cycle>/week/parts/<int:part>", methods=["GET", "POST"])
@action("cycle.write")
def part(cycle: int, part: int) -> Answer:
    """Move one part of the week, or change where and with whom."""
    found = load(cycle)
    row = slot_or_404(part, found.pupil_id)
    form = MoveForm(obj=row, version=row.version, data={"days": str(row.weekday), "at": said(row.at)})
    del form.provision
    help_ = Provision.get_or_none(Provision.id == row.provision_id) if row.provision_id else None
    return saved(
        form,
        found,
        lambda: actions.move_slot(form.act(), found, form.stands(row), form.planned()),
        to="cycles.week",
        title=_("Change the week: %(what)s", what=row.what or (help_.name if help_ else "")),
        field="what",
        template="cycles/help/week_part.html",
        slot=row.id,
    )


@bp.route("/cycles/<int:cycle>/week/parts/<int:part>/removal", methods=["POST"])
@action("cycle.write")
def end_part(cycle: int, part: int) -> Answer:
    """Take one part out of the week."""
    found = load(cycle)
    actions.end_slot(Act(me().person, me().role, me().setting), found, slot_or_404(part, found.pupil_id))
    return done("cycles.week", _("Taken out of the week."), cycle=found.id)
