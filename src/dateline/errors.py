"""
The errors that Dateline raises, one small tree.

    DatelineError
    ├── UsageError            the caller asked for something that cannot be
    ├── MisquoteError         a citation's words are not in the story it cites
    ├── CodebookError         a table of the codebook is wrong, with file and line
    ├── ModelError            a model file is missing or damaged
    ├── MissingExtraError     an optional library is needed
    └── StoreError            the database cannot be used
        ├── StoreMissingError     there is none at that path
        ├── StoreLockedError      another process is writing to it
        └── StoreVersionError     it was written by a newer Dateline

A bad page is no error: it ends as a `records.Rejected`.
Every error passes its facts to `super().__init__`, so that it survives pickling between processes.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose."""


class UsageError(DatelineError):
    """The caller asked for something that cannot be; the message says what can."""


class MisquoteError(DatelineError):
    """A citation does not quote the story it points into."""

    def __init__(self, story: str, start: int, end: int, quote: str, found: str) -> None:
        """Keep the story's id, the half-open span, the words cited and the words found there."""
        super().__init__(story, start, end, quote, found)
        self.story, self.start, self.end, self.quote, self.found = story, start, end, quote, found

    def __str__(self) -> str:
        """Say what was cited and what stands there."""
        return (
            f"{self.story} [{self.start}, {self.end}): cites {self.quote!r} but the story says {self.found!r}. "
            "The record was refused; read the page again."
        )


class CodebookError(DatelineError):
    """A table of the codebook, or a user's own, holds something wrong."""

    def __init__(self, path: str, line: int | None, problem: str) -> None:
        """Keep the file, the line (None: the whole file) and what is wrong there."""
        super().__init__(path, line, problem)
        self.path, self.line, self.problem = path, line, problem

    def __str__(self) -> str:
        """Name file and line, then the problem."""
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.problem}"


class ModelError(DatelineError):
    """A model file is missing or damaged."""

    def __init__(self, path: str, problem: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(path, problem)
        self.path, self.problem = path, problem

    def __str__(self) -> str:
        """Name the file, the problem and the mend."""
        return f"{self.path}: {self.problem}. Install dateline again: pip install --force-reinstall dateline"


class MissingExtraError(DatelineError):
    """A library that only one optional part needs is not installed."""

    def __init__(self, extra: str, install: str) -> None:
        """Keep the extra's name and the command that installs it."""
        super().__init__(extra, install)
        self.extra, self.install = extra, install

    def __str__(self) -> str:
        """Say which extra is missing and how to get it."""
        return f"this needs the extra '{self.extra}': {self.install}"


class StoreError(DatelineError):
    """The database cannot be used."""

    def __init__(self, path: str, problem: str) -> None:
        """Keep the database's path and the problem."""
        super().__init__(path, problem)
        self.path, self.problem = path, problem

    def __str__(self) -> str:
        """Name the database and the problem."""
        return f"{self.path}: {self.problem}"


class StoreMissingError(StoreError):
    """There is no database at the path."""

    def __init__(self, path: str) -> None:
        """Keep the path."""
        super().__init__(path, f"no database here. Make one: dateline add PAGES --db {path}")

    def __reduce__(self) -> tuple[type[StoreMissingError], tuple[str]]:
        """Pickle by the one argument of the constructor."""
        return type(self), (self.path,)


class StoreLockedError(StoreError):
    """Another process is writing to the database."""

    def __init__(self, path: str) -> None:
        """Keep the path."""
        super().__init__(path, "another process is writing to this database. Wait for it, or use another --db")

    def __reduce__(self) -> tuple[type[StoreLockedError], tuple[str]]:
        """Pickle by the one argument of the constructor."""
        return type(self), (self.path,)


class StoreVersionError(StoreError):
    """The database was written by a newer Dateline."""
