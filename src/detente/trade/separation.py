"""Which zeros a gravity equation cannot fit, and which flows its effects do not settle.

A row of a Poisson model with variables x[n] and the levels of its fixed effects has the exponent
η[n] = w[n]·δ, w[n] being its variables and a dummy for each of its levels. The zeros in S are
*separated* if some direction δ has

    w[n]·δ = 0 where y > 0 ,     w[n]·δ ≥ 0 where y = 0 ,     w[n]·δ > 0 on S,

for then going ever further along −δ fits those zeros ever better and changes nothing else: the
likelihood has no maximum. An exporter of nothing is the plain case. In general the first condition
leaves few directions free, often none; a linear programme looks among those for the rest.

Correia, Guimarães & Zylkin (2019), Verifying the Existence of Maximum Likelihood Estimates for
Generalized Linear Models.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import NoSolution

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROUNDING = 1e-14
FREE = 1e-6  # of a sum of standard normal numbers, above which it is not zero
APART = 1e-3  # of the bound 1 in the linear programme, which stops within 1e-7

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Levels = NDArray[np.int64]
Rows = NDArray[np.bool_]


def is_separated(y: Vector, x: Matrix, levels: Levels) -> Rows:
    """Say of every row whether it is a zero that no finite coefficients fit.

    Parameters
    ----------
    y
        Not negative, by row.
    x
        Row × variable.
    levels
        Row × fixed effect, whole numbers.

    Examples
    --------
    Two exporters, two importers, and a variable that is there for one zero only:

    >>> y, x = np.array([1.0, 2.0, 3.0, 0.0]), np.array([[0.0], [0.0], [0.0], [1.0]])
    >>> is_separated(y, x, np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).tolist()
    [False, False, False, True]
    """
    from scipy.sparse import csr_array, hstack

    largest = np.abs(x).max(axis=0, initial=0.0)
    scaled = csr_array(x / np.where(largest > 0, largest, 1.0))
    design = csr_array(hstack([scaled, dummies(levels)]))
    zeros = np.flatnonzero(y == 0)
    free = _free_sums(design[y > 0], design[zeros])
    separated = np.zeros(len(y), dtype=bool)
    while free.size:
        found = _pushed(free)
        separated[zeros[found]] = True
        if not found.any():
            break
        zeros, free = zeros[~found], free[~found]
    return separated


def dummies(levels: Levels) -> "csr_array":
    """Row × level of any effect: one where the row has it."""
    from scipy.sparse import csr_array

    places, width = [], 0
    for column in levels.T:
        labels, place = np.unique(column, return_inverse=True)
        places.append(place + width)
        width += len(labels)
    column = np.column_stack(places)
    row = np.repeat(np.arange(len(column)), column.shape[1])
    return csr_array((np.ones(column.size), (row, column.ravel())), shape=(len(column), width))


def least_squares(design: "csr_array", target: Vector) -> Vector:
    """Coefficients whose sums come closest to the target; of those that tie, the smallest."""
    from scipy.sparse.linalg import lsqr

    found = lsqr(design, target, atol=ROUNDING, btol=ROUNDING, conlim=0, iter_lim=100_000)
    return np.asarray(found[0])


def free_direction(design: "csr_array", chance: np.random.Generator) -> Vector:
    """Random coefficients whose sum is zero on every row: a generic one of all such."""
    draw = chance.standard_normal(design.shape[1])
    return draw - least_squares(design, design @ draw)


def _free_sums(settled: "csr_array", others: "csr_array") -> Matrix:
    """Other row × direction: all that others may sum to while every settled row sums to zero."""
    chance = np.random.default_rng(0)
    basis = np.empty((others.shape[0], 0))
    while True:
        sums = others @ free_direction(settled, chance)
        for _ in range(2):  # once leaves rounding errors, twice is enough
            sums = sums - basis @ (basis.T @ sums)
        if np.abs(sums).max(initial=0.0) <= FREE:
            return basis
        basis = np.column_stack([basis, sums / np.linalg.norm(sums)])


def _pushed(free: Matrix) -> Rows:
    """Rows that can be raised while none is lowered: max Σ z over z = free·c, 0 ≤ z ≤ 1."""
    from scipy.optimize import linprog

    rows, directions = free.shape
    found = linprog(
        np.concatenate([-np.ones(rows), np.zeros(directions)]),
        A_eq=np.hstack([np.eye(rows), -free]),
        b_eq=np.zeros(rows),
        bounds=[(0, 1)] * rows + [(None, None)] * directions,
    )
    if not found.success:
        raise NoSolution(
            f"The search for separated rows stopped: {found.message} Leave out a variable."
        )
    return np.asarray(np.asarray(found.x)[:rows] > APART)
