"""The steps of a move, one page each: told, answered, sent, accepted, arrived, ended."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import action
from portal.transitions import actions, arrival_actions, queries, sharing
from portal.transitions.answering import bp, chosen_room, load, rooms, saved, staff
from portal.transitions.forms import (
    AcceptForm,
    DayForm,
    ReasonForm,
    StepForm,
    TellForm,
    answers_in,
    sharing_form,
)
from portal.transitions.models import Transition
from portal.web.page import Answer, done, invalid
from portal.web.saving import saving


def _address(move: Transition) -> str:
    return url_for("transitions.move", move=move.id)


@bp.route("/moves/<int:move>/family", methods=["GET", "POST"])
@action("move.write")
def tell(move: int) -> Answer:
    """The family was told; the page shows what there is to tell."""
    found = load(move)
    form = TellForm(version=found.version)
    return saved(
        form,
        lambda: actions.tell_family(form.act(), form.stands(found), on=form.on.data, how=form.how.data),
        title=_("Tell the family about the move"), child=found.pupil, to="transitions.move",
        to_values={"move": move}, back=_address(found), above="transitions/_what_passes.html",
        law=sharing.BY_LAW, agreed=sharing.AGREED, free_text=True, button=_("The family was told"),
    )  # fmt: skip


@bp.route("/moves/<int:move>/sharing", methods=["GET", "POST"])
@action("move.write")
def sharing_told(move: int) -> Answer:
    """The family's answers, item by item, as they told them."""
    found = load(move)
    form = sharing_form(as_told=True)(data=_answers(found), version=found.version)
    return saved(
        form,
        lambda: actions.answer_sharing(form.act(), form.stands(found), answers_in(form), form["told_by"].data),
        title=_("What the family agrees to share"), child=found.pupil, to="transitions.move",
        to_values={"move": move}, back=_address(found),
        lead=_("What is not agreed stays here, and the new setting does not learn that it exists."),
        law=sharing.BY_LAW, above="transitions/_by_law.html",
    )  # fmt: skip


def _answers(move: Transition) -> dict[str, str]:
    return {row.category: row.answer for row in queries.items_of(move)}


@bp.route("/moves/<int:move>/sent", methods=["POST"])
@action("move.write")
def send(move: int) -> Answer:
    """Let the new setting read."""
    found = load(move)
    form = StepForm()
    if form.validate_on_submit():
        with saving(form) as result:
            actions.send(form.act(), form.stands(found))
        if result.ok:
            return done("transitions.move", _("The record is sent."), move=move)
    return invalid("transitions/refused.html", form=form, child=found.pupil, back=_address(found))


@bp.route("/moves/<int:move>/acceptance", methods=["GET", "POST"])
@action("move.write")
def accept(move: int) -> Answer:
    """Take the child on: room, key person, who reads."""
    found = load(move)
    form = AcceptForm(version=found.version)
    people = staff(me().setting)
    form.room.choices = [("", _("Not known yet")), *rooms(me().setting)]
    form.key_person.choices = [("", _("Not known yet")), *people]
    form.readers.choices = people

    def save() -> Transition:
        return arrival_actions.accept(
            form.act(),
            form.stands(found),
            room=chosen_room(form.room.data, me().setting),
            key_person=int(form.key_person.data) if form.key_person.data else None,
            readers=[int(person) for person in form.readers.data or ()],
        )

    return saved(
        form, save, title=_("Accept %(name)s", name=found.pupil.name), child=found.pupil, to="transitions.move",
        to_values={"move": move}, back=_address(found), button=_("Accept"),
        lead=_("The first day is %(day)s.", day=_day(found)),
    )  # fmt: skip


def _day(move: Transition) -> str:
    from portal.web.page import day

    return day(move.moves_on, weekday=True)


@bp.route("/moves/<int:move>/arrival", methods=["GET", "POST"])
@action("move.write")
def arrive(move: int) -> Answer:
    """The child is there."""
    found = load(move)
    form = DayForm(data={"on": found.moves_on}, version=found.version)
    dual = found.kind == "dual"
    return saved(
        form, lambda: arrival_actions.arrive(form.act(), form.stands(found), form.on.data),
        title=_("%(name)s has arrived", name=found.pupil.name), child=found.pupil,
        to="transitions.move" if dual else "transitions.continue_cycle", to_values={"move": move},
        back=_address(found), button=_("Say they arrived"), field="on",
        lead="" if dual else _("From this day you hold the cycle. What was agreed goes on: nothing starts again."),
    )  # fmt: skip


@bp.route("/moves/<int:move>/departure", methods=["GET", "POST"])
@action("move.write")
def leave(move: int) -> Answer:
    """Gone to a setting outside the authority."""
    found = load(move)
    form = DayForm(data={"on": found.moves_on}, version=found.version)
    form.on.label.text = _("First day at the new setting")
    return saved(
        form, lambda: arrival_actions.leave(form.act(), form.stands(found), form.on.data),
        title=_("%(name)s has left", name=found.pupil.name), child=found.pupil, to="transitions.moves",
        back=_address(found), button=_("Say that they left"), field="on",
    )  # fmt: skip


@bp.route("/moves/<int:move>/cancellation", methods=["GET", "POST"])
@action("move.write")
def cancel(move: int) -> Answer:
    """The child will not move after all."""
    found = load(move)
    form = ReasonForm(version=found.version)
    return saved(
        form, lambda: actions.cancel(form.act(), form.stands(found), form.reason.data),
        title=_("Cancel this move"), child=found.pupil, to="transitions.moves", back=_address(found),
        lead=_("The present setting stays as it is. The new setting can no longer read."),
        button=_("Cancel the move"), free_text=True, field="reason",
    )  # fmt: skip


@bp.route("/moves/<int:move>/no-arrival", methods=["GET", "POST"])
@action("move.write")
def did_not_arrive(move: int) -> Answer:
    """The child never came."""
    found = load(move)
    form = ReasonForm(version=found.version)
    return saved(
        form, lambda: arrival_actions.did_not_arrive(form.act(), form.stands(found), form.reason.data),
        title=_("%(name)s did not arrive", name=found.pupil.name), child=found.pupil, to="transitions.moves",
        back=_address(found), button=_("Say that they did not arrive"), free_text=True, field="reason",
        lead=_("The setting before has the child and the cycle again. You can no longer read the record."),
    )  # fmt: skip
