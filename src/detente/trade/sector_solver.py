"""Find the wages, prices and spending at which every market of every sector clears.

1. Accelerated: all unknowns move together by what the equations make of them, the wages by a share
   2 / (1 + median θ) of their trade balance, and Anderson acceleration chooses the next point from
   the last few moves. Some forty rounds for a tariff.
2. Plain: the same moves without acceleration and half as far. Thousands of rounds, but none
   overshoots.

The residual decides when to stop: the largest of trade balance over value added, and the gaps of
ln P and ln E. Each island of trade counts in its own money, in which its income is what it was.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.trade.acceleration import Anderson
from detente.trade.sector_economy import Array
from detente.trade.sector_system import SectorSystem
from detente.trade.threads import one_thread

TOLERANCE = 1e-12  # of the residual; rounding alone leaves some 1e-14
DEPTH = 8  # moves remembered
ACCELERATED, PLAIN = 1_000, 20_000  # rounds


@dataclass(frozen=True, slots=True, eq=False)
class SectorPoint:
    """A point of a :class:`SectorSystem`, and how far it is from solving it."""

    x: Array
    residual: float
    worst_country: int
    iterations: int
    method: str

    @property
    def is_found(self) -> bool:
        """Whether every market clears."""
        return self.residual <= TOLERANCE


def sector_point(system: SectorSystem, island: NDArray[np.intp]) -> SectorPoint:
    """Solve the system, or give the nearest point that was reached.

    Parameters
    ----------
    island
        By country, the island of trade it is on; all 0 where trade joins everyone.
    """
    # A step may leave the region in which the equations are defined; the residual then says so.
    with one_thread(), np.errstate(all="ignore"):
        quick = _search(system, island, ACCELERATED, Anderson(DEPTH))
        if quick.is_found:
            return quick
        slow = _search(system, island, PLAIN)
    return min(slow, quick, key=lambda point: point.residual)


def _search(
    system: SectorSystem, island: NDArray[np.intp], rounds: int, memory: Anderson | None = None
) -> SectorPoint:
    method = "plain" if memory is None else "accelerated"
    pace = (1.0 if memory is None else 2.0) / (1.0 + np.median(system.elasticity))
    x = system.start()
    best = SectorPoint(x, np.inf, 0, 0, method)
    for iteration in range(1, rounds + 1):
        move = system.excess(x)
        gap = np.abs(move)
        residual = float(gap.max())
        if residual < best.residual:
            worst = int(gap.max(axis=0).argmax())
            best = SectorPoint(x, residual, worst, iteration, method)
        if best.is_found or not np.isfinite(residual):
            break
        move[0] *= pace
        if memory is None:
            x = x + move
        else:
            x = memory.next_point(x.ravel(), move.ravel()).reshape(x.shape)
        x = _in_own_money(system, island, x)
    return best


def _in_own_money(system: SectorSystem, island: NDArray[np.intp], x: Array) -> Array:
    """Scale each island's wages, prices and spending to the income that it had."""
    earned = np.bincount(island, np.exp(x[0]) * system.value_added)
    before = np.bincount(island, system.value_added)
    return np.asarray(x - np.log(earned / before)[island])
