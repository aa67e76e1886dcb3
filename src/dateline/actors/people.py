"""The persons of one story: who is meant by a full name, a surname or an office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeAlias

from dateline.actors.lexicon import Lexicon, pieces, plain
from dateline.codebook import Codebook, Office, OfficeHolder, officials

Spelled: TypeAlias = tuple[str, str, OfficeHolder]
_BREAKS = re.compile(r"[\s-]+")
_LETTERS = re.compile(r"[^a-z]")
_SHORT = 4  # letters; 'Red' is no spelling of Reid
_DOUBLES = re.compile(r"(.)\1+")
_SWAPPED = str.maketrans("", "", "aeiouyhjwvkq -.,'")  # letters of _SOUNDS, and marks
# Pairs that transliteration swaps; the key of a name is what remains after them.
_SOUNDS = (
    *(("iy", "i"), ("yy", "i"), ("ij", "i"), ("iu", "u"), ("yu", "u"), ("ia", "a"), ("ya", "a")),
    *(("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("e", "i"), ("w", "v"), ("q", "k")),
)


@dataclass(slots=True, eq=False)
class Person:
    """A person as far as the story has told of him or her; filled in while the story is read."""

    name: str  # as the text writes it in full, or the usual name where the text has the surname alone
    parts: tuple[str, ...]  # words of the name, without diacritics
    first: int  # token of the first mention
    country: str | None = None
    sector: str | None = None
    body: str | None = None  # "IGO:NATO", where the office is not of a state
    offices: list[str] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)  # full names as the text writes them
    holder: str | None = None  # the usual name in the codebook, where it knows the person
    female: bool | None = None
    former: bool = False

    @property
    def surname(self) -> str:
        """Return the surname as the name writes it."""
        words = self.name.split()
        return words[0] if self.country in FAMILY_NAME_FIRST else words[-1]

    def answers_to(self, words: Sequence[str]) -> bool:
        """Return whether a name in the text may mean this person."""
        given = tuple(word for word in words if word not in {"-", "."})
        if len(given) == 1:
            return given[0] in self.parts
        own = tuple(word for word in self.parts if word not in {"-", "."})
        given, own = tuple(word.lower() for word in given), tuple(word.lower() for word in own)  # 'De Mistura' begins a sentence
        return set(given) <= set(own) or (given[-1] == own[-1] and _is_short_for(given[0], own[0]))


def _has_word(term: OfficeHolder, word: str) -> bool:
    """Return whether the word stands in a name of the person as it is: short names have no spellings to spare."""
    return any(plain(word) in pieces(name) for name in (term.person, *term.aliases))


def _is_short_for(one: str, other: str) -> bool:
    """Return whether of two given names one may be short for the other: an initial, or its beginning."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return long.startswith(short) and len(short) != len(long)


@lru_cache(maxsize=20_000)  # of those that a rough key brings together
def name_key(name: str) -> str:
    """Return what the transliterations of a name have in common: Zelensky, Zelenskyy and Zelenskiy give one key."""
    return "".join(map(_word_key, _BREAKS.split(plain(name).lower())))


def _word_key(word: str) -> str:
    key = _LETTERS.sub("", word)
    for old, new in _SOUNDS:
        key = key.replace(old, new)
    return _DOUBLES.sub(r"\1", key)


def _rough_key(name: str) -> str:
    """Return what names of one key share and few others do: consonants that no sound swaps; the register is long."""
    return _DOUBLES.sub(r"\1", plain(name).lower().translate(_SWAPPED))


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Office holders, by name, surname and office."""

    rough: Mapping[str, Sequence[Spelled]]  # by the rough key of a surname: surname, whole name, term
    by_office: Mapping[tuple[str, str], Sequence[OfficeHolder]]
    sectors: dict[str, str | None]  # by office
    heads: frozenset[str]  # offices whose holders lead a state
    _sorted: dict[str, dict[str, list[Spelled]]] = field(default_factory=dict)  # those asked for, by the exact key of the surname

    def is_head(self, office: str) -> bool:
        """Return whether 'the leader' of a state may mean who holds the office."""
        return office in self.heads

    def named(self, name: str) -> Sequence[OfficeHolder]:
        """Return the terms of the person with a full name, in any transliteration."""
        words, key = _BREAKS.split(name), name_key(name)
        found = (one for end in dict.fromkeys((words[-1], words[0])) for one in self._with(end))
        return _each_once(term for _, whole, term in found if name_key(whole) == key)

    def surnamed(self, surname: str, *, month: str | None, country: str | None = None) -> OfficeHolder | None:
        """
        Return the one office holder with a surname: of a country, if given; in office or lately so, where several share it.

        Without a country only those count whom the surname alone means, and with one they come first.
        """
        terms = [
            term
            for term in _each_once(term for _, _, term in self._with(surname))
            if country in (None, term.of) and (len(surname) > _SHORT or _has_word(term, surname))
        ]
        known = [term for term in terms if term.by_surname]
        if known or country is None:
            return _the_one(known, month)
        return _the_one(terms, month)

    def _with(self, surname: str) -> Sequence[Spelled]:
        """Return those with a surname, in any transliteration."""
        rough = _rough_key(surname)
        if rough not in self._sorted:
            exact = self._sorted[rough] = {}
            for one in self.rough.get(rough, ()):
                exact.setdefault(name_key(one[0]), []).append(one)
        return self._sorted[rough].get(name_key(surname), ())

    def in_office(self, offices: Iterable[str], country: str, month: str | None) -> OfficeHolder | None:
        """Return who held one of the offices of a country in a month, where the codebook is certain."""
        if month is None:
            return None
        for office in offices:
            terms = [term for term in self.by_office.get((office, country), ()) if term.held_on(month) and term.certain]
            if len({term.person for term in terms}) == 1:
                return terms[0]
        return None


def _the_one(terms: Sequence[OfficeHolder], month: str | None) -> OfficeHolder | None:
    """Return the last term where all are one person's, in office or lately so where several share the surname; else None."""
    if len({term.person for term in terms}) > 1 and month is not None:
        now = [term for term in terms if term.held_on(month)]
        terms = now or [term for term in terms if (term.start or "") <= month]
    return terms[-1] if len({term.person for term in terms}) == 1 else None


@cache
def register(codebook: Codebook) -> Register:
    """Return the office holders of a codebook, and the package's officials, compiled."""
    surnames: dict[str, list[Spelled]] = {}
    offices: dict[tuple[str, str], list[OfficeHolder]] = {}
    for term in (*codebook.holders, *officials()):
        for name in (term.person, *term.aliases):
            surname = surname_of(_BREAKS.split(name), term.of)
            surnames.setdefault(_rough_key(surname), []).append((surname, name, term))
        offices.setdefault((term.office, term.of), []).append(term)
    return Register(
        surnames,
        offices,
        {office.name: office.sector for office in codebook.offices},
        frozenset(office.name for office in codebook.offices if leads(office)),
    )


def _each_once(terms: Iterable[OfficeHolder]) -> Sequence[OfficeHolder]:
    return tuple({id(term): term for term in terms}.values())


FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "TWN", "KOR", "PRK", "VNM"})


def surname_of(parts: Sequence[str], country: str | None) -> str:
    """Return the surname in the words of a full name: the first in East Asia, else the last with what is joined to it."""
    words = [part for part in parts if part != "-"]
    if country in FAMILY_NAME_FIRST:
        return words[0]
    return words[-1]


def leads(office: Office) -> bool:
    """Return whether 'the leader' of a state may mean the holder of this office."""
    return office.head == "yes"


def is_female(parts: Sequence[str], lexicon: Lexicon) -> bool | None:
    """Return what the given name tells, or None."""
    first = parts[0].lower()
    man, woman = first in lexicon.lists["male name"], first in lexicon.lists["female name"]
    return woman if man != woman else None
