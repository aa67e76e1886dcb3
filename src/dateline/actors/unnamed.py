"""Unnamed people and organs of a state: what they are called, and whose they are where the phrase leaves it open."""

from __future__ import annotations

from dateline.actors.lexicon import Hit, Sort
from dateline.actors.memory import Memory
from dateline.actors.phrases import Phrase
from dateline.actors.words import POSSESSIVES, Words
from dateline.codebook import Metonym, Organ, State

_SENTENCES = 2  # before the one that names the organ


def called(words: Words, phrase: Phrase, state: State) -> str:
    """Return what the text calls unnamed people: 'senior Turkish official', 'officials at the defence ministry'."""
    first = phrase.start
    while words.is_in(first - 1, "kept modifier"):
        first -= 1
    if phrase.behind or phrase.context:
        return words.analysis.words_of((first, phrase.end))
    rank = words.written[first : phrase.start]
    inner = phrase.owner.end if phrase.owner and phrase.owner.start == phrase.start else phrase.start
    linked = {token for hit in phrase.links for token in range(hit.start, hit.end)}
    rest = [
        words.written[token]
        for token in range(inner, phrase.head_token + 1)
        if token in linked or not (words.is_in(token, "dropped modifier") or words.written[token] in POSSESSIVES)
    ]
    return " ".join([*rank, _adjective(words, phrase, state), *rest])


def called_of_a_body(words: Words, phrase: Phrase) -> str:
    """Return what the text calls the people of a body: 'senior Hamas official'."""
    first = phrase.start
    while words.is_in(first - 1, "kept modifier"):
        first -= 1
    return words.analysis.words_of((first, phrase.end))


def _adjective(words: Words, phrase: Phrase, state: State) -> str:
    if phrase.owner and isinstance(phrase.owner.entry.item, Metonym):
        return " ".join(words.written[phrase.owner.start : phrase.owner.end])
    return "US" if state.code == "USA" else state.adjectives[0] if state.adjectives else state.name


def organ_in(phrase: Phrase) -> Hit | None:
    """Return the organ that unnamed people belong to: behind 'at' and the like, or before them."""
    return next((hit for hit in (*phrase.context, *phrase.links[:-1]) if hit.entry.sort is Sort.ORGAN), None)


def sector_of(phrase: Phrase, sector: str) -> str:
    """Return the sector of unnamed people: that of their organ, MIL for an army spokesman, or else their own."""
    hit = organ_in(phrase)
    return hit.entry.item.sector if hit is not None and isinstance(hit.entry.item, Organ) else sector


def near_state(words: Words, memory: Memory, home: State | None, hit: Hit, *, before: str | None) -> State | None:
    """
    Return the state whose organ 'the foreign ministry' or 'state media' is where no state is named with it.

    It is the state with which such an organ was named last (`before`); else the only one whose actors this sentence and the
    two before it have named, or of several that from whose soil the story reports. Organs that every town has, such as the
    police, are left open, and so is 'the Ministry of Defence', which is that of the paper's own readers.
    """
    lists, organ = words.lexicon.lists, hit.entry.item
    if before is not None:
        return memory.state_of(before)
    if not isinstance(organ, Organ) or not words.written[hit.end - 1].islower():
        return None
    if organ.key not in lists["near organ"] and not words.is_in(hit.end - 1, "near organ word"):
        return None
    begin = words.analysis.sentences[max(0, words.analysis.sentence_of(hit.start) - _SENTENCES)][0]
    kind = "no ministry" if organ.key.endswith("ministry") else f"no {organ.key}"
    near = memory.states_since(begin) - lists.get(kind, frozenset())
    if len(near) == 1:
        return memory.state_of(near.pop())
    return home if home is not None and (not near or home.code in near) else None
