"""Read the offices that stand beside a person's name: 'Chinese Foreign Minister Qin Gang', 'X, the defence minister of Y'."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dateline import codebook
from dateline.records import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language.analysis import Range

_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "who", "is", "was", "another", "some"))
_LINKS = frozenset(("of", "for", "and", "the", "to", "in", "on"))
_OUTSIDE = frozenset(("VERB", "AUX", "ADV", "PRON", "SCONJ", "PUNCT", "CCONJ"))
_SHORT = {"pm": "prime minister", "fm": "foreign minister"}
_LONGEST_TITLE = 7
_MODIFIERS = 5  # words that a title may have before it: 'National Security Council spokesman'


@dataclass(frozen=True, slots=True)
class Title:
    """An office as the text gives it, and what the words around it tell."""

    office: str
    tokens: Range
    change: Change


@dataclass(frozen=True, slots=True)
class Sight:
    """The story's words in lower case and their classes."""

    words: tuple[str, ...]
    upos: tuple[str, ...]


@cache
def lists() -> dict[str, frozenset[str]]:
    """Return the closed word lists of tenures.toml; a list with '|' holds phrases."""
    text = (resources.files("dateline.codebook") / "data" / "tenures.toml").read_text(encoding="utf-8")
    return {name: _listed(listed) for name, listed in tomllib.loads(text).items()}


def _listed(listed: str) -> frozenset[str]:
    if "|" not in listed:
        return frozenset(listed.split())
    return frozenset(part.strip() for part in listed.replace("\n", "|").split("|") if part.strip())


@cache
def _titles(book: codebook.Codebook) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the titles of a codebook by their first word, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for office in book.offices:
        for title in (office.name, *office.titles):
            words = tuple(title.lower().split())
            if office.head != "rank" and office.name != "courtesy":
                found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(titles, key=lambda words: (-len(words), words))) for first, titles in found.items()}


def title_at(words: Sequence[str], at: int, end: int) -> int | None:
    """Return where a title that starts at a token ends, or None where none starts."""
    for title in _titles(codebook.load()).get(words[at], ()):
        if at + len(title) <= end and tuple(words[at : at + len(title)]) == title:
            return at + len(title)
    return None


def read_title(sight: Sight, tokens: Range, owners: frozenset[int]) -> Title | None:
    """
    Return the office in a phrase, without the state it belongs to and the words that only pass.

    Args:
        sight: the story's words.
        tokens: the phrase, without the person's name.
        owners: tokens that name the state or are its possessive.
    """
    start, end = tokens
    words = sight.words
    change = _change(words, tokens)
    hits = [(at, stop) for at in range(start, end) if at not in owners and (stop := title_at(words, at, end))]
    if not hits:
        return None
    end = next((at for at in range(hits[0][1], end) if sight.upos[at] in {"AUX", "VERB"}), end)  # '... and will become'
    first, stop = hits[0]
    last = max(stop for _, stop in hits if stop <= end)
    if all(word in lists()["no_office"] for word in words[first:last]):
        return None
    while first > start and stop - first < _LONGEST_TITLE + _MODIFIERS and _is_part(words, first - 1, owners):
        first -= 1
    while last < end and _goes_on(sight, last, end, owners):
        last += 1
    while last > stop and words[last - 1] in _LINKS | {",", "'s", "\u2019s"}:
        last -= 1
    office = _plain(words, (first, last), owners)
    return Title(office, (first, last), change) if office else None


def _change(words: Sequence[str], tokens: Range) -> Change:
    inside = set(words[max(0, tokens[0] - 1) : tokens[1]])
    if inside & lists()["former"]:
        return Change.FORMER
    return Change.NAMED if inside & lists()["elect"] else Change.HOLDS


def _is_part(words: Sequence[str], at: int, owners: frozenset[int]) -> bool:
    word = words[at]
    passing = lists()["passing"] | lists()["former"] | lists()["elect"] | _DETERMINERS
    able = word.replace("-", "").isalpha() or word == "-"
    return at not in owners and able and word not in passing and word not in {"and", "with", "by", "that"}


def _goes_on(sight: Sight, at: int, end: int, owners: frozenset[int]) -> bool:
    """Return whether a word still belongs to the title: 'of the Central Military Commission', 'to the president'."""
    word, upos = sight.words[at], sight.upos
    if at in owners or upos[at] in _OUTSIDE or word in {"at", "on", "from", "with", "by"}:
        return False
    following = upos[at + 1] if at + 1 < end else ""
    if (word == "and" and following in {"AUX", "VERB", "ADV", "PRON", "SCONJ"}) or (
        word == "in" and _is_time(sight, at + 1, end)
    ):
        return False
    if word == "to":
        return at + 1 < end and upos[at + 1] in {"DET", "PROPN"}
    return word in _LINKS or sight.words[at - 1] in _LINKS or upos[at] in {"PROPN", "NOUN", "ADJ"}


def _is_time(sight: Sight, at: int, end: int) -> bool:
    """Return whether a month, a year or a stretch of time begins there: 'in December', 'in 2021', 'in the autumn'."""
    ahead = sight.words[at : min(at + 3, end)]
    return bool(ahead) and (ahead[0][:4].isdigit() or any(word in lists()["times"] for word in ahead))


def _plain(words: Sequence[str], tokens: Range, owners: frozenset[int]) -> str:
    kept = [words[at] for at in range(*tokens) if at not in owners and words[at] not in {"'s", "\u2019s", "-"}]
    kept = [_SHORT.get(word, word) for word in kept]
    while kept and kept[-1] in _LINKS:
        kept.pop()
    return " ".join(kept)
