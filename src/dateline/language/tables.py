"""The language core's own lists: abbreviations, hyphen prefixes, words that begin sentences."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of data/NAME.csv without comments and header."""
    text = resources.files("dateline.language").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(row) for row in csv.reader(lines[1:]))


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of data/NAME.csv."""
    return frozenset(row[0] for row in rows(name))


@cache
def kinds(name: str) -> dict[str, str]:
    """Return the second column of data/NAME.csv by its first."""
    return {row[0]: row[1] for row in rows(name)}
