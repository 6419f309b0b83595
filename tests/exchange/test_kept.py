"""What is kept of an upload until it is confirmed is what was read."""

import datetime as dt
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.exchange import columns, csv_text, ctf, kept, tabular
from portal.exchange.incoming import EarlierWork, IncomingPupil

DATA = Path(__file__).parent / "data"
TODAY = dt.date(2026, 11, 23)


def again(pupil: IncomingPupil) -> IncomingPupil:
    return kept.pupil(json.loads(json.dumps(kept.plain(pupil))))


def test_every_child_of_the_files_comes_back_equal():
    sheet = csv_text.read_sheet((DATA / "nursery_register.csv").read_bytes())
    pupils = [
        *ctf.read((DATA / "3572001_CTF_3574002_001.xml").read_bytes(), TODAY).pupils,
        *tabular.read(sheet, columns.guess(sheet.headers, columns.REGISTER), TODAY),
    ]
    assert len(pupils) == 7
    for pupil in pupils:
        assert again(pupil) == pupil


@settings(max_examples=50, deadline=None)
@given(st.builds(IncomingPupil, earlier=st.builds(EarlierWork)))
def test_any_child_comes_back_equal(pupil):
    assert again(pupil) == pupil
