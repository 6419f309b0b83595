"""Settings from the national register: stored once, kept up to date, never deleted."""

import csv
import io
import time
from pathlib import Path

from portal.access import sight
from portal.access.acting import acting_system
from portal.exchange import early_years, gias
from portal.exchange.settings_import import Tally, import_settings
from portal.organisation.models import Setting
from portal.timeline.models import Entry
from tests.world import World

FILE = Path(__file__).parent / "data" / "gias_four_schools.csv"


def run(content: bytes, la: str = "") -> Tally:
    with sight.system("test"):
        return import_settings(acting_system(), gias.read(content, la), "register.csv")


def changed(**cells: str) -> bytes:
    """The file with cells of its first school changed."""
    rows = list(csv.reader(io.StringIO(FILE.read_bytes().decode("cp1252"))))
    for column, value in cells.items():
        rows[1][rows[0].index(column.replace("__", " ("))] = value
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("cp1252")


def school(urn: str) -> Setting:
    found: Setting = Setting.get((Setting.urn_type == "gias") & (Setting.urn == urn))
    return found


def test_four_schools_are_stored_once(world: World) -> None:
    assert run(FILE.read_bytes())[:4] == (4, 0, 0, 1)
    assert run(FILE.read_bytes())[:4] == (0, 0, 4, 0)
    st_thomas = school("100492")
    assert (st_thomas.name, st_thomas.phase, st_thomas.postcode) == (
        "St Thomas' CofE Primary School", "primary", "W10 5EF",
    )  # fmt: skip
    assert (st_thomas.sen_types, st_thomas.status, st_thomas.source) == (["SLCN"], "open", "gias")
    assert st_thomas.name_fold == "st thomas cofe primary school"
    assert school("990001").status == "closed"


def test_no_head_teachers_name_is_stored(world: World) -> None:
    run(FILE.read_bytes())
    for row in Setting.select().dicts():
        assert "Hedwig" not in repr(row)


def test_closed_school_keeps_its_row_and_is_counted(world: World) -> None:
    run(FILE.read_bytes())
    before = school("100492").id
    tally = run(
        changed(
            **{"EstablishmentStatus (code)": "2", "EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
        )
    )
    assert (tally.new, tally.changed, tally.unchanged, tally.closed) == (0, 1, 3, 1)
    after = school("100492")
    assert (after.id, after.status, after.closed_on.isoformat()) == (before, "closed", "2026-08-31")


def test_column_that_the_file_lacks_keeps_what_is_stored(world: World) -> None:
    run(FILE.read_bytes())
    tally = run(b"URN,LA (code),EstablishmentName\r\n100492,207,St Thomas New Name\r\n")
    assert tally.changed == 1
    st_thomas = school("100492")
    assert (st_thomas.name, st_thomas.phase, st_thomas.town) == ("St Thomas New Name", "primary", "London")


def test_broken_row_is_reported_and_the_rest_goes_in(world: World) -> None:
    tally = run(changed(URN="not a number"))
    assert (tally.new, len(tally.refused), tally.refused[0].line) == (3, 1, 2)


def test_one_authority_alone(world: World) -> None:
    assert run(FILE.read_bytes(), la="357").new == 1


def test_a_file_writes_one_entry_and_a_repeat_none(world: World) -> None:
    run(FILE.read_bytes())
    run(FILE.read_bytes())
    with sight.system("test"):
        entries = list(Entry.select().where(Entry.kind == "setting_changed"))
    assert [entry.data["new"] for entry in entries] == [4]


def test_providers_stand_beside_the_national_register(world: World) -> None:
    rows = early_years.read(b"Ofsted URN,Name,Type\n100492,Little Acorns,Nursery\n")
    with sight.system("test"):
        tally = import_settings(acting_system(), rows, "providers.csv", la=("357", "Westmere"))
    assert tally.new == 1
    acorns = Setting.get(Setting.urn_type == "ofsted_ey", Setting.urn == "100492")
    assert (acorns.phase, acorns.la_code, acorns.whole_setting_scope) == ("nursery", "357", True)


def test_fifty_thousand_settings_go_in_within_seconds(world: World) -> None:
    row = b'%d,357,"School, The",01-09-2000,,Open,SK1 1AA\r\n'
    content = b"URN,LA (code),EstablishmentName,OpenDate,CloseDate,EstablishmentStatus (name),Postcode\r\n"
    content += b"".join(row % number for number in range(500_000, 550_000))
    started = time.process_time()
    assert run(content).new == 50_000
    assert run(content).unchanged == 50_000
    assert time.process_time() - started < 30
