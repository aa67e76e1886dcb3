"""What a form offers to choose from, and the citations that a choice makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import codebook
from dateline.errors import UsageError
from dateline.records import ActorId, StoryId
from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Actor, Mention, Story
    from dateline.store import Reader

Json = dict[str, Any]  # the edge: as `dateline read --json` writes it
_MOST = 400  # characters of a quotation in a choice's label


@dataclass(frozen=True, slots=True)
class Choice:
    """Words of a story that name an actor."""

    value: str  # "start:end:actor"
    label: str
    words: str
    chosen: bool


def located(text: str, words: str, *, near: int = 0) -> Span:
    """
    Return where words stand in a text, the place nearest to `near`; blanks and ends of lines count alike.

    Raises:
        UsageError: they do not stand there.
    """
    parts = [re.escape(part) for part in words.split()]
    found = [Span(*match.span()) for match in re.finditer(r"\s+".join(parts), text)] if parts else []
    if not found:
        message = f"the story does not say {words!r}. Mark the words in its text, or copy them from there"
        raise UsageError(message)
    return min(found, key=lambda span: abs(span.start - near))


def cited(text: str, span: Span) -> Json:
    """Return the citation of the words that a span covers."""
    return {"text": span.of(text), "span": [span.start, span.end]}


def choices(story: Story, chosen: Sequence[Json], reader: Reader, *, near: int) -> tuple[Choice, ...]:
    """Return who may be chosen: those who are, then every actor of the story where it is named nearest to `near`."""
    mentions = reader.mentions(story.id)
    named = {one["actor"] for one in chosen if one.get("actor")}
    nearest = [one for one in _nearest(mentions, near) if one.actor not in named]
    known = reader.actors([*(ActorId(name) for name in named), *(one.actor for one in nearest if one.actor is not None)])
    made = [_choice(one["span"], one.get("actor"), story.text, known, chosen=True) for one in chosen]
    spans = ((one.citation.span, one.actor) for one in nearest)
    return (*made, *(_choice([span.start, span.end], actor, story.text, known, chosen=False) for span, actor in spans))


def _nearest(mentions: Iterable[Mention], near: int) -> list[Mention]:
    found: dict[ActorId, Mention] = {}
    for mention in mentions:
        if mention.actor is None:
            continue
        before = found.get(mention.actor)
        if before is None or abs(mention.citation.span.start - near) < abs(before.citation.span.start - near):
            found[mention.actor] = mention
    return sorted(found.values(), key=lambda mention: abs(mention.citation.span.start - near))


def _choice(span: Sequence[int], actor: str | None, text: str, known: Mapping[ActorId, Actor], *, chosen: bool) -> Choice:
    words = text[span[0] : span[1]]
    found = known.get(ActorId(actor)) if actor else None
    label = (f"{found.name} [{found.code}]" if found.code else found.name) if found else "somebody not known"
    return Choice(f"{span[0]}:{span[1]}:{actor or ''}", label, words[:_MOST], chosen)


def mentions_of(values: Iterable[str], more: str, story: Story, reader: Reader, *, near: int) -> list[Json]:
    """
    Return the mentions that a form chose.

    Args:
        values: of choices.
        more: further ones, one a line: the words of the story, "=", and a code or name; or the words alone.
        story: that names them.
        reader: of the record, which has to know the actors.
        near: of several places with the same words the nearest to this one counts.

    Raises:
        UsageError: the story has no such words, or the record no such actor.
    """
    made = [_of_value(value, story, reader) for value in values]
    for line in filter(None, map(str.strip, more.splitlines())):
        words, _, name = (part.strip() for part in line.partition("="))
        span = located(story.text, words, near=near)
        made.append({**cited(story.text, span), "actor": _known(name, reader) if name else None})
    return made


def _of_value(value: str, story: Story, reader: Reader) -> Json:
    start, _, rest = value.partition(":")
    end, _, actor = rest.partition(":")
    if not (start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(story.text)):
        message = "a choice of this form does not fit the story. Open the page again"
        raise UsageError(message)
    if actor and ActorId(actor) not in reader.actors([ActorId(actor)]):
        message = f"the record knows no actor {actor!r}. Open the page again"
        raise UsageError(message)
    return {**cited(story.text, Span(int(start), int(end))), "actor": actor or None}


def _known(name: str, reader: Reader) -> ActorId:
    code = codebook.country(name) or name
    exact = [one for one in reader.actors_named(code) if code == one.code or code.lower() == one.name.lower()]
    if not exact:
        message = f"the record knows no actor called {name!r}. Write a code or name that it has: CHN, Xi Jinping"
        raise UsageError(message)
    return exact[0].id


def story_of(reader: Reader, name: str) -> Story:
    """
    Return a story.

    Raises:
        UsageError: there is none of that id.
    """
    story = reader.story(StoryId(name))
    if story is None:
        message = f"no story {name!r}"
        raise UsageError(message)
    return story
