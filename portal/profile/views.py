"""Pages of "What works for me": one child's, all that changed, who has read it."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.learn.forms import LEARNING_KINDS
from portal.cycles.learn.models import Learning
from portal.cycles.learn.prompts import MINE
from portal.cycles.opening import lives_here
from portal.profile import actions, queries, reader_queries
from portal.profile.forms import AskForm, ReadAllForm, ReadForm, RetireForm
from portal.profile.queries import Stand
from portal.pupils.queries import child_or_404
from portal.transitions.queries import readings_waiting
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving
from portal.web.shell import role_name

bp = Blueprint("profile", __name__)


@bp.route("/children/<int:pupil>/what-works", methods=["GET", "POST"])
@action("works.read")
def what_works(pupil: int) -> Answer:
    """What works for the child, the child's own words first; one tap says that the reader has read it."""
    child = child_or_404(pupil)
    audit.looked(pupil, "what works")
    works = queries.works_of(pupil, me().person)
    waiting = readings_waiting(pupil, me().person)
    form = ReadForm(stood=f"{works.stand.newest}-{works.stand.retired}")
    if form.validate_on_submit():
        read = actions.ToRead(pupil, _no_more_than(form.stand(), works.stand), waiting)
        with saving(form) as result:
            actions.confirm(form.act(), [read])
        if result.ok:
            return done("profile.what_works", _("Thank you. It is written down that you have read this."), pupil=pupil)
    may_retire = may(me().role, "works.lead")
    return (invalid if form.is_submitted() else page)(
        "profile/what_works.html",
        child=child,
        form=form,
        works=works,
        asks=bool(waiting) or works.unread,
        leads=may(me().role, "works.lead"),
        may_retire=may_retire,
        retires=pupil if may_retire and request.args.get("off") and lives_here(form.act(), pupil) else None,
        prompts=MINE,
        kinds=dict(LEARNING_KINDS),
    )


def _no_more_than(said: Stand | None, now: Stand) -> Stand:
    """How the page stood before the reader, which is never newer than it is."""
    return Stand(min(said.newest, now.newest), min(said.retired, now.retired)) if said else now


@bp.route("/children/<int:pupil>/what-works/readers", methods=["GET", "POST"])
@action("works.lead")
def readers(pupil: int) -> Answer:
    """Who has read the page as it stands, who has not and since when; one button asks them again."""
    child = child_or_404(pupil)
    audit.looked(pupil, "what works")
    found = reader_queries.readers_of(pupil, me().setting)
    form = AskForm()
    if form.validate_on_submit():
        with saving(form) as result:
            actions.ask_to_read(form.act(), pupil, [one.person for one in found if not one.done])
        if result.ok:
            return done("profile.readers", _("They are told."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("profile/readers.html", child=child, form=form, readers=found, role_name=role_name)


@bp.route("/children/<int:pupil>/what-works/<int:learning>", methods=["GET", "POST"])
@action("works.lead")
def retire(pupil: int, learning: int) -> Answer:
    """Take off what holds no more, with the reason."""
    child = child_or_404(pupil)
    audit.looked(pupil, "what works")
    found = Learning.get_or_none((Learning.id == learning) & (Learning.pupil == pupil)) or abort(404)
    form = RetireForm(version=found.version)
    if not lives_here(form.act(), pupil):
        abort(403)
    if form.validate_on_submit():
        people = [one.person for one in reader_queries.readers_of(pupil, me().setting)]
        with saving(form, "reason") as result:
            actions.retire(form.act(), form.stands(found), form.reason.data, people)
        if result.ok:
            return done("profile.what_works", _("It is off the page. The reason is kept."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("profile/retire.html", child=child, form=form, learning=found)


@bp.route("/what-works", methods=["GET", "POST"])
@action("works.read")
def changed() -> Answer:
    """Every page that changed since the reader read it, with what is new; one tap says that they are read."""
    pages = reader_queries.changed_for(me().person)
    audit.listed([one.pupil for one in pages], "what works")
    form = ReadAllForm()
    form.pages.choices = [SelectChoice(str(one.pupil), one.name) for one in pages]
    if form.validate_on_submit():
        ticked = [one for one in pages if str(one.pupil) in (form.pages.data or [])]
        read = [actions.ToRead(one.pupil, one.stand, readings_waiting(one.pupil, me().person)) for one in ticked]
        with saving(form, "pages") as result:
            actions.confirm(form.act(), read)
        if result.ok:
            return done("profile.changed", _("Thank you. It is written down that you have read them."))
    return (invalid if form.is_submitted() else page)(
        "profile/changed.html",
        form=form,
        pages=pages,
        # As on the page itself: its heading before a text, without the dots of a choice.
        kinds=dict(LEARNING_KINDS) | {"only_when": _("Helps only when"), "about": _("Good to know")},
    )
