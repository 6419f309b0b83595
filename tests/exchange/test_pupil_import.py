"""Children from a transfer file or a nursery's list, without HTTP."""

import datetime as dt
import time
from pathlib import Path

from portal.access import sight
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.exchange import columns, csv_text, ctf, tabular
from portal.exchange.plans import Choices, Planned, plan
from portal.exchange.pupil_import import Written, write
from portal.exchange.pupil_rows import Source
from portal.pupils.models import Claim, Contact, Placement, Pupil, PupilIdentifier, SchoolHistory
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.models import Entry
from tests.world import TODAY, Who, World

DATA = Path(__file__).parent / "data"
FILE = (DATA / "3572001_CTF_3574002_001.xml").read_bytes()


def planned(who: Who, content: bytes = FILE, choices: Choices | None = None) -> list[Planned]:
    with sight.looking(who.sight()):
        return plan(who.setting or 0, ctf.read(content, TODAY).pupils, choices or Choices())


def load(who: Who, content: bytes = FILE, choices: Choices | None = None) -> Written:
    with sight.looking(who.sight()):
        return write(
            who.act(), plan(who.setting or 0, ctf.read(content, TODAY).pupils, choices or Choices()), Source("ctf")
        )


def load_list(who: Who, text: str) -> Written:
    sheet = csv_text.read_sheet(text.encode())
    pupils = tabular.read(sheet, columns.guess(sheet.headers, columns.REGISTER), TODAY)
    with sight.looking(who.sight()):
        return write(who.act(), plan(who.setting or 0, pupils, keep_all=True), Source("csv"))


def entries() -> list[Entry]:
    with sight.system("test"):
        return list(Entry.select().where(Entry.kind == "imported"))


def test_preview_says_what_each_child_is(world: World) -> None:
    zofia, ben, isla, tom = planned(world.ruth)
    assert (zofia.outcome, ben.outcome, isla.outcome, tom.outcome) == ("new", "new", "left_out", "refused")
    assert "first letter would be J" in tom.reasons[0]
    assert "statement" in ben.reasons[0]


def test_ruth_gets_zofia_with_her_history(world: World) -> None:
    load(world.ruth)
    with sight.looking(world.ruth.sight()):
        zofia = Pupil.get(Pupil.upn == "J357200021001")
        assert (zofia.name, zofia.surname_fold, zofia.born_on) == ("Zosia Nowak", "nowak", dt.date(2015, 2, 3))
        placement = Placement.get(Placement.pupil == zofia)
        assert (placement.setting_id, placement.state, placement.year_group) == (world.harbour_lane, "current", "6")
        assert Registration.get(Registration.pupil == zofia).code == "E"
        periods = SenPeriod.select().where(SenPeriod.pupil == zofia).order_by(SenPeriod.starts_on)
        assert [(row.code, row.starts_on) for row in periods] == [
            ("K", dt.date(2021, 11, 1)), ("E", dt.date(2024, 5, 20)),
        ]  # fmt: skip
        needs = Need.select().where(Need.pupil == zofia).order_by(Need.rank)
        assert [(row.rank, row.code) for row in needs] == [(1, "SLCN"), (2, "ASD")]
        assert PupilIdentifier.get(PupilIdentifier.pupil == zofia).value == "V35720002100A"
        assert SchoolHistory.get(SchoolHistory.pupil == zofia).name == "Millbrook Primary School"
        ewa = Contact.get(Contact.pupil == zofia)
        assert (ewa.forename, ewa.responsibility, ewa.address) == ("Ewa", True, "")
    assert len(entries()) == 2


def test_victor_the_stranger_sees_none_of_them(world: World) -> None:
    load(world.ruth)
    with sight.looking(world.victor.sight()):
        assert {row.id for row in Pupil.select()} == {world.sofia}


def test_same_file_twice_changes_nothing(world: World) -> None:
    load(world.ruth)
    assert [one.outcome for one in planned(world.ruth)] == ["same", "same", "left_out", "refused"]
    load(world.ruth)
    assert len(entries()) == 2
    with sight.system("test"):
        assert Pupil.select().where(Pupil.upn == "J357200021001").count() == 1


def test_child_without_sen_history_is_kept_only_when_chosen(world: World) -> None:
    assert load(world.ruth, choices=Choices(keep=frozenset({3}))).counts["new"] == 3
    with sight.looking(world.ruth.sight()):
        isla = Pupil.get(Pupil.forename == "Isla")
        assert not Registration.select().where(Registration.pupil == isla).exists()


def test_child_known_elsewhere_reads_as_new_and_waits_with_a_claim(world: World) -> None:
    before = planned(world.anjali)
    load(world.ruth)
    assert planned(world.anjali) == before
    load(world.anjali)
    with sight.system("test"):
        first, second = Pupil.select().where(Pupil.upn == "J357200021001").order_by(Pupil.id)
        claim = Claim.get(Claim.pupil == second)
        assert (claim.candidate_id, claim.state, claim.matched_on, claim.setting_id) == (
            first.id, "waiting", "upn", world.fernhill,
        )  # fmt: skip
        assert Claim.get(Claim.pupil == first).state == "confirmed"
    with sight.looking(world.anjali.sight()):
        assert first.id not in {row.id for row in Pupil.select()}


def test_same_name_and_birthday_elsewhere_goes_to_the_queue_not_to_a_thread(world: World) -> None:
    load_list(world.hannah, "Surname,Forename,DOB,SEN\nNowak,Zofia,03/02/2015,K\n")
    load(world.ruth)
    with sight.system("test"):
        zofia = Pupil.get(Pupil.upn == "J357200021001")
        assert Claim.get(Claim.pupil == zofia).matched_on == "name"


def test_number_that_arrives_later_is_attached_to_the_child_here(world: World) -> None:
    load_list(world.hannah, "Surname,Forename,DOB,SEN,Need\nNowak,Zofia,03/02/2015,K,SLCN\n")
    zofia, *_rest = planned(world.hannah)
    assert (zofia.outcome, "UPN J357200021001" in zofia.changes) == ("matched", True)
    load(world.hannah)
    with sight.looking(world.hannah.sight()):
        row = Pupil.get(Pupil.surname == "Nowak")
        assert row.upn == "J357200021001"
        assert [need.code for need in Need.select().where(Need.pupil == row).order_by(Need.rank)] == ["SLCN", "ASD"]
        assert Registration.get(Registration.pupil == row).code == "E"
    assert [one.outcome for one in planned(world.hannah)][:2] == ["same", "same"]


def test_permanent_number_takes_the_place_of_the_temporary_one(world: World) -> None:
    load_list(world.ruth, "UPN,Surname,Forename,DOB,SEN\nV35720002100A,Nowak,Zofia,03/02/2015,E\n")
    load(world.ruth)
    with sight.looking(world.ruth.sight()):
        zofia = Pupil.get(Pupil.surname == "Nowak")
        assert zofia.upn == "J357200021001"
        assert {row.value for row in PupilIdentifier.select().where(PupilIdentifier.pupil == zofia)} == {
            "V35720002100A"
        }


def test_same_name_and_birthday_with_another_number_asks(world: World) -> None:
    load_list(world.ruth, "UPN,Surname,Forename,DOB,SEN\nB357340024003,Nowak,Zofia,03/02/2015,K\n")
    zofia, *_rest = planned(world.ruth)
    assert (zofia.outcome, zofia.match_name) == ("decide", "Zofia Nowak")
    another = planned(world.ruth, choices=Choices(answers={1: "another"}))
    assert another[0].outcome == "new"
    load(world.ruth)
    with sight.looking(world.ruth.sight()):
        assert Pupil.select().where(Pupil.surname == "Nowak").count() == 1


def test_file_never_ends_a_plan(world: World) -> None:
    load(world.ruth)
    lowered = FILE.replace(b"<SENprovision>E</SENprovision></SEN>", b"<SENprovision>E</SENprovision></SEN>"
                           b"<SEN><StartDate>2026-09-01</StartDate><SENprovision>N</SENprovision></SEN>", 1)  # fmt: skip
    zofia, *_rest = planned(world.ruth, lowered)
    assert zofia.outcome == "same"
    assert "Only the authority ends an EHC plan" in zofia.reasons[0]


def test_nurserys_list_with_earlier_work_enters_as_before_the_portal(world: World) -> None:
    content = (DATA / "nursery_register.csv").read_text()
    written = load_list(world.hannah, content)
    assert written.counts == {"new": 2, "refused": 1}
    with sight.looking(world.hannah.sight()):
        kwame = Pupil.get(Pupil.forename == "Kwame")
        assert Placement.get(Placement.pupil == kwame).room.name == "Preschool"
        registration = Registration.get(Registration.pupil == kwame)
        assert (registration.starts_on, registration.informed_on) == (dt.date(2026, 1, 5), dt.date(2026, 1, 6))
        closed, running = Cycle.select().where(Cycle.pupil == kwame).order_by(Cycle.number)
        assert (closed.number, closed.stage, closed.before_portal) == (2, "learn", True)
        assert (running.number, running.follows_id, running.review_on) == (3, closed.id, dt.date(2026, 11, 27))
        assert Learning.get(Learning.pupil == kwame).text == "Picture first then words"
        entry = Entry.get((Entry.pupil == kwame) & (Entry.kind == "before_portal"))
        assert (entry.cycle_number, "Points to one of two" in entry.body) == (3, True)
    written = load_list(world.hannah, content)
    assert written.counts == {"same": 2, "refused": 1}


def test_a_thousand_children_go_in_within_seconds(world: World) -> None:
    from portal.pupils import upn

    one = FILE[FILE.index(b"<Pupil>") : FILE.index(b"</Pupil>") + 8]
    pupils = []
    for number in range(1000):
        body = f"357200021{number:03d}"
        made = one.replace(b"J357200021001", (upn.check_letter(body) + body).encode())
        made = made.replace(b"V35720002100A", b"").replace(b"<Surname>Nowak", f"<Surname>Nowak{number}".encode(), 1)
        pupils.append(made)
    content = FILE[: FILE.index(b"<Pupil>")] + b"".join(pupils) + b"</CTFpupilData></CTfile>"
    started = time.process_time()
    assert load(world.ruth, content).counts == {"new": 1000}
    assert time.process_time() - started < 10
    assert load(world.ruth, content).counts == {"same": 1000}
