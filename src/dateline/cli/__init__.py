"""The command line: one short function per command, in modules by what the commands are for."""

from dateline.cli import asking, reading, serving, telling  # importing registers the commands, in the order of the help
from dateline.cli.app import app, main

__all__ = ["app", "asking", "main", "reading", "serving", "telling"]
