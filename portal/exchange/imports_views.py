"""Pages: what can be imported, and the preview of children before they go in."""

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.exchange import batches
from portal.exchange.forms import GROUPS, ConfirmForm, FileForm, chosen_columns, columns_form
from portal.exchange.models import ImportBatch
from portal.exchange.plans import DECIDE, LEFT_OUT, MATCHED, NEW, REFUSED, SAME, Choices, Planned
from portal.exchange.problems import UnreadableFile
from portal.exchange.tabular import missing_fields
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("exchange", __name__)
CHILDREN = ("ctf", "register")


@bp.route("/imports")
@action("import.run")
def imports() -> Answer:
    """What can be brought in, and what waits for a decision."""
    return answer_imports()


def answer_imports(form: FileForm | None = None, wrong: str = "") -> Answer:
    """The page; with the form that was sent back for the part `wrong`."""
    mine = ImportBatch.setting == me().setting
    rows = ImportBatch.select(
        ImportBatch.id, ImportBatch.kind, ImportBatch.file_name, ImportBatch.at, ImportBatch.state
    ).where(mine & (ImportBatch.state != "dropped"))
    return (invalid if form else page)(
        "exchange/imports.html",
        form=form or FileForm(formdata=None),
        wrong=wrong,
        batches=list(rows.order_by(ImportBatch.id.desc()).limit(20).namedtuples()) if me().setting else [],
        children=may(me().role, "import.children"),
        settings=may(me().role, "import.settings"),
    )


def batch_or_404(number: int, kinds: tuple[str, ...]) -> ImportBatch:
    """An upload of the reader's setting that was not dropped."""
    batch: ImportBatch | None = ImportBatch.get_or_none(
        (ImportBatch.id == number) & (ImportBatch.setting == me().setting) & ImportBatch.kind.in_(kinds)
    )
    if batch is None or batch.state == "dropped":
        abort(404)
    return batch


@bp.route("/imports/children", methods=["POST"])
@action("import.children")
def upload_children() -> Answer:
    """Read a transfer file or a CSV; nothing is written but the upload itself."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            upload = batches.read(form.content(), me().setting or 0, clock.today())
        except UnreadableFile as error:
            form.file.errors = [str(error)]
        else:
            batch = batches.store(form.act(), form.name, upload)
            if upload.sheet is not None and missing_fields(upload.mapping):
                return done("exchange.map_columns", batch=batch.id)
            return done("exchange.preview", batch=batch.id)
    return answer_imports(form, "children")


@bp.route("/imports/<int:batch>", methods=["GET", "POST"])
@action("import.children")
def preview(batch: int) -> Answer:
    """What confirming would do to each child; afterwards, what was done."""
    row = batch_or_404(batch, CHILDREN)
    form = ConfirmForm()
    if row.state == "confirmed" and form.is_submitted():
        return done("exchange.preview", batch=batch)
    if row.state == "confirmed":
        return page("exchange/result.html", batch=row, counts=row.counts)
    if form.validate_on_submit():
        with saving(form) as saved:
            batches.confirm(form.act(), row, _choices())
        if saved.ok:
            return done("exchange.preview", _("The children are in."), batch=batch)
    return _preview(row, form)


def _preview(row: ImportBatch, form: ConfirmForm) -> Answer:
    upload = batches.upload_of(row, clock.today())
    if upload.sheet is not None and missing_fields(upload.mapping):
        return done("exchange.map_columns", batch=row.id)
    plans = batches.planned(row, clock.today())
    audit.listed([one.match for one in plans if one.match], "import")
    groups: dict[str, list[Planned]] = {name: [] for name in (NEW, MATCHED, DECIDE, REFUSED, LEFT_OUT, SAME)}
    for one in plans:
        groups[one.outcome].append(one)
    return (invalid if form.is_submitted() else page)(
        "exchange/preview.html", batch=row, upload=upload, groups=groups, form=form, total=len(plans)
    )


def _choices() -> Choices:
    """What the person ticked: `keep` by line, `answer_<line>`."""
    keep = frozenset(int(line) for line in request.form.getlist("keep") if line.isascii() and line.isdigit())
    answers = {
        int(name[7:]): value
        for name, value in request.form.items()
        if name.startswith("answer_") and name[7:].isascii() and name[7:].isdigit() and value in ("same", "another")
    }
    return Choices(keep, answers)


@bp.route("/imports/<int:batch>/columns", methods=["GET", "POST"])
@action("import.children")
def map_columns(batch: int) -> Answer:
    """Say which column of a CSV holds what; kept for the next file."""
    row = batch_or_404(batch, ("register",))
    if row.state != "preview" or "headers" not in row.content:
        return done("exchange.preview", batch=batch)
    content = row.content
    form = columns_form("register", content["headers"], content["mapping"])
    if form.validate_on_submit():
        mapping = chosen_columns(form)
        if not missing_fields(mapping):
            batches.remap(row, mapping)
            return done("exchange.preview", _("Columns kept for your next file."), batch=batch)
        form.form_errors.append(_("Say which columns hold the child’s name and date of birth."))
    return (invalid if form.is_submitted() else page)(
        "exchange/columns.html",
        batch=row,
        form=form,
        headers=content["headers"],
        rows=content["rows"][:3],
        groups=GROUPS,
    )


@bp.route("/imports/<int:batch>/removal", methods=["POST"])
@action("import.children")
def remove(batch: int) -> Answer:
    """Forget an upload."""
    batches.drop(batch_or_404(batch, (*CHILDREN, "staff", "classes")))
    return done("exchange.imports", _("The upload was removed. Nothing was written."))
