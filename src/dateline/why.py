"""Why an event was coded as it was: its sentence with every part marked, and the entries of the codebook that applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline import codebook, wire
from dateline.spans import Span, hull
from dateline.terminal import days, event_line, sentence_around, who

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.records import Actor, ActorId, Citation, Episode, Event, Statement, Story
    from dateline.store import Head
    from dateline.tabular import Row

# The parts of an event, in the order in which marks win where they overlap; the letters stand where colours do not show.
PARTS = {
    "trigger": "bold reverse",
    "actor": "bold green",
    "recipient": "bold blue",
    "status": "bold magenta",
    "when": "bold cyan",
}


def parts(event: Event) -> tuple[tuple[str, Citation], ...]:
    """Return the words of an event with what they are to it."""
    marks = [("trigger", event.trigger)]
    marks += [("actor", mention.citation) for mention in event.actors]
    marks += [("recipient", mention.citation) for mention in event.recipients]
    marks += [("status", words) for words in event.status_words]
    marks += [("when", when.citation) for when in (event.when, event.announced) if when is not None and when.citation is not None]
    return tuple(marks)


def marked_sentence(story: Story, event: Event) -> Text:
    """Return the sentence of the event, each part followed by its name in brackets: 'urged[trigger]'."""
    around = sentence_around(story.text, hull((event.evidence.span, event.trigger.span)))
    shown, reached = Text(), around.start
    for name, span in apart(event):
        if not around.contains(span):
            continue
        shown.append(story.text[reached : span.start].replace("\n", " "))
        shown.append(span.of(story.text), PARTS[name]).append(f"[{name}]", "dim")
        reached = span.end
    return shown.append(story.text[reached : around.end].replace("\n", " "))


def apart(event: Event) -> list[tuple[str, Span]]:
    """Return the parts that do not overlap, in text order: the trigger wins, then the actors."""
    chosen: list[tuple[str, Span]] = []
    for name, citation in parts(event):
        if not any(citation.span.overlaps(span) for _, span in chosen):
            chosen.append((name, citation.span))
    return sorted(chosen, key=lambda part: part[1])


def entries(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the codebook's entries that applied, each with its name."""
    book = codebook.load()
    kind = book.types.get(event.type)
    if kind is not None:
        score = book.plover_score(event.type, event.mode)
        mode = f", mode {event.mode}" if event.mode else ""
        yield "PLOVER", f"{event.type}{mode}: quad class {kind.quad} ({QUADS[kind.quad]}), score {score:+g}"
    code = book.cameo.get(event.cameo) if event.cameo else None
    if code is not None:
        goldstein = f", Goldstein {code.goldstein:+g}" if code.goldstein is not None else ""
        yield "CAMEO", f"{code.code} {code.label or ''}{goldstein}, GDELT's quad class {code.quad}"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)


QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an event rests on beside itself."""

    story: Story
    head: Head | None = None
    statement: Statement | None = None  # the one that reports it
    episode: Episode | None = None


def why_view(event: Event, grounds: Grounds, actors: Mapping[ActorId, Actor]) -> Group:
    """Return all that an event rests on, for a terminal."""
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(justify="right", style="dim", min_width=12)
    facts.add_column(overflow="fold", ratio=1)
    for name, text in (*_facts(event, actors), *entries(event), *_grounds(event, grounds, actors)):
        facts.add_row(name, Text(text))
    return Group(
        event_line(event, actors), Text(""), Padding(marked_sentence(grounds.story, event), (0, 0, 1, 2)), facts, Text("")
    )


def _grounds(event: Event, grounds: Grounds, actors: Mapping[ActorId, Actor]) -> Iterator[tuple[str, str]]:
    said, head, episode = grounds.statement, grounds.head, grounds.episode
    if said is not None:
        yield "said by", f"{who(said.speakers, actors)} ({said.kind.value}), statement {said.id[:8]}"
    if head is not None:
        told = f"{head.published.day} {head.published:%b %Y}" if head.published else "no date"
        yield "stands in", " · ".join(part for part in (head.headline, head.agency or head.outlet, told, head.path) if part)
    yield "at", f"story {event.story}, characters {event.evidence.span.start} to {event.evidence.span.end}"
    if episode is not None:
        yield "episode", f"{episode.id[:8]}, reports: {len(episode.reports)}, independent: {episode.independent}"
        for reason in episode.reasons:
            yield "merged", reason


def _facts(event: Event, actors: Mapping[ActorId, Actor]) -> Iterator[tuple[str, str]]:
    yield "actors", who(event.actors, actors) or "none named"
    if event.recipients:
        yield "recipients", who(event.recipients, actors)
    words = ", ".join(f'"{words.quote}"' for words in event.status_words)
    yield "status", f"{event.status.value}" + (f" because of {words}" if words else "")
    if event.denied_by:
        yield "denied by", ", ".join(actors[name].name for name in event.denied_by if name in actors)
    if event.when is not None:
        from_words = f', from "{event.when.citation.quote}"' if event.when.citation else ", from the dateline"
        yield "when", f"{days(event.when)} ({event.when.precision.value}){from_words}"
    if event.place is not None:
        yield "where", event.place.name
    yield "confidence", f"{event.confidence:.2f}"


def why_json(event: Event, story: Story, head: Head | None) -> Row:
    """Return the same as an object: the event, its sentence, its parts and the codebook's entries."""
    around = sentence_around(story.text, hull((event.evidence.span, event.trigger.span)))
    return {
        **wire.event_json(event),
        "sentence": {"text": around.of(story.text), "span": [around.start, around.end]},
        "parts": [{"part": name, **wire.cite_json(citation)} for name, citation in parts(event)],
        "codebook": [{"table": name, "entry": text} for name, text in entries(event)],
        "page": head.path if head else None,
        "headline": head.headline if head else None,
        "published": head.published.isoformat() if head and head.published else None,
    }
