"""A change to a World that somebody wants worked out, with the assumptions they chose.

Whoever has a question writes it as a file, in TOML or in JSON of the same shape::

    title = "Tariffs of Europe and America on China"
    year = 2023                 # left out: the newest that holds every country named
    deficits = "balanced"       # or "dek", "multiplicative"
    closure = "value_added"     # or "gross_output"

    [groups]
    Benelux = ["Belgium", "Nederland", "LUX"]

    [[tariffs]]                 # left out of an entry: what the grid gives
    importer = ["USA", "Benelux"]
    exporter = "CHN"

    [[cuts]]
    exporter = "Russia"
    importer = "Ukraine"
    both = false                # one way; both ways if left out

    [grid]                      # every combination is a scenario of its own
    theta = [3.0, 4.0, 8.0]
    tariffs.rate = [0.1, 0.25]

Countries are names in English or Dutch, codes, groups of this file, lists of them, or ``all``.
"""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from detente.world.case import Deficits

Closure = Literal["value_added", "gross_output"]

ALL = "all"  # stands for every country of the model
ID_LENGTH = 12  # hexadecimal digits: one in 10^14 that two scenarios share one


@dataclass(frozen=True, slots=True)
class Cut:
    """Sales that stop, one way. Countries are ISO 3166-1 alpha-3, or ``("all",)``.

    Attributes
    ----------
    sectors
        Codes of the sectors concerned; empty for all goods.
    """

    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff of some importers on some exporters, as a fraction of the value before it."""

    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    rate: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class CostChange:
    """A change of trade cost, tariffs apart: after over before, so 1.1 is ten per cent dearer."""

    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    change: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class ProductivityChange:
    """A change of what a worker makes, after over before."""

    countries: tuple[str, ...]
    change: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What if this changed?

    Where two tariffs, or two changes of cost, name the same link, the later one holds.

    Attributes
    ----------
    name
        What sets this scenario apart from others of its file; the title where it is the only one.
    year
        Year of trade to start from; None takes the newest that holds every country named.
    theta
        Trade elasticity, positive: elasticity of trade to trade cost. None takes the customary one.
    closure
        How home sales are found; see :mod:`detente.trade`.

    Examples
    --------
    >>> embargo = Scenario("No trade", cuts=(Cut(("PRK",), ("CHN",)), Cut(("CHN",), ("PRK",))))
    >>> embargo.countries, embargo.id
    (('CHN', 'PRK'), '5fbe404582b3')
    """

    title: str
    name: str = ""
    year: int | None = None
    theta: float | None = None
    deficits: Deficits = "balanced"
    closure: Closure = "value_added"
    cuts: tuple[Cut, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    costs: tuple[CostChange, ...] = ()
    productivity: tuple[ProductivityChange, ...] = ()

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits of what determines the answer; titles and names do not."""
        content = {k: v for k, v in asdict(self).items() if k not in ("title", "name")}
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:ID_LENGTH]

    @property
    def links(self) -> tuple[Cut | Tariff | CostChange, ...]:
        """Every change that concerns trade between two sides."""
        return (*self.cuts, *self.tariffs, *self.costs)

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country named, in the order of the alphabet; not those that only ``all`` covers."""
        named = {c for change in self.productivity for c in change.countries}
        named |= {c for links in self.links for c in (*links.exporters, *links.importers)}
        return tuple(sorted(named - {ALL}))

    @property
    def sectors(self) -> tuple[str, ...]:
        """Every sector named, in the order of their codes."""
        return tuple(sorted({sector for links in self.links for sector in links.sectors}))


def scenarios_in(path: Path | str) -> tuple[Scenario, ...]:
    """Read the scenarios of a file: one, or one for each combination of its grid.

    Parameters
    ----------
    path
        A file that ends in ``.toml``, or in ``.json`` with the same content.

    Raises
    ------
    BadInput
        No such file; one that is empty, too large, not TOML or not JSON; a key or a value that no
        scenario has, or too many combinations. Says where, what was found, and what to write.
    UnknownLabel
        A country or group that nobody knows.
    """
    from detente.world.scenario_file import scenarios_of_file

    return scenarios_of_file(Path(path))


def scenario_schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, as shipped in ``scenario.schema.json``.

    Examples
    --------
    >>> scenario_schema()["required"]
    ['title']
    """
    from detente.world.scenario_file import ScenarioFile

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | ScenarioFile.model_json_schema()
