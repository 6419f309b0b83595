"""A register from any CSV: rows and a mapping of columns into the children they describe.

One row per child, or one row per need (the same child on several lines), both are read. Every
problem names its line. A row that cannot be read keeps only that child out.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from portal.exchange import dates, uln
from portal.exchange.checks import birth_problems, name_problems, upn_problems
from portal.exchange.columns import REGISTER
from portal.exchange.csv_text import Row, Sheet
from portal.exchange.incoming import EarlierWork, IncomingPupil, Need, SenPeriod
from portal.exchange.problems import Problem, UnreadableFile
from portal.exchange.tabular_needs import needs_of
from portal.pupils import census_codes
from portal.pupils.year_groups import year_group

_YES = {"y": True, "yes": True, "true": True, "1": True, "n": False, "no": False, "false": False, "0": False}
_SEXES = {"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}
#: Fields in which two lines of one child must agree.
_MUST_AGREE = ("born", "surname", "forename")


class _Line(NamedTuple):
    """One row read by itself: the child it describes, with at most the needs of this row."""

    key: tuple[str, ...]
    pupil: IncomingPupil


class RowReader:
    """Reads the cells of one row by field, collecting problems with the row's line."""

    def __init__(self, row: Row, mapping: Mapping[str, int]) -> None:
        self.line = row.line
        self.problems: list[Problem] = []
        self._row, self._mapping = row, mapping

    def text(self, field: str) -> str:
        """The cell of `field`; empty when no column is mapped to it or the row is short."""
        place = self._mapping.get(field, -1)
        return self._row.cells[place] if 0 <= place < len(self._row.cells) else ""

    def note(self, code: str, sentence: str, refuses: bool = False) -> None:
        """Add a problem on this line."""
        self.problems.append(Problem(code, sentence, self.line, refuses))

    def date(self, field: str, label: str) -> dt.date | None:
        """A date, day first. What is not one is left out and said."""
        written = self.text(field)
        found = dates.from_text(written) if written else None
        if written and found is None:
            sentence = _("%(label)s: “%(date)s” is not a date we can read. Write it as 31/01/2026.",
                         label=label, date=written[:30])  # fmt: skip
            self.note("date", sentence)
        return found


def missing_fields(mapping: Mapping[str, int]) -> list[str]:
    """Fields a register cannot be read without that have no column: names and date of birth."""
    names = [] if "full_name" in mapping else ["surname", "forename"]
    return [field for field in (*names, "born") if field not in mapping]


def read(sheet: Sheet, mapping: Mapping[str, int], today: dt.date) -> tuple[IncomingPupil, ...]:
    """The children of `sheet` in the order of their first line, refused ones with their reasons.

    Raises UnreadableFile when a column that is needed has not been mapped.
    """
    if missing_fields(mapping):
        raise UnreadableFile("columns", _("Say which columns hold the child’s name and date of birth."))
    mapping = {field: place for field, place in mapping.items() if field in REGISTER}
    said = {problem.line: problem for problem in sheet.problems}
    children: dict[tuple[str, ...], IncomingPupil] = {}
    for row in sheet.rows:
        line = _read_row(row, mapping, today)
        pupil = line.pupil
        if row.line in said:
            pupil = pupil._replace(problems=(*pupil.problems, said[row.line]))
        known = children.get(line.key)
        children[line.key] = pupil if known is None else _joined(known, pupil)
    return tuple(_ranked(child) for child in children.values())


def _read_row(row: Row, mapping: Mapping[str, int], today: dt.date) -> _Line:
    reader = RowReader(row, mapping)
    surname, forename = _names(reader)
    reader.problems += name_problems(surname, forename, row.line)
    born = dates.from_text(reader.text("born"))
    reader.problems += birth_problems(reader.text("born"), born, today, row.line)
    upn, found = upn_problems(reader.text("upn"), row.line)
    reader.problems += found
    local_id = reader.text("local_id")[:60]
    former, found = upn_problems(reader.text("former_upn"), row.line)
    reader.problems += [problem._replace(refuses=False) for problem in found]
    pupil = IncomingPupil(
        line=row.line,
        surname=surname,
        forename=forename,
        born=born,
        upn=upn,
        former_upns=(former,) if former and not found else (),
        uln=_uln(reader),
        local_id=local_id,
        preferred_forename=reader.text("preferred_forename")[:100],
        preferred_surname=reader.text("preferred_surname")[:100],
        sex=_SEXES.get(reader.text("sex").casefold(), ""),
        year_group=_year_group(reader),
        class_name=reader.text("class_name")[:60],
        entered=reader.date("entered", _("Start date")),
        looked_after=_YES.get(reader.text("looked_after").casefold()),
        family_informed=reader.date("family_informed", _("Family informed")),
        periods=_periods(reader),
        needs=needs_of(reader),
        earlier=_earlier(reader),
    )
    pupil = pupil._replace(problems=tuple(reader.problems))
    return _Line(_key(pupil), pupil)


def _key(pupil: IncomingPupil) -> tuple[str, ...]:
    """What makes two lines the same child: the UPN, else the setting's own number, else name and birth."""
    if pupil.upn:
        return ("upn", pupil.upn)
    if pupil.local_id:
        return ("local", pupil.local_id.casefold())
    if pupil.born and pupil.surname and pupil.forename:
        return ("name", pupil.surname.casefold(), pupil.forename.casefold(), pupil.born.isoformat())
    return ("line", str(pupil.line))


def _names(reader: RowReader) -> tuple[str, str]:
    """Surname and forename; `Surname, First` and `First Surname` where there is one column."""
    surname, forename = reader.text("surname"), reader.text("forename")
    whole = reader.text("full_name")
    if whole and not (surname or forename):
        if "," in whole:
            surname, _comma, forename = (part.strip() for part in whole.partition(","))
        else:
            forename, _space, surname = whole.rpartition(" ")
    return " ".join(surname.split()), " ".join(forename.split())


def _uln(reader: RowReader) -> str:
    written = uln.normalise(reader.text("uln"))
    reason = uln.reason(written) if written else ""
    if reason:
        reader.note("uln", reason)
    return "" if reason else written


def _year_group(reader: RowReader) -> str:
    written = reader.text("year_group")
    found = year_group(written)
    if written and not found:
        reader.note("year", _("We do not know the year group “%(year)s”, so it was left out.", year=written[:30]))
    return found


def _periods(reader: RowReader) -> tuple[SenPeriod, ...]:
    written, start = reader.text("provision"), reader.date("sen_start", _("SEN start"))
    if not written:
        return ()
    reading = census_codes.provision(written)
    if not reading.code:
        sentence = _("“%(text)s” is not SEN support (K), an EHC plan (E) or no SEN (N).", text=written[:40])
        reader.note("provision", sentence, refuses=True)
        return ()
    if reading.note:
        reader.note("old-provision", reading.note)
    return (SenPeriod(reading.code, start),)


def _earlier(reader: RowReader) -> EarlierWork:
    cycles = reader.text("earlier_cycles")
    number = int(cycles) if cycles.isascii() and cycles.isdigit() and len(cycles) < 3 else 0
    if cycles and not number and cycles != "0":
        reader.note("cycles", _("“%(text)s” is not a number of cycles, so it was left out.", text=cycles[:20]))
    return EarlierWork(
        cycles=number,
        plan_started=reader.date("plan_started", _("Plan started")),
        outcome=reader.text("plan_outcome"),
        support=reader.text("plan_support"),
        works=reader.text("works"),
        review_due=reader.date("review_due", _("Review date")),
    )


def _joined(known: IncomingPupil, more: IncomingPupil) -> IncomingPupil:
    """Two lines of one child: needs add up, gaps are filled, a contradiction refuses the child."""
    problems = [*known.problems, *more.problems]
    for field in _MUST_AGREE:
        if getattr(known, field) != getattr(more, field):
            sentence = _("Lines %(first)s and %(second)s are about the same child but do not agree.",
                         first=known.line, second=more.line)  # fmt: skip
            problems.append(Problem("contradiction", sentence, more.line, refuses=True))
            break
    filled = {
        field: value
        for field, value in more._asdict().items()
        if field not in ("line", "needs", "problems") and value and not getattr(known, field)
    }
    codes = {need.code for need in known.needs}
    needs = (*known.needs, *(need for need in more.needs if need.code not in codes))
    return known._replace(needs=needs, problems=tuple(problems), **filled)


def _ranked(pupil: IncomingPupil) -> IncomingPupil:
    """Needs numbered 1, 2, 3 by the ranks of the file; those without one keep their order, last."""
    ordered = sorted(pupil.needs, key=lambda need: need.rank or 999)
    return pupil._replace(needs=tuple(Need(need.code, rank) for rank, need in enumerate(ordered, 1)))
