"""A claim with rows becomes a table, and a column of shares or changes a small picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from detente.brief.footnotes import Footnotes
from detente.brief.number import numbers_in_column, with_doubt
from detente.brief.sentence import Piece, Sentence, filled, label_text, sentence
from detente.brief.words import Words
from detente.claims import Claim, Label, Measurement
from detente.errors import BadInput

PICTURED = frozenset({"share", "change"})


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a cell; fractions of the cell's width."""

    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, its range and note if it has them, and its bar."""

    text: str
    range: str = ""
    note: int = 0
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    note
        Where all its numbers were made the same way, the note behind them; else 0, and each cell
        has its own.
    zero
        Where the bars begin, as a fraction of the cell's width.
    divisor
        What its numbers are counted in: a million, say; of shares one.
    """

    name: str
    heading: str
    cells: tuple[Cell, ...]
    unit: str = ""
    note: int = 0
    is_number: bool = False
    is_pictured: bool = False
    zero: float = 0.0
    divisor: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A claim with rows: its sentence is the caption."""

    caption: Sentence
    columns: tuple[Column, ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells, row by row."""
        return tuple(zip(*(column.cells for column in self.columns), strict=True))


def table(claim: Claim, words: Words, footnotes: Footnotes) -> Table:
    """Set the rows of a claim.

    Raises
    ------
    UnknownLabel
        A column has no heading.
    BadInput
        Rows differ in their blanks, or a column mixes units.
    """
    caption = sentence(claim, words, footnotes)
    names = tuple(claim.rows[0])
    for row in claim.rows:
        if tuple(row) != names:
            raise BadInput(
                f"A row of {claim.key} has the blanks {', '.join(row)}; the first row has "
                f"{', '.join(names)}. Give every row the same, in the same order."
            )
    return Table(caption, tuple(_column(name, claim, words, footnotes) for name in names))


def _column(name: str, claim: Claim, words: Words, footnotes: Footnotes) -> Column:
    blanks = [row[name] for row in claim.rows]
    template = words.looked_up("columns", name, words.columns)
    heading = _text(filled(template, claim.blanks, words, footnotes))
    labels = [blank for blank in blanks if isinstance(blank, Label)]
    numbers = [blank for blank in blanks if isinstance(blank, Measurement)]
    kinds = {m.unit for m in numbers} | {"label" for _ in labels}
    if len(kinds) > 1:
        raise BadInput(
            f"Column {name} of {claim.key} mixes {', '.join(sorted(kinds))}. Give it one unit."
        )
    if labels:
        texts = (label_text(label, words, bare=True) for label in labels)
        return Column(name, heading, tuple(Cell(words.capitalised(t)) for t in texts))
    beside = [m for row in claim.rows for m in row.values() if isinstance(m, Measurement)]
    printed = numbers_in_column(numbers, words, beside)
    notes = footnotes.by_making(numbers)
    is_shared = len(set(notes)) == 1
    is_pictured = kinds <= PICTURED
    zero, bars = _bars(numbers, beside) if is_pictured else (0.0, [None] * len(numbers))
    cells = (with_doubt(cell, m) for cell, m in zip(printed.cells, numbers, strict=True))
    each = zip(cells, printed.ranges, notes, bars, strict=True)
    return Column(
        name=name,
        heading=heading,
        cells=tuple(Cell(t, r, 0 if is_shared else n, bar) for t, r, n, bar in each),
        unit=printed.unit,
        note=notes[0] if is_shared else 0,
        is_number=True,
        is_pictured=is_pictured,
        zero=zero,
        divisor=printed.divisor,
    )


def _bars(
    column: Sequence[Measurement], beside: Sequence[Measurement]
) -> tuple[float, list[Bar | None]]:
    """Where zero lies, and bars from there; the numbers of one unit in a table share their scale.

    Where all have one sign, zero is on the left: the number itself says which sign.
    """
    values = [m.value for m in column]
    known = [m.value for m in beside if m.unit == column[0].unit and not isnan(m.value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if low * high >= 0.0:
        values, low, high = [abs(v) for v in values], 0.0, max(abs(low), abs(high))
    width = (high - low) or 1.0
    bars = [None if isnan(v) else Bar((min(v, 0.0) - low) / width, abs(v) / width) for v in values]
    return -low / width, bars


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
