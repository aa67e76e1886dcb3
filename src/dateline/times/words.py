"""
Turn text into one letter per word, so that patterns over words are plain regular expressions.

Every set of word classes in `times.toml` gets a letter of its own; a form such as `<month=month><day=day>` becomes a regular
expression over those letters. Forms have no nested repetition, so that matching takes time linear in the number of words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Worth = str | int | list[int]

NO_CLASS = "_"
FIRST_LETTER = 0xE000  # Unicode's private use area: letters that mean nothing to regular expressions
LAST_DAY = 31
YEARS = range(1000, 3000)  # four digits outside are counts

PIECES = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)",
    r"(?P<slashed>\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d{2}))(?![\d/])",
    r"(?P<clock>\d{1,2}[:.]\d{2}(?=\s*[ap]\.?m\b)|\d{1,2}:\d{2}(?::\d{2})?)",
    r"(?P<decade>(?:1[6-9]|20)\d0s|['’]?\d0s)",
    r"(?P<quarter_code>[QH][1-4](?!\w))",
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)(?P<suffix>st|nd|rd|th)?(?![^\W\d_])",
)
NUMERIC = r"(?=[\d'’QH])"  # what each of the pieces begins with: most words are refused here
REST = r"(?:[^\W\d_]\.){2,}|[ap]\.m\.?|['’]s(?!\w)|['’]ll(?!\w)|[^\W\d_]+|\d+|\n+|\S"
# Of a form: what may be left out at its beginning, then the first word that may not.
HEAD = re.compile(r"(?:(?:<[^<>]+>|\(\?:[^()]*\))\?)*<[^<>]+>")
CLASSES = re.compile(r"<(?:(\w+)=)?([^<>]+)>")  # of a word of a form, with its name


class Word(NamedTuple):
    """One word of a text: where it stands, in lower case, whether it has a capital, and what each of its classes is worth."""

    start: int
    end: int
    text: str
    capital: bool
    worth: Mapping[str, Worth]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form over word classes and the rule that reads its matches."""

    rule: str
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Opening:
    """The patterns that can begin with one letter."""

    any: re.Pattern[str]  # all of them as one: it refuses most places at once
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `times.toml` holds, ready for use."""

    worth: Mapping[str, Mapping[str, Worth]]  # word → class → worth
    capital: frozenset[str]  # names of times only when written with a capital
    letters: Mapping[frozenset[str], str]
    openings: Mapping[str, Opening]  # by letter
    pieces: re.Pattern[str]
    future: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    adjacent: frozenset[str]  # cues that count only right before the expression
    promising: frozenset[str]  # cues of the future only with "to" before the expression

    def letter(self, word: Word) -> str:
        """Return the letter of a word's classes."""
        return self.letters.get(frozenset(word.worth), NO_CLASS) if word.worth else NO_CLASS


NUMERIC_CLASSES = (
    frozenset({"iso"}),
    frozenset({"slashed"}),
    frozenset({"clock"}),
    frozenset({"decade"}),
    frozenset({"quarter_code"}),
    frozenset({"day"}),
    frozenset({"day", "day_ordinal"}),
    frozenset({"year"}),
    frozenset({"figure"}),
)


def _worths(tables: Mapping[str, Mapping[str, Worth]]) -> dict[str, dict[str, Worth]]:
    """Return word → class → worth from class → word → worth."""
    turned: dict[str, dict[str, Worth]] = {}
    for name, words in tables.items():
        for word, worth in words.items():
            turned.setdefault(word, {})[name] = worth
    return turned


def _letters_of(classes: str, letters: Mapping[frozenset[str], str]) -> str:
    """Return the letters of the words that have one of the classes."""
    wanted = set(classes.split("|"))
    return "".join(letter for group, letter in letters.items() if wanted & group)


def _spelled(form: str, letters: Mapping[frozenset[str], str], *, named: bool) -> str:
    """Return the regular expression that a form in angle brackets stands for, with or without its names."""

    def letter_set(match: re.Match[str]) -> str:
        found = _letters_of(match[2], letters)
        return f"(?P<{match[1]}>[{found}])" if named and match[1] else f"[{found}]"

    return CLASSES.sub(letter_set, form)


def _openings(rows: Sequence[Mapping[str, str]], letters: Mapping[frozenset[str], str]) -> dict[str, Opening]:
    """Return the patterns by the letters that they can begin with, in their order."""
    patterns = [Pattern(row["rule"], re.compile(_spelled(row["form"], letters, named=True))) for row in rows]
    opening: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        head = HEAD.match(row["form"])
        classes = "|".join(found[2] for found in CLASSES.finditer(head[0])) if head else ""
        begins = _letters_of(classes, letters)
        if not begins:
            message = f"times.toml: nothing tells what the form of {row['rule']} can begin with"
            raise ValueError(message)
        for letter in begins:
            opening.setdefault(letter, []).append(number)
    return {
        letter: Opening(
            re.compile("|".join(_spelled(rows[number]["form"], letters, named=False) for number in numbers)),
            tuple(patterns[number] for number in numbers),
        )
        for letter, numbers in opening.items()
    }


def _phrases(words: Iterable[str]) -> str:
    """Return a regular expression for the words that hold a blank or end in a point, the longest first, by their first letter."""
    phrases = sorted((word for word in words if " " in word or word.endswith(".")), key=len, reverse=True)
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        rests.setdefault(phrase[0], []).append(re.escape(phrase[1:]).replace(r"\ ", r"\s+"))
    return "|".join(f"{first}(?:{'|'.join(several)})" for first, several in rests.items())


@cache
def lexicon() -> Lexicon:
    """Return the words and patterns of `times.toml`, read once."""
    tables = tomllib.loads((files("dateline.codebook") / "data" / "times.toml").read_text(encoding="utf-8"))
    worth = _worths(tables["words"])
    groups = {frozenset(classes) for classes in worth.values()} | set(NUMERIC_CLASSES)
    letters = {group: chr(FIRST_LETTER + place) for place, group in enumerate(sorted(groups, key=sorted))}
    numeric = f"{NUMERIC}(?:{'|'.join(PIECES)})"
    pieces = re.compile("|".join((numeric, rf"(?<!\w)(?:{_phrases(worth)})(?!\w)", REST)), re.IGNORECASE)
    return Lexicon(
        worth=worth,
        capital=frozenset(tables["capital"]["words"]),
        letters=letters,
        openings=_openings(tables["pattern"], letters),
        pieces=pieces,
        future=frozenset(tables["cues"]["future"]),
        past=frozenset(tables["cues"]["past"]),
        not_past=frozenset(tables["cues"]["not_past"]),
        adjacent=frozenset(tables["cues"]["adjacent"]),
        promising=frozenset(tables["cues"]["promising"]),
    )


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    several = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word, worth in lexicon().worth.items() if kind in worth)
    return re.compile(rf"(?:{several})(?![^\W\d_])", re.IGNORECASE)


def may_hold(text: str, kind: str) -> bool:
    """Return False only where a text has no word of a class of `times.toml`: a cheap test before its times are looked for."""
    return _any_of(kind).search(text) is not None


def _digits_worth(digits: str, suffix: str | None) -> dict[str, Worth]:
    """Return what a numeral may be: a day of a month, a year, or a count."""
    if suffix:
        number = int(digits) if digits.isdecimal() else 0
        return {"day": number, "day_ordinal": number} if 1 <= number <= LAST_DAY else {}
    if digits.isdecimal() and 1 <= int(digits) <= LAST_DAY:
        return {"day": int(digits)}
    if digits.isdecimal() and len(digits) == 4 and int(digits) in YEARS:  # noqa: PLR2004 - years have four digits
        return {"year": int(digits)}
    return {"figure": digits.replace(",", "")}


@lru_cache(maxsize=8192)  # the words of a language are few, and asked for a thousand times a story
def _told(spelled: str, shape: str | None) -> tuple[str, bool, Mapping[str, Worth]]:
    """Return a word's text, capital and worth, given the group of the pieces that found it."""
    known, lower = lexicon(), spelled.lower()
    capital = spelled[0].isupper()
    if shape == "suffix":
        worth: Mapping[str, Worth] = _digits_worth(spelled[:-2], spelled[-2:])
    elif shape == "digits":
        worth = _digits_worth(spelled, None)
    elif shape is not None:
        worth = {shape: spelled}
    else:
        even = re.sub(r"\s+", " ", lower)
        worth = known.worth.get(even, {}) if capital or even not in known.capital else {}
    return "\n" if spelled.isspace() else lower, capital, worth


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text, punctuation marks too, in order."""
    found = lexicon().pieces.finditer(text)
    return tuple(Word(match.start(), match.end(), *_told(match.group(), match.lastgroup)) for match in found)
