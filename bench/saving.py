"""Saving a log entry: the form is fetched first, as people do; only the sending is timed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient

from bench import visitor
from bench.authority import PROVISIONS, Authority
from tests.client import Page

SAVES = 60


class Filled(NamedTuple):
    """A form as a teacher would send it: one child's session, as planned, with a sentence."""

    client: FlaskClient
    address: str
    fields: dict[str, Any]


def filled_forms(app: Flask, authority: Authority) -> Iterator[Filled]:
    """Forms for different children of the first setting, each by the teacher who runs the session."""
    for child in range(3, 3 + SAVES):
        teacher = authority.teacher_of(child)
        client = visitor.sign_in(app, teacher, teacher)
        path = f"/sessions/{child * PROVISIONS}"
        page = Page(visitor.body(client.get(path), path).decode())
        form = next(form for form in page.forms if form["action"].startswith(path))
        typed = {
            name: "Answered four of six, waited for the picture." for name in form["data"] if name.startswith("words_")
        }
        yield Filled(client, form["action"], {**form["data"], **typed})


def send(form: Filled) -> bytes:
    """Raises RuntimeError unless the entry was saved."""
    answer = form.client.post(form.address, data=form.fields)
    if answer.status_code != 303:
        raise RuntimeError(f"saving answered {answer.status_code}")
    return answer.data
