"""Staff, classes and early-years providers from a CSV."""

from portal.exchange import columns, csv_text, early_years, people_csv
from portal.exchange.problems import Problem
from portal.pupils import year_groups


def staff(text: str):
    sheet = csv_text.read_sheet(text.encode())
    return people_csv.read_staff(sheet, columns.guess(sheet.headers, columns.STAFF))


def test_staff_with_titles_as_people_write_them():
    priya, sam, kim = staff(
        "Name,Email,Job title,Room\nPriya Shah,Priya@example.org,Nursery Manager,\n"
        "Sam Reed,sam@example.org,Teaching Assistant,Toddlers; Preschool\nKim Lee,kim@example.org,Caretaker,\n"
    )
    assert (priya.email, priya.role, priya.problems) == ("priya@example.org", "head", ())
    assert (sam.role, sam.classes) == ("ta", ("Toddlers", "Preschool"))
    assert "Caretaker" in kim.problems[0].sentence


def test_same_address_twice_and_a_broken_one_are_refused():
    one, two, three = staff(
        "Name,Email,Role\nA B,a@example.org,SENCO\nA C,A@example.org,Teacher\nA D,nobody at home,Teacher\n"
    )
    assert one.problems == ()
    assert (two.problems[0].code, three.problems[0].code) == ("repeated-email", "email")


def test_classes_once_each():
    sheet = csv_text.read_sheet(b"Class,Year,Teacher email\n4 Oak,Year 4,t@example.org\n4 oak,Y4,\nR Elm,Reception,\n")
    rows = people_csv.read_classes(sheet, columns.guess(sheet.headers, columns.CLASSES))
    assert [(row.name, row.year_group, row.email) for row in rows] == [
        ("4 Oak", "4", "t@example.org"),
        ("R Elm", "R", ""),
    ]


def test_year_groups_as_people_write_them():
    for written, expected in [
        ("Year 4", "4"),
        ("Y04", "4"),
        ("R", "R"),
        ("N1", "N1"),
        ("yr 11", "11"),
        ("Moon", ""),
    ]:
        assert year_groups.year_group(written) == expected


def test_next_september():
    assert [year_groups.following(group) for group in ("N2", "R", "6", "14", "X", "")] == [
        "R",
        "1",
        "7",
        "14",
        "X",
        "",
    ]


def test_providers_outside_the_national_register():
    rows = early_years.read(
        b"Ofsted URN,Provider name,Provider type,Address,Town,Postcode\n"
        b"EY 123456,Little Acorns,Childcare on non-domestic premises,1 Mill Lane,Hyde,sk14 1aa\n"
        b"2512345,Mo Ali,Childminder,,,\nXX1,Nowhere,,,,\n"
    )
    acorns, mo, nowhere = rows
    assert isinstance(acorns, early_years.ProviderRow)
    assert isinstance(mo, early_years.ProviderRow)
    assert isinstance(nowhere, Problem)
    assert (acorns.urn, acorns.kind, acorns.postcode) == ("EY123456", "nursery", "SK14 1AA")
    assert mo.kind == "childminder"
    assert (nowhere.line, nowhere.refuses) == (4, True)
