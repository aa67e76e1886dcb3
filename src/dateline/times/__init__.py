"""
Expression + dateline → interval: "Friday", "last month", "20 to 22 March", "late last year".

`find` reads the expressions of a text with their TIMEX3 values and days; the words and patterns are in codebook/data/times.toml.
"""

from dateline.times.calendar import interval
from dateline.times.expression import Mod, TimeExpression, TimeType
from dateline.times.finding import atoms, find, within
from dateline.times.words import may_hold

__all__ = ["Mod", "TimeExpression", "TimeType", "atoms", "find", "interval", "may_hold", "within"]
