"""Half-open ranges of characters, counted in Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, not including, `end`; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """
        Refuse a range that cannot be.

        Raises:
            ValueError: start is negative, or end is not greater than start.
        """
        if not 0 <= self.start < self.end:
            message = f"no span: [{self.start}, {self.end})"
            raise ValueError(message)

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of text that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether every character of other is also here."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the same range, `by` characters further on."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """
    Return the shortest span that contains all of the given ones.

    Raises:
        ValueError: there are none.
    """
    several = tuple(spans)
    if not several:
        message = "no spans, so no hull"
        raise ValueError(message)
    return Span(min(span.start for span in several), max(span.end for span in several))


def stripped(text: str, span: Span) -> Span | None:
    """Return span without the white space at its ends, or None when it holds nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None
