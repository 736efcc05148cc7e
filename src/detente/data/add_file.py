"""A file that the user took from its publisher, into the store: one connector each."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from detente.data.baci import add_baci
from detente.data.store import Dataset

Publisher = Literal["baci"]

CONNECTORS: Mapping[Publisher, Callable[[Path | str, Iterable[int], str], Dataset]] = (
    MappingProxyType({"baci": add_baci})
)


def add_file(
    publisher: Publisher, file: Path | str, years: Iterable[int] = (), sha256: str = ""
) -> Dataset:
    """Add the years asked for, or all, of a publisher's own file.

    What it refuses is told there: :func:`detente.data.add_baci`.
    """
    return CONNECTORS[publisher](file, years, sha256)
