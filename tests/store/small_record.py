"""A small reading built by hand, for a store to keep."""

from __future__ import annotations

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
    Reason,
    Rejected,
    Removal,
    Removed,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryKind,
    record_id,
    story_id,
)
from dateline.spans import Span

LIN = Actor(ActorId("lin"), "CHN/GOV", "Lin Tao", ActorKind.PERSON, "CHN", "GOV")
CHINA = Actor(ActorId("chn"), "CHN", "China", ActorKind.STATE, "CHN")
RUSSIA = Actor(ActorId("rus"), "RUS", "Russia", ActorKind.STATE, "RUS")
NATO = Actor(ActorId("nato"), "IGO:NATO", "NATO", ActorKind.IGO)


def quote(story: Story, words: str) -> Citation:
    start = story.text.index(words)
    return Citation(story.id, Span(start, start + len(words)), words)


def make_reading(name: str, *, text: str = "Lin Tao said China backs Russia. NATO criticised China.", day: int = 3) -> Reading:
    """Return the reading of a page with one story, one statement and two events."""
    published = date(2024, 5, day)
    key = story_id(headline=name, agency="AFP", place=None, published=published, text=text)
    story = Story(key, PageId(f"page-{name}"), StoryKind.MAIN, text, name, agency="AFP", published=published, language="en")
    backs, russia, speaker = quote(story, "China backs Russia"), quote(story, "Russia"), quote(story, "Lin Tao")
    said = Statement(
        id=StatementId(record_id("statement", backs)),
        story=key,
        speakers=(Mention(speaker, LIN.id),),
        content=(backs,),
        kind=StatementKind.INDIRECT,
        cue=quote(story, "said"),
    )
    support = Event(
        id=EventId(record_id("event", quote(story, "backs"))),
        story=key,
        type="SUPPORT",
        status=Status.OCCURRED,
        actors=(Mention(quote(story, "China"), CHINA.id),),
        recipients=(Mention(russia, RUSSIA.id),),
        trigger=quote(story, "backs"),
        evidence=backs,
        when=Interval(published, published, Precision.DAY),
        statement=said.id,
        plover_score=4.0,
        quad_plover=1,
    )
    accuse = Event(
        id=EventId(record_id("event", quote(story, "criticised"))),
        story=key,
        type="ACCUSE",
        status=Status.OCCURRED,
        actors=(Mention(quote(story, "NATO"), NATO.id),),
        recipients=(Mention(Citation(key, Span(text.rindex("China"), text.rindex("China") + 5), "China"), CHINA.id),),
        trigger=quote(story, "criticised"),
        evidence=quote(story, "NATO criticised China"),
        confidence=0.5,
    )
    return Reading(
        page=Page(story.page, "", path=f"{name}.txt", digest_of_content="00"),
        stories=(story,),
        removed=(Removed("Share", Removal.SHARE),),
        actors=(LIN, CHINA, RUSSIA, NATO),
        statements=(said,),
        events=(support, accuse),
        rejected=(Rejected(story.page, "analysis", Reason.LANGUAGE, "a part was in another language", f"{name}.txt"),),
        mentions=(
            Mention(speaker, LIN.id),
            Mention(quote(story, "China"), CHINA.id),
            Mention(russia, RUSSIA.id),
            Mention(quote(story, "NATO"), NATO.id),
        ),
    )
