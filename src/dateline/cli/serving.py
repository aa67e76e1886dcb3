"""The command that opens the reading room."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, Db

_LOCAL = ("127.0.0.1", "localhost", "::1")


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0: any free one.", metavar="N")] = 8765,
    token: Annotated[
        str | None, typer.Option("--token", envvar="DATELINE_TOKEN", help="Who shows it may correct.", metavar="WORD")
    ] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Open the reading room: web pages over a record, read-only unless a token is given."""
    import uvicorn

    from dateline import web

    room = web.create_app(db, token=token) if host in _LOCAL else web.create_app(db, token=token, hosts=("*",))
    shown = f"[{host}]" if ":" in host else host
    console.note(f"reading room of {db}: http://{shown}:{port} (stop with Ctrl-C)")
    uvicorn.run(room, host=host, port=port, log_level="warning", server_header=False)
