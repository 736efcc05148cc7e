"""The command ``detente``."""

from detente.cli.app import main

__all__ = ["main"]
