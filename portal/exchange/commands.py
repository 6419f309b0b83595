"""Commands of `flask --app wsgi`: import-settings and import-pupils."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from portal import clock
from portal.access import sight
from portal.access.acting import acting_system
from portal.cli import connected
from portal.exchange import batches, settings_import
from portal.exchange.plans import DECIDE, LEFT_OUT, MATCHED, NEW, REFUSED, SAME, Planned, plan
from portal.exchange.problems import UnreadableFile
from portal.exchange.pupil_import import write
from portal.exchange.pupil_rows import Source
from portal.organisation.models import Setting

_SHOWN = 20


@click.command("import-settings")
@with_appcontext
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--la", default="", help="Only the settings of this authority, by its three-digit code.")
def import_settings(file: Path, la: str) -> None:
    """Store settings from the national register (GIAS), or a CSV of early-years providers."""
    authority = (current_app.config["AUTHORITY_CODE"], current_app.config["AUTHORITY_NAME"])
    with connected(), sight.system("import"):
        try:
            with file.open("rb") as stream:
                rows = settings_import.rows_of(stream, la)
                tally = settings_import.import_settings(
                    acting_system(), rows, file.name, la=authority, progress=_progress
                )
        except UnreadableFile as error:
            sys.exit(f"{file.name}: {error}")
    for problem in tally.refused[:_SHOWN]:
        click.echo(f"  line {problem.line}: {problem.sentence}")
    if len(tally.refused) > _SHOWN:
        click.echo(f"  … and {len(tally.refused) - _SHOWN} more")
    click.echo(
        f"{tally.new} new, {tally.changed} changed, {tally.unchanged} unchanged, "
        f"{tally.closed} closed, {len(tally.refused)} refused."
    )


def _progress(count: int) -> None:
    if count % 5_000 == 0:
        click.echo(f"  {count:,} rows read", err=True)


@click.command("import-pupils")
@with_appcontext
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--setting", "urn", required=True, help="The setting the children come to, by its URN.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def import_pupils(file: Path, urn: str, dry_run: bool) -> None:
    """Store children from a Common Transfer File, or from a CSV, at a setting.

    What is new or matched is written. What needs a decision is listed, and kept for the setting's
    SENCO in the browser.
    """
    with connected(), sight.system("import"):
        setting = Setting.get_or_none((Setting.urn == urn) & (Setting.urn_type != "local"))
        if setting is None:
            sys.exit(f"There is no setting with the URN {urn}. Import the settings first.")
        try:
            upload = batches.read(file.read_bytes(), setting.id, clock.today())
        except UnreadableFile as error:
            sys.exit(f"{file.name}: {error}")
        if not upload.pupils:
            sys.exit(f"{file.name}: we cannot tell which columns hold names and dates of birth.")
        act = acting_system(setting=setting.id)
        plans = plan(setting.id, upload.pupils, keep_all=upload.kind == "register")
        waiting = None
        if not dry_run:
            write(act, plans, Source("ctf" if upload.kind == "ctf" else "csv"))
            waiting = batches.keep_undecided(act, file.name, upload, plans)
    for note in upload.notes:
        click.echo(f"  {note}")
    for line in _told(plans):
        click.echo(line)
    if waiting is not None:
        click.echo("Children that need a decision are kept under Import in the browser.")
    click.echo(_sum(Counter(one.outcome for one in plans)))
    if dry_run:
        click.echo("Nothing was written.")


def _told(plans: list[Planned]) -> Iterator[str]:
    """The children that a person has to look at, by their place in the file."""
    for one in plans:
        if one.outcome in (REFUSED, DECIDE):
            what = "refused" if one.outcome == REFUSED else "needs a decision"
            yield f"  {one.pupil.line}. {one.pupil.name or '(no name)'}: {what}. {' '.join(one.reasons)}"


def _sum(counts: Mapping[str, int]) -> str:
    words = {
        NEW: "new", MATCHED: "matched and brought up to date", SAME: "unchanged", DECIDE: "need a decision",
        LEFT_OUT: "left out (no SEN history)", REFUSED: "refused",
    }  # fmt: skip
    return ", ".join(f"{counts.get(outcome, 0)} {text}" for outcome, text in words.items()) + "."


COMMANDS = [import_settings, import_pupils]
