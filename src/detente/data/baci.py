"""CEPII's BACI: world trade by product, both reports of each flow reconciled into one.

The publisher's file is a zip of plain CSV, one revision of the Harmonised System each:

    BACI_HS22_Y2022_V202501.csv      t,i,j,k,v,q: year, exporter, importer, product,
                                     thousand US dollars, tonnes (NA where not known)
    country_codes_V202501.csv        what the numbers of exporters and importers stand for
    product_codes_HS22_V202501.csv   every product code, with what it is

It becomes a dataset of the store, a Parquet file for each year:

    exporter_iso3, importer_iso3, hs_code, value_usd, quantity_t

BACI lists no flow of nothing: a row that is absent is no record, none or not reported.

Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level. The 1994–2007
Version, CEPII Working Paper 2010-23.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from detente.data.dataset import Dataset
from detente.data.economy import economy
from detente.data.publisher_file import BROKEN, PublisherFile, publisher_file
from detente.data.store import Written, save_dataset
from detente.errors import BadInput, MissingData, UnknownLabel, some
from detente.world import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

YEAR_FILE = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_V(\w+)\.csv")
COUNTRY_FILE = re.compile(r"country_codes_V\w+\.csv")
PRODUCT_FILE = re.compile(r"product_codes_HS\d\d_V\w+\.csv")
HEADER = "t,i,j,k,v,q"
ISO3_COLUMNS = ("country_iso3", "iso_3digit_alpha")  # as editions have called it
COLUMNS = (
    ("exporter_iso3", "ISO 3166-1 alpha-3"),
    ("importer_iso3", "ISO 3166-1 alpha-3"),
    ("hs_code", "six digits, as text"),
    ("value_usd", "USD, free on board"),
    ("quantity_t", "tonnes; empty where not known"),
)
NOTES = (
    "A pair or product without a row is no record: none or not reported.",
    "The two reports of each flow are reconciled, and re-exports left out as far as that shows.",
    "Taiwan is Comtrade's 'Other Asia, not elsewhere specified' (490).",
    "Belgium stands with Luxembourg until 1998, South Africa with its customs union until 1999.",
)

READ = """
CREATE OR REPLACE TABLE rows AS
SELECT t, i, j, k::INTEGER AS k, v, nullif(trim(q), 'NA')::DOUBLE AS q
FROM read_csv(?, header = true, auto_detect = false, delim = ',', columns = {
    't': 'SMALLINT', 'i': 'SMALLINT', 'j': 'SMALLINT', 'k': 'VARCHAR', 'v': 'DOUBLE',
    'q': 'VARCHAR'})
"""

# What must not be in any row, and how to say so.
IMPOSSIBLE = {
    "t IS DISTINCT FROM $year": "is not of the year that the file is named for",
    "i NOT IN (SELECT code FROM economies)": "has an exporter that country_codes does not list",
    "j NOT IN (SELECT code FROM economies)": "has an importer that country_codes does not list",
    "k NOT IN (SELECT code FROM products)": "has a product that product_codes does not list",
    "i = j": "sells to itself",
    "NOT coalesce(v >= 0 AND isfinite(v), false)": "has no value, or one below zero",
    "NOT coalesce(q >= 0 AND isfinite(q), true)": "has a quantity below zero",
}

TWICE = """
SELECT t, i, j, k, max(v), max(q)
FROM rows
SEMI JOIN (
    SELECT i, j, k FROM rows GROUP BY i, j, k HAVING count(*) > 1 LIMIT 1
) USING (i, j, k)
GROUP BY t, i, j, k
"""

# Where two numbers of one file stand for one country, as before and after a state changed.
SHARED = """
SELECT count(*) > count(DISTINCT main)
FROM economies WHERE iso3 <> '' AND code IN (SELECT i FROM rows UNION SELECT j FROM rows)
"""
MERGE = """
CREATE OR REPLACE TABLE rows AS
SELECT t, seller.main AS i, buyer.main AS j, k, sum(v) AS v,
       CASE WHEN count(q) = count(*) THEN sum(q) END AS q
FROM rows
JOIN economies AS seller ON i = seller.code
JOIN economies AS buyer ON j = buyer.code
WHERE seller.main <> buyer.main
GROUP BY ALL
"""

WRITE = """
COPY (
    SELECT seller.iso3 AS exporter_iso3, buyer.iso3 AS importer_iso3,
           lpad(k::VARCHAR, 6, '0') AS hs_code, v * 1000 AS value_usd, q AS quantity_t
    FROM rows
    JOIN economies AS seller ON i = seller.code
    JOIN economies AS buyer ON j = buyer.code
    WHERE seller.iso3 <> '' AND buyer.iso3 <> ''
    ORDER BY exporter_iso3, importer_iso3, hs_code
) TO $path (FORMAT parquet, COMPRESSION zstd)
"""


@dataclass(frozen=True, slots=True)
class _Package:
    """What a zip of BACI turned out to hold."""

    file: PublisherFile
    hs_rev: str
    vintage: str
    files: Mapping[int, str]
    iso3: Mapping[int, str]
    products: Mapping[str, str]


def add_baci(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put the user's own BACI file into the store.

    Parameters
    ----------
    file
        The zip as CEPII publishes it, of any revision of the Harmonised System.
    years
        The years to take; without any, all in the file.
    sha256
        What the checksum of the file must be; empty where it is not known.

    Raises
    ------
    DamagedData
        The file is no zip, breaks off, or has another checksum.
    BadInput
        It is not BACI's, its columns changed, or a row cannot be; says which.
    UnknownLabel
        A year that is not in the file.
    MissingData
        The tables of countries or products are not in it.
    Busy, CannotWrite
        As :func:`detente.data.save_dataset`.
    """
    given = publisher_file(file, "CEPII", "BACI", sha256)
    with given.zip() as package:
        read = _package(given, package)
        chosen = _chosen(read, sorted(set(years)))
        return save_dataset(
            _about(read),
            lambda database, scratch: Written(_written(read, package, chosen, database, scratch)),
        )


def _package(file: PublisherFile, package: ZipFile) -> _Package:
    """Look at the names and at the two small tables."""
    names = {Path(name).name: name for name in package.namelist()}
    found = [match for name in names if (match := YEAR_FILE.fullmatch(name))]
    editions = sorted({(match[1], match[3]) for match in found})
    if len(editions) != 1:
        held = some([f"{rev} V{vintage}" for rev, vintage in editions] or sorted(names))
        raise BadInput(
            f"{file.path} is not one edition of BACI. It should hold files such as "
            f"BACI_HS22_Y2022_V202501.csv; found: {held or 'nothing'}. Take one zip from CEPII."
        )
    ((hs_rev, vintage),) = editions
    return _Package(
        file=file,
        hs_rev=hs_rev,
        vintage=f"V{vintage}",
        files={int(match[2]): names[match[0]] for match in found},
        iso3=_economies(file, _table(file, package, names, COUNTRY_FILE)),
        products=_products(file, _table(file, package, names, PRODUCT_FILE)),
    )


def _table(
    file: PublisherFile, package: ZipFile, names: Mapping[str, str], pattern: re.Pattern[str]
) -> list[dict[str, str]]:
    """One of the two small tables, row by row."""
    wanted = [name for name in names if pattern.fullmatch(name)]
    if len(wanted) != 1:
        raise MissingData(
            f"{file.path} holds {len(wanted)} files named {pattern.pattern}, and its codes mean "
            "nothing without one. Take the whole zip from CEPII."
        )
    try:
        with package.open(names[wanted[0]]) as raw:
            return list(csv.DictReader(TextIOWrapper(raw, "utf-8-sig", newline="")))
    except (*BROKEN, UnicodeDecodeError, csv.Error) as cause:
        file.refuse_broken(wanted[0], cause)


def _economies(file: PublisherFile, table: list[dict[str, str]]) -> Mapping[int, str]:
    """ISO 3166-1 alpha-3 of every number; empty for what is no country."""
    columns = [*table[0]] if table else []
    iso3 = next((name for name in ISO3_COLUMNS if name in columns), "")
    if "country_code" not in columns or not iso3:
        wanted = f"country_code and {ISO3_COLUMNS[0]}"
        file.refuse_columns("country_codes", ",".join(columns), wanted)
    return {
        int(number): economy(number, row[iso3] or "")
        for row in table
        if (number := row["country_code"] or "").isdecimal()
    }


def _products(file: PublisherFile, table: list[dict[str, str]]) -> Mapping[str, str]:
    """What every product code is."""
    columns = [*table[0]] if table else []
    if not {"code", "description"} <= {*columns}:
        file.refuse_columns("product_codes", ",".join(columns), "code,description")
    return {
        code.zfill(6): row["description"] or ""
        for row in table
        if (code := row["code"] or "").isdecimal()
    }


def _chosen(read: _Package, years: list[int]) -> list[int]:
    absent = [str(year) for year in years if year not in read.files]
    if absent:
        held = sorted(read.files)
        raise UnknownLabel(
            f"{read.file.path} holds no {', '.join(absent)}, only {held[0]} to {held[-1]}. "
            "Choose among those, or leave --year out for all."
        )
    return years or sorted(read.files)


def _about(read: _Package) -> Dataset:
    nobody = sorted(str(number) for number, iso3 in read.iso3.items() if not iso3)
    left_out = (
        (f"Left out, for they are no country: the trade of BACI's numbers {', '.join(nobody)}.",)
        if nobody
        else ()
    )
    return Dataset(
        name=f"baci-{read.hs_rev}-{read.vintage}".lower(),
        publisher="baci",
        hs_rev=read.hs_rev,
        source=Source(
            title=f"BACI: International Trade Database at the Product Level, {read.hs_rev}",
            publisher="CEPII",
            year=int(read.vintage[1:5]) if read.vintage[1:5].isdecimal() else None,
            licence="Etalab Open Licence 2.0, as CEPII states it",
            url="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
            vintage=read.vintage,
            sha256=read.file.sha256,
        ),
        columns=COLUMNS,
        notes=(*NOTES, *left_out),
        products=read.products,
    )


def _written(
    read: _Package,
    package: ZipFile,
    years: list[int],
    database: "DuckDBPyConnection",
    scratch: Path,
) -> Iterator[tuple[int, Path]]:
    """Turn the CSV of one year after the other into a sorted Parquet file."""
    database.execute(
        "CREATE TABLE economies AS "
        "SELECT code, iso3, min(code) OVER (PARTITION BY iso3) AS main "
        "FROM (SELECT unnest($codes)::SMALLINT AS code, unnest($iso3) AS iso3)",
        {"codes": [*read.iso3.keys()], "iso3": [*read.iso3.values()]},
    )
    codes = [*map(int, read.products)]
    database.execute("CREATE TABLE products AS SELECT unnest(?)::INTEGER AS code", [codes])
    for year in years:
        rows, path = scratch / "rows.csv", scratch / f"{year}.parquet"
        _unpack(read.file, package, read.files[year], rows)
        _read(read, year, rows, database)
        rows.unlink()
        _refuse_impossible_rows(read, year, database)
        if database.execute(SHARED).fetchall() == [(True,)]:
            database.execute(MERGE)
        database.execute(WRITE, {"path": str(path)})
        yield year, path


def _unpack(file: PublisherFile, package: ZipFile, name: str, to: Path) -> None:
    """The rows of one year, if they begin as they should."""
    file.unpack(package, name, to)
    with to.open("rb") as rows:
        first = rows.readline(200).decode("utf-8-sig", "replace").strip().replace('"', "")
    if first != HEADER:
        file.refuse_columns(name, first, HEADER)


def _read(read: _Package, year: int, rows: Path, database: "DuckDBPyConnection") -> None:
    import duckdb

    try:
        database.execute(READ, [str(rows)])
    except (duckdb.InvalidInputException, duckdb.ConversionException) as cause:
        said = str(cause).replace(str(rows), read.files[year]).splitlines()
        raise BadInput(
            f"{read.file.path}, {read.files[year]}: {' '.join(said[:2])}. "
            "Every row is a year, two numbers of countries, a product, a value and a quantity or "
            "NA. Take the zip from CEPII again."
        ) from cause


def _refuse_impossible_rows(read: _Package, year: int, database: "DuckDBPyConnection") -> None:
    counts = ", ".join(f"count_if({test})" for test in IMPOSSIBLE)
    found = database.execute(f"SELECT {counts} FROM rows", {"year": year}).fetchall()[0]
    for count, (test, how) in zip(found, IMPOSSIBLE.items(), strict=True):
        if count:
            given = {"year": year} if "$year" in test else {}
            row = database.execute(f"SELECT * FROM rows WHERE {test} LIMIT 1", given).fetchall()[0]
            raise _impossible(read, year, row, f"{how} ({count:,} such rows)")
    twice = database.execute(TWICE).fetchall()
    if twice:
        raise _impossible(read, year, twice[0], "is there more than once")


def _impossible(read: _Package, year: int, row: tuple[object, ...], how: str) -> BadInput:
    t, i, j, k, v, q = row
    line = f"{t},{i},{j},{k:06},{v},{'NA' if q is None else q}"
    return BadInput(
        f"{read.file.path}, {read.files[year]}: the row {line} {how}. "
        "Take the zip from CEPII again; nothing was stored."
    )
