"""Pages around a move: who reads, the first meeting, settling, questions; and a new room."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.pupils.queries import child_or_404
from portal.transitions import handover_actions, queries, question_queries
from portal.transitions.answering import bp, chosen_room, load, rooms, saved, staff
from portal.transitions.forms import CheckForm, MetForm, ReadersForm, RoomForm, WordsForm
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/moves/<int:move>/readers", methods=["GET", "POST"])
@action("move.write")
def readers(move: int) -> Answer:
    """Ask more adults to read."""
    found = load(move)
    form = ReadersForm()
    form.readers.choices = staff(me().setting)
    return saved(
        form, lambda: handover_actions.ask_to_read(form.act(), found, [int(who) for who in form.readers.data]),
        title=_("Ask others to read"), child=found.pupil, to="transitions.move", to_values={"move": move},
        back=url_for("transitions.move", move=move), button=_("Ask them"), field="readers",
    )  # fmt: skip


@bp.route("/moves/<int:move>/meeting", methods=["GET", "POST"])
@action("move.write")
def met(move: int) -> Answer:
    """The new setting and the family have met."""
    found = load(move)
    form = MetForm()
    return saved(
        form, lambda: handover_actions.meet_family(form.act(), found, on=form.on.data, note=form.note.data or ""),
        title=_("You met the family"), child=found.pupil, to="transitions.move", to_values={"move": move},
        back=url_for("transitions.move", move=move), free_text=True, field="on",
        lead=_("Read what they have told already before you meet: nobody should have to tell it twice."),
    )  # fmt: skip


@bp.route("/moves/<int:move>/checks/<which>", methods=["GET", "POST"])
@action("move.write")
def check(move: int, which: str) -> Answer:
    """How the child has settled, at two and at six weeks."""
    found = load(move)
    if which not in handover_actions.CHECKS:
        abort(404)
    form = CheckForm()
    first = which == "check_2_weeks"
    return saved(
        form, lambda: handover_actions.check_settling(form.act(), found, which, form.note.data),
        title=_("First settling check") if first else _("Second settling check"), child=found.pupil,
        to="transitions.move", to_values={"move": move}, back=url_for("transitions.move", move=move),
        free_text=True, field="note", lead=_("The family reads this."),
    )  # fmt: skip


@bp.route("/moves/<int:move>/questions/new", methods=["GET", "POST"])
@action("move.write")
def question(move: int) -> Answer:
    """Ask the setting before."""
    found = load(move)
    form = WordsForm()
    form.words.label.text = _("Your question")
    return saved(
        form, lambda: handover_actions.ask_question(form.act(), found, form.words.data),
        title=_("Ask the setting before"), child=found.pupil, to="transitions.move", to_values={"move": move},
        back=url_for("transitions.move", move=move), free_text=True, field="words", button=_("Ask"),
        lead=_("They see your question and the child’s name, nothing else that you wrote."),
    )  # fmt: skip


@bp.route("/questions/<int:asked>", methods=["GET", "POST"])
@action("move.write")
def answer(asked: int) -> Answer:
    """A setting that the child has left answers a question of the next one."""
    found = question_queries.question_or_404(asked)
    audit.looked(found.move.pupil_id, "question")
    form = WordsForm()
    form.words.label.text = _("Your answer")
    if form.validate_on_submit():
        with saving(form, "words") as result:
            handover_actions.answer_question(form.act(), found.move, found.receipt, form.words.data)
        if result.ok:
            return done("transitions.moves", _("Your answer is sent."))
    reply = invalid if form.is_submitted() else page
    return reply("transitions/question.html", form=form, question=found)


@bp.route("/children/<int:pupil>/room", methods=["GET", "POST"])
@action("child.edit")
def room(pupil: int) -> Answer:
    """A small transition: another room, class or key person in the same setting."""
    child = child_or_404(pupil)
    audit.looked(pupil, "room")
    place = queries.place_here(pupil, me().setting)
    if place is None:
        abort(404)
    form = RoomForm(
        data={"room": str(place.room_id or ""), "key_person": str(place.key_person_id or "")}, version=place.version
    )
    people = staff(me().setting)
    form.room.choices = [("", _("None")), *rooms(me().setting)]
    form.key_person.choices = [("", _("None")), *people]
    form.readers.choices = people
    return saved(
        form,
        lambda: handover_actions.change_room(
            form.act(),
            form.stands(place),
            room=chosen_room(form.room.data, me().setting),
            key_person=int(form.key_person.data) if form.key_person.data else None,
            readers=[int(who) for who in form.readers.data or ()],
            note=form.note.data or "",
        ),
        title=_("Room and key person"), child=child.pupil, to="pupils.child", to_values={"pupil": pupil},
        back=url_for("pupils.child", pupil=pupil), free_text=True,
        lead=_("A small move counts too: those who are new to the child read what works first."),
    )  # fmt: skip
