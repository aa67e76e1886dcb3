"""
Where pages come from: files, folders, lines of JSON, Parquet, WARC, feeds, addresses, exports of archives.

`pages(arguments)` gives each document as a Page, or as a Rejected that says why it is none; nothing is skipped in silence.
"""

from dateline.sources.arguments import count, is_address, pages
from dateline.sources.files import page_files
from dateline.sources.how import How, columns_of
from dateline.sources.one import one_page
from dateline.sources.visits import Visits

__all__ = ["How", "Visits", "columns_of", "count", "is_address", "one_page", "page_files", "pages"]
