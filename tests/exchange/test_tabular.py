"""A register from any CSV: headers guessed, day first, one row per child or per need."""

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange import columns, csv_text, tabular
from portal.exchange.problems import UnreadableFile
from portal.web import csv_safe

TODAY = dt.date(2026, 11, 23)
FILE = Path(__file__).parent / "data" / "nursery_register.csv"


def register(text: str | bytes):
    sheet = csv_text.read_sheet(text if isinstance(text, bytes) else text.encode())
    return tabular.read(sheet, columns.guess(sheet.headers, columns.REGISTER), TODAY)


def codes(pupil):
    return {problem.code for problem in pupil.problems}


def test_nurserys_own_register_is_understood_without_help():
    kwame, ada, leo = register(FILE.read_bytes())
    assert (kwame.forename, kwame.surname, kwame.born) == ("Kwame", "Osei", dt.date(2023, 3, 14))
    assert (kwame.class_name, kwame.provision, kwame.periods[0].start) == (
        "Preschool",
        "K",
        dt.date(2026, 1, 5),
    )
    assert [need.code for need in kwame.needs] == ["SLCN"]
    assert kwame.family_informed == dt.date(2026, 1, 6)
    assert (kwame.earlier.cycles, kwame.earlier.review_due) == (2, dt.date(2026, 11, 27))
    assert kwame.earlier.works == "Picture first then words"
    assert [(need.rank, need.code) for need in ada.needs] == [(1, "ASD"), (2, "SEMH")]
    assert leo.refused
    assert (leo.problems[0].line, "31/02/2023" in leo.problems[0].sentence) == (4, True)


def test_names_seen_in_a_census_extract_are_mapped():
    headers = (
        "UPN", "UniqueLearnerNumber", "Surname", "Forename", "PreferredSurname", "FormerSurname", "Gender", "DoB",
        "EntryDate", "NCyearActual", "SENprovision", "SENneed1", "SENneed2", "SENunitIndicator", "Postcode",
    )  # fmt: skip
    found = columns.guess(headers, columns.REGISTER)
    assert {field: headers[place] for field, place in found.items()} == {
        "upn": "UPN", "uln": "UniqueLearnerNumber", "surname": "Surname", "forename": "Forename", "sex": "Gender",
        "preferred_surname": "PreferredSurname", "born": "DoB", "entered": "EntryDate", "year_group": "NCyearActual",
        "provision": "SENprovision", "need1": "SENneed1", "need2": "SENneed2",
    }  # fmt: skip


def test_kept_profile_wins_over_the_guess_and_new_columns_are_guessed():
    headers = ("Naam", "Given", "DOB", "SEN Status")
    profile = {"surname": "naam", "forename": "GIVEN", "need": "Gone"}
    assert columns.from_profile(profile, headers, columns.REGISTER) == {
        "surname": 0, "forename": 1, "born": 2, "provision": 3,
    }  # fmt: skip


def test_one_row_per_need_makes_one_child():
    (amara,) = register(
        "UPN,Surname,Forename,DOB,SEN Status,Need Type,Need Rank\n"
        "J357200021001,Test,Amara,03/02/2015,K,SpLD,2\n"
        'J357200021001,Test,Amara,03/02/2015,K,"Social, emotional and mental health",1\n'
    )
    assert [(need.rank, need.code) for need in amara.needs] == [(1, "SEMH"), (2, "SPLD")]


def test_two_lines_that_contradict_each_other_refuse_the_child():
    (amara,) = register(
        "UPN,Surname,Forename,DOB,SEN\nJ357200021001,Test,Amara,03/02/2015,K\nJ357200021001,Test,Amara,04/02/2015,K\n"
    )
    assert amara.refused
    assert "Lines 2 and 3" in amara.problems[-1].sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_noticed(encoding, delimiter):
    text = delimiter.join(["Surname", "Forename", "DOB"]) + "\r\n" + delimiter.join(["Núñez", "Zoë", "3/2/2020"])
    (zoe,) = register(text.encode(encoding))
    assert (zoe.name, zoe.born) == ("Zoë Núñez", dt.date(2020, 2, 3))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("03/02/2020", dt.date(2020, 2, 3)), ("3.2.2020", dt.date(2020, 2, 3)), ("03-02-2020", dt.date(2020, 2, 3)),
        ("3/2/20", dt.date(2020, 2, 3)), ("2020-02-03", dt.date(2020, 2, 3)), ("3 February 2020", dt.date(2020, 2, 3)),
        ("3 Feb 2020", dt.date(2020, 2, 3)), ("2020-02-03 00:00:00", dt.date(2020, 2, 3)),
        ("02/13/2020", None), ("43864", None), ("soon", None), ("30/02/2020", None),
    ],
)  # fmt: skip
def test_dates_are_day_first(written, expected):
    (child,) = register(f"Surname,Forename,DOB\nField,Ada,{written}\n")
    assert child.born == expected
    assert child.refused == (expected is None)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SEN Support", "K"),
        ("EHCP", "E"),
        ("k", "K"),
        ("No SEN", "N"),
        ("Statement", "E"),
        ("School Action Plus", "K"),
    ],
)
def test_words_for_provision(written, code):
    (child,) = register(f"Surname,Forename,DOB,SEN\nField,Ada,3/2/2020,{written}\n")
    assert child.provision == code


def test_unknown_word_for_provision_asks_and_does_not_guess():
    (child,) = register("Surname,Forename,DOB,SEN\nField,Ada,3/2/2020,Monitoring\n")
    assert child.refused


def test_list_of_needs_in_a_cell():
    (child,) = register("Surname,Forename,DOB,Need\nField,Ada,3/2/2020,SLCN; ASD\n")
    assert [need.code for need in child.needs] == ["SLCN", "ASD"]


def test_formula_is_left_out_with_its_line():
    (child,) = register('Surname,Forename,DOB,Targets\nField,Ada,3/2/2020,"=HYPERLINK(""http://x"")"\n')
    assert child.earlier.outcome == ""
    assert codes(child) == {"formula"}


def test_excel_wrapped_number_is_the_number():
    (child,) = register('UPN,Surname,Forename,DOB\n"=""J357200021001""",Field,Ada,3/2/2020\n')
    assert child.upn == "J357200021001"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=6))
def test_no_written_cell_starts_a_formula(cells):
    line = csv_safe.write(["a"], [cells]).decode("utf-8-sig").splitlines()[1:]
    assert line or not any(cells)
    for cell in cells:
        safe = csv_safe.safe_cell(cell)
        assert isinstance(safe, str)
        assert not safe.lstrip().startswith(("=", "+", "-", "@"))


def test_what_we_write_comes_back_as_it_was():
    sheet = csv_text.read_sheet(csv_safe.write(["Name", "Note"], [["Ada", "-1 and =2"], ["Zoë", "@home"]]))
    assert [row.cells for row in sheet.rows] == [("Ada", "-1 and =2"), ("Zoë", "@home")]


def test_numbers_stay_numbers():
    assert csv_safe.safe_cell(-3) == -3


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"one column\nonly\n", b"a,b\n", b"x" * 10_000_001],
)
def test_other_files_are_refused_with_a_sentence(content):
    with pytest.raises(UnreadableFile) as caught:
        register(content)
    assert str(caught.value)


def test_a_register_without_a_date_of_birth_column_says_so():
    with pytest.raises(UnreadableFile, match="date of birth"):
        register("Surname,Forename\nField,Ada\n")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_ever_raise_anything_else(content):
    for attempt in (
        content,
        b"Surname,Forename,DOB,SEN,Need\n" + content,
        content + b"\nName,DOB\nAda F,1/1/2020",
    ):
        with contextlib.suppress(UnreadableFile):
            register(attempt)


def test_a_nul_hidden_in_a_wide_encoding_is_no_text() -> None:
    with pytest.raises(UnreadableFile, match="not text"):
        csv_text.decode("Surname,Forename\nNow\0ak,Zofia\n".encode("utf-16"))
