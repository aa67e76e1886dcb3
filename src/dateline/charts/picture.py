"""Specifications → files: SVG, PNG, a page that stands alone, or the specification itself."""

from __future__ import annotations

import json
from typing import Any

from dateline.errors import UsageError

Spec = dict[str, Any]  # the edge: a Vega-Lite specification
FORMS = ("svg", "png", "html", "json")
_ELSEWHERE = 'xlink:href="https://vega.github.io/vega-datasets//'  # what vl-convert makes of an address on our own site
_SHARPNESS = 2.0  # pixels of a PNG per point


def draw(spec: Spec, form: str) -> bytes:
    """
    Return a chart as a file's content; all that it shows is in it.

    Args:
        spec: the chart.
        form: svg, png, html or json.

    Raises:
        UsageError: there is no such form.
    """
    if form == "json":
        return json.dumps(spec, ensure_ascii=False, indent=1).encode("utf-8")
    if form not in FORMS:
        message = f"no chart in the form {form!r}. There are {', '.join(FORMS)}: name the file so, as in ties.svg"
        raise UsageError(message)
    import vl_convert

    if form == "png":
        made: bytes = vl_convert.vegalite_to_png(_opaque(spec), scale=_SHARPNESS, allowed_base_urls=[])
        return made
    if form == "html":
        return str(vl_convert.vegalite_to_html(_opaque(spec), bundle=True)).encode("utf-8")
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).replace(_ELSEWHERE, 'xlink:href="/').encode("utf-8")


def _opaque(spec: Spec) -> Spec:
    """Return the chart on white: a PNG without a ground cannot be read on a dark page."""
    return {**spec, "background": "white"} if spec.get("background") in (None, "transparent") else spec
