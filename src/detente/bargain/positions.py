"""Where actors stand on an issue, and where a compromise between them lies.

Actor i has a position xᵢ on a scale, a capability cᵢ > 0 and a salience sᵢ, the share of it that
the actor would put into this issue. With weights cᵢsᵢ

    mean      Σ cᵢsᵢxᵢ / Σ cᵢsᵢ , the compromise that stands in for the Nash settlement of all
    median    where half of the weight lies on either side

The mean answers when everybody's assent counts, the median when a majority of weight decides. When
exactly half of the weight ends at one position, every point up to the next is a median, and the
middle of them is given.

Black (1948), On the Rationale of Group Decision-making, Journal of Political Economy 56(1); Van den
Bos (1991), Dutch EC Policy Making; Achen (2006), Institutional Realism and Bargaining Models, in
The European Union Decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]

HALF = 1e-12  # by which summed weights may miss exactly a half
PEAK = 4.0  # weight of the middle guess in a PERT distribution


@dataclass(frozen=True, slots=True, eq=False)
class Issue:
    """Actors and where they stand on one question; a leading axis of draws where there is one.

    Attributes
    ----------
    actors
        Names, each once, at least two.
    position
        Actor, or draw × actor, on the scale.
    salience
        The same axes, shares above 0 and up to 1.
    capability
        The same axes, above 0, in any unit.
    scale
        The two ends of the scale.
    """

    actors: tuple[str, ...]
    position: Numbers
    salience: Numbers
    capability: Numbers
    scale: tuple[float, float]

    @property
    def weight(self) -> Numbers:
        """By actor: capability times salience, as a share of all."""
        weight = self.capability * self.salience
        return np.asarray(weight / weight.sum(axis=-1, keepdims=True))

    def row(self, actor: str) -> int:
        """Where an actor stands in the list."""
        if actor not in self.actors:
            raise UnknownLabel.among("actor", actor, self.actors)
        return self.actors.index(actor)


@dataclass(frozen=True, slots=True, eq=False)
class Compromise(Result):
    """Where a compromise lies, one number or one a draw.

    Attributes
    ----------
    mean, median
        Weighted by capability times salience, on the issue's scale.
    """

    issue: Issue
    mean: Numbers
    median: Numbers

    def to_frame(self) -> "pd.DataFrame":
        """One row a draw."""
        import pandas as pd

        columns = {"mean": np.ravel(self.mean), "median": np.ravel(self.median)}
        return pd.DataFrame(columns).rename_axis("draw")


def issue(
    actors: Sequence[str],
    *,
    position: ArrayLike,
    salience: ArrayLike,
    capability: ArrayLike,
    scale: tuple[float, float] = (0.0, 100.0),
) -> Issue:
    """Actors and where they stand, checked.

    Parameters
    ----------
    actors
        Names.
    position, salience, capability
        By actor, or draw × actor; see `Issue`.
    scale
        The two ends of the scale of positions, lower first.

    Raises
    ------
    BadInput
        Fewer than two actors, a name twice, not one number for each actor, a position off the
        scale, a salience that is not a share, a capability that is not positive; names the actor.

    Examples
    --------
    >>> asked = issue(["NLD", "NOR"], position=[0, 60], salience=[0.5, 1], capability=[2, 2])
    >>> asked.weight.round(3)
    array([0.333, 0.667])
    """
    names = tuple(actors)
    if len(names) < 2 or len(set(names)) < len(names):
        raise BadInput(
            f"The actors are {', '.join(names) or 'none'}. Name two or more, each once: with fewer "
            "there is nothing to settle."
        )
    low, high = (float(end) for end in scale)
    if not -np.inf < low < high < np.inf:
        raise BadInput(f"A scale from {low:g} to {high:g} has no length. Give the lower end first.")
    x = _by_actor(position, "position", names)
    s = _by_actor(salience, "salience", names)
    c = _by_actor(capability, "capability", names)
    _refuse(x, (x >= low) & (x <= high), names, "position", f"from {low:g} to {high:g}")
    _refuse(s, (s > 0) & (s <= 1), names, "salience", "above 0 and up to 1; write 0.35 for 35 %")
    _refuse(c, (c > 0) & (c < np.inf), names, "capability", "above 0")
    x, s, c = np.broadcast_arrays(x, s, c)
    return Issue(names, x, s, c, (low, high))


def issue_draws(low: Issue, middle: Issue, high: Issue, *, draws: int, seed: int) -> Issue:
    """Draw positions and saliences between low and high guesses, most often near the middle ones.

    Each number is drawn by itself from a PERT distribution: a beta distribution on low to high
    whose mean is (low + 4 middle + high) / 6. Capabilities and the scale are those of the middle.

    Parameters
    ----------
    low, middle, high
        The same actors without draws, on the same scale.
    draws, seed
        How many, and where the random numbers start: the same seed gives the same draws.

    Raises
    ------
    BadInput
        Issues that differ in actors or scale or hold draws themselves, guesses out of order,
        fewer than one draw.

    Examples
    --------
    >>> low, middle, high = (
    ...     issue(["NLD", "NOR"], position=[x, 60], salience=[0.5, 1], capability=[2, 2])
    ...     for x in (0, 10, 40)
    ... )
    >>> asked = issue_draws(low, middle, high, draws=1000, seed=1)
    >>> asked.position.shape, compromise(asked).mean.std().round(1)
    ((1000, 2), np.float64(2.4))
    """
    three = (low, middle, high)
    if {(i.actors, i.scale, i.position.ndim) for i in three} != {(middle.actors, middle.scale, 1)}:
        raise BadInput(
            "The low, middle and high guesses differ in actors or scale, or hold draws. Give three "
            "plain issues that differ in positions and saliences only."
        )
    if draws < 1:
        raise BadInput(f"{draws} draws. Ask for one or more.")
    random = np.random.default_rng(seed)
    position, salience = (
        _pert([getattr(i, name) for i in three], draws, random, middle.actors, name)
        for name in ("position", "salience")
    )
    capability = np.broadcast_to(middle.capability, position.shape)
    return Issue(middle.actors, position, salience, capability, middle.scale)


def compromise(issue: Issue) -> Compromise:
    """Weighted mean and median of the positions on an issue.

    Examples
    --------
    >>> asked = issue(["NLD", "NOR"], position=[0, 60], salience=[0.5, 1], capability=[2, 2])
    >>> found = compromise(asked)
    >>> float(found.mean), float(found.median)
    (40.0, 60.0)
    """
    return Compromise(
        issue,
        mean=np.asarray((issue.weight * issue.position).sum(axis=-1)),
        median=weighted_median(issue.position, issue.weight),
    )


def weighted_median(position: Numbers, weight: Numbers) -> Numbers:
    """Middle of the points with half of the weight on either side, along the last axis."""
    order = np.argsort(position, axis=-1, kind="stable")
    x = np.take_along_axis(position, order, axis=-1)
    below = np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)
    half = below[..., -1:] / 2
    lower = np.argmax(below >= half * (1 - HALF), axis=-1)[..., None]
    upper = np.argmax(below > half * (1 + HALF), axis=-1)[..., None]
    ends = np.take_along_axis(x, lower, axis=-1) + np.take_along_axis(x, upper, axis=-1)
    return np.asarray(ends[..., 0] / 2)


def _pert(
    guesses: Sequence[Numbers],
    draws: int,
    random: np.random.Generator,
    actors: tuple[str, ...],
    name: str,
) -> Numbers:
    """Draw × actor; a guess without a range stays what it is."""
    low, middle, high = guesses
    ordered = (low <= middle) & (middle <= high)
    if not ordered.all():
        i = int(np.argmin(ordered))
        raise BadInput(
            f"The {name} of {actors[i]} is {low[i]:g}, {middle[i]:g}, {high[i]:g} at low, middle "
            "and high. Give them in rising order."
        )
    width = high - low
    way = np.divide(middle - low, width, out=np.full_like(width, 0.5), where=width > 0)
    share = random.beta(1 + PEAK * way, 1 + PEAK * (1 - way), size=(draws, len(low)))
    return np.asarray(np.clip(low + width * share, low, high))


def _by_actor(numbers: ArrayLike, name: str, actors: tuple[str, ...]) -> Numbers:
    values = np.asarray(numbers, dtype=float)
    if values.ndim < 1 or values.shape[-1] != len(actors):
        raise BadInput(
            f"{name.capitalize()} has shape {values.shape} for {len(actors)} actors. Give one "
            "number for each."
        )
    return values


def _refuse(
    values: Numbers, is_right: NDArray[np.bool_], actors: tuple[str, ...], name: str, rule: str
) -> None:
    if not is_right.all():
        where = tuple(np.argwhere(~is_right)[0])
        raise BadInput(f"The {name} of {actors[where[-1]]} is {values[where]:g}. It lies {rule}.")
