"""What somebody says themselves of the next step, after the review: they agree, or see it differently."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import still_open
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.review.models import Opinion
from portal.cycles.review.sealing import sealed
from portal.timeline.following import narrowed_to, narrower
from portal.timeline.record import Story, record


class Said(NamedTuple):
    """Whether somebody agrees, in their words. `name`, `role`: as the record names them."""

    name: str
    role: str
    agrees: bool
    words: str = ""
    audience: str = "family"


def give_opinion(act: Act, cycle: Cycle, said: Said, standing: Opinion | None = None) -> Opinion:
    """One's own opinion on the next step. `standing`: what the same person said before, changed until the seal.

    After the seal it may still be added once, with its day: the record itself does not change by it. Raises Refused
    before the review was held, without words where somebody sees it differently, and for a change after the seal.
    """
    still_open(cycle)
    if not cycle.reviewed_on:
        raise Refused(_("The review was not held yet."))
    if not said.agrees and not said.words.strip():
        raise Refused(_("Say how you see it."), "words")
    if standing is not None and (sealed(cycle) or standing.person_id != act.person):
        raise Refused(_("What you said stands in the record. Ask the setting to add an addendum."))
    row = standing or Opinion(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, person=act.person, name=said.name, role=said.role,
        own=True,
    )  # fmt: skip
    # What was held back stays so when it is said differently.
    audience = narrower(said.audience, narrowed_to(Opinion, standing.id)) if standing is not None else said.audience
    row.agrees, row.words, row.given_on, row.audience = said.agrees, said.words, act.today, audience
    title = "Agrees with the next step" if said.agrees else "Sees the next step differently"
    story = Story(
        "opinion_given", f"{title}: {said.name}", said.words, stage="review", audience=audience,
        category="family_views" if act.role in ("parent", "young_person") else "record", words_of=said.name,
        data={"agrees": said.agrees},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=in_charge(cycle, "view_given"))
    return row
