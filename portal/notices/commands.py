"""`flask send`: messages that wait leave the outbox. Run it every few minutes (README)."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.db import database
from portal.notices import delivery, smtp
from portal.notices.letters import Sender

NEEDED = ("MAIL_URL", "MAIL_FROM", "PUBLIC_URL")


@click.command()
@with_appcontext
def send() -> None:
    """Tell people by e-mail that something new waits for them: one message each, without names."""
    opened = database.connect(reuse_if_open=True)
    try:
        _send()
    finally:
        if opened:
            database.close()


def _send() -> None:
    config = current_app.config
    absent = [name for name in NEEDED if not config.get(name)]
    if absent:
        click.echo(
            f"{delivery.waiting()} messages wait. Set {', '.join(absent)} to send them; people see them in the portal."
        )
        return
    try:
        at = smtp.server(config["MAIL_URL"])
        with smtp.Smtp(at, config["MAIL_FROM"]) as post:
            tally = delivery.send_all(post, Sender(config["AUTHORITY_NAME"], config["PUBLIC_URL"]))
    except (ValueError, smtp.Unreachable) as error:
        sys.exit(f"Nothing more was sent: {error}")
    click.echo(
        f"Letters sent: {tally.letters}, for {tally.sent} messages; {tally.again} to try again, {tally.failed} given up, "
        f"{tally.later} not to be seen yet, {tally.dropped} no longer needed."
    )


COMMANDS = [send]
