"""Whether a capital in a sentence is a place or its government."""

from __future__ import annotations

from dateline.actors.lexicon import Hit, Sort
from dateline.actors.words import POSSESSIVES, Words
from dateline.codebook import Organ

_NEAR = 3  # words between 'ties' and the city: 'ties once again with Moscow'
_REACH = 4  # words between the city and a place noun: "London's newly elected Muslim mayor"
_STOPS = frozenset({",", ".", ";", ")", "(", ":", "\u2022", "-", "\u2013", "\u2014", "--", "!", "?", ""})
_AND = frozenset({"and", "or", "&"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "'s", "\u2019s"})
_INSIDE_A_COMPOUND = frozenset({"compound", "nmod", "amod", "flat"})


def is_government(words: Words, hit: Hit) -> bool:
    """Return whether the name of a capital stands for the government: by the words before and after it."""
    after = words.word(hit.end)
    if after == "-" and words.is_joined(hit.end):
        return words.word(hit.end + 1) not in {"based", "born", "area", "region", "wide"}
    if after and words.written[hit.end] in POSSESSIVES:
        return not _meets_a_place_noun(words, hit.end + 1)
    if _is_compound(words, hit) or _is_address(words, hit):
        return False
    if _needs_a_verb(words, hit) and not _is_verb(words, hit.end):
        return False
    return _is_government_behind(words, _first_of_list(words, hit))


def _is_government_behind(words: Words, start: int) -> bool:
    """Return whether what stands before a city leaves it a government."""
    before = words.word(start - 1)
    if before in _DETERMINERS or (words.word(start - 2) in {"capital", "city"} and before in {",", "of"}):
        return False
    if before == "at":
        return words.is_in(start - 2, "aimed at")
    if before in {"toward", "towards"}:
        return _follows_ties(words, start)
    if words.is_in(start - 1, "place preposition"):
        return False
    if f"{words.word(start - 2)} {before}" in words.lexicon.lists["place before"]:
        return False
    return _follows_ties(words, start) if before in {"from", "to", "of"} else True


def _first_of_list(words: Words, hit: Hit) -> int:
    """Return the first token of the first name in 'Washington, Paris and Moscow'."""
    start = hit.start
    in_list = words.word(start - 1) in _AND or words.word(hit.end) in {",", *_AND}
    while in_list and words.word(start - 1) in {",", *_AND} and words.is_capital(start - 2) and start >= 2:  # noqa: PLR2004
        start -= 2
        if words.word(start) in _AND or words.word(start) == ",":
            return hit.start
        while start > 0 and words.is_capital(start - 1) and start not in words.first_of_sentence:
            start -= 1
    return start


def _is_compound(words: Words, hit: Hit) -> bool:
    """Return whether the city is the first part of a name or compound: 'Damascus suburb', 'Kabul bombing', 'Astana process'."""
    token = hit.end
    if token >= words.count or token in words.first_of_sentence or _is_verb(words, token):
        return False
    noun = words.nouns.get(token)
    if noun is not None and (isinstance(noun.entry.item, Organ) or noun.entry.sort is Sort.PEOPLE):
        return False
    if words.is_in(token, "place noun"):
        return True
    analysis = words.analysis
    if analysis.deprels and analysis.deprels[hit.end - 1]:
        above = int(analysis.heads[hit.end - 1])
        return analysis.deprels[hit.end - 1] in _INSIDE_A_COMPOUND and hit.end <= above <= hit.end + _REACH
    return False


def _is_address(words: Words, hit: Hit) -> bool:
    """Return whether the city stands as in an address or credit: 'Berlin, Germany.', 'BBC News, Washington', 'Madrid (AFP)'."""
    after = words.word(hit.end)
    if after == "," and hit.end + 1 in words.names:
        return words.word(words.names[hit.end + 1].end) in _STOPS
    if after == "(" and words.word(hit.end + 2) == ")":
        return True
    alone = after in _STOPS or hit.end in words.first_of_sentence
    return alone and words.word(hit.start - 1) == "," and words.is_capital(hit.start - 2) and hit.start - 2 not in words.names


def _meets_a_place_noun(words: Words, start: int) -> bool:
    for token in range(start, min(start + _REACH, words.count)):
        if words.lower[token] in _STOPS:
            return False
        if words.is_in(token, "place noun"):
            return True
    return False


def _needs_a_verb(words: Words, hit: Hit) -> bool:
    return " ".join(words.lower[hit.start : hit.end]) in words.lexicon.lists["needs a verb"]


def _is_verb(words: Words, token: int) -> bool:
    if token >= words.count:
        return False
    upos = words.analysis.upos
    if upos and upos[token]:
        return upos[token] in {"VERB", "AUX"} or (upos[token] == "ADV" and _is_verb(words, token + 1))
    word = words.lower[token]
    return (
        word in words.lexicon.lists["act verb"]
        or word.removesuffix("s") in words.lexicon.lists["act verb"]
        or word.endswith("ed")
    )


def _follows_ties(words: Words, start: int) -> bool:
    nearby = range(max(0, start - 1 - _NEAR), start - 1)
    return any(words.is_in(token, "government noun before") for token in nearby)
