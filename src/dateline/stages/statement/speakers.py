"""Say who speaks in each draft: names through the cast, pronouns and bare quotations from those who spoke before."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook.cues import words
from dateline.records import Actor, ActorKind
from dateline.spans import Span
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.text import Text

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Range

_HE = words("he")
_ANSWERING = words("answering")
_BODIES = words("bodies")
_SHE = frozenset(("she", "her"))
_IT = words("it")
_THEY = words("they")
_ANYBODY = words("anybody")
_WHO = words("who")
# Unnamed people: neither the state they belong to nor anyone named near them.
_UNNAMED = words("unnamed")
_AGAIN = words("again")
_DOCUMENTS = words("written")
_MEDIA = words("media")
_CHANNELS = words("channels")
_BOTH = frozenset(
    (("both", "sides"), ("both", "countries"), ("the", "two", "sides"), ("both", "nations"), ("the", "two", "countries"))
)
_NEAR = 3  # sentences that a pronoun may look back for a speaker


@dataclass(frozen=True, slots=True)
class Speaker:
    """Words that name a speaker, and the actor where one is known."""

    span: Span
    actor: Actor | None
    is_unnamed: bool = False  # known by what they belong to alone: 'a Turkish official'
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft with its speakers; `inside` is the place in the list of the draft whose content holds it."""

    draft: Draft
    speakers: tuple[Speaker, ...]
    inside: int | None = None
    is_reported: bool = False  # it lies in what somebody else, no mere channel, says


def attribute(text: Text, drafts: tuple[Draft, ...], cast: Cast) -> tuple[Spoken, ...]:
    """Return the drafts with their speakers, in the same order."""
    spoken: list[Spoken] = []
    for number, draft in enumerate(drafts):
        outer = _outer(drafts, number)
        speakers = () if draft.nobody else _speakers(text, draft, cast, spoken, outer)
        spoken.append(Spoken(draft, speakers, outer))
    return tuple(
        dataclasses.replace(one, is_reported=one.inside is not None and not is_channel(text, spoken[one.inside]))
        for one in spoken
    )


def is_channel(text: Text, one: Spoken) -> bool:
    """Return whether a speaker only passes on: media, or a document without an author."""
    if not one.speakers or one.draft.source is None:
        return False
    words = set(text.lower[one.draft.source[0] : one.draft.source[1]])
    actor = one.speakers[0].actor
    if actor is not None:
        return is_media(actor) or (bool(words & _MEDIA) and actor.kind is not ActorKind.PERSON)
    return bool(words & (_MEDIA | _CHANNELS))


def is_media(actor: Actor) -> bool:
    """Return whether an actor is a paper, agency or broadcaster."""
    return actor.kind is ActorKind.ORG and (
        actor.sector in {"MED", "MEDIA", None} or bool(actor.code and actor.code.startswith("ORG:"))
    )


def is_idle(text: Text, one: Spoken) -> bool:
    """Return whether nobody in particular speaks: 'you consider', 'the tax proposals offer'."""
    source = one.draft.source
    if source is None:
        return False
    words = text.lower[source[0] : source[1]]
    if len(words) == 1 and words[0] in _ANYBODY:
        return True
    head = next((at for at in range(*source) if not source[0] <= text.heads[at] < source[1]), source[0])
    named = text.upos[head] == "PROPN" or text.lower[head] in _BODIES
    known = named or any(speaker.actor for speaker in one.speakers) or any(word in _UNNAMED | _HE | _THEY for word in words)
    return one.draft.is_weak and not known


def _outer(drafts: tuple[Draft, ...], number: int) -> int | None:
    """Return the draft of the same sentence whose content holds this one's cue: the narrowest."""
    cue = drafts[number].cue
    if cue is None or drafts[number].placement is Placement.ALONE:
        return None
    holders = [at for at, other in enumerate(drafts) if at != number and other.cue != cue and other.holds(cue[0])]
    return min(holders, key=lambda at: sum(end - start for start, end in drafts[at].contents), default=None)


def _speakers(text: Text, draft: Draft, cast: Cast, spoken: list[Spoken], outer: int | None) -> tuple[Speaker, ...]:
    if draft.is_turn and draft.source is not None:
        return (_of_turn(text, draft.source, cast),)
    if draft.source is None:
        return _carried(spoken) if draft.placement is Placement.ALONE else _shared(text, draft, spoken)
    words = tuple(text.lower[draft.source[0] : draft.source[1]])
    if words in _BOTH or words == ("both",):
        return _both(text, draft.source, cast) or _named(text, draft.source, cast, spoken)
    if len(words) == 1 and words[0] in _THEY:
        return _they(text, draft.source, cast, spoken)
    if len(words) == 1 and words[0] in _HE | _IT | _WHO:
        return (_meant(text, draft.source, cast, spoken, outer),)
    return _named(text, draft.source, cast, spoken)


def _carried(spoken: list[Spoken]) -> tuple[Speaker, ...]:
    """Return who spoke last, reports within reports aside."""
    return next((one.speakers for one in reversed(spoken) if one.inside is None and one.speakers), ())


def _shared(text: Text, draft: Draft, spoken: list[Spoken]) -> tuple[Speaker, ...]:
    """Return the last speaker of the same sentence, for a verb without a subject of its own."""
    here = text.sentence_at[draft.first]
    before = [one for one in spoken if one.speakers and text.sentence_at[one.draft.first] == here]
    return before[-1].speakers if before else ()


def _of_turn(text: Text, label: Range, cast: Cast) -> Speaker:
    """Return who a turn's label names; an 'A' is the first person named in the story."""
    span = text.span(label)
    if text.lower[label[0]] in _ANSWERING:
        people = [named for named in cast.named if named.sort == "person" and named.actor is not None]
        return Speaker(span, people[0].actor if people else None)
    return Speaker(span, cast.resolve(span))


# ---------------------------------------------------------------- names
def _named(text: Text, source: Range, cast: Cast, spoken: list[Spoken]) -> tuple[Speaker, ...]:
    found = tuple(
        one
        for piece in _pieces(text, source)
        for one in _same_as_before(text, piece, cast, spoken) or _all(text, _one(text, piece, cast), cast)
    )
    known = {speaker.actor.id for speaker in found if speaker.actor}
    return found if len(known) == len(found) else found[:1]


def _all(text: Text, speaker: Speaker, cast: Cast) -> tuple[Speaker, ...]:
    """Return the unnamed people of each state: of 'Russian and Syrian officials' both."""
    several = cast.listed(*text.tokens_in(speaker.span)) if speaker.is_unnamed else ()
    return tuple(dataclasses.replace(speaker, actor=actor) for actor in several) if len(several) > 1 else (speaker,)


def _pieces(text: Text, source: Range) -> tuple[Range, ...]:
    """Return the joint speakers of 'X and Y', or the source itself."""
    head = next((at for at in range(*source) if not source[0] <= text.heads[at] < source[1]), source[0])
    others = [child for child in text.below(head, "conj") if source[0] <= child < source[1]]
    starts = [source[0]]
    ends = []
    for other in others:
        first = max(source[0], text.reach(other)[0])
        ends.append(first)
        starts.append(first + 1 if text.upos[first] in {"CCONJ", "PUNCT"} and first < other else first)
    ends.append(source[1])
    pieces = [_without_edges(text, (start, end)) for start, end in zip(starts, ends, strict=True) if start < end]
    return tuple(piece for piece in pieces if piece[0] < piece[1]) or (source,)


def _without_edges(text: Text, piece: Range) -> Range:
    first, last = piece
    while first < last - 1 and text.upos[first] in {"PUNCT", "CCONJ"}:
        first += 1
    while last - 1 > first and text.upos[last - 1] in {"PUNCT", "CCONJ"}:
        last -= 1
    return first, last


def _head(text: Text, piece: Range) -> int:
    return next((at for at in range(*piece) if not piece[0] <= text.heads[at] < piece[1]), piece[1] - 1)


def _same_as_before(text: Text, piece: Range, cast: Cast, spoken: list[Spoken]) -> tuple[Speaker, ...]:
    """Return the unnamed speakers that 'the official' takes up; 'the rebel officials' are others."""
    head = _head(text, piece)
    if text.lower[head] not in _UNNAMED or text.lower[piece[0]] != "the" or _apposed(piece, cast):
        return ()
    if not _AGAIN.issuperset(text.lower[piece[0] + 1 : head]):
        return ()
    for one in reversed(spoken):
        if _is_nobody_known(one.speakers) and text.lower[head] in one.speakers[0].span.of(text.characters).lower().split():
            return tuple(dataclasses.replace(each, span=text.span(piece)) if each.actor else each for each in one.speakers)
    return ()


def _one(text: Text, piece: Range, cast: Cast) -> Speaker:
    span, head = text.span(piece), _head(text, piece)
    if text.lower[head] in _UNNAMED and not _apposed(piece, cast):
        return _described(text, piece, head, cast)
    actor = cast.resolve(span)
    if actor is not None and actor.kind is ActorKind.STATE and not _is_state(text, head, cast):
        return Speaker(span, None)
    if actor is None or (text.lower[head] in _DOCUMENTS and actor.kind not in {ActorKind.ORGAN, ActorKind.ORG}):
        actor = _inside(text, piece, head, cast) or actor
    return Speaker(span, actor)


def _described(text: Text, piece: Range, head: int, cast: Cast) -> Speaker:
    """Return unnamed people with the state or body that their words name: 'a Turkish official', 'officials at the ministry'."""
    named = cast.covering(head)
    actor = named.actor if named and named.head == head and named.sort == "people" else None
    return Speaker(text.span(piece), actor, is_unnamed=actor is not None, is_many=text.lower[head].endswith("s"))


def _is_state(text: Text, head: int, cast: Cast) -> bool:
    """Return whether a phrase that names a state is headed by it or by a body of it: no 'Singapore-based firm'."""
    named = cast.covering(head)
    return named is not None or text.lower[head] in _BODIES or text.upos[head] in {"PROPN", "PRON", "ADJ"}


def _apposed(piece: Range, cast: Cast) -> bool:
    """Return whether a person is named in the phrase: 'senior official Wang Wu'."""
    return any(named.sort == "person" and named.actor is not None for named in cast.inside(*piece))


def _mentions(text: Text, piece: Range, cast: Cast) -> list[tuple[Span, Actor]]:
    span = text.span(piece)
    actors = {actor.id: actor for actor in cast.actors}
    return [
        (mention.citation.span, actors[mention.actor])
        for mention in cast.mentions
        if span.contains(mention.citation.span) and mention.actor in actors
    ]


def _inside(text: Text, piece: Range, head: int, cast: Cast) -> Actor | None:
    """Return the actor named in the phrase: the one at its head, else a person, else an organ that owns a document."""
    found = _mentions(text, piece, cast)
    at = text.starts[head]
    for span, actor in found:
        if span.start <= at < span.end:
            return actor
    persons = [actor for _, actor in found if actor.kind is ActorKind.PERSON]
    if persons:
        return persons[0]
    owners = [actor for _, actor in found if actor.kind in {ActorKind.ORGAN, ActorKind.ORG, ActorKind.IGO}]
    return owners[0] if owners and text.lower[head] in _DOCUMENTS else None


# ---------------------------------------------------------------- pronouns
def _meant(text: Text, source: Range, cast: Cast, spoken: list[Spoken], outer: int | None) -> Speaker:
    """Return who 'he' or 'it' is: who reports it or spoke shortly before, unless somebody else came up since."""
    span = text.span(source)
    wanted = text.lower[source[0]] in _HE
    resolved = cast.resolve(span)
    if text.lower[source[0]] in _SHE and resolved is not None and resolved.kind is ActorKind.PERSON:
        return Speaker(span, resolved)
    if outer is not None and outer < len(spoken) and (found := _fitting(spoken[outer].speakers, person=wanted)):
        return dataclasses.replace(found, span=span)
    here = text.sentence_at[source[0]]
    for one in reversed(spoken):
        distance = here - text.sentence_at[one.draft.first]
        if distance > _NEAR:
            break
        found = _fitting(one.speakers, person=wanted) if one.inside is None else None
        if found and not (resolved and distance > 1 and _came_up(text, resolved, cast, one.draft, source)):
            return dataclasses.replace(found, span=span)
    return Speaker(span, resolved)


def _came_up(text: Text, actor: Actor, cast: Cast, since: Draft, source: Range) -> bool:
    """Return whether an actor is the subject of a sentence between a draft and a pronoun."""
    start, end = text.ends[text.sentence(since.first)[1] - 1], text.starts[source[0]]
    for mention in cast.mentions:
        place = mention.citation.span
        if mention.actor == actor.id and start <= place.start and place.end <= end:
            first, last = text.tokens_in(place)
            if any(text.relation(at) == "nsubj" for at in range(first, last)):
                return True
    return False


def _fitting(speakers: tuple[Speaker, ...], *, person: bool) -> Speaker | None:
    if len(speakers) != 1:
        return None
    actor = speakers[0].actor
    if actor is None or speakers[0].is_unnamed:
        return speakers[0] if person and not speakers[0].is_many else None
    return speakers[0] if (actor.kind is ActorKind.PERSON) is person else None


def _they(text: Text, source: Range, cast: Cast, spoken: list[Spoken]) -> tuple[Speaker, ...]:
    """Return who 'they' are: two that the sentence names before, else those who spoke in the sentence before."""
    span = text.span(source)
    start = text.sentence(source[0])[0]
    here = [
        named.actor for named in cast.inside(start, source[0]) if named.actor is not None and named.sort in {"state", "capital"}
    ]
    pair = list(dict.fromkeys(here))[:2]
    if len(pair) == 2:  # noqa: PLR2004  # two that act together
        return tuple(Speaker(span, actor) for actor in pair)
    last = next((one for one in reversed(spoken) if one.inside is None and one.speakers), None)
    near = last is not None and text.sentence_at[source[0]] - text.sentence_at[last.draft.first] <= 1
    if last is not None and near and (len(last.speakers) > 1 or _is_nobody_known(last.speakers)):
        return last.speakers
    return _named(text, source, cast, spoken)


def _is_nobody_known(speakers: tuple[Speaker, ...]) -> bool:
    return bool(speakers) and all(speaker.actor is None or speaker.is_unnamed for speaker in speakers)


def _both(text: Text, source: Range, cast: Cast) -> tuple[Speaker, ...]:
    """Return the two states that 'both sides' or 'they' means: the last two named before."""
    span = text.span(source)
    actors = {actor.id: actor for actor in cast.actors}
    found: dict[str, Actor] = {}
    for mention in reversed(cast.mentions):
        actor = actors.get(mention.actor) if mention.actor else None
        if actor is not None and mention.citation.span.end <= span.start and actor.kind is ActorKind.STATE and actor.country:
            found.setdefault(actor.country, actor)
        if len(found) == 2:  # noqa: PLR2004  # both are two
            break
    pair = tuple(reversed(found.values()))
    return tuple(Speaker(span, actor) for actor in pair) if len(pair) == 2 else ()  # noqa: PLR2004
