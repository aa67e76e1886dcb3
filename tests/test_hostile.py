"""Every input of the hostile set is refused with a reason, or harmless."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hostile
from dateline import sources
from dateline.errors import UsageError
from dateline.records import Page, Reason, Rejected
from dateline.sources.net import addresses
from dateline.sources.refusal import RefusedError
from dateline.stages.story import read
from servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2.0  # seconds of this process's own time
MOST_READ = 3  # pages of one input that are read for their stories
LARGEST = 700_000_000  # bytes that reading one input may add to the memory of the process
ANSWERS = sorted(hostile.answers(""))


def resolving(host: str, _: int) -> tuple[str, ...]:
    """Resolve the names of the set; numbers and the names of this machine as the system does, and nothing else."""
    if host in hostile.PUBLIC:
        return hostile.PUBLIC[host]
    if host.endswith(".invalid") or not (host.startswith(("localhost", "ip6")) or host[:1].isdigit() or ":" in host):
        raise RefusedError(Reason.UNREACHABLE, f"{host} is no name of the set")
    return addresses.resolve(host, 80)


def told(found: Iterator[Page | Rejected]) -> str:
    """Return all that came of an input: what was refused, and what the stories of its pages hold."""
    parts: list[str] = []
    for number, one in enumerate(found):
        if isinstance(one, Rejected):
            assert one.detail
            parts.append(one.detail)
            continue
        if number >= MOST_READ:
            continue  # there may be thousands: that they come one by one, in bounded memory, is what counts
        reading = read(one)
        assert reading.stories or reading.rejected
        parts += [f"{story.headline} {story.text}" for story in reading.stories]
        parts += [removed.text for removed in reading.removed]
        parts += [rejected.detail for rejected in reading.rejected]
    return "\n".join(parts)


def harmless(arguments: list[str | Path], *, allow_private: bool, folder: Path) -> str:
    """Read an input, and return what came of it; assert that it did no harm."""
    how = sources.How(
        allow_private=allow_private, delay=0, sleep=lambda _: None, resolving=resolving if not allow_private else plain
    )
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.thread_time()
    said = told(sources.pages(arguments, how=how))
    assert time.thread_time() - started < LONGEST
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < LARGEST
    assert hostile.SECRET not in said
    assert {path.name for path in folder.iterdir()} <= {"secret.txt", "in"}
    return said


def plain(host: str, port: int) -> tuple[str, ...]:
    assert host == "127.0.0.1", f"{host} was asked for"
    return addresses.resolve(host, port)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a secret in it, and a folder for inputs within."""
    (tmp_path / "secret.txt").write_text(f"the secret is {hostile.SECRET}")
    (tmp_path / "in").mkdir()
    return tmp_path


def test_the_set_is_large() -> None:
    assert len(hostile.ADDRESSES) + len(hostile.FILES) + len(ANSWERS) >= 150


@pytest.mark.parametrize("address", hostile.ADDRESSES, ids=lambda address: address[:60].encode("unicode_escape").decode())
def test_a_hostile_address_is_refused_before_anything_is_asked(
    address: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError(address)

    monkeypatch.setattr("httpx.Client.send", connected)
    if sources.is_address(address):
        assert harmless([address], allow_private=False, folder=folder)
    else:
        with pytest.raises(UsageError, match="no such file"):
            sources.pages([address])


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_refused_or_harmless(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError(name)

    monkeypatch.setattr("httpx.Client.send", connected)
    path = folder / "in" / name
    path.write_bytes(hostile.FILES[name]().replace(b"SECRET_FILE", str(folder / "secret.txt").encode()))
    harmless([path], allow_private=False, folder=folder)


@pytest.mark.parametrize("path", ANSWERS)
def test_a_hostile_server_is_refused_or_harmless(path: str, folder: Path) -> None:
    with serving({}) as server:
        server.routes.update(hostile.answers(server.base))
        harmless([server.base + path], allow_private=True, folder=folder)
