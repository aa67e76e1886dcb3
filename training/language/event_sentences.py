"""Annotated sentences as the event network takes them: alone, each with the language network's vectors of its words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from language.batches import STEP, Batch, collate
from language.documents import Document, Event, Window
from language.event_network import Read
from language.events import Example, packed
from language.labels import TYPES
from language.network import Network
from language.news import read_jsonl

ROOMS = (60, 120, 180, 250)  # pieces of the windows in which the language network reads the sentences
LARGEST = 4096  # pieces of one of its batches

Item = TypeVar("Item")
Pair = tuple[list[int], list[int], tuple[int, ...]]  # words of source and target, the types that are right


@dataclass
class Sentence:
    """One annotated sentence without its context, and what the language network made of its words."""

    document: Document
    trunk: Tensor  # [words, width]
    pairs: list[Pair]

    @property
    def size(self) -> int:
        return sum(map(len, self.document.pieces)) + 2


@dataclass
class Reading:
    """A batch of sentences as the event network takes them."""

    batch: Batch
    sentences: list[Sentence]
    trunk: Tensor  # [B, W, width]

    def given(self, language: Network, hints: Tensor, trunk: Tensor) -> Read:
        """Return what a network over sentences takes in."""
        ids, mask, cases, starts, ends = self.batch.inputs
        places = torch.arange(ids.shape[1])[None].expand_as(ids)
        with torch.no_grad():
            embedded = language.encoder.word(ids)
        return Read(embedded, cases, places, mask, starts, ends, hints, trunk)


def read_pairs(evaluation: Path) -> dict[str, dict[str, Any]]:
    """Return the rows of relations/, each with its pair of actors and its class, by id."""
    return {row["id"]: row for row in read_jsonl(evaluation / "relations/plv_train.jsonl")}


def told_pair(document: Document, row: dict[str, Any]) -> Pair:
    """Return the pair that a row of relations/ names; one whose words are not told has none."""
    offsets = document.offsets or []

    def words(spans: Sequence[Sequence[int]]) -> list[int]:
        return [i for i, (a, b) in enumerate(offsets) if any(a < end and start < b for start, end in spans)]

    source, target = words(row.get("source_spans") or ()), words(row.get("target_spans") or ())
    names = ("CONCEDE", "RETREAT") if row.get("root") == "YIELD" else (row.get("root"),)
    return source, target, tuple(TYPES.index(name) for name in names if name)


def event_pairs(event: Event) -> list[Pair]:
    """Return who acts on whom in an event: actors and recipients, or the first two of those who act together, both ways."""
    if event.actors and event.recipients:
        return [(event.actors, event.recipients, (event.type,))]
    runs = [[i for _, i in run] for _, run in groupby(enumerate(event.actors), lambda pair: pair[1] - pair[0])]
    if len(runs) < 2 or event.recipients:
        return []
    return [(runs[0], runs[1], (event.type,)), (runs[1], runs[0], (event.type,))]


def alone(example: Example) -> Document:
    """Return the annotated sentence without the context before it."""
    whole, first = example.document, example.start
    assert whole.cases is not None and whole.event_words is not None
    document = Document(example.id, whole.words[first:], [(0, len(whole.words) - first)], pieces=whole.pieces[first:])
    document.cases, document.event_words = whole.cases[first:], whole.event_words[first:]
    document.offsets = whole.offsets[first:] if whole.offsets else None

    def shifted(words: list[int]) -> list[int]:
        return [i - first for i in words if i >= first]

    document.events = [
        Event(trigger, event.type, event.mode, event.status, shifted(event.actors), shifted(event.recipients))
        for event in whole.events or ()
        if (trigger := shifted(event.trigger))
    ]
    if example.weak:
        document.weak = [(0, len(document.words), example.weak)]
        document.event_words = np.zeros(len(document.words), np.int64)
    return document


def together(examples: Sequence[Example], draw: random.Random | None) -> Iterator[list[Example]]:
    """Yield the examples that share a window of the language network; without `draw` each has its own."""
    if draw is None:
        yield from ([example] for example in examples)
        return
    order = list(examples)
    draw.shuffle(order)
    some: list[Example] = []
    room = 0
    for example in order:
        size = sum(map(len, example.document.pieces))
        if some and size > room:
            yield some
            some = []
        room = draw.choice(ROOMS) - size if not some else room - size
        some.append(example)
    yield some


def trunk_of(language: Network, batch: Batch) -> Tensor:
    """Return the last layer's word vectors [B, W, width]."""
    ids, mask, cases, starts, ends = batch.inputs
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        last = language.encoder(ids, mask, cases)[-1]
    rows = torch.arange(ids.shape[0])[:, None]
    return ((last[rows, starts] + last[rows, ends]) * 0.5).to(torch.bfloat16)


def read_alone(
    language: Network, examples: Sequence[Example], told: dict[str, dict[str, Any]], draw: random.Random | None
) -> list[Sentence]:
    """Return every example as a sentence of its own; the language network has read it with its context."""
    pool = sorted(((packed(some), some) for some in together(examples, draw)), key=lambda pair: pair[0].size)
    made: list[Sentence] = []
    group: list[tuple[Window, list[Example]]] = []
    for at, pair in enumerate(pool):
        group.append(pair)
        if at + 1 < len(pool) and pool[at + 1][0].size * (len(group) + 1) <= LARGEST:
            continue
        trunk = trunk_of(language, collate([window for window, _ in group], step=STEP))
        for row, (_, some) in zip(trunk, group):
            first = 0
            for example in some:
                last = first + len(example.document.words)
                document = alone(example)
                named = told_pair(document, told[example.doc]) if example.doc in told else None
                pairs = [pair for event in document.events or () for pair in event_pairs(event)]
                own = [named] if named and named[0] and named[1] else []
                made.append(Sentence(document, row[first + example.start : last].clone(), [*own, *pairs]))
                first = last
        group = []
    return made


def read(chosen: list[Sentence]) -> Reading:
    """Return sentences as one padded batch."""
    batch = collate([Window(s.document, 0, len(s.document.words), s.document.sentences) for s in chosen], step=STEP)
    trunk = torch.zeros(len(chosen), batch.word_starts.shape[1], chosen[0].trunk.shape[-1])
    for row, sentence in zip(trunk, chosen):
        row[: len(sentence.trunk)] = sentence.trunk.float()
    return Reading(batch, chosen, trunk)


def endless_groups(items: Sequence[Item], size_of: Callable[[Item], int], *, budget: int, seed: int) -> Iterator[list[Item]]:
    """Yield groups of like size, padded within the budget of pieces, for ever, in a seeded order."""
    draw = random.Random(seed)
    while True:
        order = list(items)
        draw.shuffle(order)
        groups: list[list[Item]] = [[]]
        for item in sorted(order, key=lambda item: size_of(item) // 8):
            size = -(-size_of(item) // STEP) * STEP
            if groups[-1] and size * (len(groups[-1]) + 1) > budget:
                groups.append([])
            groups[-1].append(item)
        draw.shuffle(groups)
        yield from groups
