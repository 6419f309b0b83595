"""The served portal under load: gunicorn as configured, 4 and 16 connections, and what a worker's memory comes to."""

from __future__ import annotations

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
from flask import Flask

from bench import visitor
from bench.authority import Authority

ROUNDS = 3
SECONDS = 4.0
ROOT = Path(__file__).resolve().parents[1]


def measure(app: Flask, url: str, authority: Authority) -> dict[str, Any]:
    """Requests a second at 4 and at 16 connections, on children's pages of the first setting; a worker's peak in MB."""
    cookie = visitor.cookie(app, authority.staff_of(1), authority.staff_of(1))
    port = free_port()
    environment = dict(
        os.environ, DATABASE_URL=url, PORT=str(port), SECRET_KEY=app.config["SECRET_KEY"], PORTAL_INSECURE_COOKIES="1"
    )
    server: subprocess.Popen[bytes] = subprocess.Popen(
        [Path(sys.executable).parent / "gunicorn"], env=environment, cwd=ROOT
    )
    try:
        wait_for(server, port)
        load(port, cookie, 4, 2.0)
        rounds = [(load(port, cookie, 4, SECONDS), load(port, cookie, 16, SECONDS)) for _ in range(ROUNDS)]
        at_4, at_16 = (statistics.median(found) for found in zip(*rounds, strict=True))
        workers = psutil.Process(server.pid).children()
        peak = max(peak_memory(worker.pid) for worker in workers)
    finally:
        server.terminate()
        server.wait(timeout=40)
    print(
        f"  {at_4:.0f} requests/s at 4 connections, {at_16:.0f} at 16; worker {peak:.0f} MB",
        file=sys.stderr,
        flush=True,
    )
    return {"at 4": at_4, "at 16": at_16, "worker MB": peak, "workers": len(workers)}


def load(port: int, cookie: str, connections: int, seconds: float) -> float:
    """Requests answered per second by that many clients at once. Raises RuntimeError on any answer but 200."""
    answered = [0] * connections
    faults: list[str] = []
    end = time.perf_counter() + seconds

    def client(place: int) -> None:
        choose = random.Random(place)
        while time.perf_counter() < end and not faults:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", f"/children/{choose.randint(3, 200)}", headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status != 200:
                faults.append(f"a child's page answered {answer.status}")
            answered[place] += 1

    threads = [threading.Thread(target=client, args=(place,)) for place in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(faults[0])
    return sum(answered) / (time.perf_counter() - started)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], port: int, seconds: float = 30) -> None:
    """Return when the server is healthy. Raises RuntimeError after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not become healthy")


def peak_memory(pid: int) -> float:
    """The most memory that a process held, in MB; the present one where the system does not keep the peak."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return float(psutil.Process(pid).memory_info().rss) / 1024 / 1024
