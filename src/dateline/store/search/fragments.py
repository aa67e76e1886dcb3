"""The passages of a text that a search found, with the words in them marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.spans import Span
from dateline.store.search.words import matching

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_MOST = 2  # passages of one story
_WIDTH = 220  # characters of a passage
_LOOKED_AT = 200_000  # characters of a text: enough for any report, and a bound for a dump
_BREAK = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A passage of a story's text; span and marks both count in that text."""

    span: Span
    text: str
    marks: tuple[Span, ...]  # the words that were looked for, inside the span


def piece(text: str, span: Span, wanted: Container[str], starts: tuple[str, ...]) -> Fragment:
    """Return the passage that a span covers."""
    words = span.of(text)
    return Fragment(span, words, tuple(mark.shifted(span.start) for mark in matching(words, wanted, starts)))


def best_fragments(text: str, wanted: Container[str], starts: tuple[str, ...]) -> tuple[Fragment, ...]:
    """Return the passages with most of the different words looked for, in text order; the beginning where there are none."""
    looked_at = text[:_LOOKED_AT]
    marks = list(matching(looked_at, wanted, starts))
    if not marks:
        return (piece(text, _around(looked_at, Span(0, 1)), wanted, starts),) if looked_at.strip() else ()
    chosen: list[Span] = []
    for span in sorted(_windows(looked_at, marks), key=lambda one: -_worth(looked_at, one, marks)):
        if len(chosen) < _MOST and not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return tuple(piece(text, span, wanted, starts) for span in sorted(chosen))


def _windows(text: str, marks: Sequence[Span]) -> list[Span]:
    """Return one passage for each mark that no earlier passage holds."""
    windows: list[Span] = []
    for mark in marks:
        if not windows or not windows[-1].contains(mark):
            windows.append(_around(text, mark))
    return windows


def _around(text: str, mark: Span) -> Span:
    """Return a passage that begins with a sentence, if one begins near enough, and ends with a word."""
    earliest = max(0, mark.start - _WIDTH // 2)
    begun = [found.end() for found in _BREAK.finditer(text, earliest, mark.start)]
    start = begun[0] if begun else earliest if earliest == 0 else _after_blank(text, earliest, mark.start)
    latest = min(len(text), max(start + _WIDTH, mark.end))
    ended = [found.start() for found in _BREAK.finditer(text, mark.end, latest)]
    end = ended[-1] if ended else latest if latest == len(text) else _before_blank(text, mark.end, latest)
    return Span(start, max(end, mark.end))


def _after_blank(text: str, start: int, end: int) -> int:
    blank = text.find(" ", start, end)
    return blank + 1 if blank >= 0 else start


def _before_blank(text: str, start: int, end: int) -> int:
    blank = text.rfind(" ", start, end)
    return blank if blank >= 0 else end


def _worth(text: str, span: Span, marks: Sequence[Span]) -> float:
    inside = [mark.of(text).casefold() for mark in marks if span.contains(mark)]
    return len(set(inside)) + len(inside) / 1000
