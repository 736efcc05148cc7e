"""UN Comtrade, as its API answers in JSON: what each country reports, not reconciled.

    {"elapsedTime": "0.1 secs", "count": 1, "error": "", "data": [
      {"refYear": 2022, "period": "2022", "reporterCode": 528, "reporterISO": "NLD",
       "flowCode": "X", "partnerCode": 579, "partnerISO": "NOR", "partner2Code": 0,
       "classificationCode": "H6", "cmdCode": "27", "customsCode": "C00", "motCode": 0,
       "netWgt": 1, "primaryValue": 1, …}]}

It becomes a dataset of the store in which both sides of a flow may speak:

    exporter_iso3, importer_iso3, hs_code, hs_rev, value_usd, quantity_t, valuation, reported_by

An exporter reports free on board (``X``), an importer cost, insurance and freight included (``M``).
Read are the totals over customs procedures, means of transport and second partners; a net weight
of zero there means none was reported.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from detente.data.dataset import Dataset
from detente.data.economy import economy
from detente.data.publisher_file import PublisherFile, publisher_file
from detente.data.rows_by_year import Shape, save_rows_of_lists
from detente.errors import BadInput, MissingData
from detente.world import Source

REVISIONS: Mapping[str, str] = MappingProxyType(
    {"H0": "92", "H1": "96", "H2": "02", "H3": "07", "H4": "12", "H5": "17", "H6": "22"}
)
MOST = 100_000  # records that one answer holds; there may be more
TOTALS = {"customsCode": "C00", "motCode": "0", "partner2Code": "0"}
READ = (
    *("refYear", "reporterCode", "reporterISO", "flowCode", "partnerCode", "partnerISO"),
    *("classificationCode", "cmdCode", "netWgt", "primaryValue"),
)
SHAPE = Shape(
    columns=("year", "exporter", "importer", "hs_code", "hs_rev", "value", "kg", "flow"),
    countries=("exporter", "importer"),
    becomes="""
    SELECT year::SMALLINT AS year, exporter AS exporter_iso3, importer AS importer_iso3,
           hs_code, hs_rev, value::DOUBLE AS value_usd, nullif(kg::DOUBLE, 0) / 1000 AS quantity_t,
           CASE flow WHEN 'X' THEN 'fob' ELSE 'cif' END AS valuation,
           CASE flow WHEN 'X' THEN 'exporter' ELSE 'importer' END AS reported_by
    FROM said
    """,
    key=("exporter_iso3", "importer_iso3", "hs_code", "reported_by"),
    impossible={
        "NOT coalesce(value_usd >= 0 AND isfinite(value_usd), false)": "has no value, or one below "
        "zero",
        "quantity_t < 0": "has a weight below zero",
    },
)
COLUMNS = (
    ("exporter_iso3", "ISO 3166-1 alpha-3"),
    ("importer_iso3", "ISO 3166-1 alpha-3"),
    ("hs_code", "two, four or six digits, or TOTAL"),
    ("hs_rev", "revision of the Harmonised System"),
    ("value_usd", "USD, as valued"),
    ("quantity_t", "tonnes; empty where not reported"),
    ("valuation", "fob or cif"),
    ("reported_by", "exporter or importer"),
)
NOTES = (
    "As reported: nothing is reconciled, and an importer counts freight and insurance in.",
    "A pair or product without a row is no record: none or not reported.",
    "Taiwan is 'Other Asia, not elsewhere specified' (490).",
)

Record = dict[str, Any]


def add_comtrade(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put one answer of UN Comtrade into the store.

    Parameters
    ----------
    file
        The JSON that the API answers: annual goods trade in the Harmonised System.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    MissingData
        It holds as many records as an answer can, so there may be more.
    DamagedData, BadInput, UnknownLabel, Busy, CannotWrite
        As :func:`detente.data.add_world_bank`.
    """
    given = publisher_file(file, "UN Comtrade", "the API", sha256)
    records = [_told(each) for each in _records(given)]
    revisions = sorted({each["hs_rev"] for each in records})
    reporters = sorted({each["reporter"].lower() for each in records})
    about = Dataset(
        name=f"comtrade-{reporters[0] if len(reporters) == 1 else 'several'}-{given.sha256[:8]}",
        publisher="comtrade",
        hs_rev=revisions[0] if len(revisions) == 1 else "",
        source=Source(
            title="UN Comtrade Database",
            publisher="United Nations Statistics Division",
            year=None,
            licence="UN Comtrade policy on use and re-dissemination",
            url="https://comtradeplus.un.org/",
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
    )
    columns = {name: [each[name] for each in records] for name in SHAPE.columns}
    return save_rows_of_lists(about, given, SHAPE, columns, years)


def _records(file: PublisherFile) -> list[Record]:
    """The records of an answer that are totals of exports or imports."""
    wanted = '{"count": 1, "data": [{…'
    try:
        said = json.loads(file.path.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str)
    except ValueError:
        file.refuse_columns("", file.begins(), wanted)
    match said:
        case {"data": [*records]} if records:
            pass
        case {"error": str(why)} | {"message": str(why)} if why:
            raise BadInput(f"{file.path} is a refusal of {file.publisher}: {why} Ask it otherwise.")
        case {"data": []}:
            raise MissingData(f"{file.path} holds no record: nobody reported it. Ask otherwise.")
        case _:
            file.refuse_columns("", file.begins(), wanted)
    if len(records) >= MOST:
        raise MissingData(
            f"{file.path} holds {len(records):,} records, the most of one answer: there may be "
            "more. Ask for fewer years, partners or products at a time."
        )
    for each in records:
        if not (isinstance(each, dict) and {*READ, *TOTALS} <= each.keys()):
            file.refuse_columns("a record", json.dumps(each), ", ".join(READ))
    totals = [r for r in records if all(str(r[k]) == v for k, v in TOTALS.items())]
    kept = [
        r for r in totals if r["flowCode"] in ("X", "M") and r["classificationCode"] in REVISIONS
    ]
    if not kept:
        raise MissingData(
            f"{file.path} holds no total of exports (X) or imports (M) in the Harmonised System. "
            "Ask for those."
        )
    return kept


def _told(record: Record) -> Record:
    """A record in the words of the table ``said``."""
    reporter = economy(str(record["reporterCode"]), str(record["reporterISO"]))
    partner = economy(str(record["partnerCode"]), str(record["partnerISO"]))
    sides = (reporter or str(record["reporterISO"]), partner or str(record["partnerISO"]))
    exporter, importer = sides if record["flowCode"] == "X" else sides[::-1]
    return {
        "year": record["refYear"],
        "reporter": sides[0],
        "exporter": exporter,
        "importer": importer,
        "hs_code": record["cmdCode"],
        "hs_rev": f"HS{REVISIONS[record['classificationCode']]}",
        "value": record["primaryValue"],
        "kg": record["netWgt"],
        "flow": record["flowCode"],
    }
