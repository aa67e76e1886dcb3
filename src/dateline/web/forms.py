"""In what form a page is asked for: its address may end in .json or .csv."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi.responses import Response

from dateline import tabular

Row = dict[str, Any]  # the edge: what is written as JSON or CSV


class Form(StrEnum):
    """What the end of an address asks for."""

    PAGE = ""
    JSON = ".json"
    CSV = ".csv"


def split(name: str) -> tuple[str, Form]:
    """Return the id that an address names, and the form: 'ab12.json' → 'ab12', JSON."""
    for form in (Form.JSON, Form.CSV):
        if name.endswith(form.value):
            return name.removesuffix(form.value), form
    return name, Form.PAGE


@dataclass(frozen=True, slots=True)
class Rows:
    """The same answer for machines: one object, or many rows, which may differ between JSON and CSV."""

    many: Iterable[Row] | Callable[[Form], Iterable[Row]] = ()
    columns: Sequence[str] = ()  # of CSV; none: all that the rows have
    one: Row | None = None  # JSON gives this object instead of a list

    def rows(self, form: Form) -> list[Row]:
        """Return the rows of a form."""
        return list(self.many(form) if callable(self.many) else self.many)


def machine(rows: Rows, form: Form) -> Response:
    """Return rows as JSON or CSV."""
    if form is Form.CSV:
        many = [_flat(row) for row in rows.rows(form)]
        columns = rows.columns or tuple(dict.fromkeys(name for row in many for name in row))
        return Response(tabular.csv_text(many, columns), media_type="text/csv; charset=utf-8")
    shown = rows.one if rows.one is not None else rows.rows(form)
    text = json.dumps(shown, ensure_ascii=False, default=str, indent=1)
    return Response(text, media_type="application/json")


def _flat(row: Row) -> Row:
    return {
        name: json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
        for name, value in row.items()
    }
