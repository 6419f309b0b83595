"""The demo's own page, on which anybody can become one of its people: only in the demo."""

import pytest
from flask import Flask

from portal import create_app
from portal.accounts.models import Membership
from tests.client import Client
from tests.conftest import SETTINGS
from tests.world import TODAY, World


@pytest.fixture(scope="module")
def in_the_demo() -> Flask:
    """The application as `make demo` runs it."""
    return create_app({**SETTINGS, "PORTAL_DEMO": True})


def test_everybody_is_listed_by_setting_with_their_role(world: World, in_the_demo: Flask) -> None:
    page = Client(in_the_demo).get("/demo")
    for words in ("Fernhill Primary School", "Anjali Deshmukh, SENCO", "Families", "Magda Wieczorek, parent or carer"):
        assert words in page.text
    assert page.text.index("Fernhill") < page.text.index("The local authority") < page.text.index("Families")


def test_one_button_makes_one_of_them_in_the_role_it_names(world: World, in_the_demo: Flask) -> None:
    second = Membership.create(person=world.anjali.person, setting=world.millbrook, role="teacher", starts_on=TODAY)
    client = Client(in_the_demo)
    client.get("/demo")
    client.submit(f"/demo/{world.anjali.person}", membership=str(second.id))
    client.get("/account")
    assert "Anjali Deshmukh, teacher at Millbrook Nursery" in client.page.text
    client.get("/demo")
    client.submit(f"/demo/{world.magda.person}")
    client.get("/account")
    assert "Magda Wieczorek, parent or carer" in client.page.text


def test_looking_changes_nothing_and_nobody_else_can_be_made(world: World, in_the_demo: Flask) -> None:
    client = Client(in_the_demo)
    client.get(f"/demo/{world.anjali.person}", 405)
    client.post(f"/demo/{world.anjali.person}", status=400)
    client.get("/demo")
    client.post("/demo/987654", status=404)
