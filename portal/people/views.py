"""People of a setting: who is what, new roles, ended roles and what they leave behind."""

from typing import Any

from flask import redirect, request, session, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.accounts.models import Membership
from portal.organisation.models import Room, Setting
from portal.people import actions, around_views, queries
from portal.people.answering import bp, hand_over, setting_asked
from portal.people.forms import ButtonForm, EndForm, MemberForm, RoomForm
from portal.people.giving import GIVES
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving
from portal.web.shell import role_name


@bp.route("/people")
@action("people.see")
def people() -> Answer:
    """Everybody of the reader's setting; for an administrator the authority's people, or a setting's."""
    setting = setting_asked()
    name = Setting.get_by_id(setting).name if setting else ""
    found = queries.members(setting)
    return page(
        "people/people.html", people=found, setting=setting, setting_name=name, role_name=role_name,
        may_add=bool(GIVES.get(me().role)),
    )  # fmt: skip


@bp.route("/people/link")
@action("people.see")
def link() -> Answer:
    """The link just made, shown once, to hand over: until mail is sent from here."""
    made = session.pop("link", None)
    if made is None:
        return redirect(url_for("people.people"), code=303)  # type: ignore[return-value]
    return page("people/link.html", made=made, address=request.host_url.rstrip("/") + made["path"])


@bp.route("/people/new", methods=["GET", "POST"])
@action("people.manage")
def add() -> Answer:
    """A new role for somebody."""
    setting = setting_asked()
    form = MemberForm()
    form.role.choices = [(role, role_name(role)) for role in _givable(setting)]
    if request.method == "GET":
        form.starts_on.data = clock.today()
    invited = None
    if form.validate_on_submit():
        with saving(form) as saved:
            invited = actions.add_member(
                form.act(), form.name.data, form.email.data, form.role.data, form.starts_on.data,
                form.job_title.data or "", setting,
            )  # fmt: skip
        if saved.ok:
            return hand_over(invited, "people.people", setting=setting if me().role == "la_admin" else None)
    send = invalid if form.is_submitted() else page
    return send("people/new.html", form=form, setting=setting)


def _givable(setting: int | None) -> list[str]:
    """The roles that the reader may give at a setting, or (None) at the authority."""
    given = GIVES[me().role]
    if me().role != "la_admin":
        return list(given)
    central = ("la_admin", "la_officer", "area_senco", "professional")
    return [role for role in given if (role in central) == (setting is None)]


@bp.route("/people/<int:membership>")
@action("people.see")
def member(membership: int) -> Answer:
    """One person's role: dates, classes, and what they answer for."""
    found = queries.member_or_404(membership, me())
    return _member(found)


def _member(found: queries.Member, template: str = "people/member.html", status: int = 200, **more: Any) -> Answer:
    owned = queries.owned(found.person, found.name, found.setting)
    audit.listed([one.pupil for one in owned], "people")
    return page(
        template, status=status, member=found, owned=owned, places=queries.places(found), role_name=role_name,
        may_manage=found.role in GIVES.get(me().role, ()) and not found.ended, reset=me().role == "la_admin", **more,
    )  # fmt: skip


@bp.route("/people/<int:membership>/end", methods=["GET", "POST"])
@action("people.manage")
def end(membership: int) -> Answer:
    """End a role; the page says what is then left without an owner."""
    found = queries.member_or_404(membership, me())
    form = EndForm(version=Membership.get_by_id(membership).version)
    if form.validate_on_submit():
        with saving(form, "last_day") as saved:
            actions.end_role(form.act(), form.stands(Membership.get_by_id(membership)), form.last_day.data)
        if saved.ok:
            said = _("%(name)s’s role is ended. Below is what has no owner now.", name=found.name)
            return done("people.member", said, membership=membership)
    return _member(found, "people/end.html", 422 if form.is_submitted() else 200, form=form)


@bp.route("/people/<int:membership>/link", methods=["POST"])
@action("people.manage")
def new_link(membership: int) -> Answer:
    """A new first link, or (an administrator) one for a forgotten password."""
    found = queries.member_or_404(membership, me())
    form = ButtonForm()
    row = Membership.get_by_id(membership)
    made = actions.reset_link if found.account else actions.renew_link
    invited = None
    if form.validate_on_submit():
        with saving(form) as saved:
            invited = made(form.act(), row.person if found.account else row)
        if saved.ok:
            return hand_over(invited, "people.member", membership=membership)
    return _member(found, status=422, form=form)


@bp.route("/people/<int:membership>/rooms/new", methods=["GET", "POST"])
@action("people.manage")
def add_room(membership: int) -> Answer:
    """A class or room for somebody to teach, key or cover."""
    found = queries.member_or_404(membership, me())
    form = RoomForm()
    form.room.choices = queries.rooms(found.setting or 0)
    if form.validate_on_submit():
        room = Room.get_by_id(int(form.room.data))
        with saving(form, "until") as saved:
            actions.assign(form.act(), Membership.get_by_id(membership), room, form.until.data, form.cover.data)
        if saved.ok:
            return done("people.member", _("Saved."), membership=membership)
    send = invalid if form.is_submitted() else page
    return send("people/room.html", form=form, member=found)


# The pages about one child's people stand on the same blueprint.
__all__ = ["around_views", "bp"]
