"""
Every record of Dateline, in the order in which a page becomes a record of two states.

    Page → Story → Statement · Event · Tenure · Figure → Episode → DyadCount

All are frozen values; `None` means that the text does not say, and nothing else.
Every claim carries a Citation: a half-open span of code points in `Story.text`, and the words there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from dateline.errors import MisquoteError

if TYPE_CHECKING:
    from dateline.spans import Span

PageId = NewType("PageId", str)
StoryId = NewType("StoryId", str)
StatementId = NewType("StatementId", str)
EventId = NewType("EventId", str)
TenureId = NewType("TenureId", str)
FigureId = NewType("FigureId", str)
EpisodeId = NewType("EpisodeId", str)
ActorId = NewType("ActorId", str)


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts alone, in their order."""
    packed = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ------------------------------------------------------------------ pages and stories
@dataclass(frozen=True, slots=True)
class Page:
    """One document as it came: a text dump, HTML, an archive's record, a feed's entry."""

    id: PageId
    content: bytes | str
    path: str | None = None  # file name, archive and record, or the id that came with it
    url: str | None = None
    media_type: str | None = None  # "text/html", "text/plain"; None: look at the content
    published: date | None = None  # given from outside the page (a crawl's record, --published); never the clock
    clean: bool = False  # the content is the text of one story, without chrome
    digest_of_content: str | None = None  # where the content itself is no longer at hand, as in the store
    masthead: Masthead | None = None  # given beside the report by an export or a feed, whose content is the report alone

    @property
    def sha256(self) -> str:
        """Return the digest of the content as it came."""
        if self.digest_of_content is not None:
            return self.digest_of_content
        raw = self.content if isinstance(self.content, bytes) else self.content.encode("utf-8", "surrogatepass")
        return hashlib.sha256(raw).hexdigest()


def page_id(content: bytes | str, *, path: str | None, url: str | None) -> PageId:
    """Return the id of a page: a digest of where it stood and what it held."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return PageId(digest("page", url or path or "", hashlib.sha256(raw).hexdigest()))


class StoryKind(StrEnum):
    """What a story is on its page."""

    MAIN = "main"
    EMBEDDED = "embedded"
    TEASER = "teaser"  # points to another page; its text is its summary, or its headline


@dataclass(frozen=True, slots=True)
class Story:
    """
    One report on a page.

    `text` holds the body paragraphs joined by a blank line; headline, byline, dateline, subheads and captions are not in it.
    `id` depends on masthead and text alone, so that the same report read twice is the same story.
    """

    id: StoryId
    page: PageId
    kind: StoryKind
    text: str
    headline: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None  # who wrote it: "AFP"
    outlet: str | None = None  # who published it: "Military Space News"
    place: str | None = None  # of the dateline
    published: date | None = None  # at the dateline's place
    section: str | None = None
    language: str | None = None  # ISO 639-1
    url: str | None = None
    paragraphs_from: tuple[Span, ...] = ()  # where each paragraph stood in the page's text, where known


def story_id(*, headline: str | None, agency: str | None, place: str | None, published: date | None, text: str) -> StoryId:
    """Return the id of a story: a digest of its masthead and text."""
    return StoryId(digest("story", headline or "", agency or "", place or "", published or "", text))


CODED_LANGUAGE = "en"


def is_coded(story: Story) -> bool:
    """Return whether a story's text is read for statements and events: English, and more than a teaser's headline."""
    headline_only = story.kind is StoryKind.TEASER and story.text == story.headline
    return bool(story.text.strip()) and not headline_only and story.language in (None, CODED_LANGUAGE)


class Removal(StrEnum):
    """Why words of a page are in no story's text."""

    CHROME = "chrome"  # navigation, labels, buttons, icons
    HEADLINE = "headline"
    REPEATED_HEADLINE = "repeated headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    RELATED = "related"  # lists of other pages
    SHARE = "share"
    SUBSCRIBE = "subscribe"
    ADVERTISEMENT = "advertisement"
    LEGAL = "legal"
    TRUNCATION = "truncation"  # '... read more'
    COMMENT = "comment"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a source gives beside a report: the fields of an archive's export, of a feed's entry."""

    headline: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    section: str | None = None
    place: str | None = None  # of the dateline, where it is a field of its own
    document: str | None = None  # the id in the archive
    rest: tuple[tuple[str, Removal], ...] = ()  # words of the document outside its report, and why


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of a page that are in no story's text, and why."""

    text: str
    reason: Removal
    story: StoryId | None = None  # the story they stood in or beside, where known
    after: int | None = None  # the character of that story's text after which they stood


class Reason(StrEnum):
    """Why a page, or a part of it, was rejected."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"  # encoding or markup beyond repair
    NO_STORY = "no story"
    LANGUAGE = "language"  # stored and searchable, not coded
    FORBIDDEN = "forbidden"  # robots.txt, private addresses
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    INVALID = "invalid"  # a record of a feed, archive or JSONL that is none
    FAILED = "failed"  # an error of ours: the detail names it


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that gave no story, or a part of one that could not be read."""

    page: PageId
    stage: str  # "source", "story", "analysis", "statement", "event"
    reason: Reason
    detail: str
    path: str | None = None


# ------------------------------------------------------------------ what every claim is made of
@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a story that a claim rests on."""

    story: StoryId
    span: Span
    quote: str

    def check(self, text: str) -> None:
        """
        Compare the quote with the story's text.

        Raises:
            MisquoteError: the span does not cover the quoted words.
        """
        found = self.span.of(text)
        if found != self.quote:
            raise MisquoteError(self.story, self.span.start, self.span.end, self.quote, found)


def cite(story: Story, span: Span) -> Citation:
    """Return the citation of the words that span covers in the story's text."""
    return Citation(story.id, span, span.of(story.text))


class Precision(StrEnum):
    """How exactly a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"  # quarters and halves of a year too
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included; None: open on that side."""

    start: date | None
    end: date | None
    precision: Precision
    citation: Citation | None = None  # the words it came from; None: the dateline itself

    def shares_a_day(self, other: Interval) -> bool:
        """Return whether the two intervals have a day in common."""
        return (self.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (self.end or date.max)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a text names it, with its GeoNames entry where one is certain."""

    name: str
    citation: Citation | None = None
    geonames: int | None = None
    lat: float | None = None  # degrees north
    lon: float | None = None  # degrees east
    country: str | None = None  # ISO 3166-1 alpha-3


class ActorKind(StrEnum):
    """What sort of actor."""

    STATE = "state"
    ORGAN = "organ"  # palace, ministry, army, parliament
    PERSON = "person"
    IGO = "igo"
    GROUP = "group"  # armed and political groups
    ORG = "org"  # media, firms, institutes


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or speaks: a state, an organ or person of it, an organisation or a group."""

    id: ActorId
    code: str | None  # "CHN", "CHN/GOV", "IGO:NATO", "GRP:PKK", "ORG:AFP"; None: unknown affiliation
    name: str  # the usual English name; persons by full name
    kind: ActorKind
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str | None = None  # PLOVER: GOV, MIL, LEG, ...
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, and the actor where it is known."""

    citation: Citation
    actor: ActorId | None = None


# ------------------------------------------------------------------ what stories tell
class StatementKind(StrEnum):
    """How speech is reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, how, to whom, via whom, when: one speech act of one sentence."""

    id: StatementId
    story: StoryId
    speakers: tuple[Mention, ...]
    content: tuple[Citation, ...]
    kind: StatementKind
    cue: Citation | None = None
    quotation: str | None = None  # shared by the sentences of one quotation
    addressees: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = ()  # from the outermost source inwards
    said_on: Interval | None = None
    place: Place | None = None
    confidence: float = 1.0  # 0 to 1

    @property
    def citation(self) -> Citation:
        """Return what the statement rests on: the first piece of its content."""
        return self.content[0]


class Status(StrEnum):
    """Whether an act happened: PLOVER's auxiliary modes, and charges with their denials."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    ALLEGED = "alleged"
    DENIED = "denied"
    NEGATED = "negated"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when, where, and whether it happened."""

    id: EventId
    story: StoryId
    type: str  # PLOVER event type: "CONSULT"
    status: Status
    actors: tuple[Mention, ...]
    trigger: Citation
    evidence: Citation  # the smallest clause that carries the event
    recipients: tuple[Mention, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None  # as text, with its zeros
    goldstein: float | None = None  # -10 (conflict) to +10 (cooperation)
    plover_score: float | None = None  # -10 to +10
    quad_plover: int | None = None  # 1 verbal cooperation ... 4 material conflict, PLOVER manual v0.8
    quad_cameo: int | None = None  # the same by CAMEO root, GDELT's map
    when: Interval | None = None
    announced: Interval | None = None  # when a plan was said
    place: Place | None = None
    denied_by: tuple[ActorId, ...] = ()
    statement: StatementId | None = None  # the statement that reports it
    other_mentions: tuple[Citation, ...] = ()
    status_words: tuple[Citation, ...] = ()  # what decided the status
    confidence: float = 1.0  # 0 to 1

    @property
    def citation(self) -> Citation:
        """Return what the event rests on: its evidence."""
        return self.evidence


class Change(StrEnum):
    """What a text says of a person and an office."""

    HOLDS = "holds"
    NAMED = "named"
    TAKES = "takes"
    LEAVES = "leaves"
    REMOVED = "removed"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person holds, takes or leaves an office."""

    id: TenureId
    story: StoryId
    person: ActorId
    office: str
    change: Change
    citation: Citation
    of: ActorId | None = None
    start: Interval | None = None
    end: Interval | None = None
    as_of: Interval | None = None


class Comparator(StrEnum):
    """How a value stands to the number given."""

    EQUAL = "="
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about a relation."""

    id: FigureId
    story: StoryId
    subject: str
    value: float  # money and counts in ones
    unit: str  # "USD", "troops", "km", "percent"
    comparator: Comparator
    citation: Citation
    value_to: float | None = None  # the upper end of a range
    actors: tuple[ActorId, ...] = ()
    when: Interval | None = None


def record_id(kind: str, citation: Citation) -> str:
    """Return the id of a statement, event, tenure or figure: kind, story and span decide it (an event: its trigger's)."""
    return digest(kind, citation.story, citation.span.start, citation.span.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one page."""

    page: Page
    stories: tuple[Story, ...] = ()
    removed: tuple[Removed, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    figures: tuple[Figure, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    mentions: tuple[Mention, ...] = ()  # every mention of an actor in the stories that were coded, in text order


def named_actors(reading: Reading) -> tuple[ActorId, ...]:
    """Return the actors that the reading's mentions and records name, each once, mentions first."""
    named: list[ActorId | None] = [mention.actor for mention in reading.mentions]
    for statement in reading.statements:
        named += [mention.actor for mention in (*statement.speakers, *statement.addressees, *statement.via)]
    for event in reading.events:
        named += [mention.actor for mention in (*event.actors, *event.recipients)]
        named += event.denied_by
    for tenure in reading.tenures:
        named += (tenure.person, tenure.of)
    for figure in reading.figures:
        named += figure.actors
    return tuple(dict.fromkeys(name for name in named if name is not None))


# ------------------------------------------------------------------ what happened in the world
class LinkKind(StrEnum):
    """How one episode stands to another."""

    FOLLOWS = "follows"  # the outcome of an announced plan
    DENIES = "denies"  # the denial of a charge
    ANSWERS = "answers"  # a reply that the text ties to a call, charge or announcement
    RECALLS = "recalls"  # a background mention of an earlier episode


@dataclass(frozen=True, slots=True)
class Link:
    """A directed tie from one episode to another."""

    kind: LinkKind
    episode: EpisodeId
    reason: str  # in words: what was compared and found
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One mention of an episode in one story."""

    page: PageId
    story: StoryId
    event: EventId
    evidence: Citation


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which the reports of one episode differ."""

    field: str  # "when", "status", "figures"
    values: tuple[tuple[str, tuple[EventId, ...]], ...]  # each value with the events that give it


@dataclass(frozen=True, slots=True)
class Episode:
    """One occurrence in the world, from all the reports of it."""

    id: EpisodeId
    what: str  # one line in plain words
    type: str
    status: Status
    actors: tuple[ActorId, ...]
    recipients: tuple[ActorId, ...]
    reports: tuple[Report, ...]  # the one to quote, then the others in the order of their telling
    independent: int  # reports that are no copies of one another
    when: Interval | None = None
    announced: Interval | None = None
    place: Place | None = None
    mode: str | None = None
    links: tuple[Link, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    reasons: tuple[str, ...] = ()  # why the reports were merged
    aliases: tuple[EpisodeId, ...] = ()  # ids that led here before


class Period(StrEnum):
    """The unit of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DyadCount:
    """One period of an ordered pair of states."""

    source: str  # ISO 3166-1 alpha-3, or the name of a bloc
    target: str
    period: Period
    start: date
    episodes: int
    reports: int
    statements: int
    stories: int  # the denominator: stories read of that period, about anybody; 0: no coverage
    by_type: tuple[tuple[str, int], ...] = ()
    by_quad: tuple[tuple[int, int], ...] = ()
    plover_mean: float | None = None  # -10 to +10 over episodes; None: no episode
    goldstein_mean: float | None = None


# ------------------------------------------------------------------ corrections by people
class CorrectionAction(StrEnum):
    """What a person did to a record."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about a record; applied again after every run."""

    id: str
    at: datetime  # UTC
    who: str
    action: CorrectionAction
    kind: str  # "statement", "event", "tenure", "figure", "episode"; "correction": it takes that one back
    record: str  # the record's id
    why: str = ""
    fields: tuple[tuple[str, str], ...] = field(default_factory=tuple)  # name and JSON value
