"""The wages at which every country sells for as much as it earns.

With wage changes w = exp(x), base incomes Y and base spending E (shares of the world's income),
and a kernel K[exporter, importer] of trade shares changed by the shock (columns in any scale):

    q = w^-θ            an exporter's standing in every market
    A = K'q             competition in each importer's market
    sales = q · K(S/A)  what each exporter sells, where the importers spend S
    f(x) = ln(sales / wY) = 0

    S = wY + (E − Y) Σ wY               deficits a fixed share of world income, or none
    S = wY E/Y · Σ wY / Σ (wY E/Y)      deficits in proportion to income

Where output follows the real wage with elasticity ψ, earnings are wY (w/P)^ψ instead of wY; and
wY (rw/P)^ψ where the part of a wage that its worker keeps changes by r.

The Jacobian is J = θ(TB' − I) + (TG − I)L, with T the exporter's sales by importer, B the
importer's purchases by exporter, both as shares, G the response of ln S to log earnings and L that
of log earnings to x: the identity where ψ = 0. At the base J is then the matrix of Kleinman, Liu &
Redding (2024), and its inverse solves most shocks in a few steps.

Dekle, Eaton & Kortum (2008), Global Rebalancing with Gravity, IMF Staff Papers 55(3);
Allen, Arkolakis & Takahashi (2020), Universal Gravity, Journal of Political Economy 128(2).
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.trade.islands import one_sided

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

SMALLEST_DEFICIT = 1e-13  # of world income; below it a deficit is rounding


@dataclass(frozen=True, slots=True, eq=False)
class WageSystem:
    """The equations f(x) = 0; see the module's opening.

    Attributes
    ----------
    kernel
        Exporter × importer, K.
    income, expenditure
        By country, Y and E; both sum to one over the world.
    price_kernel
        Exporter × importer, tariffs included, scaled so that P^-θ = Σ price_kernel q. Read only
        where output responds.
    supply
        ψ, elasticity of output to the real wage.
    in_proportion
        Whether deficits move in proportion to income rather than stay a fixed share of the world's.
    relief
        By country, ln r: change of the part of a wage that its worker keeps. Read only where output
        responds.
    """

    kernel: Matrix
    income: Vector
    expenditure: Vector
    price_kernel: Matrix
    theta: float
    supply: float = 0.0
    in_proportion: bool = False
    relief: Vector | float = 0.0

    @property
    def is_balanced(self) -> bool:
        """Whether every country spends what it earns."""
        return bool(np.abs(self.expenditure - self.income).max() < SMALLEST_DEFICIT)

    def log_earned(self, x: Vector) -> Vector:
        """Log change of earnings: of the wage, and of output where it responds."""
        if not self.supply:
            return x
        log_price = np.log(np.exp(-self.theta * x) @ self.price_kernel) / -self.theta
        return np.asarray(x + self.supply * (x - log_price + self.relief))

    def spending(self, earned: Vector, out: Vector | None = None) -> Vector:
        """What each country spends, S, when it earns wY; countries on the last axis."""
        world = earned.sum(axis=-1, keepdims=True)
        if self.in_proportion:
            spent = np.multiply(earned, self.expenditure / self.income, out=out)
            spent *= world / spent.sum(axis=-1, keepdims=True)
        else:
            spent = np.multiply(world, self.expenditure - self.income, out=out)
            spent += earned
        return np.asarray(spent)

    def excess(self, x: Vector) -> Vector:
        """Log of sales over earnings; NaN where a country would spend less than nothing."""
        q, log_earned = np.exp(-self.theta * x), self.log_earned(x)
        spent = self.spending(np.exp(log_earned) * self.income)
        sold_per_q = self.kernel @ (spent / (q @ self.kernel))
        return np.asarray(np.log(sold_per_q / self.income) - self.theta * x - log_earned)

    def jacobian(self, x: Vector) -> Matrix:
        """Response of the excess to log wages, country × country; J 1 = 0."""
        q, earned = np.exp(-self.theta * x), np.exp(self.log_earned(x)) * self.income
        spent, world = self.spending(earned), earned / earned.sum()
        bought = _shares(self.kernel * q[:, None])
        sold = _shares((bought * spent).T).T
        if self.in_proportion:
            by_earned = sold + world - spent / spent.sum()
        else:
            by_earned = sold * (earned / spent)
            by_earned += np.outer(sold @ ((spent - earned) / spent), world)
        by_earned.flat[:: len(x) + 1] -= 1.0
        if self.supply:
            priced = _shares(self.price_kernel * q[:, None])
            by_earned = (1.0 + self.supply) * by_earned - self.supply * (by_earned @ priced.T)
        jacobian = self.theta * (sold @ bought.T) + by_earned
        jacobian.flat[:: len(x) + 1] -= self.theta
        return np.asarray(jacobian)

    def step_matrix(self) -> Matrix:
        """Turn an excess near the base into the move of log wages that closes it."""
        jacobian = self.jacobian(np.zeros(len(self.income)))
        if len(one_sided(self.kernel > 0)):  # then more than the unit of money is left open
            return np.asarray(-np.linalg.pinv(jacobian))
        return np.asarray(-np.linalg.inv(jacobian + self.income))

    def towards(self, other: Self, share: float) -> Self:
        """The same countries part of the way to other markets."""
        return replace(
            self,
            kernel=(1 - share) * self.kernel + share * other.kernel,
            price_kernel=(1 - share) * self.price_kernel + share * other.price_kernel,
            relief=(1 - share) * self.relief + share * other.relief,
        )

    def part(self, rows: NDArray[np.intp]) -> Self:
        """Some of the countries as a world of their own."""
        world = self.income[rows].sum()
        return replace(
            self,
            kernel=self.kernel[np.ix_(rows, rows)],
            price_kernel=self.price_kernel[np.ix_(rows, rows)],
            relief=np.broadcast_to(self.relief, len(self.income))[rows],
            income=self.income[rows] / world,
            expenditure=self.expenditure[rows] / world,
        )


def _shares(table: Matrix) -> Matrix:
    """Each column in shares of its sum."""
    return np.asarray(table / table.sum(axis=0))
