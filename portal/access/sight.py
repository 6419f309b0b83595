"""Who is looking, and how far they see: one value, open for the length of a request.

A `Sight` is made from the signed-in person and the role they chose (`accounts`), and
`policy.py` turns it into the rule for each table. With no sight open, no child's row
can be read or written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, NamedTuple

from peewee import Context, Node

from portal import clock


class Sight(NamedTuple):
    """How far somebody sees.

    reach: "setting" (all children of a setting), "class" (those they teach, key or
    cover), "family", "professional", "authority" or "nobody".
    """

    reach: str
    person: int = 0
    role: str = ""
    setting: int = 0
    today: date = date.min
    system: bool = False
    counting: bool = False

    @property
    def role_pattern(self) -> str:
        """LIKE pattern that finds this role in a `restricted,role,role,` audience."""
        return f"%,{self.role},%"


class NoScope(RuntimeError):
    """A child's table was used with no sight open."""


_sight: ContextVar[Sight | None] = ContextVar("sight", default=None)
_values: ContextVar[dict[str, Any] | None] = ContextVar("values", default=None)


class Bind(Node):
    """A parameter filled when the statement runs: from the open sight, or by name.

    It lets one SQL text serve every person with the same reach (see `prepared.py`).
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __sql__(self, ctx: Context) -> Context:
        ctx._values.append(self)
        return ctx.literal(ctx.state.param or "?")


class SightBind(Bind):
    """A parameter of a rule: always of the open sight.

    A prepared statement's own bind of the same name ("setting") must never reach into a rule.
    """


def current() -> Sight | None:
    """The open sight, or None."""
    return _sight.get()


def required() -> Sight:
    """The open sight. Raises NoScope when none is open."""
    sight = _sight.get()
    if sight is None:
        raise NoScope("No scope is open: sign somebody in, or open a named system scope.")
    return sight


def resolve(bind: Bind) -> Any:
    """A bind's value: of the prepared statement under way, else of the open sight."""
    values = None if isinstance(bind, SightBind) else _values.get()
    if values is not None and bind.name in values:
        return values[bind.name]
    return getattr(required(), bind.name)


@contextmanager
def looking(sight: Sight) -> Iterator[Sight]:
    """Open a sight for the length of the block."""
    token = _sight.set(sight._replace(today=clock.today()) if sight.today == date.min else sight)
    try:
        yield sight
    finally:
        _sight.reset(token)


@contextmanager
def system(reason: str) -> Iterator[Sight]:
    """See and write every row, for a named action only (import, claim, sign-in, migration).

    `reason` says which; the architecture test lists who may call this.
    """
    with looking(Sight("system", role=reason, system=True)) as sight:
        yield sight


@contextmanager
def counting() -> Iterator[Sight]:
    """Count children across the authority without reading any one of them.

    Only `oversight/queries.py` may open it, and its queries return no child's column.
    """
    with looking(required()._replace(counting=True)) as sight:
        yield sight


@contextmanager
def bound(values: dict[str, Any]) -> Iterator[None]:
    """Fill a prepared statement's own binds."""
    token = _values.set(values)
    try:
        yield
    finally:
        _values.reset(token)
