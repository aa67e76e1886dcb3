"""What the page of two sides asks: its series, its episodes by filters, counts by type, statements and figures."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire
from dateline.records import DyadCount, Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dateline.records import Episode, Figure, Statement
    from dateline.store.reader import Reader

KEPT = "verdict IS DISTINCT FROM 'rejected'"
NO_ACT = "('hypothetical', 'negated', 'denied')"  # as in stages.dyad.tally
# Who takes part on either side. Two states of one bloc on both sides meet each other; nobody meets himself.
_PAIR = """pair AS (SELECT DISTINCT a.episode FROM episode_parties a JOIN episode_parties b
    ON a.episode = b.episode AND a.country <> b.country WHERE list_contains($1, a.country) AND list_contains($2, b.country))"""
_STATES = "(SELECT p.* FROM episode_parties p JOIN actors s ON s.id = p.actor WHERE s.kind <> 'group')"


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides by their states: one each, or the members of a bloc."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    def turned(self) -> Sides:
        """Return the sides the other way round."""
        return Sides(self.second, self.first)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which episodes of a timeline; what is empty is not looked at."""

    type: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()  # names, in lower case, of agencies and outlets: one of them reports it
    contains: str = ""  # a word of its one line


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a list, and how long the list is."""

    episodes: tuple[Episode, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How often one type of act is told of a pair."""

    type: str
    forth: int  # the first side acts
    back: int
    episodes: int  # either; talks are both sides' acts


def timeline(reader: Reader, sides: Sides, chosen: Filter, *, limit: int = 40, offset: int = 0) -> Found:
    """Return the episodes of a pair, the newest first; those without a day stand by the day they were told on."""
    terms, values = _terms(chosen, after=2)
    found = reader.ask(
        f"""WITH {_PAIR}, chosen AS (SELECT e.id, coalesce(e.first_day, e.told_on) AS day
            FROM episodes e JOIN pair ON e.id = pair.episode WHERE {" AND ".join(terms)}),
        few AS (SELECT id, day, (SELECT count(*) FROM chosen) AS total FROM chosen
            ORDER BY day DESC NULLS LAST, id LIMIT {int(limit)} OFFSET {int(offset)})
        SELECT e.record, few.total FROM few JOIN episodes e ON e.id = few.id ORDER BY few.day DESC NULLS LAST, e.id""",  # noqa: S608  # names of our own
        list(sides.first),
        list(sides.second),
        *values,
    )
    total = found[0][1] if found else 0
    return Found(tuple(wire.episode_of(json.loads(row[0])) for row in found), total)


def _terms(chosen: Filter, *, after: int) -> tuple[list[str], list[object]]:
    """Return the terms of a filter and their values, numbered after those that a question has already."""
    terms, values = ["true"], []
    for term, value in (
        ("e.type = {}", chosen.type),
        ("e.status = {}", chosen.status),
        ("coalesce(e.last_day, e.told_on) >= {}", chosen.since),
        ("coalesce(e.first_day, e.told_on) <= {}", chosen.until),
        ("contains(lower(e.what), lower({}))", chosen.contains),
        (
            """EXISTS (FROM episode_events v JOIN stories s ON s.id = v.story LEFT JOIN appearances a ON a.story = s.id
            WHERE v.episode = e.id AND (list_contains({0}, lower(s.agency)) OR list_contains({0}, lower(a.outlet))))""",
            list(chosen.outlets),
        ),
    ):
        if value:
            values.append(value)
            terms.append(term.format(f"${after + len(values)}"))
    return terms, values  # type: ignore[return-value]


def every(
    reader: Reader, sides: Sides, *, statuses: Sequence[str] = (), types: Sequence[str] = (), most: int = 2000
) -> tuple[Episode, ...]:
    """Return the episodes of a pair of some statuses or types, the oldest first; of very many the newest."""
    found = reader.ask(
        f"""WITH {_PAIR} SELECT record FROM (SELECT e.record, coalesce(e.first_day, e.told_on) AS day, e.id
            FROM episodes e JOIN pair ON e.id = pair.episode
            WHERE (len($3) = 0 OR list_contains($3, e.status)) AND (len($4) = 0 OR list_contains($4, e.type))
            ORDER BY day DESC NULLS LAST, e.id LIMIT {int(most)}) ORDER BY day NULLS LAST, id""",  # noqa: S608
        list(sides.first),
        list(sides.second),
        list(statuses),
        list(types),
    )
    return tuple(wire.episode_of(json.loads(row[0])) for row in found)


def by_type(reader: Reader, sides: Sides) -> tuple[TypeCount, ...]:
    """Return how often each type is told of a pair, most often first; what only might be, or is said not to be, is left out."""
    found = reader.ask(
        f"""WITH {_PAIR}, acts AS (SELECT e.id, e.type FROM episodes e JOIN pair ON e.id = pair.episode
            WHERE e.status NOT IN {NO_ACT}),
        doers AS (SELECT p.episode, bool_or(list_contains($1, p.country)) AS forth, bool_or(list_contains($2, p.country)) AS back
            FROM episode_parties p JOIN pair ON pair.episode = p.episode WHERE p.role = 'actor' GROUP BY p.episode)
        SELECT acts.type, count(*) FILTER (doers.forth), count(*) FILTER (doers.back), count(*)
        FROM acts LEFT JOIN doers ON doers.episode = acts.id GROUP BY acts.type ORDER BY 4 DESC, 1""",  # noqa: S608
        list(sides.first),
        list(sides.second),
    )
    return tuple(TypeCount(*row) for row in found)


# ------------------------------------------------------------------ series
def _acts(directed: bool) -> str:  # noqa: FBT001  # two forms of one piece
    """Return the acts of one side toward the other with the period to count each in."""
    doer = "a.role = 'actor' AND" if directed else ""
    return f"""acts AS (SELECT DISTINCT e.id, e.type, e.reports, CAST(date_trunc($3, CASE
            WHEN date_trunc($3, e.first_day) = date_trunc($3, e.last_day) THEN e.first_day
            WHEN e.precision IS NULL AND e.status <> 'historical' THEN e.told_on END) AS DATE) AS start
        FROM {_STATES} a JOIN {_STATES} b ON a.episode = b.episode AND a.country <> b.country JOIN episodes e ON e.id = a.episode
        WHERE {doer} list_contains($1, a.country) AND list_contains($2, b.country) AND e.status NOT IN {NO_ACT})"""  # noqa: S608


def series(
    reader: Reader, sides: Sides, *, names: tuple[str, str], period: Period, quads: Mapping[str, int]
) -> tuple[DyadCount, ...]:
    """
    Return how the first side acted toward the second, period by period, as `stages.dyad.tally` counts.

    Args:
        reader: the record.
        sides: who acts, and toward whom.
        names: what the sides are called.
        period: the unit.
        quads: the quad class of each type of event.
    """
    values = (list(sides.first), list(sides.second), period.value)
    acts = reader.ask(
        f"""WITH {_acts(directed=True)}, scores AS (SELECT v.episode, avg(n.plover_score) AS plover, avg(n.goldstein) AS goldstein
            FROM acts JOIN episode_events v ON v.episode = acts.id JOIN events n ON n.id = v.event GROUP BY v.episode)
        SELECT acts.start, acts.type, count(*), sum(acts.reports), sum(scores.plover), count(scores.plover),
            sum(scores.goldstein), count(scores.goldstein)
        FROM acts LEFT JOIN scores ON scores.episode = acts.id WHERE acts.start IS NOT NULL GROUP BY ALL ORDER BY ALL""",  # noqa: S608
        *values,
    )
    said, read = _said(reader, values), stories_read(reader, period)
    starts = _every_start(reader, period, [*read, *said, *(row[0] for row in acts)])
    rows = defaultdict(list)
    for row in acts:
        rows[row[0]].append(row[1:])
    return tuple(
        DyadCount(
            source=names[0],
            target=names[1],
            period=period,
            start=start,
            episodes=sum(row[1] for row in rows[start]),
            reports=int(sum(row[2] for row in rows[start])),
            statements=said.get(start, 0),
            stories=read.get(start, 0),
            by_type=tuple((row[0], row[1]) for row in rows[start]),
            by_quad=_by_quad(rows[start], quads),
            plover_mean=_mean((row[3], row[4]) for row in rows[start]),
            goldstein_mean=_mean((row[5], row[6]) for row in rows[start]),
        )
        for start in starts
    )


def _by_quad(rows: Sequence[tuple[str, int]], quads: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    found: Counter[int] = Counter()
    for type_, number, *_ in rows:
        if type_ in quads:
            found[quads[type_]] += number
    return tuple(sorted(found.items()))


def _mean(sums: object) -> float | None:
    total = count = 0.0
    for one, number in sums:  # type: ignore[attr-defined]
        total, count = total + (one or 0.0), count + number
    return round(total / count, 4) if count else None


def _said(reader: Reader, values: tuple[object, ...]) -> dict[date, int]:
    """Return how many statements one side addressed to the other in each period."""
    found = reader.ask(
        f"""WITH told AS (SELECT DISTINCT a.record FROM parties a JOIN parties b ON a.record = b.record AND a.country <> b.country
            WHERE a.role = 'speaker' AND b.role = 'addressee' AND list_contains($1, a.country) AND list_contains($2, b.country))
        SELECT CAST(date_trunc($3, coalesce(t.first_day, s.published)) AS DATE) AS start, count(*) FROM told
        JOIN statements t ON t.id = told.record JOIN stories s ON s.id = t.story
        WHERE t.{KEPT} AND coalesce(t.first_day, s.published) IS NOT NULL GROUP BY start""",  # noqa: S608
        *values,
    )
    return dict(found)


def stories_read(reader: Reader, period: Period) -> dict[date, int]:
    """Return how many stories were read of each period, about anybody: the denominator."""
    found = reader.ask(
        """SELECT CAST(date_trunc(?, published) AS DATE) AS start, count(*) FROM stories
        WHERE coded AND published IS NOT NULL GROUP BY start""",
        period.value,
    )
    return dict(found)


def reports_of(reader: Reader, sides: Sides, period: Period) -> dict[date, int]:
    """Return how many reports there are of what either side did toward the other, each once, by period."""
    found = reader.ask(
        f"WITH {_acts(directed=False)} SELECT start, sum(reports) FROM acts WHERE start IS NOT NULL GROUP BY start",  # noqa: S608
        list(sides.first),
        list(sides.second),
        period.value,
    )
    return {start: int(number) for start, number in found}


def _every_start(reader: Reader, period: Period, known: Sequence[date]) -> tuple[date, ...]:
    """Return the first days of all periods from the first known to the last."""
    if not known:
        return ()
    step = "3 month" if period is Period.QUARTER else f"1 {period.value}"
    found = reader.ask(
        f"SELECT CAST(unnest(generate_series(?::TIMESTAMP, ?::TIMESTAMP, INTERVAL {step})) AS DATE)",
        min(known),
        max(known),
    )
    return tuple(row[0] for row in found)


# ------------------------------------------------------------------ what they say, and numbers about them
def statements(reader: Reader, sides: Sides, *, limit: int = 40, offset: int = 0) -> tuple[tuple[Statement, ...], int]:
    """Return what one side said to or about the other, the newest first, and how much that is in all."""
    found = reader.ask(
        f"""WITH speak AS (SELECT record, country FROM parties WHERE kind = 'statement' AND role = 'speaker'
                AND (list_contains($1, country) OR list_contains($2, country))),
            met AS (SELECT record, country FROM parties WHERE kind = 'statement' AND role IN ('about', 'addressee')
                AND (list_contains($1, country) OR list_contains($2, country))),
            told AS (SELECT DISTINCT s.record FROM speak s JOIN met o ON o.record = s.record AND s.country <> o.country
                AND ((list_contains($1, s.country) AND list_contains($2, o.country))
                OR (list_contains($2, s.country) AND list_contains($1, o.country)))),
            dated AS (SELECT t.id, coalesce(t.first_day, s.published) AS day, t.story, t.start_at FROM told
                JOIN statements t ON t.id = told.record JOIN stories s ON s.id = t.story WHERE t.{KEPT}),
            few AS (SELECT *, (SELECT count(*) FROM dated) AS total FROM dated ORDER BY day DESC NULLS LAST, story, start_at, id
                LIMIT {int(limit)} OFFSET {int(offset)})
        SELECT t.record, few.total FROM few JOIN statements t ON t.id = few.id
        ORDER BY few.day DESC NULLS LAST, few.story, few.start_at, t.id""",  # noqa: S608
        list(sides.first),
        list(sides.second),
    )
    return tuple(wire.statement_of(json.loads(row[0])) for row in found), found[0][1] if found else 0


def figures(reader: Reader, sides: Sides, *, limit: int = 500) -> tuple[Figure, ...]:
    """
    Return the numbers told of both sides, by their day, the newest first.

    The id of every actor of a state begins with its code: that leaves few records whose actors must be looked at.
    """
    found = reader.ask(
        f"""WITH named AS (SELECT f.id, f.story, f.record, coalesce(f.first_day, s.published) AS day,
                from_json(json_extract(f.record, '$.actors'), '["VARCHAR"]') AS who
            FROM figures f JOIN stories s ON s.id = f.story
            WHERE f.{KEPT} AND list_bool_or([contains(f.record, '"' || code) FOR code IN $1])
            AND list_bool_or([contains(f.record, '"' || code) FOR code IN $2]))
        SELECT record FROM named WHERE EXISTS (FROM actors a WHERE list_contains(who, a.id) AND list_contains($1, a.country))
            AND EXISTS (FROM actors a WHERE list_contains(who, a.id) AND list_contains($2, a.country))
        ORDER BY day DESC NULLS LAST, story, id LIMIT {int(limit)}""",  # noqa: S608
        list(sides.first),
        list(sides.second),
    )
    return tuple(wire.figure_of(json.loads(row[0])) for row in found)
