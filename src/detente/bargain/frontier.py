"""What two parties can have at most, one against the other.

A deal gives the first party the payoff u₁ and the second u₂. What can be agreed is a convex set

    { u : u₂ ≤ g(u₁), u₁ ≤ end }        g concave and falling

in which either may throw something away; g is its frontier. Three kinds: a pie, u₁ + u₂ = size,
with side payments both ways; straight lines between corners; a smooth curve.

All that a settlement needs to know of it is how far one can go in a direction,

    reach(u, v) = max { s : u + s v can be agreed } ,

and where on it the product (u₁ − d₁)^a (u₂ − d₂)^(1−a) is largest. On a line αu₁ + βu₂ = γ that is
where α(u₁ − d₁) is the share a of the gains γ − αd₁ − βd₂; on a line between two corners the
nearest point to that; on a curve the root of a (g − d₂) + (1−a) g′ (u₁ − d₁), which falls in u₁.

Nash (1950), The Bargaining Problem, Econometrica 18(2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput

Numbers = NDArray[np.float64]

HALVINGS = 60  # of an interval: more than a double can tell apart
DIFFERENCE = 1e-5  # of the width of a curve: a central difference good to about 1e-10
STRAIGHT = 1e-12  # by which three corners on one line may seem to bend inwards


class Frontier(Protocol):
    """The most that two parties can have, one against the other."""

    def reach(self, start: Numbers, direction: Numbers) -> Numbers:
        """How far one can go from *start*; below zero where it cannot be agreed itself.

        Along one party's axis, the other's payoff has to be one that it can have at all.
        """

    def nash_point(self, disagreement: Numbers, power: Numbers) -> Numbers:
        """Where the product of gains to the powers is largest, draw × party."""


def pie(size: ArrayLike) -> Frontier:
    """An amount to divide, with side payments both ways: payoffs that add up to its size.

    Parameters
    ----------
    size
        A number, or one a draw.

    Raises
    ------
    BadInput
        A size that is not a finite number.

    Examples
    --------
    >>> float(pie(10).reach(np.zeros(2), np.array([1.0, 1.0])))
    5.0
    """
    total = np.asarray(size, dtype=float)
    if not np.isfinite(total).all():
        raise BadInput("The size of the pie is not a finite number. Give what there is to divide.")
    bound, none = total[..., None], np.full((1,), np.inf)
    return _Lines(np.ones((1, 2)), bound, -none, none, np.inf)


def frontier_of_points(points: ArrayLike) -> Frontier:
    """Straight lines between corners, from the second party's best to the first party's.

    Parameters
    ----------
    points
        Corner × party, or draw × corner × party. The first party's payoff rises, the second's
        falls, ever faster.

    Raises
    ------
    BadInput
        Fewer than two corners, numbers that are not finite, or corners that do not fall ever
        faster; names the corner.

    Examples
    --------
    >>> float(frontier_of_points([[0, 4], [2, 3], [3, 0]]).reach(np.zeros(2), np.ones(2)))
    2.25
    """
    corner = np.asarray(points, dtype=float)
    if corner.ndim < 2 or corner.shape[-1] != 2 or corner.shape[-2] < 2:
        raise BadInput(
            f"Points of shape {corner.shape} are no frontier. Give two or more corners, each a "
            "payoff of the first and of the second party."
        )
    if not np.isfinite(corner).all():
        raise BadInput("A corner of the frontier is not a finite number. Leave it out.")
    step = np.diff(corner, axis=-2)
    along, down = step[..., 0], -step[..., 1]
    if not ((along > 0) & (down > 0)).all():
        where = int(np.argwhere(~((along > 0) & (down > 0)))[0][-1])
        raise BadInput(
            f"From corner {where + 1} to {where + 2} the first party's payoff does not rise while "
            "the second's falls. Give corners from the second party's best to the first party's."
        )
    bend = down[..., 1:] * along[..., :-1] - down[..., :-1] * along[..., 1:]
    if (bend < -STRAIGHT * down[..., 1:] * along[..., :-1]).any():
        where = int(np.argwhere(bend < -STRAIGHT * down[..., 1:] * along[..., :-1])[0][-1])
        raise BadInput(
            f"The frontier bends inwards at corner {where + 2}. A lottery between its neighbours "
            "is better for both: leave that corner out."
        )
    normal = np.stack([down, along], axis=-1)
    bound = np.sum(normal * corner[..., :-1, :], axis=-1)
    return _Lines(normal, bound, corner[..., :-1, 0], corner[..., 1:, 0], corner[..., 0, 1])


def frontier_of_curve(
    curve: Callable[[Numbers], Numbers], *, low: float = 0.0, high: float = 1.0
) -> Frontier:
    """A smooth frontier: what the second party can have for each payoff of the first.

    Its slope is taken numerically, so settlements are good to about nine digits. A frontier with
    kinks is one of :func:`frontier_of_points`, and exact.

    Parameters
    ----------
    curve
        Takes and returns an array; falling and concave between the two ends.
    low, high
        Payoffs of the first party at the two ends.

    Raises
    ------
    BadInput
        Ends out of order, or a curve that is not finite, falling and concave on 101 points
        between them; names the point.

    Examples
    --------
    >>> float(frontier_of_curve(lambda x: 1 - x**2).reach(np.zeros(2), np.array([0.0, 1.0])))
    1.0
    """
    if not -np.inf < low < high < np.inf:
        raise BadInput(f"A curve from {low:g} to {high:g} has no length. Give low below high.")
    first = np.linspace(low, high, 101)
    second = np.asarray(curve(first), dtype=float)
    if second.shape != first.shape or not np.isfinite(second).all():
        raise BadInput(
            f"The curve is not one finite number for each payoff between {low:g} and {high:g}. "
            "Give a function of arrays, and ends between which it is known."
        )
    slack = STRAIGHT * np.ptp(second)
    fall = -np.diff(second)
    wrong = np.append(fall <= 0, False) | np.concatenate([[False], np.diff(fall) < -slack, [False]])
    if wrong.any():
        raise BadInput(
            f"The curve does not fall ever faster near {first[np.argmax(wrong)]:g}. What can be "
            "agreed is convex, since parties may draw lots: give its outer edge."
        )
    return _Curve(curve, float(low), float(high))


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Lines normal · u = bound, each between two payoffs of the first party; no more than top."""

    normal: Numbers
    bound: Numbers
    start: Numbers
    end: Numbers
    top: Numbers | float

    def reach(self, start: Numbers, direction: Numbers) -> Numbers:
        """See `Frontier`."""
        left = self.bound - np.sum(self.normal * start[..., None, :], axis=-1)
        pace = np.sum(self.normal * direction[..., None, :], axis=-1)
        sides = np.stack(
            np.broadcast_arrays(self.end[..., -1] - start[..., 0], self.top - start[..., 1]),
            axis=-1,
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            straight = np.where(direction > 0, sides / direction, np.inf)
        return np.asarray(np.minimum((left / pace).min(axis=-1), straight.min(axis=-1)))

    def nash_point(self, disagreement: Numbers, power: Numbers) -> Numbers:
        """See `Frontier`."""
        d = disagreement[..., None, :]
        gains = self.bound - np.sum(self.normal * d, axis=-1)
        first = d[..., 0] + power[..., None] * gains / self.normal[..., 0]
        first = np.clip(first, self.start, self.end)
        second = (self.bound - self.normal[..., 0] * first) / self.normal[..., 1]
        candidate = np.stack([first, second], axis=-1)
        gain = np.maximum(candidate - d, 0.0)
        weight = np.stack([power, 1 - power], axis=-1)[..., None, :]
        best = np.prod(gain**weight, axis=-1).argmax(axis=-1)
        return np.take_along_axis(candidate, best[..., None, None], axis=-2)[..., 0, :]


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    """A smooth concave function between two payoffs of the first party."""

    curve: Callable[[Numbers], Numbers]
    low: float
    high: float

    def height(self, first: Numbers) -> Numbers:
        """Most the second party can have; the first may throw away what lies before the start."""
        return np.asarray(self.curve(np.clip(first, self.low, self.high)), dtype=float)

    def reach(self, start: Numbers, direction: Numbers) -> Numbers:
        """See `Frontier`."""
        g_low, g_high = self.height(np.array([self.low, self.high]))
        with np.errstate(divide="ignore", invalid="ignore"):
            to_best = (np.array([self.high, g_low]) - start) / direction
            to_worst = (np.array([self.low, g_high]) - start) / direction
        far = np.where(direction > 0, to_best, np.inf).min(axis=-1)
        near = np.where(direction > 0, to_worst, 0.0).clip(max=0.0).min(axis=-1)

        def is_too_far(s: Numbers) -> NDArray[np.bool_]:
            u = start + s[..., None] * direction
            return np.asarray(u[..., 1] > self.height(u[..., 0]))

        return _turning_point(is_too_far, near, far)

    def nash_point(self, disagreement: Numbers, power: Numbers) -> Numbers:
        """See `Frontier`."""
        d1, d2 = disagreement[..., 0], disagreement[..., 1]
        most = d1 + self.reach(disagreement, np.array([1.0, 0.0]))
        width = DIFFERENCE * (self.high - self.low)

        def is_too_far(u: Numbers) -> NDArray[np.bool_]:
            h = np.minimum(width, np.minimum(u - self.low, self.high - u))
            with np.errstate(invalid="ignore", divide="ignore"):
                slope = (self.height(u + h) - self.height(u - h)) / (2 * h)
            return np.asarray(power * (self.height(u) - d2) + (1 - power) * slope * (u - d1) < 0)

        first = _turning_point(is_too_far, np.maximum(d1, self.low), most)
        return np.stack(np.broadcast_arrays(first, self.height(first)), axis=-1)


def _turning_point(
    is_too_far: Callable[[Numbers], NDArray[np.bool_]], low: Numbers, high: Numbers
) -> Numbers:
    """Largest number between two that is not too far, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        beyond = is_too_far(middle)
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    return low
