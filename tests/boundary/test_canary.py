"""Words of Oakfield reach nobody who may not read them: no page, part, export, error, header or log.

Everything that can be written about Sofia at Oakfield carries a canary. Each person then opens every
address of the portal with every id of hers, and searches for her.
"""

import logging
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.access import sight
from portal.access.models import AccessList, AccessLog
from portal.accounts.models import Assignment, Membership
from portal.db import database
from portal.organisation.models import Room, Setting
from portal.pupils.models import Placement, Pupil
from portal.register.models import Registration
from tests.boundary import everything
from tests.boundary.everything import EARLIER, Everything
from tests.client import Client
from tests.world import TODAY, Who, World, person

# What the family and professionals may read, and what only the staff may.
SHARED, STAFF = "CANARY-shared", "CANARY-staff"
NAME = "Canarelle"


@pytest.fixture
def sofia(world: World) -> Everything:
    """Sofia, renamed, with everything about her; Kit, an assistant at Oakfield, wrote the notes."""
    with sight.system("test"):
        oakfield = Setting.get_by_id(world.oakfield)
        room = Room.create(setting=oakfield, name="CANARY-room", year_group="3", academic_year=2026)
        kit = person("Kit CANARY-author", "ta", oakfield)
        Assignment.create(person=kit.person, setting=oakfield, room=room, starts_on=EARLIER)
        Placement.update(room=room).where(Placement.pupil == world.sofia).execute()
        Pupil.update(
            forename=NAME, surname="Canareiro", name_fold="canarelle canareiro", surname_fold="canareiro",
            upn="C357200021002",
        ).where(Pupil.id == world.sofia).execute()  # fmt: skip
        return everything.write(world.sofia, world.victor, kit, None, SHARED, STAFF)


PRIVATE = (
    SHARED,
    STAFF,
    NAME,
    "Canareiro",
    "CANARY-room",
    "CANARY-author",
    "C357200021002",
    "8 January 2019",
    "08/01/2019",
)


def addresses(app: Flask, about: Everything) -> Iterator[str]:
    """Every GET rule with every id that belongs to Sofia (and the next few numbers)."""
    ids = sorted({*about, 1, 2, 3})
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        choices = [
            sorted(
                getattr(rule._converters[name], "items", None)
                or ([getattr(about, name)] if hasattr(about, name) else ids)
            )
            for name in names
        ]
        for values in product(*choices):
            yield str(app.url_map.bind("").build(rule.endpoint, dict(zip(names, values, strict=True))))


SEARCHES = (
    "/register?q=canar", "/register?name=canar", "/register?search=canar", "/register/export?q=canar", "/moves?q=canar",
    "/former?q=canar", "/settings?q=oak", "/sessions?on=2026-11-23", "/people?setting=4", "/register/census",
)  # fmt: skip


def said(response: TestResponse) -> str:
    """Everything that an answer says, headers with it; what the reader typed is not ours."""
    body = response.get_data().decode("utf-8", "replace").replace('value="canar"', "")
    return f"{response.headers}\n{body}"


def overheard(client: Client, paths: Iterator[str] | tuple[str, ...], private: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        for headers in ({}, {"HX-Request": "true", "HX-Target": "main"}):
            answer = said(client.raw.get(path, headers=headers))
            found += [f"{path}: {word}" for word in private if word in answer]
    return found


STRANGERS = ("anjali", "kelechi", "hannah", "ruth", "magda", "nia_herself", "priya", "lorna", "carys", "adil")


@pytest.mark.parametrize("name", STRANGERS)
def test_nothing_of_sofia_is_overheard_by(
    name: str, world: World, app: Flask, sofia: Everything, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    who: Who = getattr(world, name)
    client = Client(app).sign_in(who)
    # The matching queue is the authority's work: there, and only there, it sees the names of a claim.
    queue = ("/claims", f"/claims/{sofia.claim}") if who.reach == "authority" else ()
    own = "/people" if name == "adil" else "no page"  # An administrator gives roles at every setting.
    paths = (path for path in addresses(app, sofia) if path not in queue and not path.startswith(own))
    assert overheard(client, paths, PRIVATE) == []
    assert overheard(client, tuple(path for path in SEARCHES if not path.startswith(own)), PRIVATE) == []
    assert not [word for word in PRIVATE if word in caplog.text]
    assert (
        not AccessLog.select().where((AccessLog.pupil_id == world.sofia) & (AccessLog.person_id == who.person)).exists()
    )


def test_her_father_reads_what_is_shared_and_no_staff_words(world: World, app: Flask, sofia: Everything) -> None:
    client = Client(app).sign_in(world.peter)
    assert overheard(client, addresses(app, sofia), (STAFF, "C357200021002")) == []
    assert SHARED in client.raw.get(f"/family/{world.sofia}").get_data(as_text=True), "the control: he does read it"


def test_victor_reads_all_of_it(world: World, app: Flask, sofia: Everything) -> None:
    """The control: the canaries sing where they may."""
    client = Client(app).sign_in(world.victor)
    heard = {found.rsplit(": ", 1)[1] for found in overheard(client, addresses(app, sofia), PRIVATE)}
    assert heard >= {SHARED, STAFF, NAME, "Canareiro", "CANARY-room"}


def test_a_sent_form_with_a_foreign_id_says_nothing(
    world: World, app: Flask, sofia: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    for name in ("anjali", "magda", "priya"):
        client = Client(app).sign_in(getattr(world, name))
        for rule in app.url_map.iter_rules():
            if "POST" not in (rule.methods or ()) or rule.endpoint in ("accounts.sign_out", "accounts.end_sessions"):
                continue
            names = sorted(rule.arguments)
            chosen = {}
            for part in names:
                items = getattr(rule._converters[part], "items", None)
                chosen[part] = sorted(items)[0] if items else getattr(sofia, part, sofia.pupil)
            path = str(app.url_map.bind("").build(rule.endpoint, chosen))
            answer = said(client.raw.post(path, data={"q": "canar", "pupil": sofia.pupil, "upn": "C357200021002"}))
            answer = answer.replace("C357200021002", "", answer.count('value="C357200021002"'))
            assert not [word for word in PRIVATE if word in answer], f"{name} {path}"


def _added(app: Flask, world: World, forename: str) -> list[str]:
    """What Anjali meets after she added a child of this name: every page that speaks of the new record."""
    client = Client(app).sign_in(world.anjali)
    with database.atomic() as one:
        client.get("/register/new")
        client.submit(
            "/register/new", forename=forename, surname="Canareiro", born_on=["8", "1", "2019"], code="K",
            starts_on=["23", "11", "2026"], since=["23", "11", "2026"],
            was_informed="no",
        )  # fmt: skip
        assert client.response is not None
        own = client.response.headers["Location"].split("/")[2]
        client.follow()
        seen = [client.page.text]
        for path in ("/", "/register", "/moves", "/register/claims", "/people", f"/children/{own}", f"/register/{own}"):
            client.raw.get(path, follow_redirects=True)
            seen.append(client.get(path).text)
        one.rollback()
    return [text.replace(forename, "NAME") for text in seen]


def test_adding_a_child_reads_the_same_whether_or_not_another_setting_knows_them(
    world: World, app: Flask, sofia: Everything
) -> None:
    with sight.system("test"):
        assert Pupil.select().where((Pupil.forename == NAME) & (Pupil.born_on == "2019-01-08")).exists()
    known, unknown = _added(app, world, NAME), _added(app, world, "Zebulonia")
    assert known == unknown
    for word in (SHARED, STAFF, "CANARY", "Oakfield", "Victor"):
        assert word not in " ".join(known)


def test_a_fault_logs_where_it_broke_and_never_whose_data_it_held(
    world: World, app: Flask, sofia: Everything, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ValueError(f"{SHARED} {NAME}")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("portal.access.audit.looked", broken)
    caplog.set_level(logging.DEBUG)
    client = Client(app).sign_in(world.victor)
    answer = client.raw.get(f"/entries/{sofia.entry}")
    assert answer.status_code == 500
    assert "ValueError" in caplog.text
    for word in PRIVATE:
        assert word not in caplog.text
        assert word not in said(answer)


WITHHELD = "CANARY-refuge nursery"


@pytest.mark.parametrize("name", ["anjali", "jess", "kelechi", "ruth", "folake", "nia_herself", "priya", "peter"])
def test_a_withheld_setting_is_named_to_nobody_on_nias_pages(name: str, world: World, app: Flask) -> None:
    nia = everything.nias(world)
    with sight.system("test"):
        hidden = Setting.create(
            id=987123, name=WITHHELD, name_fold="canary refuge nursery", phase="nursery", urn="EY99", la_code="357"
        )
        head = person("Hildegard CANARY-head", "senco", hidden)
        Placement.create(
            pupil=nia.pupil, setting=hidden, main=False, withheld=True, starts_on=EARLIER, sees_from=EARLIER
        )
        Registration.create(pupil=nia.pupil, setting=hidden, starts_on=EARLIER)
        for kind in ("note", "plan_agreed", "review_held", "session_logged", "learning_recorded"):
            everything.Entry.create(
                pupil=nia.pupil, setting=hidden, kind=kind, title="From there", body="Said there", occurred_on=TODAY,
                recorded_at=sight.clock.now(), author=head.person, author_role="senco", audience="family", cycle_id=nia.cycle,
                cycle_number=2,
            )  # fmt: skip
        everything.Understanding.create(
            pupil=nia.pupil,
            setting=hidden,
            number=2,
            statement="There",
            written_on=TODAY,
            by=head.person,
            cycle=nia.cycle,
        )
        everything.Learning.create(
            pupil=nia.pupil, setting=hidden, cycle=nia.before, kind="helps", text="There", learnt_on=EARLIER
        )
        everything.Provision.create(
            pupil=nia.pupil, setting=hidden, cycle=nia.cycle, name="There too", starts_on=EARLIER, kind="strategy",
            deliverer=head.person, deliverer_name="Hildegard CANARY-head",
        )  # fmt: skip
        everything.Decision.create(
            pupil=nia.pupil, setting=hidden, provision=nia.provision, choice="adapt", reason="There", on=TODAY,
            by=head.person, by_name="Hildegard CANARY-head",
        )  # fmt: skip
        AccessLog.create(
            person_id=head.person, role="senco", setting_id=hidden.id, pupil_id=nia.pupil, page="child",
            hour=sight.clock.now(), first_at=sight.clock.now(),
        )  # fmt: skip
        AccessList.create(
            person_id=head.person,
            role="senco",
            setting_id=hidden.id,
            page="register",
            at=sight.clock.now(),
            pupil_ids=[nia.pupil],
        )
    client = Client(app).sign_in(getattr(world, name))
    # Where settings are listed to choose a place from, it stands among all the others.
    lists = ("/moves/new", "/settings")
    paths = (path for path in addresses(app, nia) if not any(part in path for part in lists))
    assert overheard(client, paths, (WITHHELD, "CANARY-head", "987123")) == []


def test_the_canary_would_be_heard(world: World, app: Flask, sofia: Everything) -> None:
    """The control of the crawl: one membership at Oakfield, and the strangers' test fails."""
    with sight.system("test"):
        made = Membership.create(person=world.anjali.person, setting=world.oakfield, role="senco", starts_on=EARLIER)
    turned = world.anjali._replace(setting=world.oakfield, membership=made.id)
    assert overheard(Client(app).sign_in(turned), (f"/children/{world.sofia}",), PRIVATE)
