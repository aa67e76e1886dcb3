"""
One question over HTTP: connect to a checked address, follow redirects one by one, take no more than the limit.

Every step of a redirect is checked as the first address was.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from dateline.records import Reason
from dateline.sources.inflating import inflated
from dateline.sources.net.addresses import Place, Resolve, place_of, resolve, safe_address
from dateline.sources.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONNECT, _SILENCE, _WHOLE = 10.0, 20.0, 90.0  # seconds: to connect, between two pieces, for a whole answer of a page's size
_SLOWEST = 20_000  # bytes per second, for answers longer than a page


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    url: str  # where the redirects ended
    status: int
    headers: Mapping[str, str]  # names in lower case
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Asker:
    """How questions are asked."""

    user_agent: str
    allow_private: bool = False
    resolving: Resolve = resolve
    clock: Callable[[], float] = time.monotonic
    before: Callable[[Place], None] = field(default=lambda _: None)  # called before each step: robots.txt, the pace per host

    def ask(self, url: str, *, limit: int, headers: Mapping[str, str] | None = None) -> Answer:
        """
        Return the answer to one question.

        Args:
            url: the address.
            limit: the most bytes taken, unpacked.
            headers: more to say, as of conditional requests.

        Raises:
            RefusedError: the address may not be asked, or nothing usable came.
        """
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            place = place_of(at, allow_private=self.allow_private)
            self.before(place)
            answer = self._step(place, limit, headers or {})
            to = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not to:
                return answer
            at = _joined(place.url, to)
        raise RefusedError(Reason.UNREACHABLE, f"more than {MOST_REDIRECTS} redirects", final=True)

    def _step(self, place: Place, limit: int, headers: Mapping[str, str]) -> Answer:
        import httpx

        address = safe_address(place, allow_private=self.allow_private, resolving=self.resolving)
        request = _request(place, address, {"User-Agent": self.user_agent, **headers})
        limits = httpx.Timeout(_SILENCE, connect=_CONNECT)
        # A connection is never used again: two hosts may share an address, and each is to show its own certificate.
        with httpx.Client(timeout=limits, verify=_trust(), trust_env=False, follow_redirects=False, http2=False) as client:
            try:
                response = client.send(request, stream=True)
                try:
                    return self._answer(response, place, limit)
                finally:
                    response.close()
            except httpx.TimeoutException as error:
                raise RefusedError(Reason.TIMEOUT, f"no answer in time: {type(error).__name__}") from error
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise RefusedError(Reason.UNREACHABLE, f"{type(error).__name__}: {error}") from error

    def _answer(self, response: httpx.Response, place: Place, limit: int) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status_code in _REDIRECTS or response.status_code == 304:  # noqa: PLR2004  # not modified
            return Answer(place.url, response.status_code, headers)
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            raise RefusedError(Reason.TOO_LARGE, f"{int(declared):,} bytes; the limit is {limit:,}")
        encoding = headers.get("content-encoding", "").strip().lower()
        content = inflated(self._timed(response, limit), encoding=encoding, limit=limit)
        return Answer(place.url, response.status_code, headers, content)

    def _timed(self, response: httpx.Response, limit: int) -> Iterator[bytes]:
        """Yield the pieces of a body; a server that drips them for ever is left."""
        last = self.clock() + _WHOLE + limit / _SLOWEST * (limit > 10 * _SLOWEST * _WHOLE)
        for piece in response.iter_raw():
            if self.clock() > last:
                raise RefusedError(Reason.TIMEOUT, "the answer came too slowly")
            yield piece


@cache
def _trust() -> ssl.SSLContext:
    """Return whose certificates are trusted; reading them takes a while."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _joined(base: str, to: str) -> str:
    try:
        return urljoin(base, to.strip())
    except ValueError as error:
        raise RefusedError(Reason.INVALID, f"a redirect to what is no address: {error}") from error


def _request(place: Place, address: str, headers: Mapping[str, str]) -> httpx.Request:
    """Return the request to the checked address, in the name of the host."""
    import httpx

    try:
        asked = httpx.URL(place.url)
        host = f"[{place.host}]" if ":" in place.host else asked.raw_host.decode("ascii")
        plain = asked.port is None
        said = {"Host": host if plain else f"{host}:{asked.port}", "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        there = asked.copy_with(host=address)
        return httpx.Request("GET", there, headers=said, extensions={"sni_hostname": asked.raw_host.decode("ascii")})
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise RefusedError(Reason.INVALID, f"it is no address: {error}") from error
