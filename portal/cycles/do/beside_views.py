"""Pages beside the help: a note, where a skill is seen in use, the answer to a prompt."""

from __future__ import annotations

from flask import abort, request
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import ASSISTANTS, action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.do import generalise_actions, note_actions, prompt_actions
from portal.cycles.do.forms import AssistantNoteForm, NoteForm, PlaceForm, PromptForm
from portal.cycles.do.note_actions import NOTES, WITH
from portal.cycles.do.prompts import Kind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.web.page import done, invalid, page
from portal.web.saving import saving


@bp.route("/cycles/<int:cycle>/do/notes/new", methods=["GET", "POST"])
@action("session.log")
def new_note(cycle: int) -> Answer:
    """A conversation, ordinary teaching that went on, what the SENCO did; `?about=` and `?with=` choose beforehand."""
    found = load(cycle)
    about, whom = request.args.get("about", ""), request.args.get("with", "")
    chosen = {"about": about if about in NOTES else None, "whom": [whom] if whom in WITH else []}
    form = (AssistantNoteForm if me().role in ASSISTANTS else NoteForm)(data=chosen)
    return saved(
        form,
        found,
        lambda: note_actions.write_note(
            form.act(), found, form.about.data, form.text.data, whom=form.whom.data or (),
            audience=form.audience.data if form.audience else "family",
        ),
        to="cycles.do",
        title=_("Add a note"),
        lead=_("Your words stay with the staff here until the teacher releases them.") if not form.audience else "",
        field="whom",
        free_text=True,
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/do/targets/<int:target>/places/new", methods=["GET", "POST"])
@action("session.log")
def new_place(cycle: int, target: int) -> Answer:
    """Where the skill of a target is seen in use: not yet, sometimes, it works."""
    found = load(cycle)
    row: Target = queries.part_or_404(Target, target, found)
    form = PlaceForm()
    return saved(
        form,
        found,
        lambda: generalise_actions.see_in_use(
            form.act(), found, row, place=form.place.data, state=form.state.data, note=form.note.data or "",
            on=form.on.data,
        ),
        to="cycles.do",
        title=_("Where it is used: %(name)s", name=row.name or row.does_what),
        lead=_("Planned: %(where)s", where=row.generalise) if row.generalise else "",
        field="place",
        free_text=True,
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/do/prompts/<any(quiet, lost, reached):kind>/<int:thing>", methods=["GET", "POST"])
@action("cycle.write")
def prompt(cycle: int, kind: str, thing: int) -> Answer:
    """Answer a prompt about one kind of help, or about a target that is reached early."""
    found = load(cycle)
    asked = Kind(kind)
    row = _target(found, thing) if asked is Kind.REACHED else _help(found, thing)
    form = PromptForm()
    if form.validate_on_submit():
        with saving(form, "answer") as result:
            prompt_actions.answer(form.act(), found, asked, row, what=form.answer.data, why=form.why.data or "")
        if result.ok:
            return _onwards(found, row, form.answer.data)
    answer = invalid if form.is_submitted() else page
    return answer(
        "cycles/form.html", form=form, cycle=found, title=_titles(asked, row), back="cycles.do", theirs="",
        lead=_("One answer is enough. The family is not told of it, and no message goes out."), free_text=True,
    )  # fmt: skip


def _onwards(cycle: Cycle, row: Provision | Target, what: str) -> Answer:
    if what != "adapt":
        return done("cycles.do", _("Saved. We do not ask again for two weeks."), cycle=cycle.id)
    if isinstance(row, Target):
        # The plan shows the target with its help: either may be what changes.
        return done("cycles.plan", _("Saved. Now change the target or its help."), cycle=cycle.id)
    return done("cycles.change_provision", _("Saved. Now change the help here."), cycle=cycle.id, provision=row.id)


def _target(cycle: Cycle, target: int) -> Target:
    found: Target = queries.part_or_404(Target, target, cycle)
    return found


def _help(cycle: Cycle, provision: int) -> Provision:
    found = queries.provision_or_404(provision)
    if found.pupil_id != cycle.pupil_id:
        abort(404)
    return found


def _titles(kind: Kind, row: Provision | Target) -> str:
    name = row.name or getattr(row, "does_what", "")
    if kind is Kind.QUIET:
        return _("Nothing is logged: %(name)s", name=name)
    if kind is Kind.LOST:
        return _("Half of the sessions were lost: %(name)s", name=name)
    return _("Reached early: %(name)s", name=name)
