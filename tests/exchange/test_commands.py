"""`flask import-settings` and `flask import-pupils`, as an administrator runs them."""

from pathlib import Path

from flask import Flask

from portal.access import sight
from portal.exchange.models import ImportBatch
from portal.organisation.models import Setting
from portal.pupils.models import Pupil
from tests.client import Client
from tests.world import World

DATA = Path(__file__).parent / "data"
CTF = DATA / "3572001_CTF_3574002_001.xml"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_settings_command_ends_with_its_counts(app: Flask, world: World) -> None:
    code, said = run(app, "import-settings", str(DATA / "gias_four_schools.csv"))
    assert (code, said.splitlines()[-1]) == (0, "4 new, 0 changed, 0 unchanged, 1 closed, 0 refused.")
    code, said = run(app, "import-settings", str(DATA / "gias_four_schools.csv"), "--la", "357")
    assert said.splitlines()[-1] == "0 new, 0 changed, 1 unchanged, 0 closed, 0 refused."


def test_file_that_is_no_register_ends_with_one_line_and_not_with_zero(app: Flask, world: World) -> None:
    code, said = run(app, "import-settings", str(CTF))
    assert code != 0
    assert len(said.strip().splitlines()) == 1


def test_children_come_in_by_command_and_what_is_unclear_is_listed(app: Flask, world: World) -> None:
    urn = Setting.get_by_id(world.harbour_lane).urn
    code, said = run(app, "import-pupils", str(CTF), "--setting", urn)
    assert code == 0
    assert "4. Tom Reed: refused." in said
    assert said.splitlines()[-1].startswith("2 new, 0 matched")
    code, said = run(app, "import-pupils", str(CTF), "--setting", urn)
    assert said.splitlines()[-1].startswith("0 new, 0 matched and brought up to date, 2 unchanged")


def test_what_needs_a_decision_waits_for_ruth_in_the_browser(
    app: Flask, client: Client, world: World, tmp_path: Path
) -> None:
    urn = Setting.get_by_id(world.harbour_lane).urn
    first = tmp_path / "first.csv"
    first.write_text("UPN,Surname,Forename,DOB,SEN\nB357340024003,Nowak,Zofia,03/02/2015,K\n")
    run(app, "import-pupils", str(first), "--setting", urn)
    code, said = run(app, "import-pupils", str(CTF), "--setting", urn)
    assert code == 0
    assert "1. Zosia Nowak: needs a decision." in said
    run(app, "import-pupils", str(CTF), "--setting", urn)
    assert ImportBatch.select().where(ImportBatch.state == "preview").count() == 1
    page = client.sign_in(world.ruth).get("/imports")
    assert "waiting for you" in page.text
    client.click(CTF.name)
    client.submit("/imports/", answer_1="same")
    with sight.looking(world.ruth.sight()):
        assert Pupil.select().where(Pupil.surname == "Nowak").count() == 1


def test_unreadable_file_or_unknown_setting_ends_with_one_line(app: Flask, world: World, tmp_path: Path) -> None:
    urn = Setting.get_by_id(world.harbour_lane).urn
    broken = tmp_path / "broken.xml"
    broken.write_bytes(CTF.read_bytes()[:700])
    for arguments in ((str(broken), urn), (str(CTF), "000000"), (str(DATA / "gias_four_schools.csv"), urn)):
        code, said = run(app, "import-pupils", arguments[0], "--setting", arguments[1])
        assert code != 0
        assert len(said.strip().splitlines()) == 1


def test_dry_run_says_all_and_writes_nothing(app: Flask, world: World) -> None:
    urn = Setting.get_by_id(world.harbour_lane).urn
    _code, said = run(app, "import-pupils", str(CTF), "--setting", urn, "--dry-run")
    assert said.splitlines()[-1] == "Nothing was written."
    assert "2 new" in said
    with sight.system("test"):
        assert not Pupil.select().where(Pupil.surname == "Nowak").exists()
