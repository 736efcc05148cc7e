"""The notes under a brief: how each number was measured, for which year, and by whom.

A number that is told twice has one note. The numbers of a table column that were made the same way
share a note, which says how to ask for the first of them. What a careful reader must know of many
numbers stands once, as a caveat that their notes point to.
"""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.brief.number import number_in_prose
from detente.brief.words import Words
from detente.claims import MEASURES, Argument, Measurement
from detente.world import Source

READS_CASE = {measure.name: measure.case != "unread" for measure in MEASURES}
CHECKSUM_LENGTH = 12  # hexadecimal digits, enough to tell two files apart


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind one number, or behind the numbers of one column.

    Attributes
    ----------
    value
        The number with its range; empty behind a column, where every row has its own.
    measure
        The command that gives the number again, or the first of a column; empty where no measure
        does.
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
    """Collects notes, caveats and sources while a brief is composed, and numbers them.

    Parameters
    ----------
    case
        How a command names the case that the numbers were measured in; empty where there is none.
    """

    def __init__(self, words: Words, case: str = "") -> None:
        self._words = words
        self._case = case
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
                measure=_command(first, self._case),
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


def _command(m: Measurement, case: str) -> str:
    """What one types to get a number again; empty where no measure gives it."""
    if m.name not in READS_CASE:
        return ""
    arguments = (f"{name}={_typed(value)}" for name, value in m.args.items())
    named = ["--case", case] if case and READS_CASE[m.name] else []
    return shlex.join(["detente", "measure", m.name, *arguments, *named])


def _typed(value: Argument) -> str:
    """An argument with every digit it has, and no more."""
    short = f"{value:g}" if isinstance(value, float) else str(value)
    return short if str(value) == short or float(short) == value else repr(value)
