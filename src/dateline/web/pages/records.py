"""The pages of single records: statement, event, tenure, figure; each with its words, its story and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request

from dateline import why, wire
from dateline.store import deciding, singles
from dateline.web import citing, forms
from dateline.web.forms import Form, Rows
from dateline.web.room import Room
from dateline.web.shelf import Shelf
from dateline.web.words import sentence_around

if TYPE_CHECKING:
    from fastapi.responses import Response

    from dateline.records import Citation, Event, Figure, Statement, Tenure
    from dateline.spans import Span
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)


def _missing(kind: str, key: str) -> HTTPException:
    return HTTPException(404, f"No {kind} has the id “{key}”.")


def _machine(record: Row, form: Form) -> Response:
    return forms.machine(Rows(many=(record,), one=record), form)


@router.get("/statement/{name}")
def statement(request: Request, name: str) -> Response:
    """Show who said what."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = room.reader.statement(key)
    if found is None:
        raise _missing("statement", key)
    if form is not Form.PAGE:
        return _machine(wire.statement_json(found), form)
    together = singles.quotation(room.reader, found)
    shelf = Shelf.of(room.reader, statements=together)
    return _shown(request, found, "statement", shelf, together=together, quote=shelf.content(found))


@router.get("/event/{name}")
def event(request: Request, name: str) -> Response:
    """Show who did what to whom, and why it was coded so."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = room.reader.event(key)
    if found is None:
        raise _missing("event", key)
    if form is not Form.PAGE:
        return _machine(wire.event_json(found), form)
    said = room.reader.statement(found.statement) if found.statement else None
    episode = room.reader.episode_of_event(found.id)
    return _shown(
        request,
        found,
        "event",
        Shelf.of(room.reader, events=[found], statements=[said] if said else [], episodes=[episode] if episode else []),
        said=said,
        episode=episode,
        entries=tuple(why.entries(found)),
        quote=found.evidence.quote,
        marks={span: part for part, span in why.apart(found)},
    )


@router.get("/tenure/{name}")
def tenure(request: Request, name: str) -> Response:
    """Show who holds, takes or leaves an office."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = singles.tenure(room.reader, key)
    if found is None:
        raise _missing("tenure", key)
    if form is not Form.PAGE:
        return _machine(wire.tenure_json(found), form)
    shelf = Shelf.of(room.reader, actors=[found.person, found.of], stories=[found.story])
    return _shown(request, found, "tenure", shelf, quote=found.citation.quote)


@router.get("/figure/{name}")
def figure(request: Request, name: str) -> Response:
    """Show a number about a relation."""
    room = Room.of(request)
    key, form = forms.split(name)
    found = singles.figure(room.reader, key)
    if found is None:
        raise _missing("figure", key)
    if form is not Form.PAGE:
        return _machine(wire.figure_json(found), form)
    shelf = Shelf.of(room.reader, actors=found.actors, stories=[found.story])
    return _shown(request, found, "figure", shelf, quote=found.citation.quote)


def _shown(  # noqa: PLR0913  # what a record's page is made of
    request: Request,
    record: Statement | Event | Tenure | Figure,
    kind: str,
    shelf: Shelf,
    *,
    quote: str,
    marks: dict[Span, str] | None = None,
    **values: object,
) -> Response:
    room = Room.of(request)
    story = room.reader.story(record.story)
    head = shelf.heads.get(record.story)
    shown: dict[str, Any] = {  # the edge: what a template shows
        **values,
        "record": record,
        kind: record,
        "kind": kind,
        "shelf": shelf,
        "story": story,
        "head": head,
        "pieces": _pieces(story.text, record.citation, marks or {record.citation.span: "quote"}) if story else (),
        "cite": citing.record(quote, head, f"{str(request.base_url).rstrip('/')}/{kind}/{record.id}"),
        "corrections": deciding.decisions(room.reader, record.id),
    }
    return room.page(request, f"{kind}.html", **shown)


def _pieces(text: str, citation: Citation, marks: dict[Span, str]) -> tuple[tuple[str, str], ...]:
    """Return the sentence round a citation in pieces, each with what it is to the record; empty: nothing."""
    around = sentence_around(text, citation.span)
    inside = sorted((span, part) for span, part in marks.items() if around.contains(span))
    pieces, reached = [], around.start
    for span, part in inside:
        if span.start >= reached:
            pieces += [(text[reached : span.start], ""), (span.of(text), part)]
            reached = span.end
    return tuple(piece for piece in (*pieces, (text[reached : around.end], "")) if piece[0])
