"""
What a person writes into a search → what is looked for.

    grain deal            both words, anywhere
    "grain deal"          the words side by side
    grain OR wheat        either
    grain -deal           the first without the second; also NOT deal
    sanction*             words that begin so
    (grain OR wheat) deal parentheses group

Words are found in every form: "talks" finds "talk" and "talking"; capitals and accents do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from dateline.errors import UsageError
from dateline.store.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 1000  # characters: a search, no text
_DEEPEST = 20  # parentheses
_PIECE = re.compile(
    r'\s*(?:(?P<open>-?\()|(?P<close>\))|(?P<minus>-?)(?:["“”„](?P<phrase>[^"“”„]*)(?P<end>["“”„]?)|(?P<word>[^\s()"“”„]+)))'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand side by side; one alone is a word."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, folded, and what it is as a word of its own."""

    start: str
    term: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts, and none of the others."""

    parts: tuple[Wanted, ...]
    without: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts."""

    parts: tuple[Wanted, ...]


Wanted: TypeAlias = "Phrase | Prefix | Every | Either"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "(", ")", "or", "not", "and", "leaf"
    at: int
    negated: bool = False
    wanted: Phrase | Prefix | None = None  # of a leaf; None: nothing but signs


def parse(text: str) -> Wanted | None:
    """
    Return what a search asks for; None where it holds no words.

    Raises:
        UsageError: a quotation mark or parenthesis has no fellow, an OR or NOT stands alone, or there is nothing but negations.
    """
    if len(text) > _LONGEST:
        raise _wrong(text[:40] + "...", f"it is longer than {_LONGEST} characters. Ask for fewer words")
    tokens = list(_tokens(text))
    if not any(token.wanted for token in tokens):
        if tokens and any(token.kind != "leaf" for token in tokens):
            raise _wrong(text, "it names no word to look for")
        return None
    parsing = _Parsing(text, tokens)
    found = parsing.either(0)
    if parsing.token is not None:
        raise _wrong(text, f"the ')' at character {parsing.token.at + 1} closes nothing")
    return found


def _wrong(text: str, problem: str) -> UsageError:
    return UsageError(f"the search {text!r} cannot be read: {problem}")


def _tokens(text: str) -> Iterator[_Token]:
    for found in _PIECE.finditer(text):
        at = found.end() - len(found[0].lstrip())
        if found["open"]:
            yield _Token("(", at, negated=found["open"].startswith("-"))
        elif found["close"]:
            yield _Token(")", at)
        elif found["phrase"] is not None:
            if not found["end"]:
                raise _wrong(text, f"the quotation mark at character {at + 1} is not closed")
            words = terms(found["phrase"])
            yield _Token("leaf", at, negated=bool(found["minus"]), wanted=Phrase(words) if words else None)
        else:
            yield _word(found["word"], at, negated=bool(found["minus"]))


def _word(word: str, at: int, *, negated: bool) -> _Token:
    if word in ("OR", "AND", "NOT") and not negated:
        return _Token(word.lower(), at)
    words = terms(word)
    if word.endswith("*") and len(words) == 1:
        return _Token("leaf", at, negated=negated, wanted=Prefix(terms(word, stemmed=False)[0], words[0]))
    return _Token("leaf", at, negated=negated, wanted=Phrase(words) if words else None)


class _Parsing:
    """One search on its way from tokens to what is wanted; each method takes the tokens of its part."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.next = text, tokens, 0

    @property
    def token(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def either(self, depth: int) -> Wanted | None:
        parts = [self.every(depth)]
        while (token := self.token) is not None and token.kind == "or":
            self.next += 1
            parts.append(self.every(depth))
            if parts[-1] is None or parts[-2] is None:
                raise _wrong(self.text, f"the OR at character {token.at + 1} needs a word on both sides")
        known = tuple(part for part in parts if part is not None)
        return known[0] if len(known) == 1 else Either(known) if known else None

    def every(self, depth: int) -> Wanted | None:
        parts: list[Wanted] = []
        without: list[Wanted] = []
        while (token := self.token) is not None and token.kind not in (")", "or"):
            part, negated = self.one(token, depth)
            if part is not None:
                (without if negated else parts).append(part)
        if without and not parts:
            raise _wrong(self.text, "there is nothing but what must not stand there. Name a word that must")
        if not parts:
            return None
        return parts[0] if len(parts) == 1 and not without else Every(tuple(parts), tuple(without))

    def one(self, token: _Token, depth: int) -> tuple[Wanted | None, bool]:
        self.next += 1
        if token.kind == "and":
            return None, False
        if token.kind == "not":
            following = self.token
            if following is None or following.kind in (")", "or", "and", "not"):
                raise _wrong(self.text, f"the NOT at character {token.at + 1} needs a word after it")
            part, negated = self.one(following, depth)
            return part, not negated
        if token.kind == "(":
            return self.group(token, depth), token.negated
        return token.wanted, token.negated

    def group(self, opened: _Token, depth: int) -> Wanted | None:
        if depth >= _DEEPEST:
            raise _wrong(self.text, f"there are more than {_DEEPEST} parentheses in one another")
        part = self.either(depth + 1)
        if self.token is None:
            raise _wrong(self.text, f"the '(' at character {opened.at + 1} is not closed")
        self.next += 1
        return part


def marks(wanted: Wanted | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the terms, and the beginnings of words, that are to be marked where they stand."""
    if isinstance(wanted, Phrase):
        return frozenset(wanted.terms), ()
    if isinstance(wanted, Prefix):
        return frozenset((wanted.term,)), (wanted.start,)
    if wanted is None:
        return frozenset(), ()
    several = [marks(part) for part in wanted.parts]
    return frozenset[str]().union(*(found for found, _ in several)), tuple(start for _, starts in several for start in starts)
