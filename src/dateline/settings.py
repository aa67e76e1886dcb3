"""What can be set from outside: one frozen record, the environment read once, at the edge."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# News pages are well below this; books, logs and dumps of whole sites are above it.
MAX_PAGE_BYTES = 10_000_000
# A file that holds many pages, and is not read line by line: an export, an archive; also when it is unpacked.
MAX_FILE_BYTES = 200_000_000
USER_AGENT = "Dateline/0.1 (reads news for research; set DATELINE_USER_AGENT to say who you are)"
# A page takes a tenth of a second; a book of the largest size, five minutes.
PAGE_SECONDS = 300
WORKER_MIB = 4096
DEFAULT_DATABASE = Path("dateline.duckdb")


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits and places that a run keeps to."""

    max_page_bytes: int = MAX_PAGE_BYTES  # a larger page is rejected as too large, unread
    max_file_bytes: int = MAX_FILE_BYTES  # a larger file of many pages is rejected
    user_agent: str = USER_AGENT  # how servers are told who asks
    database: Path = DEFAULT_DATABASE
    threads: int = 1  # of the language core; processes are the way to more cores
    codebook: Path | None = None  # a user's entries beside the package's: docs/guide.md
    page_seconds: int = PAGE_SECONDS  # that a worker may take for a page, read alone, before it is ended and the page rejected
    worker_mib: int = WORKER_MIB  # of memory that a worker may take; a page that needs more is rejected
    mail_user: str | None = None  # signs in to the mail server, over TLS alone
    mail_password: str | None = field(default=None, repr=False)


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name, "")
    if not given:
        return default
    if not given.isdecimal() or int(given) < 1:
        message = f"{name}={given!r} is no whole number above 0. Unset it, or give one"
        raise UsageError(message)
    return int(given)


def _header(given: str | None) -> str:
    """Return what may stand in one line of a request."""
    return " ".join((given or "").encode("ascii", "ignore").decode().split())


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """
    Return the settings that the environment asks for.

    Args:
        environ: variables by name; None: those of this process. Read are DATELINE_MAX_PAGE_BYTES, DATELINE_MAX_FILE_BYTES,
            DATELINE_USER_AGENT, DATELINE_DB, DATELINE_CODEBOOK, DATELINE_THREADS, DATELINE_PAGE_SECONDS, DATELINE_WORKER_MIB,
            DATELINE_SMTP_USER and DATELINE_SMTP_PASSWORD.

    Raises:
        UsageError: a number is none.
    """
    known = os.environ if environ is None else environ
    return Settings(
        max_page_bytes=_whole(known, "DATELINE_MAX_PAGE_BYTES", MAX_PAGE_BYTES),
        max_file_bytes=_whole(known, "DATELINE_MAX_FILE_BYTES", MAX_FILE_BYTES),
        user_agent=_header(known.get("DATELINE_USER_AGENT")) or USER_AGENT,
        database=Path(known.get("DATELINE_DB") or DEFAULT_DATABASE),
        threads=_whole(known, "DATELINE_THREADS", 1),
        codebook=Path(known["DATELINE_CODEBOOK"]) if known.get("DATELINE_CODEBOOK") else None,
        page_seconds=_whole(known, "DATELINE_PAGE_SECONDS", PAGE_SECONDS),
        worker_mib=_whole(known, "DATELINE_WORKER_MIB", WORKER_MIB),
        mail_user=known.get("DATELINE_SMTP_USER") or None,
        mail_password=known.get("DATELINE_SMTP_PASSWORD") or None,
    )
