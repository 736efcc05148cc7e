"""What a scenario means to a model: one number for each link, or each link and sector.

A scenario speaks of groups, of ``all``, and of entries of which the later holds; a model takes
tables. Sales at home are no trade: no cut, tariff or cost of trade touches them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData
from detente.trade import (
    Economy,
    SectorEconomy,
    SectorEquilibrium,
    Shock,
    sector_counterfactual,
)
from detente.world import ALL, CostChange, Cut, Scenario, Tariff

if TYPE_CHECKING:
    import pandas as pd

Table = NDArray[np.float64]


def shock_of(scenario: Scenario, economy: Economy) -> Shock:
    """Lay the changes of a scenario on the countries of a model of one sector.

    Tariffs come on top of those behind the data, which are not known apart.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it; or a sector was named.

    Examples
    --------
    >>> from detente.trade import economy_of
    >>> from detente.world import example_world
    >>> dear = Scenario("Dear", costs=(CostChange(("all",), ("NOR",), change=1.1),))
    >>> shock_of(dear, economy_of(example_world())).cost_change
         NLD  NOR  QAT
    NLD  1.0  1.1  1.0
    NOR  1.0  1.0  1.0
    QAT  1.0  1.1  1.0
    """
    if scenario.sectors:
        raise MissingData(
            f"{scenario.title!r} names sectors ({', '.join(scenario.sectors)}), and the model of "
            "one sector has none. Bring an economy with input–output links: make a "
            "detente.trade.SectorEconomy from your tables, and hand it over as by_sector=."
        )
    none = np.zeros((len(economy.countries),) * 2)
    cost = _changed(economy, none + 1.0, scenario.costs, "change")
    tariff = _changed(economy, none, scenario.tariffs, "rate")
    cut = _changed(economy, none, scenario.cuts)
    return Shock(
        cost_change=_labelled(economy, cost) if scenario.costs else None,
        tariff_after=_labelled(economy, tariff) if scenario.tariffs else None,
        productivity=dict(_productivity(scenario, economy)),
        cut=tuple((economy.countries[i], economy.countries[j]) for i, j in np.argwhere(cut)),
    )


def equilibrium_by_sector(scenario: Scenario, economy: SectorEconomy) -> SectorEquilibrium:
    """Run a scenario on an economy with sectors and input–output links.

    A change of productivity changes the cost of selling everywhere, at home too.

    Raises
    ------
    UnknownLabel
        A country or sector that is not in the economy.
    BadInput
        An elasticity, a closure or a treatment of deficits that such an economy does not take.
    NoSolution
        The model has no answer.

    Examples
    --------
    >>> from detente.trade import example_sector_economy
    >>> dry = Scenario("No fuels", cuts=(Cut(("NOR",), ("NLD",), ("fuels",)),))
    >>> bool(equilibrium_by_sector(dry, example_sector_economy()).of("NLD").welfare_exact < 1)
    True
    """
    _refuse_what_sectors_have_of_their_own(scenario)
    cost = _changed(economy, np.ones(economy.flow.shape), scenario.costs, "change")
    for country, ratio in _productivity(scenario, economy):
        cost[economy.row(country)] /= ratio
    tariff = _changed(economy, economy.tariff, scenario.tariffs, "rate")
    cut = _changed(economy, np.zeros(economy.flow.shape), scenario.cuts)
    countries, sectors = economy.countries, economy.sectors
    cells = economy.to_xarray()["tariff"]
    return sector_counterfactual(
        economy,
        tariff_after=cells.copy(data=tariff) if scenario.tariffs else None,
        cost_change=cells.copy(data=cost),
        cuts=[(countries[i], countries[n], sectors[j]) for i, n, j in np.argwhere(cut)],
        deficits="dek" if scenario.deficits == "dek" else "balanced",
    )


def _refuse_what_sectors_have_of_their_own(scenario: Scenario) -> None:
    if scenario.theta is not None:
        raise BadInput(
            f"{scenario.title!r} sets theta = {scenario.theta:g}, and an economy by sector has an "
            "elasticity for each. Leave theta out."
        )
    if scenario.deficits == "multiplicative":
        raise BadInput(
            f"{scenario.title!r} asks for deficits = 'multiplicative', which the model by sector "
            "does not have. Choose balanced or dek."
        )


def _changed(
    economy: Economy | SectorEconomy,
    before: Table,
    changes: Sequence[Cut | Tariff | CostChange],
    value: str = "",
) -> Table:
    """A copy of a table with the changes laid on it; the later holds. A cut leaves a one."""
    table = before.copy()
    for change in changes:
        table[_place(economy, change)] = getattr(change, value) if value else 1.0
    home = np.arange(len(economy.countries))
    table[home, home] = before[home, home]
    return table


def _place(economy: Economy | SectorEconomy, links: Cut | Tariff | CostChange) -> Any:  # noqa: ANN401 (an index)
    """Where the links of a change lie in a table."""
    sides = [_rows(economy, links.exporters), _rows(economy, links.importers)]
    if isinstance(economy, SectorEconomy):
        sides.append([economy.column(sector) for sector in links.sectors or economy.sectors])
    return np.ix_(*sides)


def _rows(economy: Economy | SectorEconomy, countries: tuple[str, ...]) -> list[int]:
    return [economy.row(country) for country in _named(economy, countries)]


def _named(economy: Economy | SectorEconomy, countries: tuple[str, ...]) -> tuple[str, ...]:
    return economy.countries if countries == (ALL,) else countries


def _productivity(
    scenario: Scenario, economy: Economy | SectorEconomy
) -> Iterator[tuple[str, float]]:
    """Countries and their change; where a country comes twice, the later holds."""
    for change in scenario.productivity:
        for country in _named(economy, change.countries):
            yield country, change.change


def _labelled(economy: Economy, table: Table) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(table, list(economy.countries), list(economy.countries))
