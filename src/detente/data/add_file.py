"""A file that the user took from its publisher, into the store: one connector each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from detente.data.baci import add_baci
from detente.data.comtrade import add_comtrade
from detente.data.dataset import Dataset
from detente.data.gravity_file import add_gravity
from detente.data.icio import add_icio
from detente.data.itpde import add_itpde
from detente.data.tariffs import add_tariffs
from detente.data.un_votes import add_un_votes
from detente.data.world_bank import add_world_bank

Publisher = Literal[
    "baci", "comtrade", "gravity", "icio", "itpde", "tariffs", "unvotes", "worldbank"
]


@dataclass(frozen=True, slots=True)
class Connector:
    """How a publisher's file is read.

    Attributes
    ----------
    takes
        The file, in words.
    serves
        What the dataset can then be used for.
    """

    add: Callable[[Path | str, Iterable[int], str], Dataset]
    takes: str
    serves: str


CONNECTORS: Mapping[Publisher, Connector] = MappingProxyType(
    {
        "baci": Connector(
            add_baci,
            "the zip of CEPII's BACI, of any revision of the Harmonised System",
            "detente products; trade in the World of each year",
        ),
        "comtrade": Connector(
            add_comtrade,
            "an answer of UN Comtrade's API, as JSON",
            "what each side reports of the same flow, in detente products and by reported_flows",
        ),
        "gravity": Connector(
            add_gravity,
            "the zip of CEPII's Gravity",
            "distance, GDP and population of the World of each year",
        ),
        "icio": Connector(
            add_icio,
            "the zip of OECD's regular inter-country input-output tables",
            "the model with sectors: input_output_rows",
        ),
        "itpde": Connector(
            add_itpde,
            "the zip of ITPD-E of the US International Trade Commission",
            "estimates that need what a country sells at home: stored_table",
        ),
        "tariffs": Connector(
            add_tariffs,
            "a bulk download of WITS, of TRAINS' applied tariffs, as zip or CSV",
            "what each country asks on each product: stored_table",
        ),
        "unvotes": Connector(
            add_un_votes,
            "the CSV of votes of the UN Digital Library",
            "agreement in the World of each year",
        ),
        "worldbank": Connector(
            add_world_bank,
            "an answer of the World Bank's API, of one indicator, as JSON",
            "GDP and population of the World of each year",
        ),
    }
)


def add_file(
    publisher: Publisher, file: Path | str, years: Iterable[int] = (), sha256: str = ""
) -> Dataset:
    """Add the years asked for, or all, of a publisher's own file.

    What it refuses is told at each connector, as :func:`detente.data.add_baci`.
    """
    return CONNECTORS[publisher].add(file, years, sha256)
