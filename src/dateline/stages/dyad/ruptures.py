"""
Find where a series changes for good: the periods from which on a pair of sides acts at another rate than before.

Method: PELT (Killick, Fearnhead, Eckley 2012; library ruptures) on the square roots of the counts, each made what it would be at
the mean number of stories, so that more reading is no change; a root of a count varies by about one whatever its size (Anscombe
1948), which makes twice the logarithm of the length the price of one more change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.records import DyadCount

LEAST = 3  # covered periods on each side of a change


@dataclass(frozen=True, slots=True)
class Rupture:
    """A period from which on the rate is another."""

    start: date
    before: float  # episodes per 100 stories from the last change, or the beginning, up to here
    after: float  # from here to the next change, or the end
    periods_before: int  # covered ones
    periods_after: int


def ruptures(series: Sequence[DyadCount]) -> tuple[Rupture, ...]:
    """Return the changes of rate of one directed series, in order; periods without coverage count for nothing."""
    covered = [count for count in series if count.stories]
    if len(covered) < 2 * LEAST:
        return ()
    import numpy as np
    from ruptures import Pelt

    mean = sum(count.stories for count in covered) / len(covered)
    roots = np.array([[2 * math.sqrt(count.episodes * mean / count.stories + 3 / 8)] for count in covered])
    ends = Pelt(model="l2", min_size=LEAST, jump=1).fit(roots).predict(pen=2 * math.log(len(covered)))
    cuts = [0, *ends]
    return tuple(
        Rupture(covered[here].start, _rate(covered[first:here]), _rate(covered[here:last]), here - first, last - here)
        for first, here, last in zip(cuts, cuts[1:], cuts[2:], strict=False)
    )


def _rate(counts: Sequence[DyadCount]) -> float:
    """Return the episodes per 100 stories of some covered periods."""
    return round(100 * sum(count.episodes for count in counts) / sum(count.stories for count in counts), 4)
