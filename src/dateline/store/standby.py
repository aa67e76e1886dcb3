"""
The generation before the published one, kept so that the next is made by copying what changed between them.

    ties.duckdb.last    as `ties.duckdb` was before the last publication; what it holds does not matter, only that most of its
                        blocks are those of the published file

No reader may be looking at the file when it is written over: readers hold a lock on what they read, DuckDB holds another, and
within this process an open file is found by its number. Where any of them is met, the file is left to its readers.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

SMALLEST = 32 << 20  # bytes; below it a whole copy takes a tenth of a second, and a second file is only clutter
CHUNK = 1 << 20  # bytes compared at once; four blocks of DuckDB


def keep(path: Path, last: Path) -> None:
    """Keep the published file, which is about to be replaced, where it is large; a file system without links keeps none."""
    last.unlink(missing_ok=True)
    if path.exists() and path.stat().st_size >= SMALLEST and os.name == "posix":
        with suppress(OSError):
            os.link(path, last)


def renew(path: Path, last: Path, following: Path) -> None:
    """Make `following` what the published file is, out of the generation before it where nobody reads that any more."""
    if not _is_free(last, path):
        last.unlink(missing_ok=True)
        shutil.copyfile(path, following)
        return
    with path.open("rb", buffering=0) as new, last.open("r+b", buffering=0) as old:
        _overwrite(old, new)
    last.replace(following)


def _overwrite(old: BinaryIO, new: BinaryIO) -> None:
    """Make the old file what the new one is, writing no more than what differs."""
    ours, theirs = bytearray(CHUNK), bytearray(CHUNK)
    place = 0
    while size := new.readinto(theirs):  # type: ignore[attr-defined]
        known = old.readinto(ours)  # type: ignore[attr-defined]
        same = ours == theirs if size == CHUNK else ours[:size] == theirs[:size]  # whole chunks are compared without a copy
        if known != size or not same:
            old.seek(place)
            old.write(memoryview(theirs)[:size])
        place += size
        old.seek(place)
    old.truncate(place)


def _is_free(last: Path, path: Path) -> bool:
    """Return whether the file is there, is not the published one, and nobody has it open who could read from it."""
    try:
        if os.name != "posix" or not last.exists() or last.samefile(path) or _is_open_here(last):
            return False
        with last.open("r+b") as held:
            return _is_unlocked(held.fileno())
    except OSError:
        return False


def _is_open_here(path: Path) -> bool:
    """Return whether this process has the file open: locks of DuckDB do not tell of those."""
    known = path.stat()
    for number in Path("/dev/fd").iterdir():
        with suppress(OSError):  # the one of the listing itself is closed by now
            found = os.fstat(int(number.name))
            if (found.st_ino, found.st_dev) == (known.st_ino, known.st_dev):
                return True
    return False


def _is_unlocked(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # our readers': `hold`
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # those of DuckDB in other processes
    except OSError:
        return False
    return True


class Hold:
    """Keeps a generation from being written over until it is released."""

    def __init__(self, descriptor: int | None) -> None:
        """Take the descriptor of a locked file; None: nothing is held."""
        self.descriptor = descriptor

    @classmethod
    def of(cls, path: Path) -> Hold:
        """Return a hold of the file that the path now names; where it cannot be locked, nothing is held."""
        try:
            import fcntl

            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, ImportError):  # Windows
            return cls(None)
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return cls(descriptor)

    def is_of(self, path: Path) -> bool:
        """Return whether the path still names the file that is held."""
        if self.descriptor is None:
            return True
        held, named = os.fstat(self.descriptor), path.stat()
        return (held.st_ino, held.st_dev) == (named.st_ino, named.st_dev)

    def again(self) -> Hold:
        """Return another hold of the same file."""
        return Hold(None if self.descriptor is None else os.dup(self.descriptor))

    def release(self) -> None:
        """Let go."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
