"""
Keep reading feeds: round after round, each source at its own pace, a failing one less and less often.

What was seen and how each source fares is kept beside the database, after the pages of a batch are in it: a run that is
stopped or killed asks again for what it may not have kept, and loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import ingest, sources
from dateline.errors import StoreLockedError, UsageError
from dateline.records import Page, Reason, Rejected
from dateline.sources import visits as visiting
from dateline.sources import web
from dateline.sources.feeds import read_opml
from dateline.sources.how import How, Plan
from dateline.sources.refusal import RefusedError
from dateline.sources.xml import kind_of_xml

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

log = logging.getLogger(__name__)

AT_ONCE = 25  # sources whose pages are published together
LONGEST_REST = timedelta(days=1)  # between two tries of a source that fails
OPML_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """How one source fares; moments are UTC."""

    url: str
    tried: datetime | None = None
    read: datetime | None = None  # when it last answered
    due: datetime | None = None  # when it is asked next
    failures: int = 0  # since it last answered
    pages: int = 0  # in all
    rejected: int = 0
    new: int = 0  # pages of the last round
    problem: str | None = None  # of the last try

    def as_json(self) -> dict[str, object]:
        """Return it as an object of JSON."""
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()}


def _source(held: object) -> Source | None:
    """Return the source that an object of JSON holds."""
    if not isinstance(held, dict) or not isinstance(held.get("url"), str):
        return None
    try:
        return Source(
            held["url"],
            tried=_moment(held.get("tried")),
            read=_moment(held.get("read")),
            due=_moment(held.get("due")),
            **{name: int(held.get(name) or 0) for name in ("failures", "pages", "rejected", "new")},
            problem=str(held["problem"]) if held.get("problem") else None,
        )
    except (TypeError, ValueError):
        return None  # damaged: it is asked as a new one


def _moment(held: object) -> datetime | None:
    return datetime.fromisoformat(held) if isinstance(held, str) else None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose."""

    every: timedelta = timedelta(minutes=15)
    how: How = field(default_factory=How)
    say: Callable[[str], None] = print  # one line per source and round
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Watch:
    """A database and the sources that are read into it."""

    def __init__(self, db: Path, arguments: Sequence[str], *, pipeline: Pipeline, choices: Choices) -> None:
        """
        Take up where the last run left off.

        Args:
            db: the database.
            arguments: addresses of feeds, sitemaps and lists of feeds, and files of such lists.
            pipeline: the reader of pages.
            choices: what the user chose.

        Raises:
            UsageError: an argument is neither an address nor a list of feeds.
        """
        self.db, self.arguments, self.pipeline, self.choices = db, tuple(arguments), pipeline, choices
        self._path = visiting.file_of(db)
        held = visiting.load(self._path)
        self._visits = visiting.from_json(held.get("visits"))
        self.sources = known_sources(held)
        for argument in arguments:
            if not sources.is_address(argument):
                _listed(Path(argument))

    # ---------------------------------------------------------------- one round
    def round(self) -> bool:
        """Ask every source that is due; return False where the user stopped it."""
        due = [url for url in self._urls() if self._is_due(url)]
        return all(self._batch(due[start : start + AT_ONCE]) for start in range(0, len(due), AT_ONCE))

    def rest(self) -> float:
        """Return for how many seconds there is nothing to do."""
        now = self.choices.now()
        moments = [one.due for one in self.sources.values() if one.due is not None]
        soonest = min(moments, default=now + self.choices.every)
        return max(1.0, min((soonest - now).total_seconds(), self.choices.every.total_seconds()))

    def _urls(self) -> tuple[str, ...]:
        """Return the addresses to ask; lists of feeds are read anew each round."""
        urls: list[str] = []
        for argument in self.arguments:
            urls += [argument] if sources.is_address(argument) else _listed(Path(argument))
        return tuple(dict.fromkeys(urls))

    def _is_due(self, url: str) -> bool:
        known = self.sources.get(url)
        return known is None or known.due is None or known.due <= self.choices.now()

    def _batch(self, urls: Sequence[str]) -> bool:
        visits = self._visits.copy()
        how = replace(self.choices.how, visits=visits)
        reading = _Reading(Plan(how, self.pipeline.settings), self.choices, dict(self.sources))
        found = reading.pages(urls)
        stopped = False
        try:
            first = next(found, None)
            if first is not None:
                stopped = ingest.add(self.db, _after(first, found), pipeline=self.pipeline).stopped
        except KeyboardInterrupt:
            stopped = True
        except StoreLockedError as error:
            self.choices.say(f"{error}; trying again in the next round")
            return True
        if stopped:
            return False
        self._visits, self.sources = visits, reading.sources
        self.save()
        return True

    def save(self) -> None:
        """Keep what was seen and how the sources fare."""
        held = {"visits": self._visits.as_json(), "sources": [one.as_json() for one in self.sources.values()]}
        visiting.save(self._path, {**visiting.load(self._path), **held})


def known_sources(held: dict[str, object]) -> dict[str, Source]:
    """Return the sources that a file of visits holds, by address."""
    listed = held.get("sources")
    found = (_source(one) for one in (listed if isinstance(listed, list) else ()))
    return {one.url: one for one in found if one is not None}


def _after(first: Page | Rejected, others: Iterable[Page | Rejected]) -> Iterator[Page | Rejected]:
    yield first
    yield from others


def _listed(path: Path) -> list[str]:
    """
    Return the addresses of the feeds that a file lists.

    Raises:
        UsageError: it is no such list.
    """
    try:
        content = path.read_bytes()[: OPML_BYTES + 1]
        if len(content) <= OPML_BYTES and kind_of_xml(content) == "opml":
            return list(read_opml(content))
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror or error}"
        raise UsageError(message) from error
    except RefusedError as error:
        message = f"{path}: {error.detail}"
        raise UsageError(message) from error
    message = f"{path}: watch takes addresses, and OPML files that list them. `dateline add` reads other files"
    raise UsageError(message)


class _Reading:
    """The sources of one batch, as their pages pass."""

    def __init__(self, plan: Plan, choices: Choices, known: dict[str, Source]) -> None:
        self.plan, self.choices, self.sources = plan, choices, known

    def pages(self, urls: Sequence[str]) -> Iterator[Page | Rejected]:
        """Yield the pages of sources, and note how each fares."""
        for url in urls:
            before = self.sources.get(url, Source(url))
            counts = {"pages": 0, "rejected": 0}
            try:
                for one in web.asked_pages(url, plan=self.plan):
                    counts["rejected" if isinstance(one, Rejected) else "pages"] += 1
                    yield one
            except RefusedError as error:
                self._failed(before, error)
                if before.failures == 0:  # the first of a row of failures is recorded; later ones show on the health page
                    yield error.rejected(url)
            else:
                self._answered(before, counts["pages"], counts["rejected"])

    def _answered(self, before: Source, pages: int, rejected: int) -> None:
        now = self.choices.now()
        self.sources[before.url] = Source(
            before.url,
            tried=now,
            read=now,
            due=now + self.choices.every,
            pages=before.pages + pages,
            rejected=before.rejected + rejected,
            new=pages,
        )
        lost = f", {rejected} rejected" if rejected else ""
        self.choices.say(f"{before.url}: {f'{pages} new' if pages else 'nothing new'}{lost}")

    def _failed(self, before: Source, error: RefusedError) -> None:
        now, failures = self.choices.now(), before.failures + 1
        wait = min(self.choices.every * 2 ** min(failures, 20), LONGEST_REST)
        if error.reason is Reason.FORBIDDEN:
            wait = LONGEST_REST
        wait = max(wait, timedelta(seconds=min(error.retry_after or 0.0, 7 * LONGEST_REST.total_seconds())))
        self.sources[before.url] = replace(before, tried=now, due=now + wait, failures=failures, new=0, problem=str(error))
        self.choices.say(f"{before.url}: {error}; failed {failures} times, next try in {in_words(wait)}")


def in_words(wait: timedelta) -> str:
    """Return a time as a person writes it: '15m', '3h', '2d'."""
    seconds = round(wait.total_seconds())
    for name, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= size:
            return f"{seconds / size:.3g}{name}"
    return f"{seconds}s"
