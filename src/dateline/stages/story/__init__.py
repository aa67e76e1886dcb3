"""Page → stories or Rejected."""

from dateline.stages.story.read import read
from dateline.stages.story.reading import StoryReading

__all__ = ["StoryReading", "read"]
