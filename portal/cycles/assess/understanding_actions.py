"""The verbs of our understanding of need: one living statement for each area, refined or confirmed, never started again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.assess.models import Contribution, Ground, Understanding
from portal.cycles.assess.understanding_words import AREA_NAMES
from portal.cycles.custody import held_here
from portal.cycles.models import Cycle
from portal.pupils.areas import IN_ENGLISH
from portal.timeline.following import RESTING
from portal.timeline.models import EntryDigest
from portal.timeline.record import Story, record


def newest_in(pupil: int, area: str) -> Understanding | None:
    """The version that holds in an area; None while nothing is written there. One statement."""
    return (
        Understanding.select()
        .where((Understanding.pupil == pupil) & (Understanding.area == area))
        .order_by(Understanding.number.desc())
        .first()
    )


def write_understanding(
    act: Act,
    cycle: Cycle,
    *,
    statement: str,
    barriers: str,
    changed: str = "",
    why: str = "",
    area: str = "",
    rests_on: Iterable[Contribution] = (),
    after: int | None = None,
) -> Understanding:
    """A new version of our understanding in an area ("" is the whole child), with the evidence that it rests on.

    Every version after the first says what changed and why. `after` is the number of the version the writer began
    from: Raises Refused when somebody wrote another meanwhile, or when change or reason are missing.
    """
    held_here(act, cycle)
    if area not in AREA_NAMES:
        raise Refused(_("Select the area of need."))
    last = newest_in(cycle.pupil_id, area)
    number = last.number if last else 0
    _nobody_meanwhile(last, after)
    if number and not (changed.strip() and why.strip()):
        raise Refused(_("Say what changed since the last version, and why. “Nothing” is an answer, with its reason."))
    row = _version(act, cycle, area, number + 1, statement=statement, barriers=barriers, changed=changed, why=why)
    return _recorded(act, cycle, [row], list(rests_on))


def _version(act: Act, cycle: Cycle, area: str, number: int, **words: str) -> Understanding:
    return Understanding(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, area=area, number=number, written_on=act.today,
        by=act.person, **words,
    )  # fmt: skip


def confirm(
    act: Act,
    cycle: Cycle,
    area: str,
    because: str,
    *,
    rests_on: Iterable[Contribution] = (),
    after: int | None = None,
    also: Iterable[str] = (),
) -> Understanding:
    """Our understanding in an area still holds, and why: a new version with the same words. Raises Refused.

    `also`: further areas of which the same is true for the same reason; all of them make one entry.
    """
    held_here(act, cycle)
    areas = list(dict.fromkeys([area, *also]))
    lasts = [last for one in areas if (last := newest_in(cycle.pupil_id, one)) is not None]
    if len(lasts) < len(areas):
        raise Refused(_("Nothing is written in this area yet. Write the first version."))
    _nobody_meanwhile(lasts[0], after)
    if not because.strip():
        raise Refused(_("Say why it is still right."))
    rows = [
        _version(
            act, cycle, last.area, last.number + 1, statement=last.statement, barriers=last.barriers,
            changed="Nothing", why=because,
        )
        for last in lasts
    ]  # fmt: skip
    return _recorded(act, cycle, rows, list(rests_on))


def _nobody_meanwhile(last: Understanding | None, after: int | None) -> None:
    number = last.number if last else 0
    if after is not None and after != number:
        said = _("Somebody wrote version %(number)s while you were writing. It says: “%(text)s” Send yours again to follow it.",
                 number=number, text=last.statement if last else "")  # fmt: skip
        raise Refused(said)


def _recorded(
    act: Act, cycle: Cycle, rows: list[Understanding], rests_on: list[Contribution]
) -> Understanding:  # fmt: skip
    grounds = [
        Ground(pupil=cycle.pupil_id, setting=act.setting, understanding=row, contribution=piece)
        for row in rows
        for piece in rests_on
        if piece.pupil_id == cycle.pupil_id
    ]
    row = rows[0]
    area = f" ({IN_ENGLISH[row.area]})" if row.area else ""
    title = f"Our understanding of need{area}, version {row.number}"
    if len(rows) > 1:
        title = f"Our understanding of need still holds in {len(rows)} areas"
    story = Story(
        "understanding_written", title, "\n\n".join(one.statement for one in rows), stage="assess",
        data={"number": row.number, "area": row.area, "barriers": row.barriers, "changed": row.changed, "why": row.why},
    )  # fmt: skip
    record(act, story, *rows, *grounds, pupil=cycle.pupil_id, cycle=cycle)
    return row


def _resting(rows: list[tuple[Any, int]]) -> list[int]:
    """The entries of later versions that confirmed these ones, word for word."""
    found: list[int] = []
    for number in (row for model, row in rows if model is Understanding):
        first = Understanding.get_or_none(Understanding.id == number)
        if first is not None:
            same = (Understanding.statement == first.statement) | (
                (Understanding.barriers == first.barriers) & (Understanding.barriers != "")
            )
            here = (Understanding.pupil == first.pupil) & (Understanding.area == first.area)
            later = Understanding.select(Understanding.id).where(here & same & (Understanding.number > first.number))
            found += [version for (version,) in later.tuples()]
    told = EntryDigest.select(EntryDigest.entry).where(
        (EntryDigest.subject_type == Understanding._meta.table_name) & EntryDigest.subject_id.in_(found)
    )
    return [entry for (entry,) in told.tuples()] if found else []


RESTING.append(_resting)
