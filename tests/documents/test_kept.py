"""Papers are kept as they were handed out, and follow their words when those are held back or removed."""

from __future__ import annotations

from flask import Flask

from portal.access import sight
from portal.cycles.circulation.queries import plan_readers
from portal.cycles.do import actions as do_actions
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan.models import Provision
from portal.documents.models import KeptPaper
from portal.register.models import Registration
from portal.timeline import actions as entries
from portal.timeline import audiences, removal_actions
from portal.timeline.check import differences
from portal.timeline.models import Entry, EntryDigest
from tests.client import Client
from tests.cycles import walk
from tests.documents.reading import read
from tests.documents.words import words_of
from tests.world import World


def one_page_of(cycle: Cycle) -> KeptPaper:
    """The last one page that was kept of a cycle."""
    with sight.system("test"):
        return (
            KeptPaper.select()
            .where((KeptPaper.cycle == cycle) & (KeptPaper.kind == "one_page"))
            .order_by(KeptPaper.id.desc())
            .get()
        )


def test_the_page_of_the_day_stays_when_the_plan_changes(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    kept = one_page_of(cycle)
    with sight.looking(world.hannah.sight()):
        name = walk.provision_of(cycle).name
        with sight.system("test"):
            Provision.update(name="Something else").where(Provision.cycle == cycle).execute()
    client.sign_in(world.magda)
    text = client.get(f"/papers/{kept.id}").text
    assert name in text
    assert "Something else" not in text
    assert "Something else" in client.get(f"/family/{world.tomasz}/one-page").text


def test_the_kept_page_is_as_readable_as_the_live_one_and_the_same_each_time(client: Client, world: World) -> None:
    kept = one_page_of(walk.doing(world))
    client.sign_in(world.magda)
    first, second = (client.raw.get(f"/papers/{kept.id}.pdf").data for _time in range(2))
    assert read(first).complaints() == []
    assert words_of(first) == words_of(second)


def test_what_was_sent_again_is_kept_again(world: World) -> None:
    cycle = walk.doing(world)
    before = one_page_of(cycle)
    with sight.looking(world.hannah.sight()):
        found = Cycle.get_by_id(cycle.id)
        do_actions.change_provision(
            world.hannah.act(), found, walk.provision_of(cycle), change="adapted", reason="Tired", minutes=5
        )
        agree_actions.send_changes(world.hannah.act(), found, plan_readers(found))
    after = one_page_of(cycle)
    assert (before.plan_version, after.plan_version) == (1, 2)
    assert before.html != after.html


def test_magda_finds_her_papers_in_one_list_and_victor_none(client: Client, world: World) -> None:
    kept = one_page_of(walk.doing(world))
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/papers")
    assert "One page, version 1" in page.text
    assert any(f"/papers/{kept.id}" in str(link) for link in page.links)
    client.sign_in(world.victor)
    for path in (f"/papers/{kept.id}", f"/papers/{kept.id}.pdf", f"/children/{world.tomasz}/papers"):
        assert client.raw.get(path).status_code == 404


def test_an_assistant_reads_no_page_on_which_home_speaks(client: Client, world: World) -> None:
    kept = one_page_of(walk.doing(world))
    assert "He points and cries." in kept.html
    client.sign_in(world.kelechi)
    assert client.raw.get(f"/papers/{kept.id}").status_code == 404


def entry_saying(words: str) -> Entry:
    """The entry in whose body or title words stand."""
    with sight.system("test"):
        return Entry.select().where(Entry.body.contains(words)).order_by(Entry.id).get()


def test_a_page_is_held_back_with_words_that_stand_on_it(client: Client, world: World, app: Flask) -> None:
    kept = one_page_of(walk.doing(world))
    entry = entry_saying("Understands more than he can say.")
    with sight.looking(world.hannah.sight()):
        entries.change_audience(world.hannah.act(), entry, audiences.PROFESSIONALS, "Wait")
    assert client.sign_in(world.magda).raw.get(f"/papers/{kept.id}").status_code == 404
    assert client.sign_in(world.hannah).raw.get(f"/papers/{kept.id}").status_code == 200


def test_words_that_are_removed_leave_the_kept_page_too(client: Client, world: World) -> None:
    kept = one_page_of(walk.doing(world))
    entry = entry_saying("Understands more than he can say.")
    with sight.system("test"):
        assert "Understands more than he can say" in kept.html
        removal_actions.redact(world.adil.act(), Entry.get_by_id(entry.id), "Request 5 of 2026")
    page = client.sign_in(world.magda).get(f"/papers/{kept.id}")
    assert "Understands more" not in page.text
    assert "Words removed" in page.text
    assert "He points and cries." in page.text, "the words of others stay"
    with sight.system("test"):
        assert EntryDigest.select().where(EntryDigest.subject_type == "kept_paper").exists()
        assert Registration.select().exists()
        assert list(differences()) == []


def test_magda_and_hannah_find_the_papers_from_the_pages_they_know(client: Client, world: World) -> None:
    walk.doing(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    for words in ("See the whole plan on one page", "easy to read", "in large print", "Papers we gave you"):
        client.get(f"/family/{world.tomasz}")
        client.click(words)
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}")
    client.click("On one page")
    client.get(f"/children/{world.tomasz}")
    client.click("Papers handed out")
    assert client.page.h1.strip() == "Papers of Tomasz Wieczorek"
    for words in ("The whole plan", "What works", "The same, easy to read"):
        client.get(f"/children/{world.tomasz}/papers")
        client.click(words)
