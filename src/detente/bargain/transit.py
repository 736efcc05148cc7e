"""How the gain from a project is divided, before and after it is built, and when arcs are closed.

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
from numpy.typing import NDArray

from detente.bargain.case_network import fact_draws, project_network
from detente.bargain.core_of_game import core
from detente.bargain.game import Game
from detente.bargain.network import Network, drawn_game
from detente.bargain.nucleolus import nucleolus
from detente.bargain.shapley import shapley_value
from detente.world import Case, Project

Numbers = NDArray[np.float64]

DRAWS, SEED = 256, 1
ENDS = (0.05, 0.95)  # nine draws in ten lie between
ROUNDING = 1e-9  # of the largest worth
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
    draws: int = DRAWS,
    seed: int = SEED,
) -> Transit:
    """Divide the gain from a project of a case among its players.

    Parameters
    ----------
    draws, seed
        How often every fact is drawn between its low and its high, and where the random numbers
        start.

    Raises
    ------
    UnknownLabel
        A fact that the case does not hold.
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
            if amount > THIRD * flow.flow.max(initial=0.0)
        ),
        draws=draws,
    )


def division(case: Case, project: Project, *, closed: Collection[str] = ()) -> Division:
    """Divide the gain before anything is built, without draws, as if some arcs were not there.

    Parameters
    ----------
    closed
        Arcs that rules close.

    Raises
    ------
    UnknownLabel
        A fact that the case does not hold, or an arc that the project does not have.
    BadInput, NoSolution
        As :func:`transit`.
    """
    return _division(project_network(case, project).without(*closed), project.crosses, [])


def _division(network: Network, crosses: str, drawn: Sequence[Network]) -> Division:
    game = network.game()
    found, unknown = core(game), np.full((2, len(game.players)), np.nan)
    games = drawn_game(drawn) if drawn else None
    gaps = np.quantile(_gap(games, crosses), ENDS) if games else unknown[:, 0]
    low, high = np.quantile(_gains(games), ENDS, axis=0) if games else unknown
    return Division(
        network=network,
        gap=float(_gap(game, crosses)),
        gap_low=float(gaps[0]),
        gap_high=float(gaps[1]),
        shapley=_gains(game),
        nucleolus=_above_alone(game, nucleolus(game).payoff),
        core_low=_above_alone(game, found.lowest),
        core_high=_above_alone(game, found.highest),
        low=low,
        high=high,
    )


def _gap(game: Game, crosses: str) -> Numbers:
    """What everyone together would lose without one player, one a draw."""
    others = game.worth.shape[-1] - 1 - game.coalition(crosses)
    return _unrounded(game.worth[..., -1] - game.worth[..., others], game.scale)


def _gains(game: Game) -> Numbers:
    """Shapley value above what each could have alone: draws × player."""
    return _above_alone(game, shapley_value(game).payoff)


def _above_alone(game: Game, payoff: Numbers) -> Numbers:
    """Payoffs less what each could have alone."""
    return _unrounded(payoff - game.alone, game.scale[..., None])


def _unrounded(amount: Numbers, scale: Numbers) -> Numbers:
    """What rounding leaves of nothing is nothing."""
    return np.asarray(np.where(np.abs(amount) < ROUNDING * scale, 0.0, amount))
