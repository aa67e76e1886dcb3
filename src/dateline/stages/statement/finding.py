"""Find the statements of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import Citation, Mention, Statement, StatementId, StatementKind, Story, digest, record_id
from dateline.spans import Span
from dateline.stages.statement.channel import channels
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.drafts import draft
from dateline.stages.statement.occasion import dates, place_of, said_on
from dateline.stages.statement.speakers import Speaker, Spoken, attribute, is_channel, is_idle
from dateline.stages.statement.text import Text, look

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Interval

_PLAIN = frozenset(("PUNCT", "SYM"))
_FULL = 0.95  # share of confidence left where nobody is named as the speaker
_UNSURE = 0.6


def find(story: Story, analysis: Analysis, cast: Cast) -> tuple[Statement, ...]:
    """
    Return the statements of the story in text order: one for each speech act of each sentence.

    Method: reporting words and quotation marks (codebook/data/cues.csv) over the tree of the analysis.
    """
    if not len(analysis):
        return ()
    text = look(analysis)
    spoken = attribute(text, draft(text), cast)
    days = said_on(text, spoken, dates(story))
    links = channels(text, spoken, cast)
    found: dict[str, Statement] = {}
    for one, day, via in zip(spoken, days, links, strict=True):
        if is_channel(text, one) and any(_passes_on(one, other, spoken) for other in spoken):
            continue
        if one.draft.is_turn and is_channel(text, one):
            continue  # a paper asks
        if is_idle(text, one):
            continue
        statement = _statement(story, text, one, via, cast, day)
        found.setdefault(statement.id, statement)
    return tuple(found.values())


def _passes_on(outer: Spoken, inner: Spoken, spoken: tuple[Spoken, ...]) -> bool:
    """Return whether the inner statement lies in what the outer one, a mere channel, reports."""
    return inner.inside is not None and spoken[inner.inside] is outer


def _statement(  # noqa: PLR0913  # what a statement is made of
    story: Story, text: Text, one: Spoken, via: tuple[Speaker, ...], cast: Cast, day: Interval | None
) -> Statement:
    kind = StatementKind.DIRECT if one.draft.is_turn else _kind(text, one.draft)
    spans = tuple(_words(text, piece) for piece in one.draft.contents)
    content = tuple(Citation(story.id, span, span.of(story.text)) for span in spans)
    return Statement(
        id=StatementId(record_id("statement", content[0])),
        story=story.id,
        speakers=tuple(_mention(story, speaker) for speaker in one.speakers),
        content=content,
        kind=kind,
        cue=_cite(story, text, one.draft.cue),
        quotation=_quotation(story, text, one.draft),
        addressees=_addressees(story, text, one, cast),
        via=tuple(_mention(story, link) for link in via),
        said_on=day,
        place=place_of(text, one, story),
        confidence=_FULL if one.speakers else _UNSURE,
    )


def _quotation(story: Story, text: Text, draft: Draft) -> str | None:
    """Return the id that the sentences of one quotation share, over its paragraphs, or those of one turn."""
    if draft.is_turn and draft.source is not None:
        return digest("turn", story.id, text.starts[draft.source[0]])
    number = next((text.quoted[at] for piece in draft.contents for at in range(*piece) if text.quoted[at] >= 0), None)
    if number is None:
        return None
    while number > 0 and text.quotations[number - 1].continues:
        number -= 1
    return digest("quotation", story.id, text.quotations[number].outer.start)


def _mention(story: Story, speaker: Speaker) -> Mention:
    return Mention(Citation(story.id, speaker.span, speaker.span.of(story.text)), speaker.actor.id if speaker.actor else None)


def _cite(story: Story, text: Text, tokens: Range | None) -> Citation | None:
    if tokens is None:
        return None
    span = text.span(tokens)
    return Citation(story.id, span, span.of(story.text))


def _addressees(story: Story, text: Text, one: Spoken, cast: Cast) -> tuple[Mention, ...]:
    found = []
    for tokens in one.draft.addressees:
        span = text.span(tokens)
        actor = cast.resolve(span)
        found.append(Mention(Citation(story.id, span, span.of(story.text)), actor.id if actor else None))
    return tuple(found)


def _kind(text: Text, draft: Draft) -> StatementKind:
    """Return direct for quotations that stand on their own, mixed for quoted words within a report, else indirect."""
    plain = quoted = 0
    for start, end in draft.contents:
        for at in range(start, end):
            if text.upos[at] in _PLAIN or text.is_mark(at):
                continue
            quoted += text.quoted[at] >= 0
            plain += text.quoted[at] < 0
    if not quoted:
        return StatementKind.INDIRECT
    if plain or draft.placement is Placement.AFTER:
        return StatementKind.MIXED
    return StatementKind.DIRECT


def _words(text: Text, piece: Range) -> Span:
    """Return the words without the marks around a whole quotation; marks inside a report stay."""
    start, end = piece
    whole = all(text.quoted[at] == text.quoted[start] >= 0 for at in range(start, end))
    if whole:
        while start < end - 1 and text.is_mark(start):
            start += 1
        while end - 1 > start and (text.is_mark(end - 1) or text.words[end - 1] == ","):
            end -= 1
    return text.span((start, end))
