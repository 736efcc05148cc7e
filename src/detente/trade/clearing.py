"""Clear the world's markets, or say why no wages can.

The solver finds wages where chains of sales join all countries. A shock can make other worlds, told
apart here first: countries on their own, groups that only sell or only buy, and deficits that
nobody is left to finance.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.errors import NoSolution, some
from detente.trade.islands import islands, one_sided
from detente.trade.solver import TOLERANCE, Wages, wages
from detente.trade.wages import SMALLEST_DEFICIT, Matrix, Vector, WageSystem


@dataclass(frozen=True, slots=True, eq=False)
class Clearing:
    """Wages that clear the markets.

    Attributes
    ----------
    x
        Log wage changes. Each island counts in its own money, in which its income is what it was.
    spending
        By country, in shares of world income, before tariffs; in the money of its island.
    island
        By country; 0 is the mainland, which has most countries.
    relief
        By country, log change of the part of a wage that its worker keeps.
    """

    x: Vector
    spending: Vector
    island: NDArray[np.intp]
    residual: float
    iterations: int
    method: str
    relief: Vector | float = 0.0


def clearing(
    countries: tuple[str, ...],
    base: WageSystem,
    step: Matrix | None,
    system: WageSystem,
    start: Vector | None = None,
) -> Clearing:
    """Solve a system; `base` is the one before the shock, which x = 0 solves.

    Raises
    ------
    NoSolution
        No wages can balance trade, naming the countries that stand in the way; or the search
        stopped short, with the residual that it reached.
    """
    linked = system.kernel > 0
    if len(one_sided(linked)):
        island = islands(linked, base.income)
        _refuse_what_cannot_balance(countries, system, linked, island)
        cleared = _on_each_island(system, island)
    else:
        found = wages(system, step, start, base)
        cleared = _cleared(system, found, np.zeros(len(countries), dtype=np.intp))
    if cleared.residual > TOLERANCE:
        advice = "." if system.is_balanced else ", or for deficits='balanced'."
        raise NoSolution(
            "No wages found at which every country sells for what it earns: the residual stopped "
            f"at {cleared.residual:.1e}. Ask for a smaller shock{advice}"
        )
    return cleared


def _cleared(system: WageSystem, found: Wages, island: NDArray[np.intp]) -> Clearing:
    spending = system.spending(np.exp(system.log_earned(found.x)) * system.income)
    return Clearing(found.x, spending, island, found.residual, found.iterations, found.method)


def _on_each_island(system: WageSystem, island: NDArray[np.intp]) -> Clearing:
    x, spending, found = np.empty(len(island)), np.empty(len(island)), []
    for number in range(island.max() + 1):
        rows = np.flatnonzero(island == number)
        part = system.part(rows)
        here = _cleared(part, wages(part), island[rows])
        x[rows], spending[rows] = here.x, here.spending * system.income[rows].sum()
        found.append(here)
    worst = max(found, key=lambda here: here.residual)
    return replace(worst, x=x, spending=spending, island=island)


def _refuse_what_cannot_balance(
    countries: tuple[str, ...],
    system: WageSystem,
    linked: NDArray[np.bool_],
    island: NDArray[np.intp],
) -> None:
    def named(rows: NDArray[np.intp]) -> str:
        return some([countries[i] for i in rows])

    for axis, what in ((0, "buy from"), (1, "sell to")):
        alone = np.flatnonzero(~linked.any(axis=axis))
        if len(alone):
            raise NoSolution(f"{named(alone)} would have nobody left to {what}, not even at home.")
    owed = np.bincount(island, system.expenditure - system.income)
    adrift = np.flatnonzero(np.abs(owed) > SMALLEST_DEFICIT)
    if len(adrift):
        raise NoSolution(
            f"{named(np.flatnonzero(island == adrift[-1]))} would trade with no one else, so "
            "nobody could finance a trade deficit or take up a surplus there. Ask with "
            "deficits='balanced'."
        )
    if system.is_balanced:
        for number in range(island.max() + 1):
            rows = np.flatnonzero(island == number)
            odd = one_sided(linked[np.ix_(rows, rows)])
            if len(odd):
                raise NoSolution(
                    f"{named(rows[odd])} would sell abroad and buy nothing there, or the reverse: "
                    "no wages can balance that trade."
                )
