"""Who gets what when players can act together only along links.

Members of a coalition S that links do not connect within S cannot act together, so S is worth what
its connected parts are worth,

    v/g(S) = Σ over the parts C of S in g of v(C) ,

and the Myerson value is the Shapley value of that game: the one rule by which the two ends of a
link gain the same from it.

Myerson (1977), Graphs and Cooperation in Games, Mathematics of Operations Research 2(3).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.bargain.game import Game, Worths
from detente.bargain.payoffs import Payoffs
from detente.bargain.shapley import shapley_value
from detente.errors import BadInput


def myerson_value(game: Game, links: Iterable[tuple[str, str]]) -> Payoffs:
    """Give each player its Shapley value in the game that links allow.

    Parameters
    ----------
    links
        Pairs of players that can talk to each other, in either order.

    Raises
    ------
    UnknownLabel
        An end of a link that is not a player.
    BadInput
        A link from a player to itself.

    Examples
    --------
    >>> worths = {"1": 0, "2": 0, "3": 0, "1|2": 12, "1|3": 6, "2|3": 6, "1|2|3": 12}
    >>> myerson_value(Game.of(worths), [("1", "2")]).payoff
    array([6., 6., 0.])
    """
    linked = linked_game(game, links)
    value = shapley_value(linked)
    return Payoffs(linked, "Myerson value", value.payoff)


def linked_game(game: Game, links: Iterable[tuple[str, str]]) -> Game:
    """Keep of each coalition's worth what its connected parts can get.

    Refuses as :func:`myerson_value` does.

    Examples
    --------
    >>> worths = {"1": 0, "2": 0, "3": 0, "1|2": 12, "1|3": 6, "2|3": 6, "1|2|3": 12}
    >>> linked_game(Game.of(worths), [("1", "3")]).worth_of("1", "2", "3")
    6.0
    """
    neighbours = [0] * len(game.players)
    for a, b in links:
        if a == b:
            raise BadInput(f"A link from {a} to itself. A link joins two players.")
        i, j = (game.coalition(name).bit_length() - 1 for name in (a, b))
        neighbours[i] |= 1 << j
        neighbours[j] |= 1 << i
    return Game(game.players, _parts_worth(game.worth, neighbours))


def _parts_worth(worth: Worths, neighbours: Sequence[int]) -> Worths:
    """Add to the part that holds a coalition's last player what the rest can get."""
    beside = _neighbours_of_coalitions(neighbours)
    found = np.zeros_like(worth)
    for last in range(len(neighbours)):
        coalitions = np.arange(1 << last, 2 << last)
        part = np.full_like(coalitions, 1 << last)
        while True:
            wider = (part | beside[part]) & coalitions
            if (wider == part).all():
                break
            part = wider
        found[..., coalitions] = worth[..., part] + found[..., coalitions & ~part]
    return found


def _neighbours_of_coalitions(neighbours: Sequence[int]) -> NDArray[np.int64]:
    beside = np.zeros(2 ** len(neighbours), dtype=np.int64)
    for i, near in enumerate(neighbours):
        beside[1 << i : 2 << i] = beside[: 1 << i] | near
    return beside
