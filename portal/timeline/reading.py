"""Lines of a timeline in the reader's words: who wrote, when, who can see it, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal.timeline.kind_views import data_of, looks
from portal.timeline.lines import Line
from portal.web.shell import role_name

_WORKING = ("setting", "restricted")
_ROLES = (
    "senco", "head", "dsl", "teacher", "ta", "cover", "childminder", "la_admin", "la_officer", "area_senco",
    "professional", "parent", "young_person",
)  # fmt: skip


class Shown(NamedTuple):
    """One line, ready for the page. ``tone`` "locked": words that do not travel; ``note``: a sentence below them."""

    id: int
    mark: Markup
    title: str
    iso: str
    day: str
    by: str
    audience: str
    tone: str
    words: Markup
    note: str
    corrected_by: int


def shown(lines: Iterable[Line], places: Mapping[int, str], withheld: frozenset[int] = frozenset()) -> list[Shown]:
    """Lines for the page. ``places``: setting id to the name the reader may know; authors at ``withheld`` ones are not named."""
    lines = list(lines)
    look, roles, audiences = looks(), {role: role_name(role) for role in _ROLES}, audience_words()
    locale = str(get_locale())
    corrections = {line.supersedes: line.id for line in lines if line.supersedes}
    result = []
    for line in lines:
        kind = look.kinds.get(line.kind) or look.kinds["note"]
        audience = line.audience.partition(",")[0]
        locked = audience in _WORKING
        data = data_of(line)
        result.append(
            Shown(
                line.id,
                look.lock if locked else look.stages.get(line.stage) or kind.mark,
                line.title,
                line.occurred_on.isoformat(),
                _day(line.occurred_on, locale),
                _by(line, roles, places, withheld),
                audiences[audience],
                "locked" if locked else "quiet",
                _redacted() if line.redacted_at else kind.words(line, data),
                _note(line) if locked or line.look_again_on else "",
                corrections.get(line.id, 0),
            )
        )
    return result


def audience_words() -> dict[str, str]:
    """Who can see an entry, in a few words."""
    return {
        "family": _("Family and staff"),
        "professionals": _("Professionals only"),
        "setting": _("Staff here only"),
        "restricted": _("Named roles only"),
    }


def _by(line: Line, roles: Mapping[str, str], places: Mapping[int, str], withheld: frozenset[int]) -> str:
    """ "Ruth Mensah, SENCO · Harbour Lane Academy"; whose words they are when somebody else wrote them down."""
    place = places.get(line.setting, "") if line.setting else ""
    if line.setting in withheld:
        return place
    role = roles.get(line.role, "")
    author = f"{line.author}, {role}" if line.author and role else line.author or role
    if line.words_of and line.words_of != line.author:
        author = _("%(whose)s, written down by %(author)s", whose=line.words_of, author=line.author or role)
    return " · ".join(filter(None, (author, place)))


def _note(line: Line) -> str:
    again = _("Look again on %(day)s.", day=format_date(line.look_again_on, "d MMMM y")) if line.look_again_on else ""
    if line.audience == "professionals":
        return again
    return " ".join(filter(None, (_("Does not travel with the child and is not on the family’s timeline."), again)))


def _redacted() -> Markup:
    return Markup("<p>{}</p>").format(_("These words were removed under data protection law."))


@lru_cache(maxsize=4096)
def _day(day: date, _locale: str) -> str:
    """20 Nov 2026; kept per language, since working it out costs more than the rest of a line."""
    return str(format_date(day, "d MMM y"))
