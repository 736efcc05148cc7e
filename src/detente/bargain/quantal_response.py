"""What people do who choose better options more often, but not always: logit quantal response.

At every point of decision (an information set, or a player who moves once) action a is taken with
probability

    p(a) = exp(λ U(a; p)) / Σ_b exp(λ U(b; p)) ,

U(a; p) what a brings when everybody, oneself later on included, plays p. Rationality λ, in one over
the unit of the payoffs, is 0 for pure chance and without bound for best answers. There can be many
such p. The one returned is on the branch that begins at λ = 0, where all actions are equally
likely: with y(a) = ln p(a) − ln p(first),

    y(a) − λ (U(a; p) − U(first; p)) = 0 .

It is followed in small steps through every turn, since λ may fall for a while before it rises
again, up to the first point that has the λ asked for.

McKelvey & Palfrey (1995), Quantal Response Equilibria for Normal Form Games, Games and Economic
Behavior 10(1); (1998), Quantal Response Equilibria for Extensive Form Games, Experimental Economics
1(1); Turocy (2005), A Dynamic Homotopy Interpretation of the Logistic Quantal Response Equilibrium
Correspondence, Games and Economic Behavior 51(2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]
Play = tuple[Numbers, ...]

FIRST, SHORTEST = 0.1, 1e-9  # steps along the branch, in log odds
STEPS = 10_000
NEWTON = 8  # corrections after which a step was too long
DIFFERENCE = 1e-6  # in log odds: slopes good to about 1e-10
EXACT = 1e-13  # log odds, relative, to which a point is on the branch
JUMP = 0.1  # log odds by which a point may miss the tangent


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Points of decision, what can be done at each, and what that brings.

    Attributes
    ----------
    actions
        By point of decision, the names of its actions.
    payoffs
        Takes the probabilities of the actions, one array a point, and returns what each action
        brings whoever decides there, given that the point is reached.
    """

    actions: dict[str, tuple[str, ...]]
    payoffs: Callable[[Play], Play]


@dataclass(frozen=True, slots=True, eq=False)
class QuantalResponse(Result):
    """How often each action is taken at one rationality.

    Attributes
    ----------
    rationality
        λ, in one over the unit of the payoffs.
    probability
        By point of decision, over its actions; adds up to 1.
    residual
        Largest difference between a probability and the logit answer to all of them.
    """

    decisions: Decisions
    rationality: float
    probability: Play
    residual: float

    def of(self, point: str, action: str) -> float:
        """How often an action is taken at a point of decision."""
        known = self.decisions.actions
        if point not in known:
            raise UnknownLabel.among("point of decision", point, tuple(known))
        if action not in known[point]:
            raise UnknownLabel.among("action", action, known[point])
        return float(self.probability[tuple(known).index(point)][known[point].index(action)])

    def to_frame(self) -> "pd.DataFrame":
        """One row a point of decision and an action."""
        import pandas as pd

        pairs = [(d, a) for d, names in self.decisions.actions.items() for a in names]
        index = pd.MultiIndex.from_tuples(pairs, names=["point", "action"])
        return pd.DataFrame({"probability": np.concatenate(self.probability)}, index=index)


def two_player_game(
    row: ArrayLike,
    column: ArrayLike,
    *,
    row_actions: Sequence[str],
    column_actions: Sequence[str],
) -> Decisions:
    """A game in which two players choose once, neither knowing the other's choice.

    Parameters
    ----------
    row, column
        Payoffs of the row and of the column player, row action × column action.
    row_actions, column_actions
        Names.

    Raises
    ------
    BadInput
        Payoffs that are not one finite number for each pair of actions, names that repeat.

    Examples
    --------
    >>> game = two_player_game(
    ...     [[1, 0], [0, 1]], [[0, 1], [1, 0]], row_actions=["U", "D"], column_actions=["L", "R"]
    ... )
    >>> quantal_response(game, rationality=2).of("row", "U")
    0.5
    """
    a, b = np.asarray(row, dtype=float), np.asarray(column, dtype=float)
    shape = (len(row_actions), len(column_actions))
    if not a.shape == b.shape == shape or not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise BadInput(
            f"Payoffs of shape {a.shape} and {b.shape} for {shape[0]} and {shape[1]} actions. Give "
            "both players one finite number for each pair."
        )
    actions = {"row": tuple(row_actions), "column": tuple(column_actions)}
    return Decisions(actions, lambda p: (a @ p[1], p[0] @ b))


def quantal_response(decisions: Decisions, *, rationality: float) -> QuantalResponse:
    """Logit quantal response on the branch that begins at pure chance.

    Parameters
    ----------
    decisions
        Points of decision and what their actions bring; see :func:`two_player_game`.
    rationality
        λ, 0 or more, in one over the unit of the payoffs.

    Raises
    ------
    BadInput
        A rationality below 0, a point of decision with fewer than two actions or one name twice.
    NoSolution
        The branch was lost before that λ; says where.

    Examples
    --------
    Nine for a match in one corner makes the row player go there more often, against Nash:

    >>> game = two_player_game(
    ...     [[9, 0], [0, 1]], [[0, 1], [1, 0]], row_actions=["U", "D"], column_actions=["L", "R"]
    ... )
    >>> round(quantal_response(game, rationality=1).of("row", "U"), 4)
    0.8936
    """
    if not 0 <= rationality < np.inf:
        raise BadInput(
            f"Rationality is {rationality:g}. Give 0 for chance, more for better answers."
        )
    for point, names in decisions.actions.items():
        if len(names) < 2 or len(set(names)) < len(names):
            raise BadInput(
                f"The actions at {point} are {', '.join(names) or 'none'}. Name two or more, each "
                "once."
            )
    sizes = [len(names) for names in decisions.actions.values()]
    y = _follow(decisions.payoffs, sizes, float(rationality))
    play = _play(y, sizes)
    residual = _distance(decisions, play, float(rationality))
    return QuantalResponse(decisions, float(rationality), play, residual)


def is_quantal_response(
    decisions: Decisions, probability: Play, *, rationality: float, tolerance: float = 1e-9
) -> bool:
    """Whether every probability is the logit answer to all of them.

    Examples
    --------
    >>> game = two_player_game(
    ...     [[1, 0], [0, 1]], [[0, 1], [1, 0]], row_actions=["U", "D"], column_actions=["L", "R"]
    ... )
    >>> is_quantal_response(game, (np.array([0.5, 0.5]), np.array([0.4, 0.6])), rationality=1)
    False
    """
    return _distance(decisions, probability, rationality) <= tolerance


def _distance(decisions: Decisions, play: Play, rationality: float) -> float:
    """Largest |p − logit answer|."""
    answers = (_softmax(rationality * u) for u in decisions.payoffs(play))
    return max(float(np.abs(p - q).max()) for p, q in zip(play, answers, strict=True))


def _follow(payoffs: Callable[[Play], Play], sizes: list[int], goal: float) -> Numbers:
    """Log odds where the branch from λ = 0 first reaches the goal, turns included.

    A point is z = (y, λ × unit). Each step goes along the tangent and comes back by the shortest
    way; one that has to come back far is halved, so that no other branch is met by chance.
    """
    unit = max(_widest(payoffs, sizes), np.finfo(float).tiny)

    def gap(z: Numbers) -> Numbers:
        ahead = np.concatenate([(u - u[0])[1:] for u in payoffs(_play(z[:-1], sizes))])
        return np.asarray(z[:-1] - z[-1] / unit * ahead)

    z = np.zeros(sum(sizes) - len(sizes) + 1)
    along = np.eye(len(z))[-1]
    step, end = FIRST, goal * unit
    for _ in range(STEPS):
        null = np.linalg.svd(_slopes(gap, z))[2][-1]
        tangent = null * (1 if null @ along >= 0 else -1)
        arrives = z[-1] + step * tangent[-1] >= end
        length = (end - z[-1]) / tangent[-1] if arrives else step
        guess = z + length * tangent
        found = _nearest(gap, guess, len(z) - 1 if arrives else len(z))
        if found is not None and np.abs(found - guess).max() <= JUMP:
            z, along, step = found, tangent, 2 * step
            if arrives:
                return z[:-1]
        else:
            step /= 2
        if step < SHORTEST:
            break
    raise NoSolution(
        f"The branch that begins at chance was lost at a rationality of {z[-1] / unit:.4g}, short "
        f"of {goal:g}. Payoffs may jump there; ask for less."
    )


def _nearest(gap: Callable[[Numbers], Numbers], guess: Numbers, free: int) -> Numbers | None:
    """Nearest point without a gap, by Newton's method on the first coordinates; None if none."""
    z = guess.copy()
    for _ in range(NEWTON):
        off = gap(z)
        if np.abs(off).max() <= EXACT * (1 + np.abs(z).max()):
            return z
        z[:free] -= np.linalg.lstsq(_slopes(gap, z)[:, :free], off, rcond=None)[0]
    return None


def _slopes(gap: Callable[[Numbers], Numbers], z: Numbers) -> Numbers:
    """Derivatives of the gap by central differences, equation × coordinate."""
    aside = DIFFERENCE * np.eye(len(z))
    return np.stack([(gap(z + e) - gap(z - e)) / (2 * DIFFERENCE) for e in aside], axis=1)


def _widest(payoffs: Callable[[Play], Play], sizes: list[int]) -> float:
    """Largest difference between what two actions bring, at chance and on either side of it."""
    tilts = (np.ones, lambda n: np.arange(1.0, n + 1), lambda n: np.arange(n, 0.0, -1))
    plays = [tuple(tilt(n) / tilt(n).sum() for n in sizes) for tilt in tilts]
    return max(float(np.ptp(u)) for play in plays for u in payoffs(play))


def _cut(y: Numbers, sizes: list[int]) -> list[Numbers]:
    return np.split(y, np.cumsum([n - 1 for n in sizes])[:-1])


def _play(y: Numbers, sizes: list[int]) -> Play:
    """Probabilities from log odds against the first action of each point."""
    return tuple(_softmax(np.append(0.0, part)) for part in _cut(y, sizes))


def _softmax(score: Numbers) -> Numbers:
    raised = np.exp(score - score.max())
    return np.asarray(raised / raised.sum())
