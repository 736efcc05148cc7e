"""The world by sector after a change, and a test of whether it is one.

Welfare is given twice, because the published figure is not the model's own. With unit costs c,
prices P, income I, tariffs t, the change of trade costs κ, and sales before tariffs X, where a hat
is after over before:

    exact    Î / Π over j of P̂[n, j]^α[n, j]
    linear   three parts, in one step from the base, over partners p and sectors j:
             terms of trade    (X[n, p, j] (ĉ[n, j] − 1) − X[p, n, j] (ĉ[p, j] − 1)) / I[n]
             volume of trade   t[p, n, j] (X'[p, n, j] − X[p, n, j] ĉ[p, j]) / I[n]
             cost of trade     −X[p, n, j] (1 + t[p, n, j]) (κ[p, n, j] − 1) / I[n]

In small steps the linear ones add up to the exact one. For Mexico in NAFTA, one step gives 1.31 %
and the model 0.0073 %; Caliendo & Parro (2015) print the first, with the first two parts, as
tariffs alone change there.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.trade.sector_economy import Array, SectorEconomy
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

SectorDeficits = Literal["balanced", "dek"]

BY_PARTNER = ("terms_of_trade", "volume_of_trade", "cost_of_trade")
BY_COUNTRY = ("wage", "real_wage", "welfare_exact", "welfare_linear", "tariff_revenue")


@dataclass(frozen=True, slots=True)
class SectorCountryOutcome:
    """What one country gets; as in :class:`SectorEquilibrium`."""

    country: str
    wage: float
    real_wage: float
    welfare_exact: float
    welfare_linear: float
    tariff_revenue: float


@dataclass(frozen=True, slots=True, eq=False)
class SectorEquilibrium(Result):
    """The world after a change. Ratios are after over before.

    Attributes
    ----------
    base
        What is compared with: the economy asked about, without its deficits under ``balanced``.
    after
        The economy after the change, in the unit of the base. It can be changed again.
    cost_change
        Exporter × importer × sector: trade cost after over before, tariffs apart; infinite for a
        cut.
    wage
        By country, in units of the world's value added.
    price
        Country × sector, of what is bought there, tariffs included; in the same units.
    residual
        Largest of |trade balance| over value added, and of the gaps of ln price and ln spending.
    notes
        What a careful reader must know.
    """

    base: SectorEconomy
    after: SectorEconomy
    cost_change: Array
    deficits: SectorDeficits
    wage: Array
    price: Array
    residual: float
    iterations: int
    method: str
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for table in (self.cost_change, self.wage, self.price):
            table.setflags(write=False)

    @property
    def countries(self) -> tuple[str, ...]:
        """The country axis of every table."""
        return self.base.countries

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sector axis of every table."""
        return self.base.sectors

    @property
    def unit_cost(self) -> Array:
        """Country × sector, ratio: what making one unit costs, inputs included."""
        inputs = np.einsum("nkj,nk->nj", self.base.input_share, np.log(self.price))
        return np.asarray(np.exp(self.base.value_added_share * np.log(self.wage)[:, None] + inputs))

    @property
    def living_cost(self) -> Array:
        """By country, ratio: the price of final spending."""
        return np.asarray(np.exp((self.base.final_share * np.log(self.price)).sum(axis=1)))

    @property
    def real_wage(self) -> Array:
        """By country, ratio: what a wage buys."""
        return np.asarray(self.wage / self.living_cost)

    @property
    def income(self) -> Array:
        """By country after the change, to spend: wages, tariff revenue and the trade deficit."""
        earned = self.wage * self.base.value_added
        return np.asarray(earned + self.after.tariff_revenue - self.base.surplus)

    @property
    def welfare_exact(self) -> Array:
        """By country, ratio: what all income buys."""
        return np.asarray(self.income / self.base.income / self.living_cost)

    @property
    def welfare_linear(self) -> Array:
        """By country, change as a fraction of income, in one step; NaN where imports were cut."""
        parts = self.terms_of_trade + self.volume_of_trade + self.cost_of_trade
        return np.asarray(parts.sum(axis=(1, 2)))

    @property
    def terms_of_trade(self) -> Array:
        """Country × partner × sector, as a fraction of the country's income."""
        gain = self.base.flow * (self.unit_cost - 1.0)[:, None, :]
        return np.asarray((gain - gain.swapaxes(0, 1)) / self.base.income[:, None, None])

    @property
    def volume_of_trade(self) -> Array:
        """Country × partner × sector, as a fraction of the country's income."""
        more = self.after.flow - self.base.flow * self.unit_cost[:, None, :]
        return np.asarray(
            (self.base.tariff * more).swapaxes(0, 1) / self.base.income[:, None, None]
        )

    @property
    def cost_of_trade(self) -> Array:
        """Country × partner × sector, as a fraction of the country's income.

        NaN where imports were cut: no small step leads there.
        """
        bought = self.base.flow * (1.0 + self.base.tariff)
        dearer = np.where(np.isinf(self.cost_change), np.nan, self.cost_change) - 1.0
        lost = np.where(bought > 0, -bought * dearer, 0.0)
        return np.asarray(lost.swapaxes(0, 1) / self.base.income[:, None, None])

    @property
    def tariff_revenue(self) -> Array:
        """By importer after the change, in the unit of the base."""
        return self.after.tariff_revenue

    def of(self, country: str) -> SectorCountryOutcome:
        """What one country gets; refuses a country that is not there."""
        i = self.base.row(country)
        return SectorCountryOutcome(
            country, *(float(getattr(self, name)[i]) for name in BY_COUNTRY)
        )

    def to_frame(self) -> "pd.DataFrame":
        """One row a country."""
        import pandas as pd

        table = {name: getattr(self, name) for name in BY_COUNTRY}
        table |= {name: getattr(self, name).sum(axis=(1, 2)) for name in BY_PARTNER}
        table |= {
            "exports": self.after.exports.sum(axis=1),
            "imports": self.after.imports.sum(axis=1),
        }
        return pd.DataFrame(table, index=pd.Index(self.countries, name="country"))

    def to_xarray(self) -> "xr.Dataset":
        """Every table with its labels, flows and tariffs before and after among them."""
        import xarray as xr

        cell = ("exporter", "importer", "sector")
        by_sector, by_partner = ("country", "sector"), ("country", "partner", "sector")
        return xr.Dataset(
            {name: ("country", getattr(self, name)) for name in BY_COUNTRY}
            | {name: (by_sector, getattr(self, name)) for name in ("price", "unit_cost")}
            | {name: (by_partner, getattr(self, name)) for name in BY_PARTNER}
            | {
                "flow_before": (cell, self.base.flow),
                "flow_after": (cell, self.after.flow),
                "tariff_before": (cell, self.base.tariff),
                "tariff_after": (cell, self.after.tariff),
                "cost_change": (cell, self.cost_change),
            },
            coords={
                axis: list(self.sectors if axis == "sector" else self.countries)
                for axis in ("country", "partner", *cell)
            },
            attrs={
                "deficits": self.deficits,
                "residual": self.residual,
                "iterations": self.iterations,
                "method": self.method,
            },
        )


def is_sector_equilibrium(equilibrium: SectorEquilibrium, *, tolerance: float = 1e-9) -> bool:
    """Whether the world after is what the model says the change makes of the base.

    Goes back to the definition, on the tables as they are labelled: prices are what the cheapest
    suppliers ask, importers buy in proportion to what costs them least, every good is used, trade
    balances, and industries pay out what they earn. The last may also be off by as much as the
    printed shares of the economy miss one.

    Examples
    --------
    >>> from detente.trade.sector_example import example_sector_economy
    >>> from detente.trade.sectors import sector_counterfactual
    >>> free = sector_counterfactual(example_sector_economy(), tariff_after={("NLD", "NOR"): 0.0})
    >>> is_sector_equilibrium(free)
    True
    """
    base, after, wage, price = (
        equilibrium.base,
        equilibrium.after,
        equilibrium.wage,
        equilibrium.price,
    )
    theta = base.elasticity
    unit_cost = wage[:, None] ** base.value_added_share * np.exp(
        np.einsum("nkj,nk->nj", base.input_share, np.log(price))
    )
    dearer = equilibrium.cost_change * (1 + after.tariff) / (1 + base.tariff)
    weight = base.share * (unit_cost[:, None, :] * dearer / price) ** -theta
    earned = wage * base.value_added
    income = earned + after.tariff_revenue - base.surplus
    used = after.final_share * income[:, None]
    used += np.einsum("njk,nk->nj", after.input_share, after.output)
    world = base.value_added.sum()
    rounding = np.abs(base.value_added_share + base.input_share.sum(axis=1) - 1).max()
    return bool(
        np.abs(weight.sum(axis=0) - 1).max() <= tolerance
        and np.abs(weight - after.share).max() <= tolerance
        and np.abs(used / after.spending - 1).max() <= tolerance
        and np.abs(after.surplus - base.surplus).max() <= tolerance * world
        and np.abs(after.value_added / earned - 1).max() <= tolerance + rounding
    )
