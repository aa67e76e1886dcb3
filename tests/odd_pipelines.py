"""Pipelines for workers to read with: they are made by name in other processes, so they stand in a module of their own."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from small_record import make_reading

from dateline.pipeline import Pipeline
from dateline.records import Page, PageId, Reading, page_id

if TYPE_CHECKING:
    from dateline.settings import Settings


class Quick(Pipeline):
    """Reads a page as its words say: most hold a small story; some hang, die, or take a moment."""

    def read(self, page: Page) -> Reading:
        words = page.content if isinstance(page.content, str) else page.content.decode()
        if words.startswith("hang"):
            while True:
                pass
        if words.startswith("die"):
            os._exit(7)
        if words.startswith("wait"):
            time.sleep(0.05)
        if words.startswith("large"):
            bytearray(1 << 33)
        made = make_reading(page.path or "")
        stories = tuple(type(story)(**{**_fields(story), "page": page.id}) for story in made.stories)
        return Reading(page, stories, made.removed, made.actors, made.statements, made.events, mentions=made.mentions)

    def read_all(self, pages):
        return map(self.read, pages)


class Eager(Quick):
    """Reads all pages before it tells any, as the usual pipeline does with some."""

    def read_all(self, pages):
        return iter([self.read(page) for page in pages])


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}


def quick() -> Pipeline:
    return Quick()


def eager() -> Pipeline:
    return Eager()


def quick_with(settings: Settings) -> Pipeline:
    return Quick(settings=settings)


def broken() -> Pipeline:
    from dateline.errors import ModelError

    raise ModelError("language.onnx", "it is damaged")


def page(number: int, words: str = "words") -> Page:
    name = f"{number:03}.txt"
    return Page(PageId(page_id(words, path=name, url=None)), words, name)
