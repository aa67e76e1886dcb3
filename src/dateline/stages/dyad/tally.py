"""Count episodes and statements of an ordered pair of sides, period by period, beside the stories that were read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records import ActorKind, DyadCount, Period, Status
from dateline.stages.dyad.periods import first_day, periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, Event, EventId, Interval, Statement, Story, StoryId

# What only might be, or is said not to be, is no act of the pair.
NO_ACT = frozenset({Status.HYPOTHETICAL, Status.NEGATED, Status.DENIED})


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the episodes rest on."""

    stories: Mapping[StoryId, Story]
    events: Mapping[EventId, Event]
    actors: Mapping[ActorId, Actor]
    statements: Sequence[Statement] = ()
    blocs: Mapping[str, frozenset[str]] = field(default_factory=dict)  # name → ISO 3166-1 alpha-3 of its members


@dataclass(frozen=True, slots=True)
class Dyad:
    """Which series is asked for."""

    source: str  # the side that acts: ISO 3166-1 alpha-3, or a bloc's name
    target: str  # the side that is acted upon, in the same form; another party of a symmetric act counts too
    period: Period = Period.MONTH
    lead: int | None = None  # count only what is told within so many characters of a story's beginning; None: all of it


def tally(episodes: Iterable[Episode], *, corpus: Corpus, dyad: Dyad) -> tuple[DyadCount, ...]:
    """
    Return one count for each period between the first and the last story read; `stories` 0 tells no coverage from nothing found.

    Args:
        episodes: all episodes.
        corpus: what they rest on.
        dyad: the sides and the unit of the series.
    """
    period = dyad.period
    sides = _Sides(corpus, dyad)
    acts: dict[date, list[Episode]] = defaultdict(list)
    for episode in episodes:
        day = told_day(episode, corpus, period)
        if day and sides.act(episode) and _told_early(episode, dyad.lead):
            acts[first_day(day, period)].append(episode)
    read = Counter(first_day(story.published, period) for story in corpus.stories.values() if story.published)
    said = Counter(first_day(day, period) for one in corpus.statements if sides.said(one) and (day := _said_on(one, corpus)))
    known = [*read, *acts, *said]
    return tuple(
        counted(dyad, corpus, start, acts.get(start, ()), said=said[start], read=read[start]) for start in span_of(known, period)
    )


def span_of(days: Sequence[date], period: Period) -> tuple[date, ...]:
    """Return the first days of all periods from the first to the last of some days."""
    return tuple(periods(min(days), max(days), period)) if days else ()


def is_act(episode: Episode) -> bool:
    """Return whether an episode counts: what only might be, or is said not to be, does not."""
    return episode.status not in NO_ACT


def countries(actors: Iterable[ActorId | None], corpus: Corpus) -> list[str]:
    """Return the states that actors act for; an armed group acts for none."""
    known = (corpus.actors[actor] for actor in actors if actor is not None and actor in corpus.actors)
    return [actor.country for actor in known if actor.country and actor.kind is not ActorKind.GROUP]


class _Sides:
    """Who counts as source and as target."""

    def __init__(self, corpus: Corpus, dyad: Dyad) -> None:
        self.corpus, self.dyad = corpus, dyad
        self.first = corpus.blocs.get(dyad.source, frozenset({dyad.source}))
        self.second = corpus.blocs.get(dyad.target, frozenset({dyad.target}))

    def _pair(self, doers: Iterable[str], others: Iterable[str]) -> bool:
        """Return whether some doer of the source meets another country of the target."""
        met = set(others) & self.second
        return any(met - {doer} for doer in set(doers) & self.first)

    def act(self, episode: Episode) -> bool:
        doers = countries(episode.actors, self.corpus)
        return is_act(episode) and self._pair(doers, [*doers, *countries(episode.recipients, self.corpus)])

    def said(self, statement: Statement) -> bool:
        speakers = countries((one.actor for one in statement.speakers), self.corpus)
        about = countries((one.actor for one in statement.addressees), self.corpus)
        return self._pair(speakers, about)


def _fits(when: Interval, period: Period) -> bool:
    """Return whether an interval lies in one period, so that it can be counted there."""
    return when.start is not None and when.end is not None and first_day(when.start, period) == first_day(when.end, period)


def _told(episode: Episode, corpus: Corpus) -> date | None:
    """Return when an episode was first told."""
    days = [day for one in episode.reports if one.story in corpus.stories and (day := corpus.stories[one.story].published)]
    return min(days, default=None)


def told_day(episode: Episode, corpus: Corpus, period: Period) -> date | None:
    """Return the day to count an episode by: its own where it fits a period; of what has none, that of its first telling."""
    if episode.when is not None:
        return episode.when.start if _fits(episode.when, period) else None
    return None if episode.status is Status.HISTORICAL else _told(episode, corpus)


def _told_early(episode: Episode, lead: int | None) -> bool:
    return lead is None or any(one.evidence.span.start < lead for one in episode.reports)


def _said_on(statement: Statement, corpus: Corpus) -> date | None:
    if statement.said_on is not None and statement.said_on.start is not None:
        return statement.said_on.start
    story = corpus.stories.get(statement.story)
    return story.published if story else None


def _mean(scores: Iterable[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known), 4) if known else None


def counted(dyad: Dyad, corpus: Corpus, start: date, acts: Sequence[Episode], *, said: int, read: int) -> DyadCount:  # noqa: PLR0913
    """Return the counts of one period; scores are means over episodes of the means of their events."""
    events = [[corpus.events[one.event] for one in act.reports if one.event in corpus.events] for act in acts]
    quads = (next((one.quad_plover for one in several if one.quad_plover is not None), None) for several in events)
    return DyadCount(
        source=dyad.source,
        target=dyad.target,
        period=dyad.period,
        start=start,
        episodes=len(acts),
        reports=sum(len(act.reports) for act in acts),
        statements=said,
        stories=read,
        by_type=tuple(sorted(Counter(act.type for act in acts).items())),
        by_quad=tuple(sorted(Counter(quad for quad in quads if quad is not None).items())),
        plover_mean=_mean(_mean(one.plover_score for one in several) for several in events),
        goldstein_mean=_mean(_mean(one.goldstein for one in several) for several in events),
    )
