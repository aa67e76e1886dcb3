"""Records and JSON: there and back, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Change,
    Citation,
    Comparator,
    Disagreement,
    Episode,
    EpisodeId,
    Event,
    EventId,
    Figure,
    FigureId,
    Interval,
    Link,
    LinkKind,
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
    Report,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryId,
    StoryKind,
    Tenure,
    TenureId,
)
from dateline.spans import Span
from dateline.wire import episode_json, episode_of, reading_json, reading_line, reading_of

TEXT = (
    "Minister Lin told reporters in Port Ada on Friday that Ruritania would visit Fenwick in May. Trade passed 3 billion dollars."
)
STORY = StoryId("s1")


def cited(words: str) -> Citation:
    start = TEXT.index(words)
    return Citation(STORY, Span(start, start + len(words)), words)


FRIDAY = Interval(date(2023, 3, 3), date(2023, 3, 3), Precision.DAY, cited("on Friday"))
MAY = Interval(date(2023, 5, 1), date(2023, 5, 31), Precision.MONTH, cited("in May"))
READING = Reading(
    page=Page(
        id=PageId("p1"),
        content="",
        path="a.txt",
        url=None,
        media_type="text/plain",
        published=date(2023, 3, 4),
        digest_of_content="ab",
    ),
    stories=(
        Story(
            id=STORY,
            page=PageId("p1"),
            kind=StoryKind.MAIN,
            text=TEXT,
            headline="Ruritania to visit",
            byline=("A. Writer",),
            agency="AFP",
            outlet="The Fenwick Post",
            place="Port Ada",
            published=date(2023, 3, 4),
            section="World",
            language="en",
            url="http://a.invalid/1",
            paragraphs_from=(Span(3, 9),),
        ),
    ),
    removed=(Removed("Share", Removal.SHARE), Removed("What next", Removal.SUBHEAD, STORY, 12)),
    actors=(
        Actor(ActorId("a1"), "RUR/GOV", "Ana Lin", ActorKind.PERSON, "RUR", "GOV", "Q1"),
        Actor(ActorId("a2"), None, "Fenwick", ActorKind.STATE),
    ),
    statements=(
        Statement(
            id=StatementId("st1"),
            story=STORY,
            speakers=(Mention(cited("Minister Lin"), ActorId("a1")),),
            content=(cited("Ruritania would visit Fenwick in May"),),
            kind=StatementKind.INDIRECT,
            cue=cited("told"),
            quotation="q1",
            addressees=(Mention(cited("reporters")), Mention(cited("Fenwick"), ActorId("a2"))),
            via=(Mention(cited("reporters")),),
            said_on=FRIDAY,
            place=Place("Port Ada", cited("Port Ada"), 5, 1.5, -2.5, "RUR"),
            confidence=0.75,
        ),
    ),
    events=(
        Event(
            id=EventId("e1"),
            story=STORY,
            type="AGREE",
            status=Status.PLANNED,
            actors=(Mention(cited("Ruritania"), None),),
            trigger=cited("visit"),
            evidence=cited("Ruritania would visit Fenwick in May"),
            recipients=(Mention(cited("Fenwick"), ActorId("a2")),),
            mode="meet",
            contexts=("diplomatic", "economic"),
            cameo="036",
            goldstein=4.0,
            plover_score=3.5,
            quad_plover=1,
            quad_cameo=1,
            when=MAY,
            announced=FRIDAY,
            place=Place("Fenwick"),
            denied_by=(ActorId("a2"),),
            statement=StatementId("st1"),
            other_mentions=(cited("Trade"),),
            status_words=(cited("would"),),
            confidence=0.5,
        ),
    ),
    tenures=(
        Tenure(
            TenureId("t1"),
            STORY,
            ActorId("a1"),
            "minister",
            Change.HOLDS,
            cited("Minister Lin"),
            ActorId("a2"),
            None,
            None,
            FRIDAY,
        ),
    ),
    figures=(
        Figure(
            FigureId("f1"), STORY, "trade", 3e9, "USD", Comparator.MORE, cited("3 billion dollars"), 3.5e9, (ActorId("a2"),), MAY
        ),
    ),
    rejected=(Rejected(PageId("p1"), "event", Reason.FAILED, "KeyError: 'x'", "a.txt"),),
    mentions=(Mention(cited("Minister Lin"), ActorId("a1")),),
)


def test_a_reading_comes_back_whole_from_its_own_json() -> None:
    assert reading_of(json.loads(reading_line(READING))) == READING


def test_the_published_keys_stand_first_and_in_the_published_order() -> None:
    written = reading_json(READING)
    assert list(written)[:9] == ["page", "stories", "removed", "actors", "statements", "events", "tenures", "figures", "rejected"]
    assert list(written["page"])[:5] == ["id", "path", "url", "media_type", "sha256"]
    assert list(written["statements"][0])[:11] == (
        ["id", "story", "speakers", "cue", "content", "kind", "quotation", "addressees", "via", "said_on", "place"]
    )
    assert " ".join(list(written["events"][0])[:22]) == (
        "id story type mode contexts cameo goldstein plover_score quad_plover quad_cameo actors recipients when announced place "
        "status denied_by statement trigger evidence other_mentions confidence"
    )


def test_a_plan_is_written_with_its_days_and_words() -> None:
    assert reading_json(READING)["events"][0]["when"] == (
        {"start": "2023-05-01", "end": "2023-05-31", "precision": "month", "text": "in May", "span": [85, 91]}
    )


def test_addressees_are_actors_alone_and_their_words_stand_beside() -> None:
    statement = reading_json(READING)["statements"][0]
    assert statement["addressees"] == ["a2"]
    assert [mention["text"] for mention in statement["addressee_mentions"]] == ["reporters", "Fenwick"]


def test_money_is_written_in_ones_without_a_fraction() -> None:
    assert '"value": 3000000000, "value_to": 3500000000' in reading_line(READING)


def test_a_line_that_is_no_reading_is_refused_in_plain_words() -> None:
    with pytest.raises(UsageError, match="no line of `dateline read --json`: KeyError: 'page'"):
        reading_of({"id": 1})


def test_an_episode_comes_back_whole_from_the_timeline() -> None:
    episode = Episode(
        id=EpisodeId("ep1"),
        what="Ruritania is to visit Fenwick",
        type="AGREE",
        status=Status.PLANNED,
        actors=(ActorId("a1"),),
        recipients=(ActorId("a2"),),
        reports=(Report(PageId("p1"), STORY, EventId("e1"), cited("visit")),),
        independent=1,
        when=MAY,
        announced=FRIDAY,
        place=Place("Fenwick", cited("Fenwick")),
        mode="meet",
        links=(Link(LinkKind.FOLLOWS, EpisodeId("ep0"), "the same visit", cited("visit")),),
        disagreements=(Disagreement("when", (("2023-05-01", (EventId("e1"),)),)),),
        reasons=("one report",),
        aliases=(EpisodeId("ep9"),),
    )
    written = episode_json(episode, actors={actor.id: actor for actor in READING.actors}, pages={PageId("p1"): "a.txt"})
    assert episode_of(json.loads(json.dumps(written))) == episode
    assert written["reports"][0]["page"] == "a.txt"
    assert written["actors"][0]["code"] == "RUR/GOV"


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text)))
def test_any_text_survives_the_way_there_and_back(text: str) -> None:
    story = replace(READING.stories[0], text=text, headline=text)
    reading = Reading(page=READING.page, stories=(story,))
    assert reading_of(json.loads(reading_line(reading))) == reading
