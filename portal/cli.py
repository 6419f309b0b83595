"""Commands of ``flask --app wsgi``: migrate, create-admin, demo, check; each slice adds its own (``COMMANDS`` of ``commands.py``)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from portal import schema
from portal.access import sight
from portal.db import database


def init_app(app: Flask) -> None:
    """Add the commands to ``app``."""
    for command in (migrate, create_admin, demo, check):
        app.cli.add_command(command)


@contextmanager
def connected() -> Iterator[None]:
    """An open connection for the length of a command."""
    opened = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened:
            database.close()


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database up to this version of the portal."""
    with connected():
        done = schema.migrate()
        click.echo(f"{len(done)} migrations applied; the database is at {schema.level()}.")


@click.command("create-admin")
@click.argument("email")
@click.option("--name", default="Administrator", help="How the person is shown on pages.")
@click.option("--address", default="http://127.0.0.1:8000", help="Where the portal answers, for the link.")
@with_appcontext
def create_admin(email: str, name: str, address: str) -> None:
    """Invite the first administrator: prints a link that works once."""
    from portal.accounts import actions

    with connected(), sight.system("create-admin"):
        try:
            path = actions.invite_administrator(email, name)
        except ValueError as error:
            sys.exit(str(error))
    click.echo(f"Open this link within 7 days to choose a password:\n{address.rstrip('/')}{path}")


@click.command()
@click.option("--again", is_flag=True, help="Remove what the demo holds and load it afresh.")
@with_appcontext
def demo(again: bool) -> None:
    """Load the fictional authority, once, and say who can sign in. Only with PORTAL_DEMO=1."""
    if not current_app.config["PORTAL_DEMO"]:
        sys.exit("The demo is loaded only with PORTAL_DEMO=1, so that it never meets real children.")
    from portal.demo.load import run

    with connected():
        schema.migrate()
        with sight.system("demo"):
            for line in run(again=again):
                click.echo(line)


@click.command()
@with_appcontext
def check() -> None:
    """Compare every record with the digest that its last entry kept; ends with 1 when one differs."""
    from portal.timeline import check as records

    with connected(), sight.system("check"):
        differences = list(records.differences())
    for found in differences:
        click.echo(f"{found.table} {found.id}: {found.what} since entry {found.entry}")
    if differences:
        sys.exit(f"{len(differences)} records differ from what their entries say.")
    click.echo("Every record stands as its last entry left it.")
