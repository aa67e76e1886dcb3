"""Mentions and their antecedents → chains over a whole story: the model's choices, and rules on names, number and gender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.language.analysis import Analysis, Entity, EntityLabel, Range
from dateline.language.decode.links import Referring

_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
}
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both", "its", "their", "his", "her"))
# What hangs on a mention's head without being part of the mention.
_APART = frozenset(
    (
        *(
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
        ),
        *("dep", "ccomp", "csubj", "expl", "obl", "list", "orphan", "vocative", "dislocated"),
    )
)
_NAMES = frozenset((EntityLabel.PER, EntityLabel.ORG, EntityLabel.LOC, EntityLabel.FAC))
_PLACES = frozenset((EntityLabel.ORG, EntityLabel.LOC, EntityLabel.FAC))  # "Brussels", "the White House": either
_TIMES = frozenset((EntityLabel.DATE, EntityLabel.NUM))
_REACH = 3  # sentences back in which a pronoun without the model's antecedent finds a person
_MEMORY = 12  # sentences back in which "the ministry" finds the ministry
_POSSESSIVES = frozenset(("the", "'s", "\u2019s", "'", "\u2019"))
_SMALL = frozenset(("of", "and", "for", "in", "on", "the"))


@dataclass(slots=True)
class Chain:
    """What is known of one referent so far."""

    mentions: list[int] = field(default_factory=list)  # head words
    genders: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    people: list[frozenset[str]] = field(default_factory=list)  # the words of each name of a person
    labels: set[EntityLabel] = field(default_factory=set)


def chains(story: Analysis, found: Sequence[Referring]) -> tuple[tuple[Range, ...], ...]:
    """
    Return the chains of a story, each with two mentions or more in text order, by their first mention.

    Args:
        story: the Analysis without its chains.
        found: the mentions of all its windows, in text order.
    """
    reader = _Reader(story)
    for mention in sorted((*found, *reader.unread_names(found)), key=lambda mention: mention.word):
        reader.read(mention)
    several = (sorted(chain.mentions) for chain in reader.distinct() if len(chain.mentions) > 1)
    spans = (tuple(sorted({reader.span(word) for word in mentions})) for mentions in several)
    return tuple(sorted(chain for chain in spans if len(chain) > 1))


class _Reader:
    """Goes through the mentions once and puts each into a chain."""

    def __init__(self, story: Analysis) -> None:
        self.words = [word.lower() for word in story.words]
        self.upos, self.feats, self.lemmas = story.upos, story.feats, story.lemmas
        self.rels = [deprel.split(":")[0] for deprel in story.deprels]
        self.children: dict[int, list[int]] = defaultdict(list)
        self.heads: list[int] = story.heads.tolist()
        for child, head in enumerate(self.heads):
            self.children[head].append(child)
        self.sentence = [number for number, (start, end) in enumerate(story.sentences) for _ in range(start, end)]
        self.entity_at = {token: entity for entity in story.entities for token in range(entity.start, entity.end)}
        self.of: dict[int, Chain] = {}  # by head word
        self.by_name: dict[str, Chain] = {}
        self.by_noun: dict[str, int] = {}  # head noun or title -> head word of the latest mention that has it
        self.people: list[int] = []  # head words of mentions of people, in text order

    def distinct(self) -> list[Chain]:
        """Return every chain once."""
        return list({id(chain): chain for chain in self.of.values()}.values())

    def unread_names(self, found: Sequence[Referring]) -> Iterator[Referring]:
        """Yield a mention for each name in which the model saw none."""
        seen = {id(self.entity_at[mention.word]) for mention in found if mention.word in self.entity_at}
        for entity in dict.fromkeys(self.entity_at.values()):
            if entity.label in _NAMES and id(entity) not in seen:
                yield Referring(entity.end - 1, None, 0.0)

    # ---------------------------------------------------------------- one mention
    def read(self, mention: Referring) -> None:
        """Put a mention into the chain it belongs to, or into a new one."""
        entity = self.entity_at.get(mention.word)
        if entity is not None and entity.label in _TIMES:
            return
        named = entity if entity is not None and entity.label in _NAMES else None
        chain = next((one for one in self._candidates(mention, named) if self._fits(mention.word, named, one)), None)
        self._add(mention.word, named, chain or Chain())

    def _candidates(self, mention: Referring, entity: Entity | None) -> Iterator[Chain]:
        """Yield the chains that a mention may belong to, the likeliest first."""
        if entity is not None:
            yield from (self.by_name[key] for key in _keys(self._name(entity), entity.label) if key in self.by_name)
        if mention.antecedent is not None and mention.antecedent in self.of:
            yield self.of[mention.antecedent]
        if _GENDERS.get(self.words[mention.word], "n") != "n":
            yield from (self.of[one] for one in reversed(self.people[-8:]) if self._apart(one, mention.word) <= _REACH)
        elif mention.antecedent is None and entity is None and self._is_definite(mention.word):
            noun = self.by_noun.get(self._noun(mention.word))
            if noun is not None and self._apart(noun, mention.word) <= _MEMORY:
                yield self.of[noun]

    def _apart(self, one: int, other: int) -> int:
        return self.sentence[other] - self.sentence[one]

    def _is_definite(self, word: int) -> bool:
        if self.upos[word] != "NOUN":
            return False
        return any(self.words[child] in _DEFINITE and self.rels[child] in {"det", "nmod"} for child in self.children[word])

    def _noun(self, word: int) -> str:
        return f"{self.lemmas[word].lower()}|{self._number(word)}"

    def _name(self, entity: Entity) -> tuple[str, ...]:
        return tuple(word for word in self.words[entity.start : entity.end] if word not in _POSSESSIVES)

    # ---------------------------------------------------------------- what a chain allows
    def _fits(self, word: int, entity: Entity | None, chain: Chain) -> bool:
        gender, number = _GENDERS.get(self.words[word]), self._number(word)
        if gender and (self._is_object_of(word, chain) or (chain.genders and gender not in chain.genders)):
            return False
        if number and chain.numbers and number not in chain.numbers:
            return False
        if gender in {"m", "f"} and chain.labels and EntityLabel.PER not in chain.labels:
            return False
        if entity is None or not chain.labels:
            return True
        if entity.label not in chain.labels and not {entity.label, *chain.labels} <= _PLACES:
            return False
        name = frozenset(self._name(entity))
        return not chain.people or any(name <= known or known <= name for known in chain.people)

    def _is_object_of(self, word: int, chain: Chain) -> bool:
        """Return whether the chain's latest mention is the subject of the verb that has this pronoun as its object."""
        if self.rels[word] not in {"obj", "iobj"} or self.words[word].endswith("self"):
            return False
        subjects = [child for child in self.children[self.heads[word]] if self.rels[child] == "nsubj"]
        return any(start <= chain.mentions[-1] < end for start, end in map(self._reach, subjects))

    def _number(self, word: int) -> str:
        """Return "Sing" or "Plur" of he, it and common nouns; names, and "they" of a ministry, may be either."""
        if self.words[word] in _GENDERS:
            return "Sing"
        if self.upos[word] != "NOUN" or word in self.entity_at:
            return ""
        return "Plur" if "Number=Plur" in self.feats[word] else "Sing"

    def _add(self, word: int, entity: Entity | None, chain: Chain) -> None:
        chain.mentions.append(word)
        self.of[word] = chain
        gender, number = _GENDERS.get(self.words[word]), self._number(word)
        chain.genders |= {gender} if gender else set()
        chain.numbers |= {number} if number else set()
        if entity is not None:
            name = self._name(entity)
            chain.labels.add(entity.label)
            if entity.label is EntityLabel.PER:
                chain.people.append(frozenset(name))
            for key in _keys(name, entity.label):
                self.by_name[key] = chain
        if gender in {"m", "f"} or (entity is not None and entity.label is EntityLabel.PER):
            self.people.append(word)
        for noun in self._nouns(word):
            self.by_noun[noun] = word

    def _nouns(self, word: int) -> Iterable[str]:
        """Yield the nouns by which a later definite phrase may take this mention up: its own, and a person's title."""
        if self.upos[word] == "PROPN":
            titles = (child for child in self.children[word] if self.rels[child] in {"compound", "nmod", "appos"})
            yield from (f"{self.lemmas[one].lower()}|Sing" for one in (word, *titles))
        elif self.upos[word] == "NOUN":
            yield self._noun(word)

    # ---------------------------------------------------------------- words of a mention
    def span(self, head: int) -> Range:
        """Return the words of the mention headed by a word: its name, or its phrase without clauses and appositions."""
        entity = self.entity_at.get(head)
        if entity is not None and entity.label in _NAMES:
            return entity.start, entity.end
        if self.upos[head] == "PRON":
            return head, head + 1
        parts = [self._reach(child) for child in self.children[head] if self.rels[child] not in _APART]
        return min([head, *(start for start, _ in parts)]), max([head + 1, *(end for _, end in parts)])

    def _reach(self, word: int) -> Range:
        start, end, below = word, word + 1, list(self.children.get(word, ()))
        while below:
            one = below.pop()
            start, end = min(start, one), max(end, one + 1)
            below += self.children.get(one, ())
        return start, end


def _keys(name: tuple[str, ...], label: EntityLabel) -> tuple[str, ...]:
    """Return the strings under which a name is found again: itself, a person's surname, an organisation's initials."""
    if not name:
        return ()
    whole = " ".join(name)
    if label is EntityLabel.PER:
        return f"PER {whole}", f"PER {name[-1]}", f"PER {name[0]}"
    initials = "".join(word[0] for word in name if word not in _SMALL)
    return (whole, initials) if len(initials) > 1 and label is EntityLabel.ORG else (whole.replace(".", ""),)
