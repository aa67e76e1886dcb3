"""In what form a page is asked for: its address may end in .json or .csv."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fastapi.responses import Response

from dateline import tabular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """The same answer for machines: one object, or many of the same columns."""

    many: Iterable[Row] = ()
    columns: Sequence[str] = ()
    one: Row | None = field(default=None)  # JSON gives this object instead of a list


def machine(rows: Rows, form: Form) -> Response:
    """Return rows as JSON or CSV."""
    if form is Form.CSV:
        many = [_flat(row) for row in rows.many]
        columns = rows.columns or tuple(dict.fromkeys(name for row in many for name in row))
        text = tabular.csv_text(many, columns)
        return Response(text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": "inline"})
    shown = rows.one if rows.one is not None else list(rows.many)
    text = json.dumps(shown, ensure_ascii=False, default=str, indent=1)
    return Response(text, media_type="application/json")


def _flat(row: Row) -> Row:
    return {
        name: json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
        for name, value in row.items()
    }
