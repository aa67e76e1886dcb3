"""How the watched sources fare, as a page: HTML for people, JSON for machines, lines for a terminal."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.watching import Source

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #bbb;"
    "vertical-align:top;overflow-wrap:anywhere}.failing{color:#8a1100;font-weight:600}"
)
_COLUMNS = ("source", "state", "last answer", "next", "new", "pages", "rejected", "problem")


def state_of(source: Source) -> str:
    """Return how a source fares in one word."""
    if source.tried is None:
        return "waiting"
    return "failing" if source.failures else "well"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "never"


def _cells(source: Source) -> tuple[str, ...]:
    return (
        source.url,
        state_of(source) + (f" ({source.failures})" if source.failures else ""),
        _moment(source.read),
        _moment(source.due) if source.due else "now",
        str(source.new),
        str(source.pages),
        str(source.rejected),
        source.problem or "",
    )


def as_html(sources: Iterable[Source], *, at: datetime) -> str:
    """Return the health page."""
    listed = sorted(sources, key=lambda one: (-one.failures, one.url))
    failing = sum(one.failures > 0 for one in listed)
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(one) for one in listed)
    said = f"{len(listed)} sources, {failing} failing, at {_moment(at)}."
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Dateline: sources</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main><h1>Sources</h1>'
        f"<p>{said}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></main></body></html>\n"
    )


def _row(source: Source) -> str:
    first, state, *rest = map(html.escape, _cells(source))
    mark = ' class="failing"' if source.failures else ""
    cells = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th><td{mark}>{state}</td>{cells}</tr>'


def as_json(sources: Iterable[Source], *, at: datetime) -> str:
    """Return the same for machines."""
    listed = [{**one.as_json(), "state": state_of(one)} for one in sources]
    return json.dumps({"at": at.isoformat(), "sources": listed}, ensure_ascii=False, indent=1) + "\n"


def as_lines(sources: Iterable[Source]) -> list[str]:
    """Return a line per source."""
    return [
        f"{state_of(one):8} {_moment(one.read):20} {one.pages:>6} pages  {one.url}  {one.problem or ''}".rstrip()
        for one in sources
    ]
