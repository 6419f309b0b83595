"""Forms of the imports: a file, its columns, and adding a setting."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, ValidationError

from portal.exchange import early_years
from portal.exchange.columns import CLASSES, REGISTER, STAFF
from portal.exchange.incoming import EarlierWork
from portal.web.forms import Form, Optional, day_input, number, required, select, text, upload, words


class FileForm(Form):
    """One file."""

    file = upload(_l("File"), required(_l("Choose a file")))

    def validate_file(self, field: FileField) -> None:
        """A file, not words in its place: then the page was not sent as our form sends it."""
        if isinstance(field.data, str):
            raise ValidationError(_("Choose a file"))

    def content(self) -> bytes:
        """The bytes that were sent."""
        content: bytes = self.file.data.read()
        return content

    @property
    def name(self) -> str:
        """The file's name, without folders."""
        return str(self.file.data.filename or "").replace("\\", "/").rpartition("/")[2]


class ConfirmForm(Form):
    """Nothing but the key: the choices of the preview are read from the request by name."""


class ProviderForm(Form):
    """An early-years provider that the national register does not hold."""

    urn = text(
        _l("Ofsted number"), required(_l("Enter the Ofsted number")), hint=_l("For example EY123456"), longest=20
    )
    name = text(_l("Name"), required(_l("Enter the name")))
    kind = select(
        _l("What is it?"),
        [("nursery", _l("Nursery, preschool or playgroup")), ("childminder", _l("Childminder"))],
    )
    street = text(_l("Street"))
    town = text(_l("Town"))
    postcode = text(_l("Postcode"), longest=10)

    def validate_urn(self, field: Any) -> None:
        """An Ofsted URN."""
        reason = early_years.urn_reason(field.data or "")
        if reason:
            raise ValidationError(reason)


class BeforeForm(Form):
    """What was done before the portal, from paper or from memory."""

    cycles = number(
        _l("How many cycles have there been so far?"), 0, 60, Optional(), hint=_l("Not counting the plan that runs now")
    )
    outcome = words(_l("What is the child working towards now?"), rows=2)
    support = words(_l("What support runs now?"), hint=_l("What, who, how often"), rows=3)
    works = words(_l("What have you learnt that works?"), rows=3)
    plan_started = day_input(_l("When did the plan that runs now start?"))
    review_due = day_input(_l("When will you review it?"))

    def work(self) -> EarlierWork:
        """The answers."""
        return EarlierWork(
            self.cycles.data or 0, self.plan_started.data, self.outcome.data or "", self.support.data or "",
            self.works.data or "", self.review_due.data,
        )  # fmt: skip


LABELS: dict[str, Any] = {
    "upn": _l("UPN"),
    "former_upn": _l("Former UPN"),
    "uln": _l("Learner number (ULN)"),
    "local_id": _l("Your own number for the child"),
    "surname": _l("Surname"),
    "forename": _l("First name"),
    "full_name": _l("Whole name in one column"),
    "preferred_forename": _l("Name the child goes by"),
    "preferred_surname": _l("Surname the child goes by"),
    "born": _l("Date of birth"),
    "sex": _l("Sex"),
    "year_group": _l("Year group"),
    "class_name": _l("Class, form or room"),
    "entered": _l("Date the child started with you"),
    "provision": _l("SEN provision (K, E or N)"),
    "sen_start": _l("On the register since"),
    "need": _l("Type of need"),
    "need_rank": _l("Rank of the need"),
    "need1": _l("First need"),
    "need2": _l("Second need"),
    "need3": _l("Third need"),
    "looked_after": _l("Looked after by the authority"),
    "family_informed": _l("Date the family was informed"),
    "earlier_cycles": _l("Number of cycles so far"),
    "plan_started": _l("Present plan: started"),
    "plan_outcome": _l("Present plan: working towards"),
    "plan_support": _l("Present plan: support"),
    "works": _l("What works for the child"),
    "review_due": _l("Present plan: review date"),
    "email": _l("E-mail address"),
    "role": _l("Role or job title"),
}
FIELDS: dict[str, Mapping[str, tuple[str, ...]]] = {"register": REGISTER, "staff": STAFF, "classes": CLASSES}


#: The register's fields as the page asks for them: id, heading, fields.
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "who",
        _l("Who"),
        ("surname", "forename", "full_name", "born", "preferred_forename", "preferred_surname", "sex", "upn",
         "former_upn", "uln", "local_id"),
    ),
    ("where", _l("With you"), ("class_name", "year_group", "entered", "looked_after")),
    (
        "sen",
        _l("The register"),
        ("provision", "sen_start", "family_informed", "need", "need_rank", "need1", "need2", "need3"),
    ),
    (
        "before",
        _l("Before the portal"),
        ("earlier_cycles", "plan_started", "plan_outcome", "plan_support", "works", "review_due"),
    ),
)  # fmt: skip


def columns_form(kind: str, headers: Sequence[str], mapping: Mapping[str, int]) -> Form:
    """One list of the file's columns for each of our fields; what is mapped now is chosen."""
    choices = [("", _("Not in this file")), *((str(place), header or "–") for place, header in enumerate(headers))]
    fields = {f"field_{field}": select(LABELS[field], choices) for field in FIELDS[kind]}
    form_class = type("ColumnsForm", (Form,), fields)
    chosen = {f"field_{field}": str(mapping[field]) if field in mapping else "" for field in FIELDS[kind]}
    form: Form = form_class(data=chosen)
    return form


def chosen_columns(form: Form) -> dict[str, int]:
    """Field → place of its column, as the form says."""
    return {
        field.short_name.removeprefix("field_"): int(field.data)
        for field in form
        if field.short_name.startswith("field_") and field.data
    }
