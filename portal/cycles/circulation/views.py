"""Pages by which a plan reaches everyone it concerns: sending it or its changes, receipts, versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from flask import abort
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access.acting import Act
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.circulation import queries as circulation_queries
from portal.cycles.circulation import receipt_actions, version_queries
from portal.cycles.circulation.forms import WORDS, AskAgainForm, CirculationForm, OwnReceiptForm, ReceiptForm
from portal.cycles.circulation.version_differences import Difference, differences
from portal.cycles.circulation.version_words import Shown, shown
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan.models import Circulation, PlanVersion
from portal.cycles.rows import Rows
from portal.pupils.settings_of import hidden
from portal.web.page import page

Send = Callable[[Act, Cycle, Sequence[Receiver]], object]


@bp.route("/cycles/<int:cycle>/plan/circulation", methods=["GET", "POST"])
@action("cycle.agree")
def circulation(cycle: int) -> Answer:
    """Send the agreed plan to everyone it concerns before it begins; or, once sent, to somebody more."""
    found = load(cycle)
    return _send(
        found,
        agree_actions.circulate,
        [] if found.circulated_on else version_queries.not_sent(found, Rows(found)),
        title=_("Send the plan"),
        lead=_("Everyone it concerns has the plan before it begins, and says that they have read it."),
    )


@bp.route("/cycles/<int:cycle>/plan/changes", methods=["GET", "POST"])
@action("cycle.agree")
def changes(cycle: int) -> Answer:
    """Send what has changed since the plan was sent last: only the difference goes out."""
    found = load(cycle)
    return _send(
        found,
        agree_actions.send_changes,
        version_queries.not_sent(found, Rows(found)),
        title=_("Send the changes"),
        lead=_("Those who have the plan are shown only what is different. What they answered before is kept."),
    )


def _send(found: Cycle, send: Send, changed: list[Difference], *, title: str, lead: str) -> Answer:
    people = circulation_queries.plan_readers(found, but=me().person)
    if found.circulated_on and send is agree_actions.circulate:
        had = circulation_queries.had_before(found.id, found.plan_version + 1)
        people = [one for one in people if had.get(one.person or 0) != found.plan_version]
    form = CirculationForm(version=found.version)
    form.people.choices = [(str(one.person), _proposed(one)) for one in people]
    if not form.is_submitted():
        # Who leads safeguarding is offered, and gets it where somebody says so: no more know than need to.
        form.people.data = [str(one.person) for one in people if one.why != _("leads safeguarding here")]
    return saved(
        form,
        found,
        lambda: send(form.act(), form.stands(found), _receivers(form, people)),
        field="people",
        message=_("Sent."),
        template="cycles/circulation/circulation.html",
        to="cycles.plan",
        title=title,
        lead=lead,
        button=title,
        changed=_in_words(found, changed),
    )


def _in_words(cycle: Cycle, changed: list[Difference]) -> list[Shown]:
    known = version_queries.in_sight(changed)
    return shown(known.differences, hidden(cycle.pupil_id), known.names)


def _proposed(reader: Receiver) -> str:
    """ "Sana Rehman, teacher: answers for the plan day to day"."""
    return f"{reader.name}, {reader.role}: {reader.why}"


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
    found = load(cycle)
    row = queries.part_or_404(Circulation, copy, found)
    form = ReceiptForm(obj=row, version=row.version)
    return saved(
        form,
        found,
        lambda: receipt_actions.give_receipt(
            form.act(), found, form.stands(row), receipt=form.receipt.data, comment=form.comment.data or "",
            tries=form.tries.data or "", handed_by=form.handed_by.data or "",
        ),
        to="cycles.plan",
        title=_("Receipt of the plan: %(name)s", name=row.name),
        free_text=True,
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/plan/reminders", methods=["GET", "POST"])
@action("cycle.write")
def reminders(cycle: int) -> Answer:
    """Ask all those again who have not answered."""
    found = load(cycle)
    waiting = [row for row in Rows(found).circulations if row.receipt in ("", "unreachable", "silent")]
    form = AskAgainForm()
    return saved(
        form,
        found,
        lambda: receipt_actions.ask_again(form.act(), found, waiting),
        to="cycles.plan",
        message=_("Asked again."),
        title=_("Ask again"),
        lead=ngettext(
            "One person has not answered. They get another notice. Nothing waits for them.",
            "%(num)d people have not answered. They get another notice. Nothing waits for them.",
            len(waiting),
        ),
        button=_("Ask again"),
    )


@bp.route("/cycles/<int:cycle>/plan/copy", methods=["GET", "POST"])
@action("plan.receipt")
def my_copy(cycle: int) -> Answer:
    """The reader's own copy: what changed since the one before, and their answer."""
    found = load(cycle)
    row = circulation_queries.my_copy(found.id, me().person) or abort(404)
    form = OwnReceiptForm(obj=row, version=row.version)
    return saved(
        form,
        found,
        lambda: receipt_actions.answer_own(
            form.act(), found, form.stands(row), receipt=form.receipt.data, comment=form.comment.data or ""
        ),
        to="cycles.plan",
        message=_("Thank you: your answer stands with the plan."),
        template="cycles/circulation/copy.html",
        title=_("Your copy of the plan"),
        button=_("Send my answer"),
        copy=row,
        changed=told(found, row),
        free_text=True,
    )


def told(cycle: Cycle, copy: Circulation) -> list[Shown]:
    """What the receiver of this copy must know: the difference to the one before. At most five statements."""
    found = version_queries.between(cycle.id, copy.since_version, copy.plan_version)
    return shown(found.differences, hidden(cycle.pupil_id), found.names) if found.differences else []


@bp.route("/cycles/<int:cycle>/plan/versions")
@action("cycle.see")
def versions(cycle: int) -> Answer:
    """Every version of the plan that was sent: what it changed, who has it and what they answered."""
    found = load(cycle)
    kept = version_queries.versions(found.id)
    copies = list(Circulation.select().where(Circulation.cycle == found.id).order_by(Circulation.id))
    return page(
        "cycles/circulation/versions.html",
        cycle=found,
        secret=found.setting_id in hidden(found.pupil_id),
        versions=_told_versions(found, kept),
        copies={version.number: [row for row in copies if row.plan_version == version.number] for version in kept},
        receipts=WORDS,
        tally=circulation_queries.tally,
    )


def _told_versions(cycle: Cycle, kept: Sequence[PlanVersion]) -> list[tuple[PlanVersion, list[Shown]]]:
    """Each version with what it changed, newest first; two statements whatever their number."""
    older = {row.number: before.content for row, before in pairwise(kept)}
    parts = {row.number: differences(older[row.number], row.content) for row in kept if row.number in older}
    every = [one for some in parts.values() for one in some]
    known, away = version_queries.in_sight(every), hidden(cycle.pupil_id)
    seen = set(map(_which, known.differences))
    return [
        (row, shown([one for one in parts.get(row.number, ()) if _which(one) in seen], away, known.names))
        for row in kept
    ]


def _which(one: Difference) -> tuple[str, int]:
    return one.table, one.row
