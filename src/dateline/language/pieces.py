"""Words → the model's inputs: word pieces, the case of each word, windows of whole sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.language.analysis import IntArray, Range

if TYPE_CHECKING:
    import numpy.typing as npt
    from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100  # of the BERT vocabulary
_UNKNOWN_PIECE = "[UNK]"
HINTS = 32  # bits of a hint: the event types that a form likely names, then all that it can name
_REMEMBERED = 200_000  # words; about 40 MB


@dataclass(frozen=True, slots=True)
class Encoded:
    """The pieces and the case of a story's words; word w has the pieces from edges[w] up to edges[w + 1]."""

    ids: IntArray
    edges: IntArray
    cases: IntArray
    hints: IntArray  # bits: the event types that a word can name, by the model's list


@dataclass(frozen=True, slots=True)
class Window:
    """Words that the model reads together: whole sentences wherever they fit."""

    start: int
    end: int
    sentences: tuple[Range, ...]  # ranges of the story's words; a sentence that is too long comes in parts


class Pieces:
    """The word-piece vocabulary, loaded at the first use, with a memory of words met before."""

    def __init__(self, vocabulary: Path, *, most: int, hints: Mapping[str, int] | None = None) -> None:
        """Take the vocabulary's file, opened at the first word, how many pieces of one word are kept, and hints by form."""
        self._vocabulary, self._most, self._hints = vocabulary, most, hints or {}
        self._known: dict[str, tuple[list[int], int, int]] = {}

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        tokenizer = Tokenizer(
            models.WordPiece.from_file(str(self._vocabulary), unk_token=_UNKNOWN_PIECE, max_input_chars_per_word=100)
        )
        tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return tokenizer

    def encode(self, words: Sequence[str]) -> Encoded:
        """Return the pieces and cases of the words."""
        known = self._learn(words)
        found = [known[word] for word in words]
        lengths = np.fromiter((len(ids) for ids, _, _ in found), np.int64, len(found))
        edges = np.concatenate(([0], np.cumsum(lengths)))
        ids = np.fromiter(chain.from_iterable(ids for ids, _, _ in found), np.int64, int(edges[-1]))
        cases = np.fromiter((case for _, case, _ in found), np.int64, len(found))
        return Encoded(ids, edges, cases, np.fromiter((hint for _, _, hint in found), np.int64, len(found)))

    def _learn(self, words: Sequence[str]) -> dict[str, tuple[list[int], int, int]]:
        """Return the memory with every one of the words in it; emptied first where it has grown too large."""
        if len(self._known) > _REMEMBERED:
            self._known = {}
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            sound = [word.encode("utf-8", "replace").decode() for word in new]  # lone surrogates are no text to the tokenizer
            encodings = self._tokenizer.encode_batch(sound, add_special_tokens=False)
            for word, encoding in zip(new, encodings, strict=True):
                self._known[word] = (encoding.ids[: self._most] or [UNKNOWN], case_of(word), self._hints.get(word.lower(), 0))
        return self._known


def case_of(word: str) -> int:
    """Return 0 for no letters, 1 lower, 2 Capitalised, 3 ALL CAPS, 4 mixed."""
    letters = [character for character in word if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    if not letters or not upper:
        return int(bool(letters))
    if upper == len(letters) and upper > 1:
        return 3
    return 2 if letters[0].isupper() and upper == 1 else 4


def windows(sentences: Sequence[Range], edges: IntArray, *, limit: int) -> tuple[Window, ...]:
    """
    Pack sentences in order into windows of at most `limit` pieces.

    Args:
        sentences: ranges of words.
        edges: first piece of each word, and the end of the last, as in `Encoded`.
        limit: pieces of a window, the two special ones included.
    """
    room = limit - 2
    made: list[Window] = []
    batch: list[Range] = []
    for start, end in chain.from_iterable(_parts(sentence, edges, room) for sentence in sentences):
        if batch and edges[end] - edges[batch[0][0]] > room:
            made.append(Window(batch[0][0], batch[-1][1], tuple(batch)))
            batch = []
        batch.append((start, end))
    if batch:
        made.append(Window(batch[0][0], batch[-1][1], tuple(batch)))
    return tuple(made)


def inputs(encoded: Encoded, window: Window) -> dict[str, IntArray | npt.NDArray[np.float32]]:
    """Return the model's inputs for one window, each of shape (1, pieces) or (1, words); hints (1, words, types)."""
    edges = encoded.edges[window.start : window.end + 1]
    first, last = int(edges[0]), int(edges[-1])
    ids = np.concatenate(([CLS], encoded.ids[first:last], [SEP]))
    cases = np.zeros(len(ids), dtype=np.int64)
    cases[1:-1] = np.repeat(encoded.cases[window.start : window.end], np.diff(edges))
    numbers = np.repeat(np.arange(1, len(window.sentences) + 1), [end - start for start, end in window.sentences])
    return {
        "input_ids": ids[None],
        "case_ids": cases[None],
        "word_starts": (edges[:-1] - first + 1)[None],
        "word_ends": (edges[1:] - first)[None],
        "sentence_ids": numbers[None],
        "hints": ((encoded.hints[window.start : window.end, None] >> np.arange(HINTS)) & 1).astype(np.float32)[None],
    }


def _parts(sentence: Range, edges: IntArray, room: int) -> list[Range]:
    """Cut a sentence that does not fit a window into parts that do; a word always fits."""
    start, end = sentence
    parts = []
    while edges[end] - edges[start] > room:
        fit = max(start + 1, int(np.searchsorted(edges, edges[start] + room, side="right")) - 1)
        parts.append((start, fit))
        start = fit
    return [*parts, (start, end)]
