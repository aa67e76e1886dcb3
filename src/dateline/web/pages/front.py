"""The front page: what was told last, what is due, which pairs act; and the way to any two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse

from dateline.store import rooms
from dateline.web import sides
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from fastapi.responses import Response

router = APIRouter(include_in_schema=False)

RECENT = 7  # days before the record's last that count as news
SEASON = 90  # days over which pairs are compared


@router.get("/")
def front(request: Request) -> Response:
    """Show what was told last."""
    room = Room.of(request)
    reader = room.reader
    extent = rooms.extent(reader)
    since = rooms.days_back(extent, RECENT)
    latest = rooms.latest(reader)
    again = rooms.reported_again(reader, since=since) if extent.last else ()
    due = rooms.due(reader, after=extent.last) if extent.last else ()
    return room.page(
        request,
        "front.html",
        extent=extent,
        since=since,
        latest=latest,
        again=again,
        due=due,
        pairs=rooms.busiest(reader, since=rooms.days_back(extent, SEASON)),
        states=sides.choices(),
        shelf=Shelf.of(reader, episodes=(*latest, *again, *due)),
    )


@router.get("/dyad")
def choose(a: str = "", b: str = "") -> Response:
    """Lead to the page of two sides, by code or name."""
    codes = [sides.code(name) for name in (a, b)]
    if None in codes:
        unknown = next(name for name, code in zip((a, b), codes, strict=True) if code is None)
        raise HTTPException(404, f"No state or bloc is called “{unknown}”." if unknown else "Name two states.")
    return RedirectResponse(f"/dyad/{codes[0]}/{codes[1]}", 303)
