"""The events' network at work on the sentences that may hold an event, and the pairs' on two actors of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import Range
from dateline.language.catalog import Catalog, GraphFile
from dateline.language.decode.asked import Asked, act_in
from dateline.language.decode.attribution import tag_kinds
from dateline.language.decode.events import EventLists, events
from dateline.language.eventful import Chosen, ReadWindow, choose, eventful, grouped
from dateline.language.session import Session
from dateline.language.settling import Draft

Mask = npt.NDArray[np.float32]


class Acts:
    """The two networks of the events."""

    def __init__(self, catalog: Catalog, acts: GraphFile, pairs: GraphFile) -> None:
        """
        Load the events' network; the pairs' waits until it is asked.

        Raises:
            ModelError: the events' file is missing or damaged.
        """
        labels = catalog.label_list
        self._acts, self._pair_file, self._gate = Session(acts), pairs, catalog.gate
        self._lists = EventLists(
            types=tag_kinds(labels("triggers")),
            modes=labels("modes"),
            statuses=labels("statuses"),
            caution=catalog.caution,
        )
        self._types = labels("types")

    @cached_property
    def _pairs(self) -> Session:
        return Session(self._pair_file)

    def named(self, reads: Sequence[ReadWindow]) -> list[list[Draft]]:
        """Return drafts of the acts of each of some windows."""
        chosen = [self._chosen(read) for read in reads]
        given = [[self._acts.run(part.inputs) for part in parts] for parts in chosen]
        return [
            [
                event
                for part, outputs in zip(parts, several, strict=True)
                for event in events(outputs, part.sentences, self._lists, part.words + read.window.start)
            ]
            for read, parts, several in zip(reads, chosen, given, strict=True)
        ]

    def asked(self, read: ReadWindow, words: Range, head: int) -> Draft:
        """
        Return the act that some words of one window tell.

        Args:
            read: the window.
            words: the story's tokens asked about, all of them in the window.
            head: the one that the others hang on.
        """
        window = read.window
        sentences = [(a - window.start, b - window.start) for a, b in window.sentences if a < words[1] and words[0] < b]
        chosen = choose(read.outputs, read.fed, sentences)
        first = sentences[0][0] + window.start  # the sentences follow one another: so do their words
        asked = Asked((words[0] - first, words[1] - first), head - first)
        return act_in(self._acts.run(chosen.inputs), asked, chosen.sentences, self._lists, chosen.words + window.start)

    def relation(self, read: ReadWindow, source: Mask, target: Mask) -> dict[str, float]:
        """
        Return how likely each type is as what the source does to the target.

        Args:
            read: a window of one sentence.
            source: 1 at the words of the one who acts, (1, words).
            target: 1 at the words of the one acted on, (1, words).

        Raises:
            ModelError: the pairs' file is missing or damaged.
        """
        chosen = choose(read.outputs, read.fed, [(0, source.shape[1])])
        types = self._pairs.run({**chosen.inputs, "source": source, "target": target, "sentence": np.ones_like(source)})
        return dict(zip(self._types, np.exp(types.scores("types")).tolist(), strict=True))

    def _chosen(self, read: ReadWindow) -> list[Chosen]:
        """Return the sentences of a window that may hold an event, as the network takes them."""
        first = read.window.start
        inside = [(start - first, end - first) for start, end in read.window.sentences]
        sentences = eventful(read.outputs.scores("eventful"), inside, self._gate)
        return [choose(read.outputs, read.fed, some) for some in grouped(read.fed, sentences)]
