"""Correct in place: accept, edit, reject, add, split, merge, undo; and who may."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from dateline.codebook import load
from dateline.errors import DatelineError, StoreLockedError, UsageError
from dateline.record import Record
from dateline.records import Change, Comparator, CorrectionAction, Precision, StatementKind, Status
from dateline.store import Timeline, deciding
from dateline.web import access
from dateline.web.choices import choices, story_of
from dateline.web.drafts import Sent, Values, added, changes
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.records import Episode
    from dateline.store import Reader
    from dateline.web.choices import Choice

router = APIRouter(include_in_schema=False)
SEE_OTHER, WRONG, MISSING, BUSY = 303, 400, 404, 503
_WAIT = 0.5  # seconds that a wrong token costs
_FEW = timedelta(days=14)  # within which episodes may be one
_MOST_LIKE = 12
LISTS: Mapping[str, Sequence[str]] = {
    "statuses": tuple(Status),
    "precisions": tuple(Precision),
    "statement_kinds": tuple(StatementKind),
    "changes": tuple(Change),
    "comparators": tuple(Comparator),
}
ROLES: Mapping[str, Mapping[str, str]] = {
    "event": {"actors": "Who acts", "recipients": "Toward whom"},
    "statement": {"speakers": "Who speaks", "addressees": "To whom"},
    "tenure": {"person": "Who", "of": "Whose office"},
    "figure": {"actors": "About whom"},
}


async def sent_values(request: Request) -> Values:
    """Return what a form sent, without files."""
    form = await request.form(max_files=0, max_fields=2000)
    values: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        values[name] = (*values.get(name, ()), value if isinstance(value, str) else "")
    return values


Form = Annotated[Values, Depends(sent_values)]


def _one(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()


# ------------------------------------------------------------------ signing in
@router.get("/login")
def login(request: Request, onward: str = "/") -> Response:
    """Show where one signs in."""
    return Room.of(request).page(request, "login.html", onward=access.local_path(onward), wrong=False)


@router.post("/login")
def signed_in(request: Request, values: Form) -> Response:
    """Sign in, and go on."""
    onward = access.local_path(_one(values, "onward") or "/")
    answer = RedirectResponse(onward, SEE_OTHER)
    if access.from_here(request) and access.sign_in(request, answer, token=_one(values, "token"), name=_one(values, "name")):
        return answer
    time.sleep(_WAIT)
    return Room.of(request).page(request, "login.html", status=access.FORBIDDEN, onward=onward, wrong=True)


@router.post("/logout")
def signed_out(request: Request, values: Form) -> Response:
    """Sign out."""
    access.guard(request, _one(values, "key"))
    answer = RedirectResponse("/", SEE_OTHER)
    access.sign_out(answer)
    return answer


# ------------------------------------------------------------------ one record
@router.get("/correct/{kind}/{name}")
def shown(request: Request, kind: str, name: str) -> Response:
    """Show a record with the form that changes it, and its history."""
    if not access.may_correct(request):
        return _to_login(request)
    return _episode_form(request, name) if kind == "episode" else _record_form(request, kind, name)


def _to_login(request: Request) -> Response:
    return RedirectResponse(f"/login?{urlencode({'onward': request.url.path})}", SEE_OTHER)


@router.post("/correct/{kind}/{name}")
def corrected(request: Request, kind: str, name: str, values: Form) -> Response:
    """Accept, reject or edit a record."""
    access.guard(request, _one(values, "key"))
    try:
        _decide(request, kind, name, values)
    except DatelineError as error:
        return _refused(request, error, _record_form, kind, name)
    return RedirectResponse(_address(kind, name), SEE_OTHER)


def _address(kind: str, name: str) -> str:
    return f"/correct/{kind}/{quote(name, safe='')}"


def _decide(request: Request, kind: str, name: str, values: Values) -> None:
    reader = Room.of(request).reader
    kept = _kept(reader, kind, name)
    action = _one(values, "action")
    if action not in ("accept", "reject", "edit"):
        message = f"there is no action {action!r}: accept, reject or edit"
        raise UsageError(message)
    made: Mapping[str, Any] = {}
    if action == "edit":
        story = story_of(reader, kept.story)
        made = changes(kind, Sent(values, story, reader, near=_near(kept.fields)), kept.fields)
        if not made:
            message = "nothing was changed"
            raise UsageError(message)
    _record(request).correct(
        name, kind=kind, action=CorrectionAction(action), who=access.name_of(request), why=_one(values, "why"), values=made
    )


def _record(request: Request) -> Record:
    return Record(Room.of(request).reader.path)


def _kept(reader: Reader, kind: str, name: str) -> deciding.Kept:
    if kind not in ROLES:
        raise HTTPException(MISSING, f"there are no corrections of a {kind}")
    kept = deciding.kept(reader, kind, name)
    if kept is None:
        raise HTTPException(MISSING, f"no {kind} {name!r}")
    return kept


def _near(fields: Mapping[str, Any]) -> int:
    cited = fields.get("evidence") or fields.get("citation") or fields["content"][0]
    return int(cited["span"][0])


def _refused(request: Request, error: DatelineError, form: Any, *names: str) -> Response:  # noqa: ANN401  # one of the forms here
    """Show the form again with what is wrong."""
    status = BUSY if isinstance(error, StoreLockedError) else WRONG
    answer: Response = form(request, *names, status=status, wrong=str(error))
    return answer


def _record_form(request: Request, kind: str, name: str, *, status: int = 200, wrong: str | None = None) -> Response:
    room = Room.of(request)
    kept = _kept(room.reader, kind, name)
    story = story_of(room.reader, kept.story)
    offered = {role: choices(story, _chosen(kept, role), room.reader, near=_near(kept.fields)) for role in ROLES[kind]}
    return room.page(
        request,
        "correct.html",
        status=status,
        wrong=wrong,
        kept=kept,
        story=story,
        head=room.reader.heads([story.id]).get(story.id),
        offered=offered,
        **_common(kind),
        corrections=deciding.decisions(room.reader, name),
    )


def _common(kind: str) -> dict[str, Any]:
    book = load()
    modes: dict[str, list[str]] = {}
    for type_, mode in book.modes:
        modes.setdefault(type_, []).append(mode)
    return {"lists": LISTS, "roles": ROLES[kind], "types": tuple(book.types), "modes": modes}


def _chosen(kept: deciding.Kept, role: str) -> list[dict[str, Any]]:
    """Return who is chosen for a role now, each with words; actors without words of their own stand at the record's."""
    held = kept.fields.get("addressee_mentions" if role == "addressees" else role)
    pieces = held if isinstance(held, list) else [held]
    cited = kept.fields.get("citation") or {}
    return [one if isinstance(one, dict) else {"span": cited["span"], "actor": one} for one in pieces if one is not None]


# ------------------------------------------------------------------ a record that was missed
@router.get("/add/{story}")
def adding(request: Request, story: str, kind: str = "event", start: int = 0, end: int = 0) -> Response:
    """Show the form for an event or statement that was missed, with the words that were marked."""
    if not access.may_correct(request):
        return _to_login(request)
    return _adding_form(request, story, kind, start, end)


@router.post("/add/{story}")
def add(request: Request, story: str, values: Form) -> Response:
    """Add an event or statement."""
    access.guard(request, _one(values, "key"))
    kind = _one(values, "kind_of_record") or "event"
    try:
        reader = Room.of(request).reader
        near = int(_one(values, "start")) if _one(values, "start").isdecimal() else 0
        name, fields = added(kind, Sent(values, story_of(reader, story), reader, near=near))
        if deciding.kept(reader, kind, name) is not None:
            raise UsageError(f"there is a {kind} at these words already: {_address(kind, name)}")
        _record(request).correct(
            name, kind=kind, action=CorrectionAction.ADD, who=access.name_of(request), why=_one(values, "why"), values=fields
        )
    except DatelineError as error:
        status = BUSY if isinstance(error, StoreLockedError) else WRONG
        return _adding_form(request, story, kind, 0, 0, status=status, wrong=str(error), values=values)
    return RedirectResponse(_address(kind, name), SEE_OTHER)


def _adding_form(  # noqa: PLR0913  # what the form shows
    request: Request,
    name: str,
    kind: str,
    start: int,
    end: int,
    *,
    status: int = 200,
    wrong: str | None = None,
    values: Values | None = None,
) -> Response:
    room = Room.of(request)
    story = room.reader.story(name)
    if story is None or kind not in ("event", "statement"):
        raise HTTPException(MISSING, f"no story {name!r} to add a {kind} to")
    marked = story.text[start:end] if 0 <= start < end <= len(story.text) else ""
    offered: dict[str, tuple[Choice, ...]] = {role: choices(story, (), room.reader, near=start) for role in ROLES[kind]}
    return room.page(
        request,
        "add.html",
        status=status,
        wrong=wrong,
        story=story,
        kind=kind,
        head=room.reader.heads([story.id]).get(story.id),
        words_marked=_one(values, "words") if values else marked,
        start=start,
        end=end,
        offered=offered,
        **_common(kind),
    )


# ------------------------------------------------------------------ episodes
def _episode(reader: Reader, name: str) -> Episode:
    episode = reader.episode(name)
    if episode is None:
        raise HTTPException(MISSING, f"no episode {name!r}")
    return episode


def _episode_form(request: Request, name: str, *, status: int = 200, wrong: str | None = None) -> Response:
    room = Room.of(request)
    episode = _episode(room.reader, name)
    alike = _alike(room.reader, episode)
    return room.page(
        request,
        "correct_one_episode.html",
        status=status,
        wrong=wrong,
        episode=episode,
        alike=alike,
        shelf=Shelf.of(room.reader, episodes=(episode, *alike)),
        corrections=deciding.decisions(room.reader, episode.id),
    )


def _alike(reader: Reader, episode: Episode) -> tuple[Episode, ...]:
    """Return episodes of the same parties and about the same days, the same type first."""
    parties = [*episode.actors, *episode.recipients]
    known = reader.actors(parties)
    sides = list(dict.fromkeys(known[name].country or known[name].code or known[name].name for name in parties if name in known))
    days = [day for day in (episode.when.start, episode.when.end) if day] if episode.when else []
    around = {"since": min(days) - _FEW, "until": max(days) + _FEW} if days else {}
    found = reader.timeline(Timeline(*sides[:2], **around))  # type: ignore[arg-type]  # days by name
    others = [one for one in found if one.id != episode.id]
    return tuple(sorted(others, key=lambda one: one.type != episode.type)[:_MOST_LIKE])


@router.post("/correct/episode/{name}/split")
def split(request: Request, name: str, values: Form) -> Response:
    """Take reports out of an episode."""
    access.guard(request, _one(values, "key"))
    try:
        if not values.get("event"):
            raise UsageError("mark the reports that are of something else")
        record = _record(request)
        record.split(name, values["event"], who=access.name_of(request), why=_one(values, "why"))
    except DatelineError as error:
        return _refused(request, error, _episode_form, name)
    return RedirectResponse(_address("episode", name), SEE_OTHER)


@router.post("/correct/episode/{name}/merge")
def merge(request: Request, name: str, values: Form) -> Response:
    """Make one episode of two."""
    access.guard(request, _one(values, "key"))
    other = (_one(values, "other_address") or _one(values, "other")).rstrip("/").rpartition("/")[2]
    try:
        if not other:
            raise UsageError("choose the episode that is the same, or give its address")
        _record(request).merge(name, other, who=access.name_of(request), why=_one(values, "why"))
    except DatelineError as error:
        return _refused(request, error, _episode_form, name)
    return RedirectResponse(_address("episode", name), SEE_OTHER)


# ------------------------------------------------------------------ what was decided
@router.get("/corrections")
def history(request: Request) -> Response:
    """Show every correction, the newest first."""
    room = Room.of(request)
    return room.page(request, "corrections.html", corrections=deciding.decisions(room.reader))


@router.post("/undo/{correction}")
def undone(request: Request, correction: str, values: Form) -> Response:
    """Take a correction back."""
    access.guard(request, _one(values, "key"))
    _record(request).correct(
        correction, kind="correction", action=CorrectionAction.REJECT, who=access.name_of(request), why=_one(values, "why")
    )
    return RedirectResponse(access.local_path(_one(values, "onward") or "/corrections"), SEE_OTHER)
