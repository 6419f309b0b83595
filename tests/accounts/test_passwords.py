"""Which passwords are refused, and that the others are not."""

import pytest

from portal import create_app
from portal.accounts import passwords
from tests.conftest import SETTINGS


@pytest.fixture(autouse=True)
def words() -> object:
    """Sentences need an application for their language."""
    with create_app(SETTINGS).test_request_context():
        yield


@pytest.mark.parametrize(
    "password",
    [
        "short", "elevenchars", "password1234", "Passw0rd2026!", "passwordpassword", "WelcomeSchool1", "qwertyuiop12",
        "1234567890123", "aaaaaaaaaaaaaa", "abcdefghijklm", "clearthread26!", "Clear Thread 2026", "AnjaliDeshmukh1",
        "anjali.deshmukh", "WestmereCouncil", "letmeinletmein", "summersunshine", "SENCO-password",
        "abcabcabcabcabc", "iloveyouforever", "x" * 201,
    ],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    assert passwords.problem(password, "Anjali Deshmukh", "anjali.deshmukh@example.org", "Westmere Council")


@pytest.mark.parametrize(
    "password",
    [
        "tangerine kettle orbit",
        "correct horse battery staple",
        "Kx7#mQ2p!vR9w",
        "the heron stands at low tide",
        "ßtraßenbahn über Äpfel",
    ],
)
def test_a_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    assert passwords.problem(password, "Anjali Deshmukh", "anjali.deshmukh@example.org", "Westmere Council") == ""


def test_a_digest_is_argon2id_and_says_nothing_of_the_password() -> None:
    kept = passwords.digest("tangerine kettle orbit")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "tangerine kettle orbit")
    assert not passwords.matches(kept, "tangerine kettle orbits")
    assert not passwords.matches(None, "nobody has this password")
