"""Files and folders → Pages."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.records import Page, Reason, Rejected, page_id
from dateline.sources.contents import PARTS, content_pages
from dateline.sources.one import STAGE
from dateline.sources.refusal import RefusedError, rejected
from dateline.sources.web import xml_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.sources.how import Plan


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that holds pages, and the name that its pages go by."""

    path: Path
    name: str  # the file's name, or its way from the folder that was named
    named: bool = True  # by the user, not found in a folder: what it leads to on the network is fetched


def page_files(paths: Iterable[Path]) -> tuple[PageFile, ...]:
    """
    Return the files to read, folders opened up, in the order of their names.

    Args:
        paths: files and folders as the user named them. In a folder hidden files and the parts of saved pages are passed over.

    Raises:
        UsageError: a path does not exist.
    """
    found: list[PageFile] = []
    for path in paths:
        if path.is_dir():
            found += [
                PageFile(file, file.relative_to(path).as_posix(), named=False)
                for file in sorted(path.rglob("*"))
                if _is_page_file(file, path)
            ]
        elif path.exists():
            found.append(PageFile(path, path.name))
        else:
            message = f"{path}: no such file or folder"
            raise UsageError(message)
    return tuple(found)


def _is_page_file(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() not in PARTS and file.is_file()


def file_pages(file: PageFile, *, plan: Plan) -> Iterator[Page | Rejected]:
    """Yield the pages of one file; what cannot be opened or unpacked is rejected."""

    def xml(content: bytes, name: str) -> Iterator[Page | Rejected]:
        return xml_pages(content, name, plan=plan, base=None, fetch=file.named)

    try:
        with file.path.open("rb") as stream:
            yield from content_pages(stream, name=file.name, plan=plan, xml=xml)
    except RefusedError as error:
        yield error.rejected(file.name)
    except (OSError, EOFError, zlib.error) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Rejected(page_id("", path=file.name, url=None), STAGE, Reason.UNREADABLE, f"cannot be read: {said}", file.name)
    except RecursionError:
        yield rejected(file.name, Reason.INVALID, "it is nested too deep")
