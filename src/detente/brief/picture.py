"""A table that shows better than it reads becomes a picture, with the table behind it.

The words above the picture say what it shows; they stand in ``text`` under [pictures], by the key
of the claim, and take the blanks of the claim and of three of its rows: ``{share@first}``,
``{share@second}``, ``{share@last}``, and ``{before@most}`` of the row that reaches furthest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from math import isnan
from types import MappingProxyType

from detente.brief.chart import Mark, Spec, bars, drawn, framed, lines, ranges, spells
from detente.brief.footnotes import Footnotes
from detente.brief.map import choropleth
from detente.brief.number import DAGGER, number_in_prose, with_doubt
from detente.brief.sentence import filled, label_text
from detente.brief.table import Column, Table
from detente.brief.words import Words
from detente.claims import Blanks, Label, Measurement

FEWEST = 2  # rows; fewer are read faster than seen
SEEN = 0.02  # of the longest; what is shorter cannot be seen
SOURCES_SHOWN = 3  # in the picture; the notes name all
DAYS = 365.25  # in a year
CLASSES = (0.2, 0.05, 0.01, 0.001)  # shares from which a country of the map has each shade
STAR = "*"  # behind a paragraph of a rule that is given from memory
STRICTEST_FIRST = ("banned", "capped", "conditional", "unnamed", "exempt")


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands between the title of a picture and its source.

    Attributes
    ----------
    remarks
        What the picture leaves out, and what is to be known of it.
    """

    svg: str
    unit: str = ""
    remarks: tuple[str, ...] = ()


Draw = Callable[[Table, Words], Drawing | None]


def picture_of(table: Table, words: Words) -> Picture | None:
    """Draw a table; None where it is better read."""
    claim = table.caption.claim
    if claim.key not in PICTURES or len(claim.rows) < FEWEST:
        return None
    drawing = PICTURES[claim.key](table, words)
    if drawing is None:
        return None
    title = _told(words.looked_up("pictures", claim.key, words.pictures), table, words)
    below = list(drawing.remarks)
    if DAGGER in title + drawing.svg:
        below.append(words.ui["picture_doubt"])
    sources = _sources((*claim.rows, claim.blanks), words)
    below.append(words.ui["picture_source" if sources else "picture_own"].format(sources=sources))
    svg = framed(drawing.svg, title=title, unit=drawing.unit, below=below)
    return Picture(title, words.ui["picture_alt"].format(title=title), svg)


def _numbers(draw: Callable[..., Spec], *wanted: str) -> Draw:
    """Draw some columns of numbers, or all where none is named."""
    return partial(_drawn_numbers, draw=draw, wanted=wanted)


def _unlike(table: Table, words: Words) -> Drawing | None:
    """Draw numbers over years that are not all counted alike, and say so."""
    drawing = _drawn_numbers(table, words, draw=lines, wanted=())
    if drawing is None:
        return None
    last = _label(table.caption.claim.blanks["last_with"])
    return replace(drawing, remarks=(words.ui["picture_unlike"].format(last=last),))


def _drawn_numbers(
    table: Table, words: Words, *, draw: Callable[..., Spec], wanted: tuple[str, ...]
) -> Drawing | None:
    numbers = [c for c in table.columns if c.is_number and (not wanted or c.name in wanted)]
    rows = [_marks(n, table, numbers, is_ranged=draw is ranges) for n in range(len(table.rows))]
    if all(isnan(mark.value) for row in rows for mark in row):
        return None
    remarks: tuple[str, ...] = ()
    if draw is ranges:
        rows, remarks = _those_seen(rows, words)
        if len(rows) < FEWEST:
            return None
    by_series = [mark for column in zip(*rows, strict=True) for mark in column]
    is_share, along = numbers[0].unit == "%", table.columns[0]
    more = {"along": along.heading} if draw is lines and along.name != "year" else {}
    spec = draw(by_series, format="~%" if is_share else ",.12~g", **more)
    return Drawing(drawn(spec, words.language), "" if is_share else numbers[0].unit, remarks)


def _marks(place: int, table: Table, numbers: Sequence[Column], *, is_ranged: bool) -> list[Mark]:
    """A row of a table, a mark for each of its numbers; a range is told for its number."""
    row = table.caption.claim.rows[place]
    found = []
    for column in numbers:
        m, cell = row[column.name], column.cells[place]
        assert isinstance(m, Measurement)
        value, low, high = (x / column.divisor for x in (m.value, m.low, m.high))
        text = (cell.range if is_ranged else "") or cell.text.removesuffix(DAGGER)
        sign = "%" if column.unit == "%" and not isnan(value) else ""
        series = column.heading if len(numbers) > 1 else ""
        name = table.columns[0].cells[place].text
        found.append(Mark(name, series, value, low, high, with_doubt(text + sign, m)))
    return found


def _those_seen(rows: list[list[Mark]], words: Words) -> tuple[list[list[Mark]], tuple[str, ...]]:
    """Rows that can be drawn, and words on those that cannot: unknown, or too short to be seen."""
    longest = max(_longest(row) for row in rows)
    unknown = [row for row in rows if isnan(row[0].value)]
    short = [row for row in rows if row not in unknown and _longest(row) < SEEN * longest]
    seen = [row for row in rows if row not in unknown and row not in short]
    named = {"picture_unknown": unknown, "picture_short": short}
    remarks = (
        words.ui[said].format(names="; ".join(row[0].place for row in left))
        for said, left in named.items()
        if left
    )
    return seen, tuple(remarks)


def _longest(row: Sequence[Mark]) -> float:
    return max((abs(mark.end) for mark in row if not isnan(mark.value)), default=0.0)


def _over_days(table: Table, words: Words) -> Drawing:
    """Stretches of days, a row for each place."""
    rows, cells = table.caption.claim.rows, {c.name: c.cells for c in table.columns}
    called = {_label(row["status"]): cells["status"][n].text for n, row in enumerate(rows)}
    marks = [
        Mark(
            cells["category"][n].text,
            cells["status"][n].text,
            float("nan"),
            _years(_label(row["since"])),
            _years(_label(row["until"])),
            "",
        )
        for n, row in enumerate(rows)
    ]
    order = [called[status] for status in STRICTEST_FIRST if status in called]
    starred = any(STAR in cell.text for column in cells.values() for cell in column)
    remarks = (words.ui["picture_star"],) if starred else ()
    return Drawing(drawn(spells(marks, order), words.language), remarks=remarks)


def _on_the_map(table: Table, words: Words) -> Drawing:
    """Shares of countries, on a map."""
    claim, classes, names = table.caption.claim, {}, {}
    marked = _label(claim.blanks["of"])
    shares = next(column for column in table.columns if column.name == "share")
    for row, cells in zip(claim.rows, table.rows, strict=True):
        code, m = _label(row["partner"]), row["share"]
        assert isinstance(m, Measurement)
        classes[code] = sum(m.value < least for least in CLASSES[:-1])
        names[code] = f"{cells[0].text}: {cells[table.columns.index(shares)].text}%"
    names[marked] = label_text(Label("country", marked), words, bare=True)
    legend = tuple(
        words.ui["map_from"].format(
            share=number_in_prose(Measurement("", {}, least, "share", None, "", ()), words)
        )
        for least in CLASSES
    )
    legend = (*legend, words.ui["map_blank"], names[marked])
    svg = choropleth(classes, marked, names, legend)
    return Drawing(svg, remarks=(words.ui["map_stance"],))


PICTURES: Mapping[str, Draw] = MappingProxyType(
    {
        "exchange.years": _unlike,
        "exchange.years_alike": _numbers(lines),
        "exchange.sections": _numbers(bars),
        "dependence.partners": _numbers(bars, "share"),
        "dependence.map": _on_the_map,
        "dependence.years": _unlike,
        "dependence.years_alike": _numbers(lines),
        "dependence.shifted": _numbers(ranges),
        "cut.bystanders": _numbers(bars),
        "shift.welfare": _numbers(bars),
        "votes.powers": _numbers(bars),
        "ledger.offers": _numbers(ranges),
        "ledger.offers_unruled": _numbers(ranges),
        "rules.timeline": _over_days,
        "transit.players": _numbers(ranges, "fair", "built"),
        "positions.actors": _numbers(ranges, "stands"),
        "positions.rounds": _numbers(lines, "paper", "code"),
        "backtest.partners": _numbers(ranges),
        "backtest.suppliers": _numbers(ranges),
        "backtest.goods": _numbers(ranges),
        "statements.counts": _numbers(bars),
    }
)
"""How the table of each claim is drawn."""


def _told(template: str, table: Table, words: Words) -> str:
    rows = table.caption.claim.rows
    ends = {"first": rows[0], "second": rows[1], "last": rows[-1], "most": max(rows, key=_reach)}
    known = {f"{name}@{end}": blank for end, row in ends.items() for name, blank in row.items()}
    blanks = {**table.caption.claim.blanks, **known}
    return "".join(piece.text for piece in filled(template, blanks, words, Footnotes(words)))


def _reach(row: Blanks) -> float:
    """How far the first number of a row reaches; less than nothing where it is unknown."""
    first = next((m for m in row.values() if isinstance(m, Measurement)), None)
    return -1.0 if first is None or isnan(first.value) else abs(first.value)


def _sources(rows: tuple[Blanks, ...], words: Words) -> str:
    """Who says so, each once; of many, the first few."""
    named = [
        words.told(source.publisher or source.title) + (f" {source.year}" if source.year else "")
        for row in rows
        for m in row.values()
        if isinstance(m, Measurement)
        for source in m.sources
    ]
    once = [*dict.fromkeys(named)]
    shown = "; ".join(once[:SOURCES_SHOWN])
    return shown if len(once) <= SOURCES_SHOWN else words.ui["picture_others"].format(first=shown)


def _as_label(blank: Measurement | Label) -> Label:
    assert isinstance(blank, Label)
    return blank


def _label(blank: Measurement | Label) -> str:
    return _as_label(blank).of


def _years(day: str) -> float:
    """A day as years and a part of one."""
    read = date.fromisoformat(day)
    return read.year + (read - date(read.year, 1, 1)).days / DAYS
