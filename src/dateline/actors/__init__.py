"""Who is meant: mentions of states, organs, persons and organisations in one story → actors."""

from dateline.actors.cast import Cast, cast
from dateline.actors.mentions import Named

__all__ = ["Cast", "Named", "cast"]
