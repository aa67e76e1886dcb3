"""Series → pictures: a small SVG drawn by hand, without a library."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import DyadCount

WIDTH, HEIGHT, MARGIN = 960, 360, 48
MIDDLE = HEIGHT / 2
COOPERATION, CONFLICT = "#2a7f62", "#b5432f"
NO_COVERAGE = "#eeeeee"
_MAX_LABELS = 9


def dyad_svg(counts: Sequence[DyadCount]) -> str:
    """Return a chart: per period cooperation upwards, conflict downwards, by PLOVER's quad classes; grey: no coverage."""
    sides = f"{counts[0].source} and {counts[0].target}" if counts else "nothing"
    months = sorted({count.start for count in counts})
    good = {month: _episodes(counts, month, (1, 2)) for month in months}
    bad = {month: _episodes(counts, month, (3, 4)) for month in months}
    most = max([1, *good.values(), *bad.values()])
    step = (WIDTH - 2 * MARGIN) / max(1, len(months))
    height = (MIDDLE - MARGIN) / most
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        ' font-family="sans-serif" font-size="12">',
        f"<title>{escape(sides)}: episodes by month</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{MARGIN}" y="24" font-size="16">{escape(sides)}: episodes by month</text>',
        f'<text x="{MARGIN}" y="{MARGIN - 4}" fill="{COOPERATION}">cooperation (up to {max(good.values(), default=0)})</text>',
        f'<text x="{MARGIN}" y="{HEIGHT - 30}" fill="{CONFLICT}">conflict (up to {max(bad.values(), default=0)})</text>',
        f'<text x="{WIDTH - MARGIN}" y="24" fill="#777" text-anchor="end">grey: no story read of that month</text>',
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{MIDDLE}" y2="{MIDDLE}" stroke="#555"/>',
    ]
    for number, month in enumerate(months):
        x = MARGIN + number * step
        if not any(count.stories for count in counts if count.start == month):
            parts.append(_bar(x, MARGIN, step, HEIGHT - 2 * MARGIN, NO_COVERAGE, width=1.0))
        parts.append(_bar(x, MIDDLE - good[month] * height, step, good[month] * height, COOPERATION))
        parts.append(_bar(x, MIDDLE, step, bad[month] * height, CONFLICT))
        if number % -(-len(months) // _MAX_LABELS) == 0:
            parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 10}">{month:%b %Y}</text>')
    return "\n".join((*parts, "</svg>\n"))


def _episodes(counts: Sequence[DyadCount], month: object, quads: tuple[int, ...]) -> int:
    return sum(number for count in counts if count.start == month for quad, number in count.by_quad if quad in quads)


def _bar(x: float, y: float, step: float, height: float, colour: str, *, width: float = 0.8) -> str:  # noqa: PLR0913
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(1.0, step * width):.1f}" height="{height:.1f}" fill="{colour}"/>'
