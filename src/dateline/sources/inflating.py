"""
Packed things unpacked within limits: gzip streams, ZIP members.

A bomb is told by what comes out: more than the limit, or more than a text ever packs to.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.records import Reason
from dateline.sources.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Text packs to a tenth, lines of one kind to a fiftieth; runs of one byte, which no news has, to a thousandth.
MOST_RATIO = 200
FREE = 2_000_000  # bytes that may come out whatever the ratio
MOST_MEMBERS = 100_000
_CHUNK = 65_536
_KIND, _LINK = 0o170000, 0o120000  # of the mode of a file: what kind it is, and a link


class Gunzipped(io.RawIOBase):
    """A gzip stream that stops with an error where it is a bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        """Unpack a stream of bytes."""
        super().__init__()
        self._packed = packed
        self._unpacked = gzip.GzipFile(fileobj=packed, mode="rb")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """
        Fill the buffer.

        Raises:
            RefusedError: what came out is too much for what went in.
        """
        view = memoryview(cast("bytearray", buffer))
        found = self._unpacked.read(len(view))
        view[: len(found)] = found
        check_ratio(self._unpacked.tell(), self._packed.tell())
        return len(found)

    def close(self) -> None:
        """Close both streams."""
        self._unpacked.close()
        self._packed.close()
        super().close()


def check_ratio(inflated: int, packed: int) -> None:
    """
    Return nothing where a text may unpack so.

    Raises:
        RefusedError: it may not.
    """
    if inflated > FREE and inflated > MOST_RATIO * max(packed, 1):
        detail = f"{inflated:,} bytes came out of {packed:,}: a bomb, no text packs to less than 1 in {MOST_RATIO}"
        raise RefusedError(Reason.FORBIDDEN, detail)


def gunzipped(packed: BinaryIO) -> BinaryIO:
    """Return a stream of what the gzip stream holds."""
    return cast("BinaryIO", io.BufferedReader(Gunzipped(packed), _CHUNK))


_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's names for the two formats


def inflated(chunks: Iterator[bytes], *, encoding: str, limit: int) -> bytes:
    """
    Return what the body of an answer holds.

    Args:
        chunks: the body as it comes over the network.
        encoding: "gzip", "deflate" or "".
        limit: the most bytes that may come out.

    Raises:
        RefusedError: more came out, or what came is not of that encoding.
    """
    if encoding not in {"", "identity", *_WINDOWS}:
        raise RefusedError(Reason.UNREADABLE, f"sent in the encoding {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(_WINDOWS[encoding]) if encoding in _WINDOWS else None
    out, packed = bytearray(), 0
    for chunk in chunks:
        packed += len(chunk)
        out += _unpacked(unpacker, chunk, limit + 1 - len(out)) if unpacker else chunk
        if len(out) > limit:
            raise RefusedError(Reason.TOO_LARGE, f"more than {limit:,} bytes")
        check_ratio(len(out), packed)
    if unpacker and packed and not unpacker.eof:
        raise RefusedError(Reason.UNREADABLE, "cut short: the packed body has no end")
    return bytes(out)


def _unpacked(unpacker: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    try:
        return unpacker.decompress(chunk, most)
    except zlib.error as error:
        raise RefusedError(Reason.UNREADABLE, f"cannot be unpacked: {error}") from error


# ------------------------------------------------------------------ ZIP
def zip_members(archive: zipfile.ZipFile, *, limit: int) -> Iterator[zipfile.ZipInfo | tuple[str, str]]:
    """
    Yield the members of an archive in the order of their names; for one that must not be opened its name and why.

    Args:
        archive: the opened archive.
        limit: the most bytes that all members may have together.

    Raises:
        RefusedError: the whole archive is a bomb.
    """
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise RefusedError(Reason.FORBIDDEN, f"{len(members):,} members, at most {MOST_MEMBERS:,} are read")
    total, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    if total > limit:
        raise RefusedError(Reason.FORBIDDEN, f"{total:,} bytes when unpacked; the limit is {limit:,} (DATELINE_MAX_FILE_BYTES)")
    check_ratio(total, packed)
    for member in sorted(members, key=lambda one: one.filename):
        why = _unsafe(member)
        yield (member.filename, why) if why else member


def _unsafe(member: zipfile.ZipInfo) -> str | None:
    """Return why a member must not be opened."""
    name = member.orig_filename
    way = PurePosixPath(name.replace("\\", "/"))
    if way.is_absolute() or ".." in way.parts or "\x00" in name or name[1:2] == ":":
        return f"its name {name!r} leads out of the archive"
    if (member.external_attr >> 16) & _KIND == _LINK:
        return "it is a link"
    return "it is encrypted" if member.flag_bits & 1 else None


def member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """
    Return what a member holds.

    Raises:
        RefusedError: it cannot be unpacked, or holds more than it says.
    """
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise RefusedError(Reason.UNREADABLE, f"cannot be unpacked: {error}") from error
    check_ratio(len(content), member.compress_size)
    return content
