"""Answers of a record: tuples of records that also give themselves as tables of Arrow, pandas and Polars."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dateline.tabular import Row

AnyRecord = TypeVar("AnyRecord")
# What is not named here is text.
_DAYS = frozenset({"first_day", "last_day", "said_on", "published"})
_WHOLE = frozenset({"start", "end", "reports", "independent", "quad_plover", "quad_cameo", "episodes", "statements", "stories"})
_NUMBERS = frozenset({"goldstein", "plover_score", "confidence", "lat", "lon", "plover_mean", "goldstein_mean", "score"})


class Answer(tuple[AnyRecord, ...]):  # noqa: SLOT001  # a tuple can have no slots that hold anything
    """
    Records, in their order, that compare and unpack as the tuple they are.

    As a table they have one row each, whose columns are those of `--csv`: text, days, whole numbers and floating ones;
    several names in one cell are parted by '; '.
    """

    _columns: tuple[str, ...]
    _rows: Callable[[], Iterable[Row]]

    @classmethod
    def of(cls, records: Iterable[AnyRecord], *, columns: tuple[str, ...], rows: Callable[[], Iterable[Row]]) -> Self:
        """Return the records with what makes their rows, which is asked only when a table is."""
        made = cls(records)
        made._columns, made._rows = columns, rows
        return made

    def _repr_html_(self) -> str:
        """Return the first records as a table for a notebook."""
        from dateline import notebook

        return notebook.table_html(self._columns, self._rows(), total=len(self))

    def to_arrow(self) -> pa.Table:
        """Return the records as an Arrow table."""
        import pyarrow as pa

        rows = list(self._rows())
        kinds = _kinds(pa)
        schema = pa.schema([(name, kinds[_kind(name)]) for name in self._columns])
        arrays = {name: [_value(name, row.get(name)) for row in rows] for name in self._columns}
        return pa.table(arrays, schema=schema)

    def to_pandas(self) -> pd.DataFrame:
        """Return the records as a pandas data frame: days as datetime64, whole numbers as Int64, which may be missing."""
        import pandas as pd
        import pyarrow as pa

        return self.to_arrow().to_pandas(date_as_object=False, types_mapper={pa.int64(): pd.Int64Dtype()}.get)

    def to_polars(self) -> pl.DataFrame:
        """Return the records as a Polars data frame."""
        import polars as pl

        made = pl.from_arrow(self.to_arrow())
        return made if isinstance(made, pl.DataFrame) else made.to_frame()


def _kind(name: str) -> str:
    return "day" if name in _DAYS else "whole" if name in _WHOLE else "number" if name in _NUMBERS else "text"


def _kinds(arrow: Any) -> Mapping[str, Any]:  # noqa: ANN401  # a library without types
    return {"day": arrow.date32(), "whole": arrow.int64(), "number": arrow.float64(), "text": arrow.string()}


def _value(name: str, value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value
