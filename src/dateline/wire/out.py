"""Records → JSON objects, key by key in the published order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.records import (
        Actor,
        ActorId,
        Citation,
        Disagreement,
        Episode,
        Event,
        Figure,
        Interval,
        Link,
        Page,
        PageId,
        Place,
        Reading,
        Rejected,
        Removed,
        Report,
        Statement,
        Story,
        Tenure,
    )
    from dateline.records import Mention as MentionRecord

Json = dict[str, Any]  # the edge: what json.dumps takes


def cite_json(citation: Citation) -> Json:
    """Return the words and where they stand: `{"text", "span"}`."""
    return {"text": citation.quote, "span": [citation.span.start, citation.span.end]}


def mention_json(mention: MentionRecord) -> Json:
    """Return the words that name an actor, and its id."""
    return {**cite_json(mention.citation), "actor": mention.actor}


def when_json(interval: Interval | None) -> Json | None:
    """Return days, precision and the words they came from; `text` is null where the dateline alone says it."""
    if interval is None:
        return None
    cited = interval.citation
    return {
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "precision": interval.precision.value,
        "text": cited.quote if cited else None,
        "span": [cited.span.start, cited.span.end] if cited else None,
    }


def place_json(place: Place | None) -> Json | None:
    """Return a place with the words that name it."""
    if place is None:
        return None
    cited = place.citation
    return {
        "text": cited.quote if cited else None,
        "span": [cited.span.start, cited.span.end] if cited else None,
        "name": place.name,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
    }


def page_json(page: Page) -> Json:
    """Return where a page stood and the digest of what it held."""
    return {
        "id": page.id,
        "path": page.path,
        "url": page.url,
        "media_type": page.media_type,
        "sha256": page.sha256,
        "published": page.published.isoformat() if page.published else None,
        "clean": page.clean,
    }


def story_json(story: Story) -> Json:
    """Return a story with its masthead and text."""
    return {
        "id": story.id,
        "kind": story.kind.value,
        "headline": story.headline,
        "byline": list(story.byline),
        "agency": story.agency,
        "outlet": story.outlet,
        "place": story.place,
        "published": story.published.isoformat() if story.published else None,
        "section": story.section,
        "language": story.language,
        "text": story.text,
        "url": story.url,
        "paragraphs_from": [[span.start, span.end] for span in story.paragraphs_from],
    }


def removed_json(removed: Removed) -> Json:
    """Return removed words with their reason, and where they stood."""
    return {"text": removed.text, "reason": removed.reason.value, "story": removed.story, "after": removed.after}


def rejected_json(rejected: Rejected) -> Json:
    """Return what was rejected, and why."""
    return {
        "reason": rejected.reason.value,
        "detail": rejected.detail,
        "page": rejected.page,
        "stage": rejected.stage,
        "path": rejected.path,
    }


def actor_json(actor: Actor) -> Json:
    """Return an actor."""
    return {
        "id": actor.id,
        "code": actor.code,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "sector": actor.sector,
        "wikidata": actor.wikidata,
    }


def statement_json(statement: Statement) -> Json:
    """Return a statement; `addressees` are ids of actors, their words stand in `addressee_mentions`."""
    return {
        "id": statement.id,
        "story": statement.story,
        "speakers": [mention_json(mention) for mention in statement.speakers],
        "cue": cite_json(statement.cue) if statement.cue else None,
        "content": [cite_json(piece) for piece in statement.content],
        "kind": statement.kind.value,
        "quotation": statement.quotation,
        "addressees": [mention.actor for mention in statement.addressees if mention.actor is not None],
        "via": [mention_json(mention) for mention in statement.via],
        "said_on": when_json(statement.said_on),
        "place": place_json(statement.place),
        "addressee_mentions": [mention_json(mention) for mention in statement.addressees],
        "confidence": statement.confidence,
    }


def event_json(event: Event) -> Json:
    """Return an event."""
    return {
        "id": event.id,
        "story": event.story,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "plover_score": event.plover_score,
        "quad_plover": event.quad_plover,
        "quad_cameo": event.quad_cameo,
        "actors": [mention_json(mention) for mention in event.actors],
        "recipients": [mention_json(mention) for mention in event.recipients],
        "when": when_json(event.when),
        "announced": when_json(event.announced),
        "place": place_json(event.place),
        "status": event.status.value,
        "denied_by": list(event.denied_by),
        "statement": event.statement,
        "trigger": cite_json(event.trigger),
        "evidence": cite_json(event.evidence),
        "other_mentions": [cite_json(mention) for mention in event.other_mentions],
        "confidence": event.confidence,
        "status_words": [cite_json(words) for words in event.status_words],
    }


def tenure_json(tenure: Tenure) -> Json:
    """Return a tenure."""
    return {
        "id": tenure.id,
        "story": tenure.story,
        "person": tenure.person,
        "office": tenure.office,
        "of": tenure.of,
        "start": when_json(tenure.start),
        "end": when_json(tenure.end),
        "as_of": when_json(tenure.as_of),
        "change": tenure.change.value,
        "citation": cite_json(tenure.citation),
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def figure_json(figure: Figure) -> Json:
    """Return a figure; whole numbers are written without a fraction."""
    return {
        "id": figure.id,
        "story": figure.story,
        "subject": figure.subject,
        "actors": list(figure.actors),
        "value": _number(figure.value),
        "value_to": _number(figure.value_to),
        "unit": figure.unit,
        "comparator": figure.comparator.value,
        "when": when_json(figure.when),
        "citation": cite_json(figure.citation),
    }


def reading_json(reading: Reading) -> Json:
    """Return all that was read from one page as one JSON object."""
    return {
        "page": page_json(reading.page),
        "stories": [story_json(story) for story in reading.stories],
        "removed": [removed_json(removed) for removed in reading.removed],
        "actors": [actor_json(actor) for actor in reading.actors],
        "statements": [statement_json(statement) for statement in reading.statements],
        "events": [event_json(event) for event in reading.events],
        "tenures": [tenure_json(tenure) for tenure in reading.tenures],
        "figures": [figure_json(figure) for figure in reading.figures],
        "rejected": [rejected_json(rejected) for rejected in reading.rejected],
        "mentions": [{**mention_json(mention), "story": mention.citation.story} for mention in reading.mentions],
    }


def reading_line(reading: Reading) -> str:
    """Return one page as one line of JSON, without the line's end."""
    return json.dumps(reading_json(reading), ensure_ascii=False)


# ------------------------------------------------------------------ the timeline
def party_json(actor: Actor) -> Json:
    """Return an actor as the timeline names it."""
    return {"code": actor.code, "name": actor.name, "kind": actor.kind.value, "country": actor.country, "id": actor.id}


def _cited_json(citation: Citation | None) -> Json | None:
    return {**cite_json(citation), "story": citation.story} if citation else None


def _episode_when(interval: Interval | None) -> Json | None:
    shown = when_json(interval)
    if shown is None or interval is None or interval.citation is None:
        return shown
    return {**shown, "story": interval.citation.story}


def _episode_place(place: Place | None) -> Json | None:
    shown = place_json(place)
    if shown is None or place is None or place.citation is None:
        return shown
    return {**shown, "story": place.citation.story}


def report_json(report: Report, pages: Mapping[PageId, str]) -> Json:
    """Return one report of an episode; `page` is the page's path, given id or address."""
    return {
        "page": pages.get(report.page, report.page),
        "story": report.story,
        "event": report.event,
        "evidence": cite_json(report.evidence),
        "page_id": report.page,
    }


def link_json(link: Link) -> Json:
    """Return a tie from one episode to another, with its reason."""
    return {"kind": link.kind.value, "episode": link.episode, "reason": link.reason, "citation": _cited_json(link.citation)}


def _disagreement_json(disagreement: Disagreement) -> Json:
    values = [{"value": value, "events": list(events)} for value, events in disagreement.values]
    return {"field": disagreement.field, "values": values}


def episode_json(episode: Episode, *, actors: Mapping[ActorId, Actor], pages: Mapping[PageId, str]) -> Json:
    """
    Return one episode as one line of the timeline.

    Args:
        episode: what happened.
        actors: the actors that the episode names, by id; one that is missing is left out.
        pages: the path, given id or address of each page that reports it.
    """
    return {
        "id": episode.id,
        "what": episode.what,
        "type": episode.type,
        "when": _episode_when(episode.when),
        "place": _episode_place(episode.place),
        "status": episode.status.value,
        "actors": [party_json(actors[name]) for name in episode.actors if name in actors],
        "recipients": [party_json(actors[name]) for name in episode.recipients if name in actors],
        "reports": [report_json(report, pages) for report in episode.reports],
        "independent": episode.independent,
        "links": [link_json(link) for link in episode.links],
        "mode": episode.mode,
        "announced": _episode_when(episode.announced),
        "disagreements": [_disagreement_json(one) for one in episode.disagreements],
        "reasons": list(episode.reasons),
        "aliases": list(episode.aliases),
    }
