"""Forms of Assess: views, evidence, a source without news, and earlier material taken over."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portal.cycles.assess.actions import MAY_BE_NOTHING_NEW, Evidence, View
from portal.cycles.forms import AUDIENCES, REACHES, SOURCES, WHOSE
from portal.web.forms import Form, choice, day_input, required, several, text, words


class ViewForm(Form):
    """Somebody's view, in their own words."""

    whose = choice(_l("Whose view is it?"), WHOSE, required(_l("Select whose view it is")))
    name = text(
        _l("Name, and how they said it"),
        required(_l("Enter whose words these are")),
        hint=_l("For example “Nia, by choosing pictures” or “Magda Wieczorek, on the phone”."),
        longest=120,
    )
    context = text(
        _l("Where do they know this from?"), hint=_l("For example “at home” or “maths lessons”."), longest=120
    )
    on = day_input(_l("When did they say it?"), hint=_l("Today, if you leave it empty."))
    text = words(
        _l("Their view, in their own words"),
        required(_l("Enter their view")),
        hint=_l("What is good, what is hard, who and what helps, what they hope for."),
        rows=6,
    )
    audience = choice(
        _l("Who may read it?"),
        AUDIENCES,
        required(_l("Select who may read it")),
        hint=_l("Ask the person. A parent’s words reach the other parent only if the writer agrees."),
    )

    def view(self) -> View:
        """The view as typed."""
        return View(
            self.whose.data, self.name.data, self.text.data, self.audience.data, self.on.data, self.context.data or ""
        )


class AbsenceForm(Form):
    """Why a view could not be heard."""

    whose = choice(_l("Whose view?"), WHOSE[:2], required(_l("Select whose view could not be heard")))
    reason = words(
        _l("Why could it not be heard?"),
        required(_l("Enter the reason")),
        hint=_l("Say how you asked, and how you will ask again."),
    )


class EvidenceForm(Form):
    """One piece of evidence of the six sources; views have a form of their own."""

    source = choice(_l("What kind of evidence is it?"), SOURCES, required(_l("Select the kind of evidence")))
    reach = choice(_l("Universal or targeted?"), REACHES, required(_l("Select universal or targeted")))
    name = text(_l("Who did it?"), required(_l("Enter who did it")), hint=_l("Name and role."), longest=120)
    on = day_input(_l("When was it seen or measured?"), hint=_l("Today, if you leave it empty."))
    context = text(_l("Where?"), hint=_l("For example “on the carpet, 28 children” or “one to one”."), longest=120)
    text = words(
        _l("What does it show?"),
        required(_l("Enter what it shows")),
        hint=_l("Say what was seen or measured. Use “Add a score” for a test, so that progress can be drawn."),
        rows=5,
    )

    def evidence(self) -> Evidence:
        """The evidence as typed."""
        return Evidence(
            self.source.data, self.reach.data, self.name.data, self.text.data, self.on.data, self.context.data or ""
        )


class NothingNewForm(Form):
    """A source that holds nothing new."""

    source = choice(
        _l("Which source?"),
        [(value, label) for value, label in SOURCES if value in MAY_BE_NOTHING_NEW],
        required(_l("Select the source")),
    )
    since = day_input(_l("Nothing new since when?"), required(_l("Enter since when")))
    asked = text(
        _l("Who looked, or who was asked?"),
        required(_l("Enter who looked or was asked")),
        hint=_l("For example “Priya Nair, speech and language therapist, by e-mail”."),
        longest=120,
    )


class EarlierForm(Form):
    """What we have already, to be taken over as it stands."""

    chosen = several(_l("What do you take over?"), [], required(_l("Choose at least one thing, or go back")))
