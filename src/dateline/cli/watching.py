"""The command that keeps reading: watch."""

from __future__ import annotations

import re
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import ALL_READ, DEFAULT_DB, Db, Json, settings_now
from dateline.cli.sourcing import AllowPrivate, FeedOnly, chosen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from types import FrameType

    from dateline.watching import Watch

_EVERY = re.compile(r"(\d{1,4})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
Watched = Annotated[
    list[str] | None,
    typer.Argument(help="OPML files that list feeds, and addresses of feeds and sitemaps.", metavar="OPML|URL..."),
]
Once = Annotated[bool, typer.Option("--once", help="One round, then end.")]
Every = Annotated[str, typer.Option("--every", help="How often a source is asked: 15m, 2h, 1d.", metavar="TIME")]
Health = Annotated[
    Path | None, typer.Option("--health", help="Write how the sources fare after each round: .html or .json.", metavar="FILE")
]
Status = Annotated[bool, typer.Option("--status", help="Print how the sources fare, and end.")]


@app.command()
def watch(  # noqa: PLR0913  # the options of the command line
    feeds: Watched = None,
    *,
    db: Db = DEFAULT_DB,
    once: Once = False,
    every: Every = "15m",
    health: Health = None,
    status: Status = False,
    allow_private: AllowPrivate = False,
    feed_only: FeedOnly = False,
    as_json: Json = False,
) -> None:
    """Keep reading feeds into a database, each source at its own pace."""
    if status:
        _tell(db, as_json=as_json)
        raise typer.Exit(ALL_READ)
    if not feeds:
        message = "name what to watch: an OPML file or addresses of feeds, as in `dateline watch feeds.opml`"
        raise UsageError(message)
    from dateline import watching
    from dateline.pipeline import Pipeline

    how = chosen(allow_private=allow_private, feed_only=feed_only, columns=None)
    choices = watching.Choices(every=time_of(every), how=how, say=_say)
    watched = watching.Watch(db, feeds, pipeline=Pipeline(settings=settings_now()), choices=choices)
    _check(health)
    _run(watched, once=once, health=health)


def time_of(value: str) -> timedelta:
    """
    Return the time that --every gives.

    Raises:
        UsageError: it is none.
    """
    match = _EVERY.fullmatch(value.strip())
    if match is None or int(match[1]) == 0:
        message = f"--every {value}: no such time. Write it like 15m, 2h or 1d"
        raise UsageError(message)
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _run(watched: Watch, *, once: bool, health: Path | None) -> None:
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        while watched.round():
            _write(watched, health)
            if once:
                return
            time.sleep(watched.rest())
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
    console.note("stopped; what was read is kept")


def _interrupt(_: int, __: FrameType | None) -> None:
    """End as by Ctrl-C when the service is stopped."""
    raise KeyboardInterrupt


def _say(line: str) -> None:
    console.note(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}")


def _check(health: Path | None) -> None:
    if health is not None and health.suffix.lower() not in {".html", ".htm", ".json"}:
        message = f"--health {health}: give a file that ends in .html or .json"
        raise UsageError(message)


def _write(watched: Watch, health: Path | None) -> None:
    from dateline import health as pages

    if health is None:
        return
    made = pages.as_json if health.suffix.lower() == ".json" else pages.as_html
    console.write_bytes(health, made(watched.sources.values(), at=datetime.now(UTC)).encode())


def _tell(db: Path, *, as_json: bool) -> None:
    from dateline import health as pages
    from dateline import watching
    from dateline.sources import visits

    known = watching.known_sources(visits.load(visits.file_of(db))).values()
    if as_json:
        console.put_rows([{**one.as_json(), "state": pages.state_of(one)} for one in known])
        return
    for line in pages.as_lines(known) or [f"nothing is watched with {db}"]:
        console.put(line + "\n")
