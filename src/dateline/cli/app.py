"""The command line's frame: the application and its one way out. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast, get_type_hints

import typer
from typer.core import TyperGroup

from dateline import console
from dateline.cli.options import ALL_READ, OUR_FAULT, WRONG_USE, complain
from dateline.errors import DatelineError

Command = TypeVar("Command", bound=Callable[..., None])
Codebook = Annotated[
    Path | None,
    typer.Option(
        "--codebook", envvar="DATELINE_CODEBOOK", help="Your own actors, offices, blocs and outlets (TOML).", metavar="FILE"
    ),
]


# The order of the help: pages in, questions, summaries, decisions by people, what is handed on.
ORDER = (
    *("read", "add", "watch", "serve"),
    *("timeline", "statements", "search", "actor", "office", "why"),
    *("brief", "dyad", "changes", "claims", "ledger", "disputes", "meetings"),
    *("audit", "correct", "split", "merge", "undo", "export"),
)


class InOrder(TyperGroup):
    """The commands in the order in which a newcomer needs them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401  # Typer's own copy of Click
        """Return the names in that order; a command that it lacks comes last."""
        found = super().list_commands(ctx)
        return sorted(found, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


class Application(typer.Typer):
    """An application whose every command also takes --codebook: what is read, asked and shown goes by the same tables."""

    def command(self, *arguments: Any, **options: Any) -> Callable[[Command], Command]:  # noqa: ANN401  # handed on to Typer
        """Register a function as a command that puts the codebook in use before it runs."""
        register = super().command(*arguments, **options)

        def registered(function: Command) -> Command:
            register(_with_codebook(function))
            return function

        return registered


def _with_codebook(function: Command) -> Command:
    """Return the function with one more keyword, as Typer finds it: in its signature."""

    @wraps(function)
    def run(*arguments: Any, codebook: Path | None = None, **options: Any) -> None:  # noqa: ANN401  # the command's own
        from dateline import codebook as codebooks

        codebooks.use(codebook)
        function(*arguments, **options)

    hints = get_type_hints(function, include_extras=True)
    own = inspect.signature(function).parameters.values()
    added = inspect.Parameter("codebook", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Codebook)
    parameters = [*(parameter.replace(annotation=hints[parameter.name]) for parameter in own), added]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {**hints, "codebook": Codebook}
    return cast("Command", run)


app = Application(
    name="dateline",
    cls=InOrder,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:  # noqa: FBT001  # Typer's form of a callback
    if asked:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def frame(
    *,
    tell: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news pages and keeps the record of what states do and say to one another, every line cited."""


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
