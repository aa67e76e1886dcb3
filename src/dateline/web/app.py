"""Put the reading room together: pages, files, headers, and what is said when something is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from dateline.errors import DatelineError, StoreError, UsageError
from dateline.store import Reader
from dateline.web import pages
from dateline.web.api import create_api, problems
from dateline.web.headers import SafeHeaders
from dateline.web.keeping import Keeping
from dateline.web.pages import correcting, feeds
from dateline.web.room import STATIC, Room

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fastapi import Request
    from fastapi.responses import Response

LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")  # another name that leads here is another site's trick
_GZIP_LEVEL = 4  # a page of 100 kB in about 2 ms


def create_app(db: Path, *, token: str | None = None, hosts: Sequence[str] = LOCAL) -> FastAPI:
    """
    Return the reading room over a record.

    Args:
        db: the database.
        token: who shows it may correct; None: read-only.
        hosts: the names under which the room answers; ("*",): any.

    Raises:
        StoreMissingError: there is no database at the path.
        StoreError: it cannot be used.
    """
    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room = Room(Reader(db), token)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=_GZIP_LEVEL)
    app.add_middleware(Keeping, path=db)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(SafeHeaders)
    for router in (*pages.ROUTERS, correcting.router, feeds.router):
        app.include_router(router)
    app.mount("/api/v1", create_api(app.state.room))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(DatelineError, _wrong)
    return app


async def _missing(request: Request, error: Exception) -> Response:
    """Say what is not there, in the form that was asked for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else "an error of ours"
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return _said(request, status, detail, headers)


async def _wrong(request: Request, error: Exception) -> Response:
    """Say what is wrong with a question, or with the database."""
    status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, StoreError) else 500
    return _said(request, status, str(error), {})


def _said(request: Request, status: int, detail: str, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api/"):
        return problems.answer(status, detail, headers)
    if request.url.path.endswith((".json", ".csv")):
        return JSONResponse({"detail": detail}, status, headers)
    answer = Room.of(request).page(request, "error.html", status=status, detail=detail, code=status)
    answer.headers.update(headers)
    return answer
