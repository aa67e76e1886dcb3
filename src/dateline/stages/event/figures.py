"""Find the numbers about relations: money, troops, casualties, arms, how long a war or a bond lasts, how often leaders met."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import ActorKind, Citation, Comparator, Figure, FigureId, Interval, Story, record_id
from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.actors import Cast
    from dateline.language.analysis import Analysis
    from dateline.records import ActorId
    from dateline.times import TimeExpression

_BEFORE = 24  # characters before a number in which its comparator stands
_PARTIES = 2


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its unit, in characters of the story."""

    span: Span
    value: float
    unit: str
    value_to: float | None = None
    comparator: Comparator | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence, and who is named in it."""

    span: Span
    words: frozenset[str]
    countries: frozenset[str]
    actors: tuple[ActorId, ...]


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = (resources.files("dateline.codebook") / "data" / "figures.toml").read_text(encoding="utf-8")
    return {name: {str(key): str(value) for key, value in table.items()} for name, table in tomllib.loads(text).items()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_tables()["words"][name].split())


def figures(story: Story, analysis: Analysis, cast: Cast, days: tuple[TimeExpression, ...]) -> tuple[Figure, ...]:
    """Return the figures of a story in text order."""
    found: dict[int, Figure] = {}
    for number in range(len(analysis.sentences)):
        sentence = _look(analysis, number, cast)
        for one in _read(story.text, sentence) if sentence.countries else ():
            found.setdefault(one.span.start, _figure(story, one, sentence, days))
    return tuple(figure for _, figure in sorted(found.items()))


def _look(analysis: Analysis, number: int, cast: Cast) -> _Sentence:
    start, end = analysis.sentences[number]
    actors: dict[str, ActorId] = {}
    countries: set[str] = set()
    for named in cast.beginning(start, end):
        if named.actor is not None and named.sort != "place":
            code = named.actor.country or named.actor.code
            if named.actor.kind is not ActorKind.ORG and code:
                countries.add(code)
                actors.setdefault(code, named.actor.id)
        elif named.host is not None and named.host.country:
            countries.add(named.host.country)
    text = analysis.text[analysis.starts[start] : analysis.ends[end - 1]].lower()
    words = frozenset(re.findall(r"[^\W\d_]+", text))
    return _Sentence(analysis.sentence_span(number), words, frozenset(countries), tuple(actors.values()))


def _read(text: str, sentence: _Sentence) -> list[_Found]:
    part = sentence.span.of(text)
    found: list[_Found] = []
    for read, holds in (
        (_money, _is_dealing),
        (_strength, _is_stationed),
        (_harm, _is_harm),
        (_arms, _is_given),
        (_duration, _is_lasting),
        (_elapsed, _is_lasting),
        (_anniversary, _is_remembering),
        (_meetings, _is_meeting),
        (_depth, _is_zone),
    ):
        if holds(sentence):
            for one in read(part):
                span = one.span.shifted(sentence.span.start)
                if not any(span.overlaps(other.span) for other in found):
                    found.append(_Found(span, one.value, one.unit, one.value_to, one.comparator))
    return found


# ---------------------------------------------------------------- which sentences tell of a relation
def _is_lasting(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and not sentence.words.isdisjoint(_tables()["spans"])


def _is_remembering(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and "anniversary" in sentence.words


def _is_meeting(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and {"met", "times"} <= sentence.words


def _is_dealing(sentence: _Sentence) -> bool:
    between = len(sentence.countries) >= _PARTIES
    bilateral = bool(sentence.countries) and "bilateral" in sentence.words
    return (between and bool(sentence.words & _words("dealings"))) or bilateral


def _is_stationed(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and bool(sentence.words & _words("stationed"))


def _is_harm(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and bool(sentence.words & _words("harmed"))


def _is_given(sentence: _Sentence) -> bool:
    return len(sentence.countries) >= _PARTIES and bool(sentence.words & _words("given"))


def _is_zone(sentence: _Sentence) -> bool:
    return bool(sentence.countries) and bool(sentence.words & _words("zones")) and "zone" in sentence.words


# ---------------------------------------------------------------- patterns
@cache
def _number() -> str:
    ones = "|".join(sorted(_tables()["numbers"], key=len, reverse=True))
    scales = "|".join(sorted(_tables()["scales"], key=len, reverse=True))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    few = rf"(?:a|several)(?= (?:{scales})\b)"
    return rf"(?:(?:{digits})|(?:{ones})(?:[ -](?:{ones}))?|{few})(?:[ -]?(?:{scales})\b)*"


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    n, tables = rf"(?P<n>{_number()})", _tables()
    to = rf"(?:(?: to |-|\u2013| and )(?P<to>{_number()}))?"
    adjectives = rf"(?:(?!(?:{_one_of(_words('small'))})\s)[A-Za-z][\w'\u2019-]*\s){{0,3}}?"
    signs = _one_of(tables["signs"])
    money = _one_of(word for words in tables["money"].values() for word in words.split())
    spans = rf"(?P<unit>{_one_of(tables['spans'])})"
    some = r"(?:[\w'\u2019-]+ )"
    patterns = {
        "sign": rf"(?P<sign>{signs})\s?{n}(?:(?: to |-|\u2013)(?:{signs})?(?P<to>{_number()}))?",
        "money": rf"\b{n}{to} (?:US |Chinese |Russian )?(?P<unit>{money})\b",
        "strength": rf"\b{n}{to}[ -]+(?:strong\b|{adjectives}(?P<unit>{_one_of(tables['forces'])})\b)",
        "harm": rf"\b{n}{to} {adjectives}(?P<unit>{_one_of([*tables['people'], *tables['forces']])})\b",
        "arms": rf"\b{n}{to} {adjectives}(?P<unit>{_one_of(tables['arms'])})\b",
        "duration": rf"\b{n}[- ]{spans}(?:[- ](?:long|old))? (?:[a-z-]+ )?(?:{_one_of(_words('struggles'))})\b",
        "bond": rf"\b(?:for|over|in) (?:the )?(?:past |last )?{n} {spans}\b",
        "elapsed": rf"\b(?P<n>a|{_number()}) {spans} (?:into|after|since|of) {some}{{0,5}}(?:{_one_of(_words('wars'))})\b",
        "anniversary": rf"\b(?P<n>\d+)(?:st|nd|rd|th) anniversary of {some}{{0,6}}?(?:{_one_of(_words('relation'))})\b",
        "meetings": rf"\bmet {some}{{0,3}}{n} times\b",
        "depth": rf"\b{n}[ -]?(?P<unit>{_one_of(tables['distances'])})\b",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


def _pattern(name: str) -> re.Pattern[str]:
    return _patterns()[name]


def _money(text: str) -> list[_Found]:
    found = [_found(match, text, _tables()["signs"][_sign(match["sign"])]) for match in _pattern("sign").finditer(text)]
    names = {word: unit for unit, words in _tables()["money"].items() for word in words.split()}
    return found + [_found(match, text, names[match["unit"].lower()]) for match in _pattern("money").finditer(text)]


def _sign(sign: str) -> str:
    return sign.upper()


def _strength(text: str) -> list[_Found]:
    units = _tables()["forces"]
    return [
        _found(match, text, units[(match["unit"] or "").lower()] if match["unit"] else "people")
        for match in _pattern("strength").finditer(text)
    ]


def _harm(text: str) -> list[_Found]:
    units = {**_tables()["people"], **_tables()["forces"]}
    return [_found(match, text, units[match["unit"].lower()]) for match in _pattern("harm").finditer(text)]


def _arms(text: str) -> list[_Found]:
    return [_found(match, text, _tables()["arms"][match["unit"].lower()]) for match in _pattern("arms").finditer(text)]


def _duration(text: str) -> list[_Found]:
    found = [_found(match, text, _tables()["spans"][match["unit"].lower()]) for match in _pattern("duration").finditer(text)]
    if set(re.findall(r"[a-z]+", text.lower())) & _words("bonds"):
        found += [_found(match, text, _tables()["spans"][match["unit"].lower()]) for match in _pattern("bond").finditer(text)]
    return found


def _elapsed(text: str) -> list[_Found]:
    return [_found(match, text, _tables()["spans"][match["unit"].lower()]) for match in _pattern("elapsed").finditer(text)]


def _anniversary(text: str) -> list[_Found]:
    return [_found(match, text, "years") for match in _pattern("anniversary").finditer(text)]


def _meetings(text: str) -> list[_Found]:
    return [_found(match, text, "meetings") for match in _pattern("meetings").finditer(text)]


def _depth(text: str) -> list[_Found]:
    return [_found(match, text, _tables()["distances"][match["unit"].lower()]) for match in _pattern("depth").finditer(text)]


def _found(match: re.Match[str], text: str, unit: str) -> _Found:
    groups = match.groupdict()
    value, upper = _value(match["n"]), groups.get("to")
    scale = _scale(upper) if upper else 1.0
    if upper and _scale(match["n"]) == 1.0:
        value *= scale
    start, comparator = _comparator(text, match.start())
    return _Found(Span(start, match.end()), value, unit, _value(upper) if upper else None, comparator)


def _comparator(text: str, start: int) -> tuple[int, Comparator]:
    before = text[max(0, start - _BEFORE) : start].lower()
    for words, sign in sorted(_tables()["comparators"].items(), key=lambda pair: -len(pair[0])):
        if before.rstrip().endswith(words) and re.search(rf"(?<!\w){re.escape(words)}\s*$", before):
            return start - len(before) + before.rindex(words), Comparator(sign)
    return start, Comparator.EQUAL


def _scale(words: str) -> float:
    scale = 1.0
    for word in re.findall(r"[a-z]+", words.lower()):
        scale *= float(_tables()["scales"].get(word, "1"))
    return scale


def _value(words: str) -> float:
    low = words.lower()
    digits = re.match(r"[\d,]+(?:\.\d+)?", low)
    if digits:
        return float(digits.group().replace(",", "")) * _scale(low)
    total = sum(float(_tables()["numbers"].get(word, "0")) for word in re.findall(r"[a-z]+", low))
    return (total or 1.0) * _scale(low)


# ---------------------------------------------------------------- the record
def _figure(story: Story, one: _Found, sentence: _Sentence, days: tuple[TimeExpression, ...]) -> Figure:
    citation = Citation(story.id, one.span, one.span.of(story.text))
    return Figure(
        id=FigureId(record_id("figure", citation)),
        story=story.id,
        subject=_subject(story.text, one, sentence),
        value=one.value,
        unit=one.unit,
        comparator=one.comparator or Comparator.EQUAL,
        citation=citation,
        value_to=one.value_to,
        actors=sentence.actors,
        when=_when(story, days, sentence, one.span),
    )


def _subject(text: str, one: _Found, sentence: _Sentence) -> str:
    """Return the words of the sentence around the number, at most twelve."""
    before = text[sentence.span.start : one.span.start].split()[-6:]
    after = text[one.span.end : sentence.span.end].split()[:6]
    return " ".join([*before, one.span.of(text), *after])


def _when(story: Story, days: tuple[TimeExpression, ...], sentence: _Sentence, span: Span) -> Interval | None:
    """Return the days that the sentence names outside of the number itself, the nearest."""
    near = [
        (abs(expression.span.start - span.end), expression)
        for expression in times.within(days, sentence.span)
        if expression.interval is not None and expression.type in {"DATE", "TIME"} and not expression.span.overlaps(span)
    ]
    if not near:
        return None
    best = min(near, key=lambda pair: pair[0])[1]
    cited = Citation(story.id, best.span, best.span.of(story.text))
    return Interval(best.interval.start, best.interval.end, best.interval.precision, cited) if best.interval else None
