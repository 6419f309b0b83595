"""Every read of a child's record is written down, once an hour, before the answer is sent."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access import audit, sight
from portal.access.models import AccessList, AccessLog
from portal.db import database
from tests.boundary import everything
from tests.boundary.everything import Everything
from tests.boundary.test_routes import PEOPLE, ROWS, address
from tests.client import Client
from tests.world import NOW, Who, World

# About a child by their address, and yet showing nothing of the child: a form that only asks.
SHOWS_NOTHING = {
    "/people/<int:membership>/rooms/new",
    "/settings/<int:setting>",
    "/authority/settings/<int:setting>",
    "/authority/children/<int:pupil>/reason",
    "/authority/moves/<int:move>/reason",
    "/calendar/closures/<int:number>/removal",
    "/calendar/terms/<int:number>/removal",
    # A file of the setting's own, of children who are not on any record yet.
    "/imports/<int:batch>",
    "/imports/<int:batch>/columns",
    "/imports/people/<int:batch>",
    # A member of staff who answers for no child.
    "/people/<int:membership>",
    "/people/<int:membership>/end",
    # The authority's lists, about no child.
    "/instruments/<int:instrument>",
    "/instruments/<int:instrument>/scales/new",
    "/instruments/<int:instrument>/scales/<int:scale>",
    "/figures/uploads/<int:upload>",
    # The library of help, about no child.
    "/library/<int:item>",
    "/library/<int:item>/change",
}


# To whom Nia does not exist: a row about her would say that she does.
BLIND = ("victor", "hannah", "magda", "lorna", "adil")


@pytest.fixture
def nia(world: World) -> Everything:
    return everything.nias(world)


def reads(pupil: int, person: int) -> list[str]:
    """Under which pages somebody's reads of a child stand."""
    single = [
        row.page for row in AccessLog.select().where((AccessLog.pupil_id == pupil) & (AccessLog.person_id == person))
    ]
    listed = [row.page for row in AccessList.select().where(AccessList.person_id == person) if pupil in row.pupil_ids]
    return single + listed


CHILD_PAGES = [row for row in ROWS if row.method == "GET" and "<int:" in row.rule and row.rule not in SHOWS_NOTHING]


# Rows that everything.py does not hold and test_routes makes.
MADE_FIRST = (
    "/former", "/cycles/<int:cycle>/week/parts", "/papers", "/referrals/", "/children/<int:pupil>/evidence-pack/",
    "/children/<int:pupil>/case-sample/",
)  # fmt: skip


@pytest.mark.parametrize("row", CHILD_PAGES, ids=[row.rule for row in CHILD_PAGES])
def test_every_page_about_a_child_is_written_down(row: object, world: World, app: Flask, nia: Everything) -> None:
    """And a page that did not open leaves no row: that would say that the child exists."""
    rule = next(one for one in app.url_map.iter_rules() if one.rule == row.rule and "GET" in (one.methods or ()))  # type: ignore[attr-defined]
    path = address(app, rule, world, nia, made=row.rule.startswith(MADE_FIRST))  # type: ignore[attr-defined]
    for name, expected in zip(PEOPLE, row.expected, strict=True):  # type: ignore[attr-defined]
        if not name:
            continue
        who: Who = getattr(world, name)
        with database.atomic() as one:
            Client(app).sign_in(who).raw.get(path)
            found = reads(nia.pupil, who.person)
            one.rollback()
        if expected == "+":
            assert found, (
                f"{path}: what {name} read of the child is not written down: call audit.looked or audit.listed"
            )
        if name in BLIND and expected != "+":
            assert not found, f"{path}: {name} read nothing, and yet a row says so"


def test_looking_again_within_the_hour_adds_nothing_and_the_next_hour_one_row(
    world: World, client: Client, nia: Everything
) -> None:
    client.sign_in(world.anjali)
    for minutes in (0, 10, 25, 50, 59):
        clock.fix(NOW + timedelta(minutes=minutes))
        client.get(f"/children/{nia.pupil}")
    assert reads(nia.pupil, world.anjali.person) == ["child"]
    clock.fix(NOW + timedelta(minutes=61))
    client.get(f"/children/{nia.pupil}")
    assert reads(nia.pupil, world.anjali.person) == ["child", "child"]
    assert [row.hour for row in AccessLog.select().order_by(AccessLog.id)] == [
        NOW.replace(tzinfo=None),
        (NOW + timedelta(hours=1)).replace(tzinfo=None),
    ]


def test_the_same_person_in_another_role_or_at_another_setting_is_another_reader(world: World, nia: Everything) -> None:
    for who in (world.anjali, world.anjali._replace(role="teacher"), world.anjali._replace(setting=world.harbour_lane)):
        with sight.looking(who.sight()):
            audit.looked(nia.pupil, "child")
            audit.looked(nia.pupil, "child")
    assert AccessLog.select().count() == 3


def test_a_list_is_one_row_that_names_its_children(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get("/register")
    rows = list(AccessList.select())
    assert [(row.page, row.pupil_ids) for row in rows] == [("register", [world.nia, world.eli])]


def test_an_export_is_one_row_that_names_its_children(world: World, client: Client) -> None:
    client.sign_in(world.anjali).raw.get("/register/export")
    (row,) = AccessList.select()
    assert set(row.pupil_ids) == {world.nia, world.eli}


def test_a_list_without_children_leaves_no_row(world: World, client: Client) -> None:
    client.sign_in(world.ruth).get("/register")
    assert AccessList.select().count() == 0


def test_the_row_is_written_before_the_answer(
    world: World, app: Flask, nia: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that fails while it is made has been read as far as anybody can tell."""

    def broken(*_args: object, **_more: object) -> str:
        raise RuntimeError("no answer")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("portal.web.page.render_template", broken)
    client = Client(app).sign_in(world.anjali)
    assert client.raw.get(f"/children/{nia.pupil}").status_code == 500
    assert reads(nia.pupil, world.anjali.person) == ["child"]


@pytest.mark.parametrize(
    "verb", ["UPDATE access_log SET page = 'x'", "DELETE FROM access_log", "DELETE FROM access_list"]
)
def test_what_was_read_cannot_be_unwritten(world: World, nia: Everything, verb: str) -> None:
    from peewee import IntegrityError

    with sight.looking(world.anjali.sight()):
        audit.looked(nia.pupil, "child")
        audit.listed([nia.pupil], "register")
        with pytest.raises(IntegrityError, match="append-only"), database.atomic():
            database.execute_sql(verb)
