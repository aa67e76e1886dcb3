"""Answers as plain rows, for `--json` and `--csv`: one flat object per line, quotations beside their story."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from dateline import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.brief import Brief
    from dateline.records import (
        Actor,
        ActorId,
        Citation,
        DyadCount,
        Episode,
        Event,
        Interval,
        Mention,
        PageId,
        Reading,
        Statement,
        StoryId,
    )
    from dateline.register import OfficeAnswer, Term
    from dateline.store import Head, Held
    from dateline.store.meeting import Met
    from dateline.store.search import Hit

Row = dict[str, Any]  # the edge: what is printed
SEPARATOR = "; "


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield one line of JSON per row."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)


def csv_text(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Return the rows as CSV with a header; cells that a spreadsheet would run are made plain text."""
    written = io.StringIO()
    table = csv.DictWriter(written, columns, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({name: _cell(row.get(name)) for name in columns})
    return written.getvalue()


def _cell(value: object) -> object:
    # A headline that begins with = or @ would be run as a formula by spreadsheets.
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "@", "+", "-", "\t", "\r")) else value


def days_of(interval: Interval | None) -> Row:
    """Return the first and last day, and how exact they are."""
    return {
        "first_day": interval.start.isoformat() if interval and interval.start else None,
        "last_day": interval.end.isoformat() if interval and interval.end else None,
        "precision": interval.precision.value if interval else None,
    }


def _names(ids: Iterable[ActorId], actors: Mapping[ActorId, Actor]) -> str:
    return SEPARATOR.join(actors[name].name for name in ids if name in actors)


def _codes(ids: Iterable[ActorId], actors: Mapping[ActorId, Actor]) -> str:
    return SEPARATOR.join(actors[name].code or "" for name in ids if name in actors)


def named(mentions: Sequence[Mention], actors: Mapping[ActorId, Actor]) -> str:
    """Return who is meant, or the words themselves where nobody is known."""
    return SEPARATOR.join(dict.fromkeys(
        actors[mention.actor].name if mention.actor is not None and mention.actor in actors else mention.citation.quote
        for mention in mentions
    ))  # fmt: skip


def mentioned(mentions: Iterable[Mention]) -> tuple[ActorId, ...]:
    """Return the known actors of mentions, each once."""
    return tuple(dict.fromkeys(mention.actor for mention in mentions if mention.actor is not None))


# ------------------------------------------------------------------ the timeline
_TIMELINE_COLUMNS = (
    "id first_day last_day precision type mode status what actors actor_codes recipients recipient_codes place reports "
    "independent page story evidence links"
)
TIMELINE = tuple(_TIMELINE_COLUMNS.split())


def episode_row(episode: Episode, actors: Mapping[ActorId, Actor], pages: Mapping[PageId, str]) -> Row:
    """Return an episode as one flat row, with the words of its first report."""
    first = episode.reports[0] if episode.reports else None
    return {
        "id": episode.id,
        **days_of(episode.when),
        "type": episode.type,
        "mode": episode.mode,
        "status": episode.status.value,
        "what": episode.what,
        "actors": _names(episode.actors, actors),
        "actor_codes": _codes(episode.actors, actors),
        "recipients": _names(episode.recipients, actors),
        "recipient_codes": _codes(episode.recipients, actors),
        "place": episode.place.name if episode.place else None,
        "reports": len(episode.reports),
        "independent": episode.independent,
        "page": pages.get(first.page, first.page) if first else None,
        "story": first.story if first else None,
        "evidence": first.evidence.quote if first else None,
        "links": SEPARATOR.join(f"{link.kind.value} {link.episode}" for link in episode.links),
    }


# ------------------------------------------------------------------ statements
_STATEMENTS_COLUMNS = (
    "id said_on published speakers speaker_codes kind words cue addressees via page headline agency outlet story start end"
)
STATEMENTS = tuple(_STATEMENTS_COLUMNS.split())


def statement_line(statement: Statement, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Row:
    """Return a statement as an object: the wire form, who its actors are, and where its story stands."""
    head = heads.get(statement.story)
    everybody = mentioned((*statement.speakers, *statement.addressees, *statement.via))
    return {
        **wire.statement_json(statement),
        "actors": [wire.actor_json(actors[name]) for name in everybody if name in actors],
        "page": head.path if head else None,
        "headline": head.headline if head else None,
        "agency": head.agency if head else None,
        "outlet": head.outlet if head else None,
        "published": head.published.isoformat() if head and head.published else None,
    }


def statement_row(statement: Statement, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Row:
    """Return a statement as one flat row."""
    head = heads.get(statement.story)
    said = statement.said_on
    return {
        "id": statement.id,
        "said_on": said.start.isoformat() if said and said.start else None,
        "published": head.published.isoformat() if head and head.published else None,
        "speakers": named(statement.speakers, actors),
        "speaker_codes": _codes(mentioned(statement.speakers), actors),
        "kind": statement.kind.value,
        "words": " ".join(piece.quote for piece in statement.content),
        "cue": statement.cue.quote if statement.cue else None,
        "addressees": named(statement.addressees, actors),
        "via": named(statement.via, actors),
        "page": head.path if head else None,
        "headline": head.headline if head else None,
        "agency": head.agency if head else None,
        "outlet": head.outlet if head else None,
        "story": statement.story,
        "start": statement.citation.span.start,
        "end": statement.content[-1].span.end,
    }


# ------------------------------------------------------------------ events
_EVENTS_COLUMNS = (
    "id first_day last_day precision published type mode contexts status actors actor_codes recipients recipient_codes cameo "
    "goldstein plover_score quad_plover quad_cameo place lat lon trigger evidence statement confidence page headline agency "
    "outlet story start end"
)
EVENTS = tuple(_EVENTS_COLUMNS.split())


def event_row(event: Event, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Row:
    """Return an event as one flat row."""
    head, place = heads.get(event.story), event.place
    return {
        **{name: getattr(event, name) for name in ("id", "type", "mode", "cameo", "goldstein", "plover_score", "quad_plover")},
        **{name: getattr(event, name) for name in ("quad_cameo", "statement", "confidence", "story")},
        **days_of(event.when),
        "published": head.published.isoformat() if head and head.published else None,
        "contexts": SEPARATOR.join(event.contexts),
        "status": event.status.value,
        "actors": named(event.actors, actors),
        "actor_codes": _codes(mentioned(event.actors), actors),
        "recipients": named(event.recipients, actors),
        "recipient_codes": _codes(mentioned(event.recipients), actors),
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "trigger": event.trigger.quote,
        "evidence": event.evidence.quote,
        "page": head.path if head else None,
        "headline": head.headline if head else None,
        "agency": head.agency if head else None,
        "outlet": head.outlet if head else None,
        "start": event.evidence.span.start,
        "end": event.evidence.span.end,
    }


# ------------------------------------------------------------------ what a search found
_FOUND_COLUMNS = "kind id published speakers words page headline agency outlet story start end score"
FOUND = tuple(_FOUND_COLUMNS.split())


def hit_line(hit: Hit, actors: Mapping[ActorId, Actor]) -> Row:
    """Return a hit as an object: its passages with the marked words, and where its story stands."""
    head = hit.head
    return {
        "kind": hit.kind.value,
        "id": hit.id,
        "story": hit.story,
        "score": round(hit.score, 4),
        "fragments": [
            {"text": one.text, "span": [one.span.start, one.span.end], "marks": [[mark.start, mark.end] for mark in one.marks]}
            for one in hit.fragments
        ],
        "headline": head.headline if head else None,
        "headline_marks": [[mark.start, mark.end] for mark in hit.headline_marks],
        "statement": statement_line(hit.statement, actors, {head.story: head} if head else {}) if hit.statement else None,
        "page": head.path if head else None,
        "agency": head.agency if head else None,
        "outlet": head.outlet if head else None,
        "published": head.published.isoformat() if head and head.published else None,
    }


def hit_row(hit: Hit, actors: Mapping[ActorId, Actor]) -> Row:
    """Return a hit as one flat row."""
    return {
        **hit_line(hit, actors),
        "speakers": named(hit.statement.speakers, actors) if hit.statement else None,
        "words": " ... ".join(one.text for one in hit.fragments),
        "start": hit.fragments[0].span.start if hit.fragments else None,
        "end": hit.fragments[-1].span.end if hit.fragments else None,
    }


# ------------------------------------------------------------------ a page just read
_READ_COLUMNS = "page story record id who what whom first_day last_day status words start end"
READ = tuple(_READ_COLUMNS.split())


def reading_rows(reading: Reading) -> Iterator[Row]:
    """Yield the statements, events, tenures and figures of a page as flat rows."""
    actors = {actor.id: actor for actor in reading.actors}
    for statement in reading.statements:
        row = {"record": "statement", "who": named(statement.speakers, actors), "what": statement.kind.value}
        whom, words = named(statement.addressees, actors), " ".join(piece.quote for piece in statement.content)
        yield _row(reading, statement.id, statement.citation, row | days_of(statement.said_on) | {"whom": whom, "words": words})
    for event in reading.events:
        row = {"record": "event", "who": named(event.actors, actors), "what": event.type, "whom": named(event.recipients, actors)}
        yield _row(reading, event.id, event.evidence, row | days_of(event.when) | {"status": event.status.value})
    for tenure in reading.tenures:
        row = {"record": "tenure", "who": _names((tenure.person,), actors), "what": tenure.office, "status": tenure.change.value}
        whom = _names((tenure.of,), actors) if tenure.of else ""
        yield _row(reading, tenure.id, tenure.citation, row | days_of(tenure.start or tenure.as_of) | {"whom": whom})
    for figure in reading.figures:
        row = {"record": "figure", "who": _names(figure.actors, actors), "what": figure.subject}
        number = f"{figure.comparator.value} {figure.value:g} {figure.unit}"
        yield _row(reading, figure.id, figure.citation, row | days_of(figure.when) | {"status": number})


def _row(reading: Reading, name: str, citation: Citation, row: Row) -> Row:
    place = {"page": reading.page.path, "story": citation.story, "id": name}
    return {"words": citation.quote, **place, **row, "start": citation.span.start, "end": citation.span.end}


def actor_line(actor: Actor, held: Held, met: Sequence[Met] = ()) -> Row:
    """Return an actor with what the record holds of it as an object."""
    return {
        **wire.actor_json(actor),
        "tenures": [wire.tenure_json(tenure) for tenure in held.tenures],
        "statements": [wire.statement_json(statement) for statement in held.statements],
        "events": [wire.event_json(event) for event in held.events],
        "meets": [
            {
                **{name: value for name, value in wire.actor_json(one.actor).items() if name in ("id", "code", "name")},
                "times": one.times,
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
            }
            for one in met
        ],
    }


def term_line(term: Term) -> Row:
    """Return one source's word on who held an office as an object, with what was read."""
    told = [
        {
            **wire.tenure_json(one.tenure),
            "person_name": one.person.name,
            "page": one.head.path if one.head else None,
            "published": one.published.isoformat() if one.published else None,
        }
        for one in term.told
    ]
    first, last = (day.isoformat() if day else None for day in (term.first, term.last))
    return {
        "person": term.person,
        "source": term.source,
        "first_day": first,
        "last_day": last,
        "sure": term.sure,
        "why": term.why,
        "told": told,
    }


def office_line(answer: OfficeAnswer) -> Row:
    """Return who held an office as one object."""
    return {
        "office": answer.office,
        "of": answer.of,
        "on": answer.on.isoformat(),
        "finding": answer.finding.value,
        "holders": [term_line(term) for term in answer.holders],
        "others": [term_line(term) for term in answer.others],
        "reasons": list(answer.reasons),
    }


_OFFICE_COLUMNS = "office of on finding person source first_day last_day sure why words page"
OFFICE = tuple(_OFFICE_COLUMNS.split())


def office_rows(answer: OfficeAnswer) -> Iterator[Row]:
    """Yield one flat row for each source's word on who held an office."""
    line = office_line(answer)
    for term in answer.holders:
        first = term.told[0] if term.told else None
        words = {
            "words": first.tenure.citation.quote if first else None,
            "page": first.head.path if first and first.head else None,
        }
        yield {**line, **term_line(term), **words}


def brief_line(found: Brief, pages: Mapping[PageId, str]) -> Row:
    """Return a brief as one object."""
    groups = {"new": found.new, "again": found.again, "due": found.due, "overdue": found.overdue}
    asked = found.asked
    return {
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "sides": [side for side in (asked.first, asked.second) if side],
        **{name: [wire.episode_json(one, actors=found.actors, pages=pages) for one in group] for name, group in groups.items()},
        "changed": [
            {"how": one.how, "by": one.by.id, "episode": wire.episode_json(one.episode, actors=found.actors, pages=pages)}
            for one in found.changed
        ],
        "statements": [statement_line(one, found.actors, found.heads) for one in found.statements],
    }


# ------------------------------------------------------------------ the dyad
_DYAD_COLUMNS = "source target period start episodes reports statements stories plover_mean goldstein_mean"
DYAD = tuple(_DYAD_COLUMNS.split())


def dyad_row(count: DyadCount) -> Row:
    """Return one period of an ordered pair as one row."""
    return {
        "source": count.source,
        "target": count.target,
        "period": count.period.value,
        "start": count.start.isoformat(),
        "episodes": count.episodes,
        "reports": count.reports,
        "statements": count.statements,
        "stories": count.stories,
        "plover_mean": count.plover_mean,
        "goldstein_mean": count.goldstein_mean,
        "by_type": dict(count.by_type),
        "by_quad": dict(count.by_quad),
    }
