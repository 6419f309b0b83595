"""Links between what earlier cycles taught and the target or help of a plan that uses it: rows to save, nothing saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.access.acting import Act
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target


def linked(
    act: Act,
    cycle: Cycle,
    learnings: Sequence[int],
    *,
    target: Target | None = None,
    provision: Provision | None = None,
) -> list[Any]:
    """The rows that link these learnings, and no others, to a target or kind of help: save them in its own record() call.

    A learning that was linked here and is not among `learnings` is open again. The target or help may be new.
    """
    wanted = {
        row.id: row
        for row in Learning.select().where((Learning.pupil == cycle.pupil_id) & Learning.id.in_(list(learnings)))
    }
    here = {row.learning_id: row for row in LearningUse.select().where(LearningUse.cycle == cycle)}
    rows: list[Any] = []
    for learning in wanted.values():
        use = here.get(learning.id) or new_use(act, cycle, learning)
        use.used, use.how = True, place_of(target, provision)
        if target is not None:
            use.target = target
        if provision is not None:
            use.provision = provision
        rows += [use, *retire(act, learning, "")]
    for use in here.values():
        if use.learning_id not in wanted and _linked_to(use, target, provision):
            if target is not None:
                use.target = None
            if provision is not None:
                use.provision = None
            if not (use.target_id or use.provision_id):
                use.how = ""
            rows.append(use)
    return rows


def _linked_to(use: LearningUse, target: Target | None, provision: Provision | None) -> bool:
    return bool(
        (target is not None and target.id and use.target_id == target.id)
        or (provision is not None and provision.id and use.provision_id == provision.id)
    )


def new_use(act: Act, cycle: Cycle, learning: Learning | int) -> LearningUse:
    """What this plan does with a learning, not decided yet."""
    return LearningUse(pupil=cycle.pupil_id, learning=learning, cycle=cycle, setting=act.setting)


def retire(act: Act, learning: Learning, reason: str) -> list[Learning]:
    """The learning itself where it changes: retired with a reason, or in force again."""
    wanted = act.today if reason.strip() else None
    if bool(learning.retired_on) == bool(wanted):
        return []
    learning.retired_on, learning.retired_reason = wanted, reason
    return [learning]


def place_of(target: Target | None, provision: Provision | None) -> str:
    """What a use says of its place: the names of target and help."""
    names = [target.name or target.does_what[:80] if target else "", provision.name if provision else ""]
    return ", ".join(filter(None, names))
