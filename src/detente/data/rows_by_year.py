"""Rows of a publisher's table, checked, on our codes, and written as one Parquet file a year.

What a table is and what it becomes is a :class:`Shape`; each connector has one. A row about what is
no country – the world, a group, a state that is no more – is left out, and the dataset says so.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from detente.data.dataset import Dataset
from detente.data.economy import economy
from detente.data.publisher_file import PublisherFile
from detente.data.store import Written, save_dataset
from detente.errors import BadInput, UnknownLabel, some

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WITHOUT = "no code"

READ = """
{into} SELECT {columns}
FROM read_csv($path, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
              nullstr = ['', 'NA'], columns = $columns)
"""

TWICE = """
SELECT * FROM ours
SEMI JOIN (SELECT {key} FROM ours GROUP BY ALL HAVING count(*) > 1) USING ({key})
ORDER BY ALL LIMIT 1
"""

WRITE = """
COPY (SELECT * EXCLUDE (year) FROM ours WHERE year = $year ORDER BY {key})
TO $path (FORMAT parquet, COMPRESSION zstd)
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a publisher's table is, and what it becomes.

    Attributes
    ----------
    columns
        Those of the publisher's that are read, all as text; empty and ``NA`` are nothing.
    countries
        Those among them that hold the code of a country.
    partners
        Those that hold the code of a country or of a group, which is kept as it is.
    before
        A statement about ``said``, run before codes are ours.
    becomes
        A query over ``said``, in which codes are ours: the columns of the dataset, and ``year``.
    key
        Of our columns, those that no two rows of a year may share; rows are sorted by them.
    impossible
        What must not be in any row of ours, in SQL, and how to say so.
    """

    columns: tuple[str, ...]
    countries: tuple[str, ...]
    becomes: str
    key: tuple[str, ...]
    impossible: Mapping[str, str]
    partners: tuple[str, ...] = ()
    before: str = ""


def save_rows_of_csv(
    about: Dataset, file: PublisherFile, shape: Shape, years: Iterable[int], named: str = ".csv"
) -> Dataset:
    """Store a CSV, or those of a zip whose names end in *named*.

    Raises
    ------
    DamagedData
        The zip breaks off.
    BadInput
        A column is not there, or a row cannot be or is there twice; says which.
    UnknownLabel
        A year that is not in the table.
    Busy, CannotWrite
        As :func:`detente.data.save_dataset`.
    """

    def write(database: "DuckDBPyConnection", scratch: Path) -> Written:
        for place, (name, path) in enumerate(_tables(file, scratch, named)):
            _read(file, shape, name, path, database, into_new=not place)
        return _written_by_year(file, shape, database, scratch, years)

    return save_dataset(about, write)


def save_rows_of_lists(
    about: Dataset,
    file: PublisherFile,
    shape: Shape,
    columns: Mapping[str, Sequence[str | None]],
    years: Iterable[int],
) -> Dataset:
    """Store columns of text that were read out of a file.

    Raises
    ------
    BadInput, UnknownLabel, Busy, CannotWrite
        As :func:`save_rows_of_csv`.
    """
    unnested = ", ".join(f'unnest(${name}::VARCHAR[]) AS "{name}"' for name in columns)

    def write(database: "DuckDBPyConnection", scratch: Path) -> Written:
        given = {name: [*values] for name, values in columns.items()}
        database.execute(f"CREATE TABLE said AS SELECT {unnested}", given)
        return _written_by_year(file, shape, database, scratch, years)

    return save_dataset(about, write)


def chosen_years(file: PublisherFile, held: Sequence[int], asked: Iterable[int]) -> list[int]:
    """The years asked for, or all that a file holds.

    Raises
    ------
    BadInput
        It holds none.
    UnknownLabel
        One that it does not hold.
    """
    if not held:
        raise BadInput(
            f"{file.path} holds no row about countries. Take it from {file.publisher} again."
        )
    absent = [str(year) for year in sorted({*asked}) if year not in held]
    if absent:
        raise UnknownLabel(
            f"{file.path} holds no {', '.join(absent)}, only {held[0]} to {held[-1]}. "
            "Choose among those, or leave --year out for all."
        )
    return sorted({*asked}) or [*held]


def _read(
    file: PublisherFile,
    shape: Shape,
    name: str,
    path: Path,
    database: "DuckDBPyConnection",
    *,
    into_new: bool,
) -> None:
    """Read one CSV into the table ``said``."""
    import duckdb

    header = _header(path)
    file.refuse_absent(name, header, shape.columns)
    try:
        database.execute(
            READ.format(
                into="CREATE TABLE said AS" if into_new else "INSERT INTO said",
                columns=", ".join(f'"{column}"' for column in shape.columns),
            ),
            {"path": str(path), "columns": dict.fromkeys(header, "VARCHAR")},
        )
    except duckdb.InvalidInputException as cause:
        said = " ".join(str(cause).replace(str(path), name or str(file.path)).splitlines()[:2])
        raise BadInput(
            f"{file.path}: {said}. Take it from {file.publisher} again; nothing was stored."
        ) from cause


def _written_by_year(
    file: PublisherFile,
    shape: Shape,
    database: "DuckDBPyConnection",
    scratch: Path,
    years: Iterable[int],
) -> Written:
    """Turn ``said`` into a Parquet file for each year asked for, or for all."""
    import duckdb

    if shape.before:
        database.execute(shape.before)
    nobody = _on_our_codes(shape, database)
    try:
        database.execute(f"CREATE TABLE ours AS {shape.becomes}")
        database.execute("DROP VIEW said; DROP TABLE published")
    except duckdb.ConversionException as cause:
        raise BadInput(
            f"{file.path}: {str(cause).splitlines()[0]}. "
            f"Take it from {file.publisher} again; nothing was stored."
        ) from cause
    _refuse_impossible_rows(file, shape, database)
    held = [year for (year,) in database.execute("SELECT DISTINCT year FROM ours").fetchall()]
    chosen = chosen_years(file, sorted(held), years)
    return Written(_written(shape, chosen, database, scratch), _left_out(nobody))


def first_header(file: PublisherFile, named: str) -> list[str]:
    """The columns of a CSV, or of the first of a zip whose name ends in *named*.

    Raises
    ------
    DamagedData
        The zip breaks off.
    BadInput
        There is none.
    """
    with TemporaryDirectory() as scratch:
        return next(_header(path) for _, path in _tables(file, Path(scratch), named))


def _tables(file: PublisherFile, scratch: Path, named: str) -> Iterator[tuple[str, Path]]:
    """The one file, or those of the zip, each with its name there."""
    if not file.is_zip:
        if file.begins().startswith("PK"):
            file.zip()  # which says what is wrong with it
        yield "", file.path
        return
    with file.zip() as package:
        names = [name for name in package.namelist() if name.lower().endswith(named.lower())]
        if not names:
            held = some(sorted(package.namelist())) or "nothing"
            raise BadInput(
                f"{file.path} is not {file.title}: it should hold a file named …{named}; "
                f"found: {held}. Take it from {file.publisher} again."
            )
        yield from _unpacked(file, package, sorted(names), scratch)


def _unpacked(
    file: PublisherFile, package: ZipFile, names: list[str], scratch: Path
) -> Iterator[tuple[str, Path]]:
    for name in names:
        path = scratch / "rows.csv"
        file.unpack(package, name, path)
        yield name, path


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as table:
        return next(csv.reader(table), [])


def _on_our_codes(shape: Shape, database: "DuckDBPyConnection") -> set[str]:
    """Make of ``said`` a view with our codes; give those of a country that are no country's."""
    nobody: set[str] = set()
    database.execute("ALTER TABLE said RENAME TO published")
    columns = (*shape.countries, *shape.partners)
    for place, column in enumerate(columns):
        found = database.execute(f'SELECT DISTINCT "{column}" FROM published').fetchall()
        codes = [code for (code,) in found if code is not None]
        iso3 = {code: economy(code, code) for code in codes}
        if column in shape.countries:
            nobody |= {code for code, known in iso3.items() if not known}
            nobody |= {WITHOUT} if len(codes) < len(found) else set()
            iso3 = {code: known for code, known in iso3.items() if known}
        database.execute(
            f"CREATE TABLE known{place} AS "
            "SELECT unnest($codes::VARCHAR[]) AS code, unnest($iso3::VARCHAR[]) AS iso3",
            {"codes": [*iso3], "iso3": [known or code for code, known in iso3.items()]},
        )
    ours = ", ".join(f'known{n}.iso3 AS "{column}"' for n, column in enumerate(columns))
    joins = " ".join(
        f'JOIN known{n} ON published."{column}" = known{n}.code' for n, column in enumerate(columns)
    )
    database.execute(
        f"CREATE VIEW said AS SELECT published.* REPLACE ({ours}) FROM published {joins}"
    )
    return nobody


def _refuse_impossible_rows(
    file: PublisherFile, shape: Shape, database: "DuckDBPyConnection"
) -> None:
    tests = {"year IS NULL": "has no year", **shape.impossible}
    counts = ", ".join(f"count_if({test})" for test in tests)
    found = database.execute(f"SELECT {counts} FROM ours").fetchall()[0]
    for count, (test, how) in zip(found, tests.items(), strict=True):
        if count:
            query = f"SELECT * FROM ours WHERE {test} ORDER BY ALL LIMIT 1"
            raise _impossible(file, query, f"{how} ({count:,} such rows)", database)
    key = ", ".join(("year", *shape.key))
    if database.execute(TWICE.format(key=key)).fetchall():
        raise _impossible(file, TWICE.format(key=key), "is there more than once", database)


def _impossible(
    file: PublisherFile, query: str, how: str, database: "DuckDBPyConnection"
) -> BadInput:
    found = database.execute(query)
    names = [name for name, *_ in found.description]
    row = ", ".join(f"{k} {v}" for k, v in zip(names, found.fetchall()[0], strict=True))
    return BadInput(
        f"{file.path}: the row {row} {how}. "
        f"Take it from {file.publisher} again; nothing was stored."
    )


def _written(
    shape: Shape, years: list[int], database: "DuckDBPyConnection", scratch: Path
) -> Iterator[tuple[int, Path]]:
    for year in years:
        path = scratch / f"{year}.parquet"
        write = WRITE.format(key=", ".join(shape.key))
        database.execute(write, {"year": year, "path": str(path)})
        yield year, path


def _left_out(nobody: Iterable[str]) -> tuple[str, ...]:
    codes = sorted({*nobody})
    if not codes:
        return ()
    return (f"Left out, for they are no country's: the rows of {', '.join(codes)}.",)
