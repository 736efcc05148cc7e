"""CEPII's Gravity: what lies between any two countries, year by year.

A zip with one wide CSV, ``Gravity_V202211.csv``, a row for each pair and year of 1948 on. Read of
it are the two codes, whether each country existed, its size, the distances and what the two share:

    year, iso3_o, iso3_d, country_exists_o, country_exists_d, distcap, distw_harmonic, contig,
    comlang_off, fta_wto, pop_o, pop_d, gdp_o, gdp_d

Population and GDP are in thousands there, and whole here. A row in which a country did not exist
is left out: before 1991 and after, one code stands for two Germanies.

Conte, Cotterlaz and Mayer (2022), The CEPII Gravity Database, CEPII Working Paper 2022-05.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from detente.data.dataset import Dataset
from detente.data.publisher_file import publisher_file
from detente.data.rows_by_year import Shape, save_rows_of_csv
from detente.world import Source

EDITION = re.compile(r"V(\d{4})\d\d\w?")
NUMBERS = {
    "distcap": "distance_km",
    "distw_harmonic": "distance_weighted_km",
    "contig": "contiguous",
    "comlang_off": "common_language",
    "fta_wto": "trade_agreement",
}
SHAPE = Shape(
    columns=(
        *("year", "iso3_o", "iso3_d", "country_exists_o", "country_exists_d"),
        *NUMBERS,
        *("pop_o", "pop_d", "gdp_o", "gdp_d"),
    ),
    countries=("iso3_o", "iso3_d"),
    becomes=f"""
    SELECT year::SMALLINT AS year, iso3_o AS exporter_iso3, iso3_d AS importer_iso3,
           {", ".join(f"{theirs}::DOUBLE AS {ours}" for theirs, ours in NUMBERS.items())},
           pop_o::DOUBLE * 1000 AS exporter_population, pop_d::DOUBLE * 1000 AS importer_population,
           gdp_o::DOUBLE * 1000 AS exporter_gdp_usd, gdp_d::DOUBLE * 1000 AS importer_gdp_usd
    FROM said WHERE country_exists_o = '1' AND country_exists_d = '1'
    """,
    key=("exporter_iso3", "importer_iso3"),
    impossible={
        "distance_km < 0 OR distance_weighted_km < 0": "has a distance below zero",
        "exporter_population < 0 OR importer_population < 0": "has a population below zero",
        "exporter_gdp_usd < 0 OR importer_gdp_usd < 0": "has a GDP below zero",
    },
)
COLUMNS = (
    ("exporter_iso3", "ISO 3166-1 alpha-3"),
    ("importer_iso3", "ISO 3166-1 alpha-3"),
    ("distance_km", "km, between the capitals"),
    ("distance_weighted_km", "km, harmonic mean weighted by the population of cities"),
    ("contiguous", "1 where they border on each other"),
    ("common_language", "1 where they share an official language"),
    ("trade_agreement", "1 where they have one, as notified to the WTO"),
    ("exporter_population", "persons"),
    ("importer_population", "persons"),
    ("exporter_gdp_usd", "USD, current"),
    ("importer_gdp_usd", "USD, current"),
)
NOTES = ("A value that is empty is not known. Only countries that existed in the year are in it.",)


def add_gravity(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put CEPII's Gravity into the store.

    Parameters
    ----------
    file
        The zip as CEPII publishes it, or the CSV in it.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    DamagedData, BadInput, UnknownLabel, Busy, CannotWrite
        As :func:`detente.data.add_un_votes`.
    """
    given = publisher_file(file, "CEPII", "Gravity", sha256)
    edition = EDITION.search(given.path.name)
    vintage = edition[0] if edition else ""
    about = Dataset(
        name=f"gravity-{vintage.lower() or given.sha256[:8]}",
        publisher="gravity",
        hs_rev="",
        source=Source(
            title="The CEPII Gravity Database",
            publisher="CEPII",
            year=int(edition[1]) if edition else None,
            licence="Etalab Open Licence 2.0, as CEPII states it",
            url="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=8",
            vintage=vintage,
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )
    return save_rows_of_csv(
        about, given, SHAPE, years, named=f"Gravity_{vintage}.csv" if vintage else ".csv"
    )
