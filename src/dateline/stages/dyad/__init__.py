"""Episodes → series of an ordered pair of states."""

from dateline.stages.dyad.changes import Change, Trend, changes
from dateline.stages.dyad.periods import first_day, following, periods
from dateline.stages.dyad.tally import Corpus, Dyad, tally

__all__ = ["Change", "Corpus", "Dyad", "Trend", "changes", "first_day", "following", "periods", "tally"]
