"""Text → Analysis: cut, encode, score window by window, decode, join."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

from dateline.language import pieces, sentences, tokens
from dateline.language.analysis import Analysis
from dateline.language.catalog import FOLDER, Catalog, read_catalog
from dateline.language.decode import grammar
from dateline.language.decode.attribution import tag_kinds
from dateline.language.decode.entities import label_order
from dateline.language.decode.events import EventLists
from dateline.language.decode.lemmas import Lemmas, read_table
from dateline.language.decode.story import Cut, Labels, decode, join
from dateline.language.session import Session

__all__ = ["Analyser", "Cut", "analyse", "cut"]


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
        catalog = self._catalog
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
        return tuple(self.analyse_cut(cut(text)) for text in texts)

    def analyse_cut(self, story: Cut) -> Analysis:
        """
        Return the Analysis of a text whose words and sentences are given.

        Raises:
            ModelError: the model's files are missing or damaged.

        Method: one window a call of the model. The int8 activations are scaled by all that a call holds, so a batch would
        let one text change another's scores; and it would be slower (docs/decisions/0012).
        """
        words = story.words()
        encoded = self._pieces.encode(words)
        windows = pieces.windows(story.sentences, encoded.edges, limit=self._catalog.window)
        return join(story, [decode(self._session.run(pieces.inputs(encoded, one)), one, words, self._labels) for one in windows])


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
    lemmas = Lemmas(labels("scripts"), read_table(catalog.lemmas.path.read_text(encoding="utf-8")))
    feats = tuple("" if value == "_" else value for value in labels("feats"))
    return Labels(
        grammar=grammar.Lists(labels("upos"), feats, labels("rels"), lemmas),
        names=label_order(labels("ner")),
        mentions=label_order(labels("mention")),
        roles=tag_kinds(labels("roles")),
        events=_event_lists(catalog),
    )


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


def _event_lists(catalog: Catalog) -> EventLists | None:
    if catalog.caution is None or "trigger" not in catalog.outputs:
        return None
    labels = catalog.label_list
    return EventLists(tag_kinds(labels("triggers")), labels("modes"), labels("statuses"), catalog.caution)


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
