"""Fetch politely: robots.txt, a pace per host, conditional requests, retries that wait longer each time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from dateline.records import Reason
from dateline.sources.net.addresses import Place, Resolve, place_of, resolve
from dateline.sources.net.asking import Answer, Asker
from dateline.sources.refusal import RefusedError

if TYPE_CHECKING:
    from protego import Protego

    from dateline.sources.visits import Validators

log = logging.getLogger(__name__)

AGENT = "Dateline"  # the name that robots.txt knows us by
TRIES = 3
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0  # seconds that one fetch waits for a server that asks for time; a longer wish ends it
_LONGEST_DELAY = 30.0  # seconds between two pages of a host, whatever its robots.txt wishes
_ROBOTS_BYTES = 512_000  # what RFC 9309 asks a reader to take at least
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are treated."""

    user_agent: str
    allow_private: bool = False
    delay: float = 1.0  # seconds between two questions to one host
    resolving: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; unchanged: nothing new since the validators were given."""

    url: str
    content: bytes
    media_type: str
    validators: Validators
    unchanged: bool = False


@dataclass(slots=True)
class Fetcher:
    """Asks servers one question at a time; keep one for a run, since it holds the pace of each host."""

    manners: Manners
    _last: dict[str, float] = field(default_factory=dict)  # by host: when it was asked
    _robots: dict[str, Protego | RefusedError | None] = field(default_factory=dict)  # by origin

    def fetch(self, url: str, *, limit: int, known: Validators | None = None) -> Fetched:
        """
        Return what an address gives.

        Args:
            url: the address.
            limit: the most bytes taken.
            known: what the server gave before to tell whether the document changed.

        Raises:
            RefusedError: it may not be asked, or did not answer well.
        """
        from dateline.sources.visits import Validators

        headers = known.headers() if known else {}
        answer = self._persistent(url, limit, headers)
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        if answer.status == _NOT_MODIFIED:
            return Fetched(answer.url, b"", "", known or validators, unchanged=True)
        if not 200 <= answer.status < 300:  # noqa: PLR2004  # success
            reason = Reason.FORBIDDEN if answer.status in {401, 403, 407, 451} else Reason.UNREACHABLE
            raise RefusedError(reason, f"the server said {answer.status}", final=True)
        media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(answer.url, answer.content, media, validators)

    def _persistent(self, url: str, limit: int, headers: dict[str, str]) -> Answer:
        """Ask until a server that has trouble answers, a few times."""
        manners = self.manners
        asker = Asker(manners.user_agent, manners.allow_private, manners.resolving, manners.clock, self._prepare)
        for tried in range(1, TRIES + 1):
            wait = 2.0 ** (tried - 1)
            try:
                answer = asker.ask(url, limit=limit, headers=headers)
            except RefusedError as error:
                if tried == TRIES or error.reason not in {Reason.UNREACHABLE, Reason.TIMEOUT} or error.final:
                    raise
            else:
                if answer.status not in _AGAIN:
                    return answer
                wished = retry_after(answer.headers.get("retry-after"))
                if tried == TRIES or (wished or 0) > _LONGEST_WAIT:
                    raise RefusedError(Reason.UNREACHABLE, f"the server said {answer.status}", wished)
                wait = max(wait, wished or 0)
            log.info("asking again", extra={"url": url, "tried": tried, "wait": wait})
            manners.sleep(wait)
        raise AssertionError  # pragma: no cover  # the last try returns or raises

    # ---------------------------------------------------------------- before each question
    def _prepare(self, place: Place) -> None:
        robots = self._rules(place)
        if isinstance(robots, RefusedError):
            raise robots
        if robots is not None and not robots.can_fetch(place.url, AGENT):
            raise RefusedError(Reason.FORBIDDEN, f"the robots.txt of {place.host} does not allow it")
        wished = robots.crawl_delay(AGENT) if robots is not None else None
        self._pace(place, max(self.manners.delay, min(wished or 0.0, _LONGEST_DELAY)))

    def _pace(self, place: Place, delay: float) -> None:
        now = self.manners.clock()
        last = self._last.get(place.host)
        if last is not None and now - last < delay:
            self.manners.sleep(delay - (now - last))
        self._last[place.host] = self.manners.clock()

    def _rules(self, place: Place) -> Protego | RefusedError | None:
        """Return the rules of a host; None: it has none; an error where they cannot be had: nothing is allowed (RFC 9309)."""
        if place.origin not in self._robots:
            self._robots[place.origin] = self._ask_rules(place)
        return self._robots[place.origin]

    def _ask_rules(self, place: Place) -> Protego | RefusedError | None:
        from protego import Protego

        manners = self.manners
        asker = Asker(manners.user_agent, manners.allow_private, manners.resolving, manners.clock, lambda to: self._pace(to, 0))
        try:
            answer = asker.ask(f"{place.origin}/robots.txt", limit=_ROBOTS_BYTES)
        except RefusedError as error:
            if error.reason is Reason.TOO_LARGE:
                return None
            if error.reason is Reason.FORBIDDEN:
                return error
            return RefusedError(
                error.reason, f"the robots.txt of {place.host} cannot be had: {error.detail}", error.retry_after, final=True
            )
        if answer.status >= 500 or answer.status == 429:  # noqa: PLR2004  # the server has trouble
            wished = retry_after(answer.headers.get("retry-after"))
            return RefusedError(
                Reason.UNREACHABLE, f"the robots.txt of {place.host} cannot be had: {answer.status}", wished, final=True
            )
        if not 200 <= answer.status < 300:  # noqa: PLR2004  # there is none
            return None
        return Protego.parse(answer.content.decode("utf-8", "replace"))


def retry_after(value: str | None) -> float | None:
    """Return how many seconds a server asks to wait: 'Retry-After: 120', or a day and hour."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(min(int(value), 10**6))
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def check_url(url: str, *, allow_private: bool) -> None:
    """
    Return nothing for an address that may be asked, by its form.

    Raises:
        RefusedError: it may not.
    """
    place_of(url, allow_private=allow_private)
