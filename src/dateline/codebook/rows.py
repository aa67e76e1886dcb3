"""Rows of the codebook's CSV files, each of which knows its file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import compress, count

from dateline.errors import CodebookError

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_HEADER_WORDS = ("source", "licence", "retrieved")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    path: str
    line: int
    cells: dict[str, str]

    def wrong(self, problem: str) -> CodebookError:
        """Return the error that names this line."""
        return CodebookError(self.path, self.line, problem)

    def text(self, column: str) -> str:
        """
        Return a cell that must hold something.

        Raises:
            CodebookError: it is empty.
        """
        value = self.cells[column]
        if not value:
            raise self.wrong(f"column '{column}' is empty")
        return value

    def maybe(self, column: str) -> str | None:
        """Return a cell, None when it is empty."""
        return self.cells[column] or None

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds several, parted by semicolons."""
        value = self.cells[column]
        return tuple(value.split(";")) if value else ()

    def flag(self, column: str) -> bool:
        """
        Return whether a cell says yes.

        Raises:
            CodebookError: it says neither yes nor no.
        """
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """
        Return a cell of a closed list.

        Raises:
            CodebookError: its value is not in the list.
        """
        value = self.cells[column]
        if value not in allowed:
            raise self.wrong(f"column '{column}' must be one of {', '.join(allowed)}; it is '{value}'")
        return value

    def whole(self, column: str) -> int | None:
        """
        Return a cell as a whole number, None when it is empty.

        Raises:
            CodebookError: it is no whole number.
        """
        value = self.cells[column]
        if value and not value.isdecimal():
            raise self.wrong(f"column '{column}' must be a whole number; it is '{value}'")
        return int(value) if value else None

    def number(self, column: str) -> float | None:
        """
        Return a cell as a number, None when it is empty.

        Raises:
            CodebookError: it is no number.
        """
        try:
            return float(self.cells[column]) if self.cells[column] else None
        except ValueError as error:
            raise self.wrong(f"column '{column}' must be a number; it is '{self.cells[column]}'") from error

    def month(self, column: str) -> str | None:
        """
        Return the month of a cell, which may give the day too, or None when it is empty.

        Raises:
            CodebookError: it is not written like 2013-03 or 2013-03-16.
        """
        value = self.cells[column]
        if value and not _MONTH.fullmatch(value):
            raise self.wrong(f"column '{column}' must be a month like 2013-03, or a day; it is '{value}'")
        return value[:7] or None

    def day(self, column: str) -> date | None:
        """
        Return the day of a cell; None where it is empty or gives the month alone.

        Raises:
            CodebookError: there is no such day.
        """
        value = self.cells[column]
        if value.count("-") < 2:  # noqa: PLR2004  # year, month, day
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(f"column '{column}': there is no day {value}") from error


def read(name: str) -> Iterator[Row]:
    """Yield the rows of data/NAME.csv in the package."""
    text = resources.files("dateline.codebook").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return parse(text, f"{name}.csv")


def parse(text: str, path: str) -> Iterator[Row]:
    """
    Yield the rows of a table: comment lines that start with '#', a header, one entry per line.

    Raises:
        CodebookError: a line has too few or too many columns, or the source, licence and date are not given.
    """
    lines = text.splitlines()
    comments = " ".join(line for line in lines if line.startswith("#"))
    missing = [word for word in _HEADER_WORDS if word not in comments]
    if missing:
        raise CodebookError(path, None, f"the comment at its head does not give: {', '.join(missing)}")
    kept = [bool(line) and not line.startswith("#") for line in lines]
    reader = zip(compress(count(1), kept), csv.reader(compress(lines, kept)), strict=True)
    _, header = next(reader)
    for line, cells in reader:
        if len(cells) != len(header):
            raise CodebookError(path, line, f"{len(cells)} columns instead of {len(header)}")
        yield Row(path, line, dict(zip(header, cells, strict=True)))
