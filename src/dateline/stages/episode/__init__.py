"""
Events → episodes and the links between them.

`link` merges the events that report one occurrence; `copies` finds versions of one report; `date_pages` dates undated pages.
"""

from dateline.stages.episode.copies import Copy, CopyGroup, CopyKind, copies, origins
from dateline.stages.episode.hand import Hand, hand
from dateline.stages.episode.likeness import Options
from dateline.stages.episode.linking import Linkage, date_pages, link, link_all, link_events
from dateline.stages.episode.news import news
from dateline.stages.episode.undated import PageDate

__all__ = [
    "Copy",
    "CopyGroup",
    "CopyKind",
    "Hand",
    "Linkage",
    "Options",
    "PageDate",
    "copies",
    "date_pages",
    "hand",
    "link",
    "link_all",
    "link_events",
    "news",
    "origins",
]
