"""The national register of settings, as it is really written."""

import contextlib
import datetime as dt
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange import gias
from portal.exchange.problems import Problem, UnreadableFile

FILE = Path(__file__).parent / "data" / "gias_four_schools.csv"
HEADER = b"URN,LA (code),EstablishmentName,OpenDate,CloseDate,EstablishmentStatus (name)\r\n"


def read(content: bytes, la: str = ""):
    items = list(gias.read(content, la))
    return (
        [item for item in items if isinstance(item, gias.GiasRow)],
        [item for item in items if isinstance(item, Problem)],
    )


def test_four_schools_are_read_by_header_name():
    rows, refused = read(FILE.read_bytes())
    assert refused == []
    assert [row.urn for row in rows] == ["100492", "100459", "100494", "990001"]
    st_thomas = rows[0]
    assert st_thomas.name == "St Thomas' CofE Primary School"
    assert (st_thomas.number, st_thomas.type_code, st_thomas.phase) == ("3402", "02", "Primary")
    assert (st_thomas.low_age, st_thomas.high_age, st_thomas.status) == (3, 11, "open")
    assert st_thomas.sen_types == ("SLCN",)


def test_closed_school_keeps_its_dates_and_its_letters():
    closed = read(FILE.read_bytes())[0][3]
    assert closed.name == "Señora Café Primary School"
    assert (closed.status, closed.opened, closed.closed) == (
        "closed",
        dt.date(2001, 9, 2),
        dt.date(2025, 8, 31),
    )
    assert closed.street == "1 High Street, The Old Mill"


def test_head_teachers_name_is_never_read():
    assert "Hedwig" not in repr(read(FILE.read_bytes()))


def test_one_authority_can_be_chosen():
    rows, _refused = read(FILE.read_bytes(), la="357")
    assert [row.urn for row in rows] == ["990001"]


def test_missing_columns_are_none_so_that_nothing_stored_is_emptied():
    row = read(b"EstablishmentName,URN,LA (code)\r\nAbbots School,117083,919\r\n")[0][0]
    assert (row.phase, row.status, row.sen_types, row.has_dates) == (None, None, None, False)


def test_same_file_in_utf8_reads_the_same():
    text = FILE.read_bytes().decode("cp1252")
    assert read(text.encode("utf-8")) == read(FILE.read_bytes())
    assert read(text.encode("utf-8-sig")) == read(FILE.read_bytes())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"12A,357,School,,,Open", "not a URN"),
        (b"100001,35,School,,,Open", "local authority"),
        (b"100001,357,,,,Open", "no name"),
        (b"100001,357,School,2001-01-01,,Open", "not a date"),
        (b"100001,357,School,31-02-2001,,Open", "not a date"),
        (b"100001,357,School,,,Haunted", "status"),
        (b"100001,357,School", "3 columns instead of 6"),
        (b'100001,357,"School,,,Open', "quotation mark"),
    ],
)
def test_unreadable_row_is_reported_with_line_and_reason_and_the_rest_goes_in(line, reason):
    content = HEADER + b"100000,357,First,,,Open\r\n" + line + b"\r\n100002,357,Last,01-09-2020,,Proposed to open\r\n"
    rows, refused = read(content)
    assert [row.name for row in rows] == ["First", "Last"]
    assert rows[1].status == "proposed"
    assert [problem.line for problem in refused] == [3]
    assert reason in refused[0].sentence


def test_same_urn_twice_is_reported():
    rows, refused = read(HEADER + b"100000,357,One,,,Open\r\n100000,357,Two,,,Open\r\n")
    assert [row.name for row in rows] == ["One"]
    assert "line 2" in refused[0].sentence


def test_name_over_two_lines_is_one_row():
    rows, refused = read(HEADER + b'100000,357,"Two\r\nLines",,,Open\r\n100002,357,Next,,,Open\r\n')
    assert (len(rows), refused) == (2, [])


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"a,b\r\n1,2\r\n", b"PK\x03\x04zip", b'"' * 10_000])
def test_another_file_is_refused_with_one_sentence(content):
    with pytest.raises(UnreadableFile, match="national register"):
        read(content)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_ever_raise_anything_else(content):
    for attempt in (content, HEADER + content):
        with contextlib.suppress(UnreadableFile):
            read(attempt)


def test_fifty_thousand_rows_stream_in_seconds():
    row = b'%d,357,"School, The",01-09-2000,,Open' + b',"x"' * 129 + b"\r\n"
    header = HEADER.strip() + b"".join(b",C%d" % number for number in range(129)) + b"\r\n"
    content = header + b"".join(row % number for number in range(100_000, 150_000))
    started = time.process_time()
    assert sum(1 for _item in gias.read(io.BytesIO(content))) == 50_000
    assert time.process_time() - started < 8


def test_a_row_with_a_nul_is_refused_and_the_rest_goes_in():
    rows, refused = read(HEADER + b"100001,357,Mill\x00brook,,,Open\r\n100002,357,Fernhill,,,Open\r\n")
    assert [row.name for row in rows] == ["Fernhill"]
    assert [(problem.line, problem.refuses) for problem in refused] == [(2, True)]
