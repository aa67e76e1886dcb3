"""Divide files into parts that machines read by themselves, each into one segment that is named after what was read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.records import digest
from dateline.settings import Settings
from dateline.sources.files import PageFile, file_pages
from dateline.sources.how import How, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.pipeline import Pipeline
    from dateline.records import Page, Rejected

FORM = 2  # counts up when what a segment holds changes
FILES = 16  # small files of one part
LARGE = 256 << 10  # bytes; larger files are divided
MOST = 16  # parts of one file: each part goes through all of it, and reads only its own pages


@dataclass(frozen=True, slots=True)
class Part:
    """Some files, or every so-manieth page of one file."""

    number: int  # of its first file among all
    files: tuple[PageFile, ...]
    index: int = 0
    of: int = 1

    name: str = ""  # of its segment: the same as long as the files are

    def pages(self, plan: Plan) -> Iterator[tuple[int, int, Page | Rejected]]:
        """Yield the pages of the part, each with the numbers of its file and of its place in it."""
        for number, file in enumerate(self.files, self.number):
            for place, page in enumerate(file_pages(file, plan=plan)):
                if place % self.of == self.index:
                    yield number, place, page

    def packed(self) -> str:
        """Return the part as text."""
        files = [(str(file.path.absolute()), file.name, file.named) for file in self.files]
        return json.dumps([self.number, files, self.index, self.of, self.name])

    @classmethod
    def unpacked(cls, text: str) -> Part:
        """Return the part that a text holds."""
        number, files, index, of, name = json.loads(text)
        return cls(number, tuple(PageFile(Path(path), called, named=named) for path, called, named in files), index, of, name)


@dataclass(frozen=True, slots=True)
class Job:
    """What every machine is told: how pages are read, where segments go, and which pages are known."""

    folder: Path
    make: Callable[[Settings], Pipeline]
    settings: Settings
    published: date | None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def plan(self) -> Plan:
        """Return how files are opened; machines ask no servers."""
        return Plan(How(columns=self.columns, feed_only=True), self.settings, self.published)


def _part(number: int, files: tuple[PageFile, ...], index: int = 0, of: int = 1) -> Part:
    known = [(str(file.path.absolute()), file.name, *_state(file.path)) for file in files]
    return Part(number, files, index, of, digest("part", FORM, known, index, of))


def _state(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_size, known.st_mtime_ns


def divide(files: Iterable[PageFile]) -> Iterator[tuple[Part, ...]]:
    """Yield the parts of files, those of one file together, in the order of the files."""
    small: list[PageFile] = []
    number = 0
    for number, file in enumerate(files):
        size = file.path.stat().st_size
        if size <= LARGE:
            small.append(file)
        if small and (size > LARGE or len(small) == FILES):
            yield (_part(number - len(small) + (size <= LARGE), tuple(small)),)
            small = []
        if size > LARGE:
            of = min(MOST, -(-size // LARGE))
            yield tuple(_part(number, (file,), index, of) for index in range(of))
    if small:
        yield (_part(number + 1 - len(small), tuple(small)),)
