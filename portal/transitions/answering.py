"""What every page of a move shares: the blueprint, loading the move, and a form saved or sent back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort
from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.accounts.models import Membership, Person
from portal.organisation.models import Room
from portal.pupils.models import Pupil
from portal.transitions import queries
from portal.transitions.models import Transition
from portal.transitions.standing import side_of
from portal.transitions.states import Side
from portal.web.forms import Form
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("transitions", __name__)


def load(move: int) -> Transition:
    """The move with its child, or 404; the read is written down."""
    found = queries.move_or_404(move)
    audit.looked(found.pupil_id, "move")
    return found


def here(move: Transition) -> Side:
    """This setting's side of the move, or 404 (a move between two others)."""
    side = side_of(move, me().setting)
    if side is None:
        abort(404)
    return side


def saved(
    form: Form,
    save: Callable[[], object],
    *,
    title: str,
    child: Pupil,
    to: str,
    back: str,
    message: str = "",
    field: str = "",
    to_values: dict[str, Any] | None = None,
    **more: Any,
) -> Answer:
    """The page of one form: shown, sent back with 422, or saved and on to the endpoint `to`.

    `more` is what templates/transitions/form.html reads: lead, button, free_text, above (a template).
    """
    if form.validate_on_submit():
        with saving(form, field) as result:
            save()
        if result.ok:
            return done(to, message or _("Saved."), **(to_values or {}))
    answer = invalid if form.is_submitted() else page
    return answer("transitions/form.html", form=form, child=child, title=title, back=back, **more)


def staff(setting: int | None) -> list[tuple[str, str]]:
    """The people who work at a setting, for a choice: (id, "name, role"). One statement."""
    rows = (
        Person.select(Person.id, Person.name, Membership.role)
        .join(Membership, on=Membership.person == Person.id)
        .where((Membership.setting == setting) & Membership.ends_on.is_null())
        .order_by(Person.name, Membership.id)
        .tuples()
    )
    from portal.web.shell import role_name

    named: dict[str, str] = {}
    for person, name, role in rows:
        named.setdefault(str(person), f"{name}, {role_name(role)}")
    return list(named.items())


def rooms(setting: int | None) -> list[tuple[str, str]]:
    """The rooms and classes of a setting, for a choice. One statement."""
    rows = Room.select(Room.id, Room.name).where((Room.setting == setting) & Room.ended_on.is_null())
    return [(str(room), name) for room, name in rows.order_by(Room.year_group, Room.name).tuples()]


def chosen_room(value: str | None, setting: int | None) -> Room | None:
    """The room chosen; one of another setting is no room."""
    if not value:
        return None
    return Room.get_or_none((Room.id == int(value)) & (Room.setting == setting))
