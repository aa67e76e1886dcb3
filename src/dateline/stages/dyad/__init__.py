"""Episodes → series of an ordered pair of states, meetings, changes, and claims beside them."""

from dateline.stages.dyad.changes import Change, Trend, changes
from dateline.stages.dyad.claims import Claim, Direction, Measured, claims
from dateline.stages.dyad.meetings import Meeting, Setting, meetings
from dateline.stages.dyad.panel import panel
from dateline.stages.dyad.periods import first_day, following, periods
from dateline.stages.dyad.ruptures import Rupture, ruptures
from dateline.stages.dyad.tally import Corpus, Dyad, tally

__all__ = [
    "Change",
    "Claim",
    "Corpus",
    "Direction",
    "Dyad",
    "Measured",
    "Meeting",
    "Rupture",
    "Setting",
    "Trend",
    "changes",
    "claims",
    "first_day",
    "following",
    "meetings",
    "panel",
    "periods",
    "ruptures",
    "tally",
]
