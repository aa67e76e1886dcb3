"""How charts look: on paper and in the dark, the same colours as the pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Theme(StrEnum):
    """What a chart stands on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme; all but `faint` stand out from the ground by 3 to 1 at least."""

    ink: str
    soft: str
    line: str
    faint: str  # what is not there: no coverage, land
    accent: str
    good: str  # cooperation
    bad: str  # conflict
    ground: str


PALETTES = {
    Theme.LIGHT: Palette("#1f2021", "#595c60", "#dedbd3", "#ece9e1", "#1d5273", "#2f7d62", "#b04a2f", "#fbfaf7"),
    Theme.DARK: Palette("#e6e4de", "#a6aab0", "#30363c", "#262b30", "#8cc0e0", "#6cc5a4", "#ef8f77", "#15181b"),
}
FONT = "system-ui, 'Noto Sans', 'Liberation Sans', sans-serif"


def config(theme: Theme) -> dict[str, Any]:  # the edge: what Vega-Lite reads
    """Return the configuration that every chart carries."""
    colours = PALETTES[theme]
    return {
        "background": "transparent" if theme is Theme.DARK else None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.soft,
            "titleColor": colours.soft,
            "titleFontWeight": "normal",
            "gridColor": colours.line,
            "domainColor": colours.line,
            "tickColor": colours.line,
            "labelFontSize": 11,
            "titleFontSize": 11,
        },
        "legend": {"labelColor": colours.ink, "titleColor": colours.soft, "titleFontWeight": "normal", "labelFontSize": 11},
        "title": {"color": colours.ink, "subtitleColor": colours.soft, "fontSize": 12, "fontWeight": "bold", "anchor": "start"},
        "text": {"color": colours.ink},
    }


def altair() -> Any:  # noqa: ANN401  # half of Altair's classes have no types
    """Return Altair, which is slow to load."""
    import altair as alt

    return alt
