"""The floor beside each page: a bare Flask view with one raw query and one inline Jinja loop, of the same bytes.

No session, no access check, no part or macro: what no real page can go below, in the same run on the same machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, render_template
from peewee import Database

from portal.db import Postgres


class Floor(NamedTuple):
    """One query (``?`` for parameters) and the HTML of one of its rows, with the columns as ``row[0]``, ``row[1]``…"""

    sql: str
    parameters: tuple[Any, ...]
    row: str


def request(floor: Floor, engine: Database, size: int) -> Callable[[], bytes]:
    """A request to a bare view whose answer is as long as the real page's (``size`` bytes, within 1%)."""
    connection = engine.connection()
    sql = floor.sql.replace("?", "%s") if isinstance(engine, Postgres) else floor.sql
    app = Flask("floor")
    template = (
        "<!doctype html><html><body><main>{% for row in rows %}"
        + floor.row
        + "{% endfor %}</main>{filler}</body></html>"
    )
    compiled = {"page": app.jinja_env.from_string(template.replace("{filler}", ""))}

    @app.get("/floor")
    def view() -> str:
        rows = connection.cursor().execute(sql, floor.parameters).fetchall()
        return render_template(compiled["page"], rows=rows)

    client = app.test_client()

    def ask() -> bytes:
        response = client.get("/floor")
        if response.status_code != 200:
            raise RuntimeError(f"the floor answered {response.status_code}")
        return response.data

    short = size - len(ask())
    filler = "<p>" + "x" * max(0, short - 7) + "</p>"
    compiled["page"] = app.jinja_env.from_string(template.replace("{filler}", filler))
    return ask
