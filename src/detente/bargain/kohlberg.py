"""Whether payoffs are the nucleolus, by Kohlberg's criterion.

Payoffs x that add up to v(N) are the prenucleolus when no shift y of payoffs, with y(N) = 0, that
harms none of the coalitions with the largest excesses helps one of them: for every level t,

    y(S) ≥ 0 for all S with e(S) ≥ t      only if      y(S) = 0 for all of them .

For the nucleolus x must be an imputation, and y may not harm a player who gets only what it gets
alone. Once the coalitions above some level fix y = 0, nothing is left to check. This shares no line
with the solver: it goes from the payoffs back to the definition, one linear program a level.

Kohlberg (1971), On the Nucleolus of a Characteristic Function Game, SIAM J. Applied Mathematics 20.
"""

import numpy as np
from numpy.typing import NDArray

from detente.bargain.payoffs import Payoffs
from detente.errors import BadInput, NoSolution

MOST_TO_CHECK = 20  # players: a row for every coalition takes half a gigabyte
HELPED = 1e-6  # a shift that helps a coalition can be scaled to help it by 1; the rest is rounding
FIXED = 1e-9  # of the part of a coalition that lies outside the span of those fixed

Matrix = NDArray[np.float64]


def is_nucleolus(payoffs: Payoffs, *, tolerance: float = 1e-8) -> bool:
    """Whether payoffs are the nucleolus of their game, in every draw.

    Parameters
    ----------
    tolerance
        Excesses closer than this are one level, as a share of the largest worth. The effort grows
        with the coalitions on a level.

    Raises
    ------
    BadInput
        More than 20 players.

    Examples
    --------
    >>> from detente.bargain import Game, nucleolus, shapley_value
    >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
    >>> game = Game.of(gloves)
    >>> is_nucleolus(nucleolus(game)), is_nucleolus(shapley_value(game))
    (True, False)
    """
    return _holds_in_every_draw(payoffs, tolerance, is_imputation=True)


def is_prenucleolus(payoffs: Payoffs, *, tolerance: float = 1e-8) -> bool:
    """Whether payoffs are the prenucleolus of their game, in every draw.

    Examples
    --------
    >>> from detente.bargain import Game, nucleolus, prenucleolus
    >>> worths = {"1": 0, "2": 0, "3": 0, "1|2": 10, "1|3": 0, "2|3": 0, "1|2|3": 2}
    >>> game = Game.of(worths)
    >>> is_prenucleolus(prenucleolus(game)), is_prenucleolus(nucleolus(game))
    (True, False)
    """
    return _holds_in_every_draw(payoffs, tolerance, is_imputation=False)


def _holds_in_every_draw(payoffs: Payoffs, tolerance: float, *, is_imputation: bool) -> bool:
    game = payoffs.game
    if len(game.players) > MOST_TO_CHECK:
        raise BadInput(
            f"{len(game.players)} players have {2 ** len(game.players):,} coalitions; a nucleolus "
            f"is checked for up to {MOST_TO_CHECK}. See Payoffs.objection for the largest excess."
        )
    scale = game.scale
    return all(
        _leaves_least_to_object_to(
            game.worth[draw] / scale[draw],
            payoffs.payoff[draw] / scale[draw],
            tolerance,
            is_imputation,
        )
        for draw in np.ndindex(game.draws)
    )


def _leaves_least_to_object_to(
    worth: Matrix, payoff: Matrix, tolerance: float, is_imputation: bool
) -> bool:
    n = len(payoff)
    alone = worth[1 << np.arange(n)]
    if abs(payoff.sum() - worth[-1]) > tolerance:
        return False
    if is_imputation and (payoff < alone - tolerance).any():
        return False
    protected = np.eye(n)[payoff <= alone + tolerance] if is_imputation else np.empty((0, n))
    coalitions = (np.arange(1, 2**n - 1)[:, None] >> np.arange(n) & 1).astype(float)
    excess = worth[1:-1] - coalitions @ payoff
    fixed = np.ones((1, n))
    while len(coalitions):
        level = excess >= excess.max() - tolerance
        if _most_help(fixed, coalitions[level], protected) > HELPED:
            return False
        fixed = _independent(np.vstack([fixed, coalitions[level]]))
        free = np.abs(coalitions - (coalitions @ fixed.T) @ fixed).max(axis=1) > FIXED
        coalitions, excess = coalitions[free], excess[free]
    return True


def _most_help(fixed: Matrix, coalitions: Matrix, protected: Matrix) -> float:
    """Most that a shift can help coalitions together, by 1 each at the most, and harm none."""
    from scipy.optimize import linprog

    harmless = np.vstack([coalitions, protected])
    most = np.append(np.ones(len(coalitions)), np.full(len(protected), np.inf))
    finite = np.isfinite(most)
    found = linprog(
        -coalitions.sum(axis=0),
        A_ub=np.vstack([-harmless, harmless[finite]]),
        b_ub=np.append(np.zeros(len(harmless)), most[finite]),
        A_eq=fixed,
        b_eq=np.zeros(len(fixed)),
        bounds=(None, None),
        method="highs",
    )
    if found.status != 0:
        raise NoSolution(f"The check of a nucleolus stops: {found.message} Widen the tolerance.")
    return float(coalitions.sum(axis=0) @ found.x)


def _independent(rows: Matrix) -> Matrix:
    """Orthonormal rows that span the same."""
    from scipy.linalg import orth

    return np.asarray(orth(rows.T).T)
