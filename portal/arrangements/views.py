"""Pages: the authority's rules, and the calendar of the authority or of a setting."""

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act
from portal.access.me import me
from portal.access.permissions import action
from portal.arrangements import actions, queries
from portal.arrangements.forms import ClosureForm, RulesForm, TermForm
from portal.organisation.models import Closure, Term
from portal.organisation.rules import DEFAULTS, rules
from portal.organisation.views import bp
from portal.web.forms import Form
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/rules", endpoint="rules", methods=["GET", "POST"])
@action("rules.manage")
def change_rules() -> Answer:
    """All rules on one screen, with who changed what."""
    form = RulesForm.of(rules())
    if form.validate_on_submit():
        # Also after a second click, which changes nothing more.
        changed = [""]
        with saving(form) as saved:
            changed = actions.change_rules(form.act(), form.wanted())
        if saved.ok:
            return done("organisation.rules", _("Rules saved.") if changed else _("Nothing was changed."))
    show = invalid if form.is_submitted() else page
    labels = {field.name: field.label.text for field in form}
    return show("arrangements/rules.html", form=form, changes=queries.last_changes(), labels=labels, defaults=DEFAULTS)


@bp.route("/calendar")
@action("calendar.manage")
def calendar() -> Answer:
    """Terms and days without children: the authority's, or those of the reader's setting."""
    setting, today = me().setting, clock.today()
    return page(
        "arrangements/calendar.html",
        terms=queries.terms(setting, today),
        closures=queries.closures(setting, today),
        place=me().setting_name,
    )


@bp.route("/calendar/terms/new", methods=["GET", "POST"])
@action("calendar.manage")
def add_term() -> Answer:
    """Add a term."""
    form = TermForm()
    if form.validate_on_submit():
        with saving(form, "starts") as saved:
            actions.add_term(form.act(), form.name.data, form.starts.data, form.ends.data)
        if saved.ok:
            return done("organisation.calendar", _("Term added."))
    return _asked(form, _("Add a term"))


@bp.route("/calendar/closures/new", methods=["GET", "POST"])
@action("calendar.manage")
def add_closure() -> Answer:
    """Add days without children."""
    form = ClosureForm()
    if form.validate_on_submit():
        with saving(form, "first") as saved:
            actions.add_closure(form.act(), form.kind.data, form.first.data, form.last.data)
        if saved.ok:
            return done("organisation.calendar", _("Days added."))
    return _asked(form, _("Add days without children"))


@bp.route("/calendar/terms/<int:number>/removal", methods=["POST"])
@action("calendar.manage")
def remove_term(number: int) -> Answer:
    """Take a term out again."""
    return _removed(queries.own_or_404(Term, number, me().setting))


@bp.route("/calendar/closures/<int:number>/removal", methods=["POST"])
@action("calendar.manage")
def remove_closure(number: int) -> Answer:
    """Take days without children out again."""
    return _removed(queries.own_or_404(Closure, number, me().setting))


def _removed(row: Term | Closure) -> Answer:
    actions.take_out(Act(me().person, me().role, me().setting), row)
    return done("organisation.calendar", _("Taken out of the calendar."))


def _asked(form: Form, title: str) -> Answer:
    return (invalid if form.is_submitted() else page)("arrangements/date_form.html", form=form, title=title)
