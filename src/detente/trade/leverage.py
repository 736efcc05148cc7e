"""What each of two countries stands to lose if their trade stops, and why one loses more.

What is at stake for a country is what it would lose if nobody else bought what it sold to the
other, while its own buyers turned to their remaining suppliers at the old prices. Trade that finds
new ways saves a part of that. With x the share of its sales that go to the other, m the share of
its spending on goods of the other, and r the part saved,

    stake = 1 − (1 − x) (1 − m)^(1/θ)
    loss  = 1 − welfare = stake · (1 − r)

so that the ratio of two losses is a product of two ratios, exactly: how much more is at stake for
the one, and how much less of it finds another way,

    loss[a] / loss[b] = stake[a] / stake[b] · (1 − r[a]) / (1 − r[b]) .

Losses are those of the new equilibrium; beside them stands what one Newton step of wages from the
base gives, the first-order answer of Kleinman, Liu & Redding.

Hirschman (1945), National Power and the Structure of Foreign Trade;
Costinot & Rodríguez-Clare (2014), Trade Theory with Numbers, Handbook of International Economics 4;
Kleinman, Liu & Redding (2024), International Friends and Enemies, AEJ: Macroeconomics 16(4).
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import UnknownLabel
from detente.trade.calibration import Calibration, calibration
from detente.trade.economy import Economy
from detente.trade.equilibrium import Equilibrium
from detente.trade.severance import severance
from detente.trade.shock import Shock, markets
from detente.trade.wages import Matrix, Vector
from detente.world import Deficits, Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Stake:
    """What one country has in its trade with another. Losses are fractions: 0.01 is one per cent.

    Attributes
    ----------
    sales_share
        Share of what the country sells, home included, that goes to the other.
    spending_share
        Share of what it spends, home included, that goes on goods of the other.
    stake
        Loss if nobody else bought what went to the other, at the old wages.
    first_order_loss
        Loss if wages moved by one Newton step from the base.
    loss
        Loss of welfare in the new equilibrium.
    real_wage_loss
        Loss of what a wage buys there. Differs from `loss` where there is a trade deficit.
    cost
        `loss` × spending before, in the unit of the economy.
    """

    country: str
    sales_share: float
    spending_share: float
    stake: float
    first_order_loss: float
    loss: float
    real_wage_loss: float
    cost: float

    @property
    def saved(self) -> float:
        """Part of the stake that new ways of trade save; NaN where nothing is at stake.

        Below zero where the adjustment of the world adds to the loss, as it may to a country that
        lives on a deficit.
        """
        return 1 - self.loss / self.stake if self.stake > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Replacement:
    """How far one country takes the place of a partner that was lost.

    Attributes
    ----------
    country
        The country that takes its place; home itself is one of them.
    sales, purchases
        Growth of sales to it, or of purchases from it, as a share of those that stopped. NaN where
        none stopped. All sales add up to one less the fall of income, as a share of the same.
    """

    country: str
    sales: float
    purchases: float


@dataclass(frozen=True, slots=True, eq=False)
class Leverage(Result):
    """What two countries can do to each other by stopping their trade.

    Attributes
    ----------
    equilibrium
        The world without their trade. Its `base` is what it is compared with: shares and spending
        of the stakes are those of the base, without deficits under `balanced`.
    """

    a: Stake
    b: Stake
    equilibrium: Equilibrium

    @property
    def notes(self) -> tuple[str, ...]:
        """What a careful reader must know about the world without their trade."""
        return self.equilibrium.notes

    @property
    def loss_ratio(self) -> float:
        """Loss of `a` over loss of `b`; NaN where neither has anything at stake."""
        return _ratio(self.a.loss, self.b.loss)

    @property
    def stake_ratio(self) -> float:
        """How much more is at stake for `a` than for `b`."""
        return _ratio(self.a.stake, self.b.stake)

    @property
    def unsaved_ratio(self) -> float:
        """Part of its stake that `a` does lose, over the same of `b`."""
        return _ratio(1 - self.a.saved, 1 - self.b.saved)

    def replacements(self, country: str) -> tuple[Replacement, ...]:
        """Who takes the place of the other in the trade of `a` or of `b`, largest first.

        Nobody, where they do not trade with each other.
        """
        pair = (self.a.country, self.b.country)
        if country not in pair:
            raise UnknownLabel.among("side of this pair", country, pair)
        countries = self.equilibrium.countries
        i = countries.index(country)
        lost = countries.index(pair[1 - pair.index(country)])
        before, after = self.equilibrium.base.flow, self.equilibrium.flow
        if before[i, lost] == before[lost, i] == 0:
            return ()
        sales = _growth(before[i], after[i], lost)
        purchases = _growth(before[:, i], after[:, i], lost)
        size = np.nan_to_num(sales) * before[i, lost] + np.nan_to_num(purchases) * before[lost, i]
        return tuple(
            Replacement(countries[k], float(sales[k]), float(purchases[k]))
            for k in np.argsort(-size, kind="stable")
            if k != lost
        )

    def to_frame(self) -> "pd.DataFrame":
        """One row for each of the two."""
        import pandas as pd

        sides = (self.a, self.b)
        table = pd.DataFrame({f.name: [getattr(s, f.name) for s in sides] for f in fields(Stake)})
        return table.assign(saved=[s.saved for s in sides]).set_index("country")


def leverage(
    economy: Economy, a: str, b: str, *, theta: float, deficits: Deficits = "balanced"
) -> Leverage:
    """Compare what two countries lose if all trade between them stops, and take it apart.

    Parameters
    ----------
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    deficits
        As for :func:`detente.trade.counterfactual`.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it.
    BadInput
        The same country twice, or a value of θ or deficits that is not allowed.
    NoSolution
        A country without other partners and with a deficit that nobody could finance.

    Examples
    --------
    A country of 10 trades 2 each way with one of 100. It has ten times as much at stake, and saves
    less of it, having a smaller home to turn to:

    >>> from detente.trade import economy_from_flows
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [2.0, 98.0]]), ["NLD", "DEU"])
    >>> found = leverage(economy, "NLD", "DEU", theta=4.0)
    >>> [round(ratio, 2) for ratio in (found.stake_ratio, found.unsaved_ratio, found.loss_ratio)]
    [9.76, 1.1, 10.77]
    """
    after = severance(economy, a, b, theta=theta, deficits=deficits)
    base = calibration(economy, theta, deficits)
    kernel = markets(base.economy, Shock(cut=((a, b), (b, a))), base.theta).kernel
    first_order = _welfare_after_one_step(base, kernel)
    return Leverage(_stake(after, a, b, first_order), _stake(after, b, a, first_order), after)


def _stake(after: Equilibrium, of: str, other: str, first_order: Vector) -> Stake:
    """One side of the pair, from the world after."""
    base, i, j = after.base, after.base.row(of), after.base.row(other)
    sales_share = base.flow[i, j] / base.sales[i]
    spending_share = base.flow[j, i] / base.expenditure[i]
    stake = 1 - (1 - sales_share) * (1 - spending_share) ** (1 / after.theta)
    lost = 1.0 if stake > 0 else 0.0  # where nothing stops nothing is lost, not even by rounding
    loss = lost * (1 - after.welfare[i])
    return Stake(
        country=of,
        sales_share=float(sales_share),
        spending_share=float(spending_share),
        stake=float(stake),
        first_order_loss=float(lost * (1 - first_order[i])),
        loss=float(loss),
        real_wage_loss=float(lost * (1 - after.real_wage[i])),
        cost=float(loss * base.expenditure[i]),
    )


def _welfare_after_one_step(base: Calibration, kernel: Matrix) -> Vector:
    """Welfare of every country at the wages that one Newton step from the base gives."""
    system = base.system
    sales = kernel @ (system.expenditure / kernel.sum(axis=0))
    wage = np.exp(base.step @ np.log(sales / system.income))
    price = (wage**-base.theta @ kernel) ** (-1 / base.theta)
    return np.asarray(system.spending(wage * system.income) / system.expenditure / price)


def _growth(before: Vector, after: Vector, lost: int) -> Vector:
    """Growth of each flow as a share of the one that stopped; NaN where none did."""
    if before[lost] == 0:
        return np.full(len(before), np.nan)
    return np.asarray((after - before) / before[lost])


def _ratio(a: float, b: float) -> float:
    return a / b if b != 0 else float("nan")
