"""What is missing in Assess before the plan can start. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.cycles.assess.understanding_words import area_name
from portal.cycles.facts import CycleFacts, Missing, Source


def to_plan(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.child_view.settled:
        yield Missing("child_view", _l("Ask for the child’s own view, or say why it could not be heard."), "views")
    if not facts.family_view.settled:
        yield Missing(
            "family_view",
            _l("Ask the family for their views and hopes, or say why they could not be heard."),
            "views",
        )
    if not facts.sources & {Source.IN_HOUSE, Source.CURRENT}:
        yield Missing("in_house", _l("Add an observation or an assessment made here."), "evidence")
    if not facts.barriers:
        yield Missing("barriers", _l("Name at least one barrier to learning."), "understanding")
    if not facts.understanding:
        yield Missing(
            "understanding",
            _l("Write what you understand of the need now, and what changed and why."),
            "understanding",
        )
    for area in facts.revisit:
        sentence = _l("Look again at what is written about “%(area)s”: refine it, or confirm it.", area=area_name(area))
        yield Missing(f"revisit_{area}", sentence, "understanding", blocks=False)
    if facts.views > 1 and not facts.sense_made:
        sentence = _l("Do the views differ? Put them side by side and make sense of them.")
        yield Missing("sense", sentence, "differences", blocks=False)
    for source, sentence in SOURCE_REMINDERS.items():
        if source not in facts.sources:
            yield Missing(f"source_{source}", sentence, "evidence", blocks=False)


SOURCE_REMINDERS: dict[Source, LazyString] = {
    Source.PREVIOUS: _l("Look at earlier attainment: what the child could do before."),
    Source.NATIONAL: _l("Compare the tracking data with national data."),
    Source.AGENCY: _l("Add the advice of outside services, if there is any."),
}
