"""Who takes part in an act: the events' network's scores of each word, weighed with the tree by boosted trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.language.analysis import Analysis, Range
from dateline.trees import Trees, log_odds, plant

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
LEAST = -4.0  # a word that scores less is no actor, or no recipient: so 3 in 100 actors and 6 in 100 recipients are lost
FLOOR = -10.0  # scores below count as this
FAR = "far"  # the way to a word that is more than STEPS away in the tree
STEPS = 5
DISTANCE = 30  # words beyond which a party is just far
PLACES = ("way", "way_of_type", "way_of_word", "way_up", "word", "kind", "kind_of_type")  # what the rates are counted by
OWN = ("actor", "recipient", "actor_lead", "recipient_lead", "before", "distance", "verb", "passive", "candidates", "said")
NAMES = (*OWN, *(f"{place}_{role}" for place in PLACES for role in ("actor", "recipient")))
_SAID, _CUED = 1.0, 2.0
Rates: TypeAlias = Mapping[str, tuple[float, float]]  # of actors and of recipients, by key; "" for any place


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """What the network tells of an act whose parties are asked."""

    trigger: Range  # of the story's tokens
    type: str
    words: Range  # the story's tokens of its sentence that the network has read
    scores: npt.NDArray[np.floating]  # [2, words] of the best run that holds each word, as an actor and as a recipient


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may name a party: what the trees weigh of it, and the keys of the rates that they weigh too."""

    token: int
    features: tuple[float, ...]  # in the order of OWN
    keys: tuple[str, ...]  # in the order of PLACES


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word that may name a party, and the chances that it does."""

    token: int
    actor: float  # the chance that it names one who acts
    recipient: float


class Roles:
    """The trees of both roles, and how often what stands in a place is a party: trained by training/parties."""

    def __init__(self, rates: Rates, trees: tuple[Trees, Trees]) -> None:
        """Take the rates, and the trees of actors and of recipients."""
        self._rates, self._trees = rates, trees

    def parties(self, analysis: Analysis, acts: Sequence[Act]) -> list[list[Weighed]]:
        """Return the words that may name a party of each act, in text order."""
        words = Words(analysis)
        found = [list(candidates(words, act)) for act in acts]
        rows = [row(one, self._rates) for several in found for one in several]
        if not rows:
            return [[] for _ in acts]
        table = np.array(rows, dtype=np.float32)
        actor, recipient = (weighed(table, role, trees).tolist() for role, trees in enumerate(self._trees))
        chances = zip(actor, recipient, strict=True)
        return [[Weighed(one.token, *next(chances)) for one in several] for several in found]


def row(candidate: Candidate, rates: Rates) -> list[float]:
    """Return what the trees weigh of a word, in the order of NAMES."""
    cells = list(candidate.features)
    anywhere = rates[""]
    for key in candidate.keys:
        cells += rates.get(key, anywhere)
    return cells


def weighed(table: npt.NDArray[np.float32], role: int, trees: Trees) -> npt.NDArray[np.float64]:
    """Return the chance of each row [rows, NAMES] to be an actor (role 0) or recipient (1): 0 where the network rules it out."""
    chances = np.zeros(len(table))
    likely = (table[:, role] > LEAST).nonzero()[0]
    chances[likely] = 1 / (1 + np.exp(-log_odds(table[likely], trees)))
    return chances


def read_roles(path: Path) -> Roles:
    """
    Return the roles of a file.

    Raises:
        ModelError: its trees were trained on other features than NAMES.
    """
    with np.load(path) as arrays:
        if tuple(arrays["names"].tolist()) != NAMES:
            raise ModelError(str(path), "its trees were trained on other features: run training/parties/train.py")
        rates = dict(zip(arrays["keys"].tolist(), map(tuple, arrays["rates"].astype(float).tolist()), strict=True))
        actor, recipient = plant(arrays, "actor_"), plant(arrays, "recipient_")
    return Roles(rates, (actor, recipient))


class Words:
    """What is asked of a story's words for one act after another."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the story."""
        self.analysis = analysis
        self._labels = {token: one.label.value for one in analysis.entities for token in range(one.start, one.end)}
        self._steps: dict[int, str] = {}
        self._kinds: dict[int, tuple[str, str]] = {}

    def nominal(self, token: int) -> bool:
        """Return whether a word can name somebody: 'Russian' in 'Russian strikes' does."""
        upos = self.analysis.upos[token]
        return upos in NOMINAL or (upos == "ADJ" and self.analysis.word(token)[:1].isupper())

    def kind(self, token: int) -> tuple[str, str]:
        """Return the word itself, or its tag where that says more, and its entity's label with the tag."""
        if token not in self._kinds:
            upos = self.analysis.upos[token]
            word = self.analysis.lemmas[token].lower() if upos in ("NOUN", "PRON") else upos
            self._kinds[token] = word, f"{self._labels.get(token, '')} {upos}"
        return self._kinds[token]

    def step(self, token: int) -> str:
        """Return how a word hangs on the one above it: the relation, with the preposition of an oblique."""
        if token not in self._steps:
            deprel = self.analysis.deprels[token]
            case = self.analysis.children(token, "case") if deprel.startswith(("obl", "nmod")) else ()
            self._steps[token] = f"{deprel}:{self.analysis.lemmas[case[0]].lower()}" if case else deprel
        return self._steps[token]


def candidates(words: Words, act: Act) -> Iterator[Candidate]:
    """Yield the nominal words that the network does not rule out; of the trigger's own, all but its head: 'visited Ankara'."""
    likely = (np.flatnonzero((act.scores > LEAST).any(axis=0)) + act.words[0]).tolist()
    head = words.analysis.head_of(act.trigger)
    tokens = [token for token in likely if token != head and words.nominal(token)]
    if tokens:
        about = _About(words, act, head, tokens)
        for token in tokens:
            yield Candidate(token, about.features(token), about.keys(token))


class _About:
    """What the candidates of one act have in common."""

    def __init__(self, words: Words, act: Act, head: int, tokens: Sequence[int]) -> None:
        analysis = words.analysis
        self._words, self._act, self._head = words, act, head
        acting, receiving = np.maximum(act.scores[:, np.array(tokens) - act.words[0]], FLOOR).tolist()
        self._scores = dict(zip(tokens, zip(acting, receiving, strict=True), strict=True))
        self._best = _two_best(acting), _two_best(receiving)
        self._above = _above(analysis, head)
        self._said = _said(analysis, act.trigger)
        passive = bool(analysis.children(head, "nsubj:pass", "aux:pass"))
        self._all = float(analysis.upos[head] == "VERB"), float(passive), float(len(tokens))
        self._lemma, self._upos = analysis.lemmas[head].lower(), analysis.upos[head]

    def features(self, token: int) -> tuple[float, ...]:
        """Return what stands under OWN."""
        acting, receiving = self._scores[token]
        return (
            acting,
            receiving,
            acting - _other(self._best[0], acting),
            receiving - _other(self._best[1], receiving),
            float(token < self._act.trigger[0]),
            float(min(abs(token - self._head), DISTANCE)),
            *self._all,
            self._said.get(token, 0.0),
        )

    def keys(self, token: int) -> tuple[str, ...]:
        """Return what the rates are looked up by, in the order of PLACES."""
        way, kind = _way(self._words, token, self._above), self._act.type
        word, label = self._words.kind(token)
        return (
            f"w {way}",
            f"t {kind} {way}",
            f"l {self._lemma} {way}",
            f"u {self._upos} {way.partition('|')[0]}",
            f"n {word}",
            f"k {label} {token < self._act.trigger[0]:d}",
            f"y {kind} {label}",
        )


def _two_best(scores: Sequence[float]) -> tuple[float, float]:
    first, second, *_ = (*sorted(scores, reverse=True), FLOOR)
    return first, second


def _other(best: tuple[float, float], score: float) -> float:
    """Return the best score of another candidate."""
    return best[1] if score == best[0] else best[0]


def _above(analysis: Analysis, head: int) -> dict[int, str]:
    """Return the word and those it hangs on, with how it does."""
    above: dict[int, str] = {}
    way, token = "", head
    for _ in range(STEPS + 1):
        above[token] = way
        deprel = analysis.deprels[token].partition(":")[0]
        way = f"{way}>{deprel}" if way else deprel
        higher = analysis.head(token)
        if higher is None:
            break
        token = higher
    return above


def _way(words: Words, token: int, above: Mapping[int, str]) -> str:
    """Return how a word hangs on the trigger's, by the steps up from it and then down: 'nsubj|' of its subject."""
    up: list[str] = []
    while token not in above:
        up.append(words.step(token))
        higher = words.analysis.head(token)
        if higher is None or len(up) == STEPS:
            return FAR
        token = higher
    down = above[token]
    return FAR if len(up) + len(down.split(">")) * bool(down) > STEPS else f"{'<'.join(up)}|{down}"


def _said(analysis: Analysis, trigger: Range) -> dict[int, float]:
    """Return the words that name who says what the trigger stands in, or whose saying it is."""
    said: dict[int, float] = {}
    for attribution in analysis.attributions:
        cued = any(_meet(trigger, cue) for cue in attribution.cues)
        if cued or any(_meet(trigger, content) for content in attribution.contents):
            for source in attribution.sources:
                for token in range(*source):
                    said[token] = max(said.get(token, 0.0), _CUED if cued else _SAID)
    return said


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
