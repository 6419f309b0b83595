"""Somebody signed in, without the sign-in page: cookies for the test client and for requests over the network."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.access import sight
from portal.accounts import sessions
from portal.accounts.gate import TOKEN


def sign_in(app: Flask, person: int, membership: int | None) -> FlaskClient:
    """A test client whose cookie holds a session of that person in that role; None is as family."""
    client = app.test_client()
    with sight.system("bench"):
        token = sessions.start(person, membership, as_family=membership is None)
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


def cookie(app: Flask, person: int, membership: int | None) -> str:
    """The same as the text of a Cookie header."""
    client = sign_in(app, person, membership)
    found = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    if found is None:
        raise RuntimeError("signing in left no cookie")
    return f"{found.key}={found.value}"


def body(response: TestResponse, path: str) -> bytes:
    """The answer's bytes. Raises RuntimeError unless it was the page itself."""
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code} {response.headers.get('Location', '')}")
    return response.data
