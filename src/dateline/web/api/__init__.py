"""The JSON API, an application of its own under /api/v1: typed answers, cursors, problems; reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline.store.generation import SOFTWARE
from dateline.web.api import lists, problems, questions
from dateline.web.api.models import Problem

if TYPE_CHECKING:
    from dateline.web.room import Room

__all__ = ["create_api"]
_TOLD = (
    "What states do and say to one another, every record cited: `span` is half-open, in code points of the story's `text`. "
    "Lists go on with `cursor`, the `next` of the answer before. Errors are problem details (RFC 9457)."
)


def create_api(room: Room) -> FastAPI:
    """Return the API over a room's record."""
    api = FastAPI(title="Dateline", version=SOFTWARE, description=_TOLD, docs_url=None, redoc_url=None, redirect_slashes=False)
    api.state.room = room
    api.include_router(lists.router)
    api.include_router(questions.router)
    problems.install(api)

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = get_openapi(title=api.title, version=api.version, description=_TOLD, routes=api.routes, servers=api.servers)
            made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
            api.openapi_schema = made
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign]  # FastAPI's way to extend the document
    return api
