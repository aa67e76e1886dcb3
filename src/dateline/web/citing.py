"""How to cite: the words, the story, who reported it, where and when, and the permanent address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.web.words import day

if TYPE_CHECKING:
    from dateline.records import Story
    from dateline.store import Head


def _joined(quote: str, headline: str | None, source: str | None, place: str | None, told: str, address: str) -> str:  # noqa: PLR0913  # the parts in their order
    where = ", ".join(part for part in (source, place, told) if part)
    named = f"“{headline}”" if headline else ""
    words = f"“{' '.join(quote.split())}”" if quote else ""
    return ". ".join(part for part in (words, named, where, address) if part)


def story(found: Story, base: str) -> str:
    """Return how to cite a story."""
    address = f"{base.rstrip('/')}/story/{found.id}"
    return _joined("", found.headline, found.agency or found.outlet, found.place, day(found.published), address)


def record(quote: str, head: Head | None, address: str) -> str:
    """Return how to cite words of a story."""
    if head is None:
        return _joined(quote, None, None, None, "", address)
    return _joined(quote, head.headline, head.agency or head.outlet, head.place, day(head.published), address)
