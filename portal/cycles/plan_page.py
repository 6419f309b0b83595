"""The plan on one page."""

from __future__ import annotations

from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, part
from portal.cycles.forms import RATINGS
from portal.cycles.frame import frame
from portal.cycles.help_forms import KINDS
from portal.cycles.models import Cycle
from portal.cycles.plan_forms import VERBS
from portal.cycles.rows import Rows
from portal.cycles.smart import vague_words
from portal.pupils.settings_of import hidden


@bp.route("/cycles/<int:cycle>/plan")
@action("cycle.see")
def plan(cycle: int) -> Answer:
    """The plan on one page, with what is vague in it and what the last cycle left."""
    found = load(cycle)
    rows = Rows(found)
    framed = frame(found, rows)
    withheld = hidden(found.pupil_id)
    last = Cycle.get_or_none(Cycle.id == found.follows_id) if found.follows_id and framed.writes else None
    return part(
        "cycles/plan.html",
        frame=framed,
        cycle=found,
        rows=rows,
        # Nobody who works at a withheld setting is named.
        staff={} if found.setting_id in withheld else dict(queries.staff_choices(found.setting_id)),
        hidden=withheld,
        kinds=dict(KINDS),
        verbs=dict(VERBS),
        ratings=dict(RATINGS),
        last=last,
        carry=Rows(last).outcomes if last else [],
        vague={
            **{("t", row.id): vague_words(row.does_what, row.how_well, row.measured_how) for row in rows.targets},
            **{("p", row.id): vague_words(row.name, row.detail, row.when_text) for row in rows.provisions},
        },
    )
