"""
Passages of a plain-text page: its lines, with sentences put together again that a link or an emphasis broke.

A dump may hold a line per block, or a line per string: then 'A new', 'poll', 'shows support.' are one passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.stages.story.byline import read_byline

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•◦▪‣·●○■*+-]|\d{1,3}[.)])[ \t\u00a0]+")
_LONG = 40  # shorter lines are labels, not the beginning of a sentence that goes on
_LABEL = 60
_TWO_WORDS = 6
_BROKEN = 4000  # a paragraph longer than this is not put together any further
_CLOSING = tuple(",.;:!?)]%’”»…。，、؟،")
_TERMINAL = tuple(".!?…:\"”’»)]'。！？」؟۔।")
_OPEN_WORD = re.compile(
    r"(?:[,(\[“‘«—–-]|\b(?:the|a|an|of|in|on|at|by|to|for|from|with|and|or|but|as|that|than|said|says|is|was|were|are|has|have|had|be|been|"
    r"its|his|her|their|our|into|over|about|between|against|which|who|whose|via|per|some|any|this|these|those|most|no|not|all|would|will|"
    r"can|could|may|might|also|he|she|it|they|we|led|after|before|including|der|die|das|und|von|im|mit|für|de|la|le|les|et|du)|\w['’]s)$",
    re.IGNORECASE,
)
_NO_CONTINUATION = re.compile(
    r"(?:less|more|ago|read|share|by|photo|image|via|min|minutes?|hours?|days?|comments?|views?|of|likes?|tags?|on)\b.{0,12}$"
)
_HARD_WRAP = (45, 110)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a page, or lines that are one paragraph; the offsets are in the page's text."""

    text: str
    start: int
    end: int
    bullet: bool = False
    indent: int = 0
    gap: bool = False  # an empty line stands before it
    lines: int = 1


def passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a page in order; together they hold every character of it that is not blank."""
    lines = tuple(_lines(text))
    return tuple(_joined(lines, wrapped=_is_wrapped(lines)))


def _lines(text: str) -> Iterator[Passage]:
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip("\ufeff\u200b \t\u00a0\x00")
        if not words.strip():
            continue
        start = match.start() + raw.index(words)
        bullet = None if words.endswith((" -", " –", " —")) else _BULLET.match(words)
        body = words[bullet.end() :] if bullet and bullet.end() < len(words) and not words[:1].isdigit() else words
        gap = text.count("\n", previous_end, match.start()) > 1
        indent = start - match.start()
        yield Passage(body, start + len(words) - len(body), start + len(words), bullet is not None, indent, gap)
        previous_end = match.end()


def _is_wrapped(lines: tuple[Passage, ...]) -> bool:
    """Return whether the page's paragraphs are broken at a fixed width."""
    low, high = _HARD_WRAP
    followed = [len(line.text) for line, after in pairwise(lines) if not after.gap]
    if len(followed) < 8 or max(len(line.text) for line in lines) > high or not any(line.gap for line in lines):  # noqa: PLR2004
        return False
    return sum(low <= length for length in followed) > 0.7 * len(followed)


@dataclass(frozen=True, slots=True)
class _SoFar:
    """A paragraph while it is being put together."""

    size: int
    last: str  # the line that it ends with
    joined: bool  # it holds more than one line


def _joined(lines: tuple[Passage, ...], *, wrapped: bool) -> Iterator[Passage]:
    index = 0
    while index < len(lines):
        first = lines[index]
        texts, so_far, end = [first.text], _SoFar(len(first.text), first.text, joined=False), first.end
        index += 1
        while index < len(lines) and so_far.size < _BROKEN:
            line = lines[index]
            glue = _glue(so_far, line, lines[index + 1] if index + 1 < len(lines) else None, wrapped=wrapped)
            if glue is None:
                break
            texts += [glue, line.text]
            so_far = _SoFar(so_far.size + len(glue) + len(line.text), line.text, joined=True)
            end = line.end
            index += 1
        yield Passage("".join(texts), first.start, end, first.bullet, first.indent, first.gap, len(texts) // 2 + 1)


def _glue(so_far: _SoFar, line: Passage, after: Passage | None, *, wrapped: bool) -> str | None:
    """Return what stands between a paragraph so far and the line that goes on with it, or None where it ends."""
    text, last = line.text, so_far.last
    if line.gap or line.bullet or text == last or (text[:3].casefold() == "by " and read_byline(text)):
        return None
    if wrapped and len(last) >= _HARD_WRAP[0]:
        return " "
    if text.startswith(_CLOSING):
        closes = so_far.size >= _LONG or so_far.joined or (len(text) >= _LONG and so_far.size <= _LABEL)
        glue = " " if text[0] == "…" else ""
        return glue if closes and not text.startswith("...") else None
    return _glue_of_words(so_far, text, after)


def _glue_of_words(so_far: _SoFar, text: str, after: Passage | None) -> str | None:
    size, last = so_far.size, so_far.last
    if last.endswith(_TERMINAL) and not last.endswith((",”", ',"')):
        return " " if text[0].islower() and size >= _LONG and len(text) >= _LONG else None
    open_ended = len(last) > 1 and _OPEN_WORD.search(last[-12:]) is not None
    begun = size >= _LONG or so_far.joined or (open_ended and (size > _TWO_WORDS or _goes_on(after)))
    if text[0].islower():
        return " " if (begun and not _NO_CONTINUATION.match(text)) or (len(text) >= _LONG and size <= _LABEL) else None
    if size < _LONG:
        return " " if open_ended and size > _TWO_WORDS and (len(text) >= _LONG or _goes_on(after)) else None
    if open_ended:
        return "" if last.endswith(("(", "[", "“", "‘", "«")) else " "
    dashed = text[:1] in "–—-(" and len(text) > 1
    return " " if dashed or (len(text) <= _LABEL and _goes_on(after)) else None


def _goes_on(after: Passage | None) -> bool:
    """Return whether the line after next is the rest of a sentence: 'A similarly fresh', 'Reuters poll', 'has lower numbers'."""
    if after is None or after.gap or after.bullet or _NO_CONTINUATION.match(after.text):
        return False
    return after.text[0].islower() or (after.text.startswith(_CLOSING) and not after.text.startswith("..."))
