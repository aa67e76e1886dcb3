"""Records → rows of the tables: pure functions, each row an object that JSON can carry into DuckDB."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline import wire
from dateline.records import is_coded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dateline.records import (
        Actor,
        ActorId,
        Citation,
        Episode,
        Event,
        Figure,
        Interval,
        Mention,
        Page,
        Reading,
        Rejected,
        Statement,
        Story,
        StoryId,
        Tenure,
    )

Row = dict[str, Any]  # the edge: a column's name and its value


def packed(value: object) -> str:
    """Return a wire object as the text that a `record` column holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _days(interval: Interval | None) -> Row:
    first = interval.start if interval else None
    last = interval.end if interval else None
    return {"first_day": first.isoformat() if first else None, "last_day": last.isoformat() if last else None}


def page_row(page: Page, added_at: str) -> Row:
    """Return the row of a page."""
    shown = wire.page_json(page)
    return {
        **{key: shown[key] for key in ("id", "path", "url", "media_type", "sha256", "published", "clean")},
        "added_at": added_at,
    }


def story_row(story: Story) -> Row:
    """Return the row of what makes a story, wherever it appears."""
    shown = wire.story_json(story)
    return {
        **{key: shown[key] for key in ("id", "headline", "agency", "place", "published", "language", "text")},
        "coded": is_coded(story),
    }


def appearance_row(story: Story, position: int) -> Row:
    """Return the row of a story on its page."""
    shown = wire.story_json(story)
    kept = {key: shown[key] for key in ("kind", "byline", "outlet", "section", "url", "paragraphs_from")}
    return {"story": story.id, "page": story.page, "position": position, **kept}


def removed_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of what was removed from a page."""
    for position, removed in enumerate(reading.removed):
        yield {"page": reading.page.id, "position": position, **wire.removed_json(removed)}


def rejected_row(rejected: Rejected, position: int) -> Row:
    """Return the row of a rejection."""
    return {**wire.rejected_json(rejected), "position": position}


def mention_row(mention: Mention) -> Row:
    """Return the row of words that name an actor."""
    cited = mention.citation
    return {
        "story": cited.story,
        "start_at": cited.span.start,
        "end_at": cited.span.end,
        "text": cited.quote,
        "actor": mention.actor,
    }


# ------------------------------------------------------------------ statements, events, tenures, figures
def statement_row(statement: Statement) -> Row:
    """Return the row of a statement."""
    return {
        "id": statement.id,
        "story": statement.story,
        "start_at": statement.citation.span.start,
        "kind": statement.kind.value,
        "words": " ".join(piece.quote for piece in statement.content),
        "cue": statement.cue.quote if statement.cue else None,
        **_days(statement.said_on),
        "confidence": statement.confidence,
        "record": packed(wire.statement_json(statement)),
    }


def event_row(event: Event) -> Row:
    """Return the row of an event."""
    return {
        "id": event.id,
        "story": event.story,
        "start_at": event.trigger.span.start,
        "type": event.type,
        "mode": event.mode,
        "status": event.status.value,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "plover_score": event.plover_score,
        "quad_plover": event.quad_plover,
        "quad_cameo": event.quad_cameo,
        **_days(event.when),
        "precision": event.when.precision.value if event.when else None,
        "place": event.place.name if event.place else None,
        "statement": event.statement,
        "trigger_words": event.trigger.quote,
        "evidence": event.evidence.quote,
        "confidence": event.confidence,
        "record": packed(wire.event_json(event)),
    }


def tenure_row(tenure: Tenure) -> Row:
    """Return the row of a tenure; its days run from the first to the last that the text gives."""
    first = next((time for time in (tenure.start, tenure.as_of, tenure.end) if time), None)
    last = next((time for time in (tenure.end, tenure.as_of, tenure.start) if time), None)
    return {
        "id": tenure.id,
        "story": tenure.story,
        "start_at": tenure.citation.span.start,
        "person": tenure.person,
        "office": tenure.office,
        "of": tenure.of,
        "change": tenure.change.value,
        "words": tenure.citation.quote,
        "first_day": _days(first)["first_day"],
        "last_day": _days(last)["last_day"],
        "record": packed(wire.tenure_json(tenure)),
    }


def figure_row(figure: Figure) -> Row:
    """Return the row of a figure."""
    return {
        "id": figure.id,
        "story": figure.story,
        "start_at": figure.citation.span.start,
        "subject": figure.subject,
        "value": float(figure.value),
        "value_to": float(figure.value_to) if figure.value_to is not None else None,
        "unit": figure.unit,
        "comparator": figure.comparator.value,
        "words": figure.citation.quote,
        **_days(figure.when),
        "record": packed(wire.figure_json(figure)),
    }


# ------------------------------------------------------------------ who takes part
def _country(actor: ActorId | None, actors: Mapping[ActorId, Actor]) -> str | None:
    return actors[actor].country if actor is not None and actor in actors else None


def _named(record: str, role: str, mentions: Sequence[Mention], actors: Mapping[ActorId, Actor], *, kind: str) -> Iterator[Row]:
    for position, mention in enumerate(mentions):
        yield {
            "record": record,
            "kind": kind,
            "role": role,
            "position": position,
            "actor": mention.actor,
            "country": _country(mention.actor, actors),
            "words": mention.citation.quote,
        }


def _inside(pieces: Sequence[Citation], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first mention of each actor that is named inside the pieces."""
    found: dict[ActorId, Mention] = {}
    for mention in mentions:
        if mention.actor is not None and mention.actor not in found:
            cited = mention.citation
            if any(piece.story == cited.story and piece.span.contains(cited.span) for piece in pieces):
                found[mention.actor] = mention
    return list(found.values())


def statement_parties(statement: Statement, mentions: Sequence[Mention], actors: Mapping[ActorId, Actor]) -> Iterator[Row]:
    """Yield who speaks, to whom, via whom, and about whom: the actors named in the words."""
    yield from _named(statement.id, "speaker", statement.speakers, actors, kind="statement")
    yield from _named(statement.id, "addressee", statement.addressees, actors, kind="statement")
    yield from _named(statement.id, "via", statement.via, actors, kind="statement")
    yield from _named(statement.id, "about", _inside(statement.content, mentions), actors, kind="statement")


def event_parties(event: Event, actors: Mapping[ActorId, Actor]) -> Iterator[Row]:
    """Yield who acts, toward whom, and who denies it."""
    yield from _named(event.id, "actor", event.actors, actors, kind="event")
    yield from _named(event.id, "recipient", event.recipients, actors, kind="event")
    for position, actor in enumerate(event.denied_by):
        row = {"record": event.id, "kind": "event", "role": "denied_by", "position": position, "actor": actor}
        yield {**row, "country": _country(actor, actors)}


# ------------------------------------------------------------------ episodes
def episode_rows(episode: Episode, actors: Mapping[ActorId, Actor], told: Mapping[StoryId, date]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of an episode, each with its table."""
    days = [told[report.story] for report in episode.reports if report.story in told]
    yield (
        "episodes",
        {
            "id": episode.id,
            "what": episode.what,
            "type": episode.type,
            "mode": episode.mode,
            "status": episode.status.value,
            **_days(episode.when),
            "precision": episode.when.precision.value if episode.when else None,
            "place": episode.place.name if episode.place else None,
            "told_on": min(days).isoformat() if days else None,
            "reports": len(episode.reports),
            "independent": episode.independent,
            "record": packed(wire.episode_json(episode, actors=actors, pages={})),
        },
    )
    for role, parties in (("actor", episode.actors), ("recipient", episode.recipients)):
        for position, actor in enumerate(parties):
            row = {"episode": episode.id, "role": role, "position": position, "actor": actor}
            yield "episode_parties", {**row, "country": _country(actor, actors)}
    for report in episode.reports:
        yield "episode_events", {"episode": episode.id, "event": report.event, "story": report.story, "page": report.page}
    for alias in episode.aliases:
        yield "episode_aliases", {"alias": alias, "episode": episode.id}
