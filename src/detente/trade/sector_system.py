"""The equations of a world with sectors and inputs, ready to be solved.

The unknowns are wages w and prices P, after over before, and spending E. With tariffs t', and with
K the shares of each importer's spending times the change of the cost to the buyer to the power −θ:

    c[n, j] = w[n]^β[n, j] · Π over k of P[n, k]^γ[n, k, j]              unit cost
    q = c^-θ ,  Φ[n, j] = Σ over i of K[i, n, j] q[i, j] ,  P = Φ^(-1/θ)  prices
    X[i, n, j] = K[i, n, j] / (1 + t') · q[i, j] · E[n, j] / Φ[n, j]      sales before tariffs
    I[n] = w[n] V[n] + Σ over j of (E[n, j] − Σ over i of X[i, n, j]) − S[n]
    E[n, j] = α[n, j] I[n] + Σ over k of γ[n, j, k] Σ over m of X[n, m, k]
    exports − imports = S[n] .

The last one, trade balance, stands for the labour market: it holds to the last digit even where
printed shares add up to one in seven digits only. Only q takes a power, so a round of all equations
costs five products of matrices with vectors. Caliendo & Parro (2015).
"""

from dataclasses import dataclass

import numpy as np

from detente.trade.sector_economy import Array

SMALLEST_FALL = 1e-3  # of spending in one round; keeps its logarithm defined


@dataclass(frozen=True, slots=True, eq=False)
class SectorRound:
    """What one round of the equations makes of wages, prices and spending.

    Attributes
    ----------
    spending
        Sector × importer, E.
    standing
        Sector × exporter, q.
    competition
        Sector × importer, Φ.
    output
        Sector × country, Y.
    bought
        Sector × importer, before tariffs and home sales included.
    """

    spending: Array
    standing: Array
    competition: Array
    output: Array
    bought: Array


@dataclass(frozen=True, slots=True, eq=False)
class SectorSystem:
    """The equations; see the module's opening. Tables by sector lie sector first.

    Attributes
    ----------
    kernel
        Sector × importer × exporter, K.
    kernel_before_tariff
        The same over 1 + t'.
    value_added_share, final_share
        Sector × country.
    input_share
        Country × input × output.
    elasticity
        Sector × 1, θ.
    value_added, surplus
        By country, V at base wages and S, in money.
    spending
        Sector × country, E at the base: where the search begins.
    """

    kernel: Array
    kernel_before_tariff: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    elasticity: Array
    value_added: Array
    surplus: Array
    spending: Array

    def start(self) -> Array:
        """The base as a point x, by country: ln w, then ln P and ln E by sector."""
        sectors, countries = self.spending.shape
        return np.vstack([np.zeros((1 + sectors, countries)), np.log(self.spending)])

    def round(self, x: Array) -> SectorRound:
        """Costs, competition and sales at a point."""
        sectors = len(self.spending)
        spending = np.exp(x[1 + sectors :])
        ln_cost = self.value_added_share * x[0]
        ln_cost += (x[1 : 1 + sectors].T[:, None, :] @ self.input_share)[:, 0, :].T
        standing = np.exp(-self.elasticity * ln_cost)
        competition = (self.kernel @ standing[:, :, None])[:, :, 0]
        demand = spending / competition
        return SectorRound(
            spending=spending,
            standing=standing,
            competition=competition,
            output=standing * (demand[:, None, :] @ self.kernel_before_tariff)[:, 0, :],
            bought=demand * (self.kernel_before_tariff @ standing[:, :, None])[:, :, 0],
        )

    def excess(self, x: Array) -> Array:
        """How far each unknown is from what the equations make of it.

        Row 0 is trade balance as a share of value added, then ln P and ln E by sector. All zero
        at an equilibrium; NaN where a step left the region in which the equations are defined.
        """
        sectors, now = len(self.spending), self.round(x)
        earned = np.exp(x[0]) * self.value_added
        bought = now.bought.sum(axis=0)
        income = earned + now.spending.sum(axis=0) - bought - self.surplus
        used = self.final_share * income
        used += (self.input_share @ now.output.T[:, :, None])[:, :, 0].T
        excess = np.empty_like(x)
        excess[0] = (now.output.sum(axis=0) - bought - self.surplus) / earned
        excess[1 : 1 + sectors] = np.log(now.competition) / -self.elasticity
        excess[1 + sectors :] = np.log(np.maximum(used, SMALLEST_FALL * now.spending))
        excess[1:] -= x[1:]
        return excess

    def flow(self, x: Array) -> Array:
        """Sector × importer × exporter, X: sales before tariffs."""
        now = self.round(x)
        flow = self.kernel_before_tariff * now.standing[:, None, :]
        flow *= (now.spending / now.competition)[:, :, None]
        return np.asarray(flow)
