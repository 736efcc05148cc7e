"""The payoffs that no coalition can better on its own.

A division x of v(N) is in the core when every coalition gets at least its worth,

    x(S) ≥ v(S) for all S ,  x(N) = v(N) ,

and in the least core when the largest excess is the smallest there can be,

    ε = min over x of max over S of v(S) − x(S)
      = max over balanced λ of Σ λ[S] v(S) − μ v(N) ,  Σ λ[S] = 1 , Σ over S with i of λ[S] = μ .

The core is empty just when ε > 0. The second line is the dual: the weights λ prove that no division
does better, so that ε is known from both sides.

Gillies (1959), Contributions to the Theory of Games IV; Bondareva (1963); Shapley (1967), On
Balanced Sets and Cores, Naval Research Logistics Quarterly 14; Maschler, Peleg & Shapley (1979).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.bargain.coalition_program import Bound, CoalitionProgram, all_open, first_rows, members
from detente.bargain.game import Game, Worths, coalition_payoffs, draw_axes, refuse_draws
from detente.bargain.payoffs import Payoffs
from detente.errors import UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

ROUNDING = 1e-9  # of the largest worth


@dataclass(frozen=True, slots=True, eq=False)
class LeastCore:
    """The smallest that the largest excess can be, and payoffs at which it is.

    Attributes
    ----------
    excess
        ε, one a draw, in the unit of the game. Above zero the core is empty.
    payoffs
        One point of the least core; there may be others.
    gap
        How far ε is from the bound that its dual proves, and the dual from balance: the largest
        over the draws.
    """

    excess: Worths
    payoffs: Payoffs
    gap: float


@dataclass(frozen=True, slots=True)
class CoreRange:
    """The least and the most that one player gets anywhere in the core; NaN where it is empty."""

    player: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True, eq=False)
class Core(Result):
    """How far the payoff of each player can move within the core.

    Attributes
    ----------
    lowest, highest
        Draws × player, in the unit of the game; NaN where the core of a draw is empty. Each is
        reached in the core, but not all together.
    least_core
        The largest excess at its smallest, which says by how much the core is empty or not.
    programs
        Linear programs solved.
    """

    game: Game
    lowest: Worths
    highest: Worths
    least_core: LeastCore
    programs: int

    @property
    def is_empty(self) -> bool:
        """Whether some coalition can better any division; of a single game."""
        refuse_draws("Whether the core is empty", self.game.draws)
        return bool(np.isnan(self.lowest).any())

    def of(self, player: str) -> CoreRange:
        """Range of one player in a single game; refuses draws, and who is not a player."""
        if player not in self.game.players:
            raise UnknownLabel.among("player", player, self.game.players)
        refuse_draws("The range of a player", self.game.draws)
        i = self.game.players.index(player)
        return CoreRange(player, float(self.lowest[i]), float(self.highest[i]))

    def to_frame(self) -> "pd.DataFrame":
        """One row a player, or a draw and a player."""
        return self.to_xarray().to_dataframe()

    def to_xarray(self) -> "xr.Dataset":
        """`lowest` and `highest`: draws × player."""
        import xarray as xr

        axes = (*draw_axes(self.game.draws), "player")
        return xr.Dataset(
            {"lowest": (axes, self.lowest), "highest": (axes, self.highest)},
            coords={"player": list(self.game.players)},
        )


def is_in_core(payoffs: Payoffs, *, tolerance: float = ROUNDING) -> bool:
    """Whether no coalition can better payoffs on its own, in any draw.

    `Payoffs.objection` names the coalition that comes nearest to it.

    Parameters
    ----------
    tolerance
        Largest excess, and largest gap to the worth of all, that passes for rounding: a share of
        the largest worth.

    Examples
    --------
    >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
    >>> game = Game.of(gloves)
    >>> is_in_core(Payoffs.proposed(game, {"L": 1, "R": 0, "S": 0}))
    True
    >>> shared = Payoffs.proposed(game, {"L": 0.5, "R": 0.5, "S": 0})
    >>> is_in_core(shared), shared.objection.coalition
    (False, ('L', 'S'))
    """
    game = payoffs.game
    excess = payoffs.excess
    excess[..., -1] = np.abs(excess[..., -1])
    return bool((excess.max(axis=-1) <= tolerance * game.scale).all())


def is_balanced(game: Game) -> bool:
    """Whether the core holds any payoffs, in every draw.

    Examples
    --------
    >>> majority = {"1": 0, "2": 0, "3": 0, "1|2": 1, "1|3": 1, "2|3": 1, "1|2|3": 1}
    >>> is_balanced(Game.of(majority))
    False
    """
    return bool((least_core(game).excess <= ROUNDING * game.scale).all())


def least_core(game: Game) -> LeastCore:
    """Make the largest excess as small as it can be.

    Raises
    ------
    NoSolution
        The solver stops on the way.

    Examples
    --------
    Any two of three have a majority:

    >>> majority = {"1": 0, "2": 0, "3": 0, "1|2": 1, "1|3": 1, "2|3": 1, "1|2|3": 1}
    >>> found = least_core(Game.of(majority))
    >>> round(float(found.excess), 6), found.payoffs.payoff.round(6)
    (0.333333, array([0.333333, 0.333333, 0.333333]))
    """
    n, gap, programs, scale = len(game.players), 0.0, 0, game.scale
    if n == 1:  # nobody to object
        return LeastCore(np.zeros(game.draws), Payoffs(game, "least core", game.alone), 0.0)
    excess, payoff = np.zeros(game.draws), np.empty_like(game.alone)
    for draw in np.ndindex(game.draws):
        worth = game.worth[draw] / scale[draw]
        bound = _program(worth, n).least_excess()
        largest = (worth - coalition_payoffs(bound.payoff))[1:-1].max()
        excess[draw] = scale[draw] * largest
        payoff[draw] = scale[draw] * bound.payoff
        gap = max(gap, float(scale[draw]) * abs(largest - _proven(worth, bound)))
        programs += bound.programs
    return LeastCore(excess, Payoffs(game, "least core", payoff, programs), gap)


def core(game: Game) -> Core:
    """Find the least and the most that each player gets in the core.

    Raises
    ------
    NoSolution
        The solver stops on the way.

    Examples
    --------
    A seller of a good worth 1 to it, and buyers to whom it is worth 3 and 2:

    >>> game = Game.of({"S": 1, "A": 0, "B": 0, "S|A": 3, "S|B": 2, "A|B": 0, "S|A|B": 3})
    >>> found = core(game)
    >>> found.is_empty, found.of("S")
    (False, CoreRange(player='S', lowest=2.0, highest=3.0))
    >>> found.of("B")
    CoreRange(player='B', lowest=0.0, highest=0.0)
    """
    least = least_core(game)
    lowest, highest = np.full_like(game.alone, np.nan), np.full_like(game.alone, np.nan)
    programs, n, scale = least.payoffs.programs, len(game.players), game.scale
    for draw in np.ndindex(game.draws):
        excess = float(least.excess[draw] / scale[draw])
        if excess > ROUNDING:
            continue
        program = _program(game.worth[draw] / scale[draw], n)
        for i, direction in enumerate(np.eye(n)):
            low, high = (program.lowest(sign * direction, max(excess, 0.0)) for sign in (1, -1))
            lowest[(*draw, i)] = scale[draw] * low.payoff[i] + 0.0  # no −0
            highest[(*draw, i)] = scale[draw] * high.payoff[i] + 0.0
            programs += low.programs + high.programs
    return Core(game, lowest, highest, least, programs)


def _program(worth: Worths, n: int) -> CoalitionProgram:
    settled = {worth.size - 1: float(worth[-1])}
    return CoalitionProgram(worth, np.full(n, -np.inf), settled, all_open(n), first_rows(n))


def _proven(worth: Worths, bound: Bound) -> float:
    """What the duals prove that the largest excess cannot be below."""
    weight = np.clip(bound.dual, 0.0, None) / bound.dual.sum()
    held = weight @ members(bound.coalitions, len(bound.payoff))
    unbalanced = float(np.ptp(held))
    return float(weight @ worth[bound.coalitions] - held.mean() * worth[-1]) - unbalanced
