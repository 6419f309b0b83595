"""A review held, and a pause to learn made, at a setting that is kept secret say nowhere who works there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles import keeping
from portal.cycles.assess.models import Contribution
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_actions import Giver, Session, log
from portal.cycles.facts import Receiver
from portal.cycles.learn import reflection_actions
from portal.cycles.learn.models import Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.models import Attendee, Outcome, Provision, Target
from portal.cycles.review import actions as review_actions
from portal.cycles.review import addendum_actions, arrange_actions, referral_actions
from portal.cycles.review.models import Opinion, Referral
from portal.documents.models import KeptPaper
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from tests.boundary.everything import Everything
from tests.client import Client
from tests.documents.words import words_of
from tests.world import TODAY, World

_NAMED = "Victor of Oakfield"


@pytest.fixture
def secret(world: World, nia: Everything) -> Everything:
    """Nia's cycle is held by Oakfield, where nobody may know that she is: reviewed, and in the pause to learn."""
    with sight.system("test"):
        Placement.create(
            pupil=nia.pupil, setting=world.oakfield, main=False, withheld=True, starts_on=TODAY, sees_from=TODAY
        )
        Cycle.update(
            setting=world.oakfield, lead=world.victor.person, responsible_teacher=world.victor.person, stage="learn",
            reviewed_on=TODAY, attended=_NAMED, next_step_agreed=_NAMED, impact="More words", next_step="next_cycle",
            review_where="Oakfield hall", review_at="09:15",
        ).where(Cycle.id == nia.cycle).execute()  # fmt: skip
        for model, values in (
            (Target, {"measured_by": _NAMED}),
            (Provision, {"deliverer": world.victor.person, "deliverer_name": _NAMED, "place": _NAMED}),
            (Attendee, {"name": _NAMED, "role": _NAMED, "stage": "review"}),
            (Opinion, {"name": _NAMED, "role": _NAMED, "person": world.victor.person}),
            (Reflection, {"name": _NAMED, "by": world.victor.person}),
            (Contribution, {"name": _NAMED, "by": world.victor.person, "stage": "review"}),
            (Referral, {"by": world.victor.person}),
            (Delivery, {"by": world.victor.person, "covered_by": world.victor.person, "covered_name": _NAMED}),
        ):
            model.update(setting=world.oakfield, **values).where(model.pupil == nia.pupil).execute()
    return nia


def _paths(app: Flask, ids: dict[str, int]) -> list[str]:
    adapter = app.url_map.bind("")
    return [
        str(adapter.build(rule.endpoint, {key: ids[key] for key in rule.arguments}))
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.endpoint.startswith(("accounts.", "exchange.", "organisation.", "oversight.", "static"))
        and rule.arguments <= ids.keys()
        and rule.arguments
    ]


@pytest.mark.parametrize("name", ["folake", "nia_herself", "priya", "carys", "anjali", "ruth", "jess", "kelechi"])
def test_nobody_of_a_withheld_setting_is_named_by_its_review(
    name: str, world: World, app: Flask, secret: Everything
) -> None:
    with sight.system("test"), app.app_context():
        cycle = Cycle.get_by_id(secret.cycle)
        moments: tuple[keeping.Moment, ...] = ("sent", "sealed", "closed")
        made = [row for moment in moments for row in keeping.papers(world.victor.act(), cycle, moment)]
        for row in made:
            row.save(force_insert=True)
        papers = [KeptPaper.get_by_id(row.id) for row in made]
        assert {paper.kind for paper in papers} == {"one_page", "plan", "review", "what_works"}
        referral = Referral.get(Referral.pupil == secret.pupil).id
    client = Client(app).sign_in(getattr(world, name))
    paths = _paths(app, {**secret._asdict(), "paper": papers[0].id, "referral": referral})
    for path in [*paths, *(f"/papers/{paper.id}{end}" for paper in papers for end in ("", ".pdf"))]:
        answer = client.raw.get(path, follow_redirects=True)
        is_pdf = answer.mimetype == "application/pdf"
        text = words_of(answer.get_data()) if is_pdf else answer.get_data(as_text=True)
        for word in ("Victor", "Oakfield"):
            assert word not in text, f"{name}: {path}: …{text[max(0, text.index(word) - 200) : text.index(word) + 60]}"


def test_no_entry_of_a_withheld_review_names_who_works_there(world: World, secret: Everything) -> None:
    victor, act = Receiver("Victor Lang", "SENCO", world.victor.person), world.victor.act()
    with sight.looking(world.victor.sight()):
        Cycle.update(stage="do", reviewed_on=None).where(Cycle.id == secret.cycle).execute()
        cycle = Cycle.get_by_id(secret.cycle)
        log(act, Provision.get_by_id(secret.provision), TODAY, Session(), Giver(None, "Victor Lang"))
        day = When(TODAY + timedelta(days=2), "09:15", "Oakfield hall")
        arrange_actions.arrange(act, cycle, day, [victor])
        Cycle.update(stage="review").where(Cycle.id == secret.cycle).execute()
        cycle = Cycle.get_by_id(secret.cycle)
        review_actions.rate(act, cycle, Target.get_by_id(secret.target), rating="met", evidence="Counted")
        review_actions.rate_outcome(act, cycle, Outcome.get_by_id(secret.outcome), rating="met", evidence="Seen")
        came = review_actions.Present("Victor Lang", "SENCO", world.victor.person, agrees=False, words="Not yet")
        held = review_actions.Meeting(
            TODAY, "Victor Lang", "More words", "next_cycle", "Go on", agreed="Victor Lang", people=[came]
        )
        review_actions.hold(act, cycle, held)
        rows = referral_actions.consider(act, cycle, ["Physiotherapy"], "Balance")
        referral_actions.take(act, rows[0], referral_actions.Step("consent", TODAY, "Folake", "on the phone"))
        reflection_actions.reflect(
            act, cycle, reflection_actions.Said("senco", "Victor Lang", {"helps": "Short steps"})
        )
        Cycle.update(stage="learn").where(Cycle.id == secret.cycle).execute()
        addendum_actions.add_addendum(act, Cycle.get_by_id(secret.cycle), "The day was wrong", "family")
    for who in (world.anjali, world.priya, world.folake, world.carys):
        with sight.looking(who.sight()):
            for entry in Entry.select().where(Entry.pupil == secret.pupil):
                told = f"{entry.title} {entry.body} {entry.data}"
                assert "Victor" not in told, (who.name, entry.kind, told)
                assert "Oakfield" not in told, (who.name, entry.kind, told)
