"""Pages about one child of the register: adding, informing, needs, provision, leaving, coming back, notes."""

from collections.abc import Callable
from typing import Any

from flask import flash
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.arrangements.words import ordinary_meets_need
from portal.cycles.queries import last_cycle, staff_choices
from portal.noticing.queries import way_to_support
from portal.noticing.views import AFTER_OPENING
from portal.noticing.words import way_in_words
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.census_codes import NEED_LABELS
from portal.pupils.models import Pupil
from portal.pupils.queries import child_or_404
from portal.register import actions, adding, claims, queries
from portal.register.blueprint import bp
from portal.register.forms import (
    REASONS,
    AddForm,
    CodeForm,
    EndPlanForm,
    InformedForm,
    LeaveForm,
    NeedsForm,
    ProvisionForm,
    PutOnForm,
)
from portal.register.models import Registration
from portal.web.forms import Form
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


def _saved(
    form: Form, pupil: Pupil, save: Callable[[], object], title: str, *, field: str = "", said: str = "", **more: Any
) -> Answer:
    """The page of one form about a child: shown, sent back with 422, or saved and on to the child."""
    if form.validate_on_submit():
        with saving(form, field) as saved:
            save()
        if saved.ok:
            return done("pupils.child", said or _("Saved."), pupil=pupil.id)
    show = invalid if form.is_submitted() else page
    template = more.pop("template", "register/form.html")
    return show(template, form=form, pupil=pupil, title=title, **more)


@bp.route("/register/new", methods=["GET", "POST"])
@action("register.write")
def add() -> Answer:
    """Add a child by hand."""
    today = clock.today()
    form = AddForm(data={"since": today, "starts_on": today, "sex": "", "informed_by": me().name})
    form.room.choices = [*form.room.choices, *queries.rooms(me().setting)]
    form.lead.choices = [*form.lead.choices, *staff_choices(me().setting or 0)]
    registration = None
    if form.validate_on_submit():
        with saving(form) as saved:
            registration = adding.add_child(form.act(), _new_child(form))
        if saved.ok:
            # None after a second click: the first one added the child.
            return done("register.added", pupil=registration.pupil_id) if registration else done("register.children")
    return (invalid if form.is_submitted() else page)("register/add.html", form=form)


def _new_child(form: AddForm) -> adding.NewChild:
    return adding.NewChild(
        forename=form.forename.data,
        surname=form.surname.data,
        preferred_forename=form.preferred_forename.data or "",
        born_on=form.born_on.data,
        sex=form.sex.data or "",
        upn=form.upn.data or "",
        room=int(form.room.data) if form.room.data else None,
        year_group=form.year_group.data or "",
        starts_on=form.starts_on.data,
        since=form.since.data,
        code=form.code.data,
        needs=form.needs(),
        lead=int(form.lead.data) if form.lead.data else None,
        informed=form.told(),
    )


@bp.route("/register/<int:pupil>/added")
@action("register.write")
def added(pupil: int) -> Answer:
    """What happens next: the same words whether or not anybody knows the child."""
    child = queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    return page("register/added.html", child=child, form=CodeForm())


@bp.route("/register/<int:pupil>/code", methods=["POST"])
@action("register.write")
def code(pupil: int) -> Answer:
    """A code with which the family can say that it is the same child."""
    queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    form = CodeForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            made = claims.make_code(form.act(), pupil)
            flash(_("Code for the family: %(code)s. Write it down: it is shown once.", code=made))
        if saved.ok:
            return done("register.added", pupil=pupil)
    return done("register.added", _("There is no code to give for this child."), pupil=pupil)


@bp.route("/register/<int:pupil>/informed", methods=["GET", "POST"])
@action("register.write")
def informed(pupil: int) -> Answer:
    """Record that the family was informed."""
    child = queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    row = child.registration
    form = InformedForm(obj=row, version=row.version)
    if not form.informed_by.data and not form.is_submitted():
        form.informed_by.data = me().name
    return _saved(
        form, child.pupil, lambda: actions.inform_family(form.act(), form.stands(row), form.informed()),
        _("The family was informed"), field="informed_on", said=_("Saved: the family was informed."),
    )  # fmt: skip


@bp.route("/register/<int:pupil>/needs", methods=["GET", "POST"])
@action("register.write")
def needs(pupil: int) -> Answer:
    """The types of need, the first one first."""
    child = queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    standing = [row.code for row in queries.needs_of(pupil)]
    form = NeedsForm(data={f"need_{place}": code for place, code in enumerate(standing[:4], start=1)})
    return _saved(
        form, child.pupil, lambda: actions.set_needs(form.act(), pupil, form.needs(), form.why.data or ""),
        _("Types of need"), field="need_1", free_text=True,
        lead=_("In order: the first is the main one. The census asks for them in spring."),
    )  # fmt: skip


@bp.route("/register/<int:pupil>/provision", methods=["GET", "POST"])
@action("register.write")
def provision(pupil: int) -> Answer:
    """SEN support became an EHC plan; only the authority turns it back."""
    child = queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    row = child.registration
    if row.code == "E":
        return page("register/plan_stands.html", child=child, planned=True)
    form = ProvisionForm(version=row.version)
    return _saved(
        form, child.pupil,
        lambda: actions.change_provision(form.act(), form.stands(row), "E", form.since.data, form.note.data),
        _("An EHC plan has begun"), field="since", free_text=True,
        lead=_("From SEN support (K) to EHC plan (E). The child stays on the register, and the thread goes on."),
    )  # fmt: skip


@bp.route("/register/<int:pupil>/plan-end", methods=["GET", "POST"])
@action("plan.end")
def end_plan(pupil: int) -> Answer:
    """The authority ends an EHC plan: SEN support goes on until the setting decides otherwise."""
    child = child_or_404(pupil)
    audit.looked(pupil, "register")
    row = queries.registration_of(pupil, child.setting)
    if row is None or row.code != "E":
        return page("register/plan_stands.html", child=child, planned=False)
    form = EndPlanForm(version=row.version)
    return _saved(
        form, child.pupil,
        lambda: actions.change_provision(form.act(), form.stands(row), "K", form.since.data, form.note.data),
        _("The EHC plan ends"), field="since", free_text=True,
        lead=_("Only the local authority ends a plan. SEN support goes on."),
    )  # fmt: skip


@bp.route("/register/<int:pupil>/leave", methods=["GET", "POST"])
@action("register.write")
def leave(pupil: int) -> Answer:
    """Off the register, with what to watch for."""
    child = queries.on_register_or_404(pupil, me().setting)
    audit.looked(pupil, "register")
    row = child.registration
    form = LeaveForm(data={"on": clock.today()} | _from_review(pupil), version=row.version)
    own = {"ordinary_provision": ordinary_meets_need(rules())}
    form.reason.choices = [(reason, own.get(reason, words)) for reason, words in REASONS]
    return _saved(
        form, child.pupil,
        lambda: actions.leave(form.act(), form.stands(row), form.on.data, form.reason.data, form.watch_for.data or ""),
        _("Take off the register"), field="reason", said=_("Off the register. The thread stays and can resume."),
        free_text=True, lead=_("The record stays. If the need comes back, the thread goes on from here."),
    )  # fmt: skip


def _from_review(pupil: int) -> dict[str, str]:
    """Reason and what to watch for, as the last review decided them: nobody types them again."""
    last = last_cycle(pupil)
    if last is None or last.next_step != "ordinary_provision" or not may(me().role, "cycle.reports"):
        return {}
    return {"reason": "ordinary_provision", "watch_for": last.next_step_note}


@bp.route("/register/<int:pupil>/return", methods=["GET", "POST"])
@action("register.write")
def put_on(pupil: int) -> Answer:
    """On the register: back again, or for the first time."""
    child = child_or_404(pupil)
    audit.looked(pupil, "register")
    if queries.registration_of(pupil, me().setting):
        return done("pupils.child", _("This child is on the register already."), pupil=pupil)
    today = clock.today()
    form = PutOnForm(data={"since": today, "code": "K", "informed_by": me().name})
    form.lead.choices = [*form.lead.choices, *staff_choices(me().setting or 0)]
    lead = lambda: int(form.lead.data) if form.lead.data else None  # noqa: E731
    return _saved(
        form, child.pupil,
        lambda: actions.put_on(form.act(), pupil, form.code.data, form.since.data, form.told(), lead()),
        _("Put on the register"), field="since", said=_("On the register. The thread goes on."),
    )  # fmt: skip


@bp.route("/register/<int:pupil>")
@action("register.see")
def child(pupil: int) -> Answer:
    """A child's entry on the register: what stands, what can be done, the history of provision and needs."""
    found = child_or_404(pupil)
    audit.looked(pupil, "register")
    registration = queries.registration_of(pupil, me().setting)
    way = way_to_support(pupil)
    return page(
        "register/child.html",
        way=way_in_words(way, calendar_of(me().setting, me().setting_phase), clock.today()) if way else "",
        child=found,
        registration=registration,
        verbs=_verbs(pupil, registration) if may(me().role, "register.write") else [],
        past=queries.past_registrations(pupil, me().setting),
        periods=queries.history_of(pupil),
        needs=queries.needs_of(pupil),
        past_needs=queries.past_needs_of(pupil),
        labels=NEED_LABELS,
    )


def _verbs(pupil: int, registration: Registration | None) -> list[tuple[str, str]]:
    """What a SENCO can do: (words, endpoint)."""
    if registration is None:
        return [(_("Put on the register"), "register.put_on")] if queries.is_here(pupil, me().setting) else []
    told = [] if registration.informed_on else [(_("Record that the family was told"), "register.informed")]
    return [
        *told,
        (_("Change the types of need"), "register.needs"),
        (_("Change the provision"), "register.provision"),
        (_("Make a code for the family"), "register.added"),
        (_("Take off the register"), "register.leave"),
    ]


def still_to_register(pupil: int) -> bool:
    """Whether a child whose first cycle was opened is still to be put on the register here, and the family to be told."""
    return may(me().role, "register.write") and not queries.is_registered(pupil, me().setting)


AFTER_OPENING.append((still_to_register, "register.put_on"))
