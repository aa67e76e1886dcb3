"""What the API answers, key by key: the records as `dateline read --json` writes them."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from dateline.records import ActorKind, Change, Comparator, LinkKind, Period, Precision, StatementKind, Status, StoryKind

Item = TypeVar("Item")


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)


class Listed(Answer, Generic[Item]):
    """A stretch of a list."""

    items: list[Item]
    next: str | None = Field(description="The cursor of what follows; null at the end.")


class Problem(BaseModel):
    """What was wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Cite(Answer):
    """Words of a story, and where they stand: half-open, in code points of its text."""

    text: str
    span: tuple[int, int]


class Named(Cite):
    """Words that name an actor."""

    actor: str | None


class When(Answer):
    """Days, both included; null: open on that side."""

    start: str | None
    end: str | None
    precision: Precision
    text: str | None
    span: tuple[int, int] | None


class WhenOf(When):
    """Days, with the story whose words give them; absent where none do."""

    story: str | None = None


class Where(Answer):
    """A place, with its GeoNames entry where one is certain."""

    name: str
    text: str | None
    span: tuple[int, int] | None
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None


class WhereOf(Where):
    """A place, with the story whose words name it; absent where none do."""

    story: str | None = None


class Actor(Answer):
    """Who acts or speaks."""

    id: str
    code: str | None
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    wikidata: str | None


class Party(Answer):
    """An actor as an episode names it."""

    id: str
    code: str | None
    name: str
    kind: ActorKind
    country: str | None


class Report(Answer):
    """One mention of an episode in one story."""

    page: str
    story: str
    event: str
    evidence: Cite


class Link(Answer):
    """How an episode stands to another."""

    kind: LinkKind
    episode: str
    reason: str


class Value(Answer):
    """What some of the reports say of a field."""

    value: str
    events: list[str]


class Disagreement(Answer):
    """A field on which the reports differ."""

    field: str
    values: list[Value]


class Episode(Answer):
    """One occurrence in the world, from all the reports of it."""

    id: str
    what: str
    type: str
    mode: str | None
    status: Status
    when: WhenOf | None
    announced: WhenOf | None
    place: WhereOf | None
    actors: list[Party]
    recipients: list[Party]
    reports: list[Report]
    independent: int
    links: list[Link]
    disagreements: list[Disagreement]
    reasons: list[str]
    aliases: list[str]


class Event(Answer):
    """Who did what to whom, when, where, and whether it happened."""

    id: str
    story: str
    type: str
    mode: str | None
    contexts: list[str]
    cameo: str | None
    goldstein: float | None
    plover_score: float | None
    quad_plover: int | None = Field(description="PLOVER manual v0.8")
    quad_cameo: int | None = Field(description="GDELT's map by CAMEO root")
    actors: list[Named]
    recipients: list[Named]
    when: When | None
    announced: When | None
    place: Where | None
    status: Status
    denied_by: list[str]
    statement: str | None
    trigger: Cite
    evidence: Cite
    other_mentions: list[Cite]
    confidence: float


class Statement(Answer):
    """Who said what, how, to whom, via whom, when."""

    id: str
    story: str
    speakers: list[Named]
    cue: Cite | None
    content: list[Cite]
    kind: StatementKind
    quotation: str | None
    addressees: list[str]
    addressee_mentions: list[Named]
    via: list[Named]
    said_on: When | None
    place: Where | None
    confidence: float


class Tenure(Answer):
    """A person holds, takes or leaves an office."""

    id: str
    story: str
    person: str
    office: str
    of: str | None
    start: When | None
    end: When | None
    as_of: When | None
    change: Change
    citation: Cite


class Figure(Answer):
    """A number about a relation."""

    id: str
    story: str
    subject: str
    actors: list[str]
    value: float
    value_to: float | None
    unit: str
    comparator: Comparator
    when: When | None
    citation: Cite


class StoryHead(Answer):
    """A story without its text."""

    id: str
    headline: str | None
    agency: str | None
    outlet: str | None
    place: str | None
    published: str | None
    language: str | None
    kind: StoryKind | None
    coded: bool = Field(description="Whether its text was read for statements and events.")
    length: int = Field(description="Of the text, in code points.")


class Story(StoryHead):
    """A story with its text and all that it tells."""

    page: str
    byline: list[str]
    section: str | None
    url: str | None
    text: str
    statements: list[Statement]
    events: list[Event]
    tenures: list[Tenure]
    figures: list[Figure]


class Pair(Answer):
    """How much is told of two states."""

    first: str
    second: str
    episodes: int
    reports: int
    first_day: str | None
    last_day: str | None


class Count(Answer):
    """One period of an ordered pair of states."""

    source: str
    target: str
    period: Period
    start: str
    episodes: int
    reports: int
    statements: int
    stories: int = Field(description="Read of that period, about anybody; 0: no coverage.")
    by_type: dict[str, int]
    by_quad: dict[str, int] = Field(description="PLOVER manual v0.8: 1 verbal cooperation to 4 material conflict.")
    plover_mean: float | None
    goldstein_mean: float | None


class Passage(Answer):
    """Words of a story, and those among them that were looked for."""

    text: str
    span: tuple[int, int]
    marks: list[tuple[int, int]]


class Hit(Answer):
    """A statement or story that a search found."""

    kind: str
    id: str
    story: str
    score: float
    headline: str | None
    agency: str | None
    published: str | None
    passages: list[Passage]


class Hits(Listed[Hit]):
    """What a search finds."""

    total: int
    note: str | None = Field(description="How the words were read, where they could not be read as a search.")


class Counts(Answer):
    """How much the record holds."""

    pages: int
    stories: int
    teasers: int
    statements: int
    events: int
    tenures: int
    figures: int
    episodes: int
    actors: int
    rejected: int
