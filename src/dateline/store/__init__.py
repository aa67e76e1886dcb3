"""The database: the only home of duckdb. One writer makes the next generation; readers answer named questions."""

from dateline.store.generation import discard
from dateline.store.prepared import Prepared, prepare
from dateline.store.questions import Counts, Head, Held, Statements, Timeline
from dateline.store.reader import Reader
from dateline.store.writer import Added, Writer

__all__ = ["Added", "Counts", "Head", "Held", "Prepared", "Reader", "Statements", "Timeline", "Writer", "discard", "prepare"]
