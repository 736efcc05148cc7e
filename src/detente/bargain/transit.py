"""How the gain from a project is divided, before and after it is built, and when rules close it.

What a player gains is its payoff less what it could have alone. Let D be what everyone together
would lose without the country in between,

    D = v(N) − v(N − T) ,

the cost that its route saves over the best way around it, or all of the gain where there is none.
If the way around needs no other country in between, the Shapley value gives T exactly D/3 and the
nucleolus D/2 while D is at most two thirds of the gain: so the worth of what passes does not
matter, but the cost of not passing. Building sinks capital, which only the way through has spent,
so that D grows by it and T can ask for more than was agreed (hold-up).

Hubert & Ikonnikova (2011), Investment Options and Bargaining Power, Journal of Industrial Economics
59(1); Shapley (1953).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.bargain.case_network import fact_draws, project_network
from detente.bargain.core_of_game import core
from detente.bargain.game import Game
from detente.bargain.network import Network
from detente.bargain.nucleolus import nucleolus
from detente.bargain.shapley import shapley_value
from detente.world import Case, Project

Numbers = NDArray[np.float64]

DRAWS, SEED = 64, 1
ENDS = (0.05, 0.95)  # nine draws in ten lie between
THIRD = 1e-6  # by which a share may miss a third of the gap, in units of the gain


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Who gains what of one network, in US dollars a year above what each could have alone.

    Attributes
    ----------
    gap, gap_low, gap_high
        D: what everyone together would lose without the country in between, and the ends between
        which nine in ten draws of it lie; NaN without draws.
    shapley, nucleolus
        By player.
    core_low, core_high
        By player, the least and the most anywhere in the core; NaN where it is empty.
    low, high
        By player, the ends between which nine in ten draws of the Shapley value lie; NaN without
        draws.
    """

    network: Network
    gap: float
    gap_low: float
    gap_high: float
    shapley: Numbers
    nucleolus: Numbers
    core_low: Numbers
    core_high: Numbers
    low: Numbers
    high: Numbers

    @property
    def gain(self) -> float:
        """What everyone together gains."""
        return float(self.shapley.sum())

    def row(self, player: str) -> int:
        """Where a player stands in the arrays."""
        return self.network.players.index(player)


@dataclass(frozen=True, slots=True, eq=False)
class Transit:
    """What a project is worth to whom.

    Attributes
    ----------
    before
        With every option still to be built.
    built
        Once what everyone together would build is there, and its capital sunk.
    closed
        Before it is built, with the arcs that rules close closed, without draws.
    closed_arcs
        Those arcs.
    without
        By arc that the country in between does not own: its Shapley value before anything is
        built, if that arc could not be.
    around
        Arcs of the best way without the country in between; empty where there is none.
    draws
        Behind every range.
    """

    project: Project
    before: Division
    built: Division
    closed: Division
    closed_arcs: tuple[str, ...]
    without: Mapping[str, float]
    around: tuple[str, ...]
    draws: int

    @property
    def share(self) -> float:
        """Gain of the country in between, before anything is built."""
        return float(self.before.shapley[self.before.row(self.project.crosses)])

    @property
    def is_a_third(self) -> bool:
        """Whether that is one third of the gap, as the closed form has it."""
        return abs(self.share - self.before.gap / 3) <= THIRD * max(self.before.gain, 1.0)


def transit(
    case: Case,
    project: Project,
    *,
    closed: Collection[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Transit:
    """Divide the gain from a project of a case among its players.

    Parameters
    ----------
    closed
        Arcs that rules close.
    draws, seed
        How often every fact is drawn between its low and its high, and where the random numbers
        start.

    Raises
    ------
    UnknownLabel
        A fact that the case does not hold, or an arc that the project does not have.
    BadInput
        Facts that do not make a network: see :func:`detente.bargain.project_network`.
    NoSolution
        A worth that its dual does not prove.
    """
    network, crosses = project_network(case, project), project.crosses
    drawn = [
        project_network(case, project, values)
        for values in fact_draws(case, project, draws=draws, seed=seed)
    ]
    others = tuple(player for player in project.players if player != crosses)
    flow = network.flow(*others)
    return Transit(
        project=project,
        before=_division(network, crosses, drawn),
        built=_division(network.built(), crosses, [each.built() for each in drawn]),
        closed=_division(network.without(*closed), crosses, []),
        closed_arcs=tuple(closed),
        without={
            arc.name: float(
                _gains(network.without(arc.name).game())[project.players.index(crosses)]
            )
            for arc in network.arcs
            if crosses not in arc.owners
        },
        around=tuple(
            arc.name
            for arc, amount in zip(network.arcs, flow.flow.tolist(), strict=True)
            if amount > THIRD * flow.flow.max()
        ),
        draws=draws,
    )


def _division(network: Network, crosses: str, drawn: Sequence[Network]) -> Division:
    game, games = network.game(), [each.game() for each in drawn]
    found = core(game)
    gap_low, gap_high = _ends([_gap(each, crosses) for each in games])
    low, high = _ends([_gains(each) for each in games] or np.full((1, len(game.players)), np.nan))
    return Division(
        network=network,
        gap=_gap(game, crosses),
        gap_low=float(gap_low),
        gap_high=float(gap_high),
        shapley=_gains(game),
        nucleolus=_above_alone(game, nucleolus(game).payoff),
        core_low=_above_alone(game, found.lowest),
        core_high=_above_alone(game, found.highest),
        low=low,
        high=high,
    )


def _gap(game: Game, crosses: str) -> float:
    """What everyone together would lose without one player."""
    everyone = game.worth.shape[-1] - 1
    return float(game.worth[everyone] - game.worth[everyone - game.coalition(crosses)])


def _gains(game: Game) -> Numbers:
    """Shapley value above what each could have alone, by player."""
    return _above_alone(game, shapley_value(game).payoff)


def _ends(drawn: ArrayLike) -> Numbers:
    """The ends between which nine in ten draws lie."""
    numbers = np.asarray(drawn, dtype=float)
    return np.asarray(np.quantile(numbers, ENDS, axis=0) if numbers.size else [np.nan, np.nan])


def _above_alone(game: Game, payoff: Numbers) -> Numbers:
    """Payoffs less what each could have alone; what rounding leaves of nothing is nothing."""
    gain = payoff - game.alone
    return np.asarray(np.where(np.abs(gain) < 1e-9 * game.scale, 0.0, gain))
