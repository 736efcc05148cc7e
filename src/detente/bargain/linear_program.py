"""A linear program that is solved again and again as rows come in and bounds move.

    min cost · x   such that   lower ≤ x ≤ upper   and   low ≤ rows x ≤ high

The dual of a row says how much the minimum rises per unit of its binding side. HiGHS keeps the last
basis, so that a program close to the one before takes a few pivots.

Huangfu & Hall (2018), Parallelizing the Dual Revised Simplex Method, Math. Prog. Computation 10.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import NoSolution

if TYPE_CHECKING:
    pass

Vector = NDArray[np.float64]
FEASIBLE = 1e-10  # the tightest that HiGHS allows, on rows and on reduced costs

OPTIONS: dict[str, bool | str | float] = {
    "output_flag": False,
    "presolve": "off",
    "solver": "simplex",
    "primal_feasibility_tolerance": FEASIBLE,
    "dual_feasibility_tolerance": FEASIBLE,
}


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The least of a linear program: its value, its columns, the duals of its rows."""

    value: float
    column: Vector
    dual: Vector


class LinearProgram:
    """One model of HiGHS, silent. Costs, bounds and rows are those of the module's opening."""

    __slots__ = ("_columns", "_model")

    def __init__(self, cost: Vector, lower: Vector, upper: Vector) -> None:
        import highspy

        model: Callable[[], highspy.Highs] = highspy.Highs
        self._model = model()
        for option, value in OPTIONS.items():
            self._model.setOptionValue(option, value)
        self._columns = np.arange(len(cost), dtype=np.int32)
        none = np.empty(0, dtype=np.int32)
        self._model.addCols(len(cost), cost, lower, upper, 0, none, none, np.empty(0))

    def add_rows(self, rows: NDArray[np.float64], low: Vector, high: Vector) -> None:
        """Hold rows of coefficients, row × column, between low and high."""
        at, column = np.nonzero(rows)
        starts = np.searchsorted(at, np.arange(len(rows)))
        self._model.addRows(
            len(rows),
            low,
            high,
            len(at),
            starts.astype(np.int32),
            column.astype(np.int32),
            np.ascontiguousarray(rows[at, column]),
        )

    def set_bounds(self, columns: NDArray[np.intp], lower: Vector, upper: Vector) -> None:
        """Move the bounds of some columns."""
        self._model.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def set_cost(self, cost: Vector) -> None:
        """Replace the cost of every column."""
        self._model.changeColsCost(len(cost), self._columns, cost)

    def optimum(self) -> Optimum:
        """Solve, starting from the last basis.

        Raises
        ------
        NoSolution
            HiGHS stops without an optimum; its own word for why is in the message.
        """
        import highspy

        self._model.run()
        status, kinds = self._model.getModelStatus(), highspy.HighsModelStatus
        if status not in (kinds.kOptimal, kinds.kModelEmpty):  # nothing to choose costs nothing
            why = self._model.modelStatusToString(status)
            raise NoSolution(
                f"HiGHS stops without an optimum: {why}. The numbers of the game may be too far "
                "apart in size; give them in a larger unit."
            )
        found = self._model.getSolution()
        return Optimum(
            value=float(self._model.getInfo().objective_function_value),
            column=np.array(found.col_value),
            dual=np.array(found.row_dual),
        )
