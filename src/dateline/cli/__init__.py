"""The command line: one short function per command, in modules by what the commands are for."""

# Importing registers the commands.
from dateline.cli import (
    asking,
    audit,
    chronicle,
    deciding,
    offices,
    reading,
    searching,
    serving,
    telling,
    watching,
)
from dateline.cli.app import app, main

__all__ = [
    "app",
    "asking",
    "audit",
    "chronicle",
    "deciding",
    "main",
    "offices",
    "reading",
    "searching",
    "serving",
    "telling",
    "watching",
]
