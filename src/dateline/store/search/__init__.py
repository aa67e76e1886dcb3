"""Full-text search (tantivy, whose only home this is): an index beside the database, one for each generation."""

from dateline.store.search.finding import Found, Hit, Kind, Order, Search, outlets_of, search, statement_ids, totals
from dateline.store.search.fragments import Fragment
from dateline.store.search.index import follow, sweep

__all__ = [
    "Found",
    "Fragment",
    "Hit",
    "Kind",
    "Order",
    "Search",
    "follow",
    "outlets_of",
    "search",
    "statement_ids",
    "sweep",
    "totals",
]
