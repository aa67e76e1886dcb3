"""Find the teasers on an HTML page: related items, each a linked headline, some with a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.stages.story.blocks import Block
from dateline.stages.story.reasons import within

_FEW_WORDS = 4  # a label has fewer
_SUMMARY_WORDS = 8
_LINKED = 0.8  # share of a headline's characters inside its link
_CHROME_TAGS = "nav footer header form button figcaption"
_CHROME_GROUPS = "nav footer share tag notice promo ad comment"
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LIST_GROUPS = "related side teaser"
_PLACEHOLDERS = ("#", "javascript:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline that leads to another page, and the blocks it stands in."""

    headline: str
    summary: str | None
    href: str
    blocks: tuple[int, ...]


def find_teasers(blocks: Sequence[Block], kept: Sequence[bool]) -> tuple[Teaser, ...]:
    """Return the teasers among the blocks that no report holds, in page order, each headline once."""
    teasers: list[Teaser] = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if kept[index] or not _is_headline(block) or block.text in seen:
            continue
        seen.add(block.text)
        summary = _summary(blocks, kept, index)
        teasers.append(
            Teaser(
                headline=block.text.replace("\n", " "),
                summary=blocks[summary].text.replace("\n", " ") if summary is not None else None,
                href=block.href or "",
                blocks=(index,) if summary is None else (index, summary),
            )
        )
    return tuple(teasers)


def _is_headline(block: Block) -> bool:
    if not block.href or block.href.startswith(_PLACEHOLDERS) or block.linked < _LINKED * len(block.text.strip()):
        return False
    if len(block.text.split()) < _FEW_WORDS or within(block, tags=_CHROME_TAGS, groups=_CHROME_GROUPS):
        return False
    return block.tag in _HEADINGS or within(block, tags="aside", groups=_LIST_GROUPS)


def _summary(blocks: Sequence[Block], kept: Sequence[bool], index: int) -> int | None:
    """Return the block after a headline that tells more of the same item: unlinked words in the same card."""
    after = index + 1
    if after >= len(blocks) or kept[after]:
        return None
    block, headline = blocks[after], blocks[index]
    same = (
        headline.container.parent in (block.container.parent, block.container.number)
        or block.container.number == headline.container.number
    )
    told = len(block.text.split()) >= _SUMMARY_WORDS and block.tag not in _HEADINGS and block.linked < len(block.text) / 2
    return after if same and told and not within(block, groups="share promo comment") else None
