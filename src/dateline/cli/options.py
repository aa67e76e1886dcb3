"""What several commands share: their options, exit statuses and ways to end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.records import Reading, Rejected
    from dateline.settings import Settings

ALL_READ, SOME_REJECTED, WRONG_USE, OUR_FAULT = 0, 1, 2, 3

Db = Annotated[Path, typer.Option("--db", envvar="DATELINE_DB", help="The database.", metavar="FILE")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]
Published = Annotated[
    str | None, typer.Option("--published", help="The day of pages that do not say theirs.", metavar="YYYY-MM-DD")
]
Since = Annotated[
    str | None, typer.Option("--since", help="The first day, or how long ago: 2024-05-01, 7d, 3m, 1y.", metavar="DAY")
]
Until = Annotated[str | None, typer.Option("--until", help="The last day.", metavar="DAY")]
By = Annotated[str | None, typer.Option("--by", help="Who speaks: a state by code or name, or a person.", metavar="NAME")]
About = Annotated[str | None, typer.Option("--about", help="Who is named in the words or addressed.", metavar="NAME")]
To = Annotated[str | None, typer.Option("--to", help="Who is addressed.", metavar="NAME")]
OutletCountry = Annotated[
    str | None, typer.Option("--outlet-country", help="The state of who published it or wrote it.", metavar="COUNTRY")
]
MinConfidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Only events at least so sure, 0 to 1.", metavar="X")
]
Again = Annotated[bool, typer.Option("--again", help="Read known pages anew.")]
DEFAULT_DB = Path("dateline.duckdb")


def complain(message: str, status: int) -> int:
    """Print the message and return the exit status."""
    console.note(message)
    return status


def settings_now() -> Settings:
    """Return the settings that the environment and --codebook give."""
    from dateline import codebook, settings

    return replace(settings.from_environment(), codebook=codebook.in_use())


def finish(rejected: Sequence[Rejected]) -> None:
    """Name what was rejected, and let the exit status tell; a story in another language was read, and is kept."""
    from dateline.records import Reason

    console.name_rejections(rejected)
    lost = any(one.reason is not Reason.LANGUAGE for one in rejected)
    raise typer.Exit(SOME_REJECTED if lost else ALL_READ)


def noting(readings: Iterable[Reading], rejected: list[Rejected]) -> Iterator[Reading]:
    """Yield the readings, and put what was rejected in them aside."""
    for reading in readings:
        rejected += reading.rejected
        yield reading


def sides_of(given: Sequence[str] | None, *, everything: bool) -> tuple[str, ...]:
    """Return the one or two sides named; none only with --all."""
    sides = tuple(given or ())
    if everything == bool(sides):
        message = "name two states, as in `dateline timeline CHN RUS`, or use --all for every episode"
        raise UsageError(message)
    return at_most_two(sides)


def at_most_two(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the sides named."""
    sides = tuple(given or ())
    if len(sides) > 2:  # noqa: PLR2004  # two sides
        message = f"there are two sides, and here are {len(sides)}. Put names of several words in quotation marks"
        raise UsageError(message)
    return sides
