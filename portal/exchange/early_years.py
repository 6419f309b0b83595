"""Early-years providers that GIAS does not hold: a simple CSV of Ofsted URN, name, type, address."""

import re
from typing import NamedTuple

from flask_babel import gettext as _

from portal.exchange import csv_text
from portal.exchange.problems import Problem, UnreadableFile
from portal.pupils.census_codes import fold

_HEADERS = {
    "urn": ("ofstedurn", "providerurn", "urn", "ofstednumber", "eyurn"),
    "name": ("name", "providername", "settingname", "nurseryname", "childminder"),
    "type": ("type", "providertype", "registertype", "provision", "settingtype"),
    "address": ("address", "provideraddress", "address1", "addressline1", "street"),
    "town": ("town", "providertown", "city", "address2", "addressline2"),
    "postcode": ("postcode", "providerpostcode"),
}
_CHILDMINDERS = ("childminder", "homechildcarer")
#: EY or VC and digits, or the digits alone, as in the monthly list of providers.
_URN = re.compile(r"(?:EY|VC|RP|CA)?\d{5,7}", re.ASCII)


class ProviderRow(NamedTuple):
    """One provider. `kind` is `childminder` or `nursery`; `type_name` is what the file says."""

    line: int
    urn: str
    name: str
    kind: str
    type_name: str
    street: str
    town: str
    postcode: str


def urn_reason(written: str) -> str:
    """Why `written` is not an Ofsted URN; empty when it is one."""
    if _URN.fullmatch(normalise_urn(written)):
        return ""
    return _("“%(urn)s” is not an Ofsted number. It looks like EY123456.", urn=written[:20])


def normalise_urn(written: str) -> str:
    """Upper case without spaces."""
    return "".join(written.split()).upper()


def looks_like_providers(headers: tuple[str, ...]) -> bool:
    """Whether a file with these headers is such a list and not GIAS."""
    folded = {fold(header) for header in headers}
    return "lacode" not in folded and bool(folded & set(_HEADERS["urn"])) and bool(folded & set(_HEADERS["name"]))


def read(content: bytes) -> list[ProviderRow | Problem]:
    """Each provider, or a refusing Problem with its line. Raises UnreadableFile for another file."""
    sheet = csv_text.read_sheet(content)
    folded = [fold(header) for header in sheet.headers]
    place: dict[str, int] = {}
    for field, names in _HEADERS.items():
        found = next((folded.index(name) for name in names if name in folded), None)
        if found is not None:
            place[field] = found
    for field, label in (("urn", "Ofsted URN"), ("name", "Name")):
        if field not in place:
            raise UnreadableFile("columns", _("There is no column “%(column)s”.", column=label))
    seen: set[str] = set()
    return [_provider(row, place, seen) for row in sheet.rows]


def _provider(row: csv_text.Row, place: dict[str, int], seen: set[str]) -> ProviderRow | Problem:
    def cell(field: str) -> str:
        index = place.get(field, len(row.cells))
        return row.cells[index] if index < len(row.cells) else ""

    urn = normalise_urn(cell("urn"))
    reason = urn_reason(cell("urn"))
    if not reason and not cell("name"):
        reason = _("The provider has no name.")
    if not reason and urn in seen:
        reason = _("The Ofsted number %(urn)s is in this file twice.", urn=urn)
    if reason:
        return Problem("provider", reason, row.line, refuses=True)
    seen.add(urn)
    kind = provider_kind(cell("type"))
    return ProviderRow(
        row.line, urn, cell("name")[:200], kind, cell("type")[:100], cell("address")[:200], cell("town")[:100],
        cell("postcode").upper()[:10],
    )  # fmt: skip


def provider_kind(written: str) -> str:
    """`childminder` when the words say so, else `nursery`."""
    folded = fold(written)
    return "childminder" if any(word in folded for word in _CHILDMINDERS) else "nursery"
