"""Story → events, tenures and figures."""

from dateline.stages.event.coder import code

__all__ = ["code"]
