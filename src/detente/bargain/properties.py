"""What can be said of a game before it is divided: does joining pay, and ever more?

    monotone        v(S ∪ {i}) ≥ v(S)                            nobody does harm
    superadditive   v(S ∪ T)   ≥ v(S) + v(T) ,  S ∩ T = ∅        merging never costs
    convex          v(S ∪ T) + v(S ∩ T) ≥ v(S) + v(T)            the larger, the more one adds

A convex game has a core, and its Shapley value is in it. Two routes that can replace each other
make a game that is not convex.

Shapley (1971), Cores of Convex Games, International Journal of Game Theory 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.bargain.game import Game
from detente.errors import BadInput, UnknownLabel

Property = Literal["monotone", "superadditive", "convex"]
PROPERTIES: tuple[Property, ...] = get_args(Property)
ROUNDING = 1e-9  # of the largest worth
MOST_FOR_SUPERADDITIVE = 14  # 3^14 pairs of coalitions, half a second


@dataclass(frozen=True, slots=True)
class Breach:
    """Two coalitions that get less together than the property says.

    Attributes
    ----------
    first, second
        S and T; S and {i} for monotone.
    shortfall
        By how much the left side is below the right one, in the unit of the game.
    draw
        Which of the draws; empty for a single game.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    shortfall: float
    draw: tuple[int, ...] = ()


def is_monotone(game: Game) -> bool:
    """Whether nobody does harm by joining, in every draw."""
    return breach(game, "monotone") is None


def is_superadditive(game: Game) -> bool:
    """Whether two separate coalitions never lose by merging, in every draw."""
    return breach(game, "superadditive") is None


def is_convex(game: Game) -> bool:
    """Whether each player adds the more, the larger the coalition it joins, in every draw."""
    return breach(game, "convex") is None


def breach(game: Game, of: Property) -> Breach | None:
    """Find two coalitions that break a property, the first met, or None where it holds.

    A gap within rounding passes.

    Raises
    ------
    UnknownLabel
        Not one of the three properties.
    BadInput
        More than 14 players, for superadditive: there are 3^n pairs of separate coalitions.

    Examples
    --------
    >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
    >>> game = Game.of(gloves)
    >>> breach(game, "monotone"), breach(game, "superadditive")
    (None, None)
    >>> breach(game, "convex")
    Breach(first=('L', 'R'), second=('L', 'S'), shortfall=1.0, draw=())
    """
    if of not in PROPERTIES:
        raise UnknownLabel.among("property of a game", of, PROPERTIES)
    n = len(game.players)
    if of == "superadditive" and n > MOST_FOR_SUPERADDITIVE:
        raise BadInput(
            f"{n} players have {3**n:,} pairs of separate coalitions; superadditivity is looked "
            f"into for up to {MOST_FOR_SUPERADDITIVE}. Merge some players, or ask about convexity."
        )
    pairs = {"monotone": _steps, "superadditive": _separate, "convex": _diamonds}[of]
    rounding = ROUNDING * game.scale
    for draw in np.ndindex(game.draws):
        worth, allowed = game.worth[draw], rounding[draw]
        for a, b in pairs(n):
            apart = worth[a] if of == "monotone" else worth[a] + worth[b]
            shortfall = apart - worth[a | b] - (0.0 if of == "monotone" else worth[a & b])
            broken = np.flatnonzero(shortfall > allowed)
            if len(broken):
                k = broken[0]
                first, second = game.members(int(a[k])), game.members(int(b[k]))
                return Breach(first, second, float(shortfall[k]), draw)
    return None


Pairs = Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]


def _steps(n: int) -> Pairs:
    """Every coalition, and a player that is not in it."""
    coalition = np.arange(2**n)
    for i in range(n):
        without = coalition[coalition >> i & 1 == 0]
        yield without, np.full_like(without, 1 << i)


def _diamonds(n: int) -> Pairs:
    """Every coalition with one more player, and with another one; convexity follows from these."""
    coalition = np.arange(2**n)
    for i, j in combinations(range(n), 2):
        without = coalition[coalition & (1 << i | 1 << j) == 0]
        yield without | 1 << i, without | 1 << j


def _separate(n: int) -> Pairs:
    """All pairs of separate coalitions: each player is in the one, in the other or in neither."""
    a = b = np.zeros(1, dtype=np.int64)
    for i in range(n):
        a, b = np.concatenate([a, a, a | 1 << i]), np.concatenate([b, b | 1 << i, b])
    yield a, b
