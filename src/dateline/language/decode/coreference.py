"""Mentions and their antecedents → chains over a whole story: the model's choices, and rules on names, number and gender."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.language.analysis import Analysis, Entity, EntityLabel, Range
from dateline.language.decode.links import Referring

_HE = {"he", "him", "his", "himself"}
_SHE = {"she", "her", "hers", "herself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_IT = {"it", "its", "itself"}
_SPEAKERS = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours"}
_DEFINITE = {"the", "this", "that", "these", "those", "both", "its", "their", "his", "her"}
_NOT_OF_A_MENTION = frozenset(
    (
        "acl",
        "advcl",
        "appos",
        "parataxis",
        "cc",
        "conj",
        "punct",
        "case",
        "mark",
        "cop",
        "nsubj",
        "aux",
        "advmod",
        "discourse",
        "dep",
        "ccomp",
        "csubj",
        "expl",
        "obl",
        "list",
        "orphan",
        "vocative",
        "dislocated",
    )
)
_NAMES = {EntityLabel.PER, EntityLabel.ORG, EntityLabel.LOC, EntityLabel.FAC}
_REACH = 3  # sentences back in which a pronoun without the model's antecedent finds a person
_MEMORY = 12  # sentences back in which "the ministry" finds the ministry


@dataclass(slots=True)
class Chain:
    """What is known of one referent so far."""

    mentions: list[int] = field(default_factory=list)  # head words
    genders: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)  # surnames of people's full names
    labels: set[EntityLabel] = field(default_factory=set)


def chains(story: Analysis, found: Sequence[Referring]) -> tuple[tuple[Range, ...], ...]:
    """
    Return the chains of a story, each with two mentions or more in text order, by their first mention.

    Args:
        story: the Analysis without its chains.
        found: the mentions of all its windows, in text order.
    """
    reader = _Reader(story)
    for mention in found:
        reader.read(mention)
    spans = (tuple(dict.fromkeys(reader.span(word) for word in sorted(chain.mentions))) for chain in reader.distinct())
    return tuple(sorted(chain for chain in spans if len(chain) > 1))


class _Reader:
    """Goes through the mentions once and puts each into a chain."""

    def __init__(self, story: Analysis) -> None:
        self.story = story
        self.words = tuple(word.lower() for word in story.words)
        self.entity_at = {
            token: entity for entity in story.entities for token in range(entity.start, entity.end) if entity.label in _NAMES
        }
        self.of: dict[int, Chain] = {}  # by head word
        self.by_name: dict[str, Chain] = {}
        self.by_noun: dict[str, int] = {}  # lemma of a head noun or title -> the latest mention's head word
        self.people: list[int] = []  # heads of mentions of people, in text order

    def distinct(self) -> list[Chain]:
        """Return every chain once."""
        return list({id(chain): chain for chain in self.of.values()}.values())

    # ---------------------------------------------------------------- one mention
    def read(self, mention: Referring) -> None:
        """Put a mention into the chain it belongs to, or into a new one."""
        word, entity = mention.word, self.entity_at.get(mention.word)
        fits = [chain for chain in self._candidates(mention, entity) if self._fits(word, entity, chain)]
        chain = fits[0] if fits else Chain()
        self._add(word, entity, chain)

    def _candidates(self, mention: Referring, entity: Entity | None) -> Iterable[Chain]:
        """Yield the chains that a mention may belong to, the likeliest first."""
        if entity is not None:
            yield from (self.by_name[key] for key in _keys(self._name(entity), entity.label) if key in self.by_name)
        if mention.antecedent is not None and mention.antecedent in self.of:
            yield self.of[mention.antecedent]
        elif self.words[mention.word] in _HE | _SHE:
            yield from self._recent_people(mention.word)
        elif entity is None and self._is_definite(mention.word):
            noun = self.by_noun.get(self._noun(mention.word))
            if noun is not None and self._sentences_between(noun, mention.word) <= _MEMORY:
                yield self.of[noun]

    def _recent_people(self, word: int) -> Iterable[Chain]:
        for person in reversed(self.people[-8:]):
            if self._sentences_between(person, word) <= _REACH:
                yield self.of[person]

    def _sentences_between(self, one: int, other: int) -> int:
        return self.story.sentence_of(other) - self.story.sentence_of(one)

    def _is_definite(self, word: int) -> bool:
        if self.story.upos[word] != "NOUN":
            return False
        return any(self.words[child] in _DEFINITE for child in self.story.children(word, "det", "nmod:poss"))

    def _noun(self, word: int) -> str:
        return f"{self.story.lemmas[word].lower()}|{self.story.feature(word, 'Number')}"

    def _name(self, entity: Entity) -> tuple[str, ...]:
        return tuple(word for word in self.words[entity.start : entity.end] if word not in {"the", "'s", "\u2019s"})

    # ---------------------------------------------------------------- what a chain allows
    def _fits(self, word: int, entity: Entity | None, chain: Chain) -> bool:
        gender, number = self._gender(word), self._number(word)
        if gender and chain.genders and gender not in chain.genders:
            return False
        if number and chain.numbers and number not in chain.numbers:
            return False
        if gender in {"m", "f"} and chain.labels & {EntityLabel.LOC, EntityLabel.ORG} and EntityLabel.PER not in chain.labels:
            return False
        if entity is None:
            return True
        if chain.labels and not (
            entity.label in chain.labels or {entity.label, *chain.labels} <= {EntityLabel.ORG, EntityLabel.LOC, EntityLabel.FAC}
        ):
            return False
        name = self._name(entity)
        return not (entity.label is EntityLabel.PER and name and chain.persons and name[-1] not in chain.persons)

    def _gender(self, word: int) -> str:
        said = self.words[word]
        return "m" if said in _HE else "f" if said in _SHE else "n" if said in _IT else ""

    def _number(self, word: int) -> str:
        said = self.words[word]
        if said in _HE | _SHE | _IT:
            return "Sing"
        if said in _THEY or said in _SPEAKERS or word in self.entity_at:
            return ""  # "they" of a ministry; a team's plural name
        return (self.story.feature(word, "Number") or "") if self.story.upos[word] == "NOUN" else ""

    def _add(self, word: int, entity: Entity | None, chain: Chain) -> None:
        chain.mentions.append(word)
        self.of[word] = chain
        chain.genders |= {self._gender(word)} - {""}
        chain.numbers |= {self._number(word)} - {""}
        person = self.words[word] in _HE | _SHE
        if entity is not None:
            name = self._name(entity)
            chain.labels.add(entity.label)
            person = entity.label is EntityLabel.PER
            if person and name:
                chain.persons.add(name[-1])
            for key in _keys(name, entity.label):
                self.by_name[key] = chain
        if person:
            self.people.append(word)
        for noun in self._nouns(word):
            self.by_noun[noun] = word

    def _nouns(self, word: int) -> Iterable[str]:
        """Yield the nouns by which a later definite phrase may take this mention up: its own, and a person's title."""
        if self.story.upos[word] in {"NOUN", "PROPN"}:
            yield self._noun(word)
            for child in self.story.children(word, "compound", "nmod:desc", "appos"):
                yield self._noun(child)

    # ---------------------------------------------------------------- words of a mention
    def span(self, head: int) -> Range:
        """Return the words of the mention headed by a word: its name, or its phrase without clauses and appositions."""
        entity = self.entity_at.get(head)
        if entity is not None:
            return entity.start, entity.end
        story, start, end = self.story, head, head + 1
        if story.upos[head] == "PRON":
            return start, end
        for child in story.children(head):
            if story.deprels[child].split(":")[0] in _NOT_OF_A_MENTION:
                continue
            first, last = story.reach(child)
            start, end = min(start, first), max(end, last)
        return start, end


def _keys(name: tuple[str, ...], label: EntityLabel) -> tuple[str, ...]:
    """Return the strings under which a name is found again: itself, a person's surname, an organisation's initials."""
    whole = " ".join(name)
    if label is EntityLabel.PER:
        return (f"PER {whole}", f"PER {name[-1]}") if name else ()
    initials = "".join(word[0] for word in name if word not in {"of", "and", "for", "in", "on"})
    several = len(name) > 2 or (len(name) == 2 and label is EntityLabel.ORG)  # noqa: PLR2004  # two words of a place have no initials
    return (whole, initials) if several and label is not EntityLabel.FAC else (whole.replace(".", ""),)
