"""Say when and where words were spoken: from the sentence, else from the same occasion before, else not at all."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import times
from dateline.codebook.cues import words
from dateline.records import Actor, ActorKind, Citation, Interval, Place, Precision, Story
from dateline.spans import Span
from dateline.stages.statement.clause import skip_time
from dateline.stages.statement.speakers import Spoken
from dateline.stages.statement.text import Text

if TYPE_CHECKING:
    from dateline.language.analysis import Range

_DATED = frozenset(("DATE", "TIME"))
_PERFECT = words("perfect")
_REPEATED = words("repeated")
_STEPS = 8  # words between a day and the verb it hangs on
_HABIT = frozenset(("think", "describe"))


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of the story that name days."""

    span: Span
    interval: Interval


@dataclass(slots=True)
class _Occasion:
    """What is known so far: when each draft before was said, and the last day of each speaker and each country's officials."""

    leads: dict[str, Interval]  # the first dated act of speech of each person, wherever it stands
    dated: tuple[Dated, ...] = ()
    found: list[tuple[Spoken, Interval | None]] = dataclasses.field(default_factory=list)
    own: dict[int, Interval] = dataclasses.field(default_factory=dict)  # by sentence: a day told beside a cue
    by_actor: dict[str, Interval] = dataclasses.field(default_factory=dict)
    by_country: dict[str, Interval] = dataclasses.field(default_factory=dict)


def dates(story: Story) -> tuple[Dated, ...]:
    """Return the days that the story names, in text order."""
    found = []
    for expression in times.find(story.text, dateline=story.published):
        if expression.type in _DATED and expression.interval is not None:
            citation = Citation(story.id, expression.span, expression.span.of(story.text))
            found.append(Dated(expression.span, dataclasses.replace(expression.interval, citation=citation)))
    return tuple(found)


def said_on(text: Text, spoken: tuple[Spoken, ...], dated: tuple[Dated, ...]) -> tuple[Interval | None, ...]:
    """Return when each draft was said, in the same order."""
    own = [_own(text, one, dated, spoken) for one in spoken]
    occasion = _Occasion(_leads(spoken, own), dated)
    for one, interval in zip(spoken, own, strict=True):
        when = interval or _inherited(text, one, occasion)
        occasion.found.append((one, when))
        sentence = text.sentence_at[one.draft.first]
        if when is not None and not one.is_reported and (interval is not None or sentence in occasion.own):
            _remember(one, when, occasion)
            occasion.own.setdefault(sentence, when)
    return tuple(when for _, when in occasion.found)


def _own(text: Text, one: Spoken, dated: tuple[Dated, ...], spoken: tuple[Spoken, ...]) -> Interval | None:
    """Return the days named in the cue's own clause, outside the content."""
    cue = one.draft.cue
    if cue is None:
        return None
    start, end = text.sentence(cue[1] - 1)
    sentence = text.span((start, end))
    near = []
    for day in dated:
        if not sentence.contains(day.span):
            continue
        first, last = text.tokens_in(day.span)
        others = [
            other.draft for other in spoken if other is not one and other.draft.holds(first) and not other.draft.holds(cue[0])
        ]
        if any(one.draft.holds(at) for at in range(first, last)) or text.quoted[first] >= 0 or others:
            continue
        if _belongs(text, first, last, cue, one.draft.source):
            near.append((abs(first - cue[1]), day.interval))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _belongs(text: Text, first: int, last: int, cue: Range, source: Range | None) -> bool:
    """Return whether days hang on the cue: next to it, first in its sentence, or by the tree."""
    start, end = text.sentence(cue[1] - 1)
    lead = first - 1 if first > start and text.upos[first - 1] in {"ADP", "DET"} else first
    after = skip_time(text, cue[1], end)
    if cue[1] <= first < after or last == cue[0] or (source is not None and lead == source[1] and last >= cue[0]):
        return True
    if lead == start and text.words[last : last + 1] == (",",):
        low = min(cue[0], source[0] if source else cue[0])
        return not any(text.upos[at] == "VERB" for at in range(last, low))
    return _climbs(text, first, last, cue)


def _climbs(text: Text, first: int, last: int, cue: Range) -> bool:
    """Return whether the tree leads from the days to the cue, past nouns and what describes them."""
    at = next((token for token in range(first, last) if not first <= text.heads[token] < last), first)
    for _ in range(_STEPS):
        at = text.heads[at]
        if at < 0:
            return False
        if cue[0] <= at < cue[1]:
            return True
        if text.upos[at] == "VERB" and text.deprels[at] not in {"acl", "amod"} and not _carries(text, at, cue):
            return False
    return False


def _carries(text: Text, verb: int, cue: Range) -> bool:
    """Return whether the cue is a participle beside the verb: 'summed up the call on Thursday, saying'."""
    at = cue[1] - 1
    return text.lower[at].endswith("ing") and text.relation(at) in {"advcl", "xcomp", "acl"} and text.is_under(at, verb)


def _inherited(text: Text, one: Spoken, occasion: _Occasion) -> Interval | None:
    """Return the day of the occasion that the speaker is still at."""
    if _is_standing(text, one) or one.is_reported or one.draft.is_noun:
        return None
    if one.draft.is_turn:
        return _opened(text, one, occasion)
    sentence, cue = text.sentence_at[one.draft.first], one.draft.cue
    if sentence in occasion.own and not (cue and text.deprels[cue[1] - 1] == "acl:relcl"):
        return occasion.own[sentence]
    days = (_of_speaker(speaker.actor, occasion) for speaker in one.speakers if speaker.actor is not None)
    return _just_before(text, one, occasion) or next((day for day in days if day), None)


def _of_speaker(actor: Actor, occasion: _Occasion) -> Interval | None:
    """Return the last day on which the actor, or an official of the same country, is told to have spoken; else the next."""
    if actor.country is None:
        return None
    if actor.id in occasion.by_actor:
        return occasion.by_actor[actor.id]
    if actor.kind is not ActorKind.STATE and actor.country in occasion.by_country:
        return occasion.by_country[actor.country]
    return occasion.leads.get(actor.id)


def _opened(text: Text, one: Spoken, occasion: _Occasion) -> Interval | None:
    """Return the day in the sentence that opens a transcript: 'Wang Wenbin held a press conference on Friday'."""
    if one.draft.source is None:
        return None
    surname = text.words[one.draft.source[1] - 1]
    for day in occasion.dated:
        first, _ = text.tokens_in(day.span)
        start, end = text.sentence(first)
        if end <= one.draft.source[0] and surname in text.words[start:end] and day.interval.precision is Precision.DAY:
            return day.interval
    return None


def _just_before(text: Text, one: Spoken, occasion: _Occasion) -> Interval | None:
    """Return the one day of the sentence before, where it tells what the speaker did that day: 'held a call on Thursday'."""
    number = text.sentence_at[one.draft.first] - 1
    if number < 0 or not one.speakers or one.speakers[0].actor is None or one.speakers[0].actor.kind is not ActorKind.PERSON:
        return None
    start, end = text.sentences[number]
    place = text.span((start, end))
    days = [day for day in occasion.dated if place.contains(day.span) and day.interval.precision is Precision.DAY]
    if len(days) != 1 or number in occasion.own:
        return None
    surname = one.speakers[0].span.of(text.characters).split()[-1]
    first, last = text.tokens_in(days[0].span)
    verb = next((at for at in range(start, end) if text.heads[at] < 0), None)
    hangs = verb is not None and _climbs(text, first, last, (verb, verb + 1))
    return days[0].interval if hangs and surname in text.words[start:end] else None


def _is_standing(text: Text, one: Spoken) -> bool:
    """Return whether the words are told as said at no one time: 'has repeatedly said', 'Turkey considers'."""
    cue = one.draft.cue
    if cue is None or one.draft.act in _HABIT:
        return one.draft.act in _HABIT
    words = text.lower[max(text.sentence(cue[0])[0], cue[0] - 1) : cue[1]]
    return any(word in _PERFECT or word in _REPEATED for word in words)


def _remember(one: Spoken, interval: Interval, occasion: _Occasion) -> None:
    if interval.precision is not Precision.DAY:
        return
    for speaker in one.speakers:
        actor = speaker.actor
        if actor is None:
            continue
        occasion.by_actor[actor.id] = interval
        if actor.country:
            occasion.by_country[actor.country] = interval


def _leads(spoken: tuple[Spoken, ...], own: list[Interval | None]) -> dict[str, Interval]:
    """Return the first dated act of speech of each person: what a lead says, the next sentences date."""
    first: dict[str, Interval] = {}
    for one, interval in zip(spoken, own, strict=True):
        if interval is None or interval.precision is not Precision.DAY or one.is_reported:
            continue
        for speaker in one.speakers:
            if speaker.actor is not None and speaker.actor.kind is ActorKind.PERSON:
                first.setdefault(speaker.actor.id, interval)
    return first


def place_of(text: Text, one: Spoken, story: Story) -> Place | None:
    """Return where the words were spoken, as the cue's own clause says it: 'at a forum in Baghdad'."""
    cue = one.draft.cue
    if cue is None:
        return None
    start, end = text.sentence(cue[0])
    for entity in text.analysis.entities:
        inside = start <= entity.start and entity.end <= end and entity.label in {"LOC", "FAC"}
        if not inside or any(one.draft.holds(at) for at in range(entity.start, entity.end)):
            continue
        before = text.lower[entity.start - 1] if entity.start > start else ""
        if before in {"in", "at"} and _belongs(text, entity.start, entity.end, cue, one.draft.source):
            span = text.span((entity.start, entity.end))
            return Place(span.of(story.text), Citation(story.id, span, span.of(story.text)))
    return None
