"""What was said for a review: one's own answers, and everybody's in the order of the meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.me import me
from portal.cycles.assess.models import Contribution
from portal.cycles.forms import WHOSE
from portal.cycles.models import Cycle

_ORDER = {whose: place for place, (whose, _words) in enumerate(WHOSE)}
_NAMES = dict(WHOSE)


class Voice(NamedTuple):
    """One person's answers, as the meeting reads them. `text`: a view that was not given in three questions.

    `mine`: the reader wrote it down and may change it until the review is held.
    """

    id: int
    whose: str
    role: str
    name: str
    better: str
    hard: str
    wish: str
    text: str
    on: date
    audience: str
    mine: bool


def voices(views: Iterable[Contribution], secret: frozenset[int]) -> list[Voice]:
    """Everybody's answers, the child's first. Nobody of a setting in `secret` is named. No statement."""
    mine = me().person
    found = [
        Voice(
            row.id, row.whose, str(_NAMES.get(row.whose, "")),
            row.name if row.setting_id not in secret or row.whose in ("child", "family") else _("Somebody at a setting"),
            row.better, row.hard, row.wish, "" if row.better or row.hard or row.wish else row.text,
            row.given_on, row.audience, row.by_id == mine,
        )
        for row in views
    ]  # fmt: skip
    return sorted(found, key=lambda voice: (_ORDER.get(voice.whose, len(_ORDER)), voice.on, voice.id))


def own_view(cycle: Cycle, whose: str, person: int) -> Contribution | None:
    """What a person said for the review of a cycle on their own page, the newest of it. One statement."""
    return (
        Contribution.select()
        .where(
            (Contribution.cycle == cycle.id)
            & (Contribution.stage == "review")
            & (Contribution.by == person)
            & (Contribution.whose == whose)
        )
        .order_by(Contribution.id.desc())
        .first()
    )
