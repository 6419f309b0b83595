"""Pages of differences: choose the accounts, make sense of them side by side, end them."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess import difference_actions as actions
from portal.cycles.assess.difference_actions import Side
from portal.cycles.assess.difference_forms import AccountsForm, EndForm, about_accounts
from portal.cycles.assess.difference_queries import Beside, accounts_of, beside, difference_or_404, usual_pair
from portal.cycles.assess.earlier import named, on_one_line
from portal.cycles.assess.models import Contribution
from portal.cycles.forms import SOURCES, WHOSE
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.pupils.settings_of import hidden
from portal.web.page import day, invalid, page


@bp.route("/cycles/<int:cycle>/differences/new", methods=["GET", "POST"])
@action("cycle.lead")
def new_difference(cycle: int) -> Answer:
    """First choose the accounts; then say what lies behind them."""
    found = load(cycle)
    rows, secret = Rows(found).of_stage("assess"), hidden(found.pupil_id)
    asked = {int(each) for each in request.args.getlist("account") if each.isascii() and each.isdigit()}
    chosen = [row for row in rows if row.id in asked]
    if len(chosen) < actions.FEWEST:
        return _choose(found, rows, secret)
    said = [(row, named(row, secret), "") for row in chosen]
    form = about_accounts(said)()
    return saved(
        form,
        found,
        lambda: actions.open_difference(
            form.act(), found, form.reading(), [Side(row, form.explained(row.id)) for row in chosen]
        ),
        to="cycles.assess",
        title=_("Make sense of views that differ"),
        free_text=True,
        template="cycles/assess/difference_form.html",
        said=[(row, name, f"explains_{row.id}") for row, name, _before in said],
        whose=_headings(),
    )


def _headings() -> dict[str, str]:
    return {str(key): str(label) for key, label in (*WHOSE, *SOURCES)}


def _choose(cycle: Cycle, rows: list[Contribution], secret: frozenset[int]) -> Answer:
    """The ticks; home and setting are ticked first where both spoke."""
    form = AccountsForm()
    words = _headings()
    form.account.choices = [
        (
            str(row.id),
            f"{words.get(row.whose, '')}, {named(row, secret)}, {day(row.given_on)}: {on_one_line(row.text)}",
        )
        for row in sorted(rows, key=lambda row: row.source != "views")
        if not row.nothing_new and row.score_id is None
    ]
    sent = "choose" in request.args or request.method == "POST"
    if not sent:
        form.account.data = [str(each) for each in usual_pair(rows)]
    else:
        form.validate()
    return (invalid if sent else page)(
        "cycles/assess/difference_accounts.html", form=form, cycle=cycle, enough=len(form.account.choices) > 1
    )


@bp.route("/cycles/<int:cycle>/differences/<int:difference>")
@action("cycle.reports")
def difference(cycle: int, difference: int) -> Answer:
    """One difference: the accounts side by side, what may explain them, the hypothesis, and what came of it."""
    found = load(cycle)
    row = difference_or_404(found, difference)
    here = found.setting_id == me().setting and not found.closed_on
    return page(
        "cycles/assess/difference.html",
        cycle=found,
        difference=_whole(found, difference),
        leads=here and row.state == "open" and may(me().role, "cycle.lead"),
        whose=_headings(),
    )


def _whole(cycle: Cycle, difference: int) -> Beside:
    row = difference_or_404(cycle, difference)
    return beside([row], accounts_of(row), hidden(cycle.pupil_id))[0]


@bp.route("/cycles/<int:cycle>/differences/<int:difference>/change", methods=["GET", "POST"])
@action("cycle.lead")
def rethink(cycle: int, difference: int) -> Answer:
    """Think again: the hypothesis, its test, what a context may explain."""
    found = load(cycle)
    whole = _whole(found, difference)
    row = whole.row
    kind = about_accounts([(said.row, said.name, said.account.may_explain) for said in whole.said])
    form = kind(obj=row, version=row.version)
    return saved(
        form,
        found,
        lambda: actions.rethink(
            form.act(), found, form.stands(row), form.reading(),
            {said.account: form.explained(said.row.id) for said in whole.said},
        ),
        to="cycles.assess",
        title=_("Think again about views that differ"),
        free_text=True,
        template="cycles/assess/difference_form.html",
        said=[(said.row, said.name, f"explains_{said.row.id}") for said in whole.said],
        whose=_headings(),
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/differences/<int:difference>/end", methods=["GET", "POST"])
@action("cycle.lead")
def end_difference(cycle: int, difference: int) -> Answer:
    """Resolved, or taken into the plan."""
    found = load(cycle)
    row, rows = difference_or_404(found, difference), Rows(found)
    targets, helps = {str(t.id): t for t in rows.targets}, {str(p.id): p for p in rows.provisions}
    form = EndForm(version=row.version)
    none = [("", _("None"))]
    form.target.choices = none + [(key, t.name or t.does_what[:60]) for key, t in targets.items()]
    form.provision.choices = none + [(key, p.name) for key, p in helps.items()]

    def save() -> None:
        words = form.found.data or ""
        if form.state.data == "resolved":
            actions.resolve(form.act(), found, form.stands(row), words)
        else:
            actions.carry(
                form.act(), found, form.stands(row), words,
                targets.get(form.target.data or ""), helps.get(form.provision.data or ""),
            )  # fmt: skip

    return saved(
        form, found, save, to="cycles.plan" if found.stage == "plan" else "cycles.assess", field="found",
        title=_("What came of it? %(about)s", about=row.about), lead=row.hypothesis, free_text=True,
    )  # fmt: skip
