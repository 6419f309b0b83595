"""Staff and classes of a setting from a CSV: who works here, in which room or class."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from portal.exchange.csv_text import Row, Sheet
from portal.exchange.problems import Problem, UnreadableFile
from portal.pupils.census_codes import fold
from portal.pupils.year_groups import year_group

_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\"]+\.[^@\s,;:<>()\[\]\\\"]+")
#: Words in a job title, in the order in which they decide. Roles are those of the portal.
_ROLES = (
    ("senco", "senco"), ("inclusionlead", "senco"), ("safeguarding", "dsl"), ("dsl", "dsl"),
    ("headteacher", "head"), ("head", "head"), ("manager", "head"), ("principal", "head"),
    ("teachingassistant", "ta"), ("assistant", "ta"), ("supportstaff", "ta"), ("lsa", "ta"), ("hlta", "ta"),
    ("teacher", "teacher"), ("tutor", "teacher"), ("keyperson", "teacher"), ("roomleader", "teacher"),
    ("practitioner", "teacher"), ("educator", "teacher"),
)  # fmt: skip


class StaffRow(NamedTuple):
    """Somebody who works at the setting. `role` is empty when the words were not understood."""

    line: int
    email: str
    name: str
    role: str
    classes: tuple[str, ...]
    problems: tuple[Problem, ...]


class ClassRow(NamedTuple):
    """A class, room or form. `email` is that of its teacher or leader, empty if not given."""

    line: int
    name: str
    year_group: str
    email: str
    problems: tuple[Problem, ...]


def role_of(written: str) -> str:
    """The portal's role for a job title; empty when no word of it is known."""
    folded = fold(written)
    if folded == "ta":
        return "ta"
    return next((role for word, role in _ROLES if word in folded), "")


def read_staff(sheet: Sheet, mapping: Mapping[str, int]) -> tuple[StaffRow, ...]:
    """Each person with what is wrong. Raises UnreadableFile without a column of e-mail addresses."""
    if "email" not in mapping:
        raise UnreadableFile("columns", _("Say which column holds the e-mail addresses."))
    rows: list[StaffRow] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        email = _cell(row, mapping, "email").casefold()
        name = _cell(row, mapping, "full_name") or " ".join(
            part for part in (_cell(row, mapping, "forename"), _cell(row, mapping, "surname")) if part
        )
        role = role_of(_cell(row, mapping, "role"))
        classes = tuple(
            part.strip()[:60] for part in re.split(r"[;,/|]", _cell(row, mapping, "class_name")) if part.strip()
        )
        problems = tuple(_staff_problems(row.line, email, name, _cell(row, mapping, "role"), role, seen))
        seen.setdefault(email, row.line)
        rows.append(StaffRow(row.line, email, name[:200], role, classes, problems))
    return tuple(rows)


def _staff_problems(
    line: int, email: str, name: str, written_role: str, role: str, seen: Mapping[str, int]
) -> list[Problem]:
    problems: list[Problem] = []
    if not is_email(email):
        sentence = _("“%(email)s” is not an e-mail address.", email=email[:60])
        problems.append(Problem("email", sentence, line, refuses=True))
    elif email in seen:
        sentence = _("%(email)s is also on line %(line)s.", email=email, line=seen[email])
        problems.append(Problem("repeated-email", sentence, line, refuses=True))
    if not name:
        problems.append(Problem("no-name", _("There is no name."), line, refuses=True))
    if not role:
        sentence = _("We do not know the role “%(role)s”. Give the role by hand.", role=written_role[:40])
        problems.append(Problem("role", sentence, line, refuses=True))
    return problems


def is_email(text: str) -> bool:
    """Whether `text` has the form of one e-mail address."""
    return len(text) <= 254 and bool(_EMAIL.fullmatch(text))


def read_classes(sheet: Sheet, mapping: Mapping[str, int]) -> tuple[ClassRow, ...]:
    """Each class once. Raises UnreadableFile without a column of class names."""
    if "class_name" not in mapping:
        raise UnreadableFile("columns", _("Say which column holds the names of the classes or rooms."))
    rows: dict[str, ClassRow] = {}
    for row in sheet.rows:
        name = _cell(row, mapping, "class_name")[:60]
        email = _cell(row, mapping, "email").casefold()
        if not name or fold(name) in rows:
            continue
        problems: tuple[Problem, ...] = ()
        if email and not is_email(email):
            problems = (Problem("email", _("“%(email)s” is not an e-mail address.", email=email[:60]), row.line),)
            email = ""
        rows[fold(name)] = ClassRow(row.line, name, year_group(_cell(row, mapping, "year_group")), email, problems)
    return tuple(rows.values())


def _cell(row: Row, mapping: Mapping[str, int], field: str) -> str:
    place = mapping.get(field, -1)
    return row.cells[place] if 0 <= place < len(row.cells) else ""
