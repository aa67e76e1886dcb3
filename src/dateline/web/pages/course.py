"""How the ties of two sides changed: from when on their rate is another, and what is said of the relation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline import charts, chronicle
from dateline.records import Period
from dateline.stages.dyad.claims import Direction
from dateline.web import asked, forms, sides, words
from dateline.web.forms import Form, Rows
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fastapi import Request
    from fastapi.responses import Response

    from dateline.chronicle import Course
    from dateline.stages.dyad import Claim, Rupture
    from dateline.store import Reader
    from dateline.web.forms import Row
    from dateline.web.pages.dyad import Pair
    from dateline.web.room import Room

BRIEF = 3  # of each, on the page of the pair
MONTHLY = (Period.DAY, Period.WEEK, Period.MONTH)  # claims speak of months and years: longer periods do not part them


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of rate of one direction, with the days up to the next one."""

    source: str
    target: str
    rupture: Rupture
    until: date | None  # None: it still holds


def turns(course: Course) -> tuple[Turned, ...]:
    """Return the changes of one direction, in order."""
    if not course.ruptures:
        return ()
    source, target = course.counts[0].source, course.counts[0].target
    ends = [later.start - timedelta(days=1) for _, later in pairwise(course.ruptures)]
    return tuple(Turned(source, target, one, end) for one, end in zip(course.ruptures, [*ends, None], strict=True))


def told_since(pair: Pair, turn: Turned) -> str:
    """Return the address of the timeline from a change up to the next."""
    until = turn.until.isoformat() if turn.until else ""
    return words.address(pair.path, since=turn.rupture.start.isoformat(), until=until) + "#line"


def said_at(claim: Claim) -> str:
    """Return the address of a claim's sentence in its story, where it is marked."""
    span = claim.citation.span
    return f"/story/{claim.story}?mark={span.start}-{span.end}#c{span.start}"


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed between two sides."""

    courses: tuple[Course, ...]
    turns: tuple[Turned, ...]
    claims: tuple[Claim, ...]  # the newest first
    shelf: Shelf


def changed(reader: Reader, pair: Pair, period: Period) -> Changed:
    """Return how each side's rate changed, and what is said of the relation."""
    both = chronicle.courses(reader, pair.first, pair.second, period=period)
    claims = chronicle.claims(reader, pair.first, pair.second, known=both if period in MONTHLY else None)
    kept = both[: 1 if pair.first == pair.second else 2]
    return Changed(
        kept,
        tuple(sorted((turn for one in kept for turn in turns(one)), key=lambda turn: turn.rupture.start, reverse=True)),
        claims[::-1],
        Shelf.of(reader, stories={one.story for one in claims}),
    )


# ------------------------------------------------------------------ in the chart
def marked(pair: Pair, found: Changed, period: Period) -> tuple[tuple[charts.Panel, ...], tuple[charts.Said, ...]]:
    """Return the panels of the chart with their changes marked, and the claims."""
    panels = []
    for course in found.courses:
        if not course.counts:
            continue
        one, other = (sides.name(name) for name in (course.counts[0].source, course.counts[0].target))
        lines = tuple(charts.Turn(turn.rupture.start, _told(turn, period), told_since(pair, turn)) for turn in turns(course))
        panels.append(charts.Panel(f"{one} toward {other}", course.counts, lines))
    return tuple(panels), tuple(_claim(one, found.shelf) for one in found.claims if one.period.start and one.period.end)


def _told(turn: Turned, period: Period) -> str:
    rates = f"{words.number(turn.rupture.before)} → {words.number(turn.rupture.after)}"
    return f"from {words.period(turn.rupture.start, period)} on: {rates} occurrences per 100 stories"


def _claim(claim: Claim, shelf: Shelf) -> charts.Said:
    first, last = claim.period.start, claim.period.end
    assert first is not None  # noqa: S101  # the caller has looked
    assert last is not None  # noqa: S101
    better = claim.direction is Direction.BETTER
    return charts.Said(first, last, better, claim.citation.quote, words.cited(shelf.heads.get(claim.story)), said_at(claim))


# ------------------------------------------------------------------ the page
def show(given: tuple[Request, Room, Pair, Form]) -> Response:
    """Show what changed: whole on its own page, the newest on the page of the pair."""
    request, room, pair, form = given
    period = Period(asked.one_of(request, "per", [one.value for one in Period], Period.MONTH.value))
    found = changed(room.reader, pair, period)
    if form is not Form.PAGE:
        return forms.machine(Rows(many=rows(found)), form)
    most = BRIEF if request.headers.get("hx-target") == "course" else None
    return room.page(
        request,
        "changes.html",
        fragment="course",
        pair=pair,
        view="/changes",
        per=period.value,
        found=found,
        turns=found.turns[:most],
        claims=found.claims[:most],
        told_since=told_since,
        said_at=said_at,
        side=sides.name,
    )


def rows(found: Changed) -> list[Row]:
    """Return what changed for machines, in the columns of the commands."""
    sources = chronicle.Sources(found.shelf.actors, found.shelf.heads)
    return [*_turn_rows(found.courses), *({"kind": "claim", **chronicle.claim_row(one, sources)} for one in found.claims)]


def _turn_rows(courses: Iterable[Course]) -> list[Row]:
    return [{"kind": "change point", **chronicle.rupture_row(course, one)} for course in courses for one in course.ruptures]
