"""A record of two reports of one visit, built by hand: every sort of record is in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from small_record import quote

from dateline import ingest
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Change,
    Citation,
    Comparator,
    Event,
    EventId,
    Figure,
    FigureId,
    Interval,
    Mention,
    Page,
    PageId,
    Place,
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
    Tenure,
    TenureId,
    record_id,
    story_id,
)
from dateline.spans import Span
from dateline.store import Writer

if TYPE_CHECKING:
    from pathlib import Path

XI = Actor(ActorId("CHN/GOV:xi-jinping"), "CHN/GOV", "Xi Jinping", ActorKind.PERSON, "CHN", "GOV")
CHINA = Actor(ActorId("CHN"), "CHN", "China", ActorKind.STATE, "CHN")
RUSSIA = Actor(ActorId("RUS"), "RUS", "Russia", ActorKind.STATE, "RUS")
DONG = Actor(ActorId("CHN/MIL:dong-jun"), "CHN/MIL", "Dong Jun", ActorKind.PERSON, "CHN", "MIL")
VISIT = "Xi Jinping visited Russia on Monday."
TEXT = (
    f"{VISIT} Trade of China with Russia reached $240 billion.\n\n"
    "Defence minister Dong Jun said China and Russia plan drills in June. Russia accused China of spying on its yards."
)
MONDAY = date(2024, 5, 6)


def reading(
    name: str, agency: str, *, text: str = TEXT, headline: str | None = None, published: date = date(2024, 5, 7)
) -> Reading:
    """Return the reading of a page with one story that tells of the visit, the plan, the charge, the trade and the minister."""
    shown = headline or name
    key = story_id(headline=shown, agency=agency, place="Moscow", published=published, text=text)
    story = Story(
        key,
        PageId(f"page-{name}"),
        StoryKind.MAIN,
        text,
        shown,
        agency=agency,
        place="Moscow",
        published=published,
        language="en",
    )

    def cited(words: str, actor: Actor) -> Mention:
        return Mention(quote(story, words), actor.id)

    def event(type_: str, trigger: str, evidence: str, actors: tuple[Mention, ...], **more: object) -> Event:
        words = quote(story, trigger)
        return Event(
            id=EventId(record_id("event", words)),
            story=key,
            type=type_,
            actors=actors,
            trigger=words,
            evidence=quote(story, evidence),
            **{"status": Status.OCCURRED, **more},
        )

    june = Interval(date(2024, 6, 1), date(2024, 6, 30), Precision.MONTH, quote(story, "June"))
    monday = Interval(MONDAY, MONDAY, Precision.DAY, quote(story, "Monday"))
    drills, minister = quote(story, "China and Russia plan drills in June"), quote(story, "Defence minister Dong Jun")
    trade = quote(story, "$240 billion")
    return Reading(
        page=Page(story.page, "", path=f"{name}.txt", url=f"https://{name}.example/visit", digest_of_content="00"),
        stories=(story,),
        removed=(Removed("Share this", Removal.SHARE), Removed(shown, Removal.HEADLINE, key)),
        actors=(XI, DONG, CHINA, RUSSIA),
        statements=(
            Statement(
                id=StatementId(record_id("statement", drills)),
                story=key,
                speakers=(cited("Dong Jun", DONG),),
                content=(drills,),
                kind=StatementKind.INDIRECT,
                cue=quote(story, "said"),
            ),
        ),
        events=(
            event(
                "CONSULT",
                "visited",
                "Xi Jinping visited Russia on Monday",
                (cited("Xi Jinping", XI),),
                recipients=(cited("Russia", RUSSIA),),
                mode="visit",
                when=monday,
                place=Place("Moscow", None, 524901, 55.75, 37.62, "RUS"),
                quad_plover=1,
                plover_score=2.5,
            ),
            event(
                "AGREE",
                "plan",
                drills.quote,
                (cited("China and", CHINA), cited("Russia plan", RUSSIA)),
                status=Status.PLANNED,
                when=june,
                quad_plover=1,
                plover_score=2.5,
            ),
            event(
                "ACCUSE",
                "accused",
                "Russia accused China of spying",
                (cited("Russia accused", RUSSIA),),
                recipients=(cited("China of", CHINA),),
                quad_plover=3,
                plover_score=-3.0,
            ),
        ),
        tenures=(
            Tenure(
                TenureId(record_id("tenure", minister)), key, DONG.id, "defence minister", Change.HOLDS, minister, of=CHINA.id
            ),
        ),
        figures=(
            Figure(
                FigureId(record_id("figure", trade)),
                key,
                "trade of China with Russia",
                2.4e11,
                "USD",
                Comparator.EQUAL,
                trade,
                actors=(CHINA.id, RUSSIA.id),
            ),
        ),
        rejected=(Rejected(story.page, "analysis", Reason.LANGUAGE, "a part was in another language", f"{name}.txt"),),
        mentions=(
            cited("Xi Jinping", XI),
            cited("Russia", RUSSIA),
            cited("Dong Jun", DONG),
            Mention(Citation(key, Span(drills.span.start, drills.span.start + 5), "China"), CHINA.id),
            Mention(Citation(key, Span(drills.span.start + 10, drills.span.start + 16), "Russia"), RUSSIA.id),
        ),
    )


def write(path: Path) -> Path:
    """Write the record of two agencies' reports, linked, and return its path."""
    with Writer(path) as writer:
        writer.add(reading("wire", "AFP", headline="Xi visits Moscow"))
        shorter = TEXT.replace("reached $240 billion", "came to $240 billion last year")
        writer.add(reading("agency", "TASS", text=shorter, headline="Visit to Moscow"))
        ingest.relink(writer)
        # An address that was merged away earlier.
        writer.connection.execute("INSERT INTO episode_aliases SELECT 'gone', id FROM episodes WHERE type = 'CONSULT'")
    return path
