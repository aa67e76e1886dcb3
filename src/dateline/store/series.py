"""Counts of an ordered pair of states, month by month, with what they are to be read against: the stories read."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from dateline.records import DyadCount, Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.store.reader import Reader

Row = tuple[Any, ...]  # the edge: what DuckDB gives
# What was done: acts that only might be, or are said not to be, are no acts of the pair.
_DONE = "e.status NOT IN ('hypothetical', 'negated', 'denied')"
# One row per episode in which the source acts and the other takes part, with the scores of its events.
_EPISODES = f"""SELECT CAST(date_trunc('month', coalesce(e.first_day, e.told_on)) AS DATE), e.type, e.reports,
    avg(v.plover_score), avg(v.goldstein), min(v.quad_plover)
    FROM episodes e JOIN episode_events x ON x.episode = e.id JOIN events v ON v.id = x.event
    WHERE {_DONE} AND coalesce(e.first_day, e.told_on) IS NOT NULL
    AND EXISTS (FROM episode_parties p WHERE p.episode = e.id AND p.country = $1 AND p.role = 'actor')
    AND EXISTS (FROM episode_parties p WHERE p.episode = e.id AND p.country = $2)
    GROUP BY e.id, e.first_day, e.told_on, e.type, e.reports ORDER BY e.id"""  # noqa: S608  # our own words
_STATEMENTS = """SELECT CAST(date_trunc('month', coalesce(t.first_day, s.published)) AS DATE), count(*)
    FROM statements t JOIN stories s ON s.id = t.story
    WHERE t.verdict IS DISTINCT FROM 'rejected' AND coalesce(t.first_day, s.published) IS NOT NULL
    AND EXISTS (FROM parties p WHERE p.record = t.id AND p.role = 'speaker' AND p.country = $1)
    AND EXISTS (FROM parties p WHERE p.record = t.id AND p.role IN ('about', 'addressee') AND p.country = $2) GROUP BY 1"""
_STORIES = """SELECT CAST(date_trunc('month', published) AS DATE), count(*) FROM stories
    WHERE coded AND published IS NOT NULL GROUP BY 1"""


def months(reader: Reader, first: str, second: str) -> tuple[DyadCount, ...]:
    """Return the months in which anything is known of two states, each direction apart."""
    read: dict[date, int] = dict(reader.ask(_STORIES))
    found = [count for source, target in ((first, second), (second, first)) for count in _direction(reader, source, target, read)]
    return tuple(sorted(found, key=lambda count: (count.start, count.source != first)))


def _direction(reader: Reader, source: str, target: str, read: dict[date, int]) -> list[DyadCount]:
    acts: dict[date, list[Row]] = defaultdict(list)
    for row in reader.ask(_EPISODES, source, target):
        acts[row[0]].append(row)
    said: dict[date, int] = dict(reader.ask(_STATEMENTS, source, target))
    return [
        DyadCount(
            source=source,
            target=target,
            period=Period.MONTH,
            start=month,
            episodes=len(acts[month]),
            reports=sum(row[2] for row in acts[month]),
            statements=said.get(month, 0),
            stories=read.get(month, 0),
            by_type=tuple(sorted(Counter(row[1] for row in acts[month]).items())),
            by_quad=tuple(sorted(Counter(row[5] for row in acts[month] if row[5] is not None).items())),
            plover_mean=_mean([row[3] for row in acts[month]]),
            goldstein_mean=_mean([row[4] for row in acts[month]]),
        )
        for month in sorted({*acts, *said})
    ]


def _mean(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known), 4) if known else None
