"""Common Transfer Files: real shapes, old shapes and hostile ones."""

import contextlib
import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange import ctf, safe_xml
from portal.exchange.problems import UnreadableFile

TODAY = dt.date(2026, 11, 23)
FILE = Path(__file__).parent / "data" / "3572001_CTF_3574002_001.xml"


def transfer_file(pupil: str, version: str = "25.0", attributes: str = "") -> bytes:
    return f"""<CTfile{attributes}><Header><CTFversion>{version}</CTFversion>
      <SourceSchool><LEA>357</LEA><Estab>2001</Estab></SourceSchool></Header>
      <CTFpupilData><Pupil><UPN>J357200021001</UPN><Surname>Nowak</Surname><Forename>Zofia</Forename>
      <DOB>2015-02-03</DOB>{pupil}</Pupil></CTFpupilData></CTfile>""".encode()


def child(pupil: str = "", **more):
    return ctf.read(transfer_file(pupil, **more), TODAY).pupils[0]


def codes(pupil):
    return {problem.code for problem in pupil.problems}


def test_whole_file_is_read():
    file = ctf.read(FILE.read_bytes(), TODAY)
    assert (file.version, file.academic_year, file.notes) == ("25.0", 2025, ())
    assert file.source == ctf.School("357", "2001", "Millbrook Primary School")
    assert file.destination.number == "3574002"
    assert [pupil.name for pupil in file.pupils] == [
        "Zosia Nowak",
        "Ben O'Dowd-Núñez",
        "Isla Quinn",
        "Tom Reed",
    ]


def test_zofias_history_is_in_order_and_each_period_ends_at_the_next():
    zofia = ctf.read(FILE.read_bytes(), TODAY).pupils[0]
    assert [(period.provision, period.start, period.end) for period in zofia.periods] == [
        ("K", dt.date(2021, 11, 1), dt.date(2024, 5, 20)),
        ("E", dt.date(2024, 5, 20), None),
    ]
    assert [(need.rank, need.code) for need in zofia.needs] == [(1, "SLCN"), (2, "ASD")]
    assert zofia.former_upns == ("V35720002100A",)
    assert zofia.schools[0].left == dt.date(2026, 7, 17)
    assert zofia.contacts[0].phones == ("07700 900123",)
    assert zofia.contacts[0].responsibility


def test_no_address_ethnicity_or_supplier_extra_is_kept():
    read = repr(ctf.read(FILE.read_bytes(), TODAY))
    for kept_out in ("SK15", "WOTH", "secret canary"):
        assert kept_out not in read


def test_bens_statement_is_read_as_a_plan_with_a_note():
    ben = ctf.read(FILE.read_bytes(), TODAY).pupils[1]
    assert ben.provision == "E"
    assert "old-provision" in codes(ben)
    assert not ben.refused


def test_isla_without_sen_history_is_told_apart():
    isla = ctf.read(FILE.read_bytes(), TODAY).pupils[2]
    assert not isla.has_sen_history
    assert not isla.refused


def test_toms_mistyped_number_refuses_only_tom():
    pupils = ctf.read(FILE.read_bytes(), TODAY).pupils
    assert [pupil.refused for pupil in pupils] == [False, False, False, True]
    assert "first letter would be J" in pupils[3].problems[0].sentence


@pytest.mark.parametrize("element", ["<Sex>F</Sex>", "<Gender>F</Gender>"])
def test_sex_and_the_older_gender_are_both_read(element):
    assert child(element).sex == "F"


def test_namespace_and_prefix_are_no_matter():
    assert child(attributes=' xmlns="urn:some:ctf"').name == "Zofia Nowak"
    prefixed = transfer_file("").replace(b"<", b"<c:").replace(b"<c:/", b"</c:")
    prefixed = prefixed.replace(b"<c:CTfile", b'<c:CTfile xmlns:c="urn:x"', 1)
    assert ctf.read(prefixed, TODAY).pupils[0].name == "Zofia Nowak"


def test_old_versions_are_read_and_a_new_one_warns():
    assert ctf.read(transfer_file("", version="15"), TODAY).notes == ()
    assert ctf.read(transfer_file("", version="41.0"), TODAY).notes[0].code == "unknown-version"
    assert ctf.read(transfer_file("", version=""), TODAY).notes[0].code == "unknown-version"


def test_unknown_codes_are_left_out_and_said():
    zofia = child(
        "<SENhistory><SEN><StartDate>2020-01-01</StartDate><SENprovision>Q</SENprovision></SEN>"
        "<SENneeds><SENneed><SENtype>PLD</SENtype></SENneed></SENneeds></SENhistory>"
    )
    assert (zofia.periods, zofia.needs) == ((), ())
    assert codes(zofia) == {"provision", "need"}


def test_same_number_twice_refuses_the_second_child():
    twice = transfer_file("").replace(
        b"</CTFpupilData>",
        b"<Pupil><UPN>J357200021001</UPN><Surname>Other</Surname><Forename>Child</Forename>"
        b"<DOB>2015-02-04</DOB></Pupil></CTFpupilData>",
    )
    first, second = ctf.read(twice, TODAY).pupils
    assert not first.refused
    assert "repeated-upn" in codes(second)
    assert second.refused


@pytest.mark.parametrize("born", ["2027-01-01", "1990-01-01", "03/02/2015", "", "2015-02-30"])
def test_impossible_date_of_birth_refuses_the_child(born):
    content = transfer_file("").replace(b"2015-02-03", born.encode())
    assert ctf.read(content, TODAY).pupils[0].refused


HOSTILE = {
    "bomb": b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CTfile>&b;</CTfile>',
    "outside": b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><CTfile>&a;</CTfile>',
    "dtd": b'<!DOCTYPE CTfile SYSTEM "ctf.dtd"><CTfile/>',
    "deep": b"<a>" * 6_000_000,
    "wide": b"<CTfile>" + b"<a/>" * 4_900_000,
    "names": b"<CTfile>" + b"".join(b"<a%d/>" % number for number in range(1_500_000)),
    "attributes": b"<CTfile " + b" ".join(b'a%d=""' % number for number in range(1_200_000)) + b"/>",
    "many tags of many attributes": b"<CTfile>"
    + (b"<a " + b" ".join(b'a%d=""' % number for number in range(1000)) + b"/>") * 2100,
    "long name": b"<" + b"a" * 19_000_000 + b"/>",
    "long text": b"<CTfile>" + b"x" * 19_000_000 + b"</CTfile>",
    "huge": b"<CTfile>" + b"x" * 60_000_000,
    "zip": b"PK\x03\x04 and more",
    "encoding": b'<?xml version="1.0" encoding="klingon"?><CTfile/>',
    "several bytes": b'<?xml version="1.0" encoding="big5"?><CTfile/>',
    "noughts": b"\0" * 1000,
    "nothing": b" \n ",
    "page": b"<html><body/></html>",
    "cut off": FILE.read_bytes()[:900],
    "no children": b"<CTfile><Header/><CTFpupilData/></CTfile>",
    "no header": b"<CTfile><CTFpupilData><Pupil/></CTFpupilData></CTfile>",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_or_foreign_file_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableFile) as caught:
        ctf.read(content, TODAY)
    assert 15 < len(str(caught.value)) < 140
    assert str(caught.value).endswith((".", "?"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_ever_raise_anything_else(content):
    for attempt in (content, transfer_file("").replace(b"Nowak", content), b"<CTfile>" + content):
        with contextlib.suppress(UnreadableFile):
            ctf.read(attempt, TODAY)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(dt.date(2015, 9, 1), TODAY), st.sampled_from(["K", "E", "N", "S", "Z", ""])),
        max_size=8,
    )
)
def test_periods_are_always_in_order_without_gaps_or_overlaps(given_periods):
    blocks = "".join(
        f"<SEN><StartDate>{start.isoformat()}</StartDate><SENprovision>{code}</SENprovision></SEN>"
        for start, code in given_periods
    )
    periods = child(f"<SENhistory>{blocks}</SENhistory>").periods
    for earlier, later in itertools.pairwise(periods):
        assert earlier.start < later.start
        assert earlier.end == later.start
        assert earlier.provision != later.provision
    assert all(period.end is None for period in periods[-1:])


def test_a_thousand_children_are_read():
    body = FILE.read_bytes()
    start, _, rest = body.partition(b"<CTFpupilData>")
    pupils, _, end = rest.partition(b"</CTFpupilData>")
    file = ctf.read(start + b"<CTFpupilData>" + pupils * 250 + b"</CTFpupilData>" + end, TODAY)
    assert len(file.pupils) == 1000


def test_limits_leave_room_for_a_real_file():
    assert safe_xml.MAX_BYTES > 3 * 6_000_000
