"""Find the quotations of a story by its quotation marks, of every script; marks without a partner lose nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.spans import Span, stripped

# Opening mark → its closing marks. German opens low and closes with the English opening mark; Swedish opens with the closing one.
_CLOSING = {
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d\u201f",
    "\u201f": "\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u301d": "\u301e\u301f",
    "\uff02": "\uff02",
    '"': '"',
    "``": "''",
    "''": "''",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "'": "'",
}
_MARK = re.compile("``|''|[" + "".join({mark for mark in {*_CLOSING, *"".join(_CLOSING.values())} if len(mark) == 1}) + "]")
_SINGLE = frozenset("\u2018\u2019\u201a'")
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_LONGEST = 4000  # characters of one quotation within a paragraph; longer runs come from a lost mark


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks in one paragraph."""

    outer: Span  # with the marks
    inner: Span  # without
    continues: bool = False  # the paragraph ends without a closing mark and the next one opens again


def quotations(text: str) -> tuple[Quoted, ...]:
    """
    Return the quotations in text order, none within another.

    A quotation ends with its paragraph; one whose closing mark is missing ends with its sentence,
    so that a lost mark costs no more than that.
    """
    found: list[Quoted] = []
    start = 0
    for gap in (*_PARAGRAPH.finditer(text), None):
        end = gap.start() if gap else len(text)
        following = text[gap.end() : gap.end() + 2] if gap else ""
        found.extend(_of_paragraph(text, start, end, following))
        start = gap.end() if gap else end
    return tuple(found)


def _of_paragraph(text: str, start: int, end: int, following: str) -> list[Quoted]:
    found: list[Quoted] = []
    at = start
    while match := _MARK.search(text, at, end):
        at = match.end()
        if not _may_open(text, match, start):
            continue
        closing = _close(text, match, end)
        if closing is None and match.group() not in _SINGLE and _at_edge(text, match.start(), start):
            closing = _lost_close(text, match, end, following)
        if closing is None:
            continue
        if inner := stripped(text, Span(match.end(), max(closing.start, match.end() + 1))):
            found.append(Quoted(Span(match.start(), closing.end), inner, closing.continues))
        at = closing.end
    return found


@dataclass(frozen=True, slots=True)
class _Closing:
    start: int
    end: int
    continues: bool = False


def _lost_close(text: str, opening: re.Match[str], end: int, following: str) -> _Closing:
    """Return where a quotation without a closing mark ends: with its paragraph when the next opens again, else its sentence."""
    if following[:1] == opening.group()[:1]:
        return _Closing(end, end, continues=True)
    sentence = _SENTENCE_END.search(text, opening.end(), end)
    stop = sentence.start() + 1 if sentence else end
    return _Closing(stop, stop)


def _may_open(text: str, match: re.Match[str], start: int) -> bool:
    """Return whether the mark can open: it is an opening mark, and a word follows, not ends, there."""
    mark = match.group()
    if mark not in _CLOSING:
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end() : match.end() + 1]
    if mark in _SINGLE or mark in {'"', "\u201d", "\u00bb", "''"}:
        return not before.isalnum() and before not in ".,!?" and bool(after) and not after.isspace() and after not in ".,;:!?)"
    return bool(after)


def _close(text: str, opening: re.Match[str], end: int) -> _Closing | None:
    """Return the closing mark of an opening one; a new opening mark after a full stop ends a paragraph whose break was lost."""
    mark = opening.group()
    for match in _MARK.finditer(text, opening.end(), min(end, opening.end() + _LONGEST)):
        found = match.group()
        reopens = found == mark and mark not in _SINGLE and mark != "\u201d" and _opens_here(text, match)
        if reopens:
            before = text[: match.start()].rstrip()
            at = len(before)
            return _Closing(at, at, continues=True) if before[-1] in ".!?\u2026" else None
        if (found != _CLOSING[mark]) if len(mark) > 1 else found not in _CLOSING[mark]:
            continue
        if mark not in _SINGLE or _closes_single(text, match, opening.end()):
            return _Closing(match.start(), match.end())
    return None


def _opens_here(text: str, match: re.Match[str]) -> bool:
    """Return whether a mark stands as opening marks do: after a blank and before a word."""
    after = text[match.end() : match.end() + 1]
    return text[match.start() - 1].isspace() and bool(after) and not after.isspace()


def _closes_single(text: str, match: re.Match[str], start: int) -> bool:
    """Return whether an apostrophe closes: no letter follows, and it is no plural's possessive before a word."""
    after = text[match.end() : match.end() + 1]
    if after.isalnum():
        return False
    before = text[match.start() - 1]
    possessive = before == "s" and after == " " and match.group() in {"'", "\u2019"}
    return not (possessive and re.search(r"[^\w\s][\u2019']|[\u2019'][\s.,]", text[match.end() : start + 400]))


def _at_edge(text: str, position: int, start: int) -> bool:
    """Return whether a mark stands where an unclosed quotation may start: first in its paragraph or after a colon or comma."""
    before = text[start:position].rstrip()
    return not before or before[-1] in ":,"
