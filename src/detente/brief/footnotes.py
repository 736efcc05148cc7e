"""The notes under a brief: how each number was measured, for which year, and by whom.

A number that is told twice has one note. The numbers of a table column that differ in one thing
only, whom they are about, share a note, in which that thing reads ``…``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.brief.number import number_in_prose
from detente.brief.words import Words
from detente.claims import Argument, Measurement
from detente.world import Source

EACH = "…"  # an argument that differs from row to row


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
    sources
        Places in the list of sources, the first being 1.
    """

    value: str
    measure: str
    year: str
    method: str
    remarks: tuple[str, ...]
    sources: tuple[int, ...]


class Footnotes:
    """Collects notes and sources while a brief is composed, and hands out their numbers."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._notes: dict[Note, int] = {}
        self._sources: dict[Source, int] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """In the order in which the text calls for them."""
        return tuple(self._notes)

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
                remarks=first.notes,
                sources=tuple(
                    self._sources.setdefault(source, len(self._sources) + 1)
                    for source in first.sources
                ),
            )
        )

    def remark(self, texts: tuple[str, ...]) -> int:
        """Number of a note that says something about a sentence as a whole."""
        return self._number(Note("", "", "", "", texts, ()))

    def by_making(self, column: Sequence[Measurement]) -> tuple[int, ...]:
        """Number of the note behind each measurement of a column."""
        alike: dict[object, list[Measurement]] = {}
        for m in column:
            alike.setdefault(_making(m), []).append(m)
        numbers = {making: self.of(*group) for making, group in alike.items()}
        return tuple(numbers[_making(m)] for m in column)

    def _number(self, note: Note) -> int:
        return self._notes.setdefault(note, len(self._notes) + 1)


def _making(m: Measurement) -> object:
    """All that two numbers must have in common to share a note."""
    return m.name, m.year, m.method, m.notes, m.sources


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
