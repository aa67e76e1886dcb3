"""The words and types that linking knows (codebook/data/episode_words.toml), and the stems of a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?|\d[\d,.]*\d|\d")
SUFFIX = re.compile(r"(?:ings?|ions?|edly|ed|ements?|es|ly|s|e)$")
STEM = 5  # letters: invad-ing and invad-ed are one, consult and consider are two


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `episode_words.toml` holds, ready for use."""

    stop: frozenset[str]
    spoken: frozenset[str]
    families: frozenset[frozenset[str]]
    outcomes: Mapping[str, frozenset[str]]
    replies: frozenset[str]
    replied_to: frozenset[str]
    direct_cues: tuple[str, ...]
    topical_cues: tuple[str, ...]
    spoken_cues: tuple[str, ...]
    fates: Mapping[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """Return the tables, read once."""
    tables = tomllib.loads((files("dateline.codebook") / "data" / "episode_words.toml").read_text(encoding="utf-8"))
    return Lexicon(
        stop=frozenset(tables["stop"].split()),
        spoken=frozenset(tables["spoken"]),
        families=frozenset(frozenset(row["types"]) for row in tables["family"]),
        outcomes={name: frozenset(types) for name, types in tables["outcomes"].items()},
        replies=frozenset(tables["replies"]["types"]),
        replied_to=frozenset(tables["replies"]["to"]),
        direct_cues=tuple(tables["replies"]["direct"]),
        topical_cues=tuple(tables["replies"]["topical"]),
        spoken_cues=tuple(tables["replies"]["spoken"]),
        fates={name: tuple(beginnings) for name, beginnings in tables["fates"].items()},
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the beginning of a word that its forms share."""
    bare = word.lower().split("'")[0].split("’")[0]
    return (SUFFIX.sub("", bare) if len(bare) > STEM else bare)[:STEM]


@lru_cache(maxsize=4096)  # names and triggers come again and again
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that tell something."""
    stop = lexicon().stop
    return frozenset(
        stem(word)
        for word in WORD.findall(text)
        if word.lower() not in stop and (len(word) > 2 or word.isdigit())  # noqa: PLR2004
    )


@lru_cache(maxsize=1024)
def alike(one: str, other: str) -> bool:
    """Return whether two types are the same, or may be codes of one act."""
    return one == other or frozenset((one, other)) in lexicon().families


@cache
def kin(type: str) -> frozenset[str]:  # noqa: A002  # the field's name
    """Return the types that a type is alike to, itself among them."""
    return frozenset((type,)).union(*(family for family in lexicon().families if type in family))


def outcome_types(type: str) -> frozenset[str]:  # noqa: A002  # the field's name
    """Return the types that a plan of a type leads to."""
    return lexicon().outcomes.get(type, frozenset())


@cache
def plan_types(type: str) -> frozenset[str]:  # noqa: A002  # the field's name
    """Return the types of plans that lead to a type."""
    return frozenset(plan for plan, types in lexicon().outcomes.items() if type in types)
