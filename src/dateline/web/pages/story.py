"""The page of one story: its text with everything that is read from it marked, and what was removed one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request

from dateline import wire
from dateline.records import Event, Figure, Statement, Tenure
from dateline.spans import Span
from dateline.store import deciding, stories
from dateline.web import asked, citing, forms, marking
from dateline.web.forms import Form, Rows
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fastapi.responses import Response

    from dateline.records import ActorId, Mention, Story, StoryId
    from dateline.web.forms import Row
    from dateline.web.marking import Told

router = APIRouter(include_in_schema=False)
KINDS = {Statement: "statement", Event: "event", Tenure: "tenure", Figure: "figure"}


@router.get("/story/{name}")
def story(request: Request, name: str) -> Response:
    """Show one story."""
    room = Room.of(request)
    key, form = forms.split(name)
    known = stories.standing(room.reader, key)
    if known is None:
        raise HTTPException(404, f"No story has the id “{key}”.")
    found, standings = known
    told = _told(room, found.id)
    if form is not Form.PAGE:
        return forms.machine(_rows(found, told), form)
    reader = room.reader
    mentions = reader.mentions(found.id)
    shared = stories.shared(reader, found.id)
    copies, beside = stories.copies(reader, found.id), stories.beside(reader, found.id, found.page)
    shelf = Shelf(
        reader.actors(_named(told, mentions)),
        stories.heads(reader, (one.story for one in (*shared.related, *copies, *beside))),
    )
    return room.page(
        request,
        "story.html",
        story=found,
        told=told,
        paragraphs=marking.paragraphs(found, told, mentions, passage=_passage(request, found)),
        kinds=KINDS,
        shelf=shelf,
        standings=standings,
        removed=stories.removed(reader, found.page),
        related=shared.related,
        beside=beside,
        copies=copies,
        corrections=deciding.decisions(reader, found.id),
        episodes=shared.episodes,
        cite=citing.story(found, str(request.base_url)),
    )


def _passage(request: Request, story: Story) -> Span | None:
    """Return the words that the address asks to be marked: `?mark=120-188`, characters of the story's text."""
    first, dash, last = asked.word(request, "mark").partition("-")
    if not (dash and first.isdecimal() and last.isdecimal()):
        return None
    start, end = int(first[:9]), int(last[:9])
    return Span(start, end) if start < end <= len(story.text) else None


def _named(told: Told, mentions: Iterable[Mention]) -> Iterator[ActorId]:
    """Yield the actors that a story and what it says name."""
    every = [*mentions]
    for statement in told.statements:
        every += (*statement.speakers, *statement.addressees, *statement.via)
    for event in told.events:
        every += (*event.actors, *event.recipients)
        yield from event.denied_by
    yield from (one.actor for one in every if one.actor is not None)
    yield from (name for one in told.tenures for name in (one.person, one.of) if name is not None)
    yield from (name for one in told.figures for name in one.actors)


def _told(room: Room, story_: StoryId) -> Told:
    """Return what a story says."""
    records = stories.told(room.reader, story_)
    return marking.Told(
        statements=tuple(map(wire.statement_of, records["statement"])),
        events=tuple(map(wire.event_of, records["event"])),
        tenures=tuple(map(wire.tenure_of, records["tenure"])),
        figures=tuple(map(wire.figure_of, records["figure"])),
    )


def _rows(story_: Story, told: Told) -> Rows:
    """Return a story with all it says for machines: whole as JSON, a row for each record as CSV."""
    shaped = {
        "statements": [wire.statement_json(one) for one in told.statements],
        "events": [wire.event_json(one) for one in told.events],
        "tenures": [wire.tenure_json(one) for one in told.tenures],
        "figures": [wire.figure_json(one) for one in told.figures],
    }

    def rows(_: Form) -> list[Row]:
        return [
            {
                "kind": KINDS[type(one)],
                "id": one.id,
                "start": one.citation.span.start,
                "end": one.citation.span.end,
                "words": one.citation.quote,
                "story": story_.id,
            }
            for one in told.records()
        ]

    return Rows(many=rows, columns=("kind", "id", "story", "start", "end", "words"), one={**wire.story_json(story_), **shaped})
