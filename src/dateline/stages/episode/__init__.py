"""
Events → episodes and the links between them.

`link` merges the events that report one occurrence; `copies` finds versions of one report; `date_pages` dates undated pages.
`ledger` tells what became of plans, `disputes` what was said against charges.
"""

from dateline.stages.episode.copies import Copy, CopyGroup, CopyKind, copies, origins
from dateline.stages.episode.disputes import Dispute, charges, disputes
from dateline.stages.episode.hand import Hand, hand
from dateline.stages.episode.ledger import Entry, Fate, ledger
from dateline.stages.episode.likeness import Options
from dateline.stages.episode.linking import HERE, Linkage, Ways, date_pages, link, link_all, link_events
from dateline.stages.episode.news import news
from dateline.stages.episode.undated import PageDate

__all__ = [
    "HERE",
    "Copy",
    "CopyGroup",
    "CopyKind",
    "Dispute",
    "Entry",
    "Fate",
    "Hand",
    "Linkage",
    "Options",
    "PageDate",
    "Ways",
    "charges",
    "copies",
    "date_pages",
    "disputes",
    "hand",
    "ledger",
    "link",
    "link_all",
    "link_events",
    "news",
    "origins",
]
