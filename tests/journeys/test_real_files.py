"""Two settings start from the files they have: a school from a CTF, a nursery from its own list."""

import io
from pathlib import Path

from flask import Flask

from portal.access import sight
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.pupils.models import Claim, Pupil
from portal.register.claims import answer
from portal.timeline.check import differences
from tests.client import Client
from tests.world import World

DATA = Path(__file__).parents[1] / "exchange" / "data"


def bring_in(client: Client, name: str, content: bytes) -> str:
    """Upload, read the preview, confirm; what the preview said."""
    client.get("/imports")
    client.submit("/imports/children", file=(io.BytesIO(content), name))
    said = client.follow().text
    client.submit("/imports/")
    client.follow()
    return said


def test_school_starts_from_its_transfer_file(app: Flask, client: Client, world: World) -> None:
    result = app.test_cli_runner().invoke(args=["import-settings", str(DATA / "gias_four_schools.csv")])
    assert result.exit_code == 0
    assert Setting.select().where(Setting.urn == "990001").exists()
    client.sign_in(world.ruth)
    said = bring_in(client, "3572001_CTF_3574002_001.xml", (DATA / "3572001_CTF_3574002_001.xml").read_bytes())
    assert "2 new" in said
    register = client.get("/register").text
    assert "Zosia Nowak" in register
    with sight.looking(world.ruth.sight()):
        zofia = Pupil.get(Pupil.upn == "J357200021001").id
    assert "Zosia Nowak" in client.get(f"/children/{zofia}").text
    client.sign_in(world.victor).get(f"/children/{zofia}", 404)
    with sight.system("test"):
        assert list(differences()) == []


def test_nurserys_child_arrives_at_school_with_a_number(client: Client, world: World) -> None:
    client.sign_in(world.hannah)
    bring_in(client, "register.csv", (DATA / "nursery_register.csv").read_bytes())
    assert "Kwame Osei" in client.get("/register").text
    transfer = (DATA / "3572001_CTF_3574002_001.xml").read_bytes()
    transfer = transfer.replace(b">Nowak<", b">Osei<").replace(b">Zofia<", b">Kwame<").replace(b">Zosia<", b"><")
    transfer = transfer.replace(b"2015-02-03", b"2023-03-14").replace(b"V35720002100A", b"")
    client.sign_in(world.anjali)
    said = bring_in(client, "ctf.xml", transfer)
    assert "2 new" in said
    with sight.system("test"):
        nursery = Pupil.get((Pupil.surname == "Osei") & Pupil.upn.is_null())
        claim = Claim.get(Claim.candidate == nursery)
        assert (claim.setting_id, claim.state, claim.matched_on) == (world.fernhill, "waiting", "name")
        assert list(differences()) == []
    with sight.looking(world.anjali.sight()):
        assert Pupil.get_or_none(Pupil.id == nursery.id) is None
    with sight.looking(world.adil.sight()):
        answer(world.adil.act(), Claim.get_by_id(claim.id), nursery.id)
    with sight.looking(world.anjali.sight()):
        kwame = Pupil.get(Pupil.surname == "Osei")
        assert (kwame.id, kwame.upn) == (nursery.id, "J357200021001")
        cycles = Cycle.select().where(Cycle.pupil == kwame).order_by(Cycle.number)
        assert [cycle.number for cycle in cycles] == [2, 3]
    client.sign_in(world.anjali)
    assert "2 children are as you have them" in bring_in(client, "ctf.xml", transfer)
    with sight.system("test"):
        assert list(differences()) == []
