"""What a terminal shows: stories with what they say, timelines and statements, each line with its words."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.language import sentences, tokens
from dateline.records import StoryKind
from dateline.spans import Span, hull
from dateline.tabular import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from dateline.ingest import Outcome
    from dateline.records import (
        Actor,
        ActorId,
        DyadCount,
        Episode,
        Event,
        Figure,
        Interval,
        Mention,
        PageId,
        Reading,
        Statement,
        Story,
        StoryId,
        Tenure,
    )
    from dateline.store import Counts, Head

_LONGEST = 400  # characters of a sentence shown around an event; a longer one is cut to its evidence


def days(interval: Interval | None) -> str:
    """Return days as a person writes them: '3 May 2024', '20-22 Mar 2023', 'May 2024', 'until 3 May 2024'."""
    if interval is None or (interval.start is None and interval.end is None):
        return ""
    first, last = interval.start, interval.end
    if first is None:
        return f"until {_day(last)}"
    if last is None:
        return f"from {_day(first)}"
    return _range(first, last)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _range(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:  # whole months
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%b %Y}"
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return f"{first:%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{_day(last)}"
    return f"{first.day} {first:%b}-{_day(last)}" if first.year == last.year else f"{_day(first)}-{_day(last)}"


def who(mentions: Sequence[Mention], actors: Mapping[ActorId, Actor]) -> str:
    """Return who is meant, each with the code."""
    shown: dict[str, None] = {}
    for mention in mentions:
        actor = actors.get(mention.actor) if mention.actor is not None else None
        code = f" [{actor.code}]" if actor and actor.code else ""
        shown[f"{actor.name if actor else mention.citation.quote}{code}"] = None
    return ", ".join(shown)


# ------------------------------------------------------------------ sentences with their words marked
@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Span, ...]:
    offsets = tokens.offsets(text)
    return tuple(
        Span(offsets[first][0], offsets[last - 1][1]) for first, last in sentences.boundaries(text, offsets) if first < last
    )


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence, or sentences, that the span stands in; one that is very long is cut to the span."""
    touched = [sentence for sentence in _sentences(text) if sentence.overlaps(span)]
    whole = hull((*touched, span))
    return whole if len(whole) <= _LONGEST else span


def marked(text: str, around: Span, marks: Iterable[tuple[Span, str]]) -> Text:
    """Return a piece of text with spans styled; where styles do not show, the first marked span stands between asterisks."""
    shown = Text(around.of(text).replace("\n", " "), style="default")
    for span, style in marks:
        shown.stylize(style, max(0, span.start - around.start), max(0, span.end - around.start))
    return shown


def event_words(story: Story, event: Event) -> Text:
    """Return the sentence that proves an event: the evidence underlined, the trigger between asterisks."""
    around = sentence_around(story.text, hull((event.evidence.span, event.trigger.span)))
    trigger = event.trigger.span
    before, after = Span(around.start, trigger.start) if trigger.start > around.start else None, trigger.end
    shown = Text('"')
    if before:
        shown.append_text(marked(story.text, before, [(event.evidence.span, "underline")]))
    shown.append("*", "dim").append(trigger.of(story.text), "bold underline").append("*", "dim")
    if after < around.end:
        shown.append_text(marked(story.text, Span(after, around.end), [(event.evidence.span, "underline")]))
    return shown.append('"')


# ------------------------------------------------------------------ one page
def reading_view(reading: Reading) -> Iterator[RenderableType]:
    """Yield what one page holds: each story with its masthead, then what it says, every line with its words."""
    actors = {actor.id: actor for actor in reading.actors}
    yield Text(f"── {reading.page.path or reading.page.url or reading.page.id} ", "bold cyan")
    for story in reading.stories:
        if story.kind is not StoryKind.TEASER:
            yield from _story_view(reading, story, actors)
    teasers = [story for story in reading.stories if story.kind is StoryKind.TEASER]
    if teasers:
        yield Text(f"\n{len(teasers)} teasers for other pages, kept with their headlines", "dim")
    told = [story for story in teasers if any(event.story == story.id for event in reading.events)]
    for story in told:
        yield from _story_view(reading, story, actors)
    yield Text("")


def _story_view(reading: Reading, story: Story, actors: Mapping[ActorId, Actor]) -> Iterator[RenderableType]:
    yield Text(f"\n{story.headline or '(no headline)'}", "bold")
    yield Text(_masthead(story), "dim")
    statements = [one for one in reading.statements if one.story == story.id]
    events = [one for one in reading.events if one.story == story.id]
    tenures = [one for one in reading.tenures if one.story == story.id]
    figures = [one for one in reading.figures if one.story == story.id]
    if statements:
        yield _under(f"Statements ({len(statements)})", [_statement_view(one, actors) for one in statements])
    if events:
        yield _under(f"Events ({len(events)})", [_event_view(one, story, actors) for one in events])
    if tenures:
        yield _under(f"Offices ({len(tenures)})", [_tenure_view(one, actors) for one in tenures])
    if figures:
        yield _under(f"Figures ({len(figures)})", [_figure_view(one) for one in figures])


def _under(title: str, lines: list[RenderableType]) -> RenderableType:
    return Group(Text(f"\n  {title}", "bold green"), *(Padding(line, (0, 0, 0, 4)) for line in lines))


def _masthead(story: Story) -> str:
    outlet = story.outlet if story.outlet != story.agency else None
    day = _day(story.published) if story.published else "no date"
    byline = f"by {', '.join(story.byline)}" if story.byline else None
    parts = (
        story.place,
        day,
        story.agency,
        byline,
        outlet,
        story.kind.value,
        f"{len(story.text.split())} words",
        f"story {story.id}",
    )
    return " · ".join(part for part in parts if part)


def _statement_view(statement: Statement, actors: Mapping[ActorId, Actor]) -> RenderableType:
    shown = Text()
    shown.append(who(statement.speakers, actors) or "(speaker not named)", "bold").append(": ")
    shown.append(" ... ".join(_quoted(piece.quote) for piece in statement.content))
    told = [statement.kind.value]
    told += [f"to {named(statement.addressees, actors)}"] if statement.addressees else []
    told += [f"via {named(statement.via, actors)}"] if statement.via else []
    told += [days(statement.said_on)] if statement.said_on else []
    return shown.append(f"  ({', '.join(told)})", "dim")


def _quoted(words: str) -> str:
    flat = words.replace("\n", " ")
    return flat if flat[:1] in "\"'“‘«„「" else f'"{flat}"'


def _event_view(event: Event, story: Story, actors: Mapping[ActorId, Actor]) -> RenderableType:
    return Group(event_line(event, actors), Padding(event_words(story, event), (0, 0, 0, 2)))


def event_line(event: Event, actors: Mapping[ActorId, Actor]) -> Text:
    """Return one line: what, who, toward whom, when, and the event's id."""
    shown = Text()
    shown.append(event.type, "bold yellow").append(f" {event.mode}" if event.mode else "")
    shown.append(f" {event.status.value}", _STATUS_STYLE.get(event.status.value, ""))
    shown.append(f"  {who(event.actors, actors) or '?'}", "bold")
    if event.recipients:
        shown.append(" → ").append(who(event.recipients, actors), "bold")
    if event.when:
        shown.append(f"  {days(event.when)}", "cyan")
    return shown.append(f"  {event.id[:8]}", "dim")


_STATUS_STYLE = {
    "planned": "blue",
    "hypothetical": "blue",
    "alleged": "magenta",
    "denied": "magenta",
    "negated": "red",
    "historical": "dim",
}


def _tenure_view(tenure: Tenure, actors: Mapping[ActorId, Actor]) -> RenderableType:
    person = actors[tenure.person].name if tenure.person in actors else tenure.person
    of = f" of {actors[tenure.of].name}" if tenure.of and tenure.of in actors else ""
    when = days(tenure.start or tenure.as_of or tenure.end)
    shown = Text().append(person, "bold").append(f" {tenure.change.value} {tenure.office}{of}")
    return shown.append(f"  {when}", "cyan").append(f"  {_quoted(tenure.citation.quote)}", "dim")


def _figure_view(figure: Figure) -> RenderableType:
    sign = "" if figure.comparator.value == "=" else f"{figure.comparator.value} "
    value = f"{figure.value:,.10g}" + (f" to {figure.value_to:,.10g}" if figure.value_to is not None else "")
    shown = Text().append(f"{figure.subject}: ").append(f"{sign}{value} {figure.unit}", "bold")
    return shown.append(f"  {days(figure.when)}", "cyan").append(f"  {_quoted(figure.citation.quote)}", "dim")


# ------------------------------------------------------------------ tables
def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    for name in columns:
        table.add_column(name, no_wrap=name == "id", overflow="fold")
    return table


def timeline_table(
    episodes: Sequence[Episode], actors: Mapping[ActorId, Actor], pages: Mapping[PageId, str], told: Mapping[StoryId, Head]
) -> Table:
    """Return a timeline: when, what, the words of the first report and where they stand."""
    table = _table("when", "what happened", "its words", "id")
    for episode in episodes:
        doers = ", ".join(actors[name].name for name in episode.actors if name in actors)
        targets = ", ".join(actors[name].name for name in episode.recipients if name in actors)
        what = Text(episode.type, "bold yellow").append(f" {episode.status.value}\n", _STATUS_STYLE.get(episode.status.value, ""))
        what.append(f"{doers} → {targets}" if targets else doers)
        for link in episode.links:
            what.append(f"\n{link.kind.value} {link.episode[:8]}", "dim")
        table.add_row(Text(_when(episode, told), "cyan"), what, _report_words(episode, pages, told), Text(episode.id[:8], "dim"))
    return table


def _when(episode: Episode, told: Mapping[StoryId, Head]) -> str:
    if episode.when is not None:
        return days(episode.when)
    published = [told[report.story].published for report in episode.reports if report.story in told]
    dated = [day for day in published if day is not None]
    return f"told {_day(min(dated))}" if dated else "no date"


def _report_words(episode: Episode, pages: Mapping[PageId, str], told: Mapping[StoryId, Head]) -> Text:
    shown = Text()
    for report in episode.reports[:1]:
        head = told.get(report.story)
        source = [head.agency or head.outlet, _day(head.published) or None] if head else []
        where = ", ".join(part for part in (*source, pages.get(report.page, report.page)) if part)
        shown.append(_quoted(report.evidence.quote)).append(f"\n{where}", "dim")
    if len(episode.reports) > 1:
        shown.append(f"\n{len(episode.reports)} reports, {episode.independent} independent", "dim")
    return shown


def statements_table(statements: Sequence[Statement], actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Table:
    """Return statements: when, who, the words and where they stand."""
    table = _table("said", "who", "words", "id")
    for statement in statements:
        head = heads.get(statement.story)
        day = days(statement.said_on) or (f"told {_day(head.published)}" if head and head.published else "no date")
        source = (head.agency or head.outlet, head.path) if head else ()
        words = Text(" ... ".join(_quoted(piece.quote) for piece in statement.content))
        via = f"via {named(statement.via, actors)}, " if statement.via else ""
        words.append(f"\n{statement.kind.value}, {via}{', '.join(part for part in source if part)}", "dim")
        speaker = Text(who(statement.speakers, actors) or "not named", "bold")
        table.add_row(Text(day, "cyan"), speaker, words, Text(statement.id[:8], "dim"))
    return table


def dyad_table(counts: Sequence[DyadCount]) -> Table:
    """Return a series, one line per period; a period without coverage is marked apart from a zero."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("period", "from", "to", "episodes", "reports", "statements", "stories read", "mean score"):
        table.add_column(name, justify="left" if name in ("period", "from", "to") else "right")
    for count in counts:
        numbers = (str(count.episodes), str(count.reports), str(count.statements)) if count.stories else ("no coverage", "", "")
        mean = f"{count.plover_mean:+.1f}" if count.plover_mean is not None else ""
        table.add_row(f"{count.start:%b %Y}", count.source, count.target, *numbers, str(count.stories), mean)
    return table


def outcome_line(outcome: Outcome, counts: Counts, db: str) -> str:
    """Return one line: what was read, what was known, and what the record holds now."""
    read = f"{outcome.pages} pages read: {outcome.stories} new stories, {outcome.statements} statements, {outcome.events} events"
    known = f"; {outcome.known} known already" if outcome.known else ""
    held = f"{db}: {counts.pages} pages, {counts.statements} statements, {counts.events} events in {counts.episodes} episodes"
    return f"{read}{known}. {held}"
