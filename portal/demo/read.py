"""What people have read of their notices: everything until a fortnight before; what came since waits for them."""

from datetime import UTC, date, datetime

from portal.access import sight
from portal.demo.playing import on
from portal.notices import actions as notices
from portal.notices.models import Message, Notice

_UP_TO = datetime(2026, 11, 9, 18, 0, tzinfo=UTC)


def play() -> None:
    """Each person reads, in their own role, what was there by Monday 9 November."""
    on(date(2026, 11, 10))
    newest: dict[tuple[int, int | None], int] = {}
    for number, person, setting in (
        Notice.select(Notice.id, Notice.person, Notice.setting)
        .where(Notice.made_at <= _UP_TO)
        .order_by(Notice.id)
        .tuples()
    ):
        newest[person, setting] = number
    for (person, setting), number in newest.items():
        with sight.looking(
            sight.Sight("setting" if setting else "family", person, "senco" if setting else "family", setting or 0)
        ):
            notices.read_all(number)
    # Nothing of the past is sent outside any more.
    Message.update(state="dropped", problem="demo").where(Message.state == "waiting").execute()
