"""Solve many severances at once, one in each row.

All rows share the base kernel K; severing a from b takes two cells out of it. So each matrix
product serves every row, and the two cells are put right afterwards:

    A = qK           less K[a, b] q[a] in column b, and the reverse
    sales = (S/A)K'  less K[a, b] (S/A)[b] in column a, and the reverse

The steps are those of :mod:`detente.trade.solver`: x ← x + B f(x) with one remembered move. The
first needs no product, since the base itself is known. Rows leave once they are solved.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.trade.solver import TOLERANCE
from detente.trade.wages import Matrix, Vector, WageSystem

MOST_STEPS = 40
LARGEST_WEIGHT = 2.0  # of the remembered move; more has been seen to throw rows far away
SMALLEST_REST = 1e-3  # of a market after the cut; of less, a difference has too few digits

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class SolvedRows:
    """One severance a row.

    Attributes
    ----------
    welfare, real_wage
        Severance × country, after over before; NaN where these steps did not get there.
    residual
        By severance; infinite where these steps did not get there.
    """

    welfare: Matrix
    real_wage: Matrix
    residual: Vector
    iterations: Rows


class SeveredPairs:
    """One base economy, and memory for a block of severances."""

    def __init__(self, base: WageSystem, step: Matrix, rows: int) -> None:
        self._base = base
        self._kernel = np.ascontiguousarray(base.kernel)
        self._kernel_per_income = np.ascontiguousarray(base.kernel.T / base.income)
        self._sales_per_income = base.expenditure @ self._kernel_per_income
        sold = base.kernel * (base.expenditure / base.income[:, None])
        self._largest_share = np.maximum(base.kernel, sold)
        self._residual = np.abs(np.log(self._sales_per_income)).max()
        self._step = np.ascontiguousarray(step.T, dtype=np.float32)  # enough for a step
        names = "x excess move next last_move last_next market spent spare"
        self._memory = {name: np.empty((rows, len(base.income))) for name in names.split()}
        self._single = np.empty((rows, len(base.income)), dtype=np.float32)

    def solved(self, a: Rows, b: Rows) -> SolvedRows:
        """Sever country a from country b in each row; no more rows than there is memory for."""
        shape = (len(a), len(self._base.income))
        traded = (self._kernel[a, b] > 0) | (self._kernel[b, a] > 0)
        result = SolvedRows(
            welfare=np.ones(shape),
            real_wage=np.ones(shape),
            residual=np.where(traded, np.inf, self._residual),
            iterations=np.zeros(len(a), dtype=np.intp),
        )
        largest = np.maximum(self._largest_share[a, b], self._largest_share[b, a])
        row = np.flatnonzero(traded & (largest < 1.0 - SMALLEST_REST))
        with np.errstate(all="ignore"):  # a row may leave the region where f is defined
            self._evaluate_base(a[row], b[row])
            for iteration in range(MOST_STEPS):
                row = self._without_solved(row, iteration, result)
                if not len(row):
                    break
                self._step_ahead(len(row), is_first=iteration == 0)
                self._evaluate(a[row], b[row])
        unsolved = result.residual > TOLERANCE
        result.welfare[unsolved] = result.real_wage[unsolved] = np.nan
        return result

    def _rows(self, count: int, names: str) -> Iterator[Matrix]:
        return (self._memory[name][:count] for name in names.split())

    def _evaluate_base(self, a: Rows, b: Rows) -> None:
        """f(0): spending is what it was, and only the markets of a and b lost a seller."""
        x, market, spent, excess, gain = self._rows(len(a), "x market spent excess spare")
        each, spending = np.arange(len(a)), self._base.expenditure
        x[:], market[:], spent[:], excess[:] = 0.0, 1.0, spending, self._sales_per_income
        for seller, buyer in ((a, b), (b, a)):
            lost = self._kernel[seller, buyer]
            market[each, buyer] -= lost
            np.take(self._kernel_per_income, buyer, axis=0, out=gain, mode="clip")
            gain *= (spending[buyer] * lost / (1.0 - lost))[:, None]
            gain[each, seller] = -(spending[buyer] * lost / self._base.income[seller])
            excess += gain
        np.log(excess, out=excess)

    def _evaluate(self, a: Rows, b: Rows) -> None:
        """f(x), as in :meth:`WageSystem.excess`."""
        x, market, spent, excess, q = self._rows(len(a), "x market spent excess spare")
        each, base, kernel = np.arange(len(a)), self._base, self._kernel
        np.exp(np.multiply(x, -base.theta, out=q), out=q)
        np.matmul(q, kernel, out=market)
        for seller, buyer in ((a, b), (b, a)):
            market[each, buyer] -= kernel[seller, buyer] * q[each, seller]
        earned = np.multiply(np.exp(x, out=q), base.income, out=q)
        base.spending(earned, out=spent)
        per_q = np.divide(spent, market, out=q)
        np.matmul(per_q, self._kernel_per_income, out=excess)
        for seller, buyer in ((a, b), (b, a)):
            lost = kernel[seller, buyer] / base.income[seller]
            excess[each, seller] -= lost * per_q[each, buyer]
        np.log(excess, out=excess)
        excess -= np.multiply(x, base.theta + 1.0, out=q)

    def _step_ahead(self, count: int, *, is_first: bool) -> None:
        """Go to x + B f(x), less the part that the last move has been seen to undo."""
        x, excess, move, ahead = self._rows(count, "x excess move next")
        single = self._single[:count]
        single[:] = excess
        move[:] = single @ self._step
        np.add(x, move, out=ahead)
        if is_first:
            x[:] = ahead
        else:
            change, turn = self._rows(count, "last_move last_next")
            np.subtract(move, change, out=change)
            np.subtract(ahead, turn, out=turn)
            weight = np.vecdot(change, move) / np.vecdot(change, change)
            turn *= np.clip(weight, -LARGEST_WEIGHT, LARGEST_WEIGHT)[:, None]
            np.subtract(ahead, turn, out=x)
        self._swap("move", "last_move")
        self._swap("next", "last_next")

    def _without_solved(self, row: Rows, iteration: int, result: SolvedRows) -> Rows:
        """Note down the rows that are solved, and close the ranks of the others."""
        excess, market, spent, x = self._rows(len(row), "excess market spent x")
        largest = np.maximum(excess.max(axis=1), -excess.min(axis=1))
        solved = np.flatnonzero(largest <= TOLERANCE)
        if len(solved):
            done, minus_log_price = row[solved], np.log(market[solved]) / self._base.theta
            result.real_wage[done] = np.exp(x[solved] + minus_log_price)
            result.welfare[done] = spent[solved] / self._base.expenditure * np.exp(minus_log_price)
            result.residual[done], result.iterations[done] = largest[solved], iteration
        left = np.flatnonzero((largest > TOLERANCE) & (largest < np.inf))
        if len(left) < len(row):
            for name in ("x", "excess", "last_move", "last_next"):
                kept = self._memory["spare"][: len(left)]
                np.take(self._memory[name], left, axis=0, out=kept, mode="clip")
                self._swap(name, "spare")
        return row[left]

    def _swap(self, one: str, other: str) -> None:
        memory = self._memory
        memory[one], memory[other] = memory[other], memory[one]
