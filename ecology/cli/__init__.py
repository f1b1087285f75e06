"""The command line: what people type, and what they read in answer."""

from ecology.cli.app import main

__all__ = ["main"]
