"""Who acts: what every action takes first."""

from datetime import date
from typing import NamedTuple

from portal import clock
from portal.access import sight
from portal.access.scope import OutOfScope


class Refused(Exception):
    """A rule forbids the action. `reason` is a sentence for the person; nothing was written.

    `field` names the form's field beside which it belongs, where the action knows.
    """

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class Act(NamedTuple):
    """Who acts, as what, where and when; with the form's idempotency key.

    `person` is None only for the system itself (an import from the command line).
    """

    person: int | None
    role: str
    setting: int | None
    key: str | None = None
    on: date | None = None

    @property
    def today(self) -> date:
        return self.on or clock.today()


def acting_system(role: str = "import", setting: int | None = None) -> Act:
    """The act of a command; only inside a named system scope."""
    if not sight.required().system:
        raise OutOfScope("Only a named system scope may act without a person.")
    return Act(person=None, role=role, setting=setting)
