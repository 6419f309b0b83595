"""Sign-in, the link that opens an account, roles, and one's own account."""

from flask import Blueprint, abort, current_app, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from portal.access.me import me, signed_in
from portal.access.permissions import PUBLIC, SIGNED_IN, action
from portal.accounts import actions, demo, queries, sessions
from portal.accounts.forms import ButtonForm, InvitationForm, MailForm, PasswordForm, RoleForm, SignInForm
from portal.accounts.gate import TOKEN
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving
from portal.web.shell import role_name

bp = Blueprint("accounts", __name__)


@bp.record_once
def _in_the_demo(state: BlueprintSetupState) -> None:
    """Outside the demo there is no page on which anybody can become anybody."""
    if state.app.config["PORTAL_DEMO"]:
        state.add_url_rule("/demo", "demo", demo_page)
        state.add_url_rule("/demo/<int:person>", "demo_enter", demo_enter, methods=["POST"])


def _authority() -> str:
    return str(current_app.config["AUTHORITY_NAME"])


# Where Flask-WTF keeps what the forgery tokens of open forms are checked against.
_FORMS = "csrf_token"


def _entered(token: str, back: str = "", *, again: bool = False) -> Answer:
    """Keep a session's token in a fresh cookie (rotation), and go on.

    `again`: the same person after their session ended. Forms that they left open in another tab can still be sent.
    """
    kept = {name: session[name] for name in (_FORMS,) if again and name in session}
    session.clear()
    session.update(kept)
    session[TOKEN] = token
    return redirect(_own_path(back) or url_for("accounts.role"), code=303)  # type: ignore[return-value]


def _own_path(path: str) -> str:
    """A path of ours to go back to; "" for anything that could lead elsewhere."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else ""


@bp.route("/sign-in", methods=["GET", "POST"])
@action(PUBLIC)
def sign_in() -> Answer:
    """E-mail address and password."""
    form = SignInForm()
    back = _own_path(request.args.get("next", ""))
    if form.validate_on_submit():
        with saving(form) as saved:
            person = actions.sign_in(form.email.data, form.password.data)
            again = sessions.person_of(session.get(TOKEN, "")) == person
            token = actions.enter(person, session.get(TOKEN, ""))
        if saved.ok:
            return _entered(token, back, again=again)
    send = invalid if form.is_submitted() else page
    return send("accounts/sign_in.html", form=form, back=back, demo=current_app.config["PORTAL_DEMO"])


@bp.route("/sign-out", methods=["POST"])
@action(PUBLIC)
def sign_out() -> Answer:
    """End this session; the same answer when it had ended already."""
    who = signed_in()
    if who is not None:
        sessions.end(who.session)
    session.clear()
    return done("accounts.sign_in", _("You are signed out."))


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@action(PUBLIC)
def invitation(token: str) -> Answer:
    """The link that opens an account. Looking at it changes nothing: mail scanners open every link."""
    found = queries.invitation(token)
    if found is None:
        return page("accounts/invitation_over.html", status=404)
    form = InvitationForm()
    if form.validate_on_submit():
        with saving(form, "password") as saved:
            person = actions.accept(token, form.password.data, _authority())
            entered = actions.enter(person, session.get(TOKEN, ""))
        if saved.ok:
            return _entered(entered)
    send = invalid if form.is_submitted() else page
    return send("accounts/invitation.html", form=form, invitation=found, token=token)


@bp.route("/role", methods=["GET", "POST"])
@action(SIGNED_IN)
def role() -> Answer:
    """Choose a role; somebody with one role only is sent on."""
    roles = queries.roles_of(me().person)
    form = RoleForm()
    form.role.choices = [(str(one.membership or 0), _role_words(one)) for one in roles]
    if form.validate_on_submit():
        with saving(form, "role") as saved:
            token = actions.choose_role(me().session, me().person, int(form.role.data) or None)
        if saved.ok:
            return _role_chosen(token)
    if request.method == "GET" and len(roles) == 1:
        if not me().role:
            return _role_chosen(actions.choose_role(me().session, me().person, roles[0].membership))
        return redirect("/", code=303)  # type: ignore[return-value]
    send = invalid if form.is_submitted() else page
    return send("accounts/role.html", form=form, roles=roles)


def _role_chosen(token: str) -> Answer:
    session[TOKEN] = token
    return redirect("/", code=303)  # type: ignore[return-value]


def _role_words(one: queries.Role) -> str:
    name = role_name(one.role)
    words = _("%(role)s at %(place)s", role=name, place=one.place) if one.place else name
    return words[:1].upper() + words[1:]


@bp.route("/account", methods=["GET", "POST"])
@action(SIGNED_IN)
def account() -> Answer:
    """One's own account: password, where one is signed in."""
    form = PasswordForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.change_password(me().person, form.present.data, form.password.data, _authority())
        if saved.ok:
            session.clear()
            return done("accounts.sign_in", _("Your password is changed. Sign in with the new one."))
    send = invalid if form.is_submitted() else page
    return send(
        "accounts/account.html",
        form=form,
        person=queries.person_or_404(me().person),
        roles=[_role_words(one) for one in queries.roles_of(me().person)],
        sessions=queries.open_sessions(me().person),
        here=me().session,
    )


@bp.route("/account/mails", methods=["POST"])
@action(SIGNED_IN)
def mails() -> Answer:
    """Whether new notices are told by e-mail too."""
    form = MailForm()
    if form.validate_on_submit():
        actions.choose_mails(me().person, bool(form.by_mail.data))
        said = _("We tell you by e-mail.") if form.by_mail.data else _("We send you no more e-mails about notices.")
        return done("accounts.account", said)
    return done("accounts.account")


@bp.route("/account/sessions", methods=["POST"])
@action(SIGNED_IN)
def end_sessions() -> Answer:
    """Sign out everywhere, here too."""
    sessions.end_all(me().person)
    session.clear()
    return done("accounts.sign_in", _("You are signed out everywhere."))


@action(PUBLIC)
def demo_page() -> Answer:
    """Everybody who can be tried out."""
    return page("accounts/demo.html", groups=demo.groups(), role_name=role_name)


@action(PUBLIC)
def demo_enter(person: int) -> Answer:
    """Become one of the demo's people, in one role."""
    form = ButtonForm()
    membership = request.form.get("membership", type=int)
    theirs = queries.demo_person(person) and membership in [role.membership for role in queries.roles_of(person)]
    if not form.validate_on_submit() or not theirs:
        abort(404)
    token = actions.enter(person, session.get(TOKEN, ""))
    entered = sessions.load(token)
    if entered is not None and not entered.role:
        token = actions.choose_role(entered.session, person, membership)
    return _entered(token, "/")
