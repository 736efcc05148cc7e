"""OECD's input–output tables out of the store, as the model with sectors reads them.

    exporter  exporter_sector  importer  use          value
    AUS       A01_02           NLD       C10T12       …      an input of the Dutch food industry
    AUS       A01_02           NLD       final        …      HFCE, NPISH, GGFC, GFCF and DPABR
    AUS       A01_02           NLD       inventories  …      INVNT
    NLD       value_added      NLD       C10T12       …      VA and TLS: paid besides inputs
    NLD       output           NLD       C10T12       …      OUT

Countries that are not asked for are counted with the rest of the world, ``ROW``, and industries may
be added up to the sections of ISIC, by their letter.
"""

from collections.abc import Sequence
from glob import escape
from typing import TYPE_CHECKING, Literal, get_args

from detente.data.icio import FINAL, INVENTORIES, OUTPUT, REST, TAXES, VALUE_ADDED
from detente.data.store import datasets, stored_file
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world import country

if TYPE_CHECKING:
    import pandas as pd

Detail = Literal["industry", "section"]

CELLS = f"""
WITH said AS (
    SELECT CASE WHEN exporter_iso3 IN $kept THEN exporter_iso3 ELSE '{REST}' END AS exporter,
           CASE WHEN industry IN ('{VALUE_ADDED}', '{TAXES}') THEN 'value_added'
                WHEN industry = '{OUTPUT}' THEN 'output'
                ELSE left(industry, $letters) END AS exporter_sector,
           CASE WHEN importer_iso3 IN $kept THEN importer_iso3 ELSE '{REST}' END AS importer,
           CASE WHEN use IN {FINAL} THEN 'final'
                WHEN use = '{INVENTORIES}' THEN 'inventories'
                ELSE left(use, $letters) END AS use,
           value_usd
    FROM read_parquet($path)
)
SELECT exporter, exporter_sector, importer, use, sum(value_usd) AS value
FROM said
WHERE NOT (exporter_sector IN ('value_added', 'output') AND use IN ('final', 'inventories'))
GROUP BY ALL
ORDER BY ALL
"""
LETTERS = {"industry": 99, "section": 1}


def input_output_rows(
    year: int, keep: Sequence[str] = (), detail: Detail = "industry"
) -> "pd.DataFrame":
    """One year of the input–output tables that were added.

    Parameters
    ----------
    keep
        ISO 3166-1 alpha-3 of the countries to tell apart; without any all.
    detail
        Industries as OECD has them, or the sections of ISIC that they belong to.

    Returns
    -------
    pandas.DataFrame
        exporter, exporter_sector, importer, use, value in US dollars, as
        :func:`detente.trade.sector_economy_from_table` takes them.

    Raises
    ------
    MissingData
        No such year is held; says which are.
    UnknownLabel
        A country that the tables do not tell apart.
    BadInput
        Another detail.
    DamagedData
        As :func:`detente.data.stored_file`.
    """
    import duckdb

    if detail not in get_args(Detail):
        raise BadInput(f"No detail {detail!r}. Choose {' or '.join(get_args(Detail))}.")
    every = [each for each in datasets() if each.publisher == "icio"]
    having = [each for each in every if year in each.years]
    if not having:
        years = ", ".join(map(str, sorted({y for each in every for y in each.years}))) or "none"
        raise MissingData(
            f"No input-output table of {year} is stored; years held: {years}. Take the zip of the "
            "regular tables from OECD and say: detente data add icio FILE.zip"
        )
    path = escape(str(stored_file(having[-1], year)))
    known = [
        code
        for (code,) in duckdb.cursor()
        .execute("SELECT DISTINCT exporter_iso3 FROM read_parquet(?) ORDER BY 1", [path])
        .fetchall()
    ]
    kept = [country(name) for name in keep] or known
    for code in kept:
        if code not in known:
            raise UnknownLabel.among("country in the input-output tables", code, known)
    asked = {"path": path, "kept": kept, "letters": LETTERS[detail]}
    table: pd.DataFrame = duckdb.cursor().execute(CELLS, asked).df()
    return table
