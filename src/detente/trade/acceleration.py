"""Anderson acceleration: use the last few moves of a fixed-point iteration to choose the next.

To solve x = x + g(x), remember the last m differences of points and of moves,

    γ = argmin ‖g − ΔG γ‖ ,    x⁺ = x + g − (ΔX + ΔG) γ ,

so that the next point is where the moves, were they linear, would come to rest.

Anderson (1965), Iterative Procedures for Nonlinear Integral Equations, Journal of the ACM 12(4);
Walker & Ni (2011), Anderson Acceleration for Fixed-Point Iterations, SIAM J. Numer. Anal. 49(4).
"""

import numpy as np
from numpy.typing import NDArray

RIDGE = 1e-15  # of the squared moves; keeps moves that repeat each other from dividing by zero


class Anderson:
    """The memory of one iteration; ask it where to go next.

    Parameters
    ----------
    depth
        How many past moves are remembered.

    Examples
    --------
    The moves of a linear map in two unknowns come to rest after three of them:

    >>> slow = np.array([[0.9, 0.1], [0.0, 0.8]])
    >>> memory, x = Anderson(depth=2), np.array([1.0, 1.0])
    >>> for _ in range(3):
    ...     x = memory.next_point(x, slow @ x - x)
    >>> bool(np.abs(x).max() < 1e-9)
    True
    """

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._points: list[NDArray[np.float64]] = []
        self._moves: list[NDArray[np.float64]] = []
        self._last: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None

    def next_point(self, x: NDArray[np.float64], move: NDArray[np.float64]) -> NDArray[np.float64]:
        """Go from `x`, where the plain iteration would add `move`; all of one length."""
        if self._last is not None:
            self._points.append(x - self._last[0])
            self._moves.append(move - self._last[1])
            del self._points[: -self._depth], self._moves[: -self._depth]
        self._last = (x, move)
        if not self._moves:
            return np.asarray(x + move)
        moves = np.array(self._moves)
        square = moves @ moves.T
        square.flat[:: len(moves) + 1] += RIDGE * square.trace() + np.finfo(float).tiny
        weight = np.linalg.solve(square, moves @ move)
        return np.asarray(x + move - weight @ (moves + np.array(self._points)))
