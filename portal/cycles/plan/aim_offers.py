"""What is known already, offered while aims are written: hopes in people's own words, evidence, names and days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.plan.aim_examples import EXAMPLES, Example, ages_of, examples
from portal.cycles.plan.models import Outcome, Target
from portal.cycles.plan.review_dates import review_dates
from portal.cycles.plan.smart import Smart
from portal.pupils.models import Placement
from portal.pupils.settings_of import secret

_MOST_HOPES = 8
_SHORTEST, _LONGEST = 12, 200


class Said(NamedTuple):
    """Something that was said or found in Assess and that the family may read. `hope`: child's or family's own words."""

    id: int
    text: str
    hope: bool


def said(cycle: Cycle) -> list[Said]:
    """Views of child and family, and evidence, of this cycle. Only what everybody who reads the plan may read. One statement."""
    rows = (
        Contribution.select(Contribution.id, Contribution.text, Contribution.whose, Contribution.source)
        .where(
            (Contribution.cycle == cycle)
            & (Contribution.stage == "assess")
            & (Contribution.audience == "family")
            & (Contribution.source != "sense")
        )
        .order_by(Contribution.id)
        .tuples()
    )
    return [
        Said(number, text, hope=source == "views" and whose in ("child", "family"))
        for number, text, whose, source in rows
        if source != "views" or whose in ("child", "family")
    ]


def hopes(found: list[Said]) -> list[str]:
    """Sentences of child and family to pick from, as they said them; the longest are left to the whole view."""
    sentences = [
        line.strip()
        for one in found
        if one.hope
        for line in re.split(r"(?<=[.!?])\s+|\n+", one.text)
        if _SHORTEST <= len(line.strip()) <= _LONGEST
    ]
    return list(dict.fromkeys(sentences))[:_MOST_HOPES]


def findings(found: list[Said]) -> list[tuple[str, str]]:
    """Evidence to take a baseline from: (id, its beginning)."""
    return [(str(one.id), one.text[:160]) for one in found if not one.hope]


def finding(found: list[Said], chosen: str) -> str:
    """The words of one piece of evidence, short enough for a baseline."""
    text = next((one.text for one in found if str(one.id) == chosen), "")
    return " ".join(text.split())[:255]


def forename(cycle: Cycle) -> str:
    """The name the child goes by."""
    return str(cycle.pupil.preferred_forename or cycle.pupil.forename)


def start_of_target(cycle: Cycle) -> dict[str, Any]:
    """What a new target begins with: the child's name, the day of the review, who measures."""
    person = cycle.responsible_teacher_id or cycle.lead_id
    named = person and not secret(cycle.pupil_id, cycle.setting_id)
    return {
        "who": forename(cycle),
        "by_when": due(cycle),
        "measured_by": Person.get_by_id(person).name if named else "",
    }


def due(cycle: Cycle) -> date:
    """By when a target is due unless somebody says otherwise: at the review, as set or as proposed."""
    found: date = cycle.review_on or review_dates(cycle).proposed
    return found


def carried_on(target: Target, cycle: Cycle) -> Smart:
    """A target of an earlier cycle to go on with: where it ended is where the next one starts."""
    parts = {name: getattr(target, name) for name in Smart._fields}
    # Its number then is not its number now: what was last measured stands in the evidence, in words.
    baseline = target.evidence[:255] or target.baseline
    # Who measured it at another setting does not measure it here, and may say which setting it was.
    by = target.measured_by if target.setting_id == cycle.setting_id else ""
    return Smart(**{**parts, "baseline": baseline, "baseline_value": "", "by_when": due(cycle), "measured_by": by})


def into(earlier: list[Outcome], now: list[Outcome]) -> dict[int, int]:
    """For each outcome of the cycle before, the one of this plan under which its targets go on."""
    found: dict[int, int] = {}
    for old in earlier:
        same = [row for row in now if row.carries == old.id]
        same = (
            same
            or [row for row in now if row.text == old.text]
            or [row for row in now if row.area and row.area == old.area]
        )
        chosen = next(iter(same or now), None)
        if chosen is not None:
            found[old.id] = chosen.id
    return found


def examples_for(cycle: Cycle, area: str) -> list[Example]:
    """Examples that fit the child's age and the outcome's area. One statement."""
    year: str | None = (
        Placement.select(Placement.year_group)
        .where((Placement.pupil == cycle.pupil_id) & (Placement.setting == cycle.setting_id))
        .order_by(Placement.starts_on.desc())
        .scalar()
    )
    return examples(area, ages_of(year or ""))


def example(key: str) -> Example | None:
    """The example that `?example=` names."""
    return next((one for one in EXAMPLES if one.key == key), None)
