"""What is asked about the relation of two sides, beside their series: first tellings, stories that name both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dateline import wire
from dateline.store.reader import STORIES, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dateline.records import EpisodeId, Event, EventId, Mention, Story, StoryId
    from dateline.store.reader import Reader

# Words for a relation: a story without any is not read for claims (stages/dyad/claims.py looks closer).
_RELATION = r"\b(ties|relations?|relationships?|bonds?|partnership|friendship|alliance|rapprochement)\b"


def first_told(reader: Reader) -> dict[EpisodeId, date]:
    """Return the first day on which each episode was told, where that is known."""
    return dict(reader.ask("SELECT id, told_on FROM episodes WHERE told_on IS NOT NULL"))


def events(reader: Reader, names: Iterable[EventId]) -> dict[EventId, Event]:
    """Return events by id."""
    found = reader.ask("SELECT record FROM events WHERE id IN (SELECT unnest(?))", sorted(set(names)))
    made = (wire.event_of(json.loads(row[0])) for row in found)
    return {event.id: event for event in made}


def naming(
    reader: Reader, first: Sequence[str], second: Sequence[str]
) -> tuple[tuple[Story, ...], Mapping[StoryId, Sequence[Mention]]]:
    """
    Return the stories that name a state of each side and a relation, with their mentions of both.

    Args:
        reader: the record.
        first: states by ISO 3166-1 alpha-3.
        second: the others.
    """
    named = """WITH named AS (SELECT m.story, m.text, m.start_at, m.end_at, m.actor, a.country FROM mentions m
            JOIN actors a ON a.id = m.actor WHERE list_contains($1, a.country) OR list_contains($2, a.country)),
        mutual AS (SELECT story FROM named GROUP BY story
            HAVING bool_or(list_contains($1, country)) AND bool_or(list_contains($2, country)))"""
    related = "SELECT b.story FROM mutual b JOIN stories s ON s.id = b.story WHERE s.coded AND regexp_matches(s.text, $3, 'i')"
    rows = reader.ask(
        f"{named} SELECT story, text, start_at, end_at, actor FROM named WHERE story IN ({related}) ORDER BY story, start_at",  # noqa: S608
        list(first),
        list(second),
        _RELATION,
    )
    mentions: dict[StoryId, list[Mention]] = {}
    for story, text, start, end, actor in rows:
        mentions.setdefault(story, []).append(wire.mention_of({"text": text, "span": [start, end], "actor": actor}, story))
    found = reader.ask(f"{STORIES} WHERE s.id IN (SELECT unnest(?)) ORDER BY a.page DESC", sorted(mentions))
    once = {row[0]: story_of(row) for row in found}
    return tuple(once.values()), mentions
