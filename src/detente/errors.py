"""Everything detente refuses to do, in one tree.

::

Error
    ├── UnknownLabel   a country, sector, year or measure that is not known here
    ├── BadInput       a value outside what the question allows: a negative flow, θ ≤ 0
    ├── MissingData    a number is not known, and guessing it would change the answer
    ├── NoSolution     a model has no answer, or its solver stopped without one; says how far off
    ├── DamagedData    a shipped or stored table is not what its publisher's checksum says
    ├── CannotWrite    an output could not be written; nothing half-written is left behind
    └── Busy           too many ask at once; the same question has an answer later

Catch ``detente.Error`` to catch them all.
"""

from collections.abc import Sequence
from difflib import get_close_matches


class Error(Exception):
    """Root of the tree."""


class UnknownLabel(Error, LookupError):
    """A label that is not on the axis it was looked up on."""

    @classmethod
    def among(cls, kind: str, label: str, known: Sequence[str]) -> "UnknownLabel":
        """Word the refusal of one label, with the nearest of the known ones."""
        near = get_close_matches(label, known, n=3) or list(known[:3])
        return cls(f"No {kind} {label!r} here. {len(known)} known, nearest: {', '.join(near)}.")


class BadInput(Error, ValueError):
    """A value that the question does not allow."""


class MissingData(Error, ValueError):
    """A number that the answer depends on is not known."""


class NoSolution(Error, ArithmeticError):
    """A model without an answer, or a solver that stopped before it found one."""


class DamagedData(Error, OSError):
    """A table whose bytes are not the ones that were shipped."""


class CannotWrite(Error, OSError):
    """An output that could not be written."""


class Busy(Error):
    """More questions at once than can be answered."""


def some(items: Sequence[str], limit: int = 3) -> str:
    """List the first few of many, for a message a person will read."""
    shown = ", ".join(items[:limit])
    return shown if len(items) <= limit else f"{shown} and {len(items) - limit} more"
