"""Rules that label dates, numbers and nationalities where a corpus leaves them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.labels import ENTITIES, NER

O = 1  # noqa: E741 - the tag's own name
ALL = (1 << len(NER)) - 1
INSIDE = sum(1 << i for i, tag in enumerate(NER) if tag.startswith("I-"))
BEGIN = {kind: 1 << NER.index(f"B-{kind}") for kind in ENTITIES}
WITHIN = {kind: 1 << NER.index(f"I-{kind}") for kind in ENTITIES}
ANY_NAME = ALL & ~O

MONTH = re.compile(
    r"^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"^((mon|tues|wednes|thurs|fri|satur|sun)days?|(mon|tue|tues|wed|thu|thurs|fri|sat|sun)\.)$", re.IGNORECASE)
YEAR = re.compile(r"^(19|20)\d\d$")
DAY = re.compile(r"^([0-3]?\d)(st|nd|rd|th)?$")
RELATIVE = {"last", "next", "this", "past", "earlier", "late", "early"}
UNIT = {
    "week",
    "month",
    "year",
    "weekend",
    "night",
    "morning",
    "evening",
    "afternoon",
    "decade",
    "century",
    "summer",
    "winter",
    "fall",
}
DEICTIC = {"today", "yesterday", "tomorrow", "tonight"}
NUMERAL = re.compile(r"^(\d[\d,.]*|\d+/\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(twen|thir|for|fif|six|seven|eigh|nine)ty"
                     r"|hundreds?|thousands?|millions?|billions?|trillions?|dozens?)$", re.IGNORECASE)  # fmt: skip
TITLES = {
    "mr.",
    "mr",
    "mrs.",
    "mrs",
    "ms.",
    "ms",
    "dr.",
    "dr",
    "sir",
    "president",
    "prime",
    "minister",
    "senator",
    "sen.",
    "sen",
    "rep.",
    "rep",
    "gov.",
    "gov",
    "governor",
    "secretary",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "general",
    "gen.",
    "gen",
    "colonel",
    "col.",
    "captain",
    "judge",
    "justice",
    "professor",
    "prof.",
    "chairman",
    "speaker",
    "congressman",
    "congresswoman",
    "mayor",
    "ambassador",
    "pope",
    "sheikh",
    "lord",
    "lady",
    "vice",
    "deputy",
    "foreign",
    "lt.",
    "sgt.",
    "maj.",
    "attorney",
    "representative",
    "director",
    "ceo",
}
FACILITIES = {
    "airport",
    "bridge",
    "stadium",
    "hotel",
    "embassy",
    "palace",
    "prison",
    "hospital",
    "square",
    "tower",
    "station",
    "museum",
    "cathedral",
    "mosque",
    "church",
    "base",
    "port",
    "dam",
    "theatre",
    "theater",
}
DEMONYM = re.compile(
    r"^(\w+(ian|ean|ese|ish|can|qi)s?|french|yemeni|afghans?|germans?|greeks?|turks?|swiss|dutch|thai|czechs?|kurds?|arabs?|muslims?|christians?|jews|jewish|"
    r"sunnis?|shiites?|shias?|republicans?|democrats?|democratic|conservatives?|catholics?|islamic|islamist|hispanics?|latinos?|koreans?|yemenis?|saudis?)$",
    re.IGNORECASE,
)


def date_runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the word ranges that the date rules find."""
    runs: list[tuple[int, int]] = []
    i, n = 0, len(words)
    while i < n:
        end = date_end(words, i)
        if end > i:
            runs.append((i, end))
            i = end
        else:
            i += 1
    return runs


def date_end(words: Sequence[str], i: int) -> int:
    """Return where the date that begins at word i ends, or i."""
    word, n = words[i], len(words)
    following = words[i + 1] if i + 1 < n else ""
    if DAY.match(word) and MONTH.match(following):
        return i + 3 if i + 2 < n and YEAR.match(words[i + 2]) else i + 2
    if WEEKDAY.match(word):
        return date_end(words, i + 2) if following == "," and i + 2 < n and month_here(words, i + 2) else i + 1
    if month_here(words, i):
        return after_month(words, i + 1)
    if YEAR.match(word) or word.lower() in DEICTIC:
        return i + 1
    if word.lower() in RELATIVE and (following.lower() in UNIT or WEEKDAY.match(following) or month_here(words, i + 1)):
        return i + 2
    return i


def month_here(words: Sequence[str], i: int) -> bool:
    """Say whether word i is a month's name; 'may' and 'march' want a capital and a number, or a preposition before."""
    if i >= len(words) or not MONTH.match(words[i]) or not words[i][0].isupper():
        return False
    if words[i].lower() not in {"may", "march", "mar", "jan", "sep"}:
        return True
    after = i + 1 < len(words) and bool(DAY.match(words[i + 1]) or YEAR.match(words[i + 1]))
    return after or (i > 0 and words[i - 1].lower() in {"in", "last", "since", "by", "until", "of", "next", "this"})


def after_month(words: Sequence[str], i: int) -> int:
    if i < len(words) and DAY.match(words[i]):
        i += 1
        if i + 1 < len(words) and words[i] == "," and YEAR.match(words[i + 1]):
            return i + 2
    if i < len(words) and YEAR.match(words[i]):
        return i + 1
    return i


def mark(allowed: list[int], start: int, end: int, kind: str) -> None:
    """Fix the tags of one entity."""
    allowed[start] = BEGIN[kind]
    for i in range(start + 1, end):
        allowed[i] = WITHIN[kind]


def mark_dates_and_numbers(words: Sequence[str], allowed: list[int], free: int) -> None:
    """Label dates and numerals wherever the words' tags are still `free`."""
    for start, end in date_runs(words):
        if all(allowed[i] == free for i in range(start, end)):
            mark(allowed, start, end, "DATE")
    before = -2
    for i, word in enumerate(words):
        if allowed[i] == free and NUMERAL.match(word) and word.lower() != "one":
            allowed[i] = WITHIN["NUM"] if before == i - 1 else BEGIN["NUM"]
            before = i
