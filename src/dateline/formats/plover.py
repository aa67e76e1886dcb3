"""
PLOVER JSON lines: the fields of chapter 5 of the manual, text and citation fields included.

Beyond the manual each line says the event's status, which the manual defines as auxiliary modes, under `status`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.records import LinkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.formats.coded import Coded, Party
    from dateline.records import Citation, Link, Place


def plover_json(coded: Coded, *, links: Sequence[Link] = ()) -> dict[str, Any]:
    """
    Return one event as the JSON object of the manual; absent fields are left out, required ones are always there.

    Args:
        coded: the event with its story and actors.
        links: to the events that it follows, denies, answers or recalls.
    """
    event, story = coded.event, coded.story
    when = event.when
    fields: dict[str, Any] = {
        "id": event.id,
        "date": f"{when.start}" if when and when.start else None,
        "enddate": f"{when.end}" if when and when.end and when.end != when.start else None,
        "actor": [_entity(party) for party in coded.parties(event.actors)],
        "recipient": [_entity(party) for party in coded.parties(event.recipients)],
        "event": event.type,
        "mode": event.mode,
        "context": list(event.contexts),
        "status": str(event.status),
        "event_loc": _place(event.place),
        "event_text": event.evidence.quote,
        "quad_code": event.quad_plover,
        "event_scale": event.plover_score,
        "link": [{"kind": str(link.kind), "id": link.episode} for link in links if link.kind in LinkKind],
        "text_info": [_text(number, cited) for number, cited in enumerate((event.evidence, *event.other_mentions))],
        "cite_info": _citation(coded),
    }
    required = ("id", "date", "actor", "event")
    return {name: value for name, value in fields.items() if name in required or value not in (None, [], {})} | {
        "published": f"{story.published}" if story.published else None
    }


def _entity(party: Party) -> dict[str, Any]:
    actor = party.actor
    fields = {
        "code": actor.country or (actor.code or "").partition(":")[0] or None,
        "sector": actor.sector,
        "entity_text": party.words,
        "identifier_id": actor.wikidata or actor.id,
        "identifier_text": actor.name,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    fields = {"name": place.name, "country": place.country, "geonameid": place.geonames, "lat": place.lat, "lon": place.lon}
    return {name: value for name, value in fields.items() if value is not None}


def _text(sequence: int, cited: Citation) -> dict[str, Any]:
    return {"sequence": sequence, "start": cited.span.start, "end": cited.span.end, "text": cited.quote}


def _citation(coded: Coded) -> dict[str, Any]:
    story = coded.story
    fields = {
        "url": story.url,
        "title": story.headline,
        "language": story.language,
        "publication": story.outlet or story.agency,
        "coder": "dateline",
        "version": coded.version or None,
        "codebook": "PLOVER 0.8",
    }
    return {name: value for name, value in fields.items() if value is not None}
