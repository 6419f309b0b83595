"""``GET /healthz``: whether this server can answer, for the load balancer and the person on call."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request
from peewee import InterfaceError, OperationalError

import portal
from portal import db, schema
from portal.access.permissions import PUBLIC, action
from portal.web import errors

PATH = "/healthz"


def init_app(app: Flask) -> None:
    """Add the address, and answer 503 everywhere while the database is away."""
    app.add_url_rule(PATH, "healthz", healthz)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)


@action(PUBLIC)
def healthz() -> Response:
    """200 when the database answers. ``status`` is ``ok``, or ``migrations waiting`` while the schema is older than the code."""
    standing = schema.level()
    return report("ok" if standing == schema.newest() else "migrations waiting", standing)


def report(status: str, level: str | None) -> Response:
    """The facts as JSON; nothing about any person is among them."""
    return jsonify(status=status, database=db.kind(), migration=level, version=portal.__version__)


def database_away(error: OperationalError | InterfaceError) -> Response | errors.Answer:
    """503: JSON for whoever asks after our health, a calm page for everybody else."""
    errors.log_without_content((type(error), error, error.__traceback__))
    if request.path == PATH:
        answer = report("database unreachable", None)
        answer.status_code = 503
        return answer
    return errors.bare(503)
