"""A person and an office that a text ties together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.stages.event.titles import Sight, Title

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor, Story
    from dateline.times import TimeExpression


@dataclass(frozen=True, slots=True)
class Held:
    """A person and an office that the text ties together at a place."""

    person: Actor
    title: Title
    tokens: Range  # what is cited


@dataclass(frozen=True, slots=True)
class Scene:
    """One story as this module reads it."""

    story: Story
    analysis: Analysis
    cast: Cast
    words: tuple[str, ...]
    days: tuple[TimeExpression, ...]

    @property
    def sight(self) -> Sight:
        """Return what the reading of titles needs."""
        return Sight(self.words, self.analysis.upos)
