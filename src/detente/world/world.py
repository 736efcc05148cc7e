"""What is known about one year, on one list of countries.

A World is a set of tables on the same axes, aligned when it is made and nowhere else. The
dictionary :data:`TABLES` says what each may hold. A World need not hold them all: 2019 has votes
but no trade.

    0    known to be none
    NaN  no answer: nobody recorded it
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world.source import Source


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a table of a World means: its axes, its unit, and a sentence for people."""

    axes: tuple[str, ...]
    unit: str
    meaning: str


TABLES: Mapping[str, Quantity] = MappingProxyType(
    {
        "flows": Quantity(("exporter", "importer"), "USD", "goods trade"),
        "model_flows": Quantity(
            ("exporter", "importer"),
            "USD",
            "goods trade with known gaps of the source filled",
        ),
        "sector_flows": Quantity(
            ("exporter", "importer", "sector"), "USD", "goods trade by SITC section"
        ),
        "gdp": Quantity(("country",), "USD", "gross domestic product, current prices"),
        "population": Quantity(("country",), "persons", "residents at mid-year"),
        "distance": Quantity(("country", "country"), "km", "great circle between the capitals"),
        "border": Quantity(("country", "country"), "km", "length of the shared land border"),
        "agreement": Quantity(
            ("country", "country"), "share", "share of joint UN General Assembly votes cast alike"
        ),
        "joint_votes": Quantity(
            ("country", "country"), "votes", "UN General Assembly votes in which both took part"
        ),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A frozen snapshot of one year.

    Attributes
    ----------
    countries
        ISO 3166-1 alpha-3 codes: the axis of every table.
    tables
        By name in :data:`TABLES`; arrays on the axes given there, read-only.
    sources
        For each table, the publications that it was taken from.
    sectors
        Labels of the sector axis, empty where no table has one.
    notes
        For each table, what a careful reader must know about it.
    """

    year: int
    countries: tuple[str, ...]
    tables: Mapping[str, NDArray[np.float64]]
    sources: Mapping[str, tuple[Source, ...]]
    sectors: tuple[str, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.countries)) < len(self.countries):
            raise BadInput(f"The World of {self.year} names a country twice. Give each one place.")
        length = {"sector": len(self.sectors)}
        frozen: dict[str, NDArray[np.float64]] = {}
        for name, given in self.tables.items():
            if name not in TABLES:
                raise UnknownLabel.among("table", name, list(TABLES))
            table = np.array(given, dtype=float)  # a copy: the caller keeps a writable one
            shape = tuple(length.get(axis, len(self.countries)) for axis in TABLES[name].axes)
            if table.shape != shape:
                raise BadInput(
                    f"{name} has shape {table.shape}; its axes {TABLES[name].axes} need {shape}."
                )
            if not self.sources.get(name):
                raise MissingData(f"{name} of {self.year} names no Source. Say who published it.")
            self._refuse_impossible_cells(name, table)
            table.setflags(write=False)
            frozen[name] = table
        object.__setattr__(self, "tables", MappingProxyType(frozen))

    def _refuse_impossible_cells(self, name: str, table: NDArray[np.float64]) -> None:
        """No quantity of a World is negative or infinite; unknown is NaN."""
        bad = np.argwhere((table < 0) | np.isinf(table))
        if bad.size:
            labels = {"sector": self.sectors}
            where = "→".join(
                labels.get(axis, self.countries)[i]
                for axis, i in zip(TABLES[name].axes, bad[0], strict=True)
            )
            raise BadInput(
                f"{name} of {self.year}: {where} is {table[tuple(bad[0])]}. "
                "Every quantity is finite and not negative; write what is unknown as NaN."
            )

    def __contains__(self, country: object) -> bool:
        return country in self.countries

    def holds(self, name: str) -> bool:
        """Whether this World has a table."""
        return name in self.tables

    def table(self, name: str) -> NDArray[np.float64]:
        """One table, on the axes of ``TABLES[name]``.

        Raises
        ------
        UnknownLabel
            No World has a table of that name.
        MissingData
            This World does not hold it.
        """
        if name not in TABLES:
            raise UnknownLabel.among("table", name, list(TABLES))
        if name not in self.tables:
            held = ", ".join(self.tables) or "nothing"
            raise MissingData(
                f"The World of {self.year} holds no {name} ({TABLES[name].meaning}), only: {held}. "
                "Ask about another year."
            )
        return self.tables[name]

    def knows(self, name: str, *countries: str) -> bool:
        """Whether a table holds a number about each of some countries.

        Examples
        --------
        >>> from detente.world import example_world
        >>> example_world().knows("flows", "NLD", "NOR"), example_world().knows("flows", "PRK")
        (True, False)
        """
        if not self.holds(name):
            return False
        known = np.isfinite(self.tables[name])
        axes = [axis != "sector" for axis in TABLES[name].axes]
        return all(
            country in self.countries
            and any(
                np.take(known, self.row(country), axis=i).any()
                for i, is_it in enumerate(axes)
                if is_it
            )
            for country in countries
        )

    def row(self, country: str) -> int:
        """Place of a country on the axes; refuses a country that is not there."""
        if country not in self.countries:
            raise UnknownLabel.among(
                f"country in the World of {self.year}", country, self.countries
            )
        return self.countries.index(country)

    def value(self, name: str, *labels: str) -> float:
        """One cell of a table; NaN where nobody recorded it.

        Examples
        --------
        >>> from detente.world import example_world
        >>> example_world().value("flows", "NOR", "NLD")
        30.0
        """
        table = self.table(name)
        if len(labels) != table.ndim:
            axes = ", ".join(TABLES[name].axes)
            raise BadInput(f"{name} has the axes {axes}; {len(labels)} labels were given.")
        places = [
            self._sector(label) if axis == "sector" else self.row(label)
            for axis, label in zip(TABLES[name].axes, labels, strict=True)
        ]
        return float(table[tuple(places)])

    def sources_of(self, *names: str) -> tuple[Source, ...]:
        """The publications behind some tables, each once, in the order asked."""
        return tuple(dict.fromkeys(s for name in names for s in self.sources.get(name, ())))

    def notes_of(self, *names: str) -> tuple[str, ...]:
        """What a careful reader must know about some tables."""
        return tuple(dict.fromkeys(n for name in names for n in self.notes.get(name, ())))

    def _sector(self, label: str) -> int:
        if label not in self.sectors:
            raise UnknownLabel.among("sector", label, self.sectors)
        return self.sectors.index(label)


def newest_world(
    worlds: Mapping[int, World], table: str, countries: Iterable[str], year: int | None = None
) -> World:
    """Pick the World to answer from: the year asked, else the newest that holds everyone.

    Parameters
    ----------
    worlds
        By year; looked at newest first.
    table
        What the question needs; a country counts as held only where this table is there.

    Raises
    ------
    UnknownLabel
        No World of that year.
    MissingData
        The year, or every year, lacks the table or one of the countries. Says which years do.

    Examples
    --------
    >>> from detente.world import example_world
    >>> newest_world({2024: example_world()}, "flows", ["NLD", "NOR"]).year
    2024
    """
    asked = tuple(dict.fromkeys(countries))
    if year is not None and year not in worlds:
        raise UnknownLabel(f"No data for {year} here. Years held: {_listed(worlds)}.")
    for candidate in sorted(worlds, reverse=True) if year is None else (year,):
        if worlds[candidate].knows(table, *asked):
            return worlds[candidate]
    raise MissingData(_what_is_missing(worlds, table, asked, year))


def _what_is_missing(
    worlds: Mapping[int, World], table: str, asked: tuple[str, ...], year: int | None
) -> str:
    """Word the refusal: what was asked, and which years hold it."""
    what = TABLES[table].meaning + (f" for {' and '.join(asked)}" if asked else "")
    holding = [y for y in worlds if worlds[y].knows(table, *asked)]
    if holding:
        return f"No {what} in {year}. Years that hold it: {_listed(holding)}."
    each = "; ".join(
        f"{c}: {_listed(y for y in worlds if worlds[y].knows(table, c)) or 'no year'}"
        for c in asked
    )
    return f"No {what} in any one year here." + (f" Held for {each}." if each else "")


def _listed(years: Iterable[int]) -> str:
    return ", ".join(str(y) for y in sorted(years))
