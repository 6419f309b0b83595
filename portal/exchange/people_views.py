"""Pages: staff and classes from a CSV, and the new school year."""

from flask import abort, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access.me import me
from portal.access.permissions import action
from portal.exchange import batches, csv_text, people_import
from portal.exchange import new_year as years
from portal.exchange.forms import ConfirmForm, FileForm
from portal.exchange.imports_views import answer_imports, batch_or_404, bp
from portal.exchange.problems import UnreadableFile
from portal.organisation.models import Room
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

PEOPLE = ("staff", "classes")


@bp.route("/imports/people/<any(staff, classes):kind>", methods=["POST"])
@action("import.children")
def upload_people(kind: str) -> Answer:
    """Read a CSV of staff or classes; nothing is written but the upload itself."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            sheet = csv_text.read_sheet(form.content())
            mapping = people_import.guess(kind, sheet.headers, batches.profile(me().setting or 0, kind))
            batch = people_import.store(form.act(), kind, form.name, sheet, mapping)
        except UnreadableFile as error:
            form.file.errors = [str(error)]
        else:
            return done("exchange.people_preview", batch=batch.id)
    return answer_imports(form, kind)


@bp.route("/imports/people/<int:batch>", methods=["GET", "POST"])
@action("import.children")
def people_preview(batch: int) -> Answer:
    """What confirming would do to each row; afterwards, what was done."""
    row = batch_or_404(batch, PEOPLE)
    form = ConfirmForm()
    if row.state == "confirmed" and form.is_submitted():
        return done("exchange.people_preview", batch=batch)
    if row.state == "confirmed":
        return page("exchange/result.html", batch=row, counts=row.counts)
    if form.validate_on_submit():
        with saving(form) as saved:
            people_import.confirm(form.act(), row)
        if saved.ok:
            return done("exchange.people_preview", _("Saved."), batch=batch)
    plans = people_import.planned(row)
    return (invalid if form.is_submitted() else page)("exchange/people.html", batch=row, plans=plans, form=form)


@bp.route("/classes/new-year", methods=["GET", "POST"])
@action("classes.manage")
def new_year() -> Answer:
    """September: classes and year groups move on in one go."""
    setting = me().setting or 0
    moving = years.classes(setting)
    form = ConfirmForm()
    if form.validate_on_submit():
        count = 0
        with saving(form) as saved:
            count = years.roll_over(form.act(), _new_rooms([one.room for one in moving]))
        if saved.ok:
            said = ngettext("%(num)d child moved on.", "%(num)d children moved on.", count)
            return done("exchange.imports", said)
    rooms = Room.select(Room.id, Room.name).where((Room.setting == setting) & Room.ended_on.is_null())
    return (invalid if form.is_submitted() else page)(
        "exchange/new_year.html", form=form, moving=moving, rooms=list(rooms.order_by(Room.name).namedtuples())
    )


def _new_rooms(old: list[int]) -> dict[int, int | None]:
    """`to_<room>`: `stay`, empty (no class yet) or the id of the new room."""
    chosen: dict[int, int | None] = {}
    for room in old:
        value = request.form.get(f"to_{room}", "stay")
        if value == "stay":
            continue
        if value and not (value.isascii() and value.isdigit()):
            abort(404)
        chosen[room] = int(value) if value else None
    return chosen
