"""Worlds of what is shipped and what the user added, together.

What the user added goes before what is shipped, table by table:

    flows, model_flows      BACI, summed over products; a gap is never filled
    gdp, population         the World Bank, else Gravity; gaps as shipped
    agreement, joint_votes  the votes of the UN Digital Library; gaps as shipped
    distance                Gravity; gaps as shipped

A year that is not shipped at all is there as soon as the user adds something of it.

Every trade table counts some economies with others: Liechtenstein with Switzerland, Monaco with
France, Puerto Rico with the United States; in BACI until 1998 Luxembourg with Belgium, and until
1999 a customs union with South Africa. Beside such flows GDP and population are added up in the
same way, or a model would set the trade of two countries against the income of one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from glob import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.data.dataset import Dataset
from detente.data.snapshot import (
    MERGED_BEFORE_2006,
    MERGED_IN_2018,
    TRADE_YEARS,
    load_world,
    shipped_worlds,
)
from detente.data.store import datasets, stored_file
from detente.data.world_bank import GDP, POPULATION
from detente.world import TABLES, Source, World

MERGED_IN_BACI = {  # and the last year in which it is so
    "CHE": (("LIE",), 9999),
    "FRA": (("MCO",), 9999),
    "USA": (("PRI", "VIR"), 9999),
    "BEL": (("LUX",), 1998),
    "ZAF": (("BWA", "LSO", "NAM", "SWZ"), 1999),
}
SIZES, FLOWS = ("gdp", "population"), ("flows", "model_flows")

SUM_OF_FLOWS = """
SELECT exporter_iso3, importer_iso3, sum(value_usd) FROM read_parquet($path) GROUP BY ALL
"""
INDICATOR = "SELECT iso3, value FROM read_parquet($path)"
GRAVITY_SIZES = """
SELECT exporter_iso3, max(exporter_gdp_usd), max(exporter_population)
FROM read_parquet($path) GROUP BY ALL
"""
DISTANCES = """
SELECT exporter_iso3, importer_iso3, distance_km
FROM read_parquet($path) WHERE exporter_iso3 <> importer_iso3
"""
VOTES = """
SELECT a.iso3, b.iso3, count(*), avg((a.vote = b.vote)::DOUBLE)
FROM read_parquet($path) AS a JOIN read_parquet($path) AS b USING (resolution)
WHERE a.iso3 <> b.iso3 AND a.vote <> 'X' AND b.vote <> 'X'
GROUP BY ALL
"""

Array = NDArray[np.float64]
Cells = dict[tuple[str, ...], float]  # of a country, or of two


@dataclass(frozen=True, slots=True)
class _Added:
    """What the user added of a year."""

    cells: dict[str, Cells] = field(default_factory=dict)
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def put(self, name: str, cells: Mapping[Any, float | None], of: Dataset) -> None:
        """Lay a table over the one that may be there."""
        known = {key: float(value) for key, value in cells.items() if value is not None}
        if known:
            self.cells[name] = known
            self.sources[name], self.notes[name] = (of.source,), of.notes


def held_worlds() -> Mapping[int, World]:
    """Every World of the shipped and the added tables, by year; made when it is first looked at.

    Examples
    --------
    >>> 2018 in held_worlds()
    True
    """
    return _Held(datasets())


class _Held(Mapping[int, World]):
    """The years of the snapshot and of the store, as they were when this was made."""

    def __init__(self, added: tuple[Dataset, ...]) -> None:
        self._added = tuple(each for each in added if each.publisher in READERS)
        self._made: dict[int, World] = {}
        years = {year for each in self._added for year in each.years}
        self._years = tuple(sorted({*shipped_worlds(), *years}))

    def __getitem__(self, year: int) -> World:
        if year not in self._years:
            raise KeyError(year)
        if year not in self._made:
            self._made[year] = _world(year, self._added)
        return self._made[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)

    def __contains__(self, year: object) -> bool:
        return year in self._years


def _world(year: int, added: tuple[Dataset, ...]) -> World:
    """One year; the shipped World itself where nothing was added of it."""
    found = _Added()
    for held in sorted(added, key=_before):
        if year in held.years:
            READERS[held.publisher](held, year, found)
    if not found.cells:
        return load_world(year)
    shipped = load_world(year) if year in shipped_worlds() else None
    named = {code for cells in found.cells.values() for key in cells for code in key}
    countries = tuple(sorted(named | {*(shipped.countries if shipped else ())}))
    laid = {name: _laid(cells, name, countries) for name, cells in found.cells.items()}
    if shipped:
        gaps = [n for n in shipped.tables if not (n in FLOWS and n in laid)]
        _fill(laid, found, shipped, gaps, countries)
    for place in sorted(TRADE_YEARS, key=lambda other: abs(other - year)):
        _fill(laid, found, load_world(place), ("distance", "border"), countries)
    for whole, parts in _merged(year, in_baci="flows" in found.cells).items():
        for name in SIZES:
            if name in laid:
                _add_up(laid[name], (whole, *parts), countries)
    return World(
        year=year,
        countries=countries,
        tables=laid,
        sources=found.sources,
        sectors=shipped.sectors if shipped else (),
        notes=found.notes,
    )


def _before(held: Dataset) -> tuple[int, str, str, str]:
    """What stands later is laid over what stands earlier."""
    return [*READERS].index(held.publisher), held.source.vintage, held.hs_rev, held.name


def _laid(cells: Cells, name: str, countries: tuple[str, ...]) -> Array:
    """Cells on the axes of a table; NaN where there is none."""
    row = {code: i for i, code in enumerate(countries)}
    table = np.full([len(countries)] * len(TABLES[name].axes), np.nan)
    for key, value in cells.items():
        table[tuple(row[code] for code in key)] = value
    return table


def _fill(
    laid: dict[str, Array],
    found: _Added,
    world: World,
    names: Iterable[str],
    countries: tuple[str, ...],
) -> None:
    """Fill the gaps of tables with what a shipped World knows, and name its Sources."""
    both = [code for code in countries if code in world]
    here, there = ([axis.index(code) for code in both] for axis in (countries, world.countries))
    for name in names:
        known = _taken_apart(world, name)
        square = len([axis for axis in TABLES[name].axes if axis != "sector"])
        shape = [len(countries)] * square + [*known.shape[square:]]
        table = laid.setdefault(name, np.full(shape, np.nan))
        mine, theirs = (np.ix_(*[axis] * square) for axis in (here, there))
        gaps = np.isnan(table[mine]) & np.isfinite(known[theirs])
        table[mine] = np.where(gaps, known[theirs], table[mine])
        if gaps.any() or name not in found.sources:
            for kept, said in ((found.sources, world.sources), (found.notes, world.notes)):
                both_said = (*kept.get(name, ()), *said.get(name, ()))
                kept[name] = tuple(dict.fromkeys(both_said))


def _taken_apart(world: World, name: str) -> Array:
    """A shipped table, without what the snapshot adds up to suit the flows that it ships."""
    table = np.array(world.table(name))
    if name in SIZES:
        for whole, parts in _merged(world.year, in_baci=False).items():
            rows = [world.row(part) for part in parts if part in world]
            if whole in world:
                table[world.row(whole)] -= np.nansum(table[rows])
    return table


def _merged(year: int, *, in_baci: bool) -> dict[str, tuple[str, ...]]:
    """What the flows of a year count together."""
    before_2006 = MERGED_BEFORE_2006 if year < 2006 else {}
    if in_baci:
        baci = {whole: parts for whole, (parts, last) in MERGED_IN_BACI.items() if year <= last}
        return before_2006 | baci
    return before_2006 | (MERGED_IN_2018 if year == 2018 else {})


def _add_up(table: Array, codes: tuple[str, ...], countries: tuple[str, ...]) -> None:
    """Make the first of some countries the sum of those that are known."""
    rows = [countries.index(code) for code in codes if code in countries]
    if codes[0] in countries and np.isfinite(table[rows]).any():
        table[rows[0]] = np.nansum(table[rows])


def _rows(query: str, held: Dataset, year: int) -> list[tuple[Any, ...]]:
    import duckdb

    asked = {"path": escape(str(stored_file(held, year)))}
    return duckdb.cursor().execute(query, asked).fetchall()


def _read_gravity(held: Dataset, year: int, found: _Added) -> None:
    sizes = _rows(GRAVITY_SIZES, held, year)
    found.put("gdp", {(i,): gdp for i, gdp, _ in sizes}, held)
    found.put("population", {(i,): people for i, _, people in sizes}, held)
    found.put("distance", {(i, j): km for i, j, km in _rows(DISTANCES, held, year)}, held)


def _read_world_bank(held: Dataset, year: int, found: _Added) -> None:
    for name, indicator in zip(SIZES, (GDP, POPULATION), strict=True):
        if indicator in held.products:
            found.put(name, {(i,): value for i, value in _rows(INDICATOR, held, year)}, held)


def _read_baci(held: Dataset, year: int, found: _Added) -> None:
    flows = {(i, j): value for i, j, value in _rows(SUM_OF_FLOWS, held, year)}
    for name in FLOWS:
        found.put(name, flows, held)


def _read_votes(held: Dataset, year: int, found: _Added) -> None:
    votes = _rows(VOTES, held, year)
    found.put("agreement", {(a, b): share for a, b, _, share in votes}, held)
    found.put("joint_votes", {(a, b): joint for a, b, joint, _ in votes}, held)


READERS = {  # what stands later is laid over what stands earlier
    "gravity": _read_gravity,
    "worldbank": _read_world_bank,
    "baci": _read_baci,
    "unvotes": _read_votes,
}
