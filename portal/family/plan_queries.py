"""What a family's page of the plan reads: aims in full, what the family said, its copies. One prepared statement each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN, Value

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.assess.models import Contribution
from portal.cycles.plan.models import Circulation, Outcome, Target
from portal.cycles.plan.smart import Smart
from portal.timeline.models import Entry


class Aim(NamedTuple):
    """One outcome, once for each of its targets (target columns empty where there is none)."""

    outcome: int
    verb: str
    text: str
    aspiration: str
    target: int | None
    name: str | None
    who: str | None
    does_what: str | None
    how_well: str | None
    how_often: str | None
    where: str | None
    by_when: date | None
    measured_how: str | None
    measured_when: str | None
    measured_by: str | None
    baseline: str | None
    generalise: str | None

    def smart(self, *, names: bool) -> Smart:
        """The target in its parts; `names` False leaves out who measures it (nobody of a withheld setting is named)."""
        return Smart(
            "", self.does_what or "", self.how_well or "", self.where or "", self.by_when, self.measured_how or "",
            self.measured_when or "", (self.measured_by or "") if names else "", self.baseline or "", who=self.who or "",
            how_often=self.how_often or "", generalise=self.generalise or "",
        )  # fmt: skip


aims: Prepared[Aim] = Prepared(
    Aim,
    lambda: (
        Outcome.select(
            Outcome.id, Outcome.verb, Outcome.text, Outcome.aspiration, Target.id, Target.name, Target.who,
            Target.does_what, Target.how_well, Target.how_often, Target.where, Target.by_when, Target.measured_how,
            Target.measured_when, Target.measured_by, Target.baseline, Target.generalise,
        )
        .join(Target, JOIN.LEFT_OUTER, on=(Target.outcome == Outcome.id) & Target.dropped_on.is_null())
        .where((Outcome.cycle == Bind("cycle")) & Outcome.dropped_on.is_null())
        .order_by(Outcome.position, Outcome.id, Target.position, Target.id)
    ),
)  # fmt: skip


class Said(NamedTuple):
    """A view of the family in this cycle ("view"), or the entry that says that the plan was sent ("sent")."""

    what: str
    id: int
    name: str
    text: str
    on: date


def _said() -> object:
    views = Contribution.select(
        Value("view"), Contribution.id, Contribution.name, Contribution.text, Contribution.given_on
    ).where((Contribution.cycle == Bind("cycle")) & (Contribution.whose == "family") & (Contribution.stage == "assess"))
    sent = Entry.select(Value("sent"), Entry.id, Entry.title, Value(""), Entry.occurred_on).where(
        # By the child: entries have no index of their own by cycle.
        (Entry.pupil == Bind("pupil")) & (Entry.cycle_id == Bind("cycle")) & (Entry.kind == "plan_circulated")
    )
    # What the family wrote of its own accord since the cycle began: taken over or not, it was said for this plan.
    own = Entry.select(Value("view"), Entry.id, Entry.words_of, Entry.body, Entry.occurred_on).where(
        (Entry.pupil == Bind("pupil"))
        & (Entry.kind == "family_view")
        & (Entry.stage == "")
        & (Entry.occurred_on >= Bind("opened_on"))
    )
    return views.union_all(own).union_all(sent)


said: Prepared[Said] = Prepared(Said, _said)


def copies(cycle: int, person: int) -> list[Circulation]:
    """The copies of a cycle's plan that were sent to this person, newest first. One statement."""
    return list(
        Circulation.select()
        .where((Circulation.cycle == cycle) & (Circulation.person == person))
        .order_by(Circulation.plan_version.desc(), Circulation.id.desc())
    )
