"""The form of one group's session: for each child, as planned unless something is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional, ValidationError

from portal.access.me import me
from portal.cycles.do.session_actions import AS_PLANNED, OF_A_GROUP, Giver, Session
from portal.cycles.do.session_group import JOINED, Child, Group
from portal.cycles.do.session_measure import LONGEST
from portal.web.forms import Form, choice, day_input, required, select, text, words

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
# Why a whole group did not meet: one tap for all of them.
NO_SESSION = tuple((value, label) for value, label in HAPPENED if value in OF_A_GROUP)
MARKS = tuple((str(mark), label) for mark, label in JOINED.items())


class GroupForm(Form):
    """The day and what the form was opened on; a subclass made by `group_form` has the fields of each child."""

    group: Group
    on = day_input(_l("Day"), required(_l("Enter the day")))
    # The versions of the day's rows (`Group.seen`), and the role in which the form was opened.
    seen = HiddenField()
    role = HiddenField()

    def open(self) -> GroupForm:
        """On what it is opened: the day's rows as they stand, and whose form it is."""
        self.seen.data, self.role.data = self.group.seen, str(me().membership or "")
        return self

    @property
    def anothers(self) -> bool:
        """Whether somebody else, or the same person in another role, opened it: a form may wait on a shared phone."""
        return bool(self.role.data) and self.role.data != str(me().membership or "")

    def sessions(self, *, all_as_planned: bool, lost: str) -> list[tuple[Any, Session]]:
        """What was said of each child; with `all_as_planned` nothing but that, with `lost` the cause for all of them."""
        if all_as_planned or lost:
            return [(row, Session(lost)) for row in self.group.rows]
        return [(child.row, self._told(child)) for child in self.group.children]

    def changed(self) -> list[str]:
        """The first names of those of whom something was said that is not logged already."""
        return [child.forename for child in self.group.children if self._session(child) not in self._standing(child)]

    def _standing(self, child: Child) -> tuple[Session, ...]:
        row = self.group.logged.get(child.row.id)
        return (Session(), Session(row.cause, row.engagement, row.measure)) if row else (Session(),)

    def giver(self) -> Giver:
        """Who gave it, when it was not the person of the plan."""
        named, person = self[f"giver_name_{self.group.id}"].data, self[f"giver_{self.group.id}"].data
        return Giver(int(person), "") if person else Giver(None, named) if named else AS_PLANNED

    def _told(self, child: Child) -> Session:
        said = self._session(child)
        return said._replace(counted=child.measured.said(said.measure) if child.measured else "")

    def _session(self, child: Child) -> Session:
        key = child.row.id
        mark = self[f"engagement_{key}"].data
        typed = self[f"measure_{key}"].data or "" if child.measured else ""
        return Session(
            cause=self[f"cause_{key}"].data or "",
            engagement=int(mark) if mark else None,
            measure=typed,
            words=self[f"words_{key}"].data or "",
        )


def group_form(group: Group, staff: Sequence[tuple[str, str]], **values: Any) -> GroupForm:
    """A form with fields for each child of a group, named after the child's provision. `staff`: who may have given it."""
    fields: dict[str, Any] = {"group": group}
    for child in group.children:
        key = child.row.id
        fields[f"cause_{key}"] = choice(_l("What happened?"), HAPPENED, Optional(), default="")
        fields[f"engagement_{key}"] = choice(_l("How did they join in?"), MARKS, Optional())
        if child.measured:
            fields[f"measure_{key}"] = text(child.measured.question(), _counted(child), longest=LONGEST)
        fields[f"words_{key}"] = words(_l("One sentence, if you like"), Optional(), rows=2, longest=1000)
    fields[f"giver_{group.id}"] = select(_l("Given by"), [("", _planned(group)), *_others(group, staff)], Optional())
    fields[f"giver_name_{group.id}"] = text(_l("Or a name that is not in the list"), _one_of_both(group), longest=120)
    made: GroupForm = type("ThisGroupForm", (GroupForm,), fields)(**{**_covering(group), **values})
    return made


def _counted(child: Child) -> Callable[[Any, Any], None]:
    """A number where the target counts one; kept without its unit."""

    def check(_form: Any, field: Any) -> None:
        if child.measured is None:
            return
        try:
            field.data = child.measured.read(field.data or "")
        except ValueError as wrong:
            raise ValidationError(f"{child.forename}: {wrong}") from None

    return check


def _one_of_both(group: Group) -> Callable[[Any, Any], None]:
    def check(form: Any, field: Any) -> None:
        if field.data and form[f"giver_{group.id}"].data:
            raise ValidationError(_("Choose who gave it, or type a name: not both"))

    return check


def _planned(group: Group) -> str:
    if group.runner == me().person:
        return _("me, as planned")
    return _("%(who)s, as planned", who=group.who) if group.who else _("as planned")


def _others(group: Group, staff: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Everybody here but the person of the plan; oneself first."""
    own = str(me().person)
    listed = [(value, name) for value, name in staff if value not in (own, str(group.runner))]
    return [(own, _("me")), *listed] if group.runner != me().person else listed


def _covering(group: Group) -> dict[str, str]:
    """Who covers today gives what they log, unless they say otherwise."""
    covers = group.runner != me().person and any(child.covered for child in group.children)
    return {f"giver_{group.id}": str(me().person)} if covers else {}
