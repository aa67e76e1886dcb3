"""Words → sentences: abbreviations, quotations over several sentences, speakers after a question, lists, wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.language import tables
from dateline.language.analysis import Range
from dateline.spans import Span

LONGEST = 180  # words; longer ones (tables, lists without stops) are cut at the last comma or semicolon before
_SHORTEST_PIECE = 60
_PLAIN_WORD = 4  # letters; shorter words before a stop may be abbreviations that the table lacks

_DATELINE = 12  # words; longer openings before a dash are no datelines
_DASHES = frozenset(("-", "--", "\u2013", "\u2014"))
_STOPS = frozenset((".", "?", "!", "\u3002", "\uff01", "\uff1f"))
_ELLIPSES = ("..", "\u2026")
_CLOSERS = frozenset(("\u201d", "\u2019", ")", "]", "}", "\u00bb", "\u300d", "\u300f"))
_STRAIGHT = frozenset(('"', "'", "''"))
_GERMAN = "\u201c"  # closes what „ opens; in English it opens
_OPENERS = frozenset(("\u201c", "\u2018", "``", "(", "[", "\u00ab", "\u201e", "\u201a", "\u300c", "\u300e"))
_BULLETS = frozenset(("-", "*", "\u2022", "\u00b7", "\u2013", "\u2014", "\u25cf", "\u25aa", "\u25a0", "\u27a4", "--"))
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){1,12}$")
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})$")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def split(text: str, tokens: Sequence[Span]) -> tuple[Range, ...]:
    """Return the sentences as ranges of tokens; together they hold every token once."""
    return boundaries(text, [(token.start, token.end) for token in tokens])


def boundaries(text: str, offsets: Sequence[tuple[int, int]]) -> tuple[Range, ...]:
    """Return the sentences as ranges of tokens, from the tokens' offsets."""
    if not offsets:
        return ()
    words = [text[start:end] for start, end in offsets]
    wrapped = _is_wrapped(text)
    starts = [0, *([first] if (first := _after_dateline(words, 0)) else [])]
    at = starts[-1] + 1
    while at < len(words):
        gap = text[offsets[at - 1][1] : offsets[at][0]]
        if "\n" in gap and (_PARAGRAPH.search(gap) or _breaks_line(text, words, offsets, at, wrapped=wrapped)):
            after = _after_dateline(words, at)
            starts += [at, after] if after > at else [at]
            at = starts[-1] + 1
            continue
        if _may_end(words[at - 1]):
            after = _after_closers(words, offsets, at)
            if after < len(words) and (after == at or "\n" not in text[offsets[at - 1][1] : offsets[after][0]]):
                if _begins(words, offsets, at - 1, after, line_start=starts[-1]):
                    starts.append(after)
                at = after + 1
                continue
        at += 1
    ends = [*starts[1:], len(words)]
    return tuple(piece for start, end in zip(starts, ends, strict=True) for piece in _cut(words, start, end))


def _after_dateline(words: list[str], at: int) -> int:
    """Return the token after a dateline that begins at `at` ("TEHRAN (AFP) - An ..."), or `at` where none does."""
    if len(words[at]) < 3 or not words[at].isupper():  # noqa: PLR2004  # "US - China" is no dateline
        return at
    for dash in range(at + 1, min(at + _DATELINE, len(words) - 1)):
        word = words[dash]
        if word in _DASHES:
            return dash + 1 if words[dash + 1][0].isupper() or words[dash + 1] in _OPENERS | _STRAIGHT else at
        if not (word[0].isupper() or word[0].isdigit() or word in {",", "(", ")", ".", "/"}):
            return at
    return at


def _may_end(word: str) -> bool:
    last = word[-1]
    return last in _STOPS or last == "\u2026" or word.startswith(_ELLIPSES)


def _after_closers(words: list[str], offsets: Sequence[tuple[int, int]], at: int) -> int:
    """Return the first token after quotation marks and brackets that close at `at`."""
    while at < len(words):
        word = words[at]
        touches = offsets[at][0] == offsets[at - 1][1]
        free = at + 1 == len(words) or offsets[at + 1][0] > offsets[at][1]  # nothing touches it from the right
        if (word in _CLOSERS and touches) or (
            (word in _STRAIGHT or word == _GERMAN) and (touches or word == "''") and (free or words[at + 1] in _CLOSERS)
        ):
            at += 1
        elif word == "[" and words[at + 1 : at + 2] and words[at + 1].isdigit() and words[at + 2 : at + 3] == ["]"]:
            at += 3  # a note's number: "to him. [23] Letters"
        else:
            break
    return at


def _begins(words: list[str], offsets: Sequence[tuple[int, int]], stop: int, after: int, *, line_start: int) -> bool:
    """Return whether a sentence begins at `after`, given the stop before it."""
    word, first = words[stop], _first_word(words, after)
    bare = after == stop + 1  # no closing mark stands between
    if first is None or (stop == line_start + 1 and word == "." and _ENUMERATOR.match(words[line_start])):
        return False  # "1. The parties agree"
    if first[0].islower():  # careless writers; a quotation that goes on has its closing mark before
        return bare and word in _STOPS and len(words[stop - 1]) >= _PLAIN_WORD and first == words[after]
    if len(word) > 1 and word[-1] == "." and word[0].isalnum():
        return _ends_after_abbreviation(word, words[after], first)
    if bare and offsets[after][0] == offsets[stop][1]:
        return first[0].isupper() and len(first) > 1 and words[stop - 1][-1:].islower()  # "ended.The next"
    return bare or word[-1] not in "?!" or not _speaker_follows(words, after)


def _first_word(words: list[str], at: int) -> str | None:
    """Return the first word at or after `at` that is no opening mark; None when only marks are left."""
    for word in words[at : at + 4]:
        if word[0].isalnum() or word not in _OPENERS | _STRAIGHT | _BULLETS:
            return word
    return None


def _ends_after_abbreviation(word: str, after: str, first: str) -> bool:
    kind = tables.kinds("abbreviations").get(word[:-1])
    if kind in {"title", "number"}:
        return False
    if kind in {"month", "inner"}:
        return first in tables.words("starters") and first not in {"A", "I"}
    if kind == "last" or _ACRONYM.match(word):
        return after in _OPENERS or first in tables.words("starters")
    return True


def _speaker_follows(words: list[str], at: int) -> bool:
    """Return whether a short name and a verb of speech follow: '"Why?" President Xi asked.'."""
    verbs = tables.words("speech")
    for word in words[at : at + 6]:
        if word.lower() in verbs:
            return True
        if not (word[0].isupper() or word in {",", "of", "the", "de", "al", "-"}):
            return False
    return False


def _breaks_line(text: str, words: list[str], offsets: Sequence[tuple[int, int]], at: int, *, wrapped: bool) -> bool:
    """Return whether the single line break before token `at` ends a sentence."""
    if words[at] in _BULLETS or words[at - 1] == ":":
        return True
    if words[at][0].islower():
        return False
    if not wrapped:
        return True
    start = text.rfind("\n", 0, offsets[at - 1][1]) + 1
    return _may_end(words[at - 1]) and offsets[at - 1][1] - start < 50  # noqa: PLR2004  # a short last line


def _is_wrapped(text: str) -> bool:
    """Return whether lines are broken for width: several, none long, most of them near the longest."""
    lengths = [len(line) for line in text[:20000].split("\n") if line.strip()]
    if len(lengths) < 4 or max(lengths) > 100:  # noqa: PLR2004  # mail and wire text wrap below a hundred characters
        return False
    return sum(length > 0.75 * max(lengths) for length in lengths) > 0.6 * len(lengths)


def _cut(words: list[str], start: int, end: int) -> list[Range]:
    """Cut a sentence that is too long at commas and semicolons."""
    pieces = []
    while end - start > LONGEST:
        marks = [at for at in range(start + _SHORTEST_PIECE, start + LONGEST) if words[at] in {",", ";", ":"}]
        after = marks[-1] + 1 if marks else start + LONGEST
        pieces.append((start, after))
        start = after
    return [*pieces, (start, end)]
