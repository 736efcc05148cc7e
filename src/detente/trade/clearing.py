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
from detente.trade.solver import Wages, wages
from detente.trade.wages import Matrix, Vector, WageSystem


@dataclass(frozen=True, slots=True, eq=False)
class Clearing:
    """Wages that clear the markets.

    Attributes
    ----------
    x
        Log wage changes. Each island counts in its own money, in which its income is what it was.
    island
        By country; 0 is the mainland, where the largest economy is.
    """

    x: Vector
    island: NDArray[np.intp]
    residual: float
    iterations: int
    method: str


def clearing(
    countries: tuple[str, ...],
    base: WageSystem,
    step: Matrix,
    kernel: Matrix,
    start: Vector | None = None,
) -> Clearing:
    """Solve a system, solved at the base by x = 0, with a changed kernel.

    Raises
    ------
    NoSolution
        No wages can balance trade, naming the countries that stand in the way; or the search
        stopped short, with the residual that it reached.
    """
    system, linked = base.with_kernel(kernel), kernel > 0
    island = islands(linked, int(base.income.argmax()))
    _refuse_what_cannot_balance(countries, system, linked, island)
    if not island.any():
        found = wages(system, step, start, base=base.kernel)
    else:
        found = _on_each_island(system, island)
    if not found.is_found:
        with np.errstate(all="ignore"):
            off = np.abs(system.excess(found.x))
        where = countries[int(np.where(np.isnan(off), np.inf, off).argmax())]
        raise NoSolution(
            "No wages found at which every country sells for what it earns: the residual stopped "
            f"at {found.residual:.1e}, in {where}. Ask for a smaller shock, or for "
            "deficits='balanced', which has a solution whenever all stay linked."
        )
    return Clearing(found.x, island, found.residual, found.iterations, found.method)


def _on_each_island(system: WageSystem, island: NDArray[np.intp]) -> Wages:
    x, parts = np.zeros(len(island)), []
    for number in range(island.max() + 1):
        rows = np.flatnonzero(island == number)
        parts.append(wages(system.part(rows)))
        x[rows] = parts[-1].x
    worst = max(parts, key=lambda part: part.residual)
    return replace(worst, x=x, iterations=sum(part.iterations for part in parts))


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
    if not system.is_balanced and island.any():
        raise NoSolution(
            f"{named(np.flatnonzero(island))} would trade with no one in the rest of the world, so "
            "nobody could finance a trade deficit or take up a surplus there. Ask with "
            "deficits='balanced'."
        )
    if system.is_balanced:
        for number in range(island.max() + 1):
            largest = int(np.where(island == number, system.income, -1.0).argmax())
            odd = one_sided(linked, largest)
            if len(odd):
                raise NoSolution(
                    f"{named(odd)} would sell abroad and buy nothing there, or the reverse: no "
                    "wages can balance that trade."
                )
