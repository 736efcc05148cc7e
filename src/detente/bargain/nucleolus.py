"""The payoffs whose largest objection is as small as it can be, then the next largest, and so on.

With e(S) = v(S) − x(S) the excess of coalition S, the prenucleolus is the one division of v(N) that
makes the vector of all excesses, largest first, lexicographically smallest. The nucleolus is the
same among the imputations, the divisions that give each player at least what it gets alone. Linear
programs find it, one stage after another:

    1. make the largest excess t of the coalitions that are still open as small as it can be;
    2. settle those that hold it up: a row with a positive dual binds at every optimum;
    3. leave out coalitions whose payoff the settled ones fix, and go on until they fix everyone's.

A coalition that binds at one optimum only is not settled. At most n − 1 stages follow, and the
payoffs come from one linear system at the end.

Schmeidler (1969), The Nucleolus of a Characteristic Function Game, SIAM J. Applied Mathematics 17;
Maschler, Peleg & Shapley (1979), Mathematics of Operations Research 4(4);
Benedek, Fliege & Nguyen (2021), Finding and Verifying the Nucleolus of Cooperative Games,
Mathematical Programming 190.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.coalition_program import Bound, CoalitionProgram, all_open, first_rows, members
from detente.bargain.game import Game, Worths, coalition_payoffs, in_draw
from detente.bargain.payoffs import Payoffs
from detente.errors import BadInput, NoSolution

POSITIVE = 1e-7  # a dual above this is no rounding
RAISES_RANK = 1e-8  # of what a coalition adds to those settled, by length
SPANNED = 1e-9  # of a random direction that the settled coalitions do not fix
ROUNDING = 1e-9  # of the largest worth


def nucleolus(game: Game) -> Payoffs:
    """Find the imputation that leaves the least to object to.

    It is in the core where there is one. :func:`detente.bargain.is_nucleolus` checks it by its
    definition.

    Raises
    ------
    BadInput
        The players get more alone than all of them together, so that there is no imputation.
    NoSolution
        The solver stops on the way.

    Examples
    --------
    The estate of 200 on which creditors claim 100, 200 and 300:

    >>> claims = {"a": 100, "b": 200, "c": 300}
    >>> def left(s): return max(0, 200 - sum(claims[i] for i in claims if i not in s))
    >>> found = nucleolus(Game.from_function(list(claims), left))
    >>> [round(found.of(creditor), 6) for creditor in claims]
    [50.0, 75.0, 75.0]
    """
    _refuse_no_imputation(game)
    return _by_draw(game, game.alone, "nucleolus")


def prenucleolus(game: Game) -> Payoffs:
    """Find the division that leaves the least to object to, even if a player gets less than alone.

    Raises
    ------
    NoSolution
        The solver stops on the way.

    Examples
    --------
    >>> worths = {"1": 0, "2": 0, "3": 0, "1|2": 10, "1|3": 0, "2|3": 0, "1|2|3": 2}
    >>> prenucleolus(Game.of(worths)).payoff.round(6)
    array([ 3.,  3., -4.])
    """
    return _by_draw(game, np.full_like(game.alone, -np.inf), "prenucleolus")


def _by_draw(game: Game, floor: Worths, solution: str) -> Payoffs:
    payoff, programs, scale = np.empty_like(game.alone), 0, game.scale
    for draw in np.ndindex(game.draws):
        found = _least_objections(game.worth[draw] / scale[draw], floor[draw] / scale[draw])
        payoff[draw] = scale[draw] * found.payoff + 0.0  # no −0
        programs += found.programs
    return Payoffs(game, solution, payoff, programs)


@dataclass(frozen=True, slots=True, eq=False)
class _Solved:
    payoff: Worths
    programs: int


def _least_objections(worth: Worths, floor: Worths) -> _Solved:
    """Settle coalitions stage by stage until they fix every payoff."""
    n, everyone = len(floor), worth.size - 1
    floor = floor - max(0.0, floor.sum() - worth[everyone]) / n  # a rounding, or refused before
    settled = {everyone: float(worth[everyone])}
    still_open, rows, programs = all_open(n), first_rows(n), 0
    while len(settled) < n:
        rows = rows[still_open[rows]]
        bound = CoalitionProgram(worth, floor, settled, still_open, rows).least_excess()
        settled |= {c: float(worth[c]) - bound.excess for c in _held_up(bound, settled)}
        still_open &= ~_spanned(settled, n)
        rows, programs = bound.coalitions, programs + bound.programs
    rows_of_settled, payoff = members(np.array(list(settled)), n), np.array(list(settled.values()))
    return _Solved(np.linalg.solve(rows_of_settled, payoff), programs)


def _held_up(bound: Bound, settled: Mapping[int, float]) -> list[int]:
    """Coalitions that hold the largest excess up, each fixing what none before it fixed."""
    n, found = len(bound.payoff), list[int]()
    for k in np.argsort(-bound.dual, kind="stable"):
        if bound.dual[k] <= POSITIVE:
            break
        fixed = _fixed_directions([*settled, *found], n)
        member = members(bound.coalitions[[k]], n)[0]
        if np.linalg.norm(_rest(member, fixed)) > RAISES_RANK:
            found.append(int(bound.coalitions[k]))
    if not found:
        raise NoSolution(
            f"The nucleolus of {n} players stops with {len(settled)} coalitions settled of {n}: "
            f"no dual is above {POSITIVE}. Give the worths in a unit in which they are less far "
            "apart."
        )
    return found


def _spanned(settled: Mapping[int, float], n: int) -> NDArray[np.bool_]:
    """Coalitions whose payoff the settled ones fix.

    They are those that gain nothing in a random direction in which no settled one does; a second
    direction guards against chance.
    """
    spanned = np.ones(2**n, dtype=bool)
    if len(settled) == n:
        return spanned
    fixed = _fixed_directions(list(settled), n)
    for drawn in np.random.default_rng(n).standard_normal((2, n)):
        free = _rest(_rest(drawn, fixed), fixed)
        spanned &= np.abs(coalition_payoffs(free / np.abs(free).max())) <= SPANNED
    return spanned


def _fixed_directions(coalitions: Sequence[int], n: int) -> NDArray[np.float64]:
    """Orthonormal columns that span the coalitions."""
    return np.linalg.qr(members(np.array(coalitions), n).T.astype(float))[0]


def _rest(direction: NDArray[np.float64], fixed: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(direction - fixed @ (fixed.T @ direction))


def _refuse_no_imputation(game: Game) -> None:
    together, alone = game.worth[..., -1], game.alone.sum(axis=-1)
    short = np.argwhere(alone - together > ROUNDING * game.scale)
    if len(short):
        draw = tuple(short[0].tolist())
        raise BadInput(
            f"The players get {alone[draw]:g} alone and {together[draw]:g} together"
            f"{in_draw(draw)}, so no division gives each what it gets alone, and there is no "
            "nucleolus. Ask for the prenucleolus."
        )
