"""The wages at which every country sells for as much as it earns.

With wage changes w = exp(x), base incomes Y and base spending E (shares of the world's income),
and a kernel K[exporter, importer] of trade shares changed by the shock (columns in any scale):

    q = w^-θ            an exporter's standing in every market
    A = K'q             competition in each importer's market
    sales = q · K(S/A)  what each exporter sells, where the importers spend S
    f(x) = ln(sales / wY) = 0

    S = wY + (E − Y) Σ wY               deficits a fixed share of world income, or none
    S = wY E/Y · Σ wY / Σ (wY E/Y)      deficits in proportion to income

Its Jacobian is J = θTP' + TL − (θ+1)I, with T the exporter's sales by importer and P the importer's
spending by exporter, both as shares, and L the response of ln S to x. At the base it is the matrix
of Kleinman, Liu & Redding (2024), and its inverse solves most shocks in a few steps.

Dekle, Eaton & Kortum (2008), Global Rebalancing with Gravity, IMF Staff Papers 55(3).
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
    in_proportion
        Whether deficits move in proportion to income rather than stay a fixed share of the world's.
    """

    kernel: Matrix
    income: Vector
    expenditure: Vector
    theta: float
    in_proportion: bool = False

    @property
    def is_balanced(self) -> bool:
        """Whether every country spends what it earns."""
        return bool(np.abs(self.expenditure - self.income).max() < SMALLEST_DEFICIT)

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
        q = np.exp(-self.theta * x)
        spent = self.spending(np.exp(x) * self.income)
        sold_per_q = self.kernel @ (spent / (q @ self.kernel))
        return np.asarray(np.log(sold_per_q / self.income) - (self.theta + 1.0) * x)

    def jacobian(self, x: Vector) -> Matrix:
        """Response of the excess to log wages, country × country; J 1 = 0."""
        earned = np.exp(x) * self.income
        spent = self.spending(earned)
        bought = self.kernel * np.exp(-self.theta * x)[:, None]
        bought /= bought.sum(axis=0)
        sold = bought * spent
        sold /= sold.sum(axis=1, keepdims=True)
        world = earned / earned.sum()
        jacobian = self.theta * (sold @ bought.T)
        if self.in_proportion:
            jacobian += sold + world - spent / spent.sum()
        else:
            deficit = spent - earned
            jacobian += sold * (earned / spent) + np.outer(sold @ (deficit / spent), world)
        jacobian.flat[:: len(x) + 1] -= self.theta + 1.0
        return np.asarray(jacobian)

    def step_matrix(self) -> Matrix:
        """Turn an excess near the base into the move of log wages that closes it."""
        jacobian = self.jacobian(np.zeros(len(self.income)))
        if len(one_sided(self.kernel > 0)):  # then more than the unit of money is left open
            return np.asarray(-np.linalg.pinv(jacobian))
        return np.asarray(-np.linalg.inv(jacobian + self.income))

    def with_kernel(self, kernel: Matrix) -> Self:
        """The same countries in changed markets."""
        return replace(self, kernel=kernel)

    def part(self, rows: NDArray[np.intp]) -> Self:
        """Some of the countries as a world of their own."""
        world = self.income[rows].sum()
        return replace(
            self,
            kernel=self.kernel[np.ix_(rows, rows)],
            income=self.income[rows] / world,
            expenditure=self.expenditure[rows] / world,
        )
