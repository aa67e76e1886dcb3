"""Text → Analysis: cut, encode, score window by window, decode, join."""

from __future__ import annotations

import dataclasses
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.language import pieces, sentences, tokens
from dateline.language.acts import Acts
from dateline.language.analysis import Analysis, EventMention
from dateline.language.catalog import FOLDER, Catalog, read_catalog
from dateline.language.decode import grammar
from dateline.language.decode.attribution import tag_kinds
from dateline.language.decode.entities import label_order
from dateline.language.decode.lemmas import Lemmas, read_table
from dateline.language.decode.story import Cut, Decoded, Labels, decode, join
from dateline.language.eventful import ReadWindow
from dateline.language.naming import read_naming
from dateline.language.roles import read_roles
from dateline.language.session import Session
from dateline.language.settling import Settle, Settler
from dateline.language.sureness import chance_of
from dateline.spans import Span

__all__ = ["Analyser", "Cut", "analyse", "cut"]

# Pieces; what the networks give for so many takes 20 MB. Half as many cost 3 % more time, twice as many no less.
_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class _Part:
    """A window of one of several stories."""

    story: int
    words: Sequence[str]  # of the whole story
    encoded: pieces.Encoded
    window: pieces.Window

    def size(self) -> int:
        """Return the number of pieces."""
        return int(self.encoded.edges[self.window.end] - self.encoded.edges[self.window.start])


class Analyser:
    """Reads texts with one model; its files are opened at the first text."""

    def __init__(self, folder: Path = FOLDER, settle: Settle | None = None) -> None:
        """
        Take the folder of the model; nothing is read yet.

        Args:
            folder: with heads.json.
            settle: what makes events of the acts that the network names; by default the trees of the folder.
        """
        self._folder, self._own = folder, settle

    @cached_property
    def _catalog(self) -> Catalog:
        return read_catalog(self._folder)

    @cached_property
    def _session(self) -> Session:
        return Session(self._catalog.model)

    @cached_property
    def _acts(self) -> Acts | None:
        catalog = self._catalog
        return Acts(catalog, catalog.events, catalog.pairs) if catalog.events and catalog.pairs else None

    @cached_property
    def _settle(self) -> Settle | None:
        settler = None if self._own else read_settler(self._catalog)
        return settler.settled if settler else self._own

    @cached_property
    def _pieces(self) -> pieces.Pieces:
        catalog = self._catalog
        catalog.vocabulary.check()
        return pieces.Pieces(catalog.vocabulary.path, most=catalog.most_pieces, hints=read_hints(catalog))

    @cached_property
    def _labels(self) -> Labels:
        return read_labels(self._catalog)

    def analyse(self, texts: Sequence[str]) -> tuple[Analysis, ...]:
        """
        Return the Analysis of each text, in their order; what stands in one text changes nothing in another.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        return self._analyses([cut(text) for text in texts])

    def analyse_cut(self, story: Cut) -> Analysis:
        """
        Return the Analysis of a text whose words and sentences are given.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        (one,) = self._analyses((story,))
        return one

    def act_in(self, analysis: Analysis, span: Span) -> EventMention | None:
        """
        Return the act that some characters of a text are known to tell, where its analysis may have named none.

        Args:
            analysis: the whole text, read by this analyser.
            span: the characters; where they run over two windows, those of the first that has any.

        Returns:
            The likeliest act in them; None where they hold no word, or the model names no events.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        asked = analysis.tokens_in(span)
        if asked is None or self._acts is None or self._settle is None:
            return None
        encoded = self._pieces.encode(analysis.words)
        windows = pieces.windows(analysis.sentences, encoded.edges, limit=self._catalog.window)
        window = next(one for one in windows if asked[0] < one.end)
        words = asked[0], min(asked[1], window.end)
        (read,) = self._read([(encoded, window)])
        draft = self._acts.asked(read, words, analysis.head_of(words))
        (act,) = self._settle(analysis, (draft,))
        return dataclasses.replace(act, score=round(chance_of(draft.odds), 4))

    def relation(self, sentence: str, source: Sequence[Span], target: Sequence[Span]) -> Mapping[str, float]:
        """
        Return how likely each event type is as what the source does to the target in one sentence.

        Args:
            sentence: the sentence alone.
            source: where it names the one who acts; nowhere, where it is not named.
            target: where it names the one acted on; nowhere, where it is not named.

        Returns:
            A probability for every type; nothing where the model lacks the network or the sentence has no words. Words after
            the first 254 word pieces are not read.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        offsets = tokens.offsets(sentence)
        encoded = self._pieces.encode([sentence[start:end] for start, end in offsets])
        window, *_ = pieces.windows(((0, len(offsets)),), encoded.edges, limit=self._catalog.window) or (None,)
        if window is None or not offsets or self._acts is None:
            return {}
        masks = [_mask(offsets[: window.end], spans) for spans in (source, target)]
        (read,) = self._read([(encoded, window)])
        return self._acts.relation(read, *masks)

    def _analyses(self, stories: Sequence[Cut]) -> tuple[Analysis, ...]:
        """
        Return the Analysis of each text.

        Method: one window a call of the model. The int8 activations are scaled by all that a call holds, so a batch would
        let one text change another's scores; and it would be slower (docs/decisions/0012). But the calls of one network
        follow each other, and so does the decoding: each finds its weights and its code in the processor's caches.
        """
        decoded: list[list[Decoded]] = [[] for _ in stories]
        for parts in _together(self._parts(stories)):
            for part, one in zip(parts, self._decoded(parts), strict=True):
                decoded[part.story].append(one)
        return tuple(join(story, windows, self._settle) for story, windows in zip(stories, decoded, strict=True))

    def _parts(self, stories: Sequence[Cut]) -> Iterator[_Part]:
        for number, story in enumerate(stories):
            words = story.words()
            encoded = self._pieces.encode(words)
            for window in pieces.windows(story.sentences, encoded.edges, limit=self._catalog.window):
                yield _Part(number, words, encoded, window)

    def _decoded(self, parts: Sequence[_Part]) -> list[Decoded]:
        reads = self._read([(part.encoded, part.window) for part in parts])
        named = self._acts.named(reads) if self._acts else [[] for _ in reads]
        return [
            decode(read.outputs, read.window, part.words, self._labels, events)
            for part, read, events in zip(parts, reads, named, strict=True)
        ]

    def _read(self, windows: Sequence[tuple[pieces.Encoded, pieces.Window]]) -> list[ReadWindow]:
        given = [pieces.inputs(encoded, window) for encoded, window in windows]
        return [ReadWindow(window, fed, self._session.run(fed)) for (_, window), fed in zip(windows, given, strict=True)]


def _together(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """Yield windows in their order, as many at once as may be read before any is decoded."""
    several: list[_Part] = []
    room = _AT_ONCE
    for part in parts:
        if several and part.size() > room:
            yield several
            several, room = [], _AT_ONCE
        several.append(part)
        room -= part.size()
    if several:
        yield several


def _mask(offsets: Sequence[tuple[int, int]], spans: Sequence[Span]) -> npt.NDArray[np.float32]:
    """Return [1, words]: 1 where a word shares a character with one of the spans."""
    return np.array([[any(a < span.end and span.start < b for span in spans) for a, b in offsets]], dtype=np.float32)


def cut(text: str) -> Cut:
    """Return the text cut into words and sentences."""
    offsets = tokens.offsets(text)
    return Cut(text, offsets, sentences.boundaries(text, offsets))


def read_labels(catalog: Catalog) -> Labels:
    """
    Return what the numbers of the model's heads mean.

    Raises:
        ModelError: the table of lemmas is missing or damaged.
    """
    labels = catalog.label_list
    catalog.lemmas.check()
    table = gzip.decompress(catalog.lemmas.path.read_bytes()).decode()
    lemmas = Lemmas(labels("scripts"), read_table(table))
    feats = tuple("" if value == "_" else value for value in labels("feats"))
    return Labels(
        grammar=grammar.Lists(labels("upos"), feats, labels("rels"), lemmas),
        names=label_order(labels("ner")),
        mentions=label_order(labels("mention")),
        roles=tag_kinds(labels("roles")),
    )


def read_settler(catalog: Catalog) -> Settler | None:
    """
    Return what settles the acts that the model names, or None where it names none.

    Raises:
        ModelError: the file of the trees is missing or damaged.
    """
    if catalog.parties is None:
        return None
    catalog.parties.check()
    path = catalog.parties.path
    return Settler(read_naming(path).odds, read_roles(path), catalog.sure, catalog.least_actor, catalog.least_recipient)


def read_hints(catalog: Catalog) -> dict[str, int]:
    """
    Return the bits of the event types that a word form can name, by form in lower case.

    Raises:
        ModelError: the table is missing or damaged.
    """
    if catalog.hints is None:
        return {}
    catalog.hints.check()
    lines = catalog.hints.path.read_text(encoding="utf-8").splitlines()
    return {form: int(bits) for form, bits in (line.split("\t") for line in lines)}


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
