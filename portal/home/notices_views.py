"""What is new for me, and what is due or late: one list for everybody, from the navigation of every page."""

from __future__ import annotations

from datetime import timedelta

from flask import g, redirect, request

from portal import clock
from portal.access import audit, sight
from portal.access.me import me, signed_in
from portal.access.permissions import AUTHORITY, action
from portal.accounts.forms import ButtonForm
from portal.home import notices_lines
from portal.home.answering import bp
from portal.home.due import beyond
from portal.home.due_lists import due_for
from portal.home.today import Today
from portal.notices import actions, queries
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import Rules, rules
from portal.oversight.late_queries import Late, late
from portal.web import shell
from portal.web.page import Answer, done, page

# How long what was read stays on the page.
READ_SHOWN = timedelta(weeks=4)

# The newest; the others stand behind a summary.
SHOWN_NEW = 8


@bp.route("/notices")
@action("notices.read")
def notices() -> Answer:
    """New notices, what is due or late, and what was read lately."""
    who, in_force = me(), rules()
    new = queries.new_of(who.person)
    read = queries.read_since(who.person, clock.now() - READ_SHOWN)
    audit.listed((one.pupil for one in (*new, *read) if one.pupil), "notices")
    return page(
        "home/notices.html",
        new=notices_lines.lines(new, who.role),
        first=SHOWN_NEW,
        read=notices_lines.lines(read, who.role),
        due=due_for(who, in_force) if who.role not in AUTHORITY else None,
        late=_late(in_force) if who.role in AUTHORITY else None,
        days=in_force.escalate_days,
        newest=max((one.id for one in new), default=0),
    )


@bp.route("/notices/<int:notice>")
@action("notices.read")
def notice(notice: int) -> Answer:
    """Follow a notice: it is read, and its page opens.

    A GET that writes, and may: it marks only the reader's own notice, twice is as once, and no link in a message leads
    here (a scanner of mail opens nothing).
    """
    told = queries.told_or_404(notice)
    actions.read(told)
    return redirect(notices_lines.address(told, me().role) or "/notices", code=303)  # type: ignore[return-value]


@bp.route("/notices/read/<int:newest>", methods=["POST"])
@action("notices.read")
def notices_read(newest: int) -> Answer:
    """All that stood on the page is read; what came meanwhile stays new."""
    if ButtonForm().validate_on_submit():
        actions.read_all(newest)
    return done("home.notices")


def _late(in_force: Rules) -> list[Late]:
    """For the authority: numbers by setting, by the authority's own calendar."""
    now = Today(clock.today(), calendar_of(None), in_force)
    return late(beyond(now), now.rules.small_number)


def _count() -> int:
    """The number beside the link: asked only when something waits, in the sight of the role that was chosen.

    Once for each request: the frame is made again for every field of a form.
    """
    who = signed_in()
    if who is None or not who.unread:
        return 0
    if "new_notices" not in g:
        with sight.looking(who.sight()):
            new = queries.waiting(who.person)
            if request.method == "GET" and request.endpoint:
                # Who opens the page by itself has seen what the notice would have shown there.
                new = actions.opened(new, request.endpoint, request.view_args or {})
        g.new_notices = sum(one.number for one in new)
    return int(g.new_notices)


shell.COUNTS["home.notices"] = _count
