"""A letter through SMTP: what one follows, as plain text."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

SUBMISSION, IMPLICIT_TLS = 587, 465
_SECONDS = 30.0
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, from whom to whom."""

    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    at: datetime  # with its zone


@dataclass(frozen=True, slots=True)
class Post:
    """The server that takes letters; with a user, only over TLS."""

    host: str
    port: int = SUBMISSION
    user: str | None = None
    password: str | None = None

    def __str__(self) -> str:
        """Name the server."""
        return f"{self.host}:{self.port}"


def post_of(given: str, *, user: str | None = None, password: str | None = None) -> Post:
    """
    Return the server that "host:port" or "host" names.

    Raises:
        UsageError: it names none.
    """
    host, colon, port = given.strip().rpartition(":")
    if not colon:
        host, port = given.strip(), str(SUBMISSION)
    if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT:
        message = f"{given!r} names no mail server. Write it like mail.example.org:587"
        raise UsageError(message)
    return Post(host.strip("[]"), int(port), user, password)


def address_of(given: str) -> str:
    """
    Return an address of mail.

    Raises:
        UsageError: it is none.
    """
    plain = parseaddr(given)[1]
    name, at, domain = plain.rpartition("@")
    if (
        given.strip() != plain
        or not (name and at and domain)
        or any(letter.isspace() or ord(letter) < ord(" ") for letter in plain)
    ):
        message = f"{given!r} is no address of mail. Write it like name@example.org"
        raise UsageError(message)
    return plain


def message_of(letter: Letter) -> EmailMessage:
    """Return the letter as a message; whatever the subject holds, it stays one line."""
    made = EmailMessage()
    made["From"] = Address("Dateline", addr_spec=letter.sender)
    made["To"] = ", ".join(letter.to)
    made["Subject"] = " ".join("".join(mark if mark.isprintable() else " " for mark in letter.subject).split())
    made["Date"] = format_datetime(letter.at)
    made["Message-ID"] = make_msgid(domain=letter.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    return made


def send(letter: Letter, post: Post) -> None:
    """
    Send a letter.

    Raises:
        UsageError: the server cannot be reached, or does not take it.
    """
    try:
        with _opened(post) as server:
            refused = server.send_message(message_of(letter), letter.sender, list(letter.to))
    except (OSError, smtplib.SMTPException) as error:
        message = f"{post} did not take the letter: {_reason(error)}"
        raise UsageError(message) from error
    if refused:
        raise UsageError(f"{post} refused {_listed(tuple(refused))}; the others have the letter")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return str(error) or type(error).__name__


@contextmanager
def _opened(post: Post) -> Iterator[smtplib.SMTP]:
    """Yield the server, over TLS where it has that, and signed in where there is a user."""
    safe = ssl.create_default_context()
    if post.port == IMPLICIT_TLS:
        with smtplib.SMTP_SSL(post.host, post.port, timeout=_SECONDS, context=safe) as server:
            _sign_in(server, post)
            yield server
        return
    with smtplib.SMTP(post.host, post.port, timeout=_SECONDS) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=safe)
            server.ehlo()
        elif post.user is not None:
            message = "it has no TLS, and a password is never sent without"
            raise smtplib.SMTPException(message)
        _sign_in(server, post)
        yield server


def _sign_in(server: smtplib.SMTP, post: Post) -> None:
    if post.user is not None:
        server.login(post.user, post.password or "")
