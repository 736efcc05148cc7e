"""The rows of an inter-country input–output table, laid on axes.

In long form each cell is a row: what a sector of one country sells to a use in another.

    exporter  exporter_sector  importer  use          value
    NLD       food             NOR       fuels        2.0      an input of Norway's fuel industry
    NLD       food             NOR       final        18.0     bought by people and governments
    NLD       food             NOR       inventories  −0.5     put in stock there, or taken from it
    NOR       value_added      NOR       fuels        28.0     wages, capital and land
    NOR       output           NOR       fuels        70.0     optional; checked against sales

Values are before tariffs, which have a table of their own: exporter, importer, sector, tariff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import BadInput, MissingData, UnknownLabel, some
from detente.trade.given import numbers
from detente.trade.sector_economy import Array

if TYPE_CHECKING:
    import pandas as pd

CELL = ("exporter", "exporter_sector", "importer", "use")
ACCOUNT = ("importer", "use")  # of value added and output, which a country's sector has of its own
TARIFF = ("exporter", "importer", "sector")
FINAL, INVENTORIES, VALUE_ADDED, OUTPUT = "final", "inventories", "value_added", "output"


@dataclass(frozen=True, slots=True, eq=False)
class InputOutputTable:
    """What the rows say; NaN where there is no row.

    Attributes
    ----------
    inputs
        Exporter × sector × importer × importer's sector, before tariffs.
    final, inventories
        Exporter × sector × importer, before tariffs.
    value_added, output
        Country × sector; None where no row speaks of it.
    tariff
        Exporter × importer × sector; none at home.
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    inputs: Array
    final: Array
    inventories: Array
    value_added: Array | None
    output: Array | None
    tariff: Array


def input_output_table(rows: "pd.DataFrame", tariff: "pd.DataFrame | None") -> InputOutputTable:
    """Lay the rows on axes, countries and sectors in the order in which they first sell.

    Raises
    ------
    UnknownLabel
        A row for a country or sector that sells nothing anywhere, or for an unknown use.
    MissingData
        A label or a value that is not known.
    BadInput
        No DataFrame, a column that is not there, a cell that is no number or stands twice, or a
        sector that is called as a use.
    """
    _refuse_what_is_absent(rows, CELL, "value", "table")
    kind = rows["exporter_sector"]
    sold = rows[~kind.isin([VALUE_ADDED, OUTPUT])]
    countries = tuple(str(country) for country in sold["exporter"].unique())
    sectors = tuple(str(sector) for sector in sold["exporter_sector"].unique())
    if taken := {FINAL, INVENTORIES} & set(sectors):
        raise BadInput(f"A sector is called {some(sorted(taken))}, as a use is. Rename it.")
    stocks = bool((sold["use"] == INVENTORIES).any())
    uses = (*sectors, FINAL, *((INVENTORIES,) if stocks else ()))
    cells = _laid_out(sold, CELL, (countries, sectors, countries, uses), "value")
    accounts: dict[str, Array | None] = {}
    for name in (VALUE_ADDED, OUTPUT):
        own = rows[kind == name]
        accounts[name] = (
            _laid_out(own, ACCOUNT, (countries, sectors), "value") if len(own) else None
        )
    return InputOutputTable(
        countries=countries,
        sectors=sectors,
        inputs=cells[..., : len(sectors)],
        final=cells[..., len(sectors)],
        inventories=cells[..., -1] if stocks else np.zeros(cells.shape[:3]),
        value_added=accounts[VALUE_ADDED],
        output=accounts[OUTPUT],
        tariff=_tariff(tariff, countries, sectors),
    )


def _tariff(
    rows: "pd.DataFrame | None", countries: tuple[str, ...], sectors: tuple[str, ...]
) -> Array:
    if rows is None:
        return np.zeros((len(countries), len(countries), len(sectors)))
    _refuse_what_is_absent(rows, TARIFF, "tariff", "tariff table")
    tariff = _laid_out(rows, TARIFF, (countries, countries, sectors), "tariff")
    home = np.arange(len(countries))
    tariff[home, home] = np.nan_to_num(tariff[home, home])
    return tariff


def _laid_out(
    rows: "pd.DataFrame", columns: Sequence[str], labels: Sequence[tuple[str, ...]], value: str
) -> Array:
    """One number for each row, on the axes of the labels; NaN where there is no row."""
    import pandas as pd

    places = []
    for column, known in zip(columns, labels, strict=True):
        place = pd.Index(known).get_indexer(pd.Index(rows[column].astype(str)))
        if (place < 0).any():
            label = str(rows[column].iloc[int((place < 0).argmax())])
            raise UnknownLabel.among(column, label, known)
        places.append(place)
    told = numbers(rows[value].to_numpy(na_value=np.nan), value)
    for found, error, what in (
        (rows.duplicated(list(columns)).to_numpy(), BadInput, "stand twice"),
        (~np.isfinite(told), MissingData, "are not known"),
    ):
        if found.any():
            cells = [" ".join(map(str, row)) for row in rows.loc[found, list(columns)].to_numpy()]
            raise error(f"{value}: {some(cells)} {what}. Give each cell one number.")
    table = np.full([len(known) for known in labels], np.nan)
    table[tuple(places)] = told
    return table


def _refuse_what_is_absent(
    rows: "pd.DataFrame", labels: Sequence[str], value: str, name: str
) -> None:
    if not hasattr(rows, "columns"):
        raise BadInput(f"The {name} is of type {type(rows).__name__}. Give a DataFrame.")
    absent = [column for column in (*labels, value) if column not in rows.columns]
    if absent:
        needed = ", ".join((*labels, value))
        raise BadInput(f"The {name} has no column {some(absent)}. It needs: {needed}.")
    for column in labels:
        if (empty := rows[column].isna()).any():
            raise MissingData(
                f"The {name} has no {column} in {int(empty.sum())} rows. Read codes as text: "
                "pandas takes NA for a gap unless told keep_default_na=False."
            )
