"""The tables shipped with detente, as Worlds.

The package's ``snapshot`` folder is a Frictionless data package: Parquet tables and a
``datapackage.json`` that names for each its sources, licence, units, checksum and known defects.
A year becomes a :class:`~detente.world.World` here, and every decision about the raw tables that
changes a number is taken in this file:

* a pair without a row is NaN, "no record": trade tables list positive flows only;
* the 2018 trade table merges some economies (Belgium with Luxembourg, …): so do its GDP and
  population, or a model would set the trade of two countries against the income of one;
* votes of 2010–2013 and 2020–2023 are known for the United States, Russia and China only.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import DamagedData, UnknownLabel
from detente.world import Fact, Source, World

FOLDER = Path(__file__).parents[1] / "snapshot"
TRADE_YEARS = (1995, 2005, 2015, 2018, 2023)
VOTE_YEARS = tuple(range(2010, 2024))
YEARS = tuple(sorted({*TRADE_YEARS, *VOTE_YEARS}))
BEFORE_THE_FIRST_SESSION = 1945  # session s opens in the autumn of 1945 + s
SECTIONS = tuple("0123456789")
RESOURCES = (
    *(f"trade_{year}" for year in TRADE_YEARS),
    *("sizes", "distances", "borders", "votes", "votes_with_powers", "reported_trade"),
    "product_elasticities",
)
PARTS = ("path", "hash", "schema", "sources", "known_defects")  # of each, as read here

MERGED_IN_2018 = {
    "BEL": ("LUX",),
    "CHE": ("LIE",),
    "FRA": ("MCO",),
    "USA": ("PRI", "VIR"),
    "ZAF": ("BWA", "LSO", "NAM", "SWZ"),
}
MERGED_BEFORE_2006 = {"SCG": ("SRB", "MNE", "XKX"), "ANT": ("CUW", "SXM")}
POWERS = {"USA": "USAgree", "RUS": "RUSSAgree", "CHN": "ChinaAgree"}

Columns = dict[str, NDArray[Any]]
Matrix = NDArray[np.float64]


def shipped_worlds() -> Mapping[int, World]:
    """Every World that detente ships, by year; each is read when it is first looked at.

    Examples
    --------
    >>> worlds = shipped_worlds()
    >>> 2018 in worlds, 2031 in worlds
    (True, False)
    """
    return _Shipped()


@cache
def load_world(year: int) -> World:
    """One year of the shipped snapshot.

    Parameters
    ----------
    year
        1995, 2005, 2015, 2018, 2023 hold goods trade; 2010 to 2023 hold UN votes.

    Raises
    ------
    UnknownLabel
        A year that is not shipped.
    DamagedData
        A table of the package is missing, or its bytes are not the ones that were shipped.

    Examples
    --------
    >>> round(load_world(2018).value("flows", "RUS", "PRK"))
    32061596
    """
    if year not in YEARS:
        raise UnknownLabel(
            f"No data for {year} are shipped. Goods trade: {_listed(TRADE_YEARS)}; "
            f"UN votes: {VOTE_YEARS[0]} to {VOTE_YEARS[-1]}."
        )
    sizes = _rows("sizes", year=year)
    trade = _read(f"trade_{year}") if year in TRADE_YEARS else {}
    votes = _rows("votes", session=year - BEFORE_THE_FIRST_SESSION)
    powers = _rows("votes_with_powers", year=year)
    powers["iso3"] = np.where(powers["iso3"] == "YUG", "SRB", powers["iso3"])
    named = [sizes["iso3"], powers["iso3"], votes["iso3_a"], votes["iso3_b"]]
    named += [trade["exporter"], trade["importer"]] if trade else []
    axis = _Axis(np.unique(np.concatenate(named)))
    tables = _sizes(axis, sizes, year)
    if trade:
        tables |= _trade(axis, trade, f"trade_{year}") | _places(axis)
    if year in VOTE_YEARS:
        tables |= _votes(axis, votes, powers)
    return World(
        year=year,
        countries=tuple(axis.codes.tolist()),
        tables={name: table for name, (table, _) in tables.items()},
        sources={name: _sources(*files) for name, (_, files) in tables.items()},
        notes={name: _defects(*files) for name, (_, files) in tables.items()},
        sectors=SECTIONS if "sector_flows" in tables else (),
    )


def reported_trade(*countries: str) -> tuple[Fact, ...]:
    """What others than the publishers of the trade tables count of a country's trade.

    A fact is about ``exports``, ``imports`` or ``exports of HS section 5``, of the years that it
    names together, in US dollars.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-3. Only North Korea's is shipped; of others there are no facts.

    Raises
    ------
    DamagedData
        As :func:`load_world`.

    Examples
    --------
    >>> [(fact.about, fact.when, fact.value) for fact in reported_trade("PRK")[:2]]
    [('exports', '2015', 2700000000.0), ('exports', '2018', 243000000.0)]
    """
    table = _read("reported_trade")
    rows = zip(*(table[name].tolist() for name in table), strict=True)
    return tuple(_fact(*row[1:]) for row in rows if row[0] in countries)


def _fact(publisher: str, direction: str, goods: str, first: int, last: int, value: float) -> Fact:
    """One row of the table of reported trade."""
    about = f"{direction}s" if goods == "all" else f"{direction}s of HS section {goods}"
    when = str(first) if first == last else f"{first}/{last}"
    return Fact(
        id=f"{about}, {when}",
        about=about,
        statement=f"{about.capitalize()} in {when}, as {publisher} counts them",
        low=value,
        value=value,
        high=value,
        unit="USD",
        when=when,
        sources=tuple(s for s in _sources("reported_trade") if s.publisher == publisher),
        checked=True,
    )


class _Axis:
    """Where each country stands."""

    def __init__(self, codes: NDArray[np.str_]) -> None:
        self.codes = codes
        self.n = len(codes)

    def row(self, codes: NDArray[Any]) -> NDArray[np.intp]:
        """Places of codes that are all on the axis."""
        return np.searchsorted(self.codes, codes)

    def has(self, codes: NDArray[Any]) -> NDArray[np.bool_]:
        return np.isin(codes, self.codes)


Tables = dict[str, tuple[Matrix, tuple[str, ...]]]  # each with the files that it came from


def _sizes(axis: _Axis, sizes: Columns, year: int) -> Tables:
    """GDP and population, merged as the trade table of the year merges them."""
    merged: dict[str, tuple[str, ...]] = {"TZA": ("ZZB",)}
    merged |= MERGED_IN_2018 if year == 2018 else {}
    merged |= MERGED_BEFORE_2006 if year < 2006 else {}
    tables: Tables = {}
    for name, column in (("gdp", "gdp_usd"), ("population", "population")):
        values = np.full(axis.n, np.nan)
        values[axis.row(sizes["iso3"])] = sizes[column]
        for whole, parts in merged.items():
            rows = axis.row(np.array([p for p in (whole, *parts) if p in axis.codes]))
            known = values[rows][np.isfinite(values[rows])]
            if whole in axis.codes and known.size:
                values[axis.row(np.array([whole]))] = known.sum()
        tables[name] = (values, ("sizes",))
    return tables


def _trade(axis: _Axis, trade: Columns, file: str) -> Tables:
    """Flows in US dollars; a pair without a row stays NaN."""
    seller, buyer = axis.row(trade["exporter"]), axis.row(trade["importer"])
    usd = trade["value_kusd"] * 1000.0
    flows = np.full((axis.n, axis.n), np.nan)
    if "sitc1" in trade:
        by_sector = np.full((axis.n, axis.n, len(SECTIONS)), np.nan)
        by_sector[seller, buyer] = 0.0  # a recorded pair sells none of the sections not listed
        by_sector[seller, buyer, trade["sitc1"].astype(int)] = usd
        recorded = np.isfinite(by_sector[:, :, 0])
        flows[recorded] = by_sector[recorded].sum(axis=1)
        both = (flows, (file,))
        return {"flows": both, "model_flows": both, "sector_flows": (by_sector, (file,))}
    flows[seller, buyer] = usd
    filled = flows.copy()
    filled[seller, buyer] = trade.get("value_kusd_adj", trade["value_kusd"]) * 1000.0
    return {"flows": (flows, (file,)), "model_flows": (filled, (file,))}


def _places(axis: _Axis) -> Tables:
    """Distances between capitals and lengths of land borders."""
    pairs = _read("distances")
    distance = _symmetric(axis, pairs["iso_o"], pairs["iso_d"], pairs["distcap"], absent=np.nan)
    lines = _read("borders")
    wrong = (lines["iso3_a"] == "MAR") & (lines["iso3_b"] == "MRT")  # repeats Western Sahara's
    a, b, km = (lines[name][~wrong] for name in ("iso3_a", "iso3_b", "border_km"))
    border = _symmetric(axis, a, b, km, absent=0.0)
    return {"distance": (distance, ("distances",)), "border": (border, ("borders",))}


def _votes(axis: _Axis, votes: Columns, powers: Columns) -> Tables:
    """Agreement of every pair where it was computed, else with the three powers."""
    first, second = votes["iso3_a"], votes["iso3_b"]
    alike = votes["agree_strict"].astype(float).round(4)  # printed to four places
    agreement = _symmetric(axis, first, second, alike, absent=np.nan)
    joint = _symmetric(axis, first, second, votes["n_joint_votes"], absent=np.nan)
    voter = axis.row(powers["iso3"])
    for power, column in POWERS.items():
        p = int(axis.row(np.array([power]))[0])
        agree = np.full(axis.n, np.nan)
        agree[voter] = powers[column].astype(float).round(6)
        agree[p] = np.nan
        line = np.where(np.isnan(agreement[p]), agree, agreement[p])
        agreement[p], agreement[:, p] = line, line
    if not first.size:
        return {"agreement": (agreement, ("votes_with_powers",))}
    return {
        "agreement": (agreement, ("votes", "votes_with_powers")),
        "joint_votes": (joint, ("votes",)),
    }


def _symmetric(
    axis: _Axis, first: NDArray[Any], second: NDArray[Any], value: NDArray[Any], *, absent: float
) -> Matrix:
    """Country × country, the same both ways; a pair not listed is *absent*, the diagonal NaN."""
    known = axis.has(first) & axis.has(second)
    i, j = axis.row(first[known]), axis.row(second[known])
    matrix = np.full((axis.n, axis.n), absent)
    matrix[i, j] = matrix[j, i] = value[known]
    np.fill_diagonal(matrix, np.nan)
    return matrix


class _Shipped(Mapping[int, World]):
    """The years of the snapshot; looking one up reads it."""

    def __getitem__(self, year: int) -> World:
        if year not in YEARS:
            raise KeyError(year)
        return load_world(year)

    def __iter__(self) -> Iterator[int]:
        return iter(YEARS)

    def __len__(self) -> int:
        return len(YEARS)

    def __contains__(self, year: object) -> bool:
        return year in YEARS


@cache
def _resources() -> dict[str, dict[str, Any]]:
    """What datapackage.json says of each table, by name."""
    path = FOLDER / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise DamagedData(
            f"{path} cannot be read ({cause}). Install detente again: pip install --force-reinstall"
        ) from cause
    try:
        found = {resource["name"]: resource for resource in package["resources"]}
        return {name: {part: found[name][part] for part in PARTS} for name in RESOURCES}
    except (KeyError, TypeError) as cause:
        raise DamagedData(
            f"{path} parses but does not describe the shipped tables. "
            "Install detente again: pip install --force-reinstall"
        ) from cause


@cache
def _read(name: str) -> Columns:
    """Columns of one shipped table, after its bytes were compared with its checksum."""
    import duckdb

    resource = _resources()[name]
    path = FOLDER / resource["path"]
    _refuse_damage(path, resource["hash"])
    columns = ", ".join(f["name"] for f in resource["schema"]["fields"])
    found = (
        duckdb.cursor().execute(f"SELECT {columns} FROM read_parquet(?)", [str(path)]).fetchnumpy()
    )
    return {name: _plain(np.ma.asanyarray(column)) for name, column in found.items()}


def _rows(name: str, **equal: int) -> Columns:
    """The rows of a shipped table in which some columns have some values."""
    table = _read(name)
    chosen = np.logical_and.reduce([table[column] == value for column, value in equal.items()])
    return {column: values[chosen] for column, values in table.items()}


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    """Text as fixed-width text, missing numbers as NaN."""
    if column.dtype.kind == "O":
        return column.astype(str)
    return np.ma.filled(column, np.nan) if column.dtype.kind == "f" else np.asarray(column)


@cache
def _refuse_damage(path: Path, expected: str) -> None:
    """Compare a file with its checksum, once for each run of the program."""
    try:
        found = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError as cause:
        raise DamagedData(
            f"The shipped table {path.name} cannot be read ({cause.strerror}). "
            "Install detente again."
        ) from cause
    if found != expected:
        raise DamagedData(
            f"The shipped table {path.name} is damaged: its checksum is {found[:19]}…, "
            f"{expected[:19]}… was shipped. Install detente again."
        )


def _sources(*files: str) -> tuple[Source, ...]:
    """The publications behind some tables."""
    resources = _resources()
    return tuple(
        Source(
            title=said["title"],
            publisher=said["publisher"],
            year=said["year"],
            licence=said["licence"],
            url=said["path"],
            vintage=said.get("vintage", ""),
            retrieved=said.get("retrieved", ""),
            sha256=resources[file]["hash"].removeprefix("sha256:"),
            licence_confirmed=said["licence_confirmed"],
        )
        for file in files
        for said in resources[file]["sources"]
    )


def _defects(*files: str) -> tuple[str, ...]:
    return tuple(line for file in files for line in _resources()[file]["known_defects"])


def _listed(years: tuple[int, ...]) -> str:
    return ", ".join(str(year) for year in years)
