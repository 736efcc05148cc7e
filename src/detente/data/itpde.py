"""ITPD-E: trade by industry with what each country sells at home.

A CSV, alone or in the zip of the US International Trade Commission, ``ITPD_E_R02.csv``:

    exporter_iso3, exporter_dynamic_code, importer_iso3, importer_dynamic_code, year, industry_id,
    broad_sector, trade, flag_mirror, flag_zero, …

Trade is in million current US dollars. Exporter and importer are the same where a country sells at
home, which trade statistics never count. It becomes a dataset of the store:

    exporter_iso3, importer_iso3, industry_id, broad_sector, value_usd, flag_mirror, flag_zero

Borchert, Larch, Shikher and Yotov (2021), The International Trade and Production Database for
Estimation, International Economics 166; the second release: USITC Working Paper 2022-07-A.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from detente.data.dataset import Dataset
from detente.data.publisher_file import publisher_file
from detente.data.rows_by_year import Shape, save_rows_of_csv
from detente.world import Source

RELEASE = re.compile(r"R(\d\d)", re.IGNORECASE)
SHAPE = Shape(
    columns=(
        *("exporter_iso3", "importer_iso3", "year", "industry_id", "broad_sector", "trade"),
        *("flag_mirror", "flag_zero"),
    ),
    countries=("exporter_iso3", "importer_iso3"),
    becomes="""
    SELECT year::SMALLINT AS year, exporter_iso3, importer_iso3,
           industry_id::SMALLINT AS industry_id, broad_sector,
           trade::DOUBLE * 1000000 AS value_usd, flag_mirror, flag_zero
    FROM said
    """,
    key=("exporter_iso3", "importer_iso3", "industry_id"),
    impossible={
        "NOT coalesce(value_usd >= 0 AND isfinite(value_usd), false)": "has no value, or one below "
        "zero",
        "industry_id IS NULL": "is of no industry",
    },
)
COLUMNS = (
    ("exporter_iso3", "ISO 3166-1 alpha-3"),
    ("importer_iso3", "ISO 3166-1 alpha-3; the same where a country sells at home"),
    ("industry_id", "number of ITPD-E"),
    ("broad_sector", "agriculture, mining and energy, manufacturing or services"),
    ("value_usd", "USD, current"),
    ("flag_mirror", "as published: whether the partner's report was taken"),
    ("flag_zero", "as published: whether a zero is reported or filled in"),
)
NOTES = (
    "What a country sells at home is known for some industries only: its sum is not its output.",
)


def add_itpde(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put ITPD-E into the store.

    Parameters
    ----------
    file
        The zip of the US International Trade Commission, or the CSV in it, with names or without.
    years, sha256
        As :func:`detente.data.add_baci`. All years are some tens of millions of rows.

    Raises
    ------
    DamagedData, BadInput, UnknownLabel, Busy, CannotWrite
        As :func:`detente.data.add_un_votes`.
    """
    given = publisher_file(file, "the US International Trade Commission", "ITPD-E", sha256)
    release = RELEASE.search(given.path.name)
    about = Dataset(
        name=f"itpde-{release[0].lower() if release else given.sha256[:8]}",
        publisher="itpde",
        hs_rev="",
        source=Source(
            title="International Trade and Production Database for Estimation (ITPD-E)",
            publisher="US International Trade Commission",
            year=None,
            licence="US government work, as its publisher states it",
            url="https://www.usitc.gov/data/gravity/itpde.htm",
            vintage=release[0].upper() if release else "",
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )
    return save_rows_of_csv(about, given, SHAPE, years)
