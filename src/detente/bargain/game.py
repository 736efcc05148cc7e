"""What every coalition of players can get for itself.

A game names its players and gives each coalition S a worth v(S), with v(∅) = 0. Coalitions are
numbered by their members: player i, counted from 0, has bit i, so that

    coalition S  ↔  Σ over i in S of 2^i ,      worth[Σ 2^i] = v(S) .

Everything else about a game is a function of these 2^n numbers. A leading axis holds draws: several
games of the same players, worked out together.

von Neumann & Morgenstern (1944), Theory of Games and Economic Behavior, ch. 6.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, UnknownLabel, some
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

MOST_PLAYERS = 24  # 2^24 worths take 134 MB
AND = "|"  # between the members of a coalition that is written as one word

Worths = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Game(Result):
    """The worth of every coalition of some players.

    Attributes
    ----------
    players
        Names, in the order of their bits.
    worth
        Draws × coalition, in any one unit; a single game has the axis of coalitions only.

    Raises
    ------
    BadInput
        No players, more than 24, a name twice or with a ``|`` in it; not 2^n worths; a worth that
        is not known or not finite; an empty coalition that is worth something.

    Examples
    --------
    >>> game = Game(("left", "right"), np.array([0.0, 0.0, 0.0, 1.0]))
    >>> game.worth_of("left", "right"), game.worth_of("left")
    (1.0, 0.0)
    """

    players: tuple[str, ...]
    worth: Worths

    def __post_init__(self) -> None:
        object.__setattr__(self, "players", tuple(self.players))
        _refuse_bad_players(self.players)
        worth = np.array(self.worth, dtype=float)  # a copy: the caller keeps a writable one
        worth[np.ma.getmaskarray(self.worth)] = np.nan  # what a mask hides is not known
        worth.setflags(write=False)
        object.__setattr__(self, "worth", worth)
        self._refuse_bad_worths()

    @classmethod
    def of(cls, worths: Mapping[str, float], players: Sequence[str] = ()) -> "Game":
        """Write a game down by name, one worth for each coalition.

        Parameters
        ----------
        worths
            Coalition, its members joined by ``|`` in any order, to worth.
        players
            Their order; that of first mention if left out.

        Raises
        ------
        BadInput
            A coalition without a worth, or with two; and what any Game refuses.
        UnknownLabel
            A member that is not among the players.

        Examples
        --------
        >>> gloves = {"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1}
        >>> Game.of(gloves).worth
        array([0., 0., 0., 1., 0., 1., 0., 1.])
        """
        names = tuple(players) or tuple(dict.fromkeys(n for key in worths for n in _members(key)))
        _refuse_bad_players(names)
        worth = np.full(2 ** len(names), np.nan)
        worth[0] = 0.0
        written: dict[int, str] = {}
        for key, value in worths.items():
            coalition = _mask(names, _members(key))
            if coalition in written:
                raise BadInput(
                    f"{written[coalition]!r} and {key!r} are the same coalition. Give it one worth."
                )
            written[coalition], worth[coalition] = key, value
        missing = [c for c in range(1, len(worth)) if c not in written]
        if missing:
            absent = some([AND.join(_names(names, c)) for c in missing])
            raise BadInput(
                f"No worth is given for {absent}. {len(names)} players need "
                f"{len(worth) - 1}; 0 is a coalition that can do nothing."
            )
        return cls(names, worth)

    @classmethod
    def from_function(
        cls, players: Sequence[str], worth: Callable[[tuple[str, ...]], float]
    ) -> "Game":
        """Work out the worth of each coalition, given as its members in the order of the players.

        Examples
        --------
        >>> airport = {"small": 1.0, "large": 3.0}
        >>> Game.from_function(["small", "large"], lambda s: max(airport[p] for p in s)).worth
        array([0., 1., 3., 3.])
        """
        names = tuple(players)
        _refuse_bad_players(names)
        return cls(
            names, np.array([0.0, *(worth(_names(names, c)) for c in range(1, 2 ** len(names)))])
        )

    @property
    def draws(self) -> tuple[int, ...]:
        """Lengths of the leading axes; empty for a single game."""
        return self.worth.shape[:-1]

    @property
    def scale(self) -> Worths:
        """Largest worth of each game in absolute value, the unit of its roundings; never 0."""
        largest = np.abs(self.worth).max(axis=-1)
        return np.asarray(np.where(largest > 0, largest, 1.0))

    @property
    def alone(self) -> Worths:
        """What each player can get alone: draws × player."""
        return self.worth[..., [1 << i for i in range(len(self.players))]]

    def coalition(self, *members: str) -> int:
        """Place of a coalition on the axis of worths; refuses who is not a player."""
        return _mask(self.players, members)

    def members(self, coalition: int) -> tuple[str, ...]:
        """Names of the members of the coalition at a place on the axis of worths."""
        return _names(self.players, coalition)

    def worth_of(self, *members: str) -> float:
        """Worth of one coalition of a single game; refuses draws, which have no one worth."""
        refuse_draws("The worth of a coalition", self.draws)
        return float(self.worth[self.coalition(*members)])

    def to_frame(self) -> "pd.DataFrame":
        """One row a coalition: its worth, or its worth in each draw."""
        import pandas as pd

        table = self.worth.reshape(-1, self.worth.shape[-1]).T
        columns = list(range(table.shape[1])) if self.draws else ["worth"]
        return pd.DataFrame(table, index=self._coalition_index(), columns=columns)

    def to_xarray(self) -> "xr.DataArray":
        """Draws × coalition; coalitions are named by their members."""
        import xarray as xr

        return xr.DataArray(
            self.worth,
            dims=(*draw_axes(self.draws), "coalition"),
            coords={"coalition": self._coalition_index()},
            name="worth",
        )

    def _coalition_index(self) -> "pd.Index[str]":
        import pandas as pd

        names = [AND.join(self.members(c)) for c in range(2 ** len(self.players))]
        return pd.Index(names, name="coalition")

    def _refuse_bad_worths(self) -> None:
        n, count = len(self.players), self.worth.shape[-1:]
        if count != (2**n,):
            raise BadInput(
                f"worth has shape {self.worth.shape}; {n} players need {2**n} worths on its last "
                "axis, the empty coalition first."
            )
        unknown = np.argwhere(~np.isfinite(self.worth))
        if len(unknown):
            *draw, coalition = unknown[0].tolist()
            raise BadInput(
                f"The worth of {AND.join(self.members(coalition)) or 'nobody'} is "
                f"{self.worth[(*draw, coalition)]}{in_draw(tuple(draw))}. Give every coalition a "
                "finite worth; 0 if it can do nothing."
            )
        if self.worth[..., 0].any():
            worst = float(self.worth[..., 0].flat[np.abs(self.worth[..., 0]).argmax()])
            raise BadInput(f"The empty coalition is worth {worst:g}. Nobody gets nothing: give 0.")


def coalition_payoffs(payoff: Worths) -> Worths:
    """What the members of every coalition get together: draws × player to draws × coalition.

    Examples
    --------
    >>> coalition_payoffs(np.array([1.0, 2.0]))
    array([0., 1., 2., 3.])
    """
    *draws, n = payoff.shape
    together = np.zeros((*draws, 2**n))
    for i in range(n):
        without, with_i = together[..., : 1 << i], together[..., 1 << i : 2 << i]
        np.add(without, payoff[..., i, None], out=with_i)
    return together


def refuse_draws(what: str, draws: tuple[int, ...]) -> None:
    """Refuse to give one number for many games."""
    if draws:
        raise BadInput(
            f"{what} is not one number in {int(np.prod(draws))} draws. Take it from to_xarray(), "
            "or ask about a single game."
        )


def draw_axes(draws: tuple[int, ...]) -> tuple[str, ...]:
    """Names of the leading axes."""
    return ("draw",) if len(draws) == 1 else tuple(f"draw_{k}" for k in range(len(draws)))


def in_draw(draw: tuple[int, ...]) -> str:
    """Where among the draws, for a message; nothing for a single game."""
    return f" in draw {', '.join(map(str, draw))}" if draw else ""


def _members(key: str) -> list[str]:
    return [name.strip() for name in key.split(AND)]


def _mask(players: tuple[str, ...], members: Sequence[str]) -> int:
    for name in members:
        if name not in players:
            raise UnknownLabel.among("player", name, players)
    return sum(1 << players.index(name) for name in dict.fromkeys(members))


def _names(players: tuple[str, ...], coalition: int) -> tuple[str, ...]:
    return tuple(name for i, name in enumerate(players) if coalition >> i & 1)


def _refuse_bad_players(players: tuple[str, ...]) -> None:
    if not players:
        raise BadInput("A game without players. Name one or more.")
    if len(players) > MOST_PLAYERS:
        raise BadInput(
            f"{len(players)} players have {2 ** len(players):,} coalitions; up to {MOST_PLAYERS} "
            "players are worked out. Merge some of them."
        )
    twice = sorted({name for name in players if players.count(name) > 1})
    if twice:
        raise BadInput(f"Players named twice: {some(twice)}. Name each once.")
    odd = [name for name in players if AND in name or name.strip() != name or not name]
    if odd:
        raise BadInput(
            f"{odd[0]!r} is no name of a player: it is empty, starts or ends with a space, or has "
            f"a {AND!r} in it, which stands between the members of a coalition."
        )
