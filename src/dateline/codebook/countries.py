"""Which state a name, code, adjective, demonym or capital means."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from dateline.codebook.entries import State
from dateline.codebook.tables import Codebook, load


def country(name_or_code: str, *, codebook: Codebook | None = None) -> str | None:
    """Return the code of the state that a name, ISO code, adjective, demonym or capital means, in any case; None: no state."""
    return _index(codebook or load()).get(_folded(name_or_code))


def state(name_or_code: str, *, codebook: Codebook | None = None) -> State | None:
    """Return the state that a name, ISO code, adjective, demonym or capital means, or None."""
    book = codebook or load()
    code = country(name_or_code, codebook=book)
    return None if code is None else book.states[code]


@cache
def _index(codebook: Codebook) -> dict[str, str]:
    found: dict[str, str] = {}
    standing = sorted(codebook.states.values(), key=lambda each: (each.end is not None, each.start is None))
    for rank in range(4):
        for each in standing:
            for word in _words(each, rank):
                found.setdefault(_folded(word), each.code)
    return found


def _words(each: State, rank: int) -> Iterator[str]:
    # codes before names before adjectives before capitals: 'SOM' is Somalia, 'Georgia' no capital
    if rank == 0:
        yield each.code
    elif rank == 1:
        yield from each.names
        yield from (each.iso2,) if each.iso2 else ()
    elif rank == 2:  # noqa: PLR2004 the third rank
        yield from each.adjectives
        yield from each.demonyms
    else:
        yield from each.governments
        yield from (each.capital,) if each.capital else ()


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).replace("\u2019", "'")
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.casefold().removeprefix("the ").split())
