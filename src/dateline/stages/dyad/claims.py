"""Claims about a relation ("ties grew stronger in 2023") beside what was measured of it in that time."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import Citation, Interval, Precision
from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import DyadCount, Mention, Story, StoryId
    from dateline.stages.dyad.tally import Corpus

WORD = re.compile(r"\w+(?:-\w+)*")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+|\n+")
NEAR = 8  # words between the relation and what it is said to have become
BEFORE = 3  # words before the change in which a wish or a negation counts
YEAR = timedelta(days=365)


class Direction(StrEnum):
    """Which way a relation is said to have gone."""

    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a series holds of some time; scores are means over episodes."""

    episodes: int
    stories: int  # read of that time, about anybody; 0: no coverage
    plover_mean: float | None
    goldstein_mean: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, and the same length of time measured before it and in it."""

    story: StoryId
    citation: Citation
    direction: Direction
    period: Interval  # that it speaks of; without words for a time the year up to the story's day
    before: Measured
    during: Measured

    @property
    def borne_out(self) -> bool | None:
        """Return whether the mean score moved the way that is claimed; None where either time has none."""
        if self.before.plover_mean is None or self.during.plover_mean is None:
            return None
        moved = self.during.plover_mean - self.before.plover_mean
        return moved > 0 if self.direction is Direction.BETTER else moved < 0


@cache
def _words() -> Mapping[str, frozenset[str]]:
    tables = tomllib.loads((files("dateline.codebook") / "data" / "claims.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value) for name, value in tables.items()}


def claims(
    stories: Iterable[Story],
    *,
    mentions: Mapping[StoryId, Sequence[Mention]],
    corpus: Corpus,
    sides: tuple[str, str],
    series: Sequence[DyadCount],
) -> tuple[Claim, ...]:
    """
    Return the claims that two sides' relation got better or worse, by the day of their story and their place in it.

    Args:
        stories: stories that name both sides.
        mentions: the actors that each story names, in text order.
        corpus: the actors and blocs.
        sides: states by ISO 3166-1 alpha-3, or blocs by name.
        series: the counts of both directions, by months or shorter periods.
    """
    members = [corpus.blocs.get(name, frozenset((name,))) for name in sides]
    found = []
    for story in sorted(stories, key=lambda one: (one.published or date.max, one.id)):
        for span, direction in _claimed(story.text):
            named = {
                corpus.actors[one.actor].country
                for one in mentions.get(story.id, ())
                if one.actor is not None and one.actor in corpus.actors and span.contains(one.citation.span)
            }
            period = _period(story, span)
            if period is not None and all(named & states for states in members):
                before, during = _measured(series, period)
                found.append(Claim(story.id, Citation(story.id, span, span.of(story.text)), direction, period, before, during))
    return tuple(found)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in (*(found.end() for found in SENTENCE_END.finditer(text)), len(text)):
        kept = text[start:end].rstrip()
        if kept:
            yield Span(start, start + len(kept))
        start = end


def _claimed(text: str) -> Iterator[tuple[Span, Direction]]:
    """Yield the sentences that say that a relation changed, with the way it went."""
    known = _words()
    for span in _sentences(text):
        words = [found.group().lower() for found in WORD.finditer(span.of(text))]
        relations = [place for place, word in enumerate(words) if word in known["relation"]]
        if relations:
            directions = {
                direction
                for direction in Direction
                for place in _places(words, known[direction.value])
                if min(abs(place - other) for other in relations) <= NEAR
                and not known["unsaid"] & set(words[max(0, place - BEFORE) : place])
            }
            if len(directions) == 1:
                yield span, directions.pop()


def _places(words: Sequence[str], wanted: frozenset[str]) -> Iterator[int]:
    """Yield where words, or runs of two, are among the wanted."""
    for place, word in enumerate(words):
        if word in wanted or " ".join(words[place : place + 2]) in wanted:
            yield place


def _period(story: Story, span: Span) -> Interval | None:
    """Return the time that a sentence speaks of: the first of a month or longer, or the year up to the story's day."""
    for found in times.find(span.of(story.text), dateline=story.published):
        days = found.interval
        if days and days.start and days.end and days.precision in (Precision.MONTH, Precision.SEASON, Precision.YEAR):
            return days
    if story.published is None:
        return None
    return Interval(story.published - YEAR, story.published, Precision.YEAR)


def _measured(series: Sequence[DyadCount], period: Interval) -> tuple[Measured, Measured]:
    """Return what a series holds of the time before a period, as long as it, and of the period itself."""
    first, last = period.start or date.min, period.end or date.max
    before = [count for count in series if _earlier(first, last) <= count.start < first]
    return _sum(before), _sum([count for count in series if first <= count.start <= last])


def _earlier(first: date, last: date) -> date:
    """Return the first day of the time before, as long as from first to last: in months where those are whole ones."""
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        year, month = divmod(2 * (first.year * 12 + first.month - 1) - (after.year * 12 + after.month - 1), 12)
        return date(year, month + 1, 1)
    return first - (after - first)


def _sum(counts: Sequence[DyadCount]) -> Measured:
    read = {count.start: count.stories for count in counts}
    return Measured(
        sum(count.episodes for count in counts),
        sum(read.values()),
        _mean([(count.plover_mean, count.episodes) for count in counts]),
        _mean([(count.goldstein_mean, count.episodes) for count in counts]),
    )


def _mean(scores: Sequence[tuple[float | None, int]]) -> float | None:
    """Return the mean of scores, each by the episodes that it is of."""
    known = [(score, episodes) for score, episodes in scores if score is not None]
    total = sum(episodes for _, episodes in known)
    return round(sum(score * episodes for score, episodes in known) / total, 4) if total else None
