"""Every ordered pair of states that acted, month by month: the panel that regressions read."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from dateline.stages.dyad.periods import first_day
from dateline.stages.dyad.tally import Dyad, counted, countries, is_act, span_of, told_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dateline.records import DyadCount, Episode, Period, Statement
    from dateline.stages.dyad.tally import Corpus

Pair = tuple[str, str]


def panel(episodes: Iterable[Episode], *, corpus: Corpus, period: Period) -> Iterator[DyadCount]:
    """
    Yield the counts of every ordered pair of states with an act or a statement, each over all periods of the record.

    Counts are those that `tally` gives of each pair; `stories` 0 tells a period without coverage from one with nothing found.
    """
    read = Counter(first_day(story.published, period) for story in corpus.stories.values() if story.published)
    acts: dict[Pair, dict[date, list[Episode]]] = defaultdict(lambda: defaultdict(list))
    for episode in episodes:
        day = told_day(episode, corpus, period) if is_act(episode) else None
        if day is not None:
            for pair in _pairs(episode, corpus):
                acts[pair][first_day(day, period)].append(episode)
    said: dict[Pair, Counter[date]] = defaultdict(Counter)
    for statement in corpus.statements:
        day = _said_on(statement, corpus)
        if day is not None:
            for pair in _spoken(statement, corpus):
                said[pair][first_day(day, period)] += 1
    known = [*read, *(day for several in acts.values() for day in several), *(day for one in said.values() for day in one)]
    every = span_of(known, period)
    for source, target in sorted(acts.keys() | said.keys()):
        pair, dyad = (source, target), Dyad(source, target, period)
        for start in every:
            yield counted(dyad, corpus, start, acts[pair].get(start, ()), said=said[pair][start], read=read[start])


def _pairs(episode: Episode, corpus: Corpus) -> set[Pair]:
    doers = countries(episode.actors, corpus)
    return {(one, other) for one in doers for other in (*doers, *countries(episode.recipients, corpus)) if one != other}


def _spoken(statement: Statement, corpus: Corpus) -> set[Pair]:
    speakers = countries((one.actor for one in statement.speakers), corpus)
    addressed = countries((one.actor for one in statement.addressees), corpus)
    return {(one, other) for one in speakers for other in addressed if one != other}


def _said_on(statement: Statement, corpus: Corpus) -> date | None:
    if statement.said_on is not None and statement.said_on.start is not None:
        return statement.said_on.start
    story = corpus.stories.get(statement.story)
    return story.published if story else None
