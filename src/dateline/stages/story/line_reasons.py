"""Why a line of a dump is in no report's text."""

from __future__ import annotations

import re

from dateline.records import Removal
from dateline.stages.story.byline import CREDIT, is_bare_by, read_byline
from dateline.stages.story.masthead import read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.traits import pattern, reasons_seen

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


_ICON = re.compile(r"\ban? (?:\w+ ){0,2}icon\b|\bicon (?:of|used|indicating|representing)\b|\blogo\.")
_MANY_ICONS = 3
_CAPTION = 350  # no caption is longer


def describes_icons(passage: Passage) -> bool:
    """Return whether a line describes one icon after another: 'Email An icon of a paper envelope.'."""
    text = passage.text
    return ("icon" in text or "logo" in text) and len(_ICON.findall(text)) >= _MANY_ICONS


def is_caption(passage: Passage) -> bool:
    """Return whether a line is signed as a picture is: '... in Moscow (Kremlin Pool Photo via AP)'."""
    text = passage.text
    return len(text) <= _CAPTION and "caption" in reasons_seen(text) and pattern("credit").search(text.lower()) is not None


def reason_of(passage: Passage) -> Removal:
    """Return why a line that belongs to no report was taken out."""
    text = passage.text
    if describes_icons(passage):
        return Removal.CHROME
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
