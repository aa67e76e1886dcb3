"""
What earlier runs saw of the network, so that the next asks only for what is new: validators of addresses, entries of feeds.

Kept in a small JSON file beside the database. It saves questions and nothing else: without it all is asked again.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_KEYS = 5_000  # entries remembered of one feed; feeds show tens
MOST_ADDRESSES = 200_000


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell whether a document changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(slots=True)
class Visits:
    """The addresses and entries that were seen; what is noted is kept by `save` alone."""

    addresses: dict[str, Validators] = field(default_factory=dict)
    entries: dict[str, list[str]] = field(default_factory=dict)  # by feed: keys of its entries, the newest last
    keep: bool = field(default=True, compare=False)  # what a run noted is to be saved: it read all that it fetched

    def validators(self, url: str) -> Validators | None:
        """Return what a server gave for an address before."""
        return self.addresses.get(url)

    def note(self, url: str, validators: Validators) -> None:
        """Remember what a server gave."""
        self.addresses.pop(url, None)
        self.addresses[url] = validators
        if len(self.addresses) > MOST_ADDRESSES:
            self.addresses.pop(next(iter(self.addresses)))

    def knows(self, feed: str, key: str) -> bool:
        """Return whether an entry was taken before."""
        return key in self.entries.get(feed, ())

    def take(self, feed: str, key: str) -> None:
        """Remember an entry."""
        keys = self.entries.setdefault(feed, [])
        keys.append(key)
        del keys[:-MOST_KEYS]

    def copy(self) -> Visits:
        """Return a copy on which a run can note what it sees."""
        return Visits(dict(self.addresses), {feed: list(keys) for feed, keys in self.entries.items()})

    def as_json(self) -> dict[str, object]:
        """Return the visits as an object of JSON."""
        return {"addresses": {url: asdict(one) for url, one in self.addresses.items()}, "entries": self.entries}


def from_json(held: object) -> Visits:
    """Return the visits that an object of JSON holds; what is no part of them is passed over."""
    if not isinstance(held, dict):
        return Visits()
    addresses, entries = held.get("addresses"), held.get("entries")
    return Visits(
        {
            url: Validators(_text(one.get("etag")), _text(one.get("modified")))
            for url, one in (addresses.items() if isinstance(addresses, dict) else ())
            if isinstance(one, dict)
        },
        {
            feed: [key for key in keys if isinstance(key, str)]
            for feed, keys in (entries.items() if isinstance(entries, dict) else ())
            if isinstance(keys, list)
        },
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def file_of(database: Path) -> Path:
    """Return the file beside a database in which its visits are kept."""
    return database.with_name(f"{database.name}.sources.json")


def load(path: Path) -> dict[str, object]:
    """Return what a file of visits holds; nothing where there is none or it is damaged."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # it saves questions, and holds nothing that cannot be asked again
    return held if isinstance(held, dict) else {}


def save(path: Path, held: Mapping[str, object]) -> None:
    """
    Write a file of visits whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as unfinished:
            json.dump(held, unfinished, ensure_ascii=False)
            unfinished.flush()
            os.fsync(unfinished.fileno())
        Path(unfinished.name).replace(path)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise UsageError(message) from error
