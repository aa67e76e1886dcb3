"""Names as the tags cut them → names as they are written: over hyphens, legal forms, and towns with their state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.language.analysis import Entity, EntityLabel, Range
from dateline.language.decode.kinds import known, parts, settled

_NAMES = frozenset((EntityLabel.PER, EntityLabel.ORG, EntityLabel.LOC, EntityLabel.FAC))
_ONE = frozenset((EntityLabel.PER, EntityLabel.ORG))  # two in a row without a word between are one; two places are two
_REGIONS = ("region", "postal", "country")
_AGREEING = frozenset((EntityLabel.PER, EntityLabel.ORG, EntityLabel.LOC))
_HOLDING = frozenset((EntityLabel.ORG, EntityLabel.LOC))
_MAJORITY = 2.0  # times the scores of a name's own label before another place's label overrules it: docs/decisions/0163
_QUOTES = frozenset(('"', "\u201c", "\u201d"))
_ORGANISATION = 0.7  # an organisation's one-word name must be so sure: docs/decisions/0162
_SMALL = 5  # letters at most of the second half of a given name: Lee Teng-hui, Kim Jong-un
_UNITED = "united"
_BEHIND = frozenset(("ADP", "DET", "CCONJ", "SCONJ", "PUNCT", "PRON"))  # what no genitive has for its noun
_STOPS = frozenset((",", "."))
_APART = frozenset(("of", "and", "the", "-", "&", ","))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a story as names need them."""

    words: Sequence[str]
    offsets: Sequence[Range]  # characters of each word
    upos: Sequence[str]
    starts: frozenset[int]  # first words of the sentences

    def text(self, entity: Entity) -> str:
        """Return the words of an entity in lower case."""
        return " ".join(self.words[entity.start : entity.end]).lower()

    def is_tight(self, word: int, mark: str = "-") -> bool:
        """Return whether a word is a hyphen, or another mark, without a blank on either side, inside a sentence."""
        if not 0 < word < len(self.words) - 1 or self.words[word] != mark or {word, word + 1} & self.starts:
            return False
        return self.offsets[word - 1][1] == self.offsets[word][0] and self.offsets[word][1] == self.offsets[word + 1][0]

    def is_capital(self, word: int) -> bool:
        """Return whether a word begins with a capital."""
        return self.words[word][:1].isupper()

    def is_article(self, word: int) -> bool:
        """Return whether a word is the article of an Arabic name, or the like."""
        return self.words[word].lower() in parts("article")

    def is_form(self, word: int) -> bool:
        """Return whether a word is a company's legal form."""
        return self.is_capital(word) and self.words[word].lower().removesuffix(".") in parts("form")

    def is_address_of_mail(self, entity: Entity) -> bool:
        """Return whether an entity is an address of electronic mail."""
        return entity.end - entity.start == 1 and "@" in self.words[entity.start][1:]

    def is_quoted(self, start: int, end: int) -> bool:
        """Return whether words stand between quotation marks."""
        return start > 0 and end < len(self.words) and {self.words[start - 1], self.words[end]} <= _QUOTES

    def is_address(self, word: int) -> bool:
        """Return whether a word is a form of address."""
        return self.words[word].lower().removesuffix(".") in parts("address")

    def is_doubtful(self, entity: Entity) -> bool:
        """Return whether a name is one word that the codebook does not know as an organisation, and far from sure."""
        alone = entity.end - entity.start == 1
        return alone and entity.score < _ORGANISATION and self.words[entity.start] not in known()

    def goes_on(self, word: int, kind: str) -> bool:
        """Return whether a word continues the name before it as a word of a kind, with a capital."""
        inside = word < len(self.words) and word not in self.starts
        return inside and self.is_capital(word) and self.words[word].lower() in parts(kind)

    def goes_on_as_name(self, word: int) -> bool:
        """Return whether a word continues the name before it as a proper noun, with a capital."""
        inside = word < len(self.words) and word not in self.starts
        return inside and self.is_capital(word) and self.upos[word] == "PROPN"

    def after_genitive(self, word: int) -> int | None:
        """Return the word after the mark of a genitive, which may stand apart (Lloyd 's), or None where there is no mark."""
        told = [one.replace("\u2019", "'") for one in self.words[word : word + 2]]
        end = word + 1 if told[:1] == ["'s"] else word + 2 if told == ["'", "s"] else None
        return None if end is None or self.crosses(word - 1, end) else end

    def crosses(self, start: int, end: int) -> bool:
        """Return whether a sentence begins within the words after the first."""
        return any(word in self.starts for word in range(start + 1, end))


def mended(found: Iterable[Entity], words: Words) -> tuple[Entity, ...]:
    """
    Return the entities of a story with their bounds mended, in text order.

    Args:
        found: as the tags give them, in text order.
        words: the story's words.
    """
    grown = [
        _grown(entity, words) if entity.label in _NAMES else entity for entity in found if not words.is_address_of_mail(entity)
    ]
    named: list[Entity] = []
    for entity in grown:
        if named and (joined := _joined(named[-1], entity, words)):
            named[-1] = joined
            continue
        while named and entity.start < named[-1].end and entity.label in _NAMES and named[-1].label not in _NAMES:
            named.pop()  # the "al" of al-Qaeda, taken for something else
        if not named or entity.start >= named[-1].end:
            named.append(entity)
    whole = (part for entity in named for part in _parted(_trimmed(entity, words), words))
    return tuple(kept for entity in whole if (kept := settled(entity, words.words)))


def agreed(found: Sequence[Entity], words: Words) -> tuple[Entity, ...]:
    """Return the entities with one label for all places of a name in the story, where its places outvote one of them."""
    votes: dict[str, dict[EntityLabel, float]] = defaultdict(lambda: defaultdict(float))
    for entity in found:
        if entity.label in _AGREEING:
            votes[words.text(entity)][entity.label] += entity.score
    labelled = [
        _told(entity, entity.start, entity.end, _outvoted(entity.label, votes[words.text(entity)]))
        if entity.label in _AGREEING
        else entity
        for entity in found
    ]
    sure = {words.text(entity) for entity in labelled if entity.label is EntityLabel.ORG and entity.score >= _ORGANISATION}
    return tuple(
        entity
        for entity in labelled
        if entity.label is not EntityLabel.ORG or not words.is_doubtful(entity) or words.text(entity) in sure
    )


def _outvoted(label: EntityLabel, votes: Mapping[EntityLabel, float]) -> EntityLabel:
    best = max(sorted(votes), key=lambda one: votes[one])
    return best if votes[best] >= _MAJORITY * votes[label] else label


def _grown(entity: Entity, words: Words) -> Entity:
    """Return a name with what a hyphen or a comma ties to it."""
    start, end = entity.start, entity.end
    while words.is_tight(start - 1) and words.is_article(start - 2):
        start -= 2
        if words.is_tight(start - 1) and words.is_capital(start - 2):  # Hizb-ul-Mujahideen
            start -= 2
    while words.is_tight(end) and (words.is_article(end - 1) or _is_given(entity, end, words)):
        end += 2
    label = entity.label
    if label is EntityLabel.ORG and end - start > 1 and words.is_tight(start - 1) and words.is_capital(start - 2):
        start -= 2  # American-Arab Discrimination Committee
    label, end = _gone_on(label, start, end, words)
    return _told(entity, start, _after_form(label, end, words), label)


def _gone_on(label: EntityLabel, start: int, end: int, words: Words) -> tuple[EntityLabel, int]:
    """Return a name's label and end with the words behind it that tell what it is."""
    if words.goes_on(end, "firm"):  # Rodale Books
        return EntityLabel.ORG, end + 1
    if label is EntityLabel.LOC and end == start + 1 and words.words[start].lower() == _UNITED and words.goes_on_as_name(end):
        return (label if words.words[end].lower() in parts("realm") else EntityLabel.ORG), end + 1  # United Way
    if label is not EntityLabel.PER:
        return label, _after_house(start, end, words) or end
    for at in (end, end + 1):  # John Griffith@ENRON
        if words.is_tight(at, "@") and words.is_capital(at - 1) and not words.crosses(start, at):
            return label, at + 2
    after = words.after_genitive(end)
    if after and words.goes_on(after, "shop"):  # Ray's Pizza
        return EntityLabel.ORG, after + 1
    house = _after_house(start, end, words)  # at Kenneally's
    return (EntityLabel.FAC, house) if house else (label, end)


def _after_house(start: int, end: int, words: Words) -> int | None:
    """Return the end of a genitive that stands for a house, having no noun behind it: at Lloyd's, going to Wendy's."""
    after = words.after_genitive(end)
    if after is None or start == 0 or start in words.starts:
        return None
    before = words.words[start - 1].lower()
    goes = before == "to" and start > 1 and words.words[start - 2].lower() in parts("motion")
    alone = after == len(words.words) or after in words.starts or words.upos[after] in _BEHIND
    return after if (before == "at" or goes) and alone else None


def _is_given(entity: Entity, end: int, words: Words) -> bool:
    """Return whether a hyphen leads on to the small half of an Asian given name: Kim Jong-un."""
    after = words.words[end + 1]
    return entity.label is EntityLabel.PER and after.islower() and len(after) <= _SMALL and words.upos[end + 1] == "PROPN"


def _after_form(label: EntityLabel, end: int, words: Words) -> int:
    """Return the end of an organisation's name with its legal forms: Google, Inc."""
    while label is EntityLabel.ORG and end < len(words.words) and end not in words.starts:
        step = 2 if words.words[end] in _STOPS else 1
        if end + step > len(words.words) or words.crosses(end - 1, end + step) or not words.is_form(end + step - 1):
            break
        end += step
    return end


def _joined(left: Entity, right: Entity, words: Words) -> Entity | None:
    """Return two names as the one that they are, or None."""
    if not {left.label, right.label} <= _NAMES or words.crosses(left.start, right.end):
        return None
    if right.start < left.end:  # both grew over the same hyphen, or a legal form has become part of the name before
        return _one(left, right, left.label if left.end - left.start > 1 else right.label)
    if right.start == left.end:
        return _adjoining(left, right, words)
    if right.start > left.end + 1:
        return None
    if left.label is EntityLabel.ORG and _is_institution(left, words):
        return _one(left, right, EntityLabel.ORG)
    return _one(left, right, EntityLabel.PER) if _is_whole(left, right, words) else None


def _adjoining(left: Entity, right: Entity, words: Words) -> Entity | None:
    """Return two names without a word between as the one that they are, or None."""
    last = words.words[left.end - 1].lower()
    if left.label in _HOLDING and last == "of":
        return _one(left, right, left.label)
    if left.label is EntityLabel.LOC and left.end - left.start == 1 and last in parts("before"):  # St. Thomas
        return _one(left, right, EntityLabel.ORG if right.label is EntityLabel.ORG else EntityLabel.LOC)
    return _one(left, right, left.label) if left.label is right.label and left.label in _ONE else None


def _is_institution(left: Entity, words: Words) -> bool:
    """Return whether a name ends in a word for an institution and 'of' follows: Law Offices of Armando Villega."""
    return words.words[left.end - 1].lower() in parts("institution") and words.words[left.end].lower() == "of"


def _is_whole(left: Entity, right: Entity, words: Words) -> bool:
    """Return whether what stands between two people's names makes them one: Jan Smutney-Jones, but Bush-Cheney."""
    if left.label is not EntityLabel.PER or right.label is not EntityLabel.PER:
        return False
    if words.is_tight(left.end):
        return max(left.end - left.start, right.end - right.start) > 1
    return words.words[left.end] == "," and words.is_quoted(left.start, right.end)  # "Smith, John" in the head of a letter


def _one(left: Entity, right: Entity, label: EntityLabel) -> Entity:
    return Entity(left.start, max(left.end, right.end), label, max(left.score, right.score))


def _trimmed(entity: Entity, words: Words) -> Entity:
    """Return a name without a form of address before it or a common word for its kind behind: Dr. Cooper."""
    start, end = entity.start, entity.end
    while entity.label is EntityLabel.ORG and start < end - 1 and words.words[end - 1] in parts("common"):
        end -= 1
    while entity.label is EntityLabel.PER and start < entity.end - 1 and words.is_address(start):
        start += 1
    return _told(entity, start, end, entity.label)


def _parted(entity: Entity, words: Words) -> Iterator[Entity]:
    """Yield a place, or a town and the state or country after it: Austin Texas."""
    told = [word.lower() for word in words.words[entity.start : entity.end]]
    front = told[:-1]
    apart = (
        entity.label is EntityLabel.LOC
        and any(told[-1] in parts(kind) for kind in _REGIONS)
        and front
        and front[-1] not in parts("before")
        and not _APART & set(front)
    )
    cut = entity.end - 1 if apart else entity.end
    yield _told(entity, entity.start, cut, entity.label)
    if apart:
        yield _told(entity, cut, entity.end, entity.label)


def _told(entity: Entity, start: int, end: int, label: EntityLabel) -> Entity:
    """Return the entity with other bounds and another label; the same one where they are its own, as they mostly are."""
    if (start, end, label) == (entity.start, entity.end, entity.label):
        return entity
    return Entity(start, end, label, entity.score)
