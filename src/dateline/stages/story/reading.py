"""What reading a page gives: its stories, the words removed, and what was rejected."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Rejected, Removed, Story


@dataclass(frozen=True, slots=True)
class StoryReading:
    """
    The stories of one page, in page order.

    Nothing is lost: what no story's text holds stands in `removed` with its reason,
    and a page without a story has at least one `rejected`.
    """

    stories: tuple[Story, ...] = ()
    removed: tuple[Removed, ...] = ()
    rejected: tuple[Rejected, ...] = ()
