"""Times of one request, again and again: wall, CPU of this process, statements, bytes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
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


def measure(request: Callable[[], bytes], engine: Database, runs: int = 60, seconds: float = 8.0) -> Times:
    """Call ``request`` up to ``runs`` times or ``seconds`` long, after a warm-up. CPU is the median, as wall time is."""
    for _ in range(WARM_UP):
        request()
    with counted(engine) as statements:
        body = request()
    wall: list[float] = []
    cpu: list[float] = []
    gc.collect()
    gc.freeze()
    end = time.perf_counter() + seconds
    while len(wall) < runs and (time.perf_counter() < end or len(wall) < 10):
        started, spent = time.perf_counter(), time.process_time()
        request()
        wall.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    wall.sort()
    cpu.sort()
    return Times(
        len(wall), wall[len(wall) // 2], wall[int(len(wall) * 0.99)], cpu[len(cpu) // 2], len(statements), len(body)
    )


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
