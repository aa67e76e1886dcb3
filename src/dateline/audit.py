"""
Check a record by hand: a random sample drawn by strata, and what its verdicts say.

Every stratum gets its share of the sample, and at least a few; the sample depends on the seed and on the ids alone.
Precision is told for each stratum with Wilson's interval; over all strata it is weighted by how large they are in the record.
With two coders, what both call right or wrong counts, and Krippendorff's alpha tells how far they agree beyond chance.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.store import Reader

FEWEST = 5  # of each stratum, where it has so many
_Z = 1.959964  # of a 95 % interval
# What may be drawn, and by what; the columns of the tables.
STRATA = {"event": ("type", "status", "mode", "none"), "statement": ("kind", "none")}
_TABLES = {"event": "events", "statement": "statements"}


class Verdict(StrEnum):
    """What a coder says of a record."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


_SPELLED = {
    **dict.fromkeys(("right", "r", "yes", "y", "1", "true", "correct", "accept"), Verdict.RIGHT),
    **dict.fromkeys(("wrong", "w", "no", "n", "0", "false", "incorrect", "reject"), Verdict.WRONG),
    **dict.fromkeys(("unsure", "u", "?"), Verdict.UNSURE),
}


def verdict(text: str) -> Verdict | None:
    """
    Return the verdict that a cell holds; None for an empty one.

    Raises:
        UsageError: it is none.
    """
    plain = text.strip().casefold()
    if not plain:
        return None
    if plain not in _SPELLED:
        message = f"no verdict: {text!r}. Write right, wrong or unsure"
        raise UsageError(message)
    return _SPELLED[plain]


# ------------------------------------------------------------------ drawing
@dataclass(frozen=True, slots=True)
class Drawn:
    """A record that was drawn."""

    kind: str  # "event" or "statement"
    id: str
    stratum: str
    of: int  # how many the stratum has in the record


def draw(reader: Reader, sample: int, *, kind: str = "event", by: str = "type", seed: int = 1) -> tuple[Drawn, ...]:
    """
    Return a random sample of a record, by strata, in the order of the strata.

    Args:
        reader: the record; what a person rejected or added is not drawn.
        sample: how many, as far as the record has so many.
        kind: "event" or "statement".
        by: what makes the strata; "none": the whole is one.
        seed: another number, another sample.

    Raises:
        UsageError: there is no such kind, or nothing to draw by.
    """
    if by not in STRATA.get(kind, ()):
        kinds = "; ".join(f"{name} by {', '.join(ways)}" for name, ways in STRATA.items())
        message = f"nothing to draw: {kind} by {by}. There are {kinds}"
        raise UsageError(message)
    column = "'all'" if by == "none" else f"coalesce({by}, 'none')"
    found = reader.ask(
        f"SELECT id, {column} FROM {_TABLES[kind]} WHERE verdict IS NULL OR verdict IN ('accepted', 'edited') ORDER BY id"  # noqa: S608
    )
    strata: dict[str, list[str]] = defaultdict(list)
    for name, stratum in found:
        strata[stratum].append(name)
    shares = share({stratum: len(names) for stratum, names in strata.items()}, sample)
    return tuple(
        Drawn(kind, name, stratum, len(names))
        for stratum, names in sorted(strata.items())
        for name in random.Random(f"{seed} {stratum}").sample(names, shares[stratum])
    )


def share(sizes: Mapping[str, int], sample: int) -> dict[str, int]:
    """Return how many of each stratum to draw: its share of the sample, and at least a few, while the sample lasts."""
    total = sum(sizes.values())
    if total <= sample:
        return dict(sizes)
    fewest = min(FEWEST, sample // len(sizes))
    shares = {stratum: min(size, fewest) for stratum, size in sizes.items()}
    while (left := sample - sum(shares.values())) > 0:
        # The stratum that is furthest below its share gets the next one.
        open_ = [stratum for stratum in sorted(sizes) if shares[stratum] < sizes[stratum]]
        behind = sorted(open_, key=lambda stratum: shares[stratum] / sizes[stratum])
        for stratum in behind[: max(1, min(left, len(behind) // 4))]:
            shares[stratum] += 1
    return shares


# ------------------------------------------------------------------ what the verdicts say
@dataclass(frozen=True, slots=True)
class Judged:
    """A record that was drawn, with the verdicts of one or more coders; None: not judged."""

    drawn: Drawn
    verdicts: tuple[Verdict | None, ...]

    @property
    def common(self) -> Verdict | None:
        """Return the verdict of all coders who gave one; None where they differ, or none is sure."""
        given = {one for one in self.verdicts if one is not None}
        return given.pop() if len(given) == 1 and Verdict.UNSURE not in given else None


@dataclass(frozen=True, slots=True)
class Precision:
    """What the verdicts say of a stratum, or of all."""

    stratum: str
    of: int  # records in the record
    right: int
    wrong: int
    open: int  # unsure, disputed or not judged
    share: float | None  # right among those judged; of all strata weighted by their size
    low: float | None  # of the 95 % interval
    high: float | None


def precision(judged: Iterable[Judged]) -> tuple[Precision, ...]:
    """Return the precision of each stratum with Wilson's interval, and last that of all, weighted, with its normal one."""
    strata: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        strata[one.drawn.stratum].append(one)
    each = tuple(_of_stratum(stratum, several) for stratum, several in sorted(strata.items()))
    return (*each, _of_all(each)) if len(each) > 1 else each


def _of_stratum(stratum: str, several: Sequence[Judged]) -> Precision:
    counts = Counter(one.common for one in several)
    right, wrong = counts[Verdict.RIGHT], counts[Verdict.WRONG]
    low, high = wilson(right, right + wrong)
    known = right / (right + wrong) if right + wrong else None
    return Precision(stratum, several[0].drawn.of, right, wrong, len(several) - right - wrong, known, low, high)


def _of_all(each: Sequence[Precision]) -> Precision:
    """Return the precision over all strata: each weighs as much as it is large; its variance is that of a stratified sample."""
    judged = [one for one in each if one.share is not None]
    whole = sum(one.of for one in judged)
    of, right = sum(one.of for one in each), sum(one.right for one in each)
    wrong, open_ = sum(one.wrong for one in each), sum(one.open for one in each)
    if not whole:
        return Precision("all", of, right, wrong, open_, None, None, None)
    share_ = sum(one.of / whole * (one.share or 0.0) for one in judged)
    variance = 0.0
    for one in judged:
        drawn = one.right + one.wrong
        # A stratum whose verdicts are all alike is not without variance: its share is taken half a verdict off the end.
        middle = (one.right + 0.5) / (drawn + 1)
        variance += (one.of / whole) ** 2 * middle * (1 - middle) / drawn * max(0.0, 1 - drawn / one.of)
    half = _Z * math.sqrt(variance)
    return Precision("all", of, right, wrong, open_, share_, max(0.0, share_ - half), min(1.0, share_ + half))


def wilson(right: int, judged: int) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a share, after Wilson (1927)."""
    if not judged:
        return None, None
    share_, z = right / judged, _Z
    middle = (share_ + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * math.sqrt(share_ * (1 - share_) / judged + z * z / (4 * judged * judged))
    return max(0.0, middle - half), min(1.0, middle + half)


def alpha(verdicts: Iterable[Sequence[Verdict | None]]) -> float | None:
    """
    Return Krippendorff's alpha for nominal verdicts; None where no record has two, or all verdicts are alike.

    Args:
        verdicts: of each record, one per coder; None where a coder gave none.

    Method: the coincidence matrix of Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    pairs: Counter[tuple[Verdict, Verdict]] = Counter()
    weights: dict[tuple[Verdict, Verdict], float] = defaultdict(float)
    for given in verdicts:
        known = [one for one in given if one is not None]
        if len(known) < 2:  # noqa: PLR2004  # a pair
            continue
        pairs = Counter((one, other) for at, one in enumerate(known) for to, other in enumerate(known) if at != to)
        for pair, count in pairs.items():
            weights[pair] += count / (len(known) - 1)
    totals: dict[Verdict, float] = defaultdict(float)
    for (one, _), weight in weights.items():
        totals[one] += weight
    whole = sum(totals.values())
    apart = sum(weight for (one, other), weight in weights.items() if one is not other)
    by_chance = sum(totals[one] * totals[other] for one in totals for other in totals if one is not other)
    return 1 - (whole - 1) * apart / by_chance if by_chance else None
