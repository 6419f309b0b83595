"""Lines of a timeline in the reader's words: who wrote, when, who can see it, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from portal.timeline.kind_views import KindView, data_of, looks
from portal.timeline.lines import Line
from portal.web.days import in_words, in_words_of
from portal.web.page import paragraphs
from portal.web.shell import role_name

_WORKING = ("setting", "restricted")
_NONE = Markup()
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


class Says(NamedTuple):
    """Words of ours around the words of people, in one language."""

    roles: dict[str, str]
    audiences: dict[str, str]
    causes: dict[str, str]
    whose: str
    why: str
    measured: str
    joined_in: str
    covered: str
    first_written: str
    removed: str
    corrected: str
    stays: str


class Reader:
    """What turns lines into a reader's words. ``places``: setting id to the name the reader may know.

    Authors at ``withheld`` settings are not named. Made once for a list.
    """

    def __init__(self, places: Mapping[int, str], withheld: frozenset[int] = frozenset()) -> None:
        self._locale = str(get_locale())
        self.look = looks()
        self.says = _says(self._locale)
        self._places, self._withheld = places, withheld

    def by(self, line: Line) -> str:
        """ "Ruth Mensah, SENCO · Harbour Lane Academy"; whose words they are when somebody else wrote them down."""
        return _by(line, self.says, self._places, self._withheld)

    def mark(self, line: Line, *, locked: bool) -> Markup:
        """The stage, a lock for what does not travel, or the mark of the kind."""
        if locked:
            return self.look.lock
        return self.look.stages.get(line.stage) or self.kind(line).mark

    def kind(self, line: Line) -> KindView:
        """How this kind looks; as a note where the kind is not known."""
        return self.look.kinds.get(line.kind) or self.look.kinds["note"]

    def words(self, line: Line) -> Markup:
        """What the entry says."""
        return _words(line, self.kind(line), self.says)

    def note(self, line: Line, *, locked: bool) -> str:
        """A sentence below the words, for what is kept from some."""
        return _note(line, self.says) if locked or line.look_again_on else ""

    def day(self, line: Line) -> str:
        """20 Nov 2026."""
        return in_words_of(self._locale, line.occurred_on)


def is_locked(line: Line) -> bool:
    """Whether the words stay with the staff, or with some of them."""
    return line.audience.startswith(_WORKING)


def shown(lines: Iterable[Line], places: Mapping[int, str], withheld: frozenset[int] = frozenset()) -> list[Shown]:
    """Lines for a short list (a long one is written by ``items``). See ``Reader``."""
    lines, reader = list(lines), Reader(places, withheld)
    corrections = {line.supersedes: line.id for line in lines if line.supersedes}
    return [
        Shown(
            line.id,
            reader.mark(line, locked=is_locked(line)),
            line.title,
            line.occurred_on.isoformat(),
            reader.day(line),
            reader.by(line),
            reader.says.audiences[line.audience.partition(",")[0]],
            "locked" if is_locked(line) else "quiet",
            reader.words(line),
            reader.note(line, locked=is_locked(line)),
            corrections.get(line.id, 0),
        )
        for line in lines
    ]


def _words(line: Line, kind: KindView, says: Says) -> Markup:
    """What the entry says: removed, by its kind's macro, or as it was typed."""
    if line.redacted_at:
        return Markup("<p>{}</p>").format(says.removed)
    data = data_of(line)
    if kind.words is not None and (data or kind.wordy):
        return kind.words(line, data, says)
    if "\n" in line.body:
        return paragraphs(line.body)
    return Markup(f"<p>{escape(line.body)}</p>") if line.body else _NONE  # noqa: S704


@lru_cache(maxsize=32)
def _says(_locale: str) -> Says:
    return Says(
        roles={role: role_name(role) for role in _ROLES},
        audiences=audience_words(),
        causes={cause: words[:1].upper() + words[1:] for cause, words in causes().items()},
        # Filled in per line.
        whose=str(_l("%(whose)s, written down by %(author)s")),
        why=_("Why:"),
        measured=_("Measured:"),
        joined_in=_("Joined in:"),
        covered=_("Given by somebody else than planned."),
        first_written=_("See the entry as first written"),
        corrected=_("corrected"),
        removed=_("These words were removed under data protection law."),
        stays=_("Does not travel with the child and is not on the family’s timeline."),
    )


def causes() -> dict[str, str]:
    """Why a session was lost, in a few words."""
    return {
        "absent": _("absent"), "left_early": _("left early"), "refused": _("did not want to"),
        "staff_absent": _("staff absent"), "cover": _("the adult was moved to cover"), "room": _("no room"),
        "trip_or_test": _("trip or test"), "started_late": _("started late"),
    }  # fmt: skip


def audience_words() -> dict[str, str]:
    """Who can see an entry, in a few words."""
    return {
        "family": _("Family and staff"),
        "professionals": _("Professionals only"),
        "setting": _("Staff here only"),
        "restricted": _("Named roles only"),
    }


def _by(line: Line, says: Says, places: Mapping[int, str], withheld: frozenset[int]) -> str:
    """ "Ruth Mensah, SENCO · Harbour Lane Academy"; whose words they are when somebody else wrote them down."""
    place = places.get(line.setting, "") if line.setting else ""
    if line.setting in withheld:
        return place
    role = says.roles.get(line.role, "")
    author = f"{line.author}, {role}" if line.author and role else line.author or role
    if line.words_of and line.words_of != line.author:
        author = says.whose % {"whose": line.words_of, "author": line.author or role}
    return " · ".join(filter(None, (author, place)))


def _note(line: Line, says: Says) -> str:
    again = _("Look again on %(day)s.", day=in_words(line.look_again_on, "d MMMM y")) if line.look_again_on else ""
    return again if line.audience == "professionals" else " ".join(filter(None, (says.stays, again)))
