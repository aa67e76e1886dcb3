"""Text → Analysis: cut, encode, score window by window, decode, join."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from dateline.language import pieces, sentences, tokens
from dateline.language.analysis import Analysis, Attribution, Entity, EntityLabel, EventMention, Range
from dateline.language.catalog import FOLDER, Catalog, read_catalog
from dateline.language.decode import grammar
from dateline.language.decode.attribution import attributions, tag_kinds
from dateline.language.decode.coreference import chains
from dateline.language.decode.entities import entities, label_order
from dateline.language.decode.events import EventLists, events
from dateline.language.decode.lemmas import Lemmas, read_table
from dateline.language.decode.links import Referring, referring
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
        return grammar.Lists(labels("upos"), feats, labels("rels"), Lemmas(labels("scripts"), self._lemma_table()))

    def _lemma_table(self) -> dict[tuple[str, str], str]:
        table = self._catalog.lemmas
        table.check()
        return read_table(table.path.read_text(encoding="utf-8"))

    def _kinds(self, head: str) -> tuple[EntityLabel, ...]:
        return label_order(self._catalog.label_list(head))

    @cached_property
    def _event_lists(self) -> EventLists | None:
        labels, caution = self._catalog.label_list, self._catalog.caution
        if caution is None or "trigger" not in self._catalog.outputs:
            return None
        return EventLists(tag_kinds(labels("triggers")), labels("modes"), labels("statuses"), caution)

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
        refer: list[Referring] = []
        acts: list[EventMention] = []
        for window in pieces.windows(story.sentences, encoded.edges, limit=self._catalog.window):
            outputs = self._session.run(pieces.inputs(encoded, window))
            local = [(start - window.start, end - window.start) for start, end in window.sentences]
            part = grammar.grammar(outputs, words[window.start : window.end], local, self._lists)
            parts.append((window.start, part))
            named += entities(outputs.scores("ner"), local, self._kinds("ner"), first=window.start)
            mentioned += entities(outputs.scores("mention"), local, self._kinds("mention"), first=window.start)
            said += attributions(outputs.scores("roles"), outputs.scores("links"), local, self._roles, first=window.start)
            refer += referring(
                outputs.scores("corefers"), outputs.scores("antecedents"), grammar.pronouns(part), first=window.start
            )
            if self._event_lists is not None:
                acts += events(outputs, local, self._event_lists, first=window.start)
        whole = grammar.joined(parts, story.sentences)
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
            entities=tuple(named),
            mentions=tuple(mentioned),
            attributions=tuple(said),
            events=tuple(acts),
        )
        return dataclasses.replace(analysis, chains=chains(analysis, refer))


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
