"""A Common Transfer File of any size, and how long the command takes to read it in."""

from __future__ import annotations

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from bench import words
from portal.pupils import upn

PUPIL = """<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>{born}</DOB><Sex>{sex}</Sex>
<BasicDetails><NCyearActual>7</NCyearActual><EnrolStatus>C</EnrolStatus></BasicDetails>
<SENhistory><SEN><StartDate>2023-09-05</StartDate><SENprovision>K</SENprovision></SEN>
<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>{need}</SENtype></SENneed></SENneeds></SENhistory>
<Contacts><Contact><Order>1</Order><Surname>{surname}</Surname><Forename>Kim</Forename><Relationship>PAM</Relationship>
<Responsibility>true</Responsibility></Contact></Contacts>
<SchoolHistory><School><LEA>999</LEA><Estab>2001</Estab><SchoolName>Ashbury School</SchoolName><EntryDate>2019-09-04</EntryDate>
<LeavingDate>2026-07-21</LeavingDate></School></SchoolHistory></Pupil>"""

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion><DateTime>2026-07-21T09:00:00</DateTime>
<DocumentQualifier>full</DocumentQualifier><SourceSchool><LEA>999</LEA><Estab>2001</Estab><SchoolName>Ashbury School</SchoolName>
<AcademicYear>2025</AcademicYear></SourceSchool><DestSchool><LEA>999</LEA><Estab>4002</Estab></DestSchool></Header>
<CTFpupilData>{pupils}</CTFpupilData></CTfile>
"""


def text(pupils: int) -> str:
    """The file, of children whom nobody has met before."""
    return FILE.format(pupils="\n".join(map(pupil, range(pupils))))


def pupil(number: int) -> str:
    """One child of the file, on SEN support, with a UPN whose check letter is right."""
    digits = f"9992001{20:02d}{number:03d}"
    return PUPIL.format(
        upn=upn.check_letter(digits) + digits,
        surname=words.surname(number * 5),
        forename=words.forename(number * 3),
        born=date(2014, 9, 1) + timedelta(days=number % 365),
        sex="FM"[number % 2],
        need=words.NEEDS[number % len(words.NEEDS)],
    )


def seconds_for(app: Flask, pupils: int, urn: str) -> float:
    """How long ``import-pupils`` takes for a file of that many new children. Raises RuntimeError when it fails."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        Path(file.name).write_text(text(pupils))
        started = time.perf_counter()
        result = app.test_cli_runner().invoke(args=["import-pupils", file.name, "--setting", urn])
        if result.exit_code:
            raise RuntimeError(f"import-pupils ended with {result.exit_code}: {result.output[-300:]}")
        return time.perf_counter() - started
