"""A real mail server on this machine, which keeps what it gets, refuses or hangs up as it is told."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class PostOffice:
    """Letters as they came. `answer` stands for what is said to a recipient; `hang_up` ends the talk at the letter."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], Message]] = []
        self.answer = ""
        self.hang_up = False
        self.port = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Take a recipient, or refuse as told."""
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        """Keep the letter."""
        if self.hang_up:
            server.transport.close()
            return "421 gone"
        self.letters.append((list(envelope.rcpt_tos), email.message_from_bytes(envelope.content)))
        return "250 kept"

    def to(self, address: str) -> list[Message]:
        """The letters to one address."""
        return [letter for receivers, letter in self.letters if address in receivers]


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open for the length of the block."""
    office = PostOffice()
    office.port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
