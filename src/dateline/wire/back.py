"""JSON objects → records: the way back from `reading_json` and `episode_json`."""

from __future__ import annotations

from datetime import date
from typing import Any

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

Json = dict[str, Any]  # the edge: what json.loads gives


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _span(value: list[int] | None) -> Span | None:
    return Span(value[0], value[1]) if value else None


def cite_of(value: Json, story: StoryId) -> Citation:
    """Return the citation of words in that story."""
    return Citation(story, Span(value["span"][0], value["span"][1]), value["text"])


def _cite_or_none(value: Json | None, story: StoryId) -> Citation | None:
    return cite_of(value, story) if value and value.get("span") else None


def mention_of(value: Json, story: StoryId) -> Mention:
    """Return the mention of an actor in that story."""
    return Mention(cite_of(value, story), value.get("actor"))


def _mentions(values: list[Json], story: StoryId) -> tuple[Mention, ...]:
    return tuple(mention_of(value, story) for value in values)


def when_of(value: Json | None, story: StoryId) -> Interval | None:
    """Return the interval; its words stand in the story that the value itself names, else in the given one."""
    if value is None:
        return None
    home = StoryId(value.get("story") or story)
    return Interval(_day(value["start"]), _day(value["end"]), Precision(value["precision"]), _cite_or_none(value, home))


def place_of(value: Json | None, story: StoryId) -> Place | None:
    """Return the place; its words stand in the story that the value itself names, else in the given one."""
    if value is None:
        return None
    home = StoryId(value.get("story") or story)
    cited = _cite_or_none(value, home)
    return Place(value["name"], cited, value.get("geonames"), value.get("lat"), value.get("lon"), value.get("country"))


def page_of(value: Json) -> Page:
    """Return the page without its content, which no line of JSON holds."""
    return Page(
        id=PageId(value["id"]),
        content="",
        path=value.get("path"),
        url=value.get("url"),
        media_type=value.get("media_type"),
        published=_day(value.get("published")),
        clean=bool(value.get("clean")),
        digest_of_content=value["sha256"],
    )


def story_of(value: Json, page: PageId) -> Story:
    """Return the story of that page."""
    return Story(
        id=StoryId(value["id"]),
        page=page,
        kind=StoryKind(value["kind"]),
        text=value["text"],
        headline=value.get("headline"),
        byline=tuple(value.get("byline") or ()),
        agency=value.get("agency"),
        outlet=value.get("outlet"),
        place=value.get("place"),
        published=_day(value.get("published")),
        section=value.get("section"),
        language=value.get("language"),
        url=value.get("url"),
        paragraphs_from=tuple(Span(start, end) for start, end in value.get("paragraphs_from") or ()),
    )


def removed_of(value: Json) -> Removed:
    """Return the removed words."""
    return Removed(value["text"], Removal(value["reason"]), value.get("story"), value.get("after"))


def rejected_of(value: Json, page: PageId) -> Rejected:
    """Return what was rejected; a value that names no page of its own belongs to the given one."""
    home = PageId(value.get("page") or page)
    return Rejected(home, value.get("stage") or "source", Reason(value["reason"]), value["detail"], value.get("path"))


def actor_of(value: Json) -> Actor:
    """Return the actor."""
    return Actor(
        id=ActorId(value["id"]),
        code=value.get("code"),
        name=value["name"],
        kind=ActorKind(value["kind"]),
        country=value.get("country"),
        sector=value.get("sector"),
        wikidata=value.get("wikidata"),
    )


def statement_of(value: Json) -> Statement:
    """Return the statement."""
    story = StoryId(value["story"])
    return Statement(
        id=StatementId(value["id"]),
        story=story,
        speakers=_mentions(value["speakers"], story),
        content=tuple(cite_of(piece, story) for piece in value["content"]),
        kind=StatementKind(value["kind"]),
        cue=_cite_or_none(value.get("cue"), story),
        quotation=value.get("quotation"),
        addressees=_mentions(value.get("addressee_mentions") or [], story),
        via=_mentions(value.get("via") or [], story),
        said_on=when_of(value.get("said_on"), story),
        place=place_of(value.get("place"), story),
        confidence=float(value.get("confidence", 1.0)),
    )


def event_of(value: Json) -> Event:
    """Return the event."""
    story = StoryId(value["story"])
    return Event(
        id=EventId(value["id"]),
        story=story,
        type=value["type"],
        status=Status(value["status"]),
        actors=_mentions(value["actors"], story),
        trigger=cite_of(value["trigger"], story),
        evidence=cite_of(value["evidence"], story),
        recipients=_mentions(value.get("recipients") or [], story),
        mode=value.get("mode"),
        contexts=tuple(value.get("contexts") or ()),
        cameo=value.get("cameo"),
        goldstein=value.get("goldstein"),
        plover_score=value.get("plover_score"),
        quad_plover=value.get("quad_plover"),
        quad_cameo=value.get("quad_cameo"),
        when=when_of(value.get("when"), story),
        announced=when_of(value.get("announced"), story),
        place=place_of(value.get("place"), story),
        denied_by=tuple(ActorId(actor) for actor in value.get("denied_by") or ()),
        statement=value.get("statement"),
        other_mentions=tuple(cite_of(mention, story) for mention in value.get("other_mentions") or ()),
        status_words=tuple(cite_of(words, story) for words in value.get("status_words") or ()),
        confidence=float(value.get("confidence", 1.0)),
    )


def tenure_of(value: Json) -> Tenure:
    """Return the tenure."""
    story = StoryId(value["story"])
    return Tenure(
        id=TenureId(value["id"]),
        story=story,
        person=ActorId(value["person"]),
        office=value["office"],
        change=Change(value["change"]),
        citation=cite_of(value["citation"], story),
        of=value.get("of"),
        start=when_of(value.get("start"), story),
        end=when_of(value.get("end"), story),
        as_of=when_of(value.get("as_of"), story),
    )


def figure_of(value: Json) -> Figure:
    """Return the figure."""
    story = StoryId(value["story"])
    upper = value.get("value_to")
    return Figure(
        id=FigureId(value["id"]),
        story=story,
        subject=value["subject"],
        value=float(value["value"]),
        unit=value["unit"],
        comparator=Comparator(value["comparator"]),
        citation=cite_of(value["citation"], story),
        value_to=float(upper) if upper is not None else None,
        actors=tuple(ActorId(actor) for actor in value.get("actors") or ()),
        when=when_of(value.get("when"), story),
    )


def _reading_of(value: Json) -> Reading:
    page = page_of(value["page"])
    return Reading(
        page=page,
        stories=tuple(story_of(story, page.id) for story in value["stories"]),
        removed=tuple(removed_of(removed) for removed in value.get("removed") or ()),
        actors=tuple(actor_of(actor) for actor in value.get("actors") or ()),
        statements=tuple(statement_of(statement) for statement in value.get("statements") or ()),
        events=tuple(event_of(event) for event in value.get("events") or ()),
        tenures=tuple(tenure_of(tenure) for tenure in value.get("tenures") or ()),
        figures=tuple(figure_of(figure) for figure in value.get("figures") or ()),
        rejected=tuple(rejected_of(rejected, page.id) for rejected in value.get("rejected") or ()),
        mentions=tuple(mention_of(mention, StoryId(mention["story"])) for mention in value.get("mentions") or ()),
    )


def reading_of(value: Json) -> Reading:
    """
    Return the reading that `reading_json` wrote.

    Raises:
        UsageError: the object is no line of `dateline read --json`.
    """
    try:
        return _reading_of(value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"this is no line of `dateline read --json`: {type(error).__name__}: {error}"
        raise UsageError(message) from error


# ------------------------------------------------------------------ the timeline
def _link_of(value: Json) -> Link:
    cited = value.get("citation")
    citation = cite_of(cited, StoryId(cited["story"])) if cited else None
    return Link(LinkKind(value["kind"]), EpisodeId(value["episode"]), value["reason"], citation)


def _report_of(value: Json) -> Report:
    story = StoryId(value["story"])
    return Report(PageId(value["page_id"]), story, EventId(value["event"]), cite_of(value["evidence"], story))


def _disagreement_of(value: Json) -> Disagreement:
    return Disagreement(value["field"], tuple((one["value"], tuple(one["events"])) for one in value["values"]))


def episode_of(value: Json) -> Episode:
    """Return the episode that `episode_json` wrote; its actors are known by their ids."""
    nowhere = StoryId("")
    return Episode(
        id=EpisodeId(value["id"]),
        what=value["what"],
        type=value["type"],
        status=Status(value["status"]),
        actors=tuple(ActorId(party["id"]) for party in value["actors"]),
        recipients=tuple(ActorId(party["id"]) for party in value["recipients"]),
        reports=tuple(_report_of(report) for report in value["reports"]),
        independent=value["independent"],
        when=when_of(value["when"], nowhere),
        announced=when_of(value["announced"], nowhere),
        place=place_of(value["place"], nowhere),
        mode=value["mode"],
        links=tuple(_link_of(link) for link in value["links"]),
        disagreements=tuple(_disagreement_of(one) for one in value["disagreements"]),
        reasons=tuple(value["reasons"]),
        aliases=tuple(EpisodeId(alias) for alias in value["aliases"]),
    )
