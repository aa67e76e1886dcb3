"""Addresses of the API that ask: pairs of states, their series, and search."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException

from dateline.codebook import load
from dateline.errors import UsageError
from dateline.records import DyadCount, Period
from dateline.store import listing, pairs, search
from dateline.web import sides
from dateline.web.api import cursors, models
from dateline.web.api.lists import LISTED, MISSING, Cursor, Day, Limit, Side, side_of
from dateline.web.room import Room

router = APIRouter()
Words = Annotated[str, Query(max_length=500, description='Words, "phrases", OR, -without, prefix*.')]
MOST_HITS = 10_000


@router.get("/dyads", responses=LISTED, response_model=models.Listed[models.Pair])
def dyads(request: Request, *, side: Side = None, cursor: Cursor = None, limit: Limit = 50) -> Any:  # noqa: ANN401
    """List the pairs of states that something is told of."""
    reader = Room.of(request).reader
    found = listing.pairs_told(reader, side=side_of(side), after=cursors.pair(cursor), limit=limit + 1)
    shown = found[:limit]
    following = cursors.packed(shown[-1].first, shown[-1].second) if len(found) > limit else None
    return {"items": shown, "next": following}


@router.get("/dyads/{first}/{second}", responses=LISTED, response_model=models.Listed[models.Count])
def dyad(  # noqa: PLR0913  # a pair, its period and the stretch
    request: Request, first: str, second: str, *, period: Period = Period.MONTH, cursor: Cursor = None, limit: Limit = 100
) -> Any:  # noqa: ANN401
    """List how two states or blocs acted toward one another, period by period, each direction apart."""
    codes = (sides.code(first), sides.code(second))
    if codes[0] is None or codes[1] is None:
        raise HTTPException(MISSING, f"no state or bloc {(second if codes[0] else first)!r}")
    counts = _counts(request, (codes[0], codes[1]), period)
    seen = cursors.offset(cursor, most=len(counts))
    following = cursors.packed(seen + limit) if seen + limit < len(counts) else None
    return {"items": [_count(one) for one in counts[seen : seen + limit]], "next": following}


def _counts(request: Request, codes: tuple[str, str], period: Period) -> list[DyadCount]:
    both = pairs.Sides(sides.members(codes[0]), sides.members(codes[1]))
    quads = {name: found.quad for name, found in load().types.items()}
    reader = Room.of(request).reader
    forth = pairs.series(reader, both, names=codes, period=period, quads=quads)
    back = pairs.series(reader, both.turned(), names=codes[::-1], period=period, quads=quads)
    return sorted((*forth, *back), key=lambda count: (count.start, count.source != codes[0]))


def _count(count: DyadCount) -> dict[str, Any]:
    return {
        "source": count.source,
        "target": count.target,
        "period": count.period,
        "start": count.start.isoformat(),
        "episodes": count.episodes,
        "reports": count.reports,
        "statements": count.statements,
        "stories": count.stories,
        "by_type": dict(count.by_type),
        "by_quad": {str(quad): number for quad, number in count.by_quad},
        "plover_mean": count.plover_mean,
        "goldstein_mean": count.goldstein_mean,
    }


@router.get("/search", responses=LISTED, response_model=models.Hits)
def searched(  # noqa: PLR0913  # filters
    request: Request, *, q: Words = "", kind: search.Kind | None = None, by: Side = None, about: Side = None, to: Side = None,
    country: Side = None, outlet_country: Side = None, since: Day = None, until: Day = None,
    order: search.Order = search.Order.RELEVANCE, cursor: Cursor = None, limit: Limit = 20,
) -> Any:  # noqa: ANN401  # fmt: skip
    """Search statements and stories; words that cannot be read as a search are looked for as plain words, and `note` says so."""
    asked = search.Search(
        q, kind, by=by, about=about, to=to, country=country, outlet_country=outlet_country, since=since, until=until,
        order=order, limit=limit, offset=cursors.offset(cursor, most=MOST_HITS),
    )  # fmt: skip
    found, note = _found(request, asked)
    following = asked.offset + len(found.hits)
    more = following < min(found.total, MOST_HITS) and bool(found.hits)
    items = [_hit(hit) for hit in found.hits]
    return {"items": items, "next": cursors.packed(following) if more else None, "total": found.total, "note": note}


def _found(request: Request, asked: search.Search) -> tuple[search.Found, str | None]:
    reader = Room.of(request).reader
    try:
        return search.search(reader, asked), None
    except UsageError as error:
        note = str(error)
        named = any((asked.by, asked.about, asked.to, asked.country, asked.outlet_country))
    plain = " ".join(f'"{word}"' for word in re.findall(r"\w+", asked.words))
    if not plain and not named:
        return search.Found(0, (), asked.offset), note
    try:
        return search.search(reader, replace(asked, words=plain)), f"read as plain words: {note}"
    except UsageError:
        if named:  # no such state: said as a problem
            raise
        return search.Found(0, (), asked.offset), note


def _hit(hit: search.Hit) -> dict[str, Any]:
    head = hit.head
    return {
        "kind": hit.kind,
        "id": hit.id,
        "story": hit.story,
        "score": hit.score,
        "headline": head.headline if head else None,
        "agency": head.agency if head else None,
        "published": head.published.isoformat() if head and head.published else None,
        "passages": [
            {"text": one.text, "span": (one.span.start, one.span.end), "marks": [(mark.start, mark.end) for mark in one.marks]}
            for one in hit.fragments
        ],
    }
