"""The sentences of a window that may hold an event, as the events' network takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import IntArray, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.pieces import Window

TOGETHER = 96  # pieces that the events' network reads in one call, where no sentence is longer: docs/decisions/0186
Arrays = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """A window of a story, with what the language network was given for it and what it gave."""

    window: Window
    fed: Arrays
    outputs: Outputs


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some sentences of a window, one after another."""

    words: IntArray  # of the window, in order
    sentences: tuple[Range, ...]  # ranges of `words`
    inputs: Arrays  # of the events' network


def eventful(scores: npt.NDArray[np.float32], sentences: Sequence[Range], gate: float) -> tuple[Range, ...]:
    """Return the sentences whose most eventful word reaches the gate."""
    return tuple((start, end) for start, end in sentences if end > start and scores[start:end].max() >= gate)


def grouped(fed: Arrays, sentences: Sequence[Range], most: int = TOGETHER) -> Iterator[list[Range]]:
    """Yield the sentences in groups of so many pieces, a longer sentence alone: what a group costs grows with its square."""
    starts, ends = (np.asarray(fed[name])[0] for name in ("word_starts", "word_ends"))
    group: list[Range] = []
    room = most
    for start, end in sentences:
        size = int(ends[end - 1]) - int(starts[start]) + 3  # with [CLS] and [SEP]
        if group and size > room:
            yield group
            group, room = [], most
        group.append((start, end))
        room -= size
    if group:
        yield group


def choose(read: Outputs, fed: Arrays, sentences: Sequence[Range]) -> Chosen:
    """
    Return the sentences with the inputs of the events' network.

    Args:
        read: what the language network gave for the window.
        fed: what it was given.
        sentences: which ranges of the window's words to read, at least one.

    Each sentence stands between the window's [CLS] and [SEP], counts its positions from 0 and sees itself alone.
    """
    starts, ends = (np.asarray(fed[name])[0].astype(np.int64) for name in ("word_starts", "word_ends"))
    last = np.asarray(fed["input_ids"]).shape[1] - 1
    blocks = [np.concatenate(([0], np.arange(starts[a], ends[b - 1] + 1), [last])) for a, b in sentences]
    sizes = np.array([len(block) for block in blocks])
    at = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    words = np.concatenate([np.arange(a, b) for a, b in sentences])
    moved = np.repeat(at + 1 - np.array([starts[a] for a, _ in sentences]), [b - a for a, b in sentences])
    pieces = np.concatenate(blocks)
    edges = np.concatenate(([0], np.cumsum([b - a for a, b in sentences]))).tolist()
    inputs = {
        "embedded": read.scores("embedded")[pieces][None],
        "case_ids": np.asarray(fed["case_ids"])[:, pieces],
        "positions": np.concatenate([np.arange(size) for size in sizes])[None],
        "piece_sentences": np.repeat(np.arange(1, len(sizes) + 1), sizes)[None],
        "word_starts": (starts[words] + moved)[None],
        "word_ends": (ends[words] + moved)[None],
        "hints": np.asarray(fed["hints"])[:, words],
        "trunk": read.scores("trunk")[words][None],
    }
    return Chosen(words, tuple(pairwise(edges)), inputs)
