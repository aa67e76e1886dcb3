"""What the model gave for the windows of a story → its Analysis."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from dateline.language.analysis import Analysis, Attribution, Entity, EntityLabel, Range
from dateline.language.decode import grammar
from dateline.language.decode.attribution import attributions
from dateline.language.decode.coreference import chains
from dateline.language.decode.entities import entities
from dateline.language.decode.links import Referring, referring
from dateline.language.decode.names import Words, agreed, mended
from dateline.language.decode.outputs import Outputs
from dateline.language.fragments import rejoined
from dateline.language.pieces import Window
from dateline.language.settling import Draft, Settle

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into words and sentences."""

    text: str
    offsets: Sequence[tuple[int, int]]
    sentences: tuple[Range, ...]

    def words(self) -> list[str]:
        """Return the words."""
        return [self.text[start:end] for start, end in self.offsets]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the numbers of every head of the language network mean."""

    grammar: grammar.Lists
    names: tuple[EntityLabel, ...]
    mentions: tuple[EntityLabel, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one window holds, in the story's tokens; the grammar's heads count from `first`, the window's first token."""

    first: int
    grammar: grammar.Grammar
    names: list[Entity]
    mentions: list[Entity]
    attributions: list[Attribution]
    referring: list[Referring]
    acts: list[Draft]


def decode(outputs: Outputs, window: Window, words: Sequence[str], labels: Labels, acts: list[Draft]) -> Decoded:
    """
    Return what one window holds.

    Args:
        outputs: what the language network gave for the window.
        window: where it stands in the story.
        words: the story's words.
        labels: what the numbers mean.
        acts: what the events' network named in it.
    """
    first = window.start
    inside = [(start - first, end - first) for start, end in window.sentences]
    read = grammar.grammar(outputs, words[first : window.end], inside, labels.grammar)
    return Decoded(
        first=first,
        grammar=read,
        names=entities(outputs.scores("ner"), inside, labels.names, first=first),
        mentions=entities(outputs.scores("mention"), inside, labels.mentions, first=first),
        attributions=attributions(outputs.scores("roles"), outputs.scores("links"), inside, labels.roles, first=first),
        referring=referring(outputs.scores("corefers"), outputs.scores("antecedents"), grammar.pronouns(read), first=first),
        acts=acts,
    )


def join(story: Cut, windows: Sequence[Decoded], settle: Settle | None) -> Analysis:
    """Return the Analysis of a story from its windows in their order; without what settles them it has no events."""
    whole = grammar.joined([(window.first, window.grammar) for window in windows], story.sentences)
    words = Words(story.words(), story.offsets, whole.upos, frozenset(start for start, _ in story.sentences))
    edges = np.array(story.offsets, dtype=np.int64).reshape(-1, 2)
    analysis = Analysis(
        text=story.text,
        starts=edges[:, 0].copy(),
        ends=edges[:, 1].copy(),
        sentences=story.sentences,
        upos=tuple(whole.upos),
        feats=tuple(whole.feats),
        lemmas=whole.lemmas,
        heads=whole.heads,
        deprels=tuple(whole.deprels),
        entities=agreed(mended(_all(windows, lambda window: window.names), words), words),
        mentions=_all(windows, lambda window: window.mentions),
        attributions=_all(windows, lambda window: window.attributions),
    )
    events = settle(analysis, rejoined(analysis, _all(windows, lambda window: window.acts))) if settle else ()
    return dataclasses.replace(analysis, events=events, chains=chains(analysis, _all(windows, lambda window: window.referring)))


def _all(windows: Iterable[Decoded], found: Callable[[Decoded], list[Found]]) -> tuple[Found, ...]:
    return tuple(one for window in windows for one in found(window))
