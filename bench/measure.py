"""One database of one size: load it, time every page and its floor, and print the results as JSON.

``python -m bench.measure URL CHILDREN`` runs in a process of its own, so that no cache or memory of another size helps it.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from flask import Flask
from peewee import Database

from bench import floor, generate, saving, throughput, transfer_file, visitor
from bench.authority import Authority
from bench.pages import PageUnderTest, pages
from bench.timing import WARM_UP, Times, measure
from portal import create_app, db, schema
from portal.access import sight

SETTINGS = {"SECRET_KEY": "bench", "AUTHORITY_NAME": "Bench", "AUTHORITY_CODE": "999", "SAFEGUARDING_PHONE": "",
            "PORTAL_DEMO": False, "SESSION_COOKIE_SECURE": False}  # fmt: skip


def main(url: str, children: int) -> dict[str, Any]:
    """Everything measured of that size; times in milliseconds unless the name says seconds."""
    app = create_app({**SETTINGS, "DATABASE_URL": url})
    engine = db.database.obj
    engine.connect(reuse_if_open=True)
    schema.migrate()
    authority = Authority(children)
    started = time.perf_counter()
    with sight.system("bench"):
        rows = generate.load(authority, engine)
    found: dict[str, Any] = {
        "children": children,
        "rows": sum(rows.values()),
        "load seconds": time.perf_counter() - started,
    }
    say(f"  loaded {found['rows']:,} rows in {found['load seconds']:.0f} s")
    found["pages"] = [time_page(app, engine, page) for page in pages(authority)]
    found["pages"].append(time_saving(app, engine, authority))
    found["transfer file seconds"] = transfer_file.seconds_for(app, 1_000, "100002")
    say(f"  1,000 pupils of a transfer file: {found['transfer file seconds']:.1f} s")
    found["throughput"] = throughput.measure(app, url, authority)
    return found


def time_page(app: Flask, engine: Database, page: PageUnderTest) -> dict[str, Any]:
    """The page and its floor, where it has one, in turn."""
    client = visitor.sign_in(app, page.person, None if page.as_family else page.person)

    def ask() -> bytes:
        path = page.path()
        return visitor.body(client.get(path), path)

    floors = [floor.request(page.floor, engine, len(ask()))] if page.floor else []
    real, *bare = measure([ask, *floors], engine)
    beside = f", floor {bare[0].cpu:.1f} ms" if bare else ""
    say(f"  {page.name}: {real.median:.1f} ms, CPU {real.cpu:.1f} ms{beside}, {real.statements} statements")
    return {"name": page.name, **real._asdict(), **_floor(*bare)}


def _floor(bare: Times | None = None) -> dict[str, Any]:
    if bare is None:
        return {"floor cpu": None, "floor median": None, "floor size": 0}
    return {"floor cpu": bare.cpu, "floor median": bare.median, "floor size": bare.size}


def time_saving(app: Flask, engine: Database, authority: Authority) -> dict[str, Any]:
    """A session logged with a sentence, each time of another child, as staff do."""
    forms = list(saving.filled_forms(app, authority))
    waiting = iter(forms)
    [times] = measure([lambda: saving.send(next(waiting))], engine, runs=len(forms) - WARM_UP - 1)
    say(f"  saving a log entry: {times.median:.1f} ms, CPU {times.cpu:.1f} ms, {times.statements} statements")
    return {"name": "saving a log entry", **times._asdict(), **_floor()}


def say(line: str) -> None:
    """Progress goes to standard error; standard output holds the results alone."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2])), sys.stdout)
