"""Lists a stretch at a time: every kind of record in the order of its days, going on after any of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.store.reader import SIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.store.reader import Reader

Json = dict[str, Any]  # the edge: a record as `dateline read --json` writes it
NO_DAY = "9999-12-31"  # what has no day comes last
_KEPT = "t.verdict IS DISTINCT FROM 'rejected'"
_TOLD = "JOIN stories s ON s.id = t.story"


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a kind of record lies, and by what it is in order."""

    source: str
    day: str  # an expression; the order is by it, then by id
    record: str = "t.record"
    kept: str = "true"


@dataclass(frozen=True, slots=True)
class Place:
    """After which record a list goes on."""

    day: str
    id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some records of a list, and where it goes on; None: it ends."""

    records: tuple[Json, ...]
    after: Place | None


_STORY = """json_object('id', t.id, 'headline', t.headline, 'agency', t.agency, 'place', t.place,
    'published', CAST(t.published AS VARCHAR), 'language', t.language, 'coded', t.coded, 'length', length(t.text),
    'outlet', (SELECT min(a.outlet) FROM appearances a WHERE a.story = t.id),
    'kind', (SELECT min(a.kind) FROM appearances a WHERE a.story = t.id))"""
_ACTOR = """json_object('id', t.id, 'code', t.code, 'name', t.name, 'kind', t.kind, 'country', t.country, 'sector', t.sector,
    'wikidata', t.wikidata)"""
KINDS: Mapping[str, Kind] = {
    "episodes": Kind("episodes t", "coalesce(t.first_day, t.told_on)"),
    "events": Kind(f"events t {_TOLD}", "coalesce(t.first_day, s.published)", kept=_KEPT),
    "statements": Kind(f"statements t {_TOLD}", "coalesce(t.first_day, s.published)", kept=_KEPT),
    "tenures": Kind(f"tenures t {_TOLD}", "coalesce(t.first_day, s.published)", kept=_KEPT),
    "figures": Kind(f"figures t {_TOLD}", "coalesce(t.first_day, s.published)", kept=_KEPT),
    "stories": Kind("stories t", "t.published", _STORY),
    "actors": Kind("actors t", "CAST(NULL AS DATE)", _ACTOR),
}
# What may be asked for, each with one value: {0}.
_PARTY = "EXISTS (FROM parties p WHERE p.record = t.id AND p.role IN ({1}) AND {2})"
_EPISODE_PARTY = f"EXISTS (FROM episode_parties p WHERE p.episode = t.id AND {SIDE})"
TERMS: Mapping[tuple[str, str], str] = {
    ("episodes", "first"): _EPISODE_PARTY,
    ("episodes", "second"): _EPISODE_PARTY,
    ("episodes", "since"): "coalesce(t.last_day, t.told_on) >= CAST({0} AS DATE)",
    ("episodes", "until"): "coalesce(t.first_day, t.told_on) <= CAST({0} AS DATE)",
    ("events", "by"): _PARTY.replace("{1}", "'actor'").replace("{2}", SIDE),
    ("events", "to"): _PARTY.replace("{1}", "'recipient'").replace("{2}", SIDE),
    ("events", "party"): _PARTY.replace("{1}", "'actor', 'recipient'").replace("{2}", SIDE),
    ("statements", "by"): _PARTY.replace("{1}", "'speaker'").replace("{2}", SIDE),
    ("statements", "to"): _PARTY.replace("{1}", "'addressee'").replace("{2}", SIDE),
    ("statements", "about"): _PARTY.replace("{1}", "'about', 'addressee'").replace("{2}", SIDE),
    ("tenures", "of"): '(t."of" = {0} OR t."of" IN (SELECT id FROM actors WHERE code = {0} OR country = {0}))',
    ("tenures", "office"): "contains(lower(t.office), lower({0}))",
    ("figures", "subject"): "contains(lower(t.subject), lower({0}))",
    ("stories", "since"): "t.published >= CAST({0} AS DATE)",
    ("stories", "until"): "t.published <= CAST({0} AS DATE)",
    ("stories", "page"): "EXISTS (FROM appearances a WHERE a.story = t.id AND a.page = {0})",
    ("stories", "outlet"): "EXISTS (FROM appearances a WHERE a.story = t.id AND lower(a.outlet) = lower({0}))",
    ("actors", "name"): "(contains(lower(t.name), lower({0})) OR t.code = {0})",
}
_PLAIN = ("type", "status", "mode", "story", "kind", "person", "change", "unit", "country", "sector", "agency", "language")
_DAYS = {
    "since": "coalesce(t.last_day, s.published) >= CAST({0} AS DATE)",
    "until": "coalesce(t.first_day, s.published) <= CAST({0} AS DATE)",
}
_DATED = ("events", "statements", "tenures", "figures")


def term_of(kind: str, name: str) -> str:
    """
    Return the term for what is asked for.

    Raises:
        KeyError: the kind has no such term.
    """
    if (kind, name) in TERMS:
        return TERMS[kind, name]
    if kind in _DATED and name in _DAYS:
        return _DAYS[name]
    if name in _PLAIN:
        return f"t.{name} = {{0}}"
    raise KeyError(kind, name)


def stretch(reader: Reader, kind: str, asked: Mapping[str, object], *, after: Place | None, limit: int) -> Stretch:
    """
    Return the next records of a list.

    Args:
        reader: the record.
        kind: "episodes", "events", "statements", "tenures", "figures", "stories" or "actors".
        asked: what they have to be, by the names of TERMS; None: anything.
        after: where the list goes on; None: at its beginning.
        limit: how many at most.

    Raises:
        KeyError: the kind has no such term.
    """
    shape = KINDS[kind]
    values: list[object] = []
    terms = [shape.kept]
    for name, value in asked.items():
        if value is not None:
            values.append(value)
            terms.append(term_of(kind, name).replace("{0}", f"${len(values)}"))
    day = f"coalesce({shape.day}, DATE '{NO_DAY}')"
    if after is not None:
        values += [after.day, after.id]
        terms.append(f"({day}, t.id) > (CAST(${len(values) - 1} AS DATE), ${len(values)})")
    found = reader.ask(
        f"""WITH few AS (SELECT t.id, {day} AS day FROM {shape.source} WHERE {" AND ".join(terms)}
            ORDER BY day, t.id LIMIT {int(limit) + 1})
        SELECT CAST(few.day AS VARCHAR), t.id, {shape.record} FROM few JOIN {kind} t ON t.id = few.id
        ORDER BY few.day, t.id""",  # noqa: S608  # names of our own; only the rows that are shown are read whole
        *values,
    )
    shown = found[:limit]
    last = Place(shown[-1][0], shown[-1][1]) if len(found) > limit else None
    return Stretch(tuple(json.loads(row[2]) for row in shown), last)


def one(reader: Reader, kind: str, name: str) -> Json | None:
    """Return the record of that kind and id, or None."""
    shape = KINDS[kind]
    found = reader.ask(f"SELECT {shape.record} FROM {shape.source} WHERE t.id = ? AND {shape.kept}", name)  # noqa: S608  # names of our own
    made: Json | None = json.loads(found[0][0]) if found else None
    return made


@dataclass(frozen=True, slots=True)
class PairCount:
    """How much is told of two states."""

    first: str
    second: str
    episodes: int
    reports: int
    first_day: str | None
    last_day: str | None


def pairs_told(reader: Reader, *, side: str | None, after: tuple[str, str] | None, limit: int) -> tuple[PairCount, ...]:
    """Return the pairs of states that something is told of, by their codes; with side, those of one state."""
    values: list[object] = [list(after) if after else ["", ""], side or ""]
    found = reader.ask(
        f"""WITH taking AS (SELECT DISTINCT episode, country FROM episode_parties WHERE country IS NOT NULL),
            ties AS (SELECT a.country AS first, b.country AS second, a.episode FROM taking a
                JOIN taking b ON a.episode = b.episode AND a.country < b.country
                WHERE (a.country, b.country) > ($1[1], $1[2]) AND ($2 = '' OR a.country = $2 OR b.country = $2))
        SELECT ties.first, ties.second, count(*), CAST(sum(e.reports) AS BIGINT),
            CAST(min(coalesce(e.first_day, e.told_on)) AS VARCHAR), CAST(max(coalesce(e.last_day, e.told_on)) AS VARCHAR)
        FROM ties JOIN episodes e ON e.id = ties.episode GROUP BY ALL ORDER BY 1, 2 LIMIT {int(limit)}""",  # noqa: S608
        *values,
    )
    return tuple(PairCount(*row) for row in found)
