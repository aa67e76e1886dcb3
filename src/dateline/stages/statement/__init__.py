"""Story → statements: who said what, how, to whom, via whom, when."""

from dateline.stages.statement.finding import find

__all__ = ["find"]
