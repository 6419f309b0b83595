"""Commands of `flask --app wsgi`: import-settings and import-pupils."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app

from portal.access import sight
from portal.access.acting import acting_system
from portal.cli import connected
from portal.exchange import csv_text, early_years, gias, settings_import
from portal.exchange.problems import UnreadableFile

_SHOWN = 20


@click.command("import-settings")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--la", default="", help="Only the settings of this authority, by its three-digit code.")
def import_settings(file: Path, la: str) -> None:
    """Store settings from the national register (GIAS), or a CSV of early-years providers."""
    authority = (current_app.config["AUTHORITY_CODE"], current_app.config["AUTHORITY_NAME"])
    with connected(), sight.system("import"):
        try:
            rows = _rows_of(file, la)
            tally = settings_import.import_settings(acting_system(), rows, file.name, la=authority, progress=_progress)
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


def _rows_of(file: Path, la: str) -> Iterator[settings_import.Row]:
    """The national register or a list of providers, told apart by their first lines."""
    with file.open("rb") as stream:
        first = stream.read(20_000)
        stream.seek(0)
        if _is_provider_list(first):
            yield from early_years.read(stream.read())
        else:
            yield from gias.read(stream, la)


def _is_provider_list(first: bytes) -> bool:
    line = first.splitlines()[0] if first.strip() else b""
    try:
        headers = csv_text.decode(line)[0].split(",")
    except UnreadableFile:
        return False
    return early_years.looks_like_providers(tuple(headers))


def _progress(count: int) -> None:
    if count % 5_000 == 0:
        click.echo(f"  {count:,} rows read", err=True)


COMMANDS = [import_settings]
