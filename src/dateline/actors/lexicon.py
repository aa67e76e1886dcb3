"""Every name, title and noun of the codebook, compiled once into token tries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dateline.codebook import Codebook, Group, Igo, Metonym, Office, Organ, Organisation, Outlet, State
from dateline.codebook import rows as codebook_rows
from dateline.language.tokens import tokenize

_LETTERS_OF_A_CREDIT = 4  # 'REUTERS', but not 'BILD' nor 'TIME'


class Sort(StrEnum):
    """What sort of thing the words name."""

    STATE = "state"
    ADJECTIVE = "adjective"
    CAPITAL = "capital"
    METONYM = "metonym"
    IGO = "igo"
    GROUP = "group"
    OUTLET = "outlet"
    ORGANISATION = "organisation"
    ORGAN = "organ"
    TITLE = "title"
    PEOPLE = "people"


Item = State | Metonym | Igo | Group | Outlet | Organisation | Organ | Office | str


@dataclass(frozen=True, slots=True)
class Entry:
    """What some words name: a sort, and the codebook's record (for people of a state: their sector)."""

    sort: Sort
    item: Item


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that the lexicon knows, by their tokens."""

    start: int
    end: int
    entry: Entry


Trie = Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]  # by first word; longest first


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The compiled tries: names as they are written, titles and nouns in lower case; and the closed word lists."""

    names: Trie
    words: Trie
    lists: Mapping[str, frozenset[str]]

    def find_names(self, tokens: Sequence[str]) -> list[Hit]:
        """Return the names in text order, the longest at each place, none inside another."""
        return list(_scan(self.names, tokens))

    def word_at(self, tokens: Sequence[str], start: int) -> Hit | None:
        """Return the longest title or noun that begins at a token; tokens must be in lower case."""
        return _at(self.words, tokens, start)


# Letters that are no letter and mark to Unicode, as English-language papers write them.
_LETTERS = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss"}
)


def plain(word: str) -> str:
    """Return a word without diacritics, with straight apostrophes."""
    if word.isascii():
        return word
    straight = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in straight if not unicodedata.combining(letter)) or word


def pieces(name: str) -> tuple[str, ...]:
    """Return the words of a name as the text's tokens will be compared."""
    flat = plain(name)
    if flat.replace(" ", "").isalpha():
        return tuple(flat.split())
    return tuple(span.of(flat) for span in tokenize(flat))


@cache
def lexicon(codebook: Codebook) -> Lexicon:
    """Return the compiled names of a codebook."""
    lists = {row.text("kind"): frozenset(row.words("words")) for row in codebook_rows.read("actor_words")}
    return Lexicon(names=_compile(_names(codebook)), words=_compile(_words(codebook)), lists=lists)


def _scan(trie: Trie, tokens: Sequence[str]) -> Iterator[Hit]:
    free = 0
    for start, word in enumerate(tokens):
        if start >= free and word in trie and (hit := _at(trie, tokens, start)) is not None:
            yield hit
            free = hit.end


def _at(trie: Trie, tokens: Sequence[str], start: int) -> Hit | None:
    for words, entry in trie.get(tokens[start], ()):
        end = start + len(words)
        if len(words) == 1 or tuple(tokens[start:end]) == words:
            return Hit(start, end, entry)
    return None


def _compile(entries: Iterable[tuple[tuple[str, ...], Entry]]) -> Trie:
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    for words, entry in entries:
        found.setdefault(words[0], {}).setdefault(words, entry)
    return {first: sorted(several.items(), key=lambda pair: -len(pair[0])) for first, several in found.items()}


def _names(codebook: Codebook) -> Iterator[tuple[tuple[str, ...], Entry]]:
    # bodies before states: 'US Treasury' is longer, but 'Vatican' names a state and its government
    standing = sorted(codebook.states.values(), key=lambda state: (state.end is not None, state.start is None))
    for state in standing:
        yield from _entries(state.names, Sort.STATE, state)
    for state in standing:
        yield from _entries((*state.adjectives, *state.demonyms), Sort.ADJECTIVE, state)
        yield from _entries((*state.governments, *((state.capital,) if state.capital else ())), Sort.CAPITAL, state)
    for metonym in codebook.metonyms:
        yield from _entries(metonym.surfaces, Sort.METONYM, metonym)
    for igo in codebook.igos:
        yield from _entries((igo.name, *igo.surfaces), Sort.IGO, igo)
    for group in codebook.groups:
        yield from _entries((group.name, *group.surfaces), Sort.GROUP, group)
    for outlet in codebook.outlets:
        yield from _entries(outlet.surfaces, Sort.OUTLET, outlet)
        credits_ = [surface.upper() for surface in outlet.surfaces if len(surface) > _LETTERS_OF_A_CREDIT and surface.isalpha()]
        yield from _entries(credits_, Sort.OUTLET, outlet)
    for organisation in codebook.organisations:
        yield from _entries(organisation.surfaces, Sort.ORGANISATION, organisation)


def _words(codebook: Codebook) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for office in codebook.offices:
        for title in office.titles:
            yield pieces(title), Entry(Sort.TITLE, office)
            if office.head != "rank" and not title.endswith((".", "s")):
                yield pieces(_plural(title)), Entry(Sort.TITLE, office)
    for organ in codebook.organs:
        for surface in organ.surfaces:
            yield pieces(surface), Entry(Sort.ORGAN, organ)
    for people in codebook.people:
        for noun in people.nouns:
            yield pieces(noun.lower()), Entry(Sort.PEOPLE, people.sector)


def _plural(title: str) -> str:
    head, joint, rest = title.partition(" of ")
    many = head[:-3] + "men" if head.endswith("man") else head[:-1] + "ies" if head.endswith("ry") else head + "s"
    return many + joint + rest


def _entries(surfaces: Iterable[str], sort: Sort, item: Item) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for surface in surfaces:
        yield pieces(surface.removeprefix("the ").removeprefix("The ")), Entry(sort, item)
