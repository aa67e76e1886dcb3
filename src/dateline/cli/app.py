"""The command line's frame: the application and its one way out. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys

import typer

from dateline import console
from dateline.cli.options import ALL_READ, OUR_FAULT, WRONG_USE, complain
from dateline.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="Reads news pages and keeps the record of what states do and say to one another, every line cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line: every error is one line that says what to do."""
    console.tell_warnings("dateline.store.search")
    try:
        app(prog_name="dateline")
    except DatelineError as error:
        sys.exit(complain(str(error), WRONG_USE))
    except KeyboardInterrupt:
        sys.exit(complain("stopped", 130))
    except BrokenPipeError:
        sys.exit(ALL_READ)
    except Exception as error:  # noqa: BLE001  # a person at a terminal is shown no traceback
        where = f"{type(error).__name__}: {error}"
        sys.exit(complain(f"an error of ours, please report it: {where}. `python -X dev -m dateline` shows more", OUR_FAULT))
