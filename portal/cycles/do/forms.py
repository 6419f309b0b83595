"""Forms of what goes on around the plan during Do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.forms import AUDIENCES
from portal.web.forms import Form, choice, day_input, number, required, select, several, text, words


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
            ("conversation", _l("A conversation about how it is going")),
            ("ordinary", _l("What went on in ordinary teaching")),
            ("support", _l("What the SENCO did to support the teacher")),
            ("adjustment", _l("Something adjusted on the way")),
            ("briefing", _l("Briefing and cover of support staff")),
            ("generalising", _l("Using a new skill in lessons")),
        ),
        required(_l("Select what it is about")),
    )
    whom = several(
        _l("If it was a conversation: with whom?"),
        (
            ("child", _l("The child or young person")),
            ("family", _l("The family")),
            ("senco", _l("The SENCO")),
            ("teacher", _l("The teacher")),
            ("ta", _l("Support staff")),
        ),
        Optional(),
    )
    text = words(_l("What happened?"), required(_l("Enter what happened")), rows=4)
    audience = choice(_l("Who may read it?"), AUDIENCES, Optional(), default="family")


class AssistantNoteForm(NoteForm):
    """The same for support staff: their words stay with the staff until the teacher releases them."""

    audience = None


class PlaceForm(Form):
    """Where a skill is seen in use."""

    place = text(
        _l("Where did you look?"),
        required(_l("Enter where you looked")),
        hint=_l("A lesson, a room, the playground, home: for example “maths”."),
        longest=120,
    )
    state = choice(
        _l("What did you see?"),
        (("not_yet", _l("Not yet")), ("sometimes", _l("Sometimes")), ("works", _l("It works"))),
        required(_l("Select what you saw")),
    )
    note = words(_l("What helped, or what was in the way?"), Optional(), rows=2, longest=1000)
    on = day_input(_l("When?"), hint=_l("Today, if you leave it empty."))


class PromptForm(Form):
    """One answer to a prompt; then it is quiet for a while."""

    answer = choice(
        _l("What do we do?"),
        (
            ("adapt", _l("We change the help: the next page is for that")),
            ("known", _l("We know, because …")),
            ("later", _l("Ask again in two weeks")),
        ),
        required(_l("Select what we do")),
    )
    why = words(_l("If you know: why?"), Optional(), rows=2, longest=1000)
