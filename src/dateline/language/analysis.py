"""The Analysis of one story: words, sentences, grammar, entities, attributions, chains, events; all in token ranges."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dateline.spans import Span

IntArray: TypeAlias = npt.NDArray[np.int64]
Range: TypeAlias = tuple[int, int]  # tokens from the first up to, not including, the second


class EntityLabel(StrEnum):
    """What sort of thing a name, date or number is."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"  # places and states
    NORP = "NORP"  # nationalities, peoples, parties' and faiths' adherents
    FAC = "FAC"
    EVENT = "EVENT"
    DATE = "DATE"
    NUM = "NUM"
    GEAR = "GEAR"  # weapons, vehicles, ships; of mentions only
    DOC = "DOC"  # treaties, reports, resolutions; of mentions only


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, date or number, by its tokens."""

    start: int
    end: int
    label: EntityLabel
    score: float = 1.0  # 0 to 1


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says or thinks what: token ranges of source, cue and content; a role may be empty or discontinuous."""

    sources: tuple[Range, ...]
    cues: tuple[Range, ...]
    contents: tuple[Range, ...]
    score: float = 1.0  # 0 to 1


@dataclass(frozen=True, slots=True)
class Party:
    """Words that may name a party of an act, and the chances that they do."""

    words: Range
    head: int  # the token among them that the others hang on
    actor: float  # that they name one who acts, 0 to 1
    recipient: float


@dataclass(frozen=True, slots=True)
class EventMention:
    """An act named in the text: its trigger, type, mode, status, and who took part."""

    trigger: Range
    type: str
    status: str
    mode: str | None = None
    actors: tuple[Range, ...] = ()
    recipients: tuple[Range, ...] = ()
    score: float = 1.0  # the chance that a reader names it with this type and these parties; from `act_in`: that it is an act
    odds: float = 9.0  # log-odds of its trigger for naming an event at all
    named: float = 0.0  # mean log-probability of its type, given that it is an act
    naming: float = 9.0  # log-odds that it names an act which no other mention of its sentence names
    parties: tuple[Party, ...] = ()  # all words that may name one, in text order


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """
    One story, read once: everything is indexed by the story's tokens.

    Arrays are read-only. `heads` holds story tokens, -1 for the root of a sentence.
    `feats` keeps Tense, Mood, VerbForm, Number, Voice, Person and PronType, as "A=b|C=d", "" for none.
    """

    text: str
    starts: IntArray  # first character of each token
    ends: IntArray  # the character after its last
    sentences: tuple[Range, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: IntArray
    deprels: tuple[str, ...]
    entities: tuple[Entity, ...] = ()  # by name
    mentions: tuple[Entity, ...] = ()  # by name or description: "the Syrian army", "rebel fighters"
    attributions: tuple[Attribution, ...] = ()
    chains: tuple[tuple[Range, ...], ...] = ()
    events: tuple[EventMention, ...] = ()  # all that may be; how likely each is stands beside it: docs/decisions/0187
    _starts: list[int] = dataclasses.field(init=False, repr=False, compare=False)  # as plain numbers, like the next two
    _ends: list[int] = dataclasses.field(init=False, repr=False, compare=False)
    _above: list[int] = dataclasses.field(init=False, repr=False, compare=False)  # `heads`
    _below: tuple[list[int], ...] = dataclasses.field(init=False, repr=False, compare=False)  # what hangs on each token

    def __post_init__(self) -> None:
        """Make the arrays read-only, and turn the heads round: tokens and tree are asked some thousand times a page."""
        for array in (self.starts, self.ends, self.heads):
            array.setflags(write=False)
        above: list[int] = self.heads.tolist()
        below: tuple[list[int], ...] = tuple([] for _ in above)
        for token, head in enumerate(above):
            if head >= 0:
                below[head].append(token)
        object.__setattr__(self, "_starts", self.starts.tolist())
        object.__setattr__(self, "_ends", self.ends.tolist())
        object.__setattr__(self, "_above", above)
        object.__setattr__(self, "_below", below)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        """Compare field by field, arrays by their values."""
        if not isinstance(other, Analysis):
            return NotImplemented
        compared = (field.name for field in dataclasses.fields(Analysis) if field.compare)
        return all(_same(getattr(self, name), getattr(other, name)) for name in compared)

    __hash__ = None  # type: ignore[assignment]  # arrays have no hash

    # ---------------------------------------------------------------- tokens and characters
    @property
    def words(self) -> tuple[str, ...]:
        """Return the tokens as the text writes them."""
        return tuple(self.text[start:end] for start, end in zip(self._starts, self._ends, strict=True))

    def word(self, token: int) -> str:
        """Return the token as the text writes it."""
        return self.text[self._starts[token] : self._ends[token]]

    def span(self, start: int, end: int) -> Span:
        """Return the characters from token `start` up to, not including, token `end`."""
        return Span(self._starts[start], self._ends[end - 1])

    def words_of(self, tokens: Range) -> str:
        """Return the text that the tokens cover."""
        return self.text[self._starts[tokens[0]] : self._ends[tokens[1] - 1]]

    def tokens_in(self, span: Span) -> Range | None:
        """Return the tokens that share a character with the span, or None when there are none."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return (first, last) if first < last else None

    # ---------------------------------------------------------------- sentences
    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that holds the token."""
        return bisect_right(self.sentences, token, key=lambda sentence: sentence[0]) - 1

    def sentence_span(self, sentence: int) -> Span:
        """Return the characters of a sentence, by its number."""
        return self.span(*self.sentences[sentence])

    # ---------------------------------------------------------------- the tree
    def root(self, sentence: int) -> int:
        """Return the token that the rest of the sentence hangs on."""
        start, end = self.sentences[sentence]
        return start + int(np.flatnonzero(self.heads[start:end] < 0)[0])

    def children(self, token: int, *deprels: str) -> tuple[int, ...]:
        """Return the tokens that hang on this one, in text order; with deprels, only those (subtypes included)."""
        below = self._below[token]
        return tuple(child for child in below if self._is_one_of(child, deprels)) if deprels else tuple(below)

    def head(self, token: int) -> int | None:
        """Return the token that this one hangs on, or None for a root."""
        above = self._above[token]
        return None if above < 0 else above

    def subtree(self, token: int) -> tuple[Range, ...]:
        """Return the token and all below it, as the fewest ranges in text order."""
        start, end = self.sentences[self.sentence_of(token)]
        heads = self.heads[start:end]
        inside = np.zeros(end - start, dtype=bool)
        inside[token - start] = True
        while True:
            grown = inside | ((heads >= 0) & inside[np.maximum(heads - start, 0)])
            if np.array_equal(grown, inside):
                return tuple((first + start, last + start) for first, last in ranges(inside))
            inside = grown

    def reach(self, token: int) -> Range:
        """Return the one range from the first to the last token of the subtree."""
        first = last = token
        below = [token]
        while below:
            token = below.pop()
            first, last = min(first, token), max(last, token)
            below += self._below[token]
        return first, last + 1

    def head_of(self, tokens: Range) -> int:
        """Return the first token of the range whose own head is outside of it."""
        start, end = tokens
        return next(token for token in range(start, end) if not start <= self._above[token] < end)

    # ---------------------------------------------------------------- grammar
    def feature(self, token: int, name: str) -> str | None:
        """Return a feature's value, such as "Past" for "Tense", or None."""
        for pair in self.feats[token].split("|"):
            if pair.startswith(name) and pair[len(name) : len(name) + 1] == "=":
                return pair[len(name) + 1 :]
        return None

    def chain_of(self, tokens: Range) -> int | None:
        """Return the number of the chain that has this very mention, or None."""
        return next((number for number, chain in enumerate(self.chains) if tokens in chain), None)

    def _is_one_of(self, token: int, deprels: tuple[str, ...]) -> bool:
        deprel = self.deprels[token]
        return deprel in deprels or deprel.split(":")[0] in deprels


def ranges(inside: npt.NDArray[np.bool_]) -> tuple[Range, ...]:
    """Return the longest runs of true, as half-open ranges in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8))).tolist()
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(np.array_equal(one, other))
    return one == other
