"""World Development Indicators, as the World Bank's API answers in JSON.

An answer is a list of two: what it is, and the observations.

    [{"page": 1, "pages": 1, "per_page": 20000, "total": 1, "sourceid": "2",
      "lastupdated": "2026-07-01"},
     [{"indicator": {"id": "NY.GDP.MKTP.CD", "value": "GDP (current US$)"},
       "country": {"id": "NL", "value": "Netherlands"}, "countryiso3code": "NLD",
       "date": "2023", "value": 1, "unit": "", "obs_status": "", "decimal": 0}]]

An answer that is refused is a list of one, with a message. It becomes a dataset of the store for
each indicator: iso3, indicator, value. An observation without a value is no answer, and left out.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.data.dataset import Dataset
from detente.data.publisher_file import PublisherFile, publisher_file
from detente.data.rows_by_year import Shape, save_rows_of_lists
from detente.errors import BadInput, MissingData
from detente.world import Source

READ = ("indicator", "countryiso3code", "date", "value")
GDP, POPULATION = "NY.GDP.MKTP.CD", "SP.POP.TOTL"
SHAPE = Shape(
    columns=("iso3", "indicator", "date", "value"),
    countries=("iso3",),
    becomes="""
    SELECT date::SMALLINT AS year, iso3, indicator, value::DOUBLE AS value
    FROM said WHERE value IS NOT NULL
    """,
    key=("iso3",),
    impossible={"NOT isfinite(value)": "has no finite value"},
)
COLUMNS = (
    ("iso3", "ISO 3166-1 alpha-3"),
    ("indicator", "code of the World Bank"),
    ("value", "as the indicator says"),
)
NOTES = ("A country without a row has no value of that year.",)

Observation = dict[str, Any]


def add_world_bank(file: Path | str, years: Iterable[int] = (), sha256: str = "") -> Dataset:
    """Put one indicator of the World Bank into the store.

    Parameters
    ----------
    file
        The JSON that the API answers, of one indicator, all on one page:
        ``…/v2/country/all/indicator/NY.GDP.MKTP.CD?format=json&per_page=20000``.
    years, sha256
        As :func:`detente.data.add_baci`.

    Raises
    ------
    DamagedData
        The file cannot be read, or has another checksum.
    BadInput
        It is no answer about one indicator; says what it is.
    MissingData
        It is one page of several.
    UnknownLabel
        A year that is not in the file.
    Busy, CannotWrite
        As :func:`detente.data.save_dataset`.
    """
    given = publisher_file(file, "the World Bank", "the API", sha256)
    about, observations = _answer(given)
    indicator, words = (observations[0]["indicator"][part] for part in ("id", "value"))
    dataset = Dataset(
        name=f"worldbank-{indicator.lower().replace('.', '-')}",
        publisher="worldbank",
        hs_rev="",
        source=Source(
            title=f"World Development Indicators: {words}",
            publisher="World Bank",
            year=_year(about),
            licence="CC BY 4.0",
            url=f"https://data.worldbank.org/indicator/{indicator}",
            vintage=str(about.get("lastupdated", "")),
            sha256=given.sha256,
        ),
        columns=COLUMNS,
        notes=NOTES,
        products={indicator: words},
    )
    columns = {
        "iso3": [each["countryiso3code"] or None for each in observations],
        "indicator": [each["indicator"]["id"] for each in observations],
        "date": [each["date"] for each in observations],
        "value": [each["value"] for each in observations],
    }
    return save_rows_of_lists(dataset, given, SHAPE, columns, years)


def _answer(file: PublisherFile) -> tuple[Observation, list[Observation]]:
    """The two parts of an answer about one indicator, numbers as they are written."""
    wanted = '[{"page": 1, "pages": 1, …'
    try:
        text = file.path.read_text(encoding="utf-8-sig")
        said: Any = json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        file.refuse_columns("", file.begins(), wanted)
    match said:
        case [{"message": [{"value": why}, *_]}]:
            raise BadInput(f"{file.path} is a refusal of {file.publisher}: {why} Ask it otherwise.")
        case [{"pages": str()}, [_, *_]]:
            about, observations = said
        case _:
            file.refuse_columns("", file.begins(), wanted)
    if about["pages"] != "1":
        raise MissingData(
            f"{file.path} is one page of {about['pages']}. Ask for all at once: &per_page=20000."
        )
    _refuse_another_shape(file, observations)
    return about, observations


def _refuse_another_shape(file: PublisherFile, observations: list[Observation]) -> None:
    indicators = set()
    for each in observations:
        match each:
            case {
                "indicator": {"id": str(indicator), "value": str()},
                "countryiso3code": str(),
                "date": str(),
                "value": str() | None,
            }:
                indicators.add(indicator)
            case _:
                found = json.dumps(each, ensure_ascii=False)
                file.refuse_columns("an observation", found, ", ".join(READ))
    if len(indicators) > 1:
        raise BadInput(f"{file.path} is about {len(indicators)} indicators. Ask for one at a time.")


def _year(about: Observation) -> int | None:
    updated = str(about.get("lastupdated", ""))[:4]
    return int(updated) if updated.isdecimal() else None
