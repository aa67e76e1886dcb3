"""Say why a block of a page is in no report: by its container, then by its words."""

from __future__ import annotations

from dateline.records import Removal
from dateline.stages.story.blocks import GROUPS, TAGS, Block
from dateline.stages.story.byline import read_byline
from dateline.stages.story.masthead import read_day_line
from dateline.stages.story.patterns import patterns

_GROUP = {name: 1 << index for index, name in enumerate(GROUPS)}
_TAG = {name: 1 << index for index, name in enumerate(TAGS)}
_SHORT = 120
_MOSTLY = 0.8  # share of the characters
_WORDS = tuple((Removal(name), pattern) for name, pattern in patterns("removed").items())
_BY_CONTAINER = (
    (Removal.CAPTION, "figure figcaption", "caption"),
    (Removal.COMMENT, "", "comment"),
    (Removal.SHARE, "", "share"),
    (Removal.ADVERTISEMENT, "", "ad"),
    (Removal.LEGAL, "footer", "footer"),
    (Removal.CHROME, "nav header button form", "nav header notice hidden"),
    (Removal.SUBSCRIBE, "", "promo"),
    (Removal.RELATED, "aside", "related side teaser"),
)
_SENTENCE = 8  # words


def _mask(bits: dict[str, int], names: str) -> int:
    return sum(bits[name] for name in names.split())


_MASKS = tuple((reason, _mask(_TAG, tags), _mask(_GROUP, groups)) for reason, tags, groups in _BY_CONTAINER)


def reason_of(block: Block) -> Removal:
    """Return why a block that no report holds was removed."""
    text = block.text
    if len(text) <= _SHORT and block.linked < len(text) * _MOSTLY:
        if read_byline(text) is not None:
            return Removal.BYLINE
        if read_day_line(text) is not None:
            return Removal.DATELINE
    if block.linked < len(text) / 2 or len(text) <= _SHORT // 3:
        for reason, words in _WORDS:
            if words.search(text.lower()):
                return reason
    return _by_container(block)


def _by_container(block: Block) -> Removal:
    container = block.container
    for reason, tags, groups in _MASKS:
        if container.tags & tags or container.near & groups:
            return reason
    if block.linked > len(block.text) * _MOSTLY:
        return Removal.RELATED if len(block.text.split()) > 3 else Removal.CHROME  # noqa: PLR2004  # a headline has a verb
    return Removal.OTHER if len(block.text.split()) >= _SENTENCE else Removal.CHROME


def within(block: Block, *, tags: str = "", groups: str = "") -> bool:
    """Return whether a block stands in an element of one of the tags, or of one of the groups of class names."""
    container = block.container
    return bool(container.tags & _mask(_TAG, tags) or container.groups & _mask(_GROUP, groups))
