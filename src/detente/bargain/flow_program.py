"""The best flow that a coalition can arrange, as a linear program, and its worth.

Columns are the ways to use a network: arcs, steps of supply, steps of demand. With b[k, j] what a
unit of column j brings to node k, p[j] what it earns (below zero what it costs), and U(S) the
columns all of whose owners are in S,

    v(S) = max p · x   such that   b x = 0 ,   0 ≤ x[j] ≤ capacity[j] for j in U(S), else x[j] = 0 .

For any prices π of the nodes the dual bounds it from above,

    v(S) ≤ Σ over j in U(S) of capacity[j] max(0, p[j] + π · b[:, j]) ,

with equality at the right ones, so that every worth is known from both sides. Doing nothing is
allowed and flows of separate coalitions can be added up, so the game is superadditive.

Owen (1975), On the Core of Linear Production Games, Mathematical Programming 9;
Kalai & Zemel (1982), Totally Balanced Games and Games of Flow, Mathematics of Oper. Research 7.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.linear_program import LinearProgram, Vector
from detente.errors import NoSolution

GAP = 1e-9  # between a worth and its bound, in units of the largest earning × the largest capacity


@dataclass(frozen=True, slots=True, eq=False)
class BestFlow:
    """The best use of a network by one coalition.

    Attributes
    ----------
    use
        Of each column.
    price
        Of a unit at each node; one of several where the flow does not tie it down.
    worth
        What the use earns.
    gap
        How far that is from the bound which the prices prove, and from balance at the nodes.
    """

    use: Vector
    price: Vector
    worth: float
    gap: float


@dataclass(frozen=True, slots=True, eq=False)
class FlowProgram:
    """A network as arrays.

    Attributes
    ----------
    brings
        Node × column, b.
    earns
        A unit of each column, p.
    capacity
        Of each column, finite.
    owners
        Of each column, as the number of a coalition: Σ 2^i over its owners i.
    """

    brings: NDArray[np.float64]
    earns: Vector
    capacity: Vector
    owners: NDArray[np.int64]

    def best_flow(self, coalition: int) -> BestFlow:
        """Find the best flow of one coalition."""
        return _Solver(self).best_flow(self.owners & ~coalition == 0)

    def worths(self, players: int) -> Vector:
        """Work out the worth of every coalition, each from the basis of one that is close.

        Coalitions follow one another with one player more or less, and those that can use the same
        columns are worth the same.

        Raises
        ------
        NoSolution
            A worth that its dual does not prove.
        """
        worth, known = np.zeros(2**players), dict[bytes, float]()
        solver, largest = _Solver(self), 0.0
        for k in range(2**players):
            coalition = k ^ k >> 1
            usable = self.owners & ~coalition == 0
            key = usable.tobytes()
            if not (self.earns[usable] > 0).any():
                known[key] = 0.0  # nothing to earn, and doing nothing is free
            if key not in known:
                found = solver.best_flow(usable)
                known[key], largest = found.worth, max(largest, found.gap)
            worth[coalition] = known[key]
        if largest > GAP * solver.unit:
            raise NoSolution(
                f"The worth of a coalition stays {largest:.1e} from the bound that its dual "
                "proves. Give quantities or prices in units in which they are less far apart."
            )
        return worth


class _Solver:
    """One model in units of the largest earning and the largest capacity."""

    __slots__ = ("_capacity", "_earns", "_model", "_network", "_size", "_usable", "unit")

    def __init__(self, network: FlowProgram) -> None:
        money = float(np.abs(network.earns).max(initial=0.0)) or 1.0
        size = float(network.capacity.max(initial=0.0)) or 1.0
        self.unit, self._size = money * size, size
        self._network, self._usable = network, np.zeros(len(network.earns), dtype=bool)
        self._earns, self._capacity = network.earns / money, network.capacity / size
        nothing = np.zeros(len(network.earns))
        self._model = LinearProgram(-self._earns, nothing, nothing)
        balance = np.zeros(len(network.brings))
        self._model.add_rows(network.brings, balance, balance)

    def best_flow(self, usable: NDArray[np.bool_]) -> BestFlow:
        moved = np.flatnonzero(usable != self._usable)
        upper = np.where(usable, self._capacity, 0.0)
        self._model.set_bounds(moved, np.zeros(len(moved)), upper[moved])
        self._usable = usable
        found = self._model.optimum()
        use = np.clip(found.column, 0.0, upper)
        brings, earned = self._network.brings, float(self._earns @ use)
        bound = float(np.maximum(self._earns + found.dual @ brings, 0.0) @ upper)
        unbalanced = float(np.abs(brings @ use).max(initial=0.0))
        return BestFlow(
            use=self._size * use,
            price=self.unit / self._size * found.dual,
            worth=self.unit * max(earned, 0.0),
            gap=self.unit * max(abs(bound - earned), unbalanced),
        )
