"""The project's own marks of persons, organisations and places, inline: "[PER Minister Ellwood] met [ORG aid groups]"."""

from __future__ import annotations

import re
from collections.abc import Iterator

MARKED = ("PER", "ORG", "LOC")
_HEAD = "### "  # what the line of a document's name begins with
_MARK = re.compile(rf"\[({'|'.join(MARKED)}) ([^\[\]]*)\]")
Mark = tuple[int, int, str]


def unmarked(text: str) -> tuple[str, list[Mark]]:
    """Return a text without its marks, and what they mark in it: start, end, PER, ORG or LOC."""
    marks: list[Mark] = []
    taken = 0  # characters of the marks themselves so far
    for found in _MARK.finditer(text):
        start = found.start() - taken
        marks.append((start, start + len(found[2]), found[1]))
        taken += len(found[0]) - len(found[2])
    return _MARK.sub(r"\2", text), marks


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each document of a file and its text, with the marks."""
    _, *documents = f"\n{text}".split(f"\n{_HEAD}")
    for document in documents:
        name, _, body = document.partition("\n")
        yield name.strip(), body.strip()
