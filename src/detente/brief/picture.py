"""A table that shows better than it reads becomes a picture, with the table behind it.

The words above the picture say what it shows; they stand in ``text`` under [pictures], by the key
of the claim, and take the blanks of the claim and of its first and last rows: ``{share@last}``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType

from detente.brief.chart import Mark, Spec, bars, lines, picture
from detente.brief.footnotes import Footnotes
from detente.brief.sentence import filled
from detente.brief.table import Column, Table
from detente.brief.words import Words
from detente.claims import Blanks, Measurement

Draw = Callable[..., Spec]
FEWEST = 2  # rows; fewer are read faster than seen

# How each table is drawn, and by which of its columns of numbers; empty for all.
PICTURES: Mapping[str, tuple[Draw, tuple[str, ...]]] = MappingProxyType(
    {
        "exchange.years": (lines, ()),
        "exchange.years_alike": (lines, ()),
        "exchange.sections": (bars, ()),
        "dependence.partners": (bars, ("share",)),
        "dependence.years": (lines, ()),
        "dependence.years_alike": (lines, ()),
        "cut.bystanders": (bars, ()),
        "shift.welfare": (bars, ()),
        "votes.powers": (bars, ()),
    }
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a table looks like.

    Attributes
    ----------
    title
        What it shows, in a sentence.
    alt
        The same for who cannot see it: the sentence, and how the table is drawn.
    svg
        One image, words and source included.
    """

    title: str
    alt: str
    svg: str


def picture_of(table: Table, words: Words) -> Picture | None:
    """Draw a table; None where it is better read."""
    claim = table.caption.claim
    if claim.key not in PICTURES or len(claim.rows) < FEWEST:
        return None
    draw, wanted = PICTURES[claim.key]
    numbers = [c for c in table.columns if c.is_number and (not wanted or c.name in wanted)]
    marks = [mark for column in numbers for mark in _marks(column, table, words, numbers)]
    if all(isnan(mark.value) for mark in marks):
        return None
    template = words.looked_up("pictures", claim.key, words.pictures)
    title = _told(template, claim.blanks, claim.rows, words)
    unit = numbers[0].unit
    is_share = unit == "%"
    spec = draw(marks, format="~%" if is_share else ",.12~g")
    source = words.ui["picture_source"].format(sources=_sources(claim.rows))
    svg = picture(
        spec, title=title, unit="" if is_share else unit, source=source, lang=words.language
    )
    return Picture(title, words.ui["picture_alt"].format(title=title), svg)


def _marks(column: Column, table: Table, words: Words, numbers: list[Column]) -> list[Mark]:
    places, rows = table.columns[0].cells, table.caption.claim.rows
    found = []
    for cell, place, row in zip(column.cells, places, rows, strict=True):
        m = row[column.name]
        assert isinstance(m, Measurement)
        series = column.heading if len(numbers) > 1 else ""
        value, low, high = (x / column.divisor for x in (m.value, m.low, m.high))
        text = cell.text + ("%" if column.unit == "%" else "")
        found.append(Mark(place.text, series, value, low, high, text))
    return found


def _told(template: str, blanks: Blanks, rows: tuple[Blanks, ...], words: Words) -> str:
    ends = {"first": rows[0], "last": rows[-1]}
    known = {f"{name}@{end}": blank for end, row in ends.items() for name, blank in row.items()}
    pieces = filled(template, {**blanks, **known}, words, Footnotes(words))
    return "".join(piece.text for piece in pieces)


def _sources(rows: tuple[Blanks, ...]) -> str:
    """Who says so, each once."""
    named = [
        f"{source.publisher or source.title}" + (f" {source.year}" if source.year else "")
        for row in rows
        for m in row.values()
        if isinstance(m, Measurement)
        for source in m.sources
    ]
    return "; ".join(dict.fromkeys(named))
