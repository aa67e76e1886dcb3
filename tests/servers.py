"""A small server on 127.0.0.1 for tests: it says what it is told to say, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Said:
    """An answer."""

    content: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """What a server was asked, in order."""

    path: str
    headers: Mapping[str, str]


Route = Said | Callable[[Asked], Said]


@dataclass
class Server:
    """A running server."""

    base: str
    routes: dict[str, Route]
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Return what was asked, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


@contextmanager
def serving(routes: Mapping[str, Route]) -> Iterator[Server]:
    """Run a server that answers by path; what it does not know is 404."""
    server: Server

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            server.asked.append(asked)
            route = server.routes.get(self.path, Said(b"not here", status=404))
            said = route(asked) if callable(route) else route
            self.send_response(said.status)
            self.send_header("Content-Type", said.media_type)
            if "Content-Length" not in said.headers:
                self.send_header("Content-Length", str(len(said.content)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # the client has read enough
                self.wfile.write(said.content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        server = Server(f"http://127.0.0.1:{running.server_port}", dict(routes))
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            running.shutdown()
            thread.join()
