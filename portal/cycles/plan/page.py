"""The plan on one page: what it holds at a glance, then its parts."""

from __future__ import annotations

from typing import NamedTuple

from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.answering import Answer, bp, load, part
from portal.cycles.circulation.forms import WORDS, AskAgainForm, OwnReceiptForm
from portal.cycles.circulation.queries import ANSWERED, Tally, tally
from portal.cycles.forms import RATINGS
from portal.cycles.frame import Frame, frame
from portal.cycles.help.lines import Reader, helps
from portal.cycles.help.queries import around
from portal.cycles.models import Cycle
from portal.cycles.plan.aim_forms import VERBS
from portal.cycles.plan.aim_offers import forename, into
from portal.cycles.plan.ledger import strength
from portal.cycles.plan.rows import Copy, PlanRows
from portal.cycles.plan.section_links import sections
from portal.cycles.plan.smart import statement, vague_words
from portal.pupils.settings_of import hidden

_SENT = ("do", "review", "learn")
_WRITTEN = ("assess", "plan")


class Glance(NamedTuple):
    """The plan in numbers, for the list of contents. `unsent`: changes since it was sent."""

    outcomes: int
    targets: int
    helps: int
    training: int
    sent: Tally
    # The copies as the reader sees them: those without an answer, and the others.
    silent: list[Copy]
    answered: list[Copy]
    unsent: int


@bp.route("/cycles/<int:cycle>/plan")
@action("cycle.see")
def plan(cycle: int) -> Answer:
    """The plan on one page, with what is vague in it and what the last cycle left."""
    found = load(cycle)
    rows = PlanRows(found)
    framed = frame(found, rows, leads_on=("plan",))
    withheld = hidden(found.pupil_id)
    last = found.follows if found.follows_id and framed.writes else None
    teacher = found.responsible_teacher
    named = (teacher.id, teacher.name) if teacher and found.setting_id not in withheld else None
    mine = _mine(rows)
    # Nobody who works at a withheld setting is named.
    staff = rows.staff(withheld, named)
    # What money it costs is for those who plan or pay at the setting that holds the cycle.
    money = around(rows, framed.writes or (may(me().role, "costs.see") and found.setting_id == me().setting))
    writing = framed.writes and found.stage in _WRITTEN
    return part(
        "cycles/plan/plan.html",
        frame=framed,
        cycle=found,
        rows=rows,
        glance=_glance(found, rows, framed),
        writes=writing,
        staff=staff,
        hidden=withheld,
        helps=helps(found, rows.targets, rows.provisions, money, Reader(staff, withheld, writing)),
        money=money,
        law=sections(found.pupil_id, rows.outcomes, rows.provisions),
        verbs=dict(VERBS),
        ratings=dict(RATINGS),
        receipts=WORDS,
        asking=AskAgainForm(),
        mine=mine,
        my_form=OwnReceiptForm(version=mine.version) if mine and not mine.receipt else None,
        last=last,
        carry=rows.carry if last else [],
        into=into(rows.carry, rows.outcomes) if last else {},
        carried_on={
            "outcomes": {row.carries for row in rows.outcomes},
            "targets": {row.carries for row in rows.targets},
        },
        strength=strength(rows.inherited) if found.follows_id else None,
        says={row.id: statement(row, forename(found)) for row in rows.targets},
        # Questions about vague words are for those who write: others cannot answer them.
        vague={row.id: vague_words(row.does_what, row.how_well, row.measured_how) for row in rows.targets if writing},
    )


def _mine(rows: PlanRows) -> Copy | None:
    """The reader's own copy of the plan as it was sent last."""
    if not may(me().role, "plan.receipt"):
        return None
    return next((copy for copy in reversed(rows.circulations) if copy.person_id == me().person), None)


def _glance(cycle: Cycle, rows: PlanRows, framed: Frame) -> Glance:
    # Assistants see no copy but their own: a count of it would mislead.
    copies = rows.circulations if may(me().role, "cycle.reports") else []
    return Glance(
        outcomes=len(rows.outcomes),
        targets=len(rows.targets),
        helps=len(rows.provisions),
        training=sum(not need.met_on for need in rows.training),
        sent=tally(copies),
        silent=[copy for copy in rows.circulations if copy.receipt not in ANSWERED],
        answered=[copy for copy in rows.circulations if copy.receipt in ANSWERED],
        unsent=rows.unsent if framed.writes and cycle.stage in _SENT else 0,
    )
