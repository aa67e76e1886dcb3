"""Errors of the API as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError, StoreError, UsageError
from dateline.web.api.cursors import UnknownCursorError
from dateline.web.api.models import Problem

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from fastapi.responses import Response

MEDIA_TYPE = "application/problem+json"


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems that an address may answer with, as OpenAPI wants them."""
    shape = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {status: {"description": HTTPStatus(status).phrase, **shape} for status in statuses}


def answer(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return a problem."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, headers, media_type=MEDIA_TYPE)


async def _missing(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return answer(500, "an error of ours")
    return answer(error.status_code, str(error.detail), dict(error.headers or {}))


async def _invalid(_: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in found)
    return answer(422, told or "what was asked for cannot be")


async def _wrong(_: Request, error: Exception) -> Response:
    """Answer that what was asked for is not there, or that the database cannot be used."""
    if isinstance(error, StoreError):
        return answer(503, "the record cannot be read at the moment")
    return answer(404, str(error)) if isinstance(error, UsageError) else answer(500, "an error of ours")


async def _no_cursor(_: Request, error: Exception) -> Response:
    return answer(404, f"no list goes on at the cursor {error}")


async def _ours(_: Request, __: Exception) -> Response:
    return answer(500, "an error of ours")


def install(app: FastAPI) -> None:
    """Let an application answer with problems."""
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(DatelineError, _wrong)
    app.add_exception_handler(UnknownCursorError, _no_cursor)
    app.add_exception_handler(Exception, _ours)
