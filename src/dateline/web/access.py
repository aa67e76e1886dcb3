"""Who may change the record: nobody without a token; with one, who shows it in a cookie or header."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import Request

COOKIE = "dateline_token"
_BEARER = "bearer "


def may_correct(request: Request) -> bool:
    """Return whether the request shows the token that the room was opened with."""
    token: str | None = request.app.state.room.token
    return token is not None and any(hmac.compare_digest(token.encode(), shown.encode()) for shown in _shown(request))


def _shown(request: Request) -> tuple[str, ...]:
    header = request.headers.get("authorization", "")
    bearer = header[len(_BEARER) :] if header.lower().startswith(_BEARER) else None
    return tuple(value for value in (request.cookies.get(COOKIE), bearer) if value)
