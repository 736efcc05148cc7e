"""The notes under a brief: how each number was measured, for which year, and by whom.

A number that is told twice has one note. The numbers of a table column that differ in one thing
only, whom they are about, share a note, in which that thing reads ``…``. What a careful reader must
know of many numbers stands once, as a caveat that their notes point to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.brief.number import number_in_prose
from detente.brief.words import Words
from detente.claims import Argument, Measurement
from detente.world import Source

EACH = "…"  # an argument that differs from row to row
CHECKSUM_LENGTH = 12  # hexadecimal digits, enough to tell two files apart


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind one number, or behind the numbers of one column.

    Attributes
    ----------
    value
        The number with its range; empty behind a column, where every row has its own.
    measure
        What ``detente measure`` is asked to give the number again; empty where nobody measured.
    year
        The year that the number describes; empty where it describes none.
    method
        How it was measured; or what is to be said of a sentence as a whole.
    caveats, sources
        Places in the lists of caveats and sources, the first being 1.
    """

    value: str
    measure: str
    year: str
    method: str
    caveats: tuple[int, ...]
    sources: tuple[int, ...]


Entry = TypeVar("Entry", Note, str, Source)


class Footnotes:
    """Collects notes, caveats and sources while a brief is composed, and numbers them."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._notes: dict[Note, int] = {}
        self._caveats: dict[str, int] = {}
        self._sources: dict[Source, int] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """In the order in which the text calls for them."""
        return tuple(self._notes)

    @property
    def caveats(self) -> tuple[str, ...]:
        """In the order in which the notes call for them."""
        return tuple(self._caveats)

    @property
    def sources(self) -> tuple[Source, ...]:
        """In the order in which the notes call for them."""
        return tuple(self._sources)

    def of(self, *measurements: Measurement) -> int:
        """Number of the note behind some measurements that were made the same way."""
        first, *others = measurements
        return self._number(
            Note(
                value="" if others else number_in_prose(first, self._words),
                measure=" ".join([first.name, *_arguments(measurements)]) if first.args else "",
                year="" if first.year is None else str(first.year),
                method=first.method,
                caveats=_places(
                    self._caveats, dict.fromkeys(t for m in measurements for t in m.notes)
                ),
                sources=_places(self._sources, first.sources),
            )
        )

    def remark(self, texts: tuple[str, ...]) -> int:
        """Number of a note that says something about a sentence as a whole."""
        return self._number(Note("", "", "", " ".join(texts), (), ()))

    def by_making(self, column: Sequence[Measurement]) -> tuple[int, ...]:
        """Number of the note behind each measurement of a column."""
        alike: dict[object, list[Measurement]] = {}
        for m in column:
            alike.setdefault(_making(m), []).append(m)
        numbers = {making: self.of(*group) for making, group in alike.items()}
        return tuple(numbers[_making(m)] for m in column)

    def _number(self, note: Note) -> int:
        return _places(self._notes, (note,))[0]


def _places(found: dict[Entry, int], entries: Iterable[Entry]) -> tuple[int, ...]:
    """Where some entries stand in a list, the new ones at its end."""
    return tuple(found.setdefault(entry, len(found) + 1) for entry in entries)


def _making(m: Measurement) -> object:
    """All that two numbers must have in common to share a note."""
    return m.name, m.year, m.method, m.sources


def _arguments(measurements: Sequence[Measurement]) -> list[str]:
    """The arguments as one would type them."""
    first = measurements[0].args
    return [
        f"{name}={_typed(value)}" if all(m.args[name] == value for m in measurements)
        else f"{name}={EACH}"
        for name, value in first.items()
    ]  # fmt: skip


def _typed(value: Argument) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
