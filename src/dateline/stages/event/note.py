"""Note the tenures and figures of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline import times
from dateline.stages.event.figures import figures
from dateline.stages.event.tenures import tenures

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis
    from dateline.records import Figure, Statement, Story, Tenure


def note(
    story: Story,
    analysis: Analysis,
    statements: tuple[Statement, ...],  # noqa: ARG001  # what is said of an office or number is noted like what is told
    cast: Cast,
) -> tuple[tuple[Tenure, ...], tuple[Figure, ...]]:
    """Return who holds, takes or leaves which office, and the numbers about relations, both in text order."""
    days = times.find(story.text, dateline=story.published)
    return tenures(story, analysis, cast, days), figures(story, analysis, cast, days)
