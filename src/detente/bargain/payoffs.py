"""Who gets what of a game, and who could object.

A coalition S that gets x(S) = Σ over its members of x[i] falls short of its worth by its excess

    e(S) = v(S) − x(S) .

Above zero, its members do better on their own and may object; that the largest excess of all is not
above zero is what it means to be in the core.

Gillies (1959), Solutions to General Non-Zero-Sum Games, Contributions to the Theory of Games IV.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.bargain.game import (
    Game,
    Worths,
    coalition_payoffs,
    draw_axes,
    in_draw,
    refuse_draws,
)
from detente.errors import BadInput, UnknownLabel, some
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, slots=True)
class Objection:
    """The coalition that payoffs leave furthest short of its worth.

    Attributes
    ----------
    excess
        Its worth less what its members get, in the unit of the game; below zero no coalition
        gains by leaving.
    draw
        Which of the draws; empty for a single game.
    """

    coalition: tuple[str, ...]
    excess: float
    draw: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Payoffs(Result):
    """What each player gets of a game.

    Attributes
    ----------
    solution
        What the payoffs are: ``Shapley value``, ``nucleolus``, or the words of whoever proposes
        them.
    payoff
        Draws × player, in the unit of the game.
    programs
        Linear programs solved on the way; 0 for a closed form.

    Raises
    ------
    BadInput
        Not one finite payoff a player in every draw.

    Examples
    --------
    >>> game = Game(("left", "right"), np.array([0.0, 0.0, 0.0, 1.0]))
    >>> half = Payoffs(game, "half each", np.array([0.5, 0.5]))
    >>> half.of("left"), half.residual, half.objection.excess
    (0.5, 0.0, -0.5)
    """

    game: Game
    solution: str
    payoff: NDArray[np.float64]
    programs: int = 0

    def __post_init__(self) -> None:
        payoff = np.array(self.payoff, dtype=float)
        if np.ma.isMaskedArray(self.payoff):  # what a mask hides is not known
            payoff[np.ma.getmaskarray(self.payoff)] = np.nan
        shape = (*self.game.draws, len(self.game.players))
        if payoff.shape != shape:
            raise BadInput(f"payoff has shape {payoff.shape}; this game needs {shape}.")
        if not np.isfinite(payoff).all():
            *draw, player = np.argwhere(~np.isfinite(payoff))[0].tolist()
            raise BadInput(
                f"The payoff of {self.game.players[player]} is {payoff[(*draw, player)]}"
                f"{in_draw(tuple(draw))}. Give every player a finite payoff."
            )
        payoff.setflags(write=False)
        object.__setattr__(self, "payoff", payoff)

    @classmethod
    def proposed(cls, game: Game, payoff: Mapping[str, float]) -> "Payoffs":
        """Write down a proposal for a single game by name, one payoff for each player.

        Examples
        --------
        >>> game = Game(("left", "right"), np.array([0.0, 0.0, 0.0, 1.0]))
        >>> Payoffs.proposed(game, {"right": 0.75, "left": 0.25}).payoff
        array([0.25, 0.75])
        """
        for name in payoff:
            if name not in game.players:
                raise UnknownLabel.among("player", name, game.players)
        missing = [name for name in game.players if name not in payoff]
        if missing:
            raise BadInput(f"No payoff is proposed for {some(missing)}. Give each player one.")
        return cls(game, "proposal", np.array([payoff[name] for name in game.players]))

    def of(self, player: str) -> float:
        """Payoff of one player of a single game; refuses draws, and who is not a player."""
        if player not in self.game.players:
            raise UnknownLabel.among("player", player, self.game.players)
        refuse_draws("The payoff of a player", self.game.draws)
        return float(self.payoff[self.game.players.index(player)])

    @property
    def residual(self) -> float:
        """Largest gap between what all players get and what they are worth together."""
        return float(np.abs(self.payoff.sum(axis=-1) - self.game.worth[..., -1]).max())

    @property
    def excess(self) -> Worths:
        """Worth less payoff of every coalition: draws × coalition, in the unit of the game."""
        return self.game.worth - coalition_payoffs(self.payoff)

    @property
    def objection(self) -> Objection:
        """The coalition with the largest excess; everyone together and nobody cannot object.

        The first of equals. A game of one player has no such coalition, and an excess of zero.
        """
        excess = self.excess[..., 1:-1]
        if not excess.size:
            return Objection((), 0.0)
        *draw, place = (int(k) for k in np.unravel_index(excess.argmax(), excess.shape))
        coalition = self.game.members(place + 1)
        return Objection(coalition, float(excess[(*draw, place)]), tuple(draw))

    def to_frame(self) -> "pd.DataFrame":
        """One row a player: its payoff, or its payoff in each draw."""
        import pandas as pd

        table = self.payoff.reshape(-1, self.payoff.shape[-1]).T
        columns = list(range(table.shape[1])) if self.game.draws else ["payoff"]
        return pd.DataFrame(
            table, index=pd.Index(self.game.players, name="player"), columns=columns
        )

    def to_xarray(self) -> "xr.DataArray":
        """Draws × player, named for the solution."""
        import xarray as xr

        return xr.DataArray(
            self.payoff,
            dims=(*draw_axes(self.game.draws), "player"),
            coords={"player": list(self.game.players)},
            name=self.solution,
        )
