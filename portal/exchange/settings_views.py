"""Pages: the authority's settings, one setting, adding an early-years provider, and the register upload."""

import io

from flask import current_app, request
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.exchange import early_years, settings_import, settings_queries
from portal.exchange.forms import FileForm, ProviderForm
from portal.exchange.imports_views import answer_imports
from portal.exchange.imports_views import bp as exchange
from portal.exchange.problems import UnreadableFile
from portal.organisation.models import Setting
from portal.organisation.views import bp
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

PHASES = ("childminder", "nursery", "primary", "secondary", "all_through", "post16", "special", "ap", "other")
STATUSES = ("open", "closing", "proposed", "closed")


@bp.route("/settings")
@action("setting.manage")
def settings() -> Answer:
    """All settings of the authority: search by name, filter by kind and status."""
    name, phase, status = (request.args.get(key, "") for key in ("name", "phase", "status"))
    number = request.args.get("page", "1")
    found = settings_queries.listed(
        current_app.config["AUTHORITY_CODE"],
        name,
        phase,
        status,
        int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    return page(
        "exchange/settings.html", part="exchange/_settings.html", target="found", found=found, name=name, phase=phase,
        state=status, phases=PHASES, statuses=STATUSES,
    )  # fmt: skip


@bp.route("/settings/<int:setting>")
@action("setting.see")
def setting(setting: int) -> Answer:
    """What the register says of one setting."""
    return page("exchange/setting.html", setting=settings_queries.setting_or_404(setting))


@bp.route("/settings/new", methods=["GET", "POST"])
@action("setting.manage")
def add_setting() -> Answer:
    """Add an early-years provider that the national register does not hold."""
    form = ProviderForm()
    made: Setting | None = None
    if form.validate_on_submit():
        with saving(form, "urn") as saved:
            made = settings_import.add_provider(form.act(), _provider(form), _authority())
        if saved.ok:
            # None after a second click: the first one added it.
            said = _("%(name)s was added.", name=form.name.data)
            return done("organisation.setting", said, setting=made.id) if made else done("organisation.settings", said)
    return (invalid if form.is_submitted() else page)("exchange/add_setting.html", form=form)


def _provider(form: ProviderForm) -> early_years.ProviderRow:
    return early_years.ProviderRow(
        line=0,
        urn=early_years.normalise_urn(form.urn.data),
        name=form.name.data,
        kind=form.kind.data,
        type_name="",
        street=form.street.data or "",
        town=form.town.data or "",
        postcode=(form.postcode.data or "").upper(),
    )


def _authority() -> tuple[str, str]:
    return current_app.config["AUTHORITY_CODE"], current_app.config["AUTHORITY_NAME"]


@exchange.route("/imports/settings", methods=["POST"])
@action("import.settings")
def upload_settings() -> Answer:
    """Bring settings up to date from an extract of the national register or a list of providers."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            rows = settings_import.rows_of(io.BytesIO(form.content()), "")
            tally = settings_import.import_settings(form.act(), rows, form.name, la=_authority())
        except UnreadableFile as error:
            form.file.errors = [str(error)]
        else:
            return done("exchange.imports", _said(tally))
    return answer_imports(form, "settings")


def _said(tally: settings_import.Tally) -> str:
    said = _(
        "Settings: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(closed)s closed, %(refused)s refused.",
        new=tally.new, changed=tally.changed, unchanged=tally.unchanged, closed=tally.closed,
        refused=len(tally.refused),
    )  # fmt: skip
    lines = [
        _("Line %(line)s: %(reason)s", line=problem.line, reason=problem.sentence) for problem in tally.refused[:5]
    ]
    return " ".join([said, *lines])
