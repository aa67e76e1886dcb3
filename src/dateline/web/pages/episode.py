"""The page of an episode: all reports side by side, where they differ, what it follows, why they were merged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from markupsafe import Markup, escape

from dateline import tabular, wire
from dateline.records import EventId
from dateline.store import deciding, singles
from dateline.web import citing, forms
from dateline.web.forms import Form, Rows
from dateline.web.room import Room
from dateline.web.shelf import Shelf
from dateline.web.words import cited

if TYPE_CHECKING:
    from fastapi.responses import Response

    from dateline.records import Episode, Event
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
_ID = re.compile(r"\b[0-9a-f]{16}\b")


@router.get("/episode/{name}")
def episode(request: Request, name: str) -> Response:
    """Show one occurrence from all its reports."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = room.reader.episode(key)
    if found is None:
        raise HTTPException(404, f"No episode has the id “{key}”.")
    if found.id != key:  # it was merged into this one: the old address leads on
        return RedirectResponse(f"/episode/{found.id}{form.value}", 308)
    if form is not Form.PAGE:
        return forms.machine(_rows(room, found), form)
    reader = room.reader
    events = singles.events(reader, (report.event for report in found.reports))
    earlier = singles.episodes(reader, (link.episode for link in found.links))
    later = singles.ties_to(reader, found.id)
    shelf = Shelf.of(
        reader, episodes=(found, *earlier.values(), *(tie.episode for tie in later)), events=events.values(), actors=found.actors
    )
    return room.page(
        request,
        "episode.html",
        episode=found,
        events=events,
        earlier=earlier,
        later=later,
        shelf=shelf,
        reasons=[_named(reason, found, events, shelf) for reason in found.reasons],
        differing=_differing(found, events, shelf),
        corrections=deciding.decisions(reader, found.id),
        cite=_cite(request, found, shelf),
    )


def _cite(request: Request, found: Episode, shelf: Shelf) -> str:
    address = f"{str(request.base_url).rstrip('/')}/episode/{found.id}"
    if not found.reports:
        return f"{found.what}. {address}"
    first = found.reports[0]
    return citing.record(first.evidence.quote, shelf.heads.get(first.story), address)


def _rows(room: Room, found: Episode) -> Rows:
    actors = room.reader.actors((*found.actors, *found.recipients))
    pages = room.reader.page_names(report.page for report in found.reports)

    def rows(_: Form) -> list[Row]:
        return [tabular.episode_row(found, actors, pages)]

    return Rows(many=rows, columns=tabular.TIMELINE, one=wire.episode_json(found, actors=actors, pages=pages))


def _differing(found: Episode, events: dict[EventId, Event], shelf: Shelf) -> list[tuple[str, list[tuple[str, Markup]]]]:
    """Return the fields on which reports differ, each value with the reports that give it."""
    return [
        (one.field, [(value, Markup(", ").join(_report(name, events, shelf) for name in names)) for value, names in one.values])
        for one in found.disagreements
    ]


def _report(name: str, events: dict[EventId, Event], shelf: Shelf) -> Markup:
    event = events.get(EventId(name))
    head = shelf.heads.get(event.story) if event else None
    return Markup('<a href="/event/{}">{}</a>').format(quote(name), cited(head) if event else name[:8])


def _named(reason: str, found: Episode, events: dict[EventId, Event], shelf: Shelf) -> Markup:
    """Return a reason in which the ids of events are links to their reports."""
    known = {report.event for report in found.reports}
    shown, reached = Markup(), 0
    for match in _ID.finditer(reason):
        shown += escape(reason[reached : match.start()])
        shown += _report(match[0], events, shelf) if match[0] in known else escape(match[0][:8])
        reached = match.end()
    return shown + escape(reason[reached:])
