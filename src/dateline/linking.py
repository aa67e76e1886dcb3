"""The corpus-level half of the pipeline: events of all stories → episodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import Episode, EpisodeId, Report, digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.records import Actor, ActorId, Event, Mention, Story


def link(
    stories: Sequence[Story], events: Sequence[Event], *, actors: Mapping[ActorId, Actor], before: Sequence[Episode]
) -> tuple[Episode, ...]:
    """
    Return the episodes of a whole record.

    Args:
        stories: every story on each of its pages.
        events: every event that counts.
        actors: every actor, by id.
        before: the episodes as they were linked last, whose ids stay.
    """
    _ = before
    return _singles(stories, events, actors)


def _singles(stories: Sequence[Story], events: Sequence[Event], actors: Mapping[ActorId, Actor]) -> tuple[Episode, ...]:
    pages = {story.id: story.page for story in reversed(stories)}
    return tuple(
        Episode(
            id=EpisodeId(digest("episode", event.id)),
            what=in_words(event, actors),
            type=event.type,
            status=event.status,
            actors=_known(event.actors),
            recipients=_known(event.recipients),
            reports=(Report(pages[event.story], event.story, event.id, event.evidence),),
            independent=1,
            when=event.when,
            announced=event.announced,
            place=event.place,
            mode=event.mode,
        )
        for event in events
        if event.story in pages
    )


def _known(mentions: Sequence[Mention]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(mention.actor for mention in mentions if mention.actor is not None))


def in_words(event: Event, actors: Mapping[ActorId, Actor]) -> str:
    """Return one line in plain words: who, what, toward whom."""

    def names(mentions: Sequence[Mention]) -> str:
        named = (actors[m.actor].name if m.actor is not None and m.actor in actors else m.citation.quote for m in mentions)
        return ", ".join(dict.fromkeys(named))

    doing = event.type.lower() + (f" ({event.mode})" if event.mode else "")
    toward = names(event.recipients)
    return f"{names(event.actors) or 'somebody'}: {doing}" + (f" → {toward}" if toward else "")
