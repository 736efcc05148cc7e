"""Trade by product out of the store, at two, four or six digits of the Harmonised System.

A code of fewer digits is the sum of the codes that begin with it. Only recorded flows are added up:
a product without a row is no record, none or not reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from detente.data.dataset import Dataset
from detente.data.store import dataset, datasets, stored_file
from detente.errors import BadInput, MissingData
from detente.world import Source, country

if TYPE_CHECKING:
    import pandas as pd

Level = Literal[2, 4, 6]
BY_PRODUCT = "baci"

TOTALS = """
SELECT iso3, hs_code, sum(exports_usd) AS exports_usd, sum(imports_usd) AS imports_usd
FROM (
    SELECT exporter_iso3 AS iso3, left(hs_code, $level) AS hs_code,
           sum(value_usd) AS exports_usd, 0 AS imports_usd
    FROM read_parquet($path) GROUP BY ALL
    UNION ALL
    SELECT importer_iso3, left(hs_code, $level), 0, sum(value_usd)
    FROM read_parquet($path) GROUP BY ALL
)
GROUP BY ALL
ORDER BY iso3, hs_code
"""

FLOWS = """
SELECT exporter_iso3, importer_iso3, left(hs_code, $level) AS hs_code,
       sum(value_usd) AS value_usd,
       CASE WHEN count(quantity_t) = count(*) THEN sum(quantity_t) END AS quantity_t
FROM read_parquet($path)
WHERE (exporter_iso3 = $a AND importer_iso3 = $b) OR (exporter_iso3 = $b AND importer_iso3 = $a)
GROUP BY ALL
ORDER BY exporter_iso3, importer_iso3, hs_code
"""


REPORTED = """
SELECT exporter_iso3, importer_iso3, hs_rev, hs_code,
       max(value_usd) FILTER (reported_by = 'exporter') AS exporter_says_usd,
       max(value_usd) FILTER (reported_by = 'importer') AS importer_says_usd,
       importer_says_usd / nullif(exporter_says_usd, 0) - 1 AS gap
FROM read_parquet($paths)
WHERE (exporter_iso3 = $a AND importer_iso3 = $b) OR (exporter_iso3 = $b AND importer_iso3 = $a)
GROUP BY ALL
ORDER BY exporter_iso3, importer_iso3, hs_rev, hs_code
"""


@dataclass(frozen=True, slots=True)
class ProductYear:
    """One year of a dataset by product: where it stands, who says so, and what each code is."""

    year: int
    hs_rev: str
    path: Path
    source: Source
    notes: tuple[str, ...]
    words: Mapping[str, str]


def product_year(year: int | None = None, name: str = "") -> ProductYear:
    """Find a year of trade by product in the store.

    Parameters
    ----------
    year
        Without one the newest that is held.
    name
        A dataset, as ``detente data list`` shows it. Without one the newest edition that holds the
        year, in the newest revision of the Harmonised System.

    Raises
    ------
    MissingData
        No such year is held by product; says which are.
    UnknownLabel, DamagedData
        As :func:`detente.data.dataset`.
    """
    every = (dataset(name),) if name else datasets()
    held = [each for each in every if each.publisher == BY_PRODUCT and each.files]
    having = [each for each in held if year is None or year in each.years]
    if not having:
        years = sorted({y for each in held for y in each.years})
        asked = "trade by product" if year is None else f"trade by product in {year}"
        raise MissingData(
            f"No {asked} is stored; years held: {', '.join(map(str, years)) or 'none'}. Take "
            "BACI from CEPII and say: detente data add baci FILE.zip"
        )
    newest = max(having, key=lambda each: (year or max(each.years), *_edition(each)))
    found = max(newest.years) if year is None else year
    path = stored_file(newest, found)
    held_by = (newest.source, newest.notes, newest.products)
    return ProductYear(found, newest.hs_rev, path, *held_by)


def product_totals(of: ProductYear, level: int = 6) -> "pd.DataFrame":
    """What every country sells and buys of every product, over all partners.

    Parameters
    ----------
    level
        Digits of the code: 2, 4 or 6.

    Returns
    -------
    pandas.DataFrame
        iso3, hs_code, exports_usd, imports_usd; a row where either is recorded, zero the other.

    Raises
    ------
    BadInput
        Another number of digits.
    """
    return _asked(TOTALS, of, level)


def product_flows(of: ProductYear, a: str, b: str, level: int = 6) -> "pd.DataFrame":
    """What two countries sell each other, both ways.

    Parameters
    ----------
    a, b
        ISO 3166-1 alpha-3.
    level
        Digits of the code: 2, 4 or 6.

    Returns
    -------
    pandas.DataFrame
        exporter_iso3, importer_iso3, hs_code, value_usd, quantity_t; recorded flows only. The
        quantity is NaN unless it is known of every flow in a sum.

    Raises
    ------
    BadInput
        Another number of digits.
    UnknownLabel
        A code that is no country's.
    """
    return _asked(FLOWS, of, level, a=country(a), b=country(b))


def reported_flows(a: str, b: str, year: int) -> "pd.DataFrame":
    """What either of two countries reports of the same flow, where UN Comtrade was added.

    Parameters
    ----------
    a, b
        ISO 3166-1 alpha-3.

    Returns
    -------
    pandas.DataFrame
        exporter_iso3, importer_iso3, hs_rev, hs_code, exporter_says_usd (free on board),
        importer_says_usd (cost, insurance and freight included), gap: the second over the first,
        less one. NaN where a side reports nothing; the larger where two answers were added that
        differ.

    Raises
    ------
    MissingData
        Nothing of that year was added; says which years are held.
    UnknownLabel
        A code that is no country's.
    """
    import duckdb

    every = [each for each in datasets() if each.publisher == "comtrade"]
    having = [each for each in every if year in each.years]
    if not having:
        years = ", ".join(map(str, sorted({y for each in every for y in each.years}))) or "none"
        raise MissingData(
            f"No report to UN Comtrade of {year} is stored; years held: {years}. "
            "Say: detente data add comtrade FILE.json"
        )
    asked = {
        "paths": [escape(str(stored_file(each, year))) for each in having],
        "a": country(a),
        "b": country(b),
    }
    table: pd.DataFrame = duckdb.cursor().execute(REPORTED, asked).df()
    return table


def _asked(query: str, of: ProductYear, level: int, **given: str) -> "pd.DataFrame":
    import duckdb

    if level not in get_args(Level):
        raise BadInput(f"No products of {level} digits. Choose 2, 4 or 6.")
    asked = {"path": escape(str(of.path)), "level": level, **given}
    table: pd.DataFrame = duckdb.cursor().execute(query, asked).df()
    return table


def _edition(of: Dataset) -> tuple[str, int]:
    """Later editions and revisions are greater; the revisions of 1992 and 1996 are the oldest."""
    revision = int(of.hs_rev.removeprefix("HS"))
    return of.source.vintage, revision + (100 if revision < 90 else 0)
