"""Build ``src/detente/snapshot`` from the publishers' tables.

    python tools/build_snapshot.py FOLDER

FOLDER holds the tables as collected: ``snapshot/*.parquet`` and ``extra/*``. The trade,
vote, distance and border tables are taken over byte for byte; GDP and population of the years
that detente knows are cut from the two long series into one table; what others count of North
Korea's trade is put together from a table and from rows in ``tools/snapshot.toml``.
``datapackage.json`` is written from ``tools/snapshot.toml`` (titles, sources, licences, units,
known defects) with the size and the SHA-256 of every file.
"""

import hashlib
import json
import shutil
import sys
import tomllib
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
SNAPSHOT = HERE.parent / "src" / "detente" / "snapshot"
YEARS = (1995, 2005, *range(2010, 2024))

SIZES = """
COPY (
    SELECT iso3, year,
           coalesce(un.GDP, wb.gdp_usd)::DOUBLE AS gdp_usd,
           wb.population::DOUBLE AS population,
           CASE WHEN un.GDP IS NOT NULL THEN 'un' WHEN wb.gdp_usd IS NOT NULL THEN 'wb' END
               AS gdp_source
    FROM (SELECT iso3, year, GDP FROM '{un}' WHERE length(iso3) = 3) un
    FULL JOIN (
        SELECT iso3, year, population, gdp_usd FROM '{wb}' WHERE NOT is_aggregate
    ) wb USING (iso3, year)
    WHERE year IN {years}
      AND (iso3 = 'ANT' OR iso3 IN (SELECT iso3 FROM '{countries}'))
      AND coalesce(un.GDP, wb.gdp_usd, wb.population) IS NOT NULL
    ORDER BY iso3, year
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""

REPORTED = """
COPY (
    SELECT iso3, 'Observatory of Economic Complexity' AS publisher, 'export' AS direction,
           hs_section AS goods, 2019 AS first_year, 2021 AS last_year,
           exports_usd_2019_2021_sum::DOUBLE AS value_usd
    FROM read_csv('{sections}', all_varchar = true) WHERE iso3 = 'PRK'
    UNION ALL
    SELECT iso3, publisher, direction, goods, first_year, last_year, value_usd::DOUBLE
    FROM (SELECT unnest({rows}, recursive := true))
    ORDER BY publisher, direction, first_year, try_cast(goods AS INTEGER)
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""


def main(folder: Path) -> None:
    """Write every table and the data package that describes them."""
    SNAPSHOT.mkdir(exist_ok=True)
    package = tomllib.loads((HERE / "snapshot.toml").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        target = SNAPSHOT / resource["path"]
        taken_from = resource.pop("taken_from")
        if taken_from == "sizes":
            un, wb = (
                folder / "extra" / f"{name}.parquet"
                for name in ("un_snaama_gdp_va_usd_1990_2024", "wdi_population_gdp_1990_2024")
            )
            countries = folder / "snapshot" / "countries.parquet"
            duckdb.sql(SIZES.format(un=un, wb=wb, countries=countries, years=YEARS, out=target))
        elif taken_from == "reported_trade":
            sections = folder / "extra" / "oec_hs_section_exports.csv"
            rows = resource.pop("rows")
            duckdb.sql(REPORTED.format(sections=sections, rows=rows, out=target))
        else:
            shutil.copyfile(folder / taken_from, target)
        content = target.read_bytes()
        resource |= {
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        }
    text = json.dumps(package, indent=1, ensure_ascii=False)
    (SNAPSHOT / "datapackage.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
