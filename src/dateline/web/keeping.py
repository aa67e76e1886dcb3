"""
Answers kept as long as the generation that they tell of: readers who ask for the same page do not make it anew.

Only what anybody may see is kept: nothing that was asked for with a cookie or token, and nothing of the desk.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from dateline.errors import StoreError
from dateline.store import generation
from dateline.web import access

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64_000_000  # of all answers together
LARGEST = 2_000_000
_NEVER = ("/static", "/login", "/logout", "/correct", "/add/", "/undo")
_TOLD = ("host", "hx-target", "hx-request")  # headers that an answer may hang on
OK, NOT_MODIFIED = 200, 304


@dataclass(slots=True)
class Answer:
    """An answer as it was sent."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    status: int = 0


class Keeping:
    """Keeps answers in memory, the least asked for go first; a new generation or day begins anew."""

    def __init__(self, app: ASGIApp, *, path: Path, most: int = MOST_BYTES) -> None:
        """Wrap an application that answers from the database at the path."""
        self.app, self.path, self.most = app, path, most
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Hashable, asyncio.Event] = {}
        self._now: Hashable = None
        self._run = secrets.token_hex(8)  # another run may be of another version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        tag = self._tag(key)
        if Headers(scope=scope).get("if-none-match") == tag:
            await _send(Answer([(b"etag", tag.encode())], b"", NOT_MODIFIED), send)
            return
        while key not in self._kept and key in self._making:
            await self._making[key].wait()  # somebody asked for the same a moment ago
        if key in self._kept:
            self._kept.move_to_end(key)
            await _send(self._kept[key], send)
            return
        self._making[key] = asyncio.Event()
        try:
            await self._made(key, tag, (scope, receive, send))
        finally:
            self._making.pop(key).set()

    def _key(self, scope: Scope) -> tuple[Hashable, ...] | None:
        """Return what an answer hangs on; None: it is not kept."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_NEVER):
            return None
        headers = Headers(scope=scope)
        if "authorization" in headers or access.COOKIE in headers.get("cookie", ""):
            return None
        now = self._moment()
        if now is None:
            return None
        if now != self._now:
            self._kept.clear()
            self._size, self._now = 0, now
        packed = "gzip" in headers.get("accept-encoding", "")
        return (now, scope["scheme"], scope["path"], scope["query_string"], packed, *(headers.get(name) for name in _TOLD))

    def _moment(self) -> Hashable | None:
        """Return the generation and the day; None where there is no database."""
        try:
            return generation.mark_of(self.path), datetime.now(UTC).date()
        except StoreError:
            return None

    def _tag(self, key: tuple[Hashable, ...]) -> str:
        return f'W/"{hashlib.sha256(f"{self._run}{key}".encode()).hexdigest()[:24]}"'

    async def _made(self, key: tuple[Hashable, ...], tag: str, call: tuple[Scope, Receive, Send]) -> None:
        """Let the application answer, and keep that if it is whole, small enough and of one generation."""
        scope, receive, send = call
        answer = Answer()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                if answer.status == OK:
                    message["headers"] = [*message["headers"], (b"etag", tag.encode())]
                answer.headers = list(message["headers"])
            elif message["type"] == "http.response.body":
                body = message.get("body", b"")
                answer.body += body if len(answer.body) <= LARGEST else b""
                if not message.get("more_body"):
                    self._keep(key, answer)
            await send(message)

        await self.app(scope, receive, noted)

    def _keep(self, key: tuple[Hashable, ...], answer: Answer) -> None:
        personal = any(name.lower() == b"set-cookie" for name, _ in answer.headers)
        if answer.status != OK or personal or len(answer.body) > LARGEST or self._moment() != key[0]:
            return
        before = self._kept.pop(key, None)
        self._kept[key] = answer
        self._size += len(answer.body) - (len(before.body) if before else 0)
        while self._size > self.most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})
