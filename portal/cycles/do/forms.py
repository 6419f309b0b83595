"""Forms of what goes on around the plan during Do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.web.forms import Form, choice, number, required, select, words


class ProvisionChangeForm(Form):
    """Help adjusted on the way."""

    change = choice(
        _l("What changes?"),
        (
            ("adapted", _l("Adapt: it is done in another way")),
            ("paused", _l("Pause")),
            ("running", _l("Go on: as it is, or with another person")),
            ("finished", _l("Finished: no longer needed")),
            ("stopped", _l("Stop")),
        ),
        required(_l("Select what changes")),
    )
    reason = words(_l("Why?"), required(_l("Enter why")), rows=2)
    detail = words(_l("If it is adapted: what does the adult do now?"), Optional(), rows=2)
    minutes = number(_l("If it is adapted: minutes each time"), 1, 600, Optional())
    times_a_week = number(_l("If it is adapted: times a week"), 1, 40, Optional())
    deliverer = select(_l("Who gives it from now on?"), (), Optional())


class NoteForm(Form):
    """What goes on around the plan."""

    about = choice(
        _l("What is it about?"),
        (
            ("conversation", _l("A conversation with the child, the family or the SENCO")),
            ("generalising", _l("Using the new skill in lessons")),
            ("ordinary", _l("What went on in ordinary teaching")),
            ("adjustment", _l("Something adjusted on the way")),
            ("briefing", _l("Briefing and cover of support staff")),
        ),
        required(_l("Select what it is about")),
    )
    text = words(_l("What happened?"), required(_l("Enter what happened")), rows=4)
