"""A record that was joined to a thread: its old address leads on, for those who may see the thread."""

from typing import NoReturn

from flask import abort, redirect, request, url_for

from portal.access import policy, sight
from portal.pupils.models import Pupil


def gone(pupil: int) -> NoReturn:
    """Answer for a child who is not in sight: lead on to the thread that the record was joined to, or 404."""
    with sight.system("claim"):
        thread = Pupil.select(Pupil.joined_to).where(Pupil.id == pupil).scalar()
    if thread and request.method == "GET" and request.endpoint and policy.in_sight(thread):
        place = url_for(request.endpoint, **{**(request.view_args or {}), "pupil": thread})
        abort(redirect(place, code=303))
    abort(404)
