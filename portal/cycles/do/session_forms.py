"""The form of one group's session: for each child, as planned unless something is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.do.session_actions import Session
from portal.cycles.plan.models import Provision
from portal.web.forms import Form, choice, day_input, required, text, words

# As the person who runs the session says it; dose.CAUSES has the words for everybody else.
HAPPENED = (
    ("", _l("As planned")),
    ("absent", _l("Absent")),
    ("left_early", _l("Left early")),
    ("refused", _l("Refused")),
    ("cover", _l("I was moved")),
    ("room", _l("No room")),
    ("trip_or_test", _l("Trip or test")),
    ("staff_absent", _l("Staff absent")),
    ("started_late", _l("Started late")),
)
MARKS = (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"))


class GroupForm(Form):
    """The day; a subclass made by `group_form` has the fields of each child."""

    on = day_input(_l("Day"), required(_l("Enter the day")))

    def sessions(self, group: Sequence[Provision], *, as_planned: bool) -> list[tuple[Provision, Session]]:
        """What was said of each child; with `as_planned` nothing but that."""
        return [(row, Session() if as_planned else self._session(row.id)) for row in group]

    def _session(self, provision: int) -> Session:
        mark = self[f"engagement_{provision}"].data
        return Session(
            cause=self[f"cause_{provision}"].data or "",
            engagement=int(mark) if mark else None,
            measure=self[f"measure_{provision}"].data or "",
            words=self[f"words_{provision}"].data or "",
        )


def group_form(group: Sequence[Provision], **values: Any) -> GroupForm:
    """A form with four fields for each child of a group, named after the child's provision."""
    fields: dict[str, Any] = {}
    for row in group:
        fields[f"cause_{row.id}"] = choice(_l("What happened?"), HAPPENED, Optional(), default="")
        fields[f"engagement_{row.id}"] = choice(_l("How did they join in?"), MARKS, Optional())
        fields[f"measure_{row.id}"] = text(_l("What was counted"), longest=20)
        fields[f"words_{row.id}"] = words(_l("One sentence, if you like"), Optional(), rows=2, longest=1000)
    made: GroupForm = type("ThisGroupForm", (GroupForm,), fields)(**values)
    return made
