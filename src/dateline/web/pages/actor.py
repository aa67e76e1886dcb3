"""The page of one actor: offices with their days, what was said and done, with whom they deal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse

from dateline import tabular, wire
from dateline.records import ActorId, ActorKind
from dateline.store import Held, persons
from dateline.web import asked, forms
from dateline.web.forms import Form, Rows
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from fastapi.responses import Response

    from dateline.records import Actor
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
MOST = 500  # records for machines; more by the exports
VIEWS = ("", "statements")


@router.get("/actor/{name:path}")
def actor(request: Request, name: str) -> Response:
    """Show one actor."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = room.reader.actors([ActorId(key)]).get(ActorId(key))
    if found is None:
        named = room.reader.actors_named(key)
        if not named:
            raise HTTPException(404, f"No actor is called “{key}”.")
        return RedirectResponse(f"/actor/{quote(named[0].id, safe='/:')}{form.value}", 307)
    if form is not Form.PAGE:
        return forms.machine(_rows(room, found), form)
    return _page(request, room, found)


def _page(request: Request, room: Room, found: Actor) -> Response:
    reader, page = room.reader, asked.page(request)
    view = asked.one_of(request, "view", VIEWS)
    start = (page - 1) * asked.PER_PAGE
    statements, said = persons.statements(reader, found.id, limit=asked.PER_PAGE if view else 1, offset=start if view else 0)
    episodes, done = persons.episodes(reader, found.id, limit=1 if view else asked.PER_PAGE, offset=0 if view else start)
    offices, holders = persons.offices(reader, found.id), persons.holders(reader, found.id)
    contacts = persons.contacts(reader, found.id)
    people = persons.people_of(reader, found.country) if found.kind is ActorKind.STATE and found.country else ()
    shelf = Shelf.of(
        reader,
        statements=statements,
        episodes=episodes,
        actors=[
            *(name for one in (*offices, *holders) for name in (one.tenure.person, one.tenure.of)),
            *(one.actor for one in contacts),
            *(one for one, _ in people),
        ],
    )
    return room.page(
        request,
        "actor.html",
        actor=found,
        view=view,
        page=page,
        per_page=asked.PER_PAGE,
        statements=statements,
        said=said,
        episodes=episodes,
        done=done,
        offices=offices,
        holders=holders,
        contacts=contacts,
        people=people,
        shelf=shelf,
        path=f"/actor/{quote(found.id, safe='/:')}",
    )


def _rows(room: Room, found: Actor) -> Rows:
    """Return an actor for machines: all as JSON, a row for each episode as CSV."""
    statements, _ = persons.statements(room.reader, found.id, limit=MOST)
    episodes, _ = persons.episodes(room.reader, found.id, limit=MOST)
    tenures = tuple(one.tenure for one in persons.offices(room.reader, found.id))
    actors = room.reader.actors(name for one in episodes for name in (*one.actors, *one.recipients))
    pages = room.reader.page_names(report.page for one in episodes for report in one.reports)

    def rows(_: Form) -> list[Row]:
        return [tabular.episode_row(one, actors, pages) for one in episodes]

    held = tabular.actor_line(found, Held(tenures=tenures, statements=statements, events=()))
    whole = {**held, "episodes": [wire.episode_json(one, actors=actors, pages=pages) for one in episodes]}
    return Rows(many=rows, columns=tabular.TIMELINE, one=whole)
