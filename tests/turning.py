"""A record of a year in which China turns to Russia, built by hand: rates that change for good, and stories that say so."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dateline import ingest
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
    StoryKind,
    record_id,
    story_id,
)
from dateline.spans import Span
from dateline.store import Writer

if TYPE_CHECKING:
    from pathlib import Path

CHINA, RUSSIA = (Actor(ActorId(code), code, name, ActorKind.STATE, code) for code, name in (("CHN", "China"), ("RUS", "Russia")))
STRONGER = "Ties between China and Russia grew stronger in 2023."
SOURED = "Relations between Russia and China have soured in March 2023, analysts said."
TURN = date(2023, 7, 1)  # from this month on China praises Russia in every story, before in one of four


def praised(story: Story) -> Event:
    """Return the act that the first sentence of a story tells."""
    day = story.published or TURN
    cited = {
        word: Citation(story.id, Span(*found.span()), word)
        for word in ("China", "Russia", "praised")
        for found in re.finditer(word, story.text)
    }
    sentence = Span(0, story.text.index("."))
    return Event(
        id=EventId(record_id("event", cited["praised"])),
        story=story.id,
        type="SUPPORT",
        status=Status.OCCURRED,
        actors=(Mention(cited["China"], CHINA.id),),
        recipients=(Mention(cited["Russia"], RUSSIA.id),),
        trigger=cited["praised"],
        evidence=Citation(story.id, sentence, sentence.of(story.text)),
        when=Interval(day, day, Precision.DAY),
        plover_score=4.0 if day >= TURN else 2.0,
        quad_plover=1,
    )


def reading(day: date, *, praises: bool, more: str = "") -> Reading:
    """Return the reading of a page with one story; it tells of one act, or of none."""
    act = f"China praised Russia on {day.day} {day:%B}." if praises else "China and Russia were silent."
    text = f"{act} {more}".strip()
    key = story_id(headline=f"{day}", agency="AFP", place=None, published=day, text=text)
    story = Story(key, PageId(f"page-{day}"), StoryKind.MAIN, text, f"{day}", agency="AFP", published=day, language="en")
    mentions = tuple(
        Mention(Citation(key, Span(*found.span()), actor.name), actor.id)
        for actor in (CHINA, RUSSIA)
        for found in re.finditer(actor.name, text)
    )
    page = Page(story.page, "", path=f"{day}.txt", digest_of_content="00")
    return Reading(page, (story,), actors=(CHINA, RUSSIA), events=(praised(story),) if praises else (), mentions=mentions)


def write(path: Path) -> Path:
    """Write the record, linked, and return its path."""
    with Writer(path) as writer:
        for month in range(1, 13):
            for number, day in enumerate((4, 11, 18, 25)):
                told = date(2023, month, day)
                more = STRONGER if (month, day) == (12, 25) else SOURED if (month, day) == (4, 4) else ""
                writer.add(reading(told, praises=told >= TURN or number == 0, more=more))
        ingest.relink(writer)
    return path
