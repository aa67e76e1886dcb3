"""Whether a capital in a sentence is a place or its government."""

from __future__ import annotations

from dateline.actors.lexicon import Hit
from dateline.actors.words import POSSESSIVES, Words

_NEAR = 3


def is_government(words: Words, hit: Hit) -> bool:
    """Return whether the name of a capital stands for the government: by the words before and after it."""
    before, after = words.word(hit.start - 1), words.word(hit.end)
    if after == "-" and words.is_joined(hit.end):
        return words.word(hit.end + 1) not in {"based", "born", "area", "region"}
    if words.written[hit.end : hit.end + 1] and words.written[hit.end] in POSSESSIVES:
        return not _is_place_noun(words, hit.end + 1)
    if _is_place_noun(words, hit.end) and not _is_verb(words, hit.end):
        return False
    if after == "," and words.is_capital(hit.end + 1) and hit.end + 1 in words.names and words.word(hit.end + 2) in {",", "."}:
        return False  # 'Berlin, Germany,'
    if words.is_in(hit.start - 1, "place preposition"):
        return False
    pair = f"{words.word(hit.start - 2)} {before}"
    if pair in words.lexicon.lists["place before"]:
        return False
    if before in {"from", "to", "of"}:
        return _follows_ties(words, hit)
    return True


def _is_place_noun(words: Words, token: int) -> bool:
    return words.is_in(token, "place noun")


def _is_verb(words: Words, token: int) -> bool:
    return bool(words.analysis.upos) and words.analysis.upos[token] in {"VERB", "AUX"}


def _follows_ties(words: Words, hit: Hit) -> bool:
    nearby = range(max(0, hit.start - 1 - _NEAR), hit.start - 1)
    return any(words.is_in(token, "government noun before") for token in nearby)
