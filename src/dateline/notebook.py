"""How answers look in a notebook: tables and charts, every word of a page escaped."""

from __future__ import annotations

import base64
import html
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dateline.records import DyadCount
    from dateline.tabular import Row

MOST_ROWS, MOST_CHARACTERS = 50, 300
QUIET = ("id", "story", "start", "end", "page_id", "speaker_codes")  # in the tables, not in the view


def table_html(columns: Sequence[str], rows: Iterable[Row], *, total: int, quiet: Collection[str] = QUIET) -> str:
    """
    Return the first rows as a table of HTML.

    Args:
        columns: their names, in order.
        rows: at least those that are shown.
        total: how many there are.
        quiet: columns that are left out of the view: ids, places in the text.
    """
    shown = [name for name in columns if name not in quiet]
    head = "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in shown)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{_cell(row.get(name))}</td>' for name in shown) + "</tr>"
        for row in islice(rows, MOST_ROWS)
    )
    rest = f"<p>{MOST_ROWS} of {total}; .to_pandas() has all</p>" if total > MOST_ROWS else f"<p>{total} in all</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    flat = " ".join((f"{value:g}" if isinstance(value, float) else str(value)).split())
    return html.escape(flat if len(flat) <= MOST_CHARACTERS else flat[:MOST_CHARACTERS] + " …")


def dyad_bundle(counts: Sequence[DyadCount]) -> dict[str, Any]:
    """Return the chart of two sides in the forms that notebooks know, with its rows beneath: Vega-Lite, HTML and text."""
    from dateline import charts, tabular

    rows = [tabular.dyad_row(count) for count in counts if count.episodes or count.statements]
    sides = f"{counts[0].source} and {counts[0].target}" if counts else "nothing"
    plain = f"<Dyad {sides}: {len(rows)} periods with reports>"
    if not counts:
        return {"text/plain": plain}
    spec = charts.dyad_chart(charts.panels(counts))
    picture = base64.b64encode(charts.draw(spec, "svg")).decode("ascii")
    table = table_html(tabular.DYAD, rows, total=len(rows), quiet=())
    # A picture by its bytes runs nothing, whatever the names in it are.
    shown = f'<img alt="{html.escape(sides)}, period by period" src="data:image/svg+xml;base64,{picture}">'
    bundle = {"text/plain": plain, "text/html": f"{shown}<details><summary>the numbers</summary>{table}</details>"}
    version = re.search(r"/v(\d+)", str(spec.get("$schema", "")))
    return {**bundle, f"application/vnd.vegalite.v{version[1]}+json": spec} if version else bundle
