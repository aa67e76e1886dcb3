"""The reading room: web pages over a record, every line with its words. They read the store only."""

from dateline.web.app import create_app

__all__ = ["create_app"]
