"""Make padded batches of windows, endlessly and in a seeded order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from language.documents import NONE, Document, IntArray, Window, windows
from language.hints import WIDTH, vectors

CLS, SEP = 101, 102
ALONE = 0  # a window limit that means one sentence a window
STEP = 16  # lengths are rounded up to it: every new shape costs the matrix library the making of its kernels


@dataclass
class Batch:
    """Inputs as the exported graph takes them, and the windows they came from."""

    windows: list[Window]
    input_ids: Tensor
    attention_mask: Tensor
    case_ids: Tensor
    word_starts: Tensor
    word_ends: Tensor
    sentence_ids: Tensor  # from 1; 0 for padding
    hints: Tensor  # [B, W, 2 * types]: 1 where the word likely names, then can name an event of the type

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        return self.input_ids, self.attention_mask, self.case_ids, self.word_starts, self.word_ends

    def layer(self, name: str) -> Tensor | None:
        """Return a layer of the documents, padded with NONE, or None where the corpus lacks it."""
        if any(getattr(w.document, name) is None for w in self.windows):
            return None
        out = np.full(tuple(self.word_starts.shape), NONE, np.int64)
        for row, window in zip(out, self.windows):
            row[: window.end - window.start] = getattr(window.document, name)[window.start : window.end]
        return torch.from_numpy(out)

    def heads(self) -> Tensor:
        """Return each word's head as a column of the arc scores: 0 root, j + 1 for word j, NONE where outside."""
        out = np.full(tuple(self.word_starts.shape), NONE, np.int64)
        for row, window in zip(out, self.windows):
            head = window.document.head
            assert head is not None
            here = head[window.start : window.end]
            local = np.where(here == -1, 0, here - window.start + 1)
            outside = (here >= 0) & ((here < window.start) | (here >= window.end))
            row[: len(local)] = np.where(outside, NONE, local)
        return torch.from_numpy(out)


def rounded(length: int, step: int) -> int:
    """Return the length rounded up, at most the positions there are."""
    return max(length, min(512, -(-length // step) * step))


def collate(chosen: Sequence[Window], *, step: int = 1) -> Batch:
    """Pad windows to one length, a multiple of the step."""
    length = rounded(max(w.size for w in chosen), step)
    count = rounded(max(w.end - w.start for w in chosen), step)
    ids, mask, cases = (np.zeros((len(chosen), length), np.int64) for _ in range(3))
    starts, ends, sentences = (np.zeros((len(chosen), count), np.int64) for _ in range(3))
    hints = np.zeros((len(chosen), count, WIDTH), np.float32)
    for b, window in enumerate(chosen):
        document, at = window.document, 1
        assert document.cases is not None
        ids[b, 0] = CLS
        for k, word in enumerate(range(window.start, window.end)):
            pieces = document.pieces[word]
            starts[b, k], ends[b, k] = at, at + len(pieces) - 1
            ids[b, at : at + len(pieces)] = pieces
            cases[b, at : at + len(pieces)] = document.cases[word]
            at += len(pieces)
        ids[b, at] = SEP
        mask[b, : at + 1] = 1
        hints[b, : window.end - window.start] = vectors(document.words[window.start : window.end])
        for number, (start, end) in enumerate(window.sentences, start=1):
            sentences[b, start - window.start : end - window.start] = number
    return Batch(list(chosen), *(torch.from_numpy(x) for x in (ids, mask, cases, starts, ends, sentences, hints)))


def cut(document: Document, limit: int, draw: random.Random | None) -> list[Window]:
    """Cut a document into windows; ALONE gives one sentence each."""
    if limit != ALONE:
        return windows(document, limit=limit, draw=draw)
    return [Window(document, a, b, [(a, b)]) for a, b in document.sentences if b - a <= 220]


def grouped(pool: list[Window], budget: int) -> list[list[Window]]:
    """Group windows of like size so that a padded batch keeps within the budget of pieces."""
    groups: list[list[Window]] = []
    batch: list[Window] = []
    for window in sorted(pool, key=lambda w: w.size):
        if batch and window.size * (len(batch) + 1) > budget:
            groups.append(batch)
            batch = []
        batch.append(window)
    return [*groups, batch] if batch else groups


def endless(documents: Sequence[Document], limits: Sequence[int], *, budget: int, seed: int) -> Iterator[Batch]:
    """Yield batches for ever: each pass shuffles the documents and draws a window limit for every forty."""
    draw = random.Random(seed)
    while True:
        order = list(documents)
        draw.shuffle(order)
        for k in range(0, len(order), 40):
            limit = draw.choice(limits)
            pool = [w for document in order[k : k + 40] for w in cut(document, limit, draw) if w.size <= 512]
            groups = grouped(pool, budget)
            draw.shuffle(groups)
            for group in groups:
                yield collate(group, step=STEP)


def bits(allowed: Tensor, labels: int) -> Tensor:
    """Turn allowed-tag bits [B, W] into a mask [B, W, labels]; NONE gives all false."""
    known = torch.where(allowed == NONE, torch.zeros_like(allowed), allowed)
    return (known[..., None] >> torch.arange(labels)) & 1 == 1


def local(positions: Sequence[int], window: Window) -> IntArray | None:
    """Return document positions as window positions, or None where any lies outside."""
    if any(not window.start <= i < window.end for i in positions):
        return None
    return np.array(positions, np.int64) - window.start
