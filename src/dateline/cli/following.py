"""Where a brief goes: a file, a feed, a letter. The options of `dateline brief`, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.cli.options import settings_now
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.brief import Asked
    from dateline.following import Following
    from dateline.store import Reader

LOCAL = "http://127.0.0.1:8765"
MOST = 200  # of a search's hits that a feed or letter holds

Atom = Annotated[bool, typer.Option("--atom", help="As an Atom feed.")]
Base = Annotated[
    str, typer.Option("--base", envvar="DATELINE_BASE", help="Where the reading room stands, for links.", metavar="URL")
]
Search = Annotated[
    str | None,
    typer.Option("--search", help="What stories and statements tell in these words, instead of sides.", metavar="WORDS"),
]
Mail = Annotated[list[str] | None, typer.Option("--mail", help="Send it to this address; may be repeated.", metavar="ADDRESS")]
Smtp = Annotated[
    str | None,
    typer.Option(
        "--smtp",
        envvar="DATELINE_SMTP",
        help="The mail server; DATELINE_SMTP_USER and DATELINE_SMTP_PASSWORD sign in.",
        metavar="HOST:PORT",
    ),
]
Sender = Annotated[
    str | None, typer.Option("--from", envvar="DATELINE_FROM", help="The letter's sender (default: the first --mail).")
]


@dataclass(frozen=True, slots=True)
class Sending:
    """Where to, and in what form."""

    out: Path | None
    base: str
    atom: bool = False
    mail: tuple[str, ...] = ()
    smtp: str | None = None
    sender: str | None = None


def searched(reader: Reader, words: str, asked: Asked) -> Following:
    """Return what a search finds in the time asked for, between the sides asked for."""
    from dateline import following
    from dateline.store import search

    question = search.Search(
        words, by=asked.first, about=asked.second, since=asked.since, until=asked.until, order=search.Order.NEWEST, limit=MOST
    )
    found = search.search(reader, question)
    speakers = {one.actor for hit in found.hits if hit.statement for one in hit.statement.speakers if one.actor is not None}
    return following.of_search(found, question, reader.actors(speakers), until=asked.until)


def deliver(following: Following, sending: Sending) -> None:
    """
    Send a letter, or write a feed or plain text to a file or stdout.

    Raises:
        UsageError: an address or server is none, or the server does not take the letter.
    """
    from dateline import atom
    from dateline.following import text_lines

    base = _checked(sending.base)
    if sending.mail:
        _send(following, sending, "\n".join(text_lines(following, base)))
    elif sending.atom:
        console.write_lines((atom.feed(following, base=base),), sending.out)
    else:
        console.write_lines(text_lines(following, base), sending.out)


def _checked(base: str) -> str:
    if not base.startswith(("http://", "https://")):
        message = f"--base {base}: no address of the web. Write it like https://example.org"
        raise UsageError(message)
    return base


def _send(following: Following, sending: Sending, text: str) -> None:
    from dateline import mail

    if sending.smtp is None:
        message = "--mail needs a server: --smtp HOST:PORT, or DATELINE_SMTP"
        raise UsageError(message)
    settings = settings_now()
    post = mail.post_of(sending.smtp, user=settings.mail_user, password=settings.mail_password)
    to = tuple(mail.address_of(name) for name in sending.mail)
    sender = mail.address_of(sending.sender) if sending.sender else to[0]
    mail.send(mail.Letter(sender, to, f"{following.title}, {following.updated}", text, datetime.now(UTC)), post)
    console.note(f"sent to {', '.join(to)} through {post}: {len(following.entries)} entries")
