"""
Turn text into one letter per word, so that patterns over words are plain regular expressions.

Every set of word classes in `times.toml` gets a letter of its own; a form such as `<month=month><day=day>` becomes a regular
expression over those letters. Forms have no nested repetition, so that matching takes time linear in the number of words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
REST = r"(?:[^\W\d_]\.){2,}|[ap]\.m\.?|['’]s(?!\w)|['’]ll(?!\w)|[^\W\d_]+|\d+|\n+|\S"


@dataclass(frozen=True, slots=True)
class Word:
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
    ahead: re.Pattern[str]  # the same as a look ahead: finds every place where a match begins


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `times.toml` holds, ready for use."""

    worth: Mapping[str, Mapping[str, Worth]]  # word → class → worth
    capital: frozenset[str]  # names of times only when written with a capital
    letters: Mapping[frozenset[str], str]
    patterns: tuple[Pattern, ...]
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


def _pattern(rule: str, form: str, letters: Mapping[frozenset[str], str]) -> Pattern:
    """Return the pattern that a form in angle brackets stands for."""

    def letter_set(match: re.Match[str]) -> str:
        name, _, classes = match.group(1).rpartition("=")
        wanted = set(classes.split("|"))
        found = "".join(letter for group, letter in letters.items() if wanted & group)
        return f"(?P<{name}>[{found}])" if name else f"[{found}]"

    spelled = re.sub(r"<([^<>]+)>", letter_set, form)
    return Pattern(rule, re.compile(spelled), re.compile(f"(?={spelled})"))


@cache
def lexicon() -> Lexicon:
    """Return the words and patterns of `times.toml`, read once."""
    tables = tomllib.loads((files("dateline.codebook") / "data" / "times.toml").read_text(encoding="utf-8"))
    worth = _worths(tables["words"])
    groups = {frozenset(classes) for classes in worth.values()} | set(NUMERIC_CLASSES)
    letters = {group: chr(FIRST_LETTER + place) for place, group in enumerate(sorted(groups, key=sorted))}
    phrases = sorted((word for word in worth if " " in word or word.endswith(".")), key=len, reverse=True)
    spelled = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    pieces = re.compile("|".join((*PIECES, rf"(?<!\w)(?:{spelled})(?!\w)", REST)), re.IGNORECASE)
    return Lexicon(
        worth=worth,
        capital=frozenset(tables["capital"]["words"]),
        letters=letters,
        patterns=tuple(_pattern(row["rule"], row["form"], letters) for row in tables["pattern"]),
        pieces=pieces,
        future=frozenset(tables["cues"]["future"]),
        past=frozenset(tables["cues"]["past"]),
        not_past=frozenset(tables["cues"]["not_past"]),
        adjacent=frozenset(tables["cues"]["adjacent"]),
        promising=frozenset(tables["cues"]["promising"]),
    )


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


def _word(match: re.Match[str], known: Lexicon) -> Word:
    """Return the word of one match of the pieces."""
    shape, spelled = match.lastgroup, match.group()
    if match.group("digits"):
        worth: Mapping[str, Worth] = _digits_worth(match.group("digits"), match.group("suffix"))
    elif shape in {"iso", "slashed", "clock", "decade", "quarter_code"}:
        worth = {shape: spelled}
    else:
        lower = spelled.lower()
        if not lower.isalnum():  # most words are plain: no blank to even out
            lower = re.sub(r"\s+", " ", lower)
        proper = spelled[0].isupper() or lower not in known.capital
        worth = known.worth.get(lower, {}) if proper else {}
    return Word(match.start(), match.end(), "\n" if spelled.isspace() else spelled.lower(), spelled[0].isupper(), worth)


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text, punctuation marks too, in order."""
    known = lexicon()
    return tuple(_word(match, known) for match in known.pieces.finditer(text))
