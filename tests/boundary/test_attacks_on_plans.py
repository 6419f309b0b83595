"""What people who mean harm, or hurry, send to the pages of Assess and Plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles.assess.models import Contribution
from portal.cycles.help import actions as help_actions
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Circulation, PlanVersion, Provision, Target
from portal.library import actions as library
from portal.noticing import actions as notes
from portal.pupils.models import Involvement
from portal.timeline import actions
from portal.timeline.audiences import FAMILY, restricted
from portal.timeline.models import Entry, EntryDigest
from tests.boundary.everything import Everything
from tests.client import Client
from tests.noticing.zane import noted
from tests.world import TODAY, Who, World

HTML = "<script>alert(1)</script>"


def sent(app: Flask, who: Who, path: str, **fields: str) -> int:
    """Send a form with a forgery token of the sender's own, from a page that they may open: how it is answered."""
    client = Client(app).sign_in(who)
    client.get("/account")
    token = client.page.forms[0]["data"]["csrf_token"][0]
    return client.raw.post(path, data={**fields, "csrf_token": token}).status_code


@pytest.fixture
def planning(nia: Everything) -> Everything:
    """Nia's plan is being written."""
    with sight.system("test"):
        Cycle.update(stage="plan", agreed_on=None, circulated_on=None).where(Cycle.id == nia.cycle).execute()
    return nia


def test_a_first_note_that_the_family_does_not_pass_on_stays_also_as_evidence(world: World, nia: Everything) -> None:
    note = noted(world.jess, nia.pupil, "Cried when her father came", audience=FAMILY)
    with sight.looking(world.anjali.sight()):
        notes.use(world.anjali.act(), nia.pupil, [note.id])
    for who, sees in ((world.anjali, True), (world.ruth, False), (world.victor, False)):
        with sight.looking(who.sight()):
            assert Contribution.select().where(Contribution.note_id == note.id).exists() is sees, who.name


@pytest.mark.parametrize("letter", ["ß", "İ", "ŉ", "ΐ"])
def test_letters_that_grow_when_they_are_folded_fit_into_the_library(
    letter: str, world: World, app: Flask, planning: Everything
) -> None:
    with sight.looking(world.anjali.sight()):
        act = world.anjali.act()
        item = library.keep(act, None, library.Entered(letter * 80, "intervention", "targeted", family=letter * 60))
        row = help_actions.plan_provision(
            act, Cycle.get_by_id(planning.cycle), None,
            help_actions.Help("Speech", "intervention", "targeted", family=item.family, item_id=item.id),
        )  # fmt: skip
    assert len(row.family) <= 60
    client = Client(app).sign_in(world.anjali)
    client.get(f"/cycles/{planning.cycle}/plan/provisions/{row.id}")
    client.submit(f"/provisions/{row.id}", family=letter * 60)


def test_the_sentence_while_jess_types_is_words_and_never_markup(
    world: World, app: Flask, planning: Everything
) -> None:
    client = Client(app).sign_in(world.anjali)
    path = f"/cycles/{planning.cycle}/plan/targets/{planning.target}"
    client.get(path)
    form = dict(client.page.forms[-1]["data"]) | {"show": "1", "does_what": HTML, "where": HTML}
    answer = client.raw.post(path, data=form, headers={"HX-Request": "true", "HX-Target": "sentence"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)
    for name, status in (("victor", 404), ("kelechi", 403), ("folake", 403), ("priya", 403)):
        assert sent(app, getattr(world, name), path, show="1") == status, name


@pytest.mark.parametrize(
    "path",
    [
        "/cycles/{cycle}/plan/outcomes/{outcome}/targets/new?from={id}",
        "/cycles/{cycle}/plan/outcomes/new?from={id}",
        "/cycles/{cycle}/plan/provisions/new?like={id}",
        "/cycles/{cycle}/plan/provisions/new?target={id}",
        "/children/{pupil}/early/new?kind=tried&about={id}",
    ],
)
def test_nothing_of_sofia_is_filled_into_a_form_about_nia(
    path: str, world: World, app: Flask, planning: Everything
) -> None:
    with sight.system("test"):
        theirs = Cycle.create(pupil=world.sofia, setting=world.oakfield, number=1, stage="plan", opened_on=TODAY)
        place: dict[str, Any] = {"pupil": world.sofia, "setting": world.oakfield, "cycle": theirs}
        ids = [
            Provision.create(
                **place,
                name="CANARY",
                detail="CANARY",
                kind="support",
                layer="targeted",
                status="stopped",
                starts_on=TODAY,
            ).id,
            noted(world.victor, world.sofia, "CANARY", audience=FAMILY).id,
        ]
        Target.update(name="CANARY", does_what="CANARY").where(Target.pupil == world.sofia).execute()
    client = Client(app).sign_in(world.anjali)
    for number in ids:
        answer = client.raw.get(path.format(**planning._asdict(), id=number))
        assert answer.status_code in (200, 404)
        assert "CANARY" not in answer.get_data(as_text=True)


def test_a_target_held_back_from_jess_is_not_told_to_her_as_taken_out(
    world: World, app: Flask, nia: Everything
) -> None:
    with sight.system("test"):
        Cycle.update(delegate=world.jess.person, stage="do").where(Cycle.id == nia.cycle).execute()
        entry = Entry.get_by_id(nia.entry)
        EntryDigest.create(entry=entry, subject_type="target", subject_id=nia.target, subject_version=1, digest="x")
        sent = {"target": {str(nia.target): {"name": "Hidden aim", "does_what": "Hidden words"}}}
        PlanVersion.update(content=sent).where(PlanVersion.cycle == nia.cycle).execute()
    with sight.looking(world.anjali.sight()):
        actions.change_audience(world.anjali.act(), entry, restricted("head"), "The mother asked")
    for path in ("plan", "plan/changes", "plan/versions", "plan/circulation"):
        text = Client(app).sign_in(world.jess).raw.get(f"/cycles/{nia.cycle}/{path}").get_data(as_text=True)
        assert "Hidden" not in text, path


def test_priya_reads_nothing_of_the_plan_after_her_last_day(world: World, app: Flask, nia: Everything) -> None:
    with sight.system("test"):
        Involvement.update(until=TODAY - timedelta(days=1)).where(
            (Involvement.pupil == nia.pupil) & (Involvement.person == world.priya.person)
        ).execute()
        Circulation.create(
            pupil=nia.pupil, setting=world.fernhill, cycle=nia.cycle, name="Priya Nair", person=world.priya.person,
            sent_on=TODAY, audience=FAMILY,
        )  # fmt: skip
    client = Client(app).sign_in(world.priya)
    for path in ("plan", "plan/copy", "plan/versions", "week", "assess"):
        assert client.raw.get(f"/cycles/{nia.cycle}/{path}").status_code == 404
    assert sent(app, world.priya, f"/cycles/{nia.cycle}/plan/copy", receipt="seen") == 404


def test_a_delegate_who_is_no_teacher_any_more_sends_no_plan(world: World, app: Flask, nia: Everything) -> None:
    with sight.system("test"):
        Cycle.update(delegate=world.kelechi.person).where(Cycle.id == nia.cycle).execute()
    client = Client(app).sign_in(world.kelechi)
    for path in ("plan/circulation", "plan/changes", "agreement", "lead"):
        assert client.raw.get(f"/cycles/{nia.cycle}/{path}").status_code in (403, 404), path
        assert sent(app, world.kelechi, f"/cycles/{nia.cycle}/{path}") in (403, 404), path


@pytest.mark.parametrize("name", ["victor", "hannah", "ruth", "peter", "magda"])
def test_nobody_of_elsewhere_answers_or_records_a_copy(name: str, world: World, app: Flask, nia: Everything) -> None:
    for path in (f"plan/receipts/{nia.copy}", "plan/copy", "plan/reminders"):
        assert sent(app, getattr(world, name), f"/cycles/{nia.cycle}/{path}", receipt="agreed") in (403, 404), path
    with sight.system("test"):
        assert Circulation.get_by_id(nia.copy).receipt == ""
