"""From an inter-country input–output table to an economy by sector.

The cost and final shares follow from the table at buyers' prices, summed over exporters,

    γ[n, j, k] = inputs[n, j, k] / (inputs[n, ·, k] + value added[n, k])
    α[n, j] = final[n, j] / final[n, ·]

so that every use of a good in a country draws on the same exporters.

A table that does not add up is refused, with the cell and the repair to ask for. A repair is done
only if it was asked for and is needed, and the economy says what was found. Some repairs leave the
world out of balance; it is then solved again at the repaired shares.

Caliendo & Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Review of Economic
Studies 82(1), who mend negative final demand in this way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, NoSolution, UnknownLabel, some
from detente.trade.input_output_table import InputOutputTable, input_output_table
from detente.trade.sector_cells import named_cells
from detente.trade.sector_economy import ADDING_UP, Array, SectorEconomy
from detente.trade.sector_solver import sector_point
from detente.trade.sector_system import SectorSystem
from detente.world import Source

if TYPE_CHECKING:
    import pandas as pd

REPAIRS: Mapping[str, str] = {
    "missing_as_zero": "a cell without a row counts as none",
    "sales_as_output": "output is what is sold, and the output rows are set aside",
    "value_added_as_remainder": "value added is what inputs leave of sales",
    "rescale_cost_shares": "costs keep their proportions and are scaled to sales",
    "inventories_as_final_demand": "what goes into stock counts as bought for use",
    "drop_inventories": "what goes into stock is left out",
    "negative_flow_to_zero": "a sale of less than nothing counts as none",
    "negative_inputs_to_zero": "an input of less than nothing counts as none",
    "negative_value_added_to_zero": "value added of less than nothing counts as none",
    "negative_final_demand_to_zero": "final demand of less than nothing counts as none",
    "unbought_sectors": "who buys none of a sector buys a billionth of all they buy, at home",
    "idle_sectors": "a sector without costs has value added as its only one",
}
UNBALANCING = ("rescale_cost_shares", "drop_inventories", "negative_")  # beginnings of names
TRACE = 1e-9

PAIR = "country sector"
COUNTRY_AXES = ("exporter", "importer", "country")
READ = {
    "inputs": "exporter sector importer use",
    "final": "exporter sector importer",
    "inventories": "exporter sector importer",
    "value_added": PAIR,
    "output": PAIR,
    "tariff": "exporter importer sector",
}
ACCOUNTS = {
    "flow": "exporter importer sector",
    "inputs": "country sector use",
    "value_added": PAIR,
    "final_demand": PAIR,
}


@dataclass(frozen=True, slots=True)
class _Mending:
    """The repairs that were asked for, and what was found where they were needed."""

    asked: tuple[str, ...]
    done: dict[str, str] = field(default_factory=dict)

    def way(self, found: str, *ways: str) -> str:
        """Which repair to do, its finding noted; or refuse, and name the ways there are."""
        for way in ways:
            if way in self.asked:
                self.done[way] = found
                return way
        offers = [f"{way!r} ({REPAIRS[way]})" for way in ways]
        raise BadInput(f"{found} Mend the table, or ask for the repair {' or '.join(offers)}.")


@dataclass(frozen=True, slots=True, eq=False)
class _Accounts:
    """What a table says, summed over exporters at buyers' prices; the flow before tariffs.

    Attributes
    ----------
    flow, duty
        Exporter × importer × sector; one plus the tariff.
    inputs
        Country × input × output.
    value_added, final_demand
        Country × sector.
    """

    flow: Array
    duty: Array
    inputs: Array
    value_added: Array
    final_demand: Array

    @property
    def spending(self) -> Array:
        """Country × sector."""
        return np.asarray((self.flow * self.duty).sum(axis=0))

    @property
    def cost(self) -> Array:
        """Country × sector."""
        return np.asarray(self.inputs.sum(axis=1) + self.value_added)

    @property
    def value_added_share(self) -> Array:
        """Country × sector, β."""
        return np.asarray(self.value_added / self.cost)

    @property
    def input_share(self) -> Array:
        """Country × input × output, γ."""
        return np.asarray(self.inputs / self.cost[:, None, :])

    @property
    def final_share(self) -> Array:
        """Country × sector, α."""
        return np.asarray(self.final_demand / self.final_demand.sum(axis=1, keepdims=True))


def sector_economy_from_table(
    table: "pd.DataFrame",
    *,
    elasticity: Mapping[str, float],
    tariff: "pd.DataFrame | None" = None,
    repairs: Sequence[str] = (),
    year: int | None = None,
    sources: tuple[Source, ...] = (),
) -> SectorEconomy:
    """Read an inter-country input–output table in long form.

    Parameters
    ----------
    table
        Columns exporter, exporter_sector, importer, use, value, in one unit of money before
        tariffs. A use is a sector, ``final`` or ``inventories``. Rows whose exporter_sector is
        ``value_added`` or ``output`` hold those of the importer's sector named as the use.
    elasticity
        By sector, θ: elasticity of trade to trade cost, positive.
    tariff
        Columns exporter, importer, sector, tariff, as a share of the value before tariff. Home
        sales need no row. Without it, there are no tariffs.
    repairs
        Names from :data:`REPAIRS`, done where they are needed.

    Raises
    ------
    UnknownLabel
        A repair, or a label in a row, that is not known.
    MissingData
        A value that is not known.
    BadInput
        No table or elasticities, a cell that is no number or stands twice or not at all, or a
        table that does not add up.
    NoSolution
        The repaired world could not be solved again.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("NLD", "goods", "NLD", "goods", 5.0), ("NLD", "goods", "NLD", "final", 5.0),
    ...         ("NLD", "value_added", "NLD", "goods", 5.0)]
    >>> names = ["exporter", "exporter_sector", "importer", "use", "value"]
    >>> economy = sector_economy_from_table(
    ...     pd.DataFrame(rows, columns=names), elasticity={"goods": 4.0})
    >>> economy.value_added_share
    array([[0.5]])
    """
    for name in repairs:
        if name not in REPAIRS:
            raise UnknownLabel.among("repair", name, list(REPAIRS))
    if not isinstance(elasticity, Mapping):
        raise BadInput(f"elasticity is {elasticity!r}. Give a mapping from each sector to its θ.")
    mending = _Mending(tuple(repairs))
    read = _filled(input_output_table(table, tariff), mending)
    accounts = _mended(read, _added_up(read, mending), mending)
    if sorted(elasticity) != sorted(read.sectors):
        odd = sorted(set(elasticity) ^ set(read.sectors))
        raise BadInput(f"elasticity and table differ in sectors: {some(odd)}. Give each one θ.")
    theta = np.array([elasticity[sector] for sector in read.sectors])
    if any(name.startswith(UNBALANCING) for name in mending.done):
        accounts = _balanced(accounts, theta, mending)
    return SectorEconomy(
        countries=read.countries,
        sectors=read.sectors,
        flow=accounts.flow,
        value_added_share=accounts.value_added_share,
        input_share=accounts.input_share,
        final_share=accounts.final_share,
        elasticity=theta,
        tariff=read.tariff,
        year=year,
        repairs=mending.done,
        sources=sources,
    )


def _filled(read: InputOutputTable, mending: _Mending) -> InputOutputTable:
    """Every cell with a number."""
    filled, found = {}, []
    for name, axes in READ.items():
        table = getattr(read, name)
        if table is not None and (gaps := np.isnan(table)).any():
            found.append(f"{name} of {_cells(read, axes, gaps)}")
            filled[name] = np.nan_to_num(table)
    if found:
        mending.way(f"No row for {'; '.join(found)}.", "missing_as_zero")
    return replace(read, **filled)


def _added_up(read: InputOutputTable, mending: _Mending) -> _Accounts:
    """Costs that are what is sold, and stocks that are used or left out."""
    duty = 1.0 + read.tariff
    inputs = np.einsum("ijnk,inj->njk", read.inputs, duty)
    flow = read.inputs.sum(axis=3) + read.final + read.inventories
    sales, final = flow.sum(axis=2), read.final
    remainder = sales - inputs.sum(axis=1)
    value_added = remainder if read.value_added is None else read.value_added
    if read.output is not None and (bad := _differ(read.output, sales)).any():
        cells = _cells(read, PAIR, bad, read.output, sales)
        mending.way(f"Output is not what is sold: {cells}.", "sales_as_output")
    if read.value_added is None:
        mending.way("The table has no value_added rows.", "value_added_as_remainder")
    elif (bad := _differ(sales, sales - remainder + value_added)).any():
        cost = sales - remainder + value_added
        found = f"Costs are not what is sold: {_cells(read, PAIR, bad, cost, sales)}."
        way = mending.way(found, "value_added_as_remainder", "rescale_cost_shares")
        value_added = remainder if way == "value_added_as_remainder" else value_added
    if (moved := read.inventories != 0).any():
        found = f"Stocks change: {_cells(read, READ['inventories'], moved, read.inventories)}."
        way = mending.way(found, "inventories_as_final_demand", "drop_inventories")
        if way == "drop_inventories":
            flow = flow - read.inventories
        else:
            final = final + read.inventories
    return _Accounts(
        flow=flow.swapaxes(1, 2),
        duty=duty,
        inputs=inputs,
        value_added=value_added,
        final_demand=np.einsum("ijn,inj->nj", final, duty),
    )


def _mended(read: InputOutputTable, accounts: _Accounts, mending: _Mending) -> _Accounts:
    """No number below zero, a price for every sector, and a cost."""
    for name, axes in ACCOUNTS.items():
        table = getattr(accounts, name)
        if (bad := table < 0).any():
            found = f"Less than nothing is booked as {name}: {_cells(read, axes, bad, table)}."
            mending.way(found, f"negative_{name}_to_zero")
            accounts = replace(accounts, **{name: np.maximum(table, 0.0)})
    if (bad := accounts.spending <= 0).any():
        mending.way(f"Nothing is bought: {_cells(read, PAIR, bad)}.", "unbought_sectors")
        trace = bad * TRACE * accounts.spending.sum(axis=1, keepdims=True)
        flow = accounts.flow + np.eye(len(bad))[:, :, None] * trace
        final_demand = accounts.final_demand + trace
        value_added = accounts.value_added + trace
        accounts = replace(accounts, flow=flow, final_demand=final_demand, value_added=value_added)
    if (bad := accounts.cost <= 0).any():
        mending.way(f"No costs: {_cells(read, PAIR, bad)}.", "idle_sectors")
        accounts = replace(accounts, value_added=np.where(bad, 1.0, accounts.value_added))
    return accounts


def _balanced(accounts: _Accounts, theta: Array, mending: _Mending) -> _Accounts:
    """The world that the repaired shares make; surpluses stay what the repaired flows make them."""
    spending, output = accounts.spending.T, accounts.flow.sum(axis=1)
    kernel = np.ascontiguousarray(accounts.flow.T * accounts.duty.T / spending[:, :, None])
    system = SectorSystem(
        kernel=kernel,
        kernel_before_tariff=kernel / accounts.duty.T,
        value_added_share=accounts.value_added_share.T,
        input_share=accounts.input_share,
        final_share=accounts.final_share.T,
        elasticity=theta[:, None],
        value_added=(accounts.value_added_share * output).sum(axis=1),
        surplus=(output - accounts.flow.sum(axis=0)).sum(axis=1),
        spending=spending,
    )
    point = sector_point(system, np.zeros(len(output), dtype=np.intp))
    if not point.is_found:
        raise NoSolution(
            f"The repaired world could not be solved again: the residual stopped at "
            f"{point.residual:.1e}. Mend the largest of what was found: {some(list(mending.done))}."
        )
    return replace(accounts, flow=system.flow(point.x).T)


def _differ(a: Array, b: Array) -> NDArray[np.bool_]:
    return np.asarray(np.abs(a - b) > ADDING_UP * np.maximum(np.abs(a), np.abs(b)))


def _cells(read: InputOutputTable, axes: str, bad: NDArray[np.bool_], *tables: Array) -> str:
    """Name the bad cells and what each table holds there."""
    known = {
        axis: read.countries if axis in COUNTRY_AXES else read.sectors for axis in axes.split()
    }
    return named_cells(known, bad, *tables)
