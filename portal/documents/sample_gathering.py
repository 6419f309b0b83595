"""What a case sample is made of: the cycles, what is known beside them, and the names that stand in the record."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from peewee import JOIN, fn

from portal import clock
from portal.accounts.models import Person
from portal.assessments.progress import progress
from portal.cycles.assess.models import Contribution, Understanding
from portal.cycles.learn.models import LearningUse
from portal.cycles.plan.models import Attendee, Provision
from portal.documents.pack_cycles import Turns, place_of, read_turns
from portal.documents.pack_facts import SHAREABLE, About, about, places
from portal.documents.sample_sentences import Chapter, Names, Told, chapters, short
from portal.organisation.calendar import age
from portal.organisation.models import Setting
from portal.pupils.models import Guardianship, Pupil
from portal.pupils.settings_of import Places

_LINES_OF_SCORES = 2
_SHORT = 3
_KINDS_OF_SETTING = (
    "primary", "secondary", "infant", "infants", "junior", "nursery", "school", "academy", "college", "preschool",
    "pre-school", "high", "special",
)  # fmt: skip


class Stop(NamedTuple):
    """One setting in the picture: its name, and its cycles as (number, whether it is closed)."""

    name: str
    cycles: list[tuple[int, bool]]


class Sample(NamedTuple):
    """A sample before its maker reads it."""

    called: str
    chapters: list[Chapter]
    picture: list[Stop]
    rests_on: list[list[str | int]]


def sample(child: Pupil, *, hide: bool) -> Sample:
    """A child's thread in sentences; `hide`: without the names. About 20 statements."""
    known, stays = places(child.id)
    turns = read_turns(child.id)
    versions = _versions(child.id)
    told = Told(
        _start(about(child, stays), child, hide=hide), _grew(versions), _scores(child.id, known), _used(child.id)
    )
    kinds = _kinds(known)
    labels = kinds if hide else known.labels
    names = _names(child, turns, known, kinds) if hide else None
    made = [
        Chapter(names.text(one.heading) if names else one.heading, [names.text(words) if names else words for words in one.sentences])
        for one in chapters(turns, told, labels)
    ]  # fmt: skip
    return Sample(_("Child A") if hide else child.name, made, _picture(turns, labels), _rests(turns, versions))


def _kinds(known: Places) -> dict[int, str]:
    """What each setting is, instead of its name. One statement."""
    words = {
        "nursery": _("a nursery"), "childminder": _("a childminder"), "primary": _("a primary school"),
        "secondary": _("a secondary school"), "college": _("a college"), "special": _("a special school"),
    }  # fmt: skip
    phases = dict(Setting.select(Setting.id, Setting.phase).where(Setting.id.in_(list(known.labels) or [0])).tuples())
    return {
        setting: _("a setting") if setting in known.hidden else words.get(phases.get(setting, ""), _("a school"))
        for setting in known.labels
    }


def _start(known: About, child: Pupil, *, hide: bool) -> list[str]:
    years = age(child.born_on, clock.today())
    told = [_("%(years)s years old.", years=years)]
    if known.needs and not hide:
        told.append(_("Types of need: %(needs)s.", needs="; ".join(known.needs)))
    elif known.needs:
        told.append(_("First type of need: %(need)s.", need=known.needs[0]))
    if known.since:
        told.append(_("On a SEND register since %(year)s.", year=known.since.year))
    settings = len({stay.name for stay in known.stays})
    told.append(ngettext("One setting so far.", "%(num)s settings so far, one thread.", settings))
    return told


def _versions(pupil: int) -> list[Understanding]:
    rows = Understanding.select().where((Understanding.pupil == pupil) & Understanding.audience.in_(SHAREABLE))
    return list(rows.order_by(Understanding.written_on, Understanding.id))


def _grew(versions: list[Understanding]) -> list[str]:
    """Our understanding in its first version and now."""
    if not versions:
        return []
    told = [_("First understood as: %(what)s", what=short(versions[0].statement))]
    if len(versions) > 1:
        told.append(_("Now: %(what)s", what=short(versions[-1].statement)))
    return told


def _scores(pupil: int, known: Places) -> list[str]:
    lines = progress(pupil, False, known, most=_LINES_OF_SCORES, audiences=SHAREABLE)
    return [f"{one.title}, {one.scale}: {one.says[0]}" for one in lines if one.says]


def _used(pupil: int) -> dict[int, int]:
    """In how many later cycles each learning was used. One statement."""
    rows = LearningUse.select(LearningUse.learning, fn.COUNT(LearningUse.id))
    rows = rows.where((LearningUse.pupil == pupil) & LearningUse.used).group_by(LearningUse.learning)
    return dict(rows.tuples())


def _names(child: Pupil, turns: Turns, known: Places, kinds: dict[int, str]) -> Names:
    """Every name that the record holds in a place for names. Four statements."""
    own = [child.name, f"{child.forename} {child.surname}"]
    adults = {row.deliverer_name for row in turns.helps} | {row.measured_by for row in turns.targets}
    for model in (Contribution, Attendee):
        adults |= {name for (name,) in model.select(model.name).where(model.pupil == child.id).distinct().tuples()}
    people = (
        Person.select(Person.name)
        .join(Guardianship, JOIN.LEFT_OUTER, on=(Guardianship.person == Person.id) & (Guardianship.pupil == child.id))
        .join_from(Person, Provision, JOIN.LEFT_OUTER, on=(Provision.deliverer == Person.id) & (Provision.pupil == child.id))
        .where(Guardianship.id.is_null(False) | Provision.id.is_null(False))
        .distinct()
    )  # fmt: skip
    adults |= {name for (name,) in people.tuples()}
    children = {part.casefold() for name in own for part in name.split()}
    # A parent often has the child's surname: it goes with the child's.
    adults = {name for name in adults if name and name.casefold() not in children}
    real = dict(Setting.select(Setting.id, Setting.name).where(Setting.id.in_(list(known.labels) or [0])).tuples())
    settings = {name: kinds[setting] for setting, name in real.items()}
    settings |= {core: kinds[setting] for setting, name in real.items() if len(core := _core(name)) > _SHORT}
    return Names(own, _("Child A"), adults, settings)


def _core(name: str) -> str:
    """A setting as people call it: "Harbour Lane" of "Harbour Lane Academy"."""
    words = name.split()
    end = next((place for place, word in enumerate(words) if word.lower() in _KINDS_OF_SETTING), len(words))
    return " ".join(words[:end])


def _picture(turns: Turns, labels: dict[int, str]) -> list[Stop]:
    found: list[tuple[tuple[int, int], Stop]] = []
    for cycle in turns.cycles:
        settings = (cycle.opened_at_id or cycle.setting_id, cycle.setting_id)
        if not found or found[-1][0] != settings:
            found.append((settings, Stop(place_of(cycle, labels), [])))
        found[-1][1].cycles.append((cycle.number, cycle.closed_on is not None))
    return [stop for _settings, stop in found]


def _rests(turns: Turns, versions: list[Understanding]) -> list[list[str | int]]:
    named = (
        ("outcome", turns.outcomes), ("target", turns.targets), ("provision", turns.helps), ("learning", turns.learnt),
        ("understanding", versions),
    )  # fmt: skip
    return [[table, row.id] for table, rows in named for row in rows]
