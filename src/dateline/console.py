"""What the commands share: writing to stdout whole lines, watching long work on stderr, reading days and names."""

from __future__ import annotations

import difflib
import logging
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    from dateline.ingest import Outcome
    from dateline.records import Page, Reading, Rejected
    from dateline.store import Reader
    from dateline.tabular import Row

_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SHOWN = 20  # rejections named one by one; the others are counted
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


# ------------------------------------------------------------------ writing
def shown(text: str) -> str:
    """Return text with control characters written out: a page's words give no orders to a terminal."""
    return _ORDERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def put(text: str) -> None:
    """Write to stdout; what it cannot show is written as an escape."""
    if sys.stdout.isatty():
        text = shown(text)
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def put_rows(rows: Iterable[Row]) -> None:
    """Write rows as lines of JSON."""
    from dateline.tabular import json_lines

    for line in json_lines(rows):
        put(line + "\n")


def note(message: str) -> None:
    """Say something to the person at the terminal, on stderr."""
    print(f"dateline: {shown(message)}", file=sys.stderr)  # noqa: T201  # the command line is the one that prints


class _Notes(logging.Handler):
    """Hands what the library logs on to the person at the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the message."""
        note(record.getMessage())


def tell_warnings(logger: str) -> None:
    """Let a part of the library be heard on stderr when it warns."""
    logging.getLogger(logger).addHandler(_Notes(logging.WARNING))


def screen() -> Console:
    """Return the console of stdout."""
    from rich.console import Console

    class Shown(Console):
        """A console whose own orders alone reach the terminal."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                yield segment if segment.control else segment._replace(text=shown(segment.text))

    return Shown(highlight=False, markup=False, emoji=False, soft_wrap=False)


def write_bytes(path: Path, content: bytes) -> None:
    """
    Write a file whole or not at all.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as unfinished:
            unfinished.write(content)
        _put_in_place(Path(unfinished.name), path)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise UsageError(message) from error


def write_lines(lines: Iterable[str], path: Path | None, *, end: str = "\n") -> None:
    """
    Write lines to a file, renamed into place at the end, or to stdout.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        for line in lines:
            put(line + end)
        return
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as unfinished:
            unfinished.writelines(line + end for line in lines)
        _put_in_place(Path(unfinished.name), path)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise UsageError(message) from error


def _put_in_place(unfinished: Path, path: Path) -> None:
    unfinished.chmod(0o666 & ~_umask())
    unfinished.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ------------------------------------------------------------------ long work
@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show on stderr how far work is, where that is a terminal and there is more than one page; yield what counts one on."""
    if total < 2 or not sys.stderr.isatty():  # noqa: PLR2004  # one page is no long work
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, rate="")

        def on() -> None:
            bar.advance(task)
            now = bar.tasks[0]
            # A file may hold many pages: how many there are is then not known before the end.
            now.total = now.total if now.total is not None and now.completed <= now.total else None
            bar.update(task, rate=f"{now.speed:.1f} a second" if now.speed else "")

        yield on


def watched(readings: Iterator[Reading], total: int, what: str) -> Iterator[Reading]:
    """Yield the readings while a bar shows how far they are."""
    with progress(what, total) as tick:
        for reading in readings:
            tick()
            yield reading


# ------------------------------------------------------------------ pages in, rejections out
def passing(found: Iterable[Page | Rejected], rejected: list[Rejected]) -> Iterator[Page]:
    """Yield the pages, and put the rejections aside."""
    from dateline.records import Rejected as Rejection

    for page in found:
        if isinstance(page, Rejection):
            rejected.append(page)
        else:
            yield page


def nothing_but(rejected: Rejected) -> Reading:
    """Return the reading of what was no page."""
    from dateline.records import Page, Reading

    return Reading(Page(rejected.page, "", rejected.path), rejected=(rejected,))


def name_rejections(rejected: Sequence[Rejected]) -> None:
    """Say what was rejected and why, one line each; many are counted."""
    for one in rejected[:_SHOWN]:
        note(f"rejected {one.path or one.page}: {one.reason.value}: {one.detail}")
    if len(rejected) > _SHOWN:
        note(f"... and {len(rejected) - _SHOWN} more; --json lists them all")


def outcome_row(outcome: Outcome) -> Row:
    """Return what a run of `add` did as one row."""
    from dateline import wire

    return {**asdict(outcome), "rejected": [wire.rejected_json(one) for one in outcome.rejected]}


# ------------------------------------------------------------------ days and names
def today() -> date:
    """Return the day that the clock shows, in UTC."""
    return datetime.now(UTC).date()


def day(value: str | None, option: str) -> date | None:
    """
    Return the day that an option gives.

    Raises:
        UsageError: it is none.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        message = f"{option} {value}: no such day. Write it like 2023-12-31"
        raise UsageError(message) from error


def since_day(value: str | None) -> date | None:
    """
    Return the first day that --since asks for: a day, or a time before today.

    Raises:
        UsageError: it is neither.
    """
    ago = _AGO.fullmatch(value or "")
    if ago:
        return today() - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
    try:
        return day(value, "--since")
    except UsageError as error:
        message = f"{error}, or how long ago: 7d, 3m, 1y"
        raise UsageError(message) from error


def known_side(name: str, reader: Reader) -> str:
    """
    Return what the store calls a side of a question: a state's code, or an actor's code or name.

    Raises:
        UsageError: no state is called so, and the record knows no such actor; near ones are named.
    """
    from dateline import codebook, record

    code = record.side(name) or name
    blocs = {bloc.name for bloc in codebook.load().blocs}
    if codebook.country(name) is not None or name in blocs or reader.actors_named(name):
        return code
    names = {state.name: state.code for state in codebook.load().states.values()}
    near = difflib.get_close_matches(name, [*names, *names.values()], n=3)
    hint = f" Did you mean {', '.join(near)}?" if near else " States go by code or name: CHN, China"
    message = f"no state or actor called {name!r} in this record.{hint}"
    raise UsageError(message)
