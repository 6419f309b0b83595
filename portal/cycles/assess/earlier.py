"""What we already have: earlier material that Assess can take over as it stands, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext as _
from peewee import JOIN, fn

from portal import clock
from portal.assessments.queries import scores_since
from portal.cycles.assess.actions import WHOSE, Earlier
from portal.cycles.assess.models import Contribution
from portal.cycles.forms import RATINGS
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.cycles.rows import Rows
from portal.pupils.settings_of import hidden
from portal.timeline.models import AudienceChange, Entry

# Before a first cycle there is no day to count from: what was told within a year still speaks.
A_YEAR = timedelta(days=365)
# More is not read by anybody in one sitting; the newest stand first.
_MOST = 30


def since_when(last: Cycle | None) -> date:
    """From which day material counts as new: the last review, or a year ago for a first cycle."""
    if last is None:
        return clock.today() - A_YEAR
    return last.reviewed_on or last.closed_on or last.opened_on


def earlier(cycle: Cycle, rows: Rows) -> list[Earlier]:
    """Everything that can be taken over and was not yet, newest first within its kind; at most six statements."""
    last = Cycle.get_or_none(Cycle.id == cycle.follows_id) if cycle.follows_id else None
    secret = hidden(cycle.pupil_id)
    found = [
        *_told(cycle, since_when(last)),
        *_scores(cycle, since_when(last), secret),
        *(_of_last(last, secret) if last else ()),
    ]
    taken = {row.taken_from for row in rows.contributions}
    return [each for each in found if each.key not in taken]


def _of_last(last: Cycle, secret: frozenset[int]) -> Iterator[Earlier]:
    """What the last review found: each target with its rating, and everybody's view of how it went."""
    on = last.reviewed_on or last.closed_on or last.opened_on
    words = {value: str(label) for value, label in RATINGS}
    targets = Target.select().where((Target.cycle == last) & (Target.rating != "") & Target.dropped_on.is_null())
    for row in targets.order_by(Target.position, Target.id):
        text = f"{row.name or row.does_what}: {words.get(row.rating, row.rating)}. {row.evidence}".strip()
        name = _("Review of cycle %(number)s", number=last.number)
        yield Earlier(f"target:{row.id}", "previous", "teacher", name, text, on, "targeted", audience=row.audience)
    views = Contribution.select().where((Contribution.cycle == last) & (Contribution.stage == "review"))
    for row in views.order_by(Contribution.id).limit(_MOST):
        yield Earlier(
            f"contribution:{row.id}", "previous", row.whose, named(row, secret), row.text, row.given_on,
            context=_("view at the review of cycle %(number)s", number=last.number), audience=row.audience,
        )  # fmt: skip


def _scores(cycle: Cycle, since: date, secret: frozenset[int]) -> Iterator[Earlier]:
    """Results entered on the child's page since then, also those of the room or setting before."""
    here = Contribution.select(Contribution.score).where(
        (Contribution.cycle == cycle) & Contribution.score.is_null(False)
    )
    known = {row.score_id for row in here}
    for score in scores_since(cycle.pupil_id, since):
        if score.id not in known:
            yield Earlier(
                f"score:{score.id}", score.source, "professional" if score.source == "agency" else "teacher",
                _("a setting") if score.setting_id in secret else score.tester,
                "\n".join(filter(None, (score.headline, score.note))), score.taken_on, score.reach,
                context=score.informant, audience=score.audience, score=score.id,
            )  # fmt: skip


def named(row: Contribution, secret: frozenset[int]) -> str:
    """Who gave a view or evidence, as the reader may know it: staff of a withheld setting by their role only."""
    theirs = row.setting_id in secret and row.whose not in ("child", "family")
    return WHOSE.get(row.whose, "") if theirs or not row.name else str(row.name)


def on_one_line(text: str, longest: int = 160) -> str:
    """A text on one line, cut where a tick box would grow too long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _told(cycle: Cycle, since: date) -> Iterator[Earlier]:
    """What child and family told on pages of their own since then, in their words and for whom they chose."""
    later, words = Entry.alias(), Entry.category.in_(("family_views", "child_views"))
    corrected = later.select(later.supersedes).where((later.pupil == cycle.pupil_id) & later.supersedes.is_null(False))
    rows = (
        Entry.select(
            Entry.id, Entry.category, Entry.title, Entry.body, Entry.words_of, Entry.occurred_on,
            fn.COALESCE(AudienceChange.audience, Entry.audience),
        )
        .join(
            AudienceChange, JOIN.LEFT_OUTER,
            on=(AudienceChange.entry == Entry.id) & AudienceChange.superseded_at.is_null(),
        )
        .where(
            (Entry.pupil == cycle.pupil_id) & words & (Entry.stage == "") & (Entry.occurred_on >= since)
            & Entry.kind.in_(("family_view", "child_view", "corrected")) & Entry.redacted_at.is_null()
            & Entry.id.not_in(corrected)
        )
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(_MOST)
        .tuples()
    )  # fmt: skip
    for entry, category, title, body, words_of, on, audience in rows:
        whose = "child" if category == "child_views" else "family"
        # What a child chose by symbols stands in the title.
        chosen = title.partition(": ")[2] if whose == "child" else ""
        text = "\n".join(filter(None, (chosen, body)))
        if text:
            yield Earlier(f"entry:{entry}", "views", whose, words_of, text, on, audience=audience)
