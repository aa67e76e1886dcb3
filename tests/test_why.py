from __future__ import annotations

from dateline import why
from dateline.records import Citation, Event, EventId, Mention, Status, StoryId
from dateline.spans import Span

TEXT = "Moscow and Minsk plan to hold drills."


def _cited(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(StoryId("s"), Span(start, start + len(quote)), quote)


def test_the_trigger_is_marked_where_a_word_of_the_status_stands_in_it() -> None:
    doers = (Mention(_cited("Moscow"), None), Mention(_cited("Minsk"), None))
    trigger, evidence = _cited("plan to hold"), _cited(TEXT)
    event = Event(EventId("e"), StoryId("s"), "AGREE", Status.PLANNED, doers, trigger, evidence, status_words=(_cited("plan"),))
    assert why.apart(event) == [
        ("actor", doers[0].citation.span),
        ("actor", doers[1].citation.span),
        ("trigger", trigger.span),
    ]
