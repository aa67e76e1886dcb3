"""Charts at an address: BASE.vl.json, .svg, .png, .csv."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi import HTTPException
from fastapi.responses import Response

from dateline import charts, tabular
from dateline.charts import Theme
from dateline.web import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fastapi import Request

    from dateline.charts import Spec
    from dateline.web.forms import Row

ENDINGS = ("vl.json", "svg", "png", "csv")
_MEDIA = {"svg": "image/svg+xml", "png": "image/png"}


def chart(request: Request, ending: str, *, spec: Callable[[Theme], Spec], rows: Callable[[], Iterable[Row]]) -> Response:
    """
    Return a chart in the form that the address ends in.

    Args:
        request: its `theme` may be dark.
        ending: one of ENDINGS.
        spec: makes the chart.
        rows: makes its data.
    """
    if ending not in ENDINGS:
        raise HTTPException(404, f"No chart ends in .{ending}; there are .{', .'.join(ENDINGS)}.")
    if ending == "csv":
        many = list(rows())
        columns = tuple(dict.fromkeys(name for row in many for name in row))
        return Response(tabular.csv_text(many, columns), media_type="text/csv; charset=utf-8")
    theme = Theme(asked.one_of(request, "theme", [one.value for one in Theme], Theme.LIGHT.value))
    made = spec(theme)
    if ending == "vl.json":
        return Response(json.dumps(made, ensure_ascii=False), media_type="application/json")
    return Response(charts.draw(made, ending), media_type=_MEDIA[ending])
