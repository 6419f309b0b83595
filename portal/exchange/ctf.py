"""Common Transfer Files: bytes in, `CtfFile` out, with what is wrong with each child.

Source: DfE CTF specifications 15 to 25.0. Names are matched without namespace; `Sex` (25) and
`Gender` (older) are both read; unknown elements and suppliers' `SuppInfo` are skipped; a version
not seen yet is read with a warning. SEN periods have a start only: each ends at the next one.
"""

import datetime as dt
import re
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405

from flask_babel import gettext as _

from portal.exchange import safe_xml
from portal.exchange.ctf_pupil import read_pupil
from portal.exchange.incoming import IncomingPupil
from portal.exchange.problems import Problem, UnreadableFile
from portal.exchange.safe_xml import text

#: Heavy blocks that the portal has no use for, and blocks with data it must not hold.
SKIPPED = frozenset({
    "SuppInfo", "NAWdetails", "Address", "FSMhistory", "StageAssessments", "Attendance", "Languages",
    "Ethnicity", "EthnicitySource", "ServiceChild", "Exclusions", "Learning",
})  # fmt: skip
#: Versions whose specification or files we know of.
KNOWN_VERSIONS = range(12, 27)
MAX_PUPILS = 20_000


class School(NamedTuple):
    """A school as a CTF names it: LA code, establishment number (`LLLL`: the LA itself), name."""

    la: str
    estab: str
    name: str = ""

    @property
    def number(self) -> str:
        """The seven-digit DfE number, empty unless it names one school."""
        number = self.la + self.estab
        return number if len(number) == 7 and number.isdigit() else ""


class CtfFile(NamedTuple):
    """One transfer file. `academic_year` is the year in which it starts (2025 for 2025/26).

    `pupils` holds every child of the file in its order, refused ones with their reasons.
    """

    version: str
    made: str
    source: School
    destination: School
    academic_year: int | None
    pupils: tuple[IncomingPupil, ...]
    notes: tuple[Problem, ...]


def read(content: bytes, today: dt.date) -> CtfFile:
    """Read a transfer file. `today` judges dates of birth.

    Raises UnreadableFile with one sentence when it is no transfer file; a child that cannot be read
    is kept with its reasons and never stops the others.
    """
    root = safe_xml.read(content, SKIPPED)
    if root.tag != "CTfile":
        raise UnreadableFile("not-ctf", _("This is an XML file, but not a Common Transfer File."))
    header = root.find("Header")
    if header is None:
        raise UnreadableFile("no-header", _("This transfer file has no header, so we cannot tell where it is from."))
    elements = root.findall("CTFpupilData/Pupil")
    if not elements:
        raise UnreadableFile("no-pupils", _("There are no children in this transfer file."))
    if len(elements) > MAX_PUPILS:
        raise UnreadableFile("too-large", _("There are more than %(count)s children in this file.", count=MAX_PUPILS))
    source = header.find("SourceSchool")
    version = text(header, "CTFversion")
    return CtfFile(
        version=version,
        made=text(header, "DateTime"),
        source=_school(source),
        destination=_school(header.find("DestSchool")),
        academic_year=_year(text(source, "AcademicYear")),
        pupils=_without_repeats([read_pupil(element, place, today) for place, element in enumerate(elements, 1)]),
        notes=tuple(_version_notes(version)),
    )


def _school(element: Element | None) -> School:
    return School(text(element, "LEA")[:7], text(element, "Estab")[:7], text(element, "SchoolName")[:200])


def _year(written: str) -> int | None:
    return int(written) if re.fullmatch(r"20\d\d", written, re.ASCII) else None


def _version_notes(version: str) -> list[Problem]:
    found = re.fullmatch(r"(\d{1,3})(?:\.\d+)?", version, re.ASCII)
    if found and int(found[1]) in KNOWN_VERSIONS:
        return []
    return [
        Problem(
            "unknown-version",
            _("This file says it is version “%(version)s”, which we have not seen. Check the children with care.",
              version=version[:20]),
        )
    ]  # fmt: skip


def _without_repeats(pupils: list[IncomingPupil]) -> tuple[IncomingPupil, ...]:
    """Refuse a child whose UPN an earlier child of the same file has (census rule 1520)."""
    first: dict[str, int] = {}
    checked: list[IncomingPupil] = []
    for pupil in pupils:
        if pupil.upn and pupil.upn in first:
            problem = Problem(
                "repeated-upn",
                _("The UPN %(upn)s is also that of child %(place)s in this file.",
                  upn=pupil.upn, place=first[pupil.upn]),
                pupil.line,
                refuses=True,
            )  # fmt: skip
            pupil = pupil._replace(problems=(*pupil.problems, problem))
        elif pupil.upn:
            first[pupil.upn] = pupil.line
        checked.append(pupil)
    return tuple(checked)
