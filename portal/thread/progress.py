"""What is missing in the open cycle, by the rules of ``cycles``, from rows that the child page has read already."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from portal.cycles import stages
from portal.cycles.facts import Stage
from portal.cycles.plan.models import IN_PLAN
from portal.cycles.rows import facts
from portal.cycles.tasks import Task, tasks
from portal.thread.drawing import LETTERS
from portal.thread.plan_queries import Aim, Help, Learnt, Part, parts
from portal.thread.queries import Head, Turn

if TYPE_CHECKING:
    from portal.cycles.models import Cycle
    from portal.cycles.rows import Rows

# Stages whose rules look at views, evidence or training, which the page shows nowhere else.
_READS_PARTS = ("assess", "plan", "review", "learn")


class ReadRows:
    """The rows of one cycle in the shape that the rules of ``cycles.rows`` look at; at most one statement more."""

    # Changes not sent yet remind, they never block: the page does not read them.
    unsent = 0

    def __init__(
        self, heads: list[Head], turn: Turn, aims: list[Aim], helps: list[Help], learnings: list[Learnt]
    ) -> None:
        self.cycle = turn
        self._heads, self._aims, self._helps, self._learnings = heads, aims, helps, learnings

    @cached_property
    def _parts(self) -> list[Part]:
        return parts.rows(cycle=self.cycle.id) if self.cycle.stage in _READS_PARTS else []

    def of_stage(self, stage: str) -> list[Part]:
        """Views and evidence of one stage."""
        return [part for part in self._parts if part.what == "view" and part.stage == stage]

    @property
    def reflections(self) -> list[Part]:
        """What people said in the pause to learn."""
        return [part for part in self._parts if part.what == "reflection"]

    @property
    def training(self) -> list[Any]:
        """What somebody must learn first."""
        return [
            SimpleNamespace(id=part.id, what=part.text, met_on=part.on, delay_reason=part.delay_reason)
            for part in self._parts
            if part.what == "training"
        ]

    @property
    def outcomes(self) -> list[Any]:
        """Outcomes with their targets."""
        found = []
        for outcome, rows in groupby(self._aims, key=_outcome):
            targets = [_target(row) for row in rows if row.target is not None]
            number, words, rating, evidence = outcome
            found.append(SimpleNamespace(id=number, text=words, rating=rating, evidence=evidence, targets=targets))
        return found

    @property
    def provisions(self) -> list[Any]:
        """What the plan holds, each once."""
        once = {row.id: row for row in self._helps if row.status in IN_PLAN}
        return sorted(once.values(), key=lambda row: (row.kind, row.id))

    @property
    def understandings(self) -> list[Any]:
        """The newest version in each area."""
        return [
            SimpleNamespace(area=head.area or "", cycle_id=head.written_in, barriers=head.barriers or "")
            for head in self._heads
            if head.version is not None
        ]

    @property
    def differences(self) -> list[Any]:
        """Views that differ remind, they never block: the page does not read them."""
        return []

    @property
    def learnings(self) -> list[Learnt]:
        """What this cycle taught."""
        return _once(row for row in self._learnings if row.cycle_number == self.cycle.number)

    @property
    def inherited(self) -> list[Any]:
        """What earlier cycles taught, with what this cycle does with it: see ``cycles.ledger``."""
        earlier = [row for row in self._learnings if (row.cycle_number or 0) < self.cycle.number]
        here = {row.id: row for row in earlier if row.use_cycle == self.cycle.number}
        return [
            SimpleNamespace(state=self._state(here.get(row.id)))
            for row in _once(earlier)
            if row.retired_on is None or row.id in here
        ]

    def _state(self, use: Learnt | None) -> str:
        if use is None or use.used is None:
            return "open"
        if not use.used:
            return "aside"
        places = {("t", row.target) for row in self._aims} | {("p", row.id) for row in self.provisions}
        standing = {("t", use.use_target), ("p", use.use_provision)} & places
        return "used" if standing or (use.how and not (use.use_target or use.use_provision)) else "open"


def _outcome(aim: Aim) -> tuple[int, str, str, str]:
    return aim.outcome, aim.outcome_text, aim.outcome_rating, aim.outcome_evidence


def _once(rows: Any) -> list[Learnt]:
    return list({row.id: row for row in rows}.values())


def _target(row: Aim) -> Any:
    return SimpleNamespace(
        id=row.target, name=row.name, does_what=row.does_what, measured_how=row.measured_how or "",
        measured_when=row.measured_when, by_when=row.by_when, measured_by=row.measured_by or "",
        rating=row.rating, evidence=row.evidence or "", scale=row.scale, scaled=row.scaled,
    )  # fmt: skip


def missing(rows: ReadRows, *, agrees: bool = True) -> list[Task]:
    """What blocks the next stage, with links to where it is done; `agrees`: see `cycles.tasks.tasks`."""
    turn = rows.cycle
    stage = Stage.CLOSED if turn.closed_on else Stage(turn.stage)
    things = stages.blocking(stages.missing(facts(cast("Rows", rows))))
    return tasks(cast("Cycle", turn), LETTERS.get(stage, "L"), things, agrees=agrees)


def state(turn: Turn, today: Any) -> stages.State:
    """What to call a cycle today."""
    return stages.state_of(
        Stage.CLOSED if turn.closed_on else Stage(turn.stage), today, agreed_on=turn.agreed_on,
        circulated_on=turn.circulated_on, review_on=turn.review_on, reviewed_on=turn.reviewed_on,
    )  # fmt: skip
