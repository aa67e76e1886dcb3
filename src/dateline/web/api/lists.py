"""Addresses of the API that list records and give one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date  # FastAPI reads it from the signature
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException

from dateline import wire
from dateline.records import ActorKind, Change, StatementKind, Status, StoryId
from dateline.store import listing
from dateline.web import sides
from dateline.web.api import cursors, models
from dateline.web.api.problems import documented
from dateline.web.room import Room

LISTED, SINGLE = documented(404, 422, 503), documented(404, 422, 503)
router = APIRouter()
MISSING = 404
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=cursors.MAX_CURSOR, description="`next` of the answer before.")]
Side = Annotated[
    str | None, Query(min_length=1, max_length=200, description="A state by code or name, or an actor by code or name.")
]
Word = Annotated[str | None, Query(min_length=1, max_length=200)]


def _iso(value: object) -> object:
    """Let only days as they are written pass: 20230101 and 0.0 are no days to a reader."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day is written like 2023-12-31")
    return value


Day = Annotated[date | None, BeforeValidator(_iso), Query()]


def _list(request: Request, response: Response, kind: str, asked: Mapping[str, object], *, cursor: str | None, limit: int) -> Any:  # noqa: ANN401, PLR0913  # the model of each address says what
    reader = Room.of(request).reader
    found = listing.stretch(reader, kind, asked, after=cursors.place(cursor), limit=limit)
    following = cursors.packed(found.after.day, found.after.id) if found.after else None
    if following:
        response.headers["Link"] = f'<{request.url.include_query_params(cursor=following)}>; rel="next"'
    return {"items": found.records, "next": following}


def _one(request: Request, kind: str, name: str) -> Any:  # noqa: ANN401  # the model of each address says what
    found = listing.one(Room.of(request).reader, kind, name)
    if found is None:
        raise HTTPException(MISSING, f"no {kind[:-1] if kind != 'stories' else 'story'} {name!r}")
    return found


def side_of(name: str | None) -> str | None:
    """Return the code of a state that a name stands for, or the name itself."""
    return (sides.code(name) or name) if name else None


@router.get("/", responses=documented(503))
def counts(request: Request) -> models.Counts:
    """Return how much the record holds."""
    return models.Counts.model_validate(Room.of(request).reader.counts())


@router.get("/episodes", responses=LISTED, response_model=models.Listed[models.Episode])
def episodes(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, first: Side = None, second: Side = None, type: Word = None,  # noqa: A002
    status: Status | None = None, since: Day = None, until: Day = None, cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List what happened, by day: of one actor or state, or between two, in either direction."""
    asked = {"first": side_of(first), "second": side_of(second), "type": type, "status": status, "since": since, "until": until}
    return _list(request, response, "episodes", asked, cursor=cursor, limit=limit)


@router.get("/episodes/{id}", responses=SINGLE, response_model=models.Episode)
def episode(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one episode; an id that it had before leads to it."""
    found = Room.of(request).reader.episode(id)
    if found is None:
        raise HTTPException(MISSING, f"no episode {id!r}")
    reader = Room.of(request).reader
    pages = reader.page_names(report.page for report in found.reports)
    return wire.episode_json(found, actors=reader.actors((*found.actors, *found.recipients)), pages=pages)


@router.get("/events", responses=LISTED, response_model=models.Listed[models.Event])
def events(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, by: Side = None, to: Side = None, party: Side = None, type: Word = None,  # noqa: A002
    mode: Word = None, status: Status | None = None, story: Word = None, since: Day = None, until: Day = None,
    cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List events, by day: who did what to whom, one for each report."""
    asked: dict[str, object] = {"by": side_of(by), "to": side_of(to), "party": side_of(party), "type": type, "mode": mode}
    asked |= {"status": status, "story": story, "since": since, "until": until}
    return _list(request, response, "events", asked, cursor=cursor, limit=limit)


@router.get("/events/{id}", responses=SINGLE, response_model=models.Event)
def event(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one event."""
    return _one(request, "events", id)


@router.get("/statements", responses=LISTED, response_model=models.Listed[models.Statement])
def statements(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, by: Side = None, about: Side = None, to: Side = None,
    kind: StatementKind | None = None, story: Word = None, since: Day = None, until: Day = None,
    cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List who said what, by day."""
    asked = {"by": side_of(by), "about": side_of(about), "to": side_of(to), "kind": kind, "story": story, "since": since}
    return _list(request, response, "statements", {**asked, "until": until}, cursor=cursor, limit=limit)


@router.get("/statements/{id}", responses=SINGLE, response_model=models.Statement)
def statement(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one statement."""
    return _one(request, "statements", id)


@router.get("/tenures", responses=LISTED, response_model=models.Listed[models.Tenure])
def tenures(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, person: Word = None, of: Side = None, office: Word = None,
    change: Change | None = None, story: Word = None, since: Day = None, until: Day = None,
    cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List who held, took or left which office; `person` is an actor's id."""
    asked = {"person": person, "of": side_of(of), "office": office, "change": change, "story": story, "since": since}
    return _list(request, response, "tenures", {**asked, "until": until}, cursor=cursor, limit=limit)


@router.get("/tenures/{id}", responses=SINGLE, response_model=models.Tenure)
def tenure(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one tenure."""
    return _one(request, "tenures", id)


@router.get("/figures", responses=LISTED, response_model=models.Listed[models.Figure])
def figures(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, subject: Word = None, unit: Word = None, story: Word = None,
    since: Day = None, until: Day = None, cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List numbers about relations."""
    asked = {"subject": subject, "unit": unit, "story": story, "since": since, "until": until}
    return _list(request, response, "figures", asked, cursor=cursor, limit=limit)


@router.get("/figures/{id}", responses=SINGLE, response_model=models.Figure)
def figure(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one figure."""
    return _one(request, "figures", id)


@router.get("/stories", responses=LISTED, response_model=models.Listed[models.StoryHead])
def stories(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, agency: Word = None, outlet: Word = None, language: Word = None,
    page: Word = None, since: Day = None, until: Day = None, cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List stories without their texts, by the day they were published on."""
    asked = {"agency": agency, "outlet": outlet, "language": language, "page": page, "since": since, "until": until}
    return _list(request, response, "stories", asked, cursor=cursor, limit=limit)


@router.get("/stories/{id}", responses=SINGLE, response_model=models.Story)
def story(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one story with its text and all that it tells."""
    head, reader = _one(request, "stories", id), Room.of(request).reader
    found = reader.story(StoryId(id))
    if found is None:
        raise HTTPException(MISSING, f"no story {id!r}")
    told = reader.told_in(StoryId(id))
    return {
        **head,
        **wire.story_json(found),
        "page": found.page,
        "statements": [wire.statement_json(one) for one in told[0]],
        "events": [wire.event_json(one) for one in told[1]],
        "tenures": [wire.tenure_json(one) for one in told[2]],
        "figures": [wire.figure_json(one) for one in told[3]],
    }


@router.get("/actors", responses=LISTED, response_model=models.Listed[models.Actor])
def actors(  # noqa: PLR0913  # filters
    request: Request, response: Response, *, name: Word = None, kind: ActorKind | None = None, country: Word = None,
    sector: Word = None, cursor: Cursor = None, limit: Limit = 50,
) -> Any:  # noqa: ANN401  # fmt: skip
    """List who acts or speaks; `name` is a part of the name, or the code."""
    asked = {"name": name, "kind": kind, "country": side_of(country), "sector": sector}
    return _list(request, response, "actors", asked, cursor=cursor, limit=limit)


@router.get("/actors/{id:path}", responses=SINGLE, response_model=models.Actor)
def actor(request: Request, id: str) -> Any:  # noqa: A002, ANN401
    """Return one actor."""
    return _one(request, "actors", id)
