"""The payoffs that leave every coalition as little to object to as they can, as a linear program.

With x the payoffs, t the largest excess, and some coalitions settled at a payoff of their own,

    min cost · (x, t)   such that   x(S) = settled payoff        for every settled S
                                    x(S) + t ≥ v(S)              for every S still open ,

everyone together being settled at v(N). Of the 2^n rows only those that bind matter: rows come in
where the solution so far breaks them, the worst first, until it breaks none.

Maschler, Peleg & Shapley (1979), Geometric Properties of the Kernel, Nucleolus, and Related
Solution Concepts, Mathematics of Operations Research 4(4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.game import Worths, coalition_payoffs
from detente.bargain.linear_program import LinearProgram

BROKEN = 1e-9  # a row is broken by more than this, in units of the largest worth
Coalitions = NDArray[np.intp]
UNBOUNDED = np.inf


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """Payoffs, their largest excess among open coalitions, and who holds it up.

    Attributes
    ----------
    coalitions, dual
        Open coalitions that have a row, and the dual of each.
    programs
        Linear programs solved.
    """

    payoff: Worths
    excess: float
    coalitions: Coalitions
    dual: Worths
    programs: int


class CoalitionProgram:
    """One game's program. Worths are those of a single game whose largest is 1."""

    __slots__ = ("_model", "_open", "_rows", "_settled", "_worth")

    def __init__(
        self,
        worth: Worths,
        floor: Worths,
        settled: Mapping[int, float],
        still_open: NDArray[np.bool_],
        rows: Coalitions,
    ) -> None:
        n = len(floor)
        self._worth, self._open, self._settled = worth, still_open, len(settled)
        least = np.append(np.zeros(n), 1.0)
        self._model = LinearProgram(least, np.append(floor, -UNBOUNDED), np.full(n + 1, UNBOUNDED))
        payoff = np.array(list(settled.values()))
        rows_of_settled = members(np.array(list(settled)), n).astype(float)
        self._model.add_rows(
            np.hstack([rows_of_settled, np.zeros((len(payoff), 1))]), payoff, payoff
        )
        self._rows = np.empty(0, dtype=np.intp)
        self._add(rows)

    def least_excess(self) -> Bound:
        """Make the largest excess of the open coalitions as small as it can be."""
        return self._solved()

    def lowest(self, direction: Worths, excess: float) -> Bound:
        """Make direction · x as small as it can be while no open coalition has more excess."""
        n = len(direction)
        self._model.set_cost(np.append(direction, 0.0))
        self._model.set_bounds(np.array([n]), np.array([excess]), np.array([excess]))
        return self._solved()

    def _solved(self) -> Bound:
        programs = 0
        while True:
            found = self._model.optimum()
            programs += 1
            payoff, excess = found.column[:-1], float(found.column[-1])
            worst = self._broken(payoff, excess)
            if not len(worst):
                return Bound(payoff, excess, self._rows, found.dual[self._settled :], programs)
            self._add(worst)

    def _add(self, coalitions: Coalitions) -> None:
        if not len(coalitions):
            return
        n = self._worth.size.bit_length() - 1
        with_excess = np.hstack([members(coalitions, n), np.ones((len(coalitions), 1))])
        worth = self._worth[coalitions]
        self._model.add_rows(with_excess, worth, np.full(len(coalitions), UNBOUNDED))
        self._rows = np.concatenate([self._rows, coalitions])

    def _broken(self, payoff: Worths, excess: float) -> Coalitions:
        """Open coalitions without a row that object most to payoffs, at most two a player."""
        objection = self._worth - coalition_payoffs(payoff)
        objection[self._rows] = -UNBOUNDED
        objection[~self._open] = -UNBOUNDED
        broken = np.flatnonzero(objection > excess + BROKEN)
        most = 2 * len(payoff)
        if len(broken) > most:
            broken = broken[np.argpartition(-objection[broken], most)[:most]]
        return broken


def all_open(n: int) -> NDArray[np.bool_]:
    """Every coalition but nobody and everyone."""
    still_open = np.ones(2**n, dtype=bool)
    still_open[[0, -1]] = False
    return still_open


def first_rows(n: int) -> Coalitions:
    """Each player alone, and all but each: rows to begin with."""
    alone = 1 << np.arange(n)
    rows = np.unique(np.append(alone, 2**n - 1 - alone))
    return np.asarray(rows[all_open(n)[rows]])


def members(coalitions: Coalitions, n: int) -> NDArray[np.int64]:
    """Coalition × player: 1 for a member, 0 for the others."""
    return (coalitions[:, None] >> np.arange(n)) & 1
