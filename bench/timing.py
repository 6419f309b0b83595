"""Times of one request, again and again: wall, CPU of this process, statements, bytes."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from peewee import Database

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT SET_CONFIG")
WARM_UP = 5


class Times(NamedTuple):
    """Of one kind of request. Times in milliseconds; ``statements`` and ``size`` (bytes) of the last one."""

    runs: int
    median: float
    p99: float
    cpu: float
    statements: int
    size: int


def measure(
    requests: Sequence[Callable[[], bytes]], engine: Database, runs: int = 60, seconds: float = 10.0
) -> list[Times]:
    """Call each of ``requests`` in turn, up to ``runs`` times or ``seconds`` long, after a warm-up.

    In turn, so that whatever else the machine does falls on all of them alike. CPU is the median, as wall time is.
    """
    for request in requests:
        for _ in range(WARM_UP):
            request()
    sizes, statements = [], []
    for request in requests:
        with counted(engine) as found:
            sizes.append(len(request()))
        statements.append(len(found))
    wall: list[list[float]] = [[] for _ in requests]
    cpu: list[list[float]] = [[] for _ in requests]
    gc.collect()
    gc.freeze()
    end = time.perf_counter() + seconds
    while len(wall[0]) < runs and (time.perf_counter() < end or len(wall[0]) < 10):
        for place, request in enumerate(requests):
            started, spent = time.perf_counter(), time.process_time()
            request()
            wall[place].append((time.perf_counter() - started) * 1000)
            cpu[place].append((time.process_time() - spent) * 1000)
    return [
        Times(len(w), statistics.median(w), sorted(w)[int(len(w) * 0.99)], statistics.median(c), count, size)
        for w, c, count, size in zip(wall, cpu, statements, sizes, strict=True)
    ]


@contextmanager
def counted(engine: Database) -> Iterator[list[str]]:
    """Collects the statements that reach the engine, transaction control apart."""
    found: list[str] = []
    original = engine.execute_sql

    def count(sql: str, *rest: Any, **options: Any) -> Any:
        if not sql.lstrip().upper().startswith(NOT_COUNTED):
            found.append(sql)
        return original(sql, *rest, **options)

    engine.execute_sql = count
    try:
        yield found
    finally:
        del engine.execute_sql
