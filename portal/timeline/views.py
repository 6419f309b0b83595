"""Pages of one entry: read it, correct it, change who sees it, remove its words; notes; what we wrote before a child left."""

from __future__ import annotations

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.access.policy import in_sight
from portal.organisation.models import Setting
from portal.pupils.queries import child_or_404
from portal.pupils.settings_of import labels
from portal.timeline import actions, entry_queries, removal_actions
from portal.timeline.audiences import SETTING
from portal.timeline.forms import AudienceForm, CorrectionForm, NoteForm, RedactionForm, ReleaseForm
from portal.timeline.lines import FIRST, MORE, MOST, Filter, lines
from portal.timeline.models import Entry
from portal.timeline.reading import Shown, audience_words, shown
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("timeline", __name__)


def _read(found: Entry) -> tuple[Shown, dict[int, str]]:
    """The entry as its reader meets it, logged as a look at the child's record."""
    if found.pupil_id:
        audit.looked(found.pupil_id, "entry")
    named = labels(found.pupil_id) if found.pupil_id else {}
    here = me().setting
    if found.setting_id and found.setting_id not in named:
        # A setting that writes about a child without a place there, or about no child.
        named[found.setting_id] = me().setting_name if found.setting_id == here else _name(found.setting_id)
    hidden = frozenset(key for key, name in named.items() if name == _("a setting") and key != here)
    return shown([entry_queries.line_of(found)], named, hidden)[0], named


def _name(setting: int) -> str:
    found = Setting.get_or_none(Setting.id == setting)
    return found.name if found else ""


def _back(found: Entry) -> str:
    """The child's page, for those whose page it is; the family has its own."""
    if found.pupil_id is None or not in_sight(found.pupil_id):
        return ""
    endpoint = "pupils.child" if may(me().role, "child.see") else "family.child"
    known = endpoint in current_app.view_functions
    return url_for(endpoint, pupil=found.pupil_id) if known else ""


@bp.route("/entries/<int:entry>")
@action("entry.see")
def entry(entry: int) -> Answer:
    """One entry, its corrections, and, for those who may know, how its audience changed."""
    found = entry_queries.entry_or_404(entry)
    line, _named = _read(found)
    role = me().role
    ours = found.setting_id == me().setting
    return page(
        "timeline/entry.html",
        entry=found,
        line=line,
        back=_back(found),
        corrections=entry_queries.corrections_of(found),
        changes=entry_queries.changes_of(found),
        audiences=audience_words(),
        may_correct=may(role, "entry.correct") and actions.may_correct(me().person, role, me().setting, found),
        may_release=ours and may(role, "entry.release") and actions.may_release(me().person, role, found),
        may_change=may(role, "entry.audience"),
        may_redact=may(role, "entry.redact"),
    )


@bp.route("/entries/<int:entry>/correction", methods=["GET", "POST"])
@action("entry.correct")
def correct(entry: int) -> Answer:
    """Write the words as they should be; the first ones stay and are marked."""
    found = entry_queries.entry_or_404(entry)
    line, _named = _read(found)
    form, made = CorrectionForm(body=found.body), None
    if form.validate_on_submit():
        with saving(form, "body") as saved:
            made = actions.correct(form.act(), found, form.body.data or "")
        if saved.ok:
            return done("timeline.entry", _("Saved. The first words stay and are marked."), entry=(made or found).id)
    return (invalid if form.is_submitted() else page)("timeline/correct.html", form=form, entry=found, line=line)


@bp.route("/entries/<int:entry>/audience", methods=["GET", "POST"])
@action("entry.audience")
def audience(entry: int) -> Answer:
    """Let more or fewer people see an entry, at once."""
    found = entry_queries.entry_or_404(entry)
    line, _named = _read(found)
    form = AudienceForm(audience=actions.in_force(found).partition(",")[0])
    if form.validate_on_submit():
        with saving(form, "audience") as saved:
            actions.change_audience(form.act(), found, form.audience.data, form.reason.data or "")
        if saved.ok and Entry.get_or_none(Entry.id == found.id) is None:
            # Held back from this setting too: only the one that wrote it keeps it.
            return done("pupils.child", _("Saved. Only the setting that wrote it sees it now."), pupil=found.pupil_id)
        if saved.ok:
            return done("timeline.entry", _("Saved."), entry=found.id)
    return (invalid if form.is_submitted() else page)("timeline/audience.html", form=form, entry=found, line=line)


@bp.route("/entries/<int:entry>/release", methods=["GET", "POST"])
@action("entry.release")
def release(entry: int) -> Answer:
    """Let the family read words that a teaching assistant wrote."""
    found = entry_queries.entry_or_404(entry)
    line, _named = _read(found)
    form = ReleaseForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.release(form.act(), found)
        if saved.ok:
            return done("timeline.entry", _("Released. The family can read it."), entry=found.id)
    return (invalid if form.is_submitted() else page)("timeline/release.html", form=form, entry=found, line=line)


@bp.route("/entries/<int:entry>/redaction", methods=["GET", "POST"])
@action("entry.redact")
def redact(entry: int) -> Answer:
    """Remove the words of an entry under data protection law."""
    found = entry_queries.entry_or_404(entry)
    line, _named = _read(found)
    form = RedactionForm()
    if form.validate_on_submit():
        with saving(form, "reason") as saved:
            removal_actions.redact(form.act(), found, form.reason.data or "")
        if saved.ok:
            return done("timeline.entry", _("The words were removed."), entry=found.id)
    return (invalid if form.is_submitted() else page)("timeline/redact.html", form=form, entry=found, line=line)


@bp.route("/children/<int:pupil>/notes/new", methods=["GET", "POST"])
@action("note.write")
def new_note(pupil: int) -> Answer:
    """Write down something seen or thought."""
    child = child_or_404(pupil)
    audit.looked(pupil, "note")
    form, made = NoteForm(on=clock.today()), None
    if form.validate_on_submit():
        with saving(form) as saved:
            made = actions.add_note(
                form.act(), pupil, title=form.title.data or "", body=form.body.data or "", audience=form.audience.data,
                on=form.on.data, look_again_on=form.look_again_on.data,
            )  # fmt: skip
        if saved.ok:
            said = (
                _("Saved. Staff here see it until a teacher releases it.")
                if made and made.audience == SETTING
                else _("Saved.")
            )
            return done("pupils.child", said, pupil=pupil)
    return (invalid if form.is_submitted() else page)("timeline/note.html", form=form, child=child)


@bp.route("/former")
@action("former.see")
def former() -> Answer:
    """Children who have left: what we wrote stays readable here, nothing later does."""
    rows = entry_queries.left()
    audit.listed((row.pupil for row in rows), "former")
    return page("timeline/former.html", rows=rows)


@bp.route("/former/<int:placement>")
@action("former.see")
def former_child(placement: int) -> Answer:
    """What this setting wrote about one child who has left."""
    row = entry_queries.left_or_404(placement)
    audit.looked(row.pupil, "former")
    count = max(FIRST, min(request.args.get("show", FIRST, type=int), MOST))
    setting = me().setting or 0
    found = lines(row.pupil, Filter(setting=setting), count)
    more = found[0].matching - len(found) if found else 0
    href = url_for("timeline.former_child", placement=placement, show=count + MORE) if more else ""
    return page(
        "timeline/former_child.html",
        row=row,
        lines=shown(found, {setting: me().setting_name}),
        more=more,
        more_href=href,
    )
