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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    from dateline.store import Counts, Head, Held
    from dateline.store.meeting import Met

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


# ------------------------------------------------------------------ lists
def _list(rows: Iterable[tuple[str, Sequence[Text]]]) -> Table:
    """Return a list whose first column is the day; each entry is a line of its own, then its words, then where they stand."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan", min_width=11)
    table.add_column(overflow="fold", ratio=1)
    for number, (day, lines) in enumerate(rows):
        if number:
            table.add_row("", "")
        table.add_row(day, Group(*lines))
    return table


def timeline_list(
    episodes: Sequence[Episode], actors: Mapping[ActorId, Actor], pages: Mapping[PageId, str], told: Mapping[StoryId, Head]
) -> Table:
    """Return a timeline: when, what, the words of the first report and where they stand."""
    return _list((_when(episode, told), [_what(episode, actors), *_reports(episode, pages, told)]) for episode in episodes)


def _what(episode: Episode, actors: Mapping[ActorId, Actor]) -> Text:
    doers = ", ".join(actors[name].name for name in episode.actors if name in actors)
    targets = ", ".join(actors[name].name for name in episode.recipients if name in actors)
    line = Text(episode.type, "bold yellow").append(f" {episode.status.value}  ", _STATUS_STYLE.get(episode.status.value, ""))
    line.append(f"{doers} → {targets}" if targets else doers, "bold").append(f"  {episode.id[:8]}", "dim")
    for link in episode.links:
        line.append(f"  {link.kind.value} {link.episode[:8]}", "dim")
    return line


def _when(episode: Episode, told: Mapping[StoryId, Head]) -> str:
    if episode.when is not None:
        return days(episode.when)
    published = [told[report.story].published for report in episode.reports if report.story in told]
    dated = [day for day in published if day is not None]
    return f"told {_day(min(dated))}" if dated else "no date"


def _reports(episode: Episode, pages: Mapping[PageId, str], told: Mapping[StoryId, Head]) -> Iterator[Text]:
    for report in episode.reports[:1]:
        yield Text(_quoted(report.evidence.quote))
        yield Text(_source(told.get(report.story), pages.get(report.page, report.page)), "dim")
    if len(episode.reports) > 1:
        yield Text(f"{len(episode.reports)} reports, {episode.independent} independent", "dim")


def _source(head: Head | None, path: str) -> str:
    parts = (head.agency or head.outlet, _day(head.published)) if head else ()
    return " · ".join(part for part in (*parts, path) if part)


def statements_list(statements: Sequence[Statement], actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Table:
    """Return statements: when, who, the words and where they stand."""
    return _list((_said(one, heads), list(_statement_lines(one, actors, heads))) for one in statements)


def _said(statement: Statement, heads: Mapping[StoryId, Head]) -> str:
    head = heads.get(statement.story)
    return days(statement.said_on) or (f"told {_day(head.published)}" if head and head.published else "no date")


def _statement_lines(statement: Statement, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Iterator[Text]:
    via = f", via {named(statement.via, actors)}" if statement.via else ""
    speaker = Text(who(statement.speakers, actors) or "not named", "bold")
    yield speaker.append(f"  {statement.kind.value}{via}  {statement.id[:8]}", "dim")
    yield Text(" ... ".join(_quoted(piece.quote) for piece in statement.content))
    head = heads.get(statement.story)
    yield Text(_source(head, head.path if head else statement.story), "dim")


def actor_view(actor: Actor, held: Held, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head]) -> Group:
    """Return what a record holds of an actor."""
    codes = ", ".join(part for part in (actor.code, actor.kind.value, actor.country, actor.wikidata) if part)
    parts: list[RenderableType] = [Text(actor.name, "bold").append(f"  {codes}  {actor.id[:8]}", "dim")]
    if held.tenures:
        parts.append(_under(f"Offices ({len(held.tenures)})", [_tenure_view(one, actors) for one in held.tenures]))
    if held.statements:
        parts.append(_under(f"Statements ({len(held.statements)})", [statements_list(held.statements, actors, heads)]))
    if held.events:
        lines: list[RenderableType] = [
            Group(event_line(one, actors), Padding(Text(_quoted(one.evidence.quote)), (0, 0, 0, 2))) for one in held.events
        ]
        parts.append(_under(f"Events ({len(held.events)})", lines))
    return Group(*parts, Text(""))


def met_view(met: Sequence[Met]) -> RenderableType:
    """Return whom an actor met, how often and when last."""
    return _under(f"Meets ({len(met)})", [_met_line(one) for one in met])


def _met_line(one: Met) -> Text:
    code = f" [{one.actor.code}]" if one.actor.code else ""
    days_ = _range(one.first, one.last) if one.first and one.last else ""
    times = "once" if one.times == 1 else f"{one.times} times"
    return Text(f"{one.actor.name}{code}", "bold").append(f"  {times}").append(f"  {days_}", "cyan")


def dyad_table(counts: Sequence[DyadCount]) -> Table:
    """Return a series from the first to the last period with anything in it; no coverage is marked apart from a zero."""
    told = [count.start for count in counts if count.episodes or count.statements]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("period", "from", "to", "episodes", "reports", "statements", "stories read", "mean score"):
        table.add_column(name, justify="left" if name in ("period", "from", "to") else "right")
    for count in counts:
        if not told or not min(told) <= count.start <= max(told):
            continue
        numbers = [str(count.episodes), str(count.reports), str(count.statements)]
        read = str(count.stories) if count.stories else "no coverage"
        mean = f"{count.plover_mean:+.1f}" if count.plover_mean is not None else ""
        table.add_row(_PERIOD[count.period.value](count.start), count.source, count.target, *numbers, read, mean)
    return table


_PERIOD: Mapping[str, Callable[[date], str]] = {
    "day": lambda day: _day(day),
    "week": lambda day: f"week of {_day(day)}",
    "month": lambda day: f"{day:%b %Y}",
    "quarter": lambda day: f"{day:%Y} Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day:%Y}",
}


def outcome_line(outcome: Outcome, counts: Counts, db: str) -> str:
    """Return one line: what was read, what was known, and what the record holds now."""
    read = f"{outcome.pages} pages read: {outcome.stories} new stories, {outcome.statements} statements, {outcome.events} events"
    known = f"; {outcome.known} known already" if outcome.known else ""
    held = f"{db}: {counts.pages} pages, {counts.statements} statements, {counts.events} events in {counts.episodes} episodes"
    return f"{read}{known}. {held}"
