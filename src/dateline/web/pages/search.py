"""The search: words and filters, the hits with what was found marked, and how many there are of each sort."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from dateline import wire
from dateline.errors import UsageError
from dateline.store import persons, rooms, search
from dateline.store.search import Kind, Order, Search
from dateline.web import asked, forms, sides
from dateline.web.forms import Form, Rows
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fastapi.responses import Response

    from dateline.spans import Span
    from dateline.store import Reader
    from dateline.store.search import Found, Hit
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
PER_PAGE = 20
MOST = 500  # hits for machines
_MOST_VALUES = 6  # of a facet
_NAMES = ("by", "about", "country", "outlet")


@dataclass(frozen=True, slots=True)
class Facet:
    """One narrower search, and how much it finds."""

    query: dict[str, str]  # the filters that narrow it
    label: str
    total: int
    chosen: bool


def question(request: Request) -> tuple[Search, dict[str, str]]:
    """
    Return the search that an address asks for, and its filters as they are shown.

    Raises:
        UsageError: it cannot be.
    """
    shown = {name: asked.word(request, name) for name in ("q", "kind", *_NAMES, "since", "until", "order")}
    kind = asked.one_of(request, "kind", [one.value for one in Kind])
    order = asked.one_of(request, "order", [one.value for one in Order], Order.RELEVANCE.value)
    made = Search(
        words=shown["q"],
        kind=Kind(kind) if kind else None,
        by=shown["by"] or None,
        about=shown["about"] or None,
        country=shown["country"] or None,
        outlet_country=shown["outlet"] or None,
        since=asked.day(request, "since"),
        until=asked.day(request, "until"),
        order=Order(order),
    )
    return made, {name: value for name, value in shown.items() if value}


@router.get("/search")
@router.get("/search.json")
@router.get("/search.csv")
def find(request: Request) -> Response:
    """Show what a search finds."""
    room = Room.of(request)
    made, shown = question(request)
    page, form = asked.page(request), forms.split(request.url.path)[1]
    size = PER_PAGE if form is Form.PAGE else MOST
    narrowed = replace(made, limit=size, offset=(page - 1) * size)
    found, wrong = _found(room.reader, narrowed) if shown else (None, "")
    if form is not Form.PAGE:
        if wrong:
            raise UsageError(wrong)
        return forms.machine(Rows(many=list(_rows(found.hits if found else ()))), form)
    hits = found.hits if found else ()
    return room.page(
        request,
        "search.html",
        status=400 if wrong else 200,
        fragment="results",
        asked=shown,
        found=found,
        wrong=wrong,
        page=page,
        per_page=size,
        facets=_facets(room.reader, made, hits) if found and found.total else {},
        actors=persons.called(room.reader, made.words) if made.words and page == 1 else (),
        kinds=[one.value for one in Kind],
        orders=[one.value for one in Order],
        countries=sides.outlet_countries(),
        states=sides.choices(),
        passages=passages,
        shelf=Shelf.of(room.reader, statements=[one.statement for one in hits if one.statement]),
    )


def _found(reader: Reader, made: Search) -> tuple[Found | None, str]:
    """Return what is found, or what is wrong with the words."""
    try:
        return search.search(reader, made), ""
    except UsageError as error:
        return None, str(error)


def _facets(reader: Reader, made: Search, hits: Sequence[Hit]) -> dict[str, list[Facet]]:
    """Return narrower searches with their totals: by sort, year, speaker's state and outlet's state."""
    bare = replace(made, limit=1, offset=0, order=Order.RELEVANCE)
    several = {
        "Sort": [(_KINDS[one], {"kind": one.value}, replace(bare, kind=one)) for one in Kind],
        "Year": [
            (str(year), {"since": f"{year}-01-01", "until": f"{year}-12-31"},
             replace(bare, since=date(year, 1, 1), until=date(year, 12, 31)))
            for year in _years(reader, made)
        ],
        "Speaker of": [(sides.name(one), {"by": one}, replace(bare, by=one)) for one in _speakers(reader, hits)],
        "Outlet of": [(sides.name(one), {"outlet": one}, replace(bare, outlet_country=one)) for one in _outlets(hits)],
    }  # fmt: skip
    totals = iter(search.totals(reader, [narrower for facets in several.values() for _, _, narrower in facets]))
    counted = {
        title: [Facet(query, label, next(totals), narrower == bare) for label, query, narrower in facets]
        for title, facets in several.items()
    }
    for title in ("Speaker of", "Outlet of"):
        counted[title].sort(key=lambda one: -one.total)
    return {title: [one for one in facets if one.total] for title, facets in counted.items() if any(one.total for one in facets)}


_KINDS = {Kind.STATEMENT: "statements", Kind.STORY: "stories"}


def _years(reader: Reader, made: Search) -> list[int]:
    """Return the years of the record that the search reaches, the last ones."""
    first, last = rooms.days(reader)
    since, until = made.since or first, made.until or last
    return list(range(until.year, since.year - 1, -1))[:_MOST_VALUES] if since and until else []


def _speakers(reader: Reader, hits: Sequence[Hit]) -> list[str]:
    """Return the states whose people speak in hits, the most frequent first."""
    said = [mention.actor for hit in hits if hit.statement for mention in hit.statement.speakers if mention.actor]
    actors = reader.actors(said) if said else {}
    counted = Counter(country for name in said if name in actors and (country := actors[name].country))
    return [country for country, _ in counted.most_common(_MOST_VALUES)]


def _outlets(hits: Sequence[Hit]) -> list[str]:
    """Return the states of the agencies and outlets of hits, the most frequent first."""
    names = [name for hit in hits if hit.head for name in (hit.head.agency, hit.head.outlet) if name]
    counted = Counter(country for name in names if (country := sides.country_of_outlet(name)))
    return [country for country, _ in counted.most_common(_MOST_VALUES)]


def _rows(hits: Sequence[Hit]) -> Iterator[Row]:
    """Yield a row for each hit."""
    for hit in hits:
        head = hit.head
        yield {
            "kind": hit.kind.value,
            "id": hit.id,
            "story": hit.story,
            "score": round(hit.score, 4),
            "words": " … ".join(fragment.text for fragment in hit.fragments),
            "headline": head.headline if head else None,
            "agency": head.agency if head else None,
            "outlet": head.outlet if head else None,
            "place": head.place if head else None,
            "published": head.published.isoformat() if head and head.published else None,
            "statement": wire.statement_json(hit.statement) if hit.statement else None,
        }


def passages(text: str, marks: Sequence[Span], start: int = 0) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it was looked for."""
    pieces, reached = [], 0
    for mark in sorted(marks):
        left, right = max(mark.start - start, reached), mark.end - start
        if right > left:
            pieces += [(text[reached:left], False), (text[left:right], True)]
            reached = right
    return [piece for piece in (*pieces, (text[reached:], False)) if piece[0]]
