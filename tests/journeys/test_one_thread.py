"""The whole story on real files, page by page without JavaScript: one child, two settings, one thread.

The authority loads its settings from the national register. Millbrook loads its register from a CSV and runs a whole
cycle with Zoë. She moves to Fernhill, which knows her from a transfer file; Fernhill carries on. Her mother reads one
timeline throughout. Zoë has a twin, Tomasz, so that a name and a date of birth alone never tell who is meant.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.pupils.models import Claim, Placement, Pupil
from portal.timeline.check import differences
from tests.client import Client
from tests.cycles import walk
from tests.journeys.cycle_steps import assess, do_and_review, learn, send_plan, the_cycle, write_plan
from tests.world import Who, World

DATA = Path(__file__).parents[1] / "exchange" / "data"
UPN = "K357350126001"
MONDAY = ["23", "11", "2026"]


class Told(NamedTuple):
    """One line of the family's story: its title and its day."""

    title: str
    day: str


class Tale:
    """The story as far as it is told: the client, the world, Zoë once she is there, what her mother has read."""

    def __init__(self, client: Client, world: World) -> None:
        self.client = client
        self.world = world
        self.zoe = 0
        self.read: list[Told] = []

    def as_(self, who: Who) -> Client:
        """The client, signed in as `who`."""
        return self.client.sign_in(who)

    def chapter(self, step: Callable[[Client, World], None]) -> None:
        """A chapter that Hannah walks with Zoë; those of `cycle_steps` call their child Tomasz."""
        step(self.client, self.world._replace(tomasz=self.zoe))

    def seen_by(self, *who: Who) -> None:
        """These open Zoë's page; everybody else of the world's professionals finds nothing there."""
        world = self.world
        for one in (world.hannah, world.sana, world.anjali, world.ruth, world.victor, world.carys):
            text = self.as_(one).get(f"/children/{self.zoe}", 200 if one in who else 404).text
            assert ("Zoë" in text) is (one in who), one.name
        self.as_(world.folake).get(f"/family/{self.zoe}", 404)

    def timeline(self) -> list[Told]:
        """What Magda reads, oldest first. Nothing that she has read before is gone or told differently."""
        self.as_(self.world.magda).get(f"/family/{self.zoe}?show=200")
        assert self.client.response is not None
        story = self.client.response.get_data(as_text=True).split('id="story"')[1]
        found = re.findall(r'<h3[^>]*>(.*?)</h3>.*?<time datetime="([\d-]+)"', story, re.S)
        now = [Told(re.sub(r"<[^>]+>|\s+", " ", title).strip(), day) for title, day in reversed(found)]
        missing = [line for line in self.read if line not in now]
        assert not missing, f"Magda read this before, and it is gone: {missing}"
        assert len(now) >= len(self.read)
        self.read = now
        return now


@pytest.fixture
def tale(client: Client, world: World) -> Tale:
    """The story before its first chapter."""
    return Tale(client, world)


def bring_in(client: Client, name: str) -> str:
    """Upload a file of children; where the page after it leads."""
    client.get("/imports")
    client.submit("/imports/children", file=(io.BytesIO((DATA / name).read_bytes()), name))
    return client.follow().h1


# ---- the chapters ----


def settings_come_from_the_register(tale: Tale, app: Flask) -> None:
    """Adil loads the extract by the command, then once more in the browser: nothing is new any more."""
    before = Setting.select().count()
    said = app.test_cli_runner().invoke(args=["import-settings", str(DATA / "gias_westmere.csv"), "--la", "357"]).output
    assert "2 new, 1 changed, 0 unchanged, 1 closed, 1 refused." in said
    assert Setting.select().count() == before + 2
    client = tale.as_(tale.world.adil)
    page = client.get("/settings?name=bront")
    assert "Brontë Infant School" in page.text
    assert "Quay Lane" in client.get("/settings?status=closed").text
    assert "Fernhill Road" in client.get(f"/settings/{tale.world.fernhill}").text
    assert not Setting.select().where(Setting.urn == "990103").exists()
    client.get("/imports")
    content = io.BytesIO((DATA / "gias_westmere.csv").read_bytes())
    client.submit("/imports/settings", file=(content, "gias_westmere.csv"))
    assert "3 unchanged" in client.follow().text


def nursery_loads_its_register(tale: Tale) -> None:
    """Hannah says which column is what, reads the preview, confirms. Tomasz is there already, Leo cannot be read."""
    client = tale.as_(tale.world.hannah)
    if bring_in(client, "millbrook_register.csv") != "Which column is what?":
        client.follow()
    assert client.page.h1 == "Which column is what?"
    assert "date of birth" in client.submit("/columns", 422).text
    client.submit("/columns", field_surname="0", field_forename="1", field_born="2", field_class_name="3")
    said = client.follow().text
    assert "1 new" in said
    assert "1 refused" in said
    assert "Zoë Wieczorek" not in client.get("/register").text
    client.get("/imports")
    client.click("millbrook_register.csv")
    client.submit("/imports/")
    client.follow()
    assert "Zoë Wieczorek" in client.get("/register?q=zoe").text
    with sight.looking(tale.world.hannah.sight()):
        (zoe,) = Pupil.select().where(Pupil.forename == "Zoë")
        tale.zoe = zoe.id
    tale.seen_by(tale.world.hannah, tale.world.sana)


def mother_is_invited(tale: Tale) -> None:
    """Magda keeps her one account: it shows both children now."""
    client = tale.as_(tale.world.hannah)
    tale.as_(tale.world.magda).get(f"/family/{tale.zoe}", 404)
    client.sign_in(tale.world.hannah).get(f"/children/{tale.zoe}/people/family")
    client.submit(
        "/people/family", name="Magda Wieczorek", email="magda@example.org", relationship="mother", responsibility="y"
    )
    client.follow()
    page = tale.as_(tale.world.magda).get(f"/family/{tale.zoe}")
    assert "Tomasz" in page.text
    tale.timeline()


def first_notes(tale: Tale) -> None:
    """Hannah notices something; the family reads it, and may later say that it stays here."""
    client = tale.as_(tale.world.hannah)
    client.get(f"/children/{tale.zoe}/early/new")
    client.submit("early/new", words="Hides under the table at tidy-up", audience="family")
    client.follow()


def four_kinds_of_help(client: Client, world: World) -> None:
    """Three more kinds of help beside the intervention, so that each can be decided differently at school."""
    for kind, name in (
        ("strategy", "Photo first, then one word"),
        ("adjustment", "Ear defenders at lunch"),
        ("strategy", "Sand timer before tidy-up"),
    ):
        client.get(f"/cycles/{the_cycle(world).id}/plan")
        client.click("Add help")
        client.click("Something of our own")
        client.submit(
            "provisions/new", kind=kind, name=name, layer="universal", deliverer_name="Every adult",
            when_text="all through the day",
        )  # fmt: skip
    client.follow()


def nursery_runs_the_first_cycle(tale: Tale) -> None:
    """Assess, Plan, Do, Review, Learn; the mother reads the plan and answers it."""
    client = tale.as_(tale.world.hannah)
    tale.chapter(assess)
    tale.chapter(write_plan)
    tale.chapter(four_kinds_of_help)
    tale.chapter(send_plan)
    page = tale.as_(tale.world.magda).get(f"/family/{tale.zoe}/plan")
    assert "Photo first, then one word" in page.text
    client.submit("/plan", receipt="agreed")
    client.follow()
    client.sign_in(tale.world.hannah)
    tale.chapter(do_and_review)
    learn(client)
    with sight.looking(tale.world.hannah.sight()):
        (cycle,) = Cycle.select().where(Cycle.pupil == tale.zoe)
        assert (cycle.number, cycle.closed_on is not None) == (1, True)
    tale.timeline()
    assert "Picture first, words second" in client.page.text
    tale.seen_by(tale.world.hannah, tale.world.sana)


def nursery_proposes_the_move(tale: Tale) -> str:
    """The address of the move. Until it is sent, nobody at Fernhill knows Zoë."""
    client = tale.as_(tale.world.hannah)
    client.get(f"/children/{tale.zoe}/moves/new?q=fernhill")
    client.click("Fernhill Primary School")
    client.submit("moves/new", kind="nursery_to_reception", moves_on=MONDAY)
    client.follow(303)
    page = client.follow()
    move = next(href for _words, href in page.links if href.endswith("/family")).removesuffix("/family")
    client.click("Tell the family")
    client.submit("family", on=MONDAY, how="Magda, at the gate")
    tale.as_(tale.world.anjali).get(move, 404)
    tale.seen_by(tale.world.hannah, tale.world.sana)
    return move


def mother_says_what_is_shared(tale: Tale, move: str) -> None:
    """She reads what passes by law, and chooses about the rest. The first notes stay."""
    client = tale.as_(tale.world.magda)
    client.get(f"/family/{tale.zoe}")
    page = client.get(f"/family{move}/sharing")
    assert "Nobody starts again" in page.text
    assert "Fernhill Primary School" in page.text
    client.submit("sharing", family_views="yes", child_views="yes", session_notes="yes", early_notes="no")
    client.follow()
    tale.timeline()
    tale.as_(tale.world.victor).get(move, 404)
    tale.seen_by(tale.world.hannah, tale.world.sana)


def school_loads_its_transfer_file(tale: Tale, move: str) -> None:
    """Once the record is sent, the number of the file reaches the child whom the nursery knew. No second Zoë."""
    client = tale.as_(tale.world.hannah)
    client.get(move)
    client.submit("sent")
    client.sign_in(tale.world.anjali)
    assert bring_in(client, "3573501_CTF_3573501_001.xml") == "Check the children"
    assert "1 matched" in client.page.text
    client.submit("/imports/")
    client.follow()
    with sight.system("test"):
        (zoe,) = Pupil.select().where(Pupil.forename == "Zoë")
        assert (zoe.id, zoe.upn) == (tale.zoe, UPN)
        assert Pupil.get_by_id(tale.world.tomasz).upn is None
    text = client.get(f"/children/{tale.zoe}").text
    assert "Picture first, words second" in text
    assert "Hides under the table" not in text
    tale.timeline()
    tale.seen_by(tale.world.hannah, tale.world.sana, tale.world.anjali)


def school_accepts(tale: Tale, move: str) -> None:
    """A class, a key person, and who reads what works; Kelechi reads it before the first day."""
    world, client = tale.world, tale.as_(tale.world.anjali)
    client.get("/moves")
    client.click("Accept")
    client.submit(
        "acceptance", room=str(world.oak_class), key_person=str(world.jess.person), readers=[str(world.kelechi.person)]
    )
    assert "Picture first" in tale.as_(world.kelechi).get(f"/children/{tale.zoe}/what-works").text
    client.submit("what-works")
    client.sign_in(world.anjali).get(move)
    client.click("Say they arrived")
    client.submit("arrival", on=MONDAY)
    assert client.follow().h1 == "Continue cycle 2 with Zoë"
    tale.timeline()


def school_continues(tale: Tale, move: str) -> None:
    """Keep, adapt, pause, stop, each with the reason that the mother reads; cycle 2 follows cycle 1."""
    client = tale.as_(tale.world.anjali)
    page = client.get(f"{move}/continue")
    assert "four things that help Zoë now" in page.text
    assert "Picture first, words second" in page.text
    with sight.looking(tale.world.anjali.sight()):
        row = {one.name.split()[0]: one.id for one in Provision.select().where(Provision.pupil == tale.zoe)}
    said: dict[str, object] = {f"c{row['Photo']}": "keep"}
    said |= {f"c{row['Attention']}": "adapt", f"r{row['Attention']}": "Twice a week: Oak has two adults."}
    said |= {f"c{row['Ear']}": "pause", f"r{row['Ear']}": "Lunch is in the quiet hall."}
    said |= {f"c{row['Sand']}": "stop", f"r{row['Sand']}": "It frightened her again."}
    assert "Pause needs a date" in client.submit("continue", 422, ("go", "continue"), **said).text
    client.submit("continue", 303, ("go", "continue"), **said, **{f"d{row['Ear']}": ["14", "12", "2026"]})
    assert "4 of 4 decided." in client.follow().text
    with sight.looking(tale.world.anjali.sight()):
        first, second = Cycle.select().where(Cycle.pupil == tale.zoe).order_by(Cycle.number)
        assert (second.number, second.follows_id, second.setting_id) == (2, first.id, tale.world.fernhill)


def everybody_sees_their_part(tale: Tale, move: str) -> None:
    """One story for Magda; Fernhill goes on; Millbrook keeps what it wrote; the authority counts; Victor meets nothing."""
    world, client = tale.world, tale.client
    lines = tale.timeline()
    text = client.page.text
    for words in ("It frightened her again.", "Hides under the table", "Picture first, words second"):
        assert words in text
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    tale.seen_by(world.anjali)
    assert "Zoë Wieczorek" in tale.as_(world.jess).get(f"/children/{tale.zoe}").text
    assert "Zoë Wieczorek" in tale.as_(world.hannah).get("/former").text
    assert "Zoë" not in client.get("/register").text
    assert "Zoë" not in tale.as_(world.lorna).get("/authority").text
    client.get(f"/children/{tale.zoe}", 404)
    tale.as_(world.victor).get(move, 404)
    with sight.system("test"):
        assert list(differences()) == []


def test_zoes_thread_goes_on_from_nursery_to_school(tale: Tale, app: Flask) -> None:
    settings_come_from_the_register(tale, app)
    nursery_loads_its_register(tale)
    mother_is_invited(tale)
    first_notes(tale)
    assert "Hides under the table" in tale.as_(tale.world.magda).get(f"/family/{tale.zoe}").text
    nursery_runs_the_first_cycle(tale)
    move = nursery_proposes_the_move(tale)
    mother_says_what_is_shared(tale, move)
    school_loads_its_transfer_file(tale, move)
    school_accepts(tale, move)
    school_continues(tale, move)
    everybody_sees_their_part(tale, move)


def test_the_file_comes_before_the_handover_and_gives_no_sight(tale: Tale) -> None:
    """Fernhill loads the file while nobody has said that Zoë comes: she is new to them until Millbrook says who she is."""
    world, client = tale.world, tale.client
    nursery_loads_its_register(tale)
    walk.doing(world._replace(tomasz=tale.zoe))
    first_notes(tale)
    tale.as_(world.anjali)
    bring_in(client, "3573501_CTF_3573501_001.xml")
    assert "1 new" in client.page.text
    client.submit("/imports/")
    client.follow()
    tale.as_(world.anjali).get(f"/children/{tale.zoe}", 404)
    with sight.looking(world.anjali.sight()):
        newcomer = Pupil.get(Pupil.upn == UPN)
        claim = Claim.get(Claim.pupil == newcomer)
    assert "Hides under the table" not in client.get(f"/children/{newcomer.id}").text
    tale.as_(world.victor).get(f"/claims/{claim.id}", 404)
    tale.as_(world.hannah).get(f"/claims/{claim.id}")
    client.submit("/claims", child=str(tale.zoe))
    tale.as_(world.anjali).get(f"/children/{newcomer.id}", 303)
    text = client.follow().text
    assert "Zoë Wieczorek" in text
    assert "Hides under the table" not in text
    client.get("/moves")
    page = client.click("Continue")
    assert "Attention Autism" in page.text, "what Millbrook began after the first day in the file is inherited too"
    with sight.looking(world.anjali.sight()):
        assert Pupil.get_by_id(tale.zoe).upn == UPN
        assert Placement.get(Placement.pupil == tale.zoe, Placement.state == "current").setting_id == world.fernhill
    with sight.system("test"):
        assert list(differences()) == []
