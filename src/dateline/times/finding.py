"""Find the time expressions of a text: the longest match at the earliest place, then ranges of two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.records import Interval, Precision
from dateline.spans import Span, hull
from dateline.times import calendar, dates, relative
from dateline.times.expression import TimeExpression, TimeType
from dateline.times.scene import Found, Scene
from dateline.times.words import Word, lexicon, words

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    Rule = Callable[[re.Match[str], Scene], Found | None]
    Matched = tuple[Rule, re.Match[str]]
    Opening = tuple[int, tuple[Matched, ...]]  # a word, with the matches that begin at it

UNITS = {Precision.DAY: "D", Precision.WEEK: "W", Precision.MONTH: "M", Precision.SEASON: "Q", Precision.YEAR: "Y"}
JOINTS = frozenset({"to", "until", "till", "through", "-", "–", "—"})
NEAR = 16  # words back to where a clock time may stand before its day
OPENERS = frozenset({"between", "from"})


def _rule(name: str) -> Rule:
    """Return the function of a pattern's rule."""
    rule: Rule = getattr(dates, name, None) or getattr(relative, name)
    return rule


def _openings(letters: str) -> Iterator[Opening]:
    """Yield the words from which on a pattern matches, with the matches: the longer first, then in the order of `times.toml`."""
    openings = lexicon().openings
    for place, letter in enumerate(letters):
        opening = openings.get(letter)
        if opening and opening.any.match(letters, place):
            found = ((pattern.rule, pattern.form.match(letters, place)) for pattern in opening.patterns)
            matches = sorted(((rule, match) for rule, match in found if match), key=lambda one: -one[1].end())
            yield place, tuple((_rule(rule), match) for rule, match in matches)


def _expression(found: Found, first: int, last: int, seen: Sequence[Word]) -> TimeExpression:
    """Return the record of what a rule read from the words first to last."""
    first = found.first if found.first is not None else first
    last = found.last if found.last is not None else last
    parts = tuple(_expression(part, first, last, seen) for part in found.parts)
    days = found.interval or calendar.interval(found.value, mod=found.mod)
    return TimeExpression(Span(seen[first].start, seen[last - 1].end), found.type, found.value, days, found.mod, parts)


def _anchored(scene: Scene, expression: TimeExpression) -> Scene:
    """Return the scene in which "the next day" counts from this expression, where it fixes days."""
    days = expression.interval
    if expression.type in {TimeType.DURATION, TimeType.SET} or days is None or expression.value.endswith("_REF"):
        return scene
    whole = calendar.interval(expression.value) or days
    unit = UNITS[whole.precision]
    return replace(scene, anchor=whole.start, anchor_unit=unit, anchor_day=whole.start if unit == "D" else scene.anchor_day)


def _read(matches: Sequence[Matched], scene: Scene) -> tuple[TimeExpression, int] | None:
    """Return the first expression that a rule accepts and the place after it, or None."""
    for rule, match in matches:
        found = rule(match, scene)
        if found:
            after = found.last if found.last is not None else match.end()
            return _expression(found, match.start(), match.end(), scene.words), after
    return None


def _on_day(kept: list[TimeExpression], expression: TimeExpression, seen: Sequence[Word], place: int) -> list[TimeExpression]:
    """Return the expressions so far, a clock time just before a day moved to that day: "at 5 p.m. on Wednesday"."""
    if (
        not kept
        or "T" not in kept[-1].value
        or expression.type is not TimeType.DATE
        or len(expression.value) != len("2023-03-17")
    ):
        return kept
    last = kept[-1]
    near = seen[max(0, place - NEAR) : place]
    between = [word.text for word in near if last.span.end <= word.start < expression.span.start]
    if set(between) - {",", "on", "of", "local", "time"} or last.type is not TimeType.TIME or ":" not in last.value:
        return kept
    value = expression.value + last.value[last.value.index("T") :]
    return [*kept[:-1], replace(last, value=value, interval=expression.interval)]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A text as the rules see it, whatever the day: its words, and where patterns match."""

    words: tuple[Word, ...]
    openings: tuple[Opening, ...]


@lru_cache(maxsize=4)  # linking asks for the same words with one day after another
def _looked(text: str) -> _Looked:
    known, seen = lexicon(), words(text)
    return _Looked(seen, tuple(_openings("".join(map(known.letter, seen)))))


def _singles(text: str, dateline: date | None) -> tuple[TimeExpression, ...]:
    """Return the expressions of a text without ranges of two."""
    looked = _looked(text)
    scene = Scene(looked.words, dateline)
    kept: list[TimeExpression] = []
    reached = 0
    for place, matches in looked.openings:
        read = _read(matches, scene) if place >= reached else None
        if read:
            expression, reached = read
            kept = [*_on_day(kept, expression, looked.words, reached), expression]
            scene = _anchored(scene, expression)
    return tuple(kept)


def _joined(one: TimeExpression, other: TimeExpression, between: str, before: str) -> TimeExpression | None:
    """Return the range of two dates with "to" between them ("and" after "between"), or None."""
    joint, opener = between.strip().lower(), before.rsplit(None, 1)[-1:]
    word = opener[0].lower() if opener else ""
    if not (joint in JOINTS or (joint == "and" and word == "between")) or one.parts or other.parts:
        return None
    if joint == "to" and word not in OPENERS and one.value.count("-") != other.value.count("-"):
        return None
    if TimeType.DURATION in {one.type, other.type} or TimeType.SET in {one.type, other.type}:
        return None
    first, last = one.interval, other.interval
    days = None
    if first and last and first.start and last.end:
        if first.start > last.end:
            return None
        days = Interval(first.start, last.end, max(first.precision, last.precision, key=tuple(Precision).index))
    return TimeExpression(hull((one.span, other.span)), TimeType.DATE, f"{one.value}/{other.value}", days, parts=(one, other))


def _after(one: TimeExpression, other: TimeExpression) -> TimeExpression:
    """Return the second weekday of a range moved on to where the range can end: "Monday to Wednesday" of next week."""
    first, last = one.interval, other.interval
    if not (first and last and first.start and last.start) or len(other.value) != len("2023-03-17"):
        return other
    days = (last.start - first.start).days % 7
    moved = calendar.shift(first.start, days, "D")
    if moved is None or first.precision is not Precision.DAY or last.precision is not Precision.DAY:
        return other
    return replace(other, value=moved.isoformat(), interval=Interval(moved, moved, Precision.DAY))


def _is_weekday(expression: TimeExpression, text: str) -> bool:
    """Return whether an expression is a bare weekday."""
    return "weekday" in lexicon().worth.get(expression.span.of(text).lower(), {})


@lru_cache(maxsize=4)  # several stages ask for the same story in turn
def find(text: str, *, dateline: date | None) -> tuple[TimeExpression, ...]:
    """
    Return the time expressions of a text, in order; none overlap.

    Args:
        text: plain text of one story.
        dateline: the day that relative words count from; None: unknown, and they get values with X and no interval.
    """
    kept: list[TimeExpression] = []
    for expression in _singles(text, dateline):
        if kept:
            last = kept[-1]
            both = _is_weekday(last, text) and _is_weekday(expression, text)
            end = _after(last, expression) if both else expression
            before = text[max(0, last.span.start - 12) : last.span.start]
            joined = _joined(last, end, text[last.span.end : expression.span.start], before)
            if joined:
                kept[-1] = joined
                continue
        kept.append(expression)
    return tuple(kept)


def atoms(expressions: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Return the expressions with ranges opened into their two ends, as TIMEX3 annotation has them."""
    return tuple(atom for expression in expressions for atom in (expression.parts or (expression,)))


def within(expressions: Sequence[TimeExpression], span: Span) -> tuple[TimeExpression, ...]:
    """Return the expressions that lie wholly inside span, in text order."""
    return tuple(expression for expression in expressions if span.contains(expression.span))
