"""The form of the learning ledger: where a thing learnt before is used, or why it is set aside."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.plan.ledger import Inherited
from portal.cycles.plan.smart import short_name
from portal.cycles.rows import Rows
from portal.web.forms import Form, choice, required, several, words

ORDINARY, ASIDE = "ordinary", "aside"


class LedgerForm(Form):
    """What becomes of one thing learnt before. `place`: "t7" a target, "p4" a kind of help, ORDINARY or ASIDE."""

    place = choice(_l("Where does this plan use it?"), (), required(_l("Select where it is used, or set it aside")))
    ordinary = words(
        _l("If every adult does it: what do they do?"),
        Optional(),
        hint=_l("It becomes an ordinary strategy of this plan. If it does not help: what do they do instead?"),
        rows=2,
        longest=1000,
    )
    why = words(_l("If it is set aside: why?"), Optional(), rows=2)


class AsBeforeForm(Form):
    """What goes on where the cycle before used it."""

    learnings = several(
        _l("What goes on as before?"), (), Optional(), hint=_l("Take the tick away where you want to decide anew.")
    )


def place_choices(rows: Rows) -> list[tuple[str, str]]:
    """Every place of the plan in which a learning can be used, and the two ways without one."""
    targets = [
        (f"t{row.id}", _("Target: %(name)s", name=row.name or short_name(row.does_what))) for row in rows.targets
    ]
    helps = [(f"p{row.id}", _("Help: %(name)s", name=row.name)) for row in rows.provisions]
    return [
        *targets,
        *helps,
        (ORDINARY, _("In ordinary teaching: every adult does it")),
        (ASIDE, _("Set it aside")),
    ]


def place_now(row: Inherited) -> str | None:
    """Where it is used already, as the form writes it."""
    if row.state == "open":
        return None
    if row.state == "aside":
        return ASIDE
    return f"t{row.target}" if row.target else f"p{row.provision}" if row.provision else None


def use_choices(
    learnings: list[Inherited], *, target: int | None = None, provision: int | None = None
) -> list[tuple[str, str]]:
    """Ticks "uses what we learnt" on the form of a target or kind of help; where else it is used stands behind."""
    here = used_in(learnings, target=target, provision=provision)
    return [
        (
            str(row.id),
            row.text + (_(" (now in: %(place)s)", place=row.where) if row.where and str(row.id) not in here else ""),
        )
        for row in learnings
        if row.state != "aside"
    ]


def used_in(learnings: list[Inherited], *, target: int | None = None, provision: int | None = None) -> list[Any]:
    """The ticks that stand: learnings linked to this target or kind of help."""
    return [
        str(row.id)
        for row in learnings
        if row.state == "used"
        and ((target is not None and row.target == target) or (provision is not None and row.provision == provision))
    ]
