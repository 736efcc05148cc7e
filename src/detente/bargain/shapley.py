"""What each player adds to the coalitions that it joins, averaged.

With s = |S| the Shapley value is the average over all orders of joining, and the Banzhaf value the
average over all coalitions of the others,

    φ[i] = Σ over S with i of (s − 1)! (n − s)! / n! · (v(S) − v(S − i))
    β[i] = Σ over S with i of 1 / 2^(n − 1)          · (v(S) − v(S − i)) .

Let A(s) be the weight of v(S) where i is a member, and B(s) that where it is not. Then

    φ[i] = Σ over S with i of (A(s) + B(s)) v(S)  −  Σ over all S of B(s) v(S) ,

and the first sum comes for all players at once by folding: the half of the coalitions that have the
last player adds up to its sum, and is then laid on the half without it. That takes 2^n additions in
all, and the payoffs are exact but for rounding. For few players all weights are laid out at once.

Shapley (1953), A Value for n-Person Games, Contributions to the Theory of Games II;
Banzhaf (1965), Weighted Voting Doesn't Work, Rutgers Law Review 19(2).
"""

from functools import lru_cache
from math import comb

import numpy as np

from detente.bargain.game import MOST_PLAYERS, Game, Worths
from detente.bargain.payoffs import Payoffs

Weights = tuple[float, ...]
"""By the size of a coalition."""

FEW = 1 << 12  # coalitions: up to these, one product with weights laid out costs less than folding


def shapley_value(game: Game) -> Payoffs:
    """Give each player its average contribution over all orders of joining.

    The payoffs add up to the worth of all players together. They need not be in the core: see
    `Payoffs.objection`.

    Examples
    --------
    A left glove against two right ones:

    >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
    >>> value = shapley_value(Game.of(gloves))
    >>> [round(value.of(player), 4) for player in "LRS"], round(value.objection.excess, 4)
    ([0.6667, 0.1667, 0.1667], 0.1667)
    """
    weights = _weights_of_orders(len(game.players))
    return Payoffs(game, "Shapley value", _average(game.worth, *weights))


def banzhaf_value(game: Game) -> Payoffs:
    """Give each player its average contribution over all coalitions of the others.

    The payoffs need not add up to the worth of all players together: see `Payoffs.residual`.

    Examples
    --------
    >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
    >>> banzhaf_value(Game.of(gloves)).payoff
    array([0.75, 0.25, 0.25])
    """
    n = len(game.players)
    weight = (0.5 ** (n - 1),) * (n + 1)
    return Payoffs(game, "Banzhaf value", _average(game.worth, weight, weight))


@lru_cache(maxsize=MOST_PLAYERS)
def _weights_of_orders(n: int) -> tuple[Weights, Weights]:
    """A and B of the Shapley value, by size."""
    with_player = (0.0, *(1 / (s * comb(n, s)) for s in range(1, n + 1)))
    return with_player, (*(1 / ((n - s) * comb(n, s)) for s in range(n)), 0.0)


def _average(worth: Worths, with_player: Weights, without: Weights) -> Worths:
    """Contributions weighed by the size of the coalition with the player, and without it."""
    if worth.shape[-1] <= FEW:
        return np.asarray(worth @ _weights_of_few(with_player, without))
    size = np.bitwise_count(np.arange(worth.shape[-1], dtype=np.uint32))
    folded = np.add(with_player, without)[size] * worth
    total = (worth @ np.array(without)[size])[..., None]
    sums = []
    while folded.shape[-1] > 1:
        half = folded.shape[-1] // 2
        without_last, with_last = folded[..., :half], folded[..., half:]
        sums.append(with_last.sum(axis=-1))
        folded = without_last + with_last
    return np.asarray(np.stack(sums[::-1], axis=-1) - total)


@lru_cache(maxsize=2 * FEW.bit_length())
def _weights_of_few(with_player: Weights, without: Weights) -> Worths:
    """The weight of each coalition in each payoff, laid out: coalition × player."""
    n = len(without) - 1
    coalition = np.arange(2**n)
    size = np.bitwise_count(coalition)[:, None]
    is_member = coalition[:, None] >> np.arange(n) & 1 == 1
    return np.where(is_member, np.array(with_player)[size], -np.array(without)[size])
