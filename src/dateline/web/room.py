"""What every page of the reading room shares: the record, the token, the templates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.web import access, forms, words
from dateline.web.forms import Form, Rows

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import Response

    from dateline.store import Reader

STATIC = Path(__file__).parent / "static"


@cache
def static(name: str) -> str:
    """Return the address of a file of ours, with its digest, so that browsers may keep it for good."""
    seen = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={seen}"


@cache
def templates() -> Environment:
    """Return the templates, with every value escaped."""
    made = Environment(
        loader=PackageLoader("dateline.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["static"] = static
    made.globals["words"] = words
    made.globals["desk"] = access
    made.filters |= words.FILTERS
    # A fragment is one block of a page, drawn without the page: what it needs must not hang on the page's imports.
    made.globals["m"] = made.get_template("macros.html").module
    return made


@dataclass(frozen=True, slots=True)
class Room:
    """The reading room over one record."""

    reader: Reader
    token: str | None = None  # None: nobody may change anything

    @classmethod
    def of(cls, request: Request) -> Room:
        """Return the room that a request came to."""
        room: Room = request.app.state.room
        return room

    def page(self, request: Request, template: str, *, status: int = 200, fragment: str | None = None, **values: Any) -> Response:  # noqa: ANN401  # a template's
        """
        Return a page.

        Args:
            request: what was asked.
            template: the name of its file.
            status: of HTTP.
            fragment: the block, and the id of its element, that is drawn alone where htmx asks for it.
            values: what the template shows.
        """
        drawn = templates().get_template(template)
        values |= {"request": request, "room": self, "may_correct": access.may_correct(request)}
        if fragment is not None and request.headers.get("hx-target") == fragment:
            text = "".join(drawn.blocks[fragment](drawn.new_context(values)))
        else:
            text = drawn.render(values)
        return HTMLResponse(text, status, headers={"Vary": "HX-Request, HX-Target, Cookie"})

    def answer(self, request: Request, form: Form, rows: Rows, template: str, **values: Any) -> Response:  # noqa: ANN401
        """Return what was asked for as a page, as JSON or as CSV."""
        return self.page(request, template, **values) if form is Form.PAGE else forms.machine(rows, form)
