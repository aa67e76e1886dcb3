"""Say through whom words reached the reader: state media, a paper that was told, an interview, a report that holds another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook.cues import words
from dateline.stages.statement.clause import tidy
from dateline.stages.statement.draft import Placement
from dateline.stages.statement.speakers import Speaker, Spoken, is_media
from dateline.stages.statement.text import Text

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Range

_MEDIA = words("media")
_DOCUMENTS = words("channels")
_PLATFORMS = words("platforms")
_NAMED = _PLATFORMS | _DOCUMENTS
_NOT_VIA = words("press")
_WRITTEN = words("written")
_PUBLISHED = words("published")
_STEPS = 5  # nouns between a document and the verb it hangs on
_NEAR = 2  # sentences between two answers of one interview
_KEPT = frozenset(("interview",))  # goes on for what the same speaker says next


def channels(text: Text, spoken: tuple[Spoken, ...], cast: Cast) -> tuple[tuple[Speaker, ...], ...]:
    """Return the links from the outermost source inwards for each draft, in the same order."""
    found: list[tuple[Speaker, ...]] = []
    for number, one in enumerate(spoken):
        outer = [] if one.draft.is_noun else _outer_speakers(spoken, one)
        links = [*outer, *_told(text, one, cast), *(_written(text, one) or _document(text, one, cast))]
        if not links:
            links = _kept(text, spoken, found, number)
        found.append(tuple(links))
    return tuple(found)


def _outer_speakers(spoken: tuple[Spoken, ...], one: Spoken) -> list[Speaker]:
    """Return the speakers of the reports that hold this one, the outermost first."""
    links: list[Speaker] = []
    at, seen = one.inside, set[int]()
    while at is not None and at not in seen and spoken[at] is not one:
        links = [*spoken[at].speakers, *links]
        seen.add(at)
        at = spoken[at].inside
    own = {speaker.actor.id if speaker.actor else speaker.span for speaker in one.speakers}
    return [link for link in links if (link.actor.id if link.actor else link.span) not in own]


def _told(text: Text, one: Spoken, cast: Cast) -> list[Speaker]:
    """Return the news agency or paper that was told."""
    found = []
    for addressee in one.draft.addressees:
        heard = set(text.lower[addressee[0] : addressee[1]])
        actor = cast.resolve(text.span(addressee))
        if not heard & _NOT_VIA and (heard & _MEDIA or (actor is not None and is_media(actor))):
            found.append(Speaker(text.span(addressee), actor))
    return found


def _document(text: Text, one: Spoken, cast: Cast) -> list[Speaker]:
    """Return 'an interview with CBS', 'Twitter', 'a 12-point position paper' of the cue's sentence outside of the content."""
    cue = one.draft.cue
    if cue is None:
        return []
    start, end = text.sentence(cue[0])
    for at in range(start, end):
        word = text.lower[at]
        if word not in _NAMED or at == start or text.quoted[at] >= 0 or one.draft.holds(at):
            continue
        if word in _PLATFORMS and text.lower[at - 1] in {"on", "via"} and (word != "x" or text.words[at] == "X"):
            return [Speaker(text.span((at, at + 1)), None)]
        if word in _DOCUMENTS and text.upos[at] in {"NOUN", "PROPN"}:
            span = _phrase(text, at, end)
            if span is not None and not _is_source(one, at) and _leads_to(text, at, cue):
                return [Speaker(text.span(span), cast.resolve(text.span(span)) if word == "interview" else None)]
    return []


def _leads_to(text: Text, noun: int, cue: Range) -> bool:
    """Return whether a phrase belongs to the cue: it hangs on it, or opens its sentence."""
    start, _ = text.sentence(noun)
    published = text.heads[noun]
    if published >= 0 and text.lower[published] in _PUBLISHED and text.is_under(cue[1] - 1, published):
        return True
    at, steps = text.heads[noun], 0
    while at >= 0 and text.upos[at] not in {"VERB", "AUX"} and steps < _STEPS:
        at, steps = text.heads[at], steps + 1
    if cue[0] <= at < cue[1]:
        return True
    return text.upos[start] == "ADP" and not any(text.words[later] == "," for later in range(start, noun))


def _written(text: Text, one: Spoken) -> list[Speaker]:
    """Return the document that speaks for its author: 'According to the White House readout'."""
    source = one.draft.source
    if source is None or not one.speakers or one.speakers[0].actor is None:
        return []
    head = next((at for at in range(*source) if not source[0] <= text.heads[at] < source[1]), source[0])
    if text.lower[head] not in _WRITTEN:
        return []
    first = source[0] + (text.upos[source[0]] == "DET" and source[1] - source[0] > 1)
    return [Speaker(text.span((first, source[1])), None)]


def _is_source(one: Spoken, at: int) -> bool:
    source = one.draft.source
    return source is not None and source[0] <= at < source[1]


def _phrase(text: Text, noun: int, end: int) -> Range | None:
    """Return 'an interview with CBS' around its noun, where 'in', 'via' or 'published' leads to it."""
    first = noun
    start = text.sentence(noun)[0]
    while (
        first > start
        and text.upos[first - 1] in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "VERB", "PUNCT"}
        and text.words[first - 1] not in {",", ";"}
    ):
        if text.upos[first - 1] == "VERB" and text.upos[max(first - 2, start)] not in {"ADP", "DET"}:
            break
        if text.upos[first - 1] == "PUNCT" and text.words[first - 1] != "-":
            break
        first -= 1
    lead = text.lower[first - 1] if first > start else ""
    if lead not in {"in", "via", "through", "published", "released", "issued", "by"}:
        return None
    if text.upos[first] == "DET":
        first += 1
    last = noun + 1
    if last + 1 < end and text.lower[last] == "with":
        last += 1
        while last < end and (text.upos[last] in {"PROPN", "DET", "NOUN"} or text.words[last][:1].isupper()):
            last += 1
    return tidy(text, (first, last))


def _kept(text: Text, spoken: tuple[Spoken, ...], found: list[tuple[Speaker, ...]], number: int) -> list[Speaker]:
    """Return the interview that the same speaker still gives."""
    one = spoken[number]
    if one.inside is not None:
        return []
    for links, other in zip(reversed(found), reversed(spoken[:number]), strict=True):
        if other.inside is not None:
            continue
        if (
            _ids(other) != _ids(one)
            or not one.speakers
            or text.sentence_at[one.draft.first] - text.sentence_at[other.draft.first] > _NEAR
        ):
            return []
        kept = [link for link in links if set(link.span.of(text.characters).lower().split()) & _KEPT]
        if kept or one.draft.placement is not Placement.ALONE:
            return kept
        return list(links)
    return []


def _ids(one: Spoken) -> tuple[str, ...]:
    return tuple(speaker.actor.id if speaker.actor else "" for speaker in one.speakers)
