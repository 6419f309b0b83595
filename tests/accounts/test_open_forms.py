"""A form left open in a tab while the session ended: who may still send it after signing in again."""

from portal import clock
from portal.accounts import passwords
from portal.accounts.models import Credential, Session
from tests.client import Client
from tests.world import Who, World

SECRET = "tangerine kettle orbit"


def sign_in_again(client: Client, who: Who) -> None:
    """By the sign-in page, after every session has ended."""
    Credential.create(person=who.person, password_hash=passwords.digest(SECRET), changed_at=clock.now())
    Session.update(revoked_at=clock.now()).execute()
    client.get("/sign-in")
    client.submit("sign-in", email=f"{who.name.split()[0].lower()}@example.org", password=SECRET)


def left_open(client: Client, world: World) -> dict[str, object]:
    """The fields of a note that Hannah wrote and did not send."""
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/notes/new")
    (form,) = [form for form in client.page.forms if "notes/new" in form["action"]]
    return {**form["data"], "kind": "noticed", "title": "Cup", "body": "Both hands", "audience": "family"}


def test_hannah_sends_what_she_typed_after_signing_in_again(client: Client, world: World) -> None:
    fields = left_open(client, world)
    sign_in_again(client, world.hannah)
    client.post(f"/children/{world.tomasz}/notes/new", fields)


def test_victor_on_the_same_computer_sends_nothing_of_hannahs(client: Client, world: World) -> None:
    fields = left_open(client, world)
    sign_in_again(client, world.victor)
    client.post(f"/children/{world.tomasz}/notes/new", fields, status=400)
