"""Letters by SMTP, as an address says: `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import NamedTuple, Protocol, Self
from urllib.parse import unquote, urlsplit

from portal.notices.letters import Letter

SECONDS = 20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


class NotSent(Exception):
    """A letter was not taken. `problem` names no person. `for_good`: another try would end the same."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.for_good = for_good


class Unreachable(Exception):
    """No letter can be sent now: the mail server does not answer, or does not let us in."""


class Post(Protocol):
    """What sends letters; a text-message or other service can stand in its place."""

    def send(self, letter: Letter) -> None:
        """Hand one letter over. Raises NotSent for this letter, Unreachable when none can be sent."""


class Server(NamedTuple):
    """A mail server. `tls`: "start" (STARTTLS), "whole" (from the first byte) or "" (on this machine only)."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""


def server(url: str) -> Server:
    """What MAIL_URL names. Raises ValueError for anything but smtp:// and smtps:// with a host."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("MAIL_URL must be smtp://user:password@host:587 or smtps://user:password@host:465.")
    tls = "whole" if parts.scheme == "smtps" else "" if parts.hostname in _LOOPBACK else "start"
    port = parts.port or _PORTS[parts.scheme]
    return Server(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


class Smtp:
    """A connection to a mail server, made with the first letter and again when the server hung up."""

    def __init__(self, at: Server, sender: str) -> None:
        self._at = at
        self._from = sender
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._hang_up()

    def send(self, letter: Letter) -> None:
        """Hand one letter over; see Post."""
        try:
            message = _message(letter, self._from)
        except (ValueError, AttributeError, IndexError) as error:
            # What is no address ("a@[b.org") fails in the parser of headers: one letter, not all that come after it.
            raise NotSent("the address is none", for_good=True) from error
        connection = self._connected()
        try:
            connection.send_message(message, self._from, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise NotSent(f"recipient refused: {code}", for_good=code >= 500) from error
        except smtplib.SMTPSenderRefused as error:
            self._hang_up()
            # Our own address is wrong for this server: no letter would fare better.
            raise Unreachable(f"the mail server refused MAIL_FROM: {error.smtp_code}") from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"refused: {error.smtp_code}", for_good=error.smtp_code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise NotSent(f"the connection broke: {type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = self._dial()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(f"the mail server at {self._at.host}:{self._at.port}: {_plain(error)}") from error
        return self._open

    def _dial(self) -> smtplib.SMTP:
        at = self._at
        if at.tls == "whole":
            opened: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            opened = smtplib.SMTP(at.host, at.port, timeout=SECONDS)
        if at.tls == "start":
            opened.starttls(context=ssl.create_default_context())
        if at.user:
            opened.login(at.user, at.password)
        return opened

    def _hang_up(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _plain(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _message(letter: Letter, sender: str) -> EmailMessage:
    found = EmailMessage()
    found["From"] = sender
    found["To"] = letter.to
    found["Subject"] = letter.subject
    found["Date"] = formatdate(localtime=False)
    found["Message-ID"] = letter.id
    # No answering machine writes back to a machine (RFC 3834).
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(letter.text)
    found.add_alternative(letter.html, subtype="html")
    return found
