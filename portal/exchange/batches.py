"""An upload between preview and confirmation: kept with its setting, written once, then emptied."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.db import database
from portal.exchange import columns, csv_text, ctf, kept, tabular
from portal.exchange.incoming import IncomingPupil
from portal.exchange.models import ImportBatch, ImportProfile
from portal.exchange.plans import DECIDE, NO_CHOICES, Choices, Planned, plan
from portal.exchange.problems import Problem, UnreadableFile
from portal.exchange.pupil_import import write
from portal.exchange.pupil_rows import Source
from portal.organisation.models import Setting

#: What is not confirmed is dropped after so many days: it holds children's data that nobody decided to keep.
KEPT_DAYS = 14


class Kept(NamedTuple):
    """What an upload holds. `kind` is `ctf` or `register`; of a CSV the sheet with its mapping."""

    kind: str
    pupils: list[IncomingPupil]
    notes: list[str]
    source: str = ""
    sheet: csv_text.Sheet | None = None
    mapping: Mapping[str, int] = {}


def looks_like_xml(content: bytes) -> bool:
    """A transfer file, by its first letter (a byte order mark apart)."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def read(content: bytes, setting: int, today: dt.date) -> Kept:
    """Read an upload, a transfer file or a CSV with the setting's kept mapping. Raises UnreadableFile."""
    if looks_like_xml(content):
        file = ctf.read(content, today)
        notes = [note.sentence for note in file.notes] + _misdirected(file.destination, setting)
        return Kept("ctf", list(file.pupils), notes, file.source.name)
    sheet = csv_text.read_sheet(content)
    mapping = columns.from_profile(profile(setting, "register"), sheet.headers, columns.REGISTER)
    return of_sheet(sheet, mapping, today)


def _misdirected(destination: ctf.School, setting: int) -> list[str]:
    """A warning when a transfer file names another school than the one that opens it."""
    here = Setting.get_by_id(setting)
    number = f"{here.la_code}{here.estab}"
    if destination.number and len(number) == 7 and destination.number != number:
        sentence = _(
            "This file is addressed to school %(number)s, not to you. Check that these children came to you.",
            number=destination.number,
        )
        return [sentence]
    return []


def of_sheet(sheet: csv_text.Sheet, mapping: Mapping[str, int], today: dt.date) -> Kept:
    """The children of a sheet under a mapping; none while a column that is needed is not mapped."""
    try:
        pupils = list(tabular.read(sheet, mapping, today))
    except UnreadableFile:
        pupils = []
    return Kept("register", pupils, [], sheet=sheet, mapping=mapping)


def profile(setting: int, kind: str) -> dict[str, str]:
    """The columns that were right the last time, as field → header."""
    row = ImportProfile.get_or_none((ImportProfile.setting == setting) & (ImportProfile.kind == kind))
    return row.mapping if row else {}


def keep_profile(setting: int, kind: str, mapping: Mapping[str, int], headers: tuple[str, ...]) -> None:
    """Remember a mapping for the setting's next file."""
    row = ImportProfile.get_or_none((ImportProfile.setting == setting) & (ImportProfile.kind == kind))
    row = row or ImportProfile(setting=setting, kind=kind)
    row.mapping = columns.by_header(mapping, headers)
    row.saved_at = clock.now()
    row.save()


def store(act: Act, file_name: str, upload: Kept) -> ImportBatch:
    """Keep an upload for its preview; nothing else is written. Old previews of the setting are dropped."""
    _drop_old(act.setting or 0)
    batch: ImportBatch = ImportBatch.create(
        setting=act.setting, kind=upload.kind, file_name=file_name[:200], by=act.person, at=clock.now(),
        content=_plain(upload),
    )  # fmt: skip
    return batch


def _drop_old(setting: int) -> None:
    stale = clock.now() - dt.timedelta(days=KEPT_DAYS)
    ImportBatch.update(state="dropped", content={}).where(
        (ImportBatch.setting == setting) & (ImportBatch.state == "preview") & (ImportBatch.at < stale)
    ).execute()


def _plain(upload: Kept) -> dict[str, Any]:
    content: dict[str, Any] = {"notes": upload.notes, "source": upload.source}
    if upload.sheet is not None:
        sheet = upload.sheet
        rows = [[row.line, list(row.cells)] for row in sheet.rows]
        said = [list(problem) for problem in sheet.problems]
        content |= {"headers": list(sheet.headers), "rows": rows, "said": said, "mapping": dict(upload.mapping)}
        content |= {"encoding": sheet.encoding, "delimiter": sheet.delimiter}
    else:
        content["pupils"] = [kept.plain(pupil) for pupil in upload.pupils]
    return content


def upload_of(batch: ImportBatch, today: dt.date) -> Kept:
    """What `store` was given."""
    content = batch.content
    if "pupils" in content:
        return Kept(batch.kind, [kept.pupil(row) for row in content["pupils"]], content["notes"], content["source"])
    sheet = csv_text.Sheet(
        tuple(content["headers"]),
        tuple(csv_text.Row(line, tuple(cells)) for line, cells in content["rows"]),
        content["encoding"],
        content["delimiter"],
        tuple(Problem(*row) for row in content["said"]),
    )
    return of_sheet(sheet, content["mapping"], today)


def remap(batch: ImportBatch, mapping: Mapping[str, int]) -> None:
    """Use other columns for a CSV under preview, and remember them for the setting."""
    content = batch.content
    ImportBatch.update(content=content | {"mapping": dict(mapping)}).where(ImportBatch.id == batch.id).execute()
    keep_profile(batch.setting_id, "register", mapping, tuple(content["headers"]))


def planned(batch: ImportBatch, today: dt.date, choices: Choices = NO_CHOICES) -> list[Planned]:
    """What confirming the batch would do now."""
    return plan(batch.setting_id, upload_of(batch, today).pupils, choices, keep_all=batch.kind == "register")


def confirm(act: Act, batch: ImportBatch, choices: Choices) -> ImportBatch:
    """Write what the preview said, once: a second confirmation changes nothing.

    Raises Refused for an upload that was dropped meanwhile.
    """
    with database.atomic():
        mine = (ImportBatch.id == batch.id) & (ImportBatch.state == "preview")
        taken = ImportBatch.update(state="confirmed", confirmed_at=clock.now()).where(mine).execute()
        if not taken:
            return _confirmed_before(batch)
        plans = planned(batch, act.today, choices)
        written = write(act, plans, Source("ctf" if batch.kind == "ctf" else "csv"))
        counts = written.counts | {"lines": _said(plans)}
        ImportBatch.update(counts=counts, content={}).where(ImportBatch.id == batch.id).execute()
    done: ImportBatch = ImportBatch.get_by_id(batch.id)
    return done


def _confirmed_before(batch: ImportBatch) -> ImportBatch:
    now: ImportBatch = ImportBatch.get_by_id(batch.id)
    if now.state == "confirmed":
        return now
    raise Refused(_("This upload was dropped. Choose the file again."))


def _said(plans: Iterable[Planned]) -> list[list[Any]]:
    """Line and reason of each row that was refused, for the page that ends the import: no names."""
    return [[one.pupil.line, " ".join(one.reasons)] for one in plans if one.outcome == "refused"]


def drop(batch: ImportBatch) -> None:
    """Forget an upload that nobody wants."""
    ImportBatch.update(state="dropped", content={}).where(
        (ImportBatch.id == batch.id) & (ImportBatch.state == "preview")
    ).execute()


def keep_undecided(act: Act, file_name: str, upload: Kept, plans: Iterable[Planned]) -> ImportBatch | None:
    """Keep the children of a command's file that need a decision, for a person in the browser."""
    waiting = [one.pupil for one in plans if one.outcome == DECIDE]
    if not waiting:
        return None
    left = Kept(upload.kind, waiting, upload.notes, upload.source)
    before = ImportBatch.select().where((ImportBatch.setting == act.setting) & (ImportBatch.state == "preview"))
    again = next((row for row in before if row.content == _plain(left)), None)
    return again or store(act, file_name, left)
