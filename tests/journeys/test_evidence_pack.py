"""An evidence pack across three settings, page by page without JavaScript.

Tomasz came from Millbrook over Fernhill to Harbour Lane. Ruth, who has known him for a day, makes the pack for the request;
his mother gets her own; Victor, who knows nobody, finds nothing.
"""

from __future__ import annotations

from portal.access import sight
from portal.documents.models import KeptPaper
from portal.timeline.check import differences
from tests.client import Client
from tests.documents.lives import three_settings
from tests.documents.words import words_of
from tests.world import World


def read(client: Client, path: str) -> str:
    """The text of a PDF as somebody takes it away."""
    client.get(path)
    assert client.response is not None
    assert client.response.mimetype == "application/pdf"
    assert "no-store" in client.response.headers["Cache-Control"]
    return words_of(client.response.get_data())


def test_ruth_makes_a_pack_from_three_settings_and_the_family_has_its_own(client: Client, world: World) -> None:
    three_settings(world)
    path = f"/children/{world.tomasz}/evidence-pack"

    # Ruth begins on his page, reads what is held, and blacks another child's name.
    client.sign_in(world.ruth).get(f"/children/{world.tomasz}")
    page = client.click("Evidence pack")
    assert "A request never has to wait for this pack" in page.text
    assert "Bubbles and Jayden help him talk." in page.text
    page = client.submit("evidence-pack", 422, terms="Jayden")
    assert "Say why something is left out or blacked." in page.text
    client.submit("evidence-pack", terms="Jayden", reason="The name of another child")
    assert "The pack is made." in client.follow().text

    # What she takes away: all three settings, five parts, numbered; the name is nowhere.
    client.click("Evidence pack, 23 November 2026")
    shown = client.page.text
    with sight.looking(world.ruth.sight()):
        number = KeptPaper.get(KeptPaper.kind == "evidence").id
    for told in (shown, read(client, f"{path}/{number}.pdf")):
        for words in (
            "Millbrook Nursery", "Fernhill Primary School", "Harbour Lane Academy", "Attention Autism", "E1",
            "Bubbles and [removed] help him talk.", "No advice from social care is held.",
        ):  # fmt: skip
            assert words in told, words
        assert "Jayden" not in told

    # His mother reads her own version and how to ask herself.
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    own = client.click("All we hold, for an EHC needs assessment").text
    assert "He points and cries." in own
    assert "nobody has to agree first" in own
    assert "Our understanding of need" in read(client, f"/family/{world.tomasz}/evidence-pack.pdf")
    client.get(path, 403)

    # The stranger, and the settings that he has left, find nothing.
    for who in (world.victor, world.hannah, world.anjali):
        client.sign_in(who).get(path, 404)
        client.get(f"{path}/{number}", 404)
        client.get(f"{path}/{number}.pdf", 404)
    with sight.system("test"):
        assert list(differences()) == []
