"""What day and time it is, in one place, so that a test or the demo can set it.

Dates are civil dates in England; times are stored in UTC without an offset.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")

_fixed: datetime | None = None
_pinned: date | None = None


def now() -> datetime:
    """The present moment in UTC, without an offset, to the second."""
    moment = _fixed if _fixed is not None else datetime.now(UTC)
    if _fixed is None and _pinned is not None:
        moment = datetime.combine(_pinned, moment.timetz())
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """Today's date in England (not the server's)."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """A stored UTC time as a time in England."""
    return moment.replace(tzinfo=UTC).astimezone(ENGLAND)


def fix(moment: datetime | None) -> None:
    """Hold the clock at `moment` (aware), or let it run again with None."""
    global _fixed
    _fixed = moment


def pin(day: date | None) -> None:
    """Keep the day (the time of day runs on): for the demo, whose dates would else grow stale."""
    global _pinned, _fixed
    _pinned, _fixed = day, None
