"""What everybody said and saw, as items of an evidence pack: together by cycle; advice from outside, and what a parent told to professionals only, each for itself."""

from __future__ import annotations

from collections import defaultdict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import JOIN

from portal.accounts.models import Person
from portal.cycles.assess.earlier import named
from portal.cycles.assess.models import Contribution
from portal.documents.pack_cycles import Turns
from portal.documents.pack_facts import SHAREABLE
from portal.documents.pack_items import NEEDS, PROGRESS, WELLBEING, Item
from portal.pupils.settings_of import Places
from portal.web.page import short_day

_WHOSE = {
    "child": _l("The child"), "family": _l("The family"), "teacher": _l("Teacher or key person"),
    "support_staff": _l("Support staff"), "senco": _l("SENCO"), "professional": _l("Outside professional"),
}  # fmt: skip
_SOURCES = {
    "in_house": _l("observed or assessed here"), "current": _l("attainment now"), "previous": _l("attainment before"),
    "national": _l("beside national data"), "agency": _l("advice from outside"),
}  # fmt: skip
_REACH = {"universal": _l("universal"), "targeted": _l("targeted")}


def read_views(pupil: int) -> list[Contribution]:
    """Views and evidence of all cycles that may go into a paper, oldest first. One statement.

    Evidence of a score is left out: the score stands there itself.
    """
    rows = (
        Contribution.select(Contribution, Person.profession)
        .join(Person, JOIN.LEFT_OUTER, on=(Contribution.by == Person.id), attr="writer")
        .where(
            (Contribution.pupil == pupil) & Contribution.audience.in_(SHAREABLE) & ~Contribution.nothing_new
            & Contribution.score.is_null()
        )
        .order_by(Contribution.given_on, Contribution.id)
    )  # fmt: skip
    return list(rows)


def profession(view: Contribution) -> str:
    """What an outside professional is, where an account says so."""
    writer = getattr(view, "writer", None)
    return str(writer.profession or "") if writer is not None and view.whose == "professional" else ""


def part_of(view: Contribution) -> int:
    """To which of the five parts a view or a piece of evidence belongs."""
    if view.source == "agency" or view.whose == "professional":
        return WELLBEING
    return PROGRESS if view.source in ("current", "previous", "national") else NEEDS


def view_items(views: list[Contribution], part: int, turns: Turns, known: Places) -> list[Item]:
    """The items of one part."""
    together: dict[tuple[int, int, int], list[Contribution]] = defaultdict(list)
    for view in views:
        if part_of(view) == part:
            number = turns.numbers.get(view.cycle_id, 0)
            alone = part == WELLBEING or view.audience != "family"
            together[number, view.setting_id or 0, view.id if alone else 0].append(view)
    return [_item(number, some, part, known) for (number, _setting, _alone), some in together.items()]


def _item(number: int, some: list[Contribution], part: int, known: Places) -> Item:
    first = some[0]
    if part == WELLBEING:
        title, source = _("Advice: %(who)s", who=said_by(first, known)), _said_as(first)
    elif part == PROGRESS:
        title, source = _("What the child can do, cycle %(number)s", number=number), _("Evidence of Assess")
    else:
        title, source = _("What was said and seen, cycle %(number)s", number=number), _("Views and observations")
    return Item(
        key=f"said:{'-'.join(str(view.id) for view in some)}",
        part=part,
        title=title,
        source=source,
        who="",
        on=some[-1].given_on,
        where=known.labels.get(first.setting_id, ""),
        words=[("" if part == WELLBEING else _label(view, known), view.text) for view in some],
        rests_on=tuple(("contribution", view.id) for view in some),
        private=first.audience != "family",
    )


def said_by(view: Contribution, known: Places) -> str:
    """Who said or wrote it, with their profession; of a withheld setting the role alone."""
    whose = str(_WHOSE.get(view.whose, view.whose))
    # `named` answers the role in English where nobody may be named.
    name = named(view, known.hidden) if view.name else ""
    told = name if name and view.setting_id not in known.hidden else whose
    if view.whose in ("child", "family") and view.name:
        told = view.name
    more = profession(view)
    return f"{told}, {more}" if more and more.casefold() not in told.casefold() else told


def _said_as(view: Contribution) -> str:
    if view.source in _SOURCES:
        told = str(_SOURCES[view.source])
    else:
        told = _("view at the review") if view.stage == "review" else _("view for Assess")
    return ", ".join(filter(None, (told, view.context, str(_REACH.get(view.reach, "")))))


def _label(view: Contribution, known: Places) -> str:
    return " · ".join((said_by(view, known), _said_as(view), short_day(view.given_on)))
