"""Story → events, tenures and figures."""

from dateline.stages.event.coder import code
from dateline.stages.event.note import note

__all__ = ["code", "note"]
