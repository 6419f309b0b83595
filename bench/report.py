"""The results as a page: tables with ratios, the targets, and the machine they were measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import psutil

from bench.pages import TAGGED_PDF

FILE = Path(__file__).parent / "RESULTS.md"
Found = dict[tuple[str, int], dict[str, Any]]


class Target(NamedTuple):
    """A promise, what came out, and whether it was kept."""

    promise: str
    measured: str
    kept: bool


def text(found: Found, seconds: float) -> str:
    """The whole page in Markdown."""
    lines = [
        "# Speed",
        "",
        "Written by `make bench`; edit nothing here. Times are of one request in the process that answers it, in milliseconds, median unless",
        "it says p99. **CPU** is that process's own; PostgreSQL works in processes of its own, so its share shows in the median only. The **floor**",
        "is a bare Flask view with one raw query and one inline Jinja loop that answers as many bytes, with no session, access check or access log.",
        "",
        f"{machine()}. The run took {seconds / 60:.1f} minutes on {date.today().strftime('%-d %B %Y')}.",  # noqa: DTZ011
        "",
        "## Targets",
        "",
        "| Promise | Measured | Kept |",
        "|---|---|---|",
        *(f"| {t.promise} | {t.measured} | {'yes' if t.kept else '**no**'} |" for t in targets(found)),
        "",
        "## Pages",
        "",
    ]
    for (engine, size), results in found.items():
        lines += [*page_table(engine, size, results), ""]
    lines += [
        "## Everything else",
        "",
        "| Database | Children | Rows | Loaded in | Transfer file of 1,000 pupils | Requests/s at 4 | at 16 | Worker's peak |",
    ]
    lines += [
        "|---|---|---|---|---|---|---|---|",
        *(rest(engine, size, results) for (engine, size), results in found.items()),
    ]
    notes = Path(__file__).parent / "NOTES.md"
    if notes.exists():
        lines += ["", notes.read_text().rstrip()]
    return "\n".join(lines) + "\n"


def page_table(engine: str, size: int, results: dict[str, Any]) -> Iterator[str]:
    """One row a page."""
    yield f"### {engine}, {size:,} children"
    yield ""
    yield "| Page | Median | p99 | CPU | Floor CPU | CPU / floor | Statements | kB |"
    yield "|---|---|---|---|---|---|---|---|"
    for page in results["pages"]:
        floor = page["floor cpu"]
        ratio = f"{page['cpu'] / floor:.2f}" if floor else ""
        bare = f"{floor:.2f}" if floor else ""
        yield (
            f"| {page['name']} | {page['median']:.1f} | {page['p99']:.1f} | {page['cpu']:.1f} | {bare} | {ratio} "
            f"| {page['statements']} | {page['size'] / 1024:.0f} |"
        )


def rest(engine: str, size: int, results: dict[str, Any]) -> str:
    load = results["throughput"]
    return (
        f"| {engine} | {size:,} | {results['rows']:,} | {results['load seconds']:.0f} s | {results['transfer file seconds']:.1f} s "
        f"| {load['at 4']:.0f} | {load['at 16']:.0f} | {load['worker MB']:.0f} MB |"
    )


def targets(found: Found) -> Iterator[Target]:
    """Each promise of the project, on each engine that was measured."""
    for engine in dict.fromkeys(engine for engine, _size in found):
        sizes = {size: results for (name, size), results in found.items() if name == engine}
        large, small = sizes[max(sizes)], sizes[min(sizes)]
        yield from of_pages(engine, small, large)
        memory = max(results["throughput"]["worker MB"] for results in sizes.values())
        yield Target(f"{engine}: a worker stays under 150 MB", f"{memory:.0f} MB", memory < 150)
        ratio = min(results["throughput"]["at 16"] / results["throughput"]["at 4"] for results in sizes.values())
        yield Target(f"{engine}: throughput at 16 connections at least 0.9× that at 4", f"{ratio:.2f}×", ratio >= 0.9)


def of_pages(engine: str, small: dict[str, Any], large: dict[str, Any]) -> Iterator[Target]:
    """The promises about pages, judged on the larger size and on the growth from the smaller one."""
    before = {page["name"]: page for page in small["pages"]}
    after = {page["name"]: page for page in large["pages"]}
    child = after["child page, 200 entries"]
    ratio = child["cpu"] / child["floor cpu"]
    yield Target(
        f"{engine}: child page with 200 entries at most 2× the floor in CPU (goal 1.5×)", f"{ratio:.2f}×", ratio <= 2
    )
    for name in (name for name in after if name not in ("authority's home", "saving a log entry")):
        growth = after[name]["median"] / before[name]["median"]
        yield Target(f"{engine}: {name} at most 1.3× its time at the smaller size", f"{growth:.2f}×", growth <= 1.3)
    home = after["authority's home"]["median"]
    yield Target(f"{engine}: authority's home at most 150 ms", f"{home:.0f} ms", home <= 150)
    paper = after[TAGGED_PDF]["median"]
    yield Target(f"{engine}: a tagged PDF in under 1 s after the first", f"{paper / 1000:.2f} s", paper < 1000)
    most = max(large["pages"], key=lambda page: int(page["statements"]))
    yield Target(
        f"{engine}: at most 12 statements a page", f"{most['statements']} ({most['name']})", most["statements"] <= 12
    )


def machine() -> str:
    """What it ran on, in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        model = next(
            (line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")),
            model,
        )
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"{os.cpu_count()} cores of {model}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {apsw.sqlite_lib_version()}, PostgreSQL 18 from the embedded wheel"
    )
