"""Small stories and events, built by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    Event,
    EventId,
    Interval,
    Mention,
    Page,
    PageId,
    Precision,
    Reading,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span

ACTORS = {
    ActorId("alba"): Actor(ActorId("alba"), "ALB", "Albania", ActorKind.STATE, "ALB"),
    ActorId("boss"): Actor(ActorId("boss"), "ALB/GOV", "Ana Boss", ActorKind.PERSON, "ALB", "GOV"),
    ActorId("serb"): Actor(ActorId("serb"), "SRB", "Serbia", ActorKind.STATE, "SRB"),
    ActorId("head"): Actor(ActorId("head"), "SRB/GOV", "Igor Head", ActorKind.PERSON, "SRB", "GOV"),
    ActorId("aide"): Actor(ActorId("aide"), "ALB/GOV", "Lea Aide", ActorKind.PERSON, "ALB", "GOV"),
}


def days(first: str, last: str | None = None) -> Interval:
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Interval(start, end, Precision.DAY if (end - start).days < 7 else Precision.MONTH)


def story(
    name: str, text: str, published: str | None = "2023-03-17", headline: str | None = None, agency: str | None = None
) -> Story:
    day = date.fromisoformat(published) if published else None
    return Story(StoryId(name), PageId(f"page-{name}"), StoryKind.MAIN, text, headline, agency=agency, published=day)


def event(told: Story, quote: str, type_: str, actors: str, recipients: str = "", **fields: object) -> Event:
    start = told.text.index(quote)
    cited = Citation(told.id, Span(start, start + len(quote)), quote)

    def mentions(names: str) -> tuple[Mention, ...]:
        return tuple(Mention(cited, ActorId(name)) for name in names.split())

    base = Event(
        EventId(f"{told.id}-{start}"), told.id, type_, Status.OCCURRED, mentions(actors), cited, cited, mentions(recipients)
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def reading(told: Story, *events: Event) -> Reading:
    return Reading(Page(told.page, told.text), (told,), actors=tuple(ACTORS.values()), events=events)
