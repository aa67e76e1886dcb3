"""Atom feeds of the reading room: a pair of states, an actor, a search; the last month that was read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from dateline import atom, brief, following
from dateline.records import ActorId, ActorKind
from dateline.store import Reader, rooms, search
from dateline.web import sides
from dateline.web.room import Room

router = APIRouter(include_in_schema=False)
MONTH = timedelta(days=30)
MOST = 200
MISSING = 404
Since = Annotated[date | None, Query()]


def _days(reader: Reader, since: date | None) -> tuple[date, date]:
    """Return from when to when a feed tells: until the last day that was read, and never after today's."""
    from dateline.console import today

    last = min(rooms.days(reader)[1] or today(), today())
    return since or last - MONTH, last


def _feed(request: Request, found: following.Following) -> Response:
    base = str(request.base_url).rstrip("/")
    return Response(atom.feed(found, base=base, own=str(request.url)), media_type=f"{atom.MEDIA_TYPE}; charset=utf-8")


@router.get("/feed/dyad/{first}/{second}.atom")
def of_pair(request: Request, first: str, second: str, since: Since = None) -> Response:
    """Return what is new, due and overdue between two states."""
    codes = (sides.code(first), sides.code(second))
    if codes[0] is None or codes[1] is None:
        raise HTTPException(MISSING, f"no state or bloc {(second if codes[0] else first)!r}")
    reader = Room.of(request).reader
    begin, end = _days(reader, since)
    return _feed(request, following.of_brief(brief.brief(reader, brief.Asked(begin, end, codes[0], codes[1]))))


@router.get("/feed/actor/{name:path}.atom")
def of_actor(request: Request, name: str, since: Since = None) -> Response:
    """Return what is new of one actor."""
    reader = Room.of(request).reader
    actor = reader.actors([ActorId(name)]).get(ActorId(name))
    if actor is None:
        raise HTTPException(MISSING, f"no actor {name!r}")
    begin, end = _days(reader, since)
    side = actor.code if actor.code and actor.kind is not ActorKind.PERSON else actor.name
    return _feed(request, following.of_brief(brief.brief(reader, brief.Asked(begin, end, side)), address=f"/actor/{name}"))


@router.get("/feed/search.atom")
def of_search(  # noqa: PLR0913  # a search's filters
    request: Request, q: str = "", by: str = "", about: str = "", to: str = "", country: str = "", since: Since = None
) -> Response:
    """Return what a search finds, the newest first."""
    reader = Room.of(request).reader
    _, end = _days(reader, since)
    asked = search.Search(
        q, by=by or None, about=about or None, to=to or None, country=country or None, since=since,
        order=search.Order.NEWEST, limit=MOST,
    )  # fmt: skip
    found = search.search(reader, asked)
    speakers = {one.actor for hit in found.hits if hit.statement for one in hit.statement.speakers if one.actor is not None}
    return _feed(request, following.of_search(found, asked, reader.actors(speakers), until=end))
