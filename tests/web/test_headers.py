"""What stands on every answer."""

from tests.client import Client
from tests.world import World

SENT_BY_HTMX = {"HX-Request": "true"}


def test_a_form_sent_by_htmx_leads_the_browser_on(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/notes/new")
    fields = {"kind": "noticed", "title": "Cup", "body": "Both hands", "on": ["23", "11", "2026"], "audience": "family"}
    client.post(f"/children/{world.tomasz}/notes/new", fields, status=204, headers=SENT_BY_HTMX)
    assert client.response is not None
    assert client.response.headers["HX-Redirect"] == f"/children/{world.tomasz}"
    assert "Location" not in client.response.headers
    assert "Both hands" in client.get(f"/children/{world.tomasz}").text


def test_without_htmx_it_is_a_redirect(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get("/register")
    client.post("/sign-out", status=303)
    assert client.response is not None
    assert client.response.headers["Location"] == "/sign-in"
