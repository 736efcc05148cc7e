"""Tariffs of UNCTAD's TRAINS, as WITS lets them be downloaded in bulk.

A zip of CSV files, one for each country and year, of one of two kinds, by product in per cent:

    NomenCode, Reporter_ISO_N, Year, ProductCode, [Partner,] Sum_Of_Rates, Min_Rate, Max_Rate,
    SimpleAverage, …, Nbr_NA_Lines, …, TotalNoOfLines, EstCode

Without ``Partner`` it is the rate for all members of the WTO (most favoured nation), with it a
preference for one country or a group. It becomes a dataset of the store, in shares of the value:

    importer_iso3, partner, hs_rev, hs_code, tariff, lowest, highest, lines, lines_without

The European Union reports as one (918), and its rates stand here with each member of that year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from detente.data.dataset import Dataset
from detente.data.publisher_file import publisher_file
from detente.data.rows_by_year import Shape, first_header, save_rows_of_csv
from detente.world import Source

EUROPEAN_UNION = "918"
EVERYONE = "all"
# From the year of accession on; the United Kingdom stayed in the customs union to the end of 2020.
MEMBERS: Mapping[int, str] = MappingProxyType(
    {
        1958: "BEL DEU FRA ITA LUX NLD",
        1973: "DNK GBR IRL",
        1981: "GRC",
        1986: "ESP PRT",
        1995: "AUT FIN SWE",
        2004: "CYP CZE EST HUN LTU LVA MLT POL SVK SVN",
        2007: "BGR ROU",
        2013: "HRV",
    }
)
LAST = {"GBR": 2020}
MEMBER_ROWS = ", ".join(
    f"('{EUROPEAN_UNION}', '{iso3}', {first}, {LAST.get(iso3, 9999)})"
    for first, members in MEMBERS.items()
    for iso3 in members.split()
)
SHAPE = Shape(
    columns=(
        *("NomenCode", "Reporter_ISO_N", "Year", "ProductCode", "Min_Rate", "Max_Rate"),
        *("SimpleAverage", "Nbr_NA_Lines", "TotalNoOfLines"),
    ),
    countries=("Reporter_ISO_N",),
    before=f"""
    CREATE OR REPLACE TABLE said AS
    SELECT said.* REPLACE (coalesce(member.iso3, Reporter_ISO_N) AS Reporter_ISO_N)
    FROM said LEFT JOIN (VALUES {MEMBER_ROWS}) AS member(code, iso3, first, last)
    ON Reporter_ISO_N = code AND TRY_CAST(Year AS INTEGER) BETWEEN first AND last
    """,
    becomes=f"""
    SELECT Year::SMALLINT AS year, Reporter_ISO_N AS importer_iso3, '{EVERYONE}' AS partner,
           NomenCode AS hs_rev, lpad(ProductCode, 6, '0') AS hs_code,
           SimpleAverage::DOUBLE / 100 AS tariff, Min_Rate::DOUBLE / 100 AS lowest,
           Max_Rate::DOUBLE / 100 AS highest, TotalNoOfLines::INTEGER AS lines,
           Nbr_NA_Lines::INTEGER AS lines_without
    FROM said
    """,
    key=("importer_iso3", "partner", "hs_rev", "hs_code"),
    impossible={
        "tariff < 0 OR lowest < 0 OR highest < 0": "has a rate below zero",
        "hs_code IS NULL": "is about no product",
        "tariff < lowest - 1e-6 OR tariff > highest + 1e-6": "has an average outside its range",
    },
)
PREFERENCES = replace(
    SHAPE,
    columns=(*SHAPE.columns, "Partner"),
    becomes=SHAPE.becomes.replace(f"'{EVERYONE}' AS", "Partner AS"),
    impossible={**SHAPE.impossible, "partner IS NULL": "is for nobody"},
    partners=("Partner",),
)
COLUMNS = (
    ("importer_iso3", "ISO 3166-1 alpha-3"),
    ("partner", "all; or ISO 3166-1 alpha-3; or the code of a group in WITS"),
    ("hs_rev", "nomenclature of WITS: H0 is HS 1992, H6 is HS 2022"),
    ("hs_code", "six digits, as text"),
    ("tariff", "share of the value, simple average over tariff lines"),
    ("lowest", "share of the value"),
    ("highest", "share of the value"),
    ("lines", "number of tariff lines"),
    ("lines_without", "number of those whose rate is no share of the value"),
)
NOTES = (
    "A tariff that is empty is not known. Duties that are no share of the value are in it only as "
    "far as WITS estimates them.",
    "The European Union's rates stand with each member, from the year of its accession.",
)


def add_tariffs(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put tariffs of TRAINS into the store.

    Parameters
    ----------
    file
        The zip of a bulk download of WITS, or one CSV of it: rates for all, or preferences.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    DamagedData, BadInput, UnknownLabel, Busy, CannotWrite
        As :func:`detente.data.add_un_votes`.
    """
    given = publisher_file(file, "WITS", "TRAINS", sha256)
    is_preference = "Partner" in first_header(given, ".csv")
    kind = "preferences" if is_preference else "for all"
    about = Dataset(
        name=f"tariffs-{kind.replace(' ', '-')}-{given.sha256[:8]}",
        publisher="tariffs",
        hs_rev="",
        source=Source(
            title=f"TRAINS: applied tariffs, {kind}",
            publisher="UNCTAD, by way of the World Bank's WITS",
            year=None,
            licence="Terms of WITS",
            url="https://wits.worldbank.org/",
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )
    return save_rows_of_csv(about, given, PREFERENCES if is_preference else SHAPE, years)
