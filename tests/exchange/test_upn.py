"""Unique Pupil Numbers: the published and computed vectors, and what must hold for any number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.exchange import uln
from portal.pupils import upn

PERMANENT = (
    "B801200005001", "J357200021001", "Y357200021002", "B357340024003", "Q357400022117", "M202201525008",
    "H357700126045", "P207000016049",
)  # fmt: skip
TEMPORARY = ("V35720002100A", "Y35734002400B", "K20220152500Z")
digits = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("number", PERMANENT)
def test_permanent_number_is_valid(number):
    checked = upn.check(number)
    assert (checked.valid, checked.kind, checked.warning) == (True, "permanent", "")


@pytest.mark.parametrize("number", TEMPORARY)
def test_temporary_number_is_valid(number):
    checked = upn.check(number)
    assert (checked.valid, checked.kind) == (True, "temporary")


@pytest.mark.parametrize(
    ("number", "part"),
    [
        ("A357200021001", "first letter would be J"),
        ("A801200005001", "first letter would be B"),
        ("Q207000016049", "first letter would be P"),
        ("V35720002100B", "first letter would be J"),
        ("I357200021001", "starts with I"),
        ("O357200021001", "starts with O"),
        ("S357200021001", "starts with S"),
        ("J35720002100S", "ends in S"),
        ("J35720002100", "has 12 characters"),
        ("J3572000210011", "has 14 characters"),
        ("J3572O0021001", "has “O” where a number should be"),
        ("1357200021001", "does not start with a letter"),
        ("", "no UPN"),
        ("J35720002100١", "ends in ١"),
        ("x" * 5000, "characters"),
    ],
)
def test_wrong_number_is_refused_with_its_reason(number, part):
    checked = upn.check(number)
    assert not checked.valid
    assert part in checked.reason
    assert len(checked.reason) < 120


@pytest.mark.parametrize("typed", ["j357200021001", "J357 200021001", " J357200021001\n", "J357\xa0200021001"])
def test_typed_with_spaces_or_small_letters_is_the_same_number(typed):
    assert upn.check(typed).value == "J357200021001"
    assert upn.check(typed).valid


def test_number_tells_the_authority_that_gave_it_out():
    assert upn.check("M202201525008").la == "202"
    assert upn.check("nonsense").la == ""


def test_unknown_authority_warns_and_does_not_refuse():
    number = upn.check_letter("999200021001") + "999200021001"
    checked = upn.check(number)
    assert checked.valid
    assert "999" in checked.warning


@given(digits, st.sampled_from("0123456789" + upn.LETTERS))
def test_any_number_with_its_computed_letter_is_valid(body, last):
    number = upn.check_letter(body + last) + body + last
    assert upn.check(number).valid
    assert upn.kind(number) == ("permanent" if last.isdigit() else "temporary")


@given(digits, st.sampled_from("0123456789"), st.integers(1, 12), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(body, last, place, shift):
    number = upn.check_letter(body + last) + body + last
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not upn.check(wrong).valid


@given(st.text(max_size=40))
def test_no_text_makes_the_check_fail_and_normalising_twice_changes_nothing(text):
    checked = upn.check(text)
    assert upn.normalise(checked.value) == checked.value
    assert checked.valid == (checked.reason == "")


def test_learner_number_is_checked():
    assert uln.reason("1000000043") == ""
    assert uln.reason("1000 000 043") == ""
    assert "mistake" in uln.reason("1000000044")
    assert "ten digits" in uln.reason("12345")
