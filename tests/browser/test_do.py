"""The page of Do, the week and the questions in a real browser: a desk, a phone, the keyboard, axe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.access import sight
from portal.cycles.do import generalise_actions, note_actions, session_actions
from portal.cycles.do.session_actions import Session
from portal.cycles.plan.models import Provision, Target
from portal.cycles.queries import open_cycle
from tests.browser.conftest import Live, Open
from tests.browser.test_accessible import faults
from tests.world import TODAY

LOST = ((21, "room"), (20, "cover"), (19, "absent"), (18, "room"), (14, "cover"), (13, "room"), (12, "staff_absent"))


@pytest.fixture(scope="module")
def doing(live: Live) -> dict[str, int]:
    """Tomasz's plan in Do with most of bucket time lost, a skill seen in one place, one conversation; ids for addresses."""
    world = live.world
    with live.app.test_request_context(), sight.looking(world.hannah.sight()):
        cycle = open_cycle(world.tomasz)
        assert cycle is not None
        bucket = (Provision.pupil == world.tomasz) & Provision.name.startswith("Attention Autism")
        help_ = Provision.get(bucket & (Provision.status == "running"))
        target = Target.select().where(Target.cycle == cycle).order_by(Target.id).get()
        for days, cause in LOST:
            session_actions.log(world.hannah.act(), help_, TODAY - timedelta(days=days), Session(cause))
        generalise_actions.see_in_use(world.hannah.act(), cycle, target, place="Lunch", state="works")
        note_actions.write_note(world.hannah.act(), cycle, "conversation", "Calmer at home.", whom=("family",))
        return {"cycle": cycle.id, "help": help_.id, "target": target.id}


@pytest.mark.parametrize(
    "path",
    [
        "/cycles/{cycle}/do", "/week", "/week?of=2026-11-04", "/cycles/{cycle}/do/notes/new?about=conversation",
        "/cycles/{cycle}/do/targets/{target}/places/new", "/cycles/{cycle}/do/prompts/lost/{help}",
    ],
)  # fmt: skip
def test_pages_of_do_hold_on_a_desk_a_phone_and_for_everybody(
    live: Live, browse: Open, doing: dict[str, int], path: str
) -> None:
    page = browse(live.world.hannah, path.format(**doing))
    assert list(faults(page)) == []


def test_hannah_answers_a_question_on_a_phone_without_scripts(live: Live, browse: Open, doing: dict[str, int]) -> None:
    page = browse(live.world.hannah, f"/cycles/{doing['cycle']}/do", width=360, scripts=False)
    page.locator("a[href*='/prompts/lost/']").click()
    page.get_by_label("Ask again in two weeks").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Planned and delivered")).to_be_visible()
    expect(page.get_by_text("sessions were lost, most of them")).to_have_count(0)
