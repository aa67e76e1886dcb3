"""The sources: who reported, what was rejected and why, what is a copy of what; and the page of one page."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request

from dateline import codebook, wire
from dateline.records import Reason
from dateline.store import stories, walls
from dateline.web import asked, forms
from dateline.web.forms import Form, Rows
from dateline.web.room import Room

if TYPE_CHECKING:
    from fastapi.responses import Response

    from dateline.codebook import Outlet

router = APIRouter(include_in_schema=False)


def _known() -> dict[str, Outlet]:
    """Return the codebook's outlets by every name, in lower case."""
    return {name.lower(): one for one in codebook.load().outlets for name in (*one.surfaces, one.code, one.name)}


@router.get("/sources")
@router.get("/sources.json")
@router.get("/sources.csv")
def sources(request: Request) -> Response:
    """Show who reported, and what was rejected."""
    room = Room.of(request)
    known = _known()
    outlets = [(one, known.get(one.name.lower())) for one in walls.outlets(room.reader)]
    form = forms.split(request.url.path)[1]
    if form is not Form.PAGE:
        rows = [
            {**asdict(one), "country": entry.country if entry else None, "ownership": entry.ownership if entry else None}
            for one, entry in outlets
        ]
        return forms.machine(Rows(many=rows), form)
    reason = asked.one_of(request, "reason", [one.value for one in Reason])
    return room.page(
        request,
        "sources.html",
        outlets=outlets,
        reason=reason,
        refused=walls.refused(room.reader, reason=reason),
        refused_counts=walls.refused_counts(room.reader),
        copied=walls.copied(room.reader),
        newest=walls.newest_pages(room.reader),
    )


@router.get("/page/{name}")
def page(request: Request, name: str) -> Response:
    """Show one page as it came: the stories on it, what was removed, what was rejected."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = walls.page(room.reader, key)
    refused = walls.refused_of(room.reader, key)
    if found is None and not refused:
        raise HTTPException(404, f"No page has the id “{key}”.")
    on_page = walls.on_page(room.reader, key)
    removed = stories.removed(room.reader, key)
    if form is not Form.PAGE:
        whole = {
            "page": wire.page_json(found) if found else None,
            "stories": [{"kind": kind, **asdict(line)} for kind, line in on_page],
            "removed": [wire.removed_json(one) for one in removed],
            "rejected": [asdict(one) for one in refused],
        }
        return forms.machine(Rows(many=[wire.removed_json(one) for one in removed], one=whole), form)
    return room.page(request, "page.html", page=found, key=key, on_page=on_page, removed=removed, refused=refused)
