"""Every route, method and person against a table written by hand (routes.txt), never derived from the policy."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal import clock
from portal.access import sight
from portal.assessments.figure_csv import HEADERS
from portal.assessments.models import FigureUpload, Scale
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Slot
from portal.cycles.review.models import Referral
from portal.db import database
from portal.documents.models import KeptPaper
from portal.ehcp.models import AnnualReview, EarlyReview
from portal.exchange.models import ImportBatch
from portal.library.models import Item
from portal.notices.models import Notice
from portal.organisation.models import Closure
from portal.pupils.models import Placement
from tests.boundary import everything
from tests.boundary.everything import Everything
from tests.client import Client
from tests.world import TODAY, World

TABLE = Path(__file__).with_name("routes.txt")

# The columns of the table, in its groups: who they are to Nia is said in routes.txt.
PEOPLE = (
    "anjali", "owen", "jess", "kelechi",
    "victor", "hannah", "ruth",
    "folake", "nia_herself", "magda",
    "priya",
    "carys", "lorna", "adil",
    "",
)  # fmt: skip


# How the signs stand in a line.
SHAPE = "++++ +++ +++ + +++ +"


PAPER = '<!doctype html><html lang="en"><head><title>Nia</title></head><body><h1>Nia</h1></body></html>'


class Row(NamedTuple):
    """A line of the table. `expected` has one sign for each of PEOPLE."""

    method: str
    rule: str
    expected: str


def table() -> list[Row]:
    """The lines of routes.txt; # begins a comment."""
    rows = []
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            method, rest = line.split(maxsplit=1)
            rule, expected = rest[: -len(SHAPE)].strip(), rest[-len(SHAPE) :]
            rows.append(Row(method, rule, expected.replace(" ", "")))
    return rows


ROWS = table()


def test_every_route_has_a_line_for_each_method(application: Flask) -> None:
    there = {
        (method, rule.rule)
        for rule in application.url_map.iter_rules()
        for method in set(rule.methods or ()) - {"HEAD", "OPTIONS"}
    }
    written = {(row.method, row.rule) for row in ROWS}
    missing, gone = sorted(there - written), sorted(written - there)
    assert not missing, (
        "Nobody has said who may open these. For each add a line to tests/boundary/routes.txt, thought out and not copied "
        f"from what happens: {missing}"
    )
    assert not gone, f"These routes are gone: remove their lines from tests/boundary/routes.txt: {gone}"


def test_each_line_is_written_once_and_has_a_sign_for_everybody() -> None:
    keys = [(row.method, row.rule) for row in ROWS]
    assert {key for key in keys if keys.count(key) > 1} == set()
    assert {row for row in ROWS if len(row.expected) != len(PEOPLE) or set(row.expected) - set("+>-.s")} == set()


def sign(response: TestResponse, method: str) -> str:
    """What an answer is in the table; the status itself where it has no place there."""
    where = response.headers.get("Location", "")
    if response.status_code == 303 and where.startswith("/sign-in"):
        return "s"
    if response.status_code == 303 and method == "GET":
        return ">"
    taken = (200,) if method == "GET" else (200, 303, 422)
    return {403: "-", 404: "."}.get(
        response.status_code, "+" if response.status_code in taken else str(response.status_code)
    )


def _upload(world: World, app: Flask, path: str, text: str) -> int:
    client = Client(app).sign_in(world.anjali)
    client.raw.post(path, data={"file": (io.BytesIO(text.encode()), "mine.csv")})
    return int(ImportBatch.select().order_by(ImportBatch.id.desc()).get().id)


# Rules that need more than everything.py holds: what makes it, and the name of the value.
MADE: dict[str, Callable[[World, Flask, Everything], int]] = {
    "/imports/<int:batch>": lambda world, app, _nia: _upload(
        world, app, "/imports/children", "Forename,Surname,DOB,SEN\nNew,Child,01/02/2019,K\n"
    ),
    "/imports/people/<int:batch>": lambda world, app, _nia: _upload(
        world, app, "/imports/people/staff", "Name,Email,Role\nNew Person,new@example.org,teacher\n"
    ),
    "/calendar/closures/<int:number>": lambda world, _app, _nia: (
        Closure.create(setting=world.fernhill, starts_on=TODAY, ends_on=TODAY).id
    ),
    "/calendar/terms/<int:number>": lambda world, _app, _nia: everything.own_term(world.fernhill),
    "/notices/<int:notice>": lambda world, _app, _nia: _told(world),
    "/notices/read/<int:newest>": lambda _world, _app, _nia: 0,
    "/instruments/<int:instrument>": lambda _world, _app, _nia: Scale.select().order_by(Scale.id).get().instrument_id,
    "/instruments/<int:instrument>/scales/<int:scale>": lambda _world, _app, _nia: (
        Scale.select().order_by(Scale.id).get().id
    ),
    "/figures/uploads/<int:upload>": lambda world, _app, _nia: (
        FigureUpload.create(
            content=f"{','.join(HEADERS)}\nks2_rwm\n", sent_by=world.adil.person, sent_at=clock.now()
        ).id
    ),
    "/library/<int:item>": lambda world, _app, _nia: (
        Item.create(setting=world.fernhill, name="Our cards", name_fold="our cards", kind="strategy").id
    ),
    "/cycles/<int:cycle>/week/parts/<int:part>": lambda _world, _app, nia: _slot(nia),
    "/cycles/<int:cycle>/review/asked/<int:attendee>": lambda _world, _app, nia: _guest(nia),
    "/cycles/<int:cycle>/review/views/<int:view>": lambda _world, _app, nia: _said(nia),
    "/referrals/<int:referral>": lambda _world, _app, nia: _referral(nia),
    "/children/<int:pupil>/evidence-pack/<int:pack>": lambda world, _app, _nia: _pack(world, "evidence"),
    "/children/<int:pupil>/case-sample/<int:sample>": lambda world, _app, _nia: _pack(world, "sample"),
    "/papers/<int:paper>": lambda _world, _app, nia: _paper(nia),
    "/former/<int:placement>": lambda world, _app, _nia: _left(world),
    "/children/<int:pupil>/ehc-plan/early-reviews/<int:request>": lambda _world, _app, nia: _of_a_plan(
        nia, EarlyReview
    ),
    "/children/<int:pupil>/ehc-plan/reviews/<int:review>": lambda _world, _app, nia: _of_a_plan(nia, AnnualReview),
    "/authority/early-reviews/<int:request>": lambda _world, _app, nia: _of_a_plan(nia, EarlyReview),
    "/authority/annual-reviews/<int:review>": lambda _world, _app, nia: _of_a_plan(nia, AnnualReview),
    "/cycles/<int:cycle>/inherited/<int:learning>": lambda _world, _app, nia: nia.learning,
}


def _of_a_plan(nia: Everything, model: type[EarlyReview] | type[AnnualReview]) -> int:
    with sight.system("test"):
        return int(model.get(model.pupil == nia.pupil).id)


def _told(world: World) -> int:
    with sight.system("test"):
        return int(Notice.get(Notice.pupil == world.nia).id)


def _slot(nia: Everything) -> int:
    with sight.system("test"):
        return int(Slot.get(Slot.pupil == nia.pupil).id)


def _guest(nia: Everything) -> int:
    with sight.system("test"):
        setting = Cycle.get_by_id(nia.cycle).setting_id
        return int(
            Attendee.create(pupil=nia.pupil, cycle=nia.cycle, setting=setting, stage="review", name="Grandmother").id
        )


def _said(nia: Everything) -> int:
    """What somebody else said for the review: nobody but who wrote it down changes it."""
    with sight.system("test"):
        setting = Cycle.get_by_id(nia.cycle).setting_id
        return int(
            Contribution.create(
                pupil=nia.pupil, cycle=nia.cycle, setting=setting, stage="review", whose="family", text="She reads",
                given_on=TODAY,
            ).id
        )  # fmt: skip


def _referral(nia: Everything) -> int:
    with sight.system("test"):
        return int(Referral.get(Referral.pupil == nia.pupil).id)


def _pack(world: World, kind: str) -> int:
    """A pack or sample that Fernhill made."""
    with sight.system("test"):
        made = KeptPaper.create(
            pupil=world.nia, setting=world.fernhill, kind=kind, title="Nia", html=PAPER, made_on=TODAY,
            audience="professionals",
        )  # fmt: skip
        return int(made.id)


def _paper(nia: Everything) -> int:
    with sight.system("test"):
        return int(KeptPaper.get(KeptPaper.pupil == nia.pupil).id)


def _left(world: World) -> int:
    with sight.system("test"):
        return int(Placement.get((Placement.pupil == world.nia) & (Placement.setting == world.millbrook)).id)


def address(app: Flask, rule: Rule, world: World, nia: Everything, made: bool = True) -> str:
    """A rule's path about Nia; without `made`, uploads and own days are ones that do not exist."""
    values: dict[str, object] = {
        **nia._asdict(), "row": nia.outcome, "strand": nia.provision, "which": "check_2_weeks", "thing": nia.provision, "token": "nobody-knows",
        "membership": world.kelechi.membership, "setting": world.oakfield, "guardian": nia.guardian, "batch": 0,
        "instrument": 0, "scale": 0, "upload": 0, "number": 0, "notice": 0, "newest": 0, "item": 0, "part": 0, "request": 0, "review": 0,
        "attendee": 0, "pack": 0, "sample": 0, "paper": 0, "referral": 0, "view": 0,
    }  # fmt: skip
    for begins, make in MADE.items():
        if made and rule.rule.startswith(begins):
            name = begins[begins.rindex(":") + 1 : -1]
            values[name] = make(world, app, nia)
    chosen = {}
    for name in rule.arguments:
        items = getattr(rule._converters[name], "items", None)
        chosen[name] = sorted(items)[0] if items else values[name]
    return str(app.url_map.bind("").build(rule.endpoint, chosen))


@pytest.fixture
def unguarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The forgery token apart: it has a test of its own below."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return app


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.method} {row.rule}" for row in ROWS])
def test_who_may_open(row: Row, world: World, unguarded: Flask) -> None:
    nia = everything.nias(world)
    rule = next(
        (one for one in unguarded.url_map.iter_rules() if one.rule == row.rule and row.method in (one.methods or ())),
        None,
    )
    assert rule is not None, f"{row.rule} is gone: remove its line from tests/boundary/routes.txt"
    path = address(unguarded, rule, world, nia)
    found = ""
    for name in PEOPLE:
        client = Client(unguarded)
        with database.atomic() as one:
            if name:
                client.sign_in(getattr(world, name))
            found += sign(client.raw.open(path, method=row.method), row.method)
            one.rollback()
    assert found == row.expected, f"{row.method} {path}: expected {row.expected}, found {found}"


def test_no_form_is_taken_without_its_forgery_token(world: World, app: Flask) -> None:
    nia = everything.nias(world)
    client = Client(app).sign_in(world.anjali)
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = address(app, rule, world, nia, made=False)
            assert client.raw.post(path).status_code == 400, f"{rule.rule} takes a form without a token"


def test_a_part_for_htmx_is_as_closed_as_its_page(world: World, app: Flask) -> None:
    nia = everything.nias(world)
    for row in ROWS:
        if row.method != "GET" or "<int:" not in row.rule:
            continue
        rule = next(one for one in app.url_map.iter_rules() if one.rule == row.rule and "GET" in (one.methods or ()))
        client = Client(app).sign_in(world.victor)
        answer = client.raw.get(
            address(app, rule, world, nia, made=False), headers={"HX-Request": "true", "HX-Target": "main"}
        )
        assert sign(answer, "GET") == row.expected[PEOPLE.index("victor")], row.rule


def test_head_and_options_tell_a_stranger_nothing(world: World, app: Flask) -> None:
    nia = everything.nias(world)
    client = Client(app).sign_in(world.victor)
    assert client.raw.head(f"/children/{nia.pupil}").status_code == 404
    known, unknown = (client.raw.options(f"/children/{pupil}") for pupil in (nia.pupil, 987654))
    assert (known.status_code, known.get_data()) == (unknown.status_code, unknown.get_data())


def test_a_place_that_does_not_exist_and_one_out_of_sight_answer_the_same(world: World, app: Flask) -> None:
    nia = everything.nias(world)
    client = Client(app).sign_in(world.victor)
    for path, none in ((f"/children/{nia.pupil}", "/children/987654"), (f"/entries/{nia.entry}", "/entries/987654")):
        mine, nothing = client.raw.get(path), client.raw.get(none)
        assert mine.status_code == nothing.status_code == 404
        assert _without_token(mine) == _without_token(nothing)


def _without_token(answer: TestResponse) -> str:
    """A page apart from its forgery token, which holds the second in which it was made."""
    return re.sub(r'name="csrf_token"[^>]*', "", answer.get_data(as_text=True))
