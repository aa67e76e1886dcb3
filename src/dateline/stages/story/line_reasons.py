"""Why a line of a dump is in no report's text."""

from __future__ import annotations

from dateline.records import Removal
from dateline.stages.story.byline import CREDIT, is_bare_by, read_byline
from dateline.stages.story.masthead import read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.traits import reasons_seen

# The first that a line has is its reason; the surer ones come first.
_ORDER = (
    ("truncation_whole", Removal.TRUNCATION),
    ("advertisement_whole", Removal.ADVERTISEMENT),
    ("share_whole", Removal.SHARE),
    ("related_label_whole", Removal.RELATED),
    ("legal", Removal.LEGAL),
    ("caption", Removal.CAPTION),
    ("comment", Removal.COMMENT),
    ("subscribe", Removal.SUBSCRIBE),
    ("share", Removal.SHARE),
    ("advertisement", Removal.ADVERTISEMENT),
    ("related", Removal.RELATED),
    ("chrome", Removal.CHROME),
)
_FURNITURE = frozenset(kind for kind, _ in _ORDER)
_LABEL = 100
_HEADLINE = (20, 200)
_HEADLINE_WORDS = 4
_SENTENCE_ENDS = (".", "。", "؛", ":")


def reason_of(passage: Passage) -> Removal:
    """Return why a line that belongs to no report was taken out."""
    text = passage.text
    seen = reasons_seen(text)
    for kind, removal in _ORDER:
        if kind in seen:
            return removal
    if len(text) <= _LABEL:
        if is_bare_by(text) or CREDIT.match(text) or read_byline(text):
            return Removal.BYLINE
        if read_day_line(text):
            return Removal.DATELINE
        return Removal.RELATED if is_headline(passage) else Removal.CHROME
    return Removal.BYLINE if CREDIT.match(text) or "signature" in seen else Removal.OTHER


def is_furniture(passage: Passage) -> bool:
    """Return whether a line has the catchwords of something that is no report."""
    return not _FURNITURE.isdisjoint(reasons_seen(passage.text))


def is_headline(passage: Passage) -> bool:
    """Return whether a line could be a headline: some words, no sentence, no label, no byline."""
    text = passage.text
    low, high = _HEADLINE
    words = text.split()
    if not low <= len(text) <= high or len(words) < _HEADLINE_WORDS or text.endswith(_SENTENCE_ENDS) or text[0].islower():
        return False
    return not is_furniture(passage) and read_byline(text) is None and read_day_line(text) is None


def is_label(passage: Passage) -> bool:
    """Return whether a line names a section: a few words in capitals, or one or two words."""
    text = passage.text
    words = text.split()
    return len(text) <= 40 and len(words) <= 4 and (text.isupper() or len(words) <= 2) and text[0].isalpha()  # noqa: PLR2004
