"""The order of the stages, and what is left when one of them fails."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from dateline.errors import ModelError
from dateline.pipeline import Pipeline, Stages
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    Event,
    EventId,
    Mention,
    Page,
    PageId,
    Reason,
    Rejected,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryId,
    StoryKind,
    cite,
    is_coded,
)
from dateline.spans import Span
from dateline.stages.story.reading import StoryReading

TEXT = "Lin said Fenwick must leave."
PAGE = Page(PageId("p1"), TEXT, path="a.txt")
STORY = Story(StoryId("s1"), PageId("p1"), StoryKind.MAIN, TEXT)
LIN = Actor(ActorId("a1"), "RUR/GOV", "Ana Lin", ActorKind.PERSON, "RUR", "GOV")
UNSEEN = Actor(ActorId("a2"), "FEN", "Fenwick", ActorKind.STATE, "FEN")
SAID = Statement(
    StatementId("st1"),
    StoryId("s1"),
    (Mention(cite(STORY, Span(0, 3)), LIN.id),),
    (cite(STORY, Span(9, 27)),),
    StatementKind.INDIRECT,
)
URGED = Event(
    id=EventId("e1"),
    story=StoryId("s1"),
    type="REQUEST",
    status=Status.OCCURRED,
    actors=(Mention(cite(STORY, Span(0, 3)), LIN.id),),
    trigger=cite(STORY, Span(17, 21)),
    evidence=cite(STORY, Span(9, 27)),
)


@dataclass(frozen=True)
class CastOf:
    """The cast of one story, as far as the pipeline looks at it."""

    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = (LIN, UNSEEN)


STAGES = Stages(
    read=lambda page: StoryReading((replace(STORY, page=page.id),)),
    analyse=lambda texts: tuple(object() for _ in texts),
    cast=lambda story, _: CastOf((Mention(cite(story, Span(0, 3)), LIN.id),)),
    find=lambda *_: (SAID,),
    code=lambda *_: (URGED,),
    note=lambda *_: ((), ()),
)


def fail(*_: object) -> None:
    message = "a bug"
    raise LookupError(message)


def test_a_page_passes_through_every_stage_and_its_actors_are_those_that_a_record_names() -> None:
    reading = Pipeline(stages=STAGES).read(PAGE)
    assert reading.stories == (STORY,)
    assert reading.statements == (SAID,)
    assert reading.events == (URGED,)
    assert reading.actors == (LIN,)
    assert [mention.citation.quote for mention in reading.mentions] == ["Lin"]
    assert reading.rejected == ()


def test_a_failing_story_stage_rejects_the_page_and_the_next_page_is_read() -> None:
    def read(page: Page) -> StoryReading:
        return fail() if page.path == "bad.txt" else StoryReading((STORY,))

    bad = Page(PageId("p2"), "x", path="bad.txt")
    readings = list(Pipeline(stages=replace(STAGES, read=read)).read_all((bad, PAGE)))
    assert [len(reading.stories) for reading in readings] == [0, 1]
    rejected = readings[0].rejected[0]
    assert (rejected.page, rejected.stage, rejected.reason, rejected.path) == ("p2", "story", Reason.FAILED, "bad.txt")
    assert rejected.detail.startswith("LookupError: a bug (test_pipeline.py line ")


def test_a_failing_statement_stage_names_itself_and_events_are_still_coded() -> None:
    reading = Pipeline(stages=replace(STAGES, find=fail)).read(PAGE)
    assert [(one.stage, one.reason) for one in reading.rejected] == [("statement", Reason.FAILED)]
    assert (reading.statements, reading.events) == ((), (URGED,))


def test_a_story_that_the_language_core_chokes_on_does_not_spoil_the_others_of_its_batch() -> None:
    def analyse(texts: tuple[str, ...]) -> tuple[object, ...]:
        return fail() if "choke" in texts or len(texts) > 1 else (object(),)

    def read(page: Page) -> StoryReading:
        return StoryReading((replace(STORY, id=StoryId(f"s-{page.content}"), text=str(page.content)),))

    stages = replace(STAGES, read=read, analyse=analyse, find=lambda *_: (), code=lambda *_: (), cast=lambda *_: CastOf())
    pages = (Page(PageId("p1"), "choke"), Page(PageId("p2"), "fine"))
    readings = list(Pipeline(stages=stages).read_all(pages))
    assert [[one.stage for one in reading.rejected] for reading in readings] == [["analysis"], []]


def test_a_damaged_model_ends_the_run_since_no_page_is_at_fault():
    def analyse(_: tuple[str, ...]) -> None:
        raise ModelError("language.onnx", "cut short")

    with pytest.raises(ModelError, match=r"language\.onnx: cut short"):
        Pipeline(stages=replace(STAGES, analyse=analyse)).read(PAGE)


def test_a_record_that_misquotes_its_story_is_rejected_not_kept() -> None:
    wrong = replace(URGED, evidence=Citation(StoryId("s1"), Span(9, 27), "Fenwick must stay."))
    reading = Pipeline(stages=replace(STAGES, code=lambda *_: (wrong,))).read(PAGE)
    assert reading.events == ()
    assert reading.rejected == (
        Rejected(
            PageId("p1"),
            "event",
            Reason.FAILED,
            "MisquoteError: s1 [9, 27): cites 'Fenwick must stay.' but the story says 'Fenwick must leave'. "
            "The record was refused; read the page again.",
            "a.txt",
        ),
    )


def test_two_records_of_one_id_are_kept_once() -> None:
    twice = replace(STAGES, code=lambda *_: (URGED, replace(URGED, type="ACCUSE")))
    assert Pipeline(stages=twice).read(PAGE).events == (URGED,)


def test_a_story_in_another_language_is_kept_and_not_coded() -> None:
    foreign = replace(STORY, language="de")
    reading = Pipeline(stages=replace(STAGES, read=lambda _: StoryReading((foreign,)))).read(PAGE)
    assert (reading.stories, reading.statements, reading.events) == ((foreign,), (), ())


def test_a_headline_only_teaser_is_not_coded_and_a_summary_is() -> None:
    headline = replace(STORY, kind=StoryKind.TEASER, headline=TEXT)
    assert not is_coded(headline)
    assert is_coded(replace(headline, headline="Lin speaks"))


def test_what_a_page_gives_does_not_depend_on_the_pages_beside_it() -> None:
    pages = [Page(PageId(f"p{number}"), TEXT) for number in range(40)]
    together = list(Pipeline(stages=STAGES).read_all(pages))
    assert together == [Pipeline(stages=STAGES).read(page) for page in pages]
