"""OECD's Inter-Country Input–Output tables: who uses whose goods and services to make what.

A zip of one CSV a year, ``2018_SML.csv``, the regular tables, a square of countries by industries
with the final uses to the right and the accounts below, in million US dollars:

    V1, AUS_A01_02, …, ROW_T, AUS_HFCE, AUS_NPISH, …, ROW_DPABR, OUT
    AUS_A01_02, …
    TLS, …              taxes less subsidies on products
    VA, …               value added
    OUT, …              output: the sum of the column

``ROW`` is the rest of the world. It becomes a dataset of the store, a row for each cell that is not
zero; a cell without a row is zero, for the square is complete:

    exporter_iso3, industry, importer_iso3, use, value_usd

OECD (2023), OECD Inter-Country Input-Output Database, http://oe.cd/icio.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.data.dataset import Dataset
from detente.data.publisher_file import PublisherFile, publisher_file
from detente.data.rows_by_year import chosen_years
from detente.data.store import Written, save_dataset
from detente.errors import BadInput, UnknownLabel
from detente.world import Source, country

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

YEAR_FILE = re.compile(r"(\d{4})_SML\.csv", re.IGNORECASE)
REST = "ROW"
TAXES, VALUE_ADDED, OUTPUT = ACCOUNTS = ("TLS", "VA", "OUT")
FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "DPABR")
INVENTORIES = "INVNT"
BALANCE = 1e-3  # of output, that a column may be off: published sums are rounded and balanced
LEAST = 1.0  # million USD, below which nothing is said of a sum
COLUMNS = (
    ("exporter_iso3", "ISO 3166-1 alpha-3, or ROW for the rest of the world"),
    ("industry", "of OECD; or TLS, VA, OUT: taxes less subsidies, value added, output"),
    ("importer_iso3", "as exporter_iso3"),
    ("use", "an industry of the importer; or HFCE, NPISH, GGFC, GFCF, INVNT, DPABR"),
    ("value_usd", "USD, basic prices"),
)
NOTES = (
    "A cell without a row is zero. ROW is the rest of the world, and no country.",
    "The tables are estimates in which every account balances, not reports of trade.",
)
WRITE = """
COPY (
    SELECT CASE WHEN i >= $n THEN $buyers[j + 1] ELSE $sellers[i + 1] END AS exporter_iso3,
           $industries[i + 1] AS industry, $buyers[j + 1] AS importer_iso3,
           $uses[j + 1] AS use, v * 1000000 AS value_usd
    FROM cells
) TO $path (FORMAT parquet, COMPRESSION zstd)
"""


@dataclass(frozen=True, slots=True)
class _Square:
    """One year, its labels taken apart, and the cells that are not zero."""

    lines: list[str]
    uses: list[str]
    i: NDArray[np.int32]
    j: NDArray[np.int32]
    v: NDArray[np.float64]


def add_icio(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put OECD's inter-country input–output tables into the store.

    Parameters
    ----------
    file
        A zip of the regular tables as OECD publishes it: files such as ``2018_SML.csv``.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    DamagedData
        The file is no zip, breaks off, or has another checksum.
    BadInput
        It is not OECD's, its labels changed, or a column does not add up to its output.
    UnknownLabel
        A year that is not in the file.
    Busy, CannotWrite
        As :func:`detente.data.save_dataset`.
    """
    given = publisher_file(file, "OECD", "ICIO", sha256)
    with given.zip() as package:
        names = {Path(name).name: name for name in package.namelist()}
        files = {int(m[1]): names[m[0]] for name in names if (m := YEAR_FILE.fullmatch(name))}
        if not files:
            raise BadInput(
                f"{given.path} holds no regular table of ICIO, such as 2018_SML.csv. "
                "Take the zip of the regular tables from OECD."
            )
        chosen = chosen_years(given, sorted(files), years)

        def write(database: "DuckDBPyConnection", scratch: Path) -> Written:
            def every() -> Iterator[tuple[int, Path]]:
                for year in chosen:
                    given.unpack(package, files[year], scratch / "rows.csv")
                    square = _square(given, files[year], scratch / "rows.csv")
                    path = scratch / f"{year}.parquet"
                    _write(square, database, path)
                    yield year, path

            return Written(every())

        return save_dataset(_about(given), write)


def _about(file: PublisherFile) -> Dataset:
    return Dataset(
        name=f"icio-{file.sha256[:8]}",
        publisher="icio",
        hs_rev="",
        source=Source(
            title="OECD Inter-Country Input-Output Tables",
            publisher="OECD",
            year=None,
            licence="CC BY 4.0, as OECD states it",
            url="http://oe.cd/icio",
            sha256=file.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )


def _square(file: PublisherFile, name: str, path: Path) -> _Square:
    """Read one year, line by line."""
    with path.open(encoding="utf-8-sig", newline="") as table:
        lines = csv.reader(table)
        _, *uses = next(lines, [""])
        if not uses or uses[-1] != OUTPUT:
            file.refuse_columns(name, ",".join(uses[:5]), "V1,AUS_A01_02,…,OUT")
        labels, places, values = [], [], []
        for label, *cells in lines:
            try:
                row = np.array(cells[:-1], dtype=float)
            except ValueError as cause:
                raise _wrong(
                    file, name, f"the line {label} is not all numbers ({cause})"
                ) from cause
            if len(cells) != len(uses) or not np.isfinite(row).all():
                raise _wrong(file, name, f"the line {label} is not {len(uses)} finite numbers")
            (found,) = np.nonzero(row)
            labels.append(label)
            places.append(found.astype(np.int32))
            values.append(row[found])
    if tuple(labels[-len(ACCOUNTS) :]) != ACCOUNTS or uses[: len(labels) - 3] != labels[:-3]:
        raise _wrong(file, name, "its lines and columns are not the same industries, TLS, VA, OUT")
    i = np.repeat(np.arange(len(labels), dtype=np.int32), [len(p) for p in places])
    square = _Square(labels, uses[:-1], i, np.concatenate(places), np.concatenate(values))
    _refuse_what_does_not_add_up(file, name, square)
    return square


def _refuse_what_does_not_add_up(file: PublisherFile, name: str, square: _Square) -> None:
    """What an industry buys, pays in taxes and adds in value is what it makes."""
    n = len(square.lines)
    output = np.zeros(len(square.uses))
    is_output = square.i == n - 1
    output[square.j[is_output]] = square.v[is_output]
    paid = np.bincount(square.j[~is_output], square.v[~is_output], len(square.uses))
    off = np.abs(paid - output)[: n - 3] - BALANCE * np.abs(output[: n - 3]) - LEAST
    if (worst := int(off.argmax())) >= 0 and off[worst] > 0:
        raise _wrong(
            file,
            name,
            f"{square.uses[worst]} pays {paid[worst]:.1f} million USD for an output of "
            f"{output[worst]:.1f}",
        )


def _write(square: _Square, database: "DuckDBPyConnection", path: Path) -> None:
    """Write the cells, line by line of the square."""
    import pandas as pd

    n = len(square.lines) - len(ACCOUNTS)
    lines = [*map(_taken_apart, square.lines[:n]), *(("", account) for account in ACCOUNTS)]
    uses = [*map(_taken_apart, square.uses)]
    database.register("cells", pd.DataFrame({"i": square.i, "j": square.j, "v": square.v}))
    asked = {
        "n": n,
        "sellers": [place for place, _ in lines],
        "industries": [item for _, item in lines],
        "buyers": [place for place, _ in uses],
        "uses": [item for _, item in uses],
        "path": str(path),
    }
    database.execute(WRITE, asked)
    database.unregister("cells")


def _taken_apart(label: str) -> tuple[str, str]:
    """The country and the industry or use of a label, as ``AUS_A01_02``.

    Raises
    ------
    UnknownLabel
        It begins with no country.
    """
    place, _, item = label.partition("_")
    if place == REST:
        return REST, item
    try:
        return country(place), item
    except UnknownLabel as cause:
        raise UnknownLabel(
            f"ICIO's label {label} begins with no country. The extended tables, which split China "
            "and Mexico, are not read: take the regular ones from OECD."
        ) from cause


def _wrong(file: PublisherFile, name: str, how: str) -> BadInput:
    return BadInput(
        f"{file.path}, {name}: {how}. Take it from {file.publisher} again; nothing was stored."
    )
