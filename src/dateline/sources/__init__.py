"""
Where pages come from: files, folders, gzip, lines of JSON.

`pages(paths)` gives each document as a Page, or as a Rejected that says why it is none; nothing is skipped in silence.
"""

from dateline.sources.files import page_files, pages
from dateline.sources.one import one_page

__all__ = ["one_page", "page_files", "pages"]
