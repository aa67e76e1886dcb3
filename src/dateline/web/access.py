"""
Who may change the record: nobody without a token; with one, who shows it in a header, or signed in with it.

The cookie of one who signed in holds no token, but a digest that only the token makes. What a form sends counts only with the
form's own key and from our own pages, so that no other site can make a signed-in browser correct anything.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import Response

COOKIE, NAME = "dateline_desk", "dateline_name"
MAX_NAME = 80
ANONYMOUS = "reading room"
_BEARER = "bearer "
_LASTS = 30 * 24 * 3600  # seconds that one stays signed in
FORBIDDEN = 403


def may_correct(request: Request) -> bool:
    """Return whether the request shows the token that the room was opened with, or signed in with it."""
    token = _token(request)
    return token is not None and (_bears(request, token) or _same(request.cookies.get(COOKIE, ""), _made(token, "desk")))


def _token(request: Request) -> str | None:
    token: str | None = request.app.state.room.token
    return token or None


def _bears(request: Request, token: str) -> bool:
    header = request.headers.get("authorization", "")
    return header.lower().startswith(_BEARER) and _same(header[len(_BEARER) :].strip(), token)


def _same(shown: str, known: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "replace"), known.encode("utf-8", "replace"))


def _made(token: str, purpose: str) -> str:
    return hmac.new(token.encode("utf-8", "replace"), f"dateline {purpose}".encode(), hashlib.sha256).hexdigest()


# ------------------------------------------------------------------ signing in and out
def sign_in(request: Request, answer: Response, *, token: str, name: str) -> bool:
    """Let the browser that gets the answer correct, if the token is right; return whether it is."""
    known = _token(request)
    if known is None or not _same(token, known):
        return False
    safe = request.url.scheme == "https"
    for cookie, value in ((COOKIE, _made(known, "desk")), (NAME, quote(" ".join(name.split())[:MAX_NAME] or ANONYMOUS))):
        answer.set_cookie(cookie, value, max_age=_LASTS, path="/", httponly=True, samesite="strict", secure=safe)
    return True


def sign_out(answer: Response) -> None:
    """Let the browser that gets the answer correct no more."""
    for cookie in (COOKIE, NAME):
        answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict")


def name_of(request: Request) -> str:
    """Return the name under which somebody corrects."""
    given = request.headers.get("x-dateline-name") or unquote(request.cookies.get(NAME, ""))
    plain = "".join(letter if letter.isprintable() else " " for letter in given)
    return " ".join(plain.split())[:MAX_NAME] or ANONYMOUS


# ------------------------------------------------------------------ what forms send
def form_key(request: Request) -> str:
    """Return the key that our forms carry; empty in a room that is read-only."""
    token = _token(request)
    return _made(token, "form") if token is not None else ""


def guard(request: Request, key: str) -> None:
    """
    Let what a form sent pass.

    Raises:
        HTTPException: the sender may not correct, or it does not come from one of our forms.
    """
    token = _token(request)
    if token is None:
        raise HTTPException(FORBIDDEN, "this room is read-only; open it with --token to correct the record")
    if _bears(request, token):
        return  # a program that shows the token itself; no browser sends it unasked
    if not may_correct(request):
        raise HTTPException(FORBIDDEN, "sign in first: /login")
    if not from_here(request) or not _same(key, form_key(request)):
        raise HTTPException(FORBIDDEN, "this was not sent by a page of this room; open the page again")


def from_here(request: Request) -> bool:
    """Return whether the browser says that a page of ours sent this, or says nothing of it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def local_path(given: str) -> str:
    """Return where to go on; an address that leads elsewhere becomes the front page."""
    plain = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable() and "\\" not in given
    return given if plain else "/"
