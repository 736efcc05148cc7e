"""Who is touched by whose fortune: friends and enemies in trade.

To first order, what a rise in one country's productivity does to everyone's income and welfare,
once all wages have adjusted:

    S[n, i]   share of importer n's spending that goes to exporter i
    T[i, n]   share of exporter i's income that comes from importer n
    M = TS − I ,    V = (T + θTS) / (θ+1) − 1y' ,    y the shares of world income
    W = −θ/(θ+1) (I − V)⁻¹ M        income;   in units of world income
    U = (I − S) W + S               welfare

Trade is balanced. The inverse is the one that solves exact counterfactuals: with their step matrix
B, W = −θ B M, since y'M = 0.

Kleinman, Liu & Redding (2024), International Friends and Enemies, AEJ: Macroeconomics 16(4).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.trade.calibration import calibration
from detente.trade.economy import Economy
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, slots=True, eq=False)
class Exposure(Result):
    """Elasticities of everyone's income and welfare to everyone's productivity.

    Attributes
    ----------
    base
        The economy asked about, once wages have closed its deficits.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    income, welfare
        Country × country whose productivity rises: per cent per per cent. Positive is a friend.
    """

    base: Economy
    theta: float
    income: NDArray[np.float64]
    welfare: NDArray[np.float64]

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes: both axes."""
        return self.base.countries

    def of(self, country: str, *, to: str) -> float:
        """Per cent by which welfare of one changes as productivity of the other rises by one."""
        return float(self.welfare[self.base.row(country), self.base.row(to)])

    def to_frame(self) -> "pd.DataFrame":
        """One row for each country and each whose productivity rises."""
        import pandas as pd

        pairs = pd.MultiIndex.from_product([self.countries] * 2, names=["country", "to"])
        columns = {"income": self.income.ravel(), "welfare": self.welfare.ravel()}
        return pd.DataFrame(columns, index=pairs)

    def to_xarray(self) -> "xr.Dataset":
        """Both tables, country × to."""
        import xarray as xr

        labels = list(self.countries)
        return xr.Dataset(
            {
                "income": (("country", "to"), self.income),
                "welfare": (("country", "to"), self.welfare),
            },
            coords={"country": labels, "to": labels},
            attrs={"theta": self.theta, "closure": self.base.closure},
        )


def exposure(economy: Economy, *, theta: float) -> Exposure:
    """Work out how every country's income and welfare respond to every country's productivity.

    Parameters
    ----------
    economy
        Wages first close its deficits, while output stays what it was.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.

    Raises
    ------
    BadInput
        θ that is not a number from 0.1 to 100.
    NoSolution
        A country that only buys or only sells abroad, so that its trade cannot balance.

    Examples
    --------
    Two equal countries buy a fifth from each other. Of each per cent of productivity the other
    gains, less than a tenth comes home: imports are cheaper, and exports are worth less.

    >>> from detente.trade import economy_from_flows
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [2.0, 8.0]]), ["NLD", "NOR"])
    >>> round(exposure(economy, theta=1.0).of("NLD", to="NOR"), 4)
    0.0769
    """
    base = calibration(economy, theta, "balanced")
    income = _income_exposure(base.economy.flow, base.step, base.theta)
    share = base.economy.share.T
    welfare = income - share @ income + share
    return Exposure(base.economy, base.theta, income, welfare)


def _income_exposure(
    flow: NDArray[np.float64], step: NDArray[np.float64], theta: float
) -> NDArray[np.float64]:
    """W = −θ B M; see the module's opening."""
    spending = (flow / flow.sum(axis=0)).T  # S
    income = flow / flow.sum(axis=1, keepdims=True)  # T
    return np.asarray(-theta * step @ (income @ spending - np.eye(len(flow))))
