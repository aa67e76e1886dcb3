"""Text → Analysis: cut, encode, score window by window, decode, join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from dateline.language import pieces, sentences, tokens
from dateline.language.analysis import Analysis, Attribution, Entity, EntityLabel, Range
from dateline.language.catalog import FOLDER, Catalog, read_catalog
from dateline.language.decode import grammar
from dateline.language.decode.attribution import attributions, tag_kinds
from dateline.language.decode.entities import entities, label_order
from dateline.language.decode.lemmas import Scripts
from dateline.language.session import Session


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into words and sentences."""

    text: str
    offsets: Sequence[tuple[int, int]]
    sentences: tuple[Range, ...]


class Analyser:
    """Reads texts with one model; its files are opened at the first text."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Take the folder of the model; nothing is read yet."""
        self._folder = folder

    @cached_property
    def _catalog(self) -> Catalog:
        return read_catalog(self._folder)

    @cached_property
    def _session(self) -> Session:
        return Session(self._catalog)

    @cached_property
    def _pieces(self) -> pieces.Pieces:
        return pieces.Pieces(self._catalog.vocabulary.path, most=self._catalog.most_pieces)

    @cached_property
    def _lists(self) -> grammar.Lists:
        labels = self._catalog.label_list
        feats = tuple("" if value == "_" else value for value in labels("feats"))
        return grammar.Lists(labels("upos"), feats, labels("rels"), Scripts(labels("scripts")))

    def _kinds(self, head: str) -> tuple[EntityLabel, ...]:
        return label_order(self._catalog.label_list(head))

    @cached_property
    def _roles(self) -> tuple[str, ...]:
        return tag_kinds(self._catalog.label_list("roles"))

    def analyse(self, texts: Sequence[str]) -> tuple[Analysis, ...]:
        """
        Return the Analysis of each text, in their order; what stands in one text changes nothing in another.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        return tuple(self.analyse_cut(cut(text)) for text in texts)

    def analyse_cut(self, story: Cut) -> Analysis:
        """Return the Analysis of a text whose words and sentences are given."""
        words = [story.text[start:end] for start, end in story.offsets]
        encoded = self._pieces.encode(words)
        parts: list[tuple[int, grammar.Grammar]] = []
        named: list[Entity] = []
        mentioned: list[Entity] = []
        said: list[Attribution] = []
        for window in pieces.windows(story.sentences, encoded.edges, limit=self._catalog.window):
            outputs = self._session.run(pieces.inputs(encoded, window))
            local = [(start - window.start, end - window.start) for start, end in window.sentences]
            parts.append((window.start, grammar.grammar(outputs, words[window.start : window.end], local, self._lists)))
            named += entities(outputs.scores("ner"), local, self._kinds("ner"), first=window.start)
            mentioned += entities(outputs.scores("mention"), local, self._kinds("mention"), first=window.start)
            said += attributions(outputs.scores("roles"), outputs.scores("links"), self._roles, first=window.start)
        whole = grammar.joined(parts, story.sentences)
        edges = np.array(story.offsets, dtype=np.int64).reshape(-1, 2)
        return Analysis(
            text=story.text,
            starts=edges[:, 0].copy(),
            ends=edges[:, 1].copy(),
            sentences=story.sentences,
            upos=tuple(whole.upos),
            feats=tuple(whole.feats),
            lemmas=whole.lemmas,
            heads=whole.heads,
            deprels=tuple(whole.deprels),
            entities=tuple(named),
            mentions=tuple(mentioned),
            attributions=tuple(said),
        )


def cut(text: str) -> Cut:
    """Return the text cut into words and sentences."""
    offsets = tokens.offsets(text)
    return Cut(text, offsets, sentences.boundaries(text, offsets))


@cache
def _shipped() -> Analyser:
    return Analyser()


def analyse(text: str) -> Analysis:
    """
    Return the Analysis of one text by the model in the package, which is loaded once a process.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    (one,) = _shipped().analyse((text,))
    return one
