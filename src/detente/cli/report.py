"""An answer that is no brief: sentences first, then tables, then what it all rests on.

It is made from the same plain answer that ``--json`` prints.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import fill
from typing import Any, Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from detente.brief import number_in_prose, words
from detente.cli.terminal import page_width
from detente.study import Measurement
from detente.world import Source, country_in_prose

Plain = Mapping[str, Any]
Unit = Literal["USD", "share", "change", "ratio", "index"]
NOT_KNOWN = float("nan")
NEARLY_NONE = 5e-6  # of a whole: what a sentence calls less than 0.001%


def as_json(answer: Plain) -> str:
    """The plain answer for a program."""
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first column is words, the others are numbers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def report(said: Iterable[str], tables: Iterable[Table], answer: Plain) -> str:
    """Put an answer on lines that fit the page, and under it what it rests on."""
    parts = [_wrapped(said), *(_drawn(table) for table in tables), _wrapped(_basis(answer))]
    return "\n\n".join(parts) + "\n"


def number(
    of: Plain | float | None, unit: Unit, answer: Plain, *manner: Literal["alone", "bare"]
) -> str:
    """A number of the answer as a reader meets it, with its range where it has one."""
    ranged = of if isinstance(of, Mapping) else {"value": of}
    ends = (ranged.get(key) for key in ("value", "low", "high"))
    value, low, high = (NOT_KNOWN if end is None else float(end) for end in ends)
    sources = tuple(Source(**source) for source in answer["sources"])
    measured = Measurement("", {}, value, unit, None, "", sources, low, high)
    return number_in_prose(measured, words("en"), manner)


def cell(of: float | None, unit: Literal["share", "change"], answer: Plain) -> str:
    """A number in a table; where a sentence says less than 0.001%, its sign is kept."""
    if of is None or not 0 < abs(of) < NEARLY_NONE:
        return number(of, unit, answer)
    if of < 0:
        return "> −0.001%"
    return "< +0.001%" if unit == "change" else "< 0.001%"


def countries_in_prose(codes: Sequence[str]) -> str:
    """Countries as a sentence lists them."""
    *most, last = map(country_in_prose, codes)
    return f"{', '.join(most)} and {last}" if most else last


def _basis(answer: Plain) -> Iterable[str]:
    """The model and how far off it stopped, what to beware of, and who says so."""
    yield f"Method: {answer['method']}"
    yield from (f"Note: {note}" for note in answer["notes"])
    for source in answer["sources"]:
        yield f"Source: {Source(**source).cited}"


def _wrapped(lines: Iterable[str]) -> str:
    width = page_width()
    return "\n".join(fill(x, width, break_long_words=False, break_on_hyphens=False) for x in lines)


def _drawn(table: Table) -> str:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(table.heads):
        side: Literal["left", "right"] = "right" if place else "left"
        grid.add_column(Text(head), justify=side, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    page = StringIO()
    Console(file=page, width=page_width(), color_system=None, legacy_windows=False).print(grid)
    lines = [table.title, *page.getvalue().splitlines()]
    return "\n".join(line.rstrip() for line in lines if line.strip())
