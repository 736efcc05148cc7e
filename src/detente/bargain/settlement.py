"""What two parties settle on, when each can refuse.

With d what each has while they disagree, m the most each can have when the other is left with d,
and a the bargaining power of the first party, from 0 to 1, the settlement u on the frontier is

    Nash                 the largest (u₁ − d₁)^a (u₂ − d₂)^(1−a)
    Kalai–Smorodinsky    (u₁ − d₁) / (m₁ − d₁) = (u₂ − d₂) / (m₂ − d₂) , the largest such
    egalitarian          u₁ − d₁ = u₂ − d₂ , the largest such

A *disagreement point* is what each has while talks go on or stall. An *outside option* o is what
a party can walk away to for good. It is a constraint, u ≥ o, and moves nothing until it binds
("deal me out"). To take it as the disagreement point instead ("split the difference") is a
different model with a different answer: of a pie of 1, an option of 0.3 leaves a half to each in
the first, and gives its owner 0.65 in the second. Both are reported.

Nash (1950), The Bargaining Problem, Econometrica 18(2); Kalai & Smorodinsky (1975), Other Solutions
to Nash's Bargaining Problem, Econometrica 43(3); Kalai (1977), Proportional Solutions to Bargaining
Situations, Econometrica 45(7); Binmore, Shaked & Sutton (1989), An Outside Option Experiment,
Quarterly Journal of Economics 104(4).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.bargain.frontier import Frontier, Numbers
from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Solution = Literal["Nash", "Kalai-Smorodinsky", "egalitarian"]

TRIALS = 51  # points of the frontier on which a larger product is looked for


@dataclass(frozen=True, slots=True, eq=False)
class Settlement(Result):
    """What two parties settle on; a leading axis of draws where the question had one.

    Attributes
    ----------
    solution
        The rule that picks the point.
    payoffs
        Party, or draw × party. Outside options, if any, are constraints.
    payoffs_if_options_were_disagreement
        The same with each outside option as that party's disagreement point, where it is the
        better of the two; None where no outside option was given.
    disagreement, outside_options
        What was asked, on the axes of `payoffs`; None for no outside options.
    power
        Bargaining power of the first party; a half for rules that know none.
    residual
        How far the payoffs are from what the rule asks: what either could still gain for nothing,
        and the gap in the rule's own equation, as shares of the possible gains. For the Nash
        settlement the gap is that of the point before outside options bind.
    """

    solution: Solution
    parties: tuple[str, str]
    payoffs: Numbers
    payoffs_if_options_were_disagreement: Numbers | None
    disagreement: Numbers
    outside_options: Numbers | None
    power: Numbers
    residual: Numbers

    @property
    def gains(self) -> Numbers:
        """Payoffs above the disagreement point."""
        return self.payoffs - self.disagreement

    @property
    def is_bound_by_option(self) -> NDArray[np.bool_]:
        """By party: whether it gets its outside option and no more."""
        if self.outside_options is None:
            return np.zeros(self.payoffs.shape, dtype=bool)
        return np.asarray(np.isclose(self.payoffs, self.outside_options, rtol=1e-12, atol=0.0))

    def of(self, party: str) -> Numbers:
        """Payoff of one party, one a draw."""
        if party not in self.parties:
            raise UnknownLabel.among("party", party, self.parties)
        return self.payoffs[..., self.parties.index(party)]

    def to_frame(self) -> "pd.DataFrame":
        """One row a party, or a draw and a party."""
        import pandas as pd

        draws = int(np.prod(self.payoffs.shape[:-1]))
        columns = {"payoff": self.payoffs, "gain": self.gains}
        if self.payoffs_if_options_were_disagreement is not None:
            columns["if_options_were_disagreement"] = self.payoffs_if_options_were_disagreement
        index = pd.MultiIndex.from_product([range(draws), self.parties], names=["draw", "party"])
        frame = pd.DataFrame({k: v.ravel() for k, v in columns.items()}, index=index)
        return frame.droplevel("draw") if self.payoffs.ndim == 1 else frame


def nash_settlement(
    frontier: Frontier,
    *,
    disagreement: ArrayLike = (0.0, 0.0),
    outside_options: ArrayLike | None = None,
    power: ArrayLike = 0.5,
    parties: tuple[str, str] = ("first", "second"),
) -> Settlement:
    """The Nash settlement, symmetric or not.

    Parameters
    ----------
    frontier
        What can be agreed; see :func:`pie`, :func:`frontier_of_points`, :func:`frontier_of_curve`.
    disagreement
        Party, or draw × party: what each has while they disagree, in the frontier's unit.
    outside_options
        The same axes: what each can leave for. An option below the disagreement point never binds.
    power
        Bargaining power of the first party, between 0 and 1; the second has the rest.

    Raises
    ------
    BadInput
        A disagreement point that cannot be agreed, a power outside 0 to 1, names that are equal.
    NoSolution
        Outside options that no agreement can match; says by how much.

    Examples
    --------
    >>> from detente.bargain import pie
    >>> found = nash_settlement(pie(100), disagreement=(20, 10))
    >>> found.payoffs
    array([55., 45.])

    An option of 0.3 changes nothing, unless it is taken for the disagreement point.

    >>> found = nash_settlement(pie(1), outside_options=(0.3, 0))
    >>> found.payoffs, found.payoffs_if_options_were_disagreement
    (array([0.5, 0.5]), array([0.65, 0.35]))
    """
    d = _disagreement(frontier, disagreement, parties)
    a = np.asarray(power, dtype=float)
    if not ((a > 0) & (a < 1)).all():
        raise BadInput(
            f"Bargaining power is {_first_wrong(a, (a > 0) & (a < 1)):g}. It lies between 0 and 1: "
            "0.5 for equals."
        )
    free = frontier.nash_point(d, a)
    split = options = None
    payoffs = free
    if outside_options is not None:
        options = _pairs(outside_options, "outside options")
        floor = np.maximum(d, options)
        _refuse_no_deal(frontier, floor)
        split = frontier.nash_point(floor, a)
        payoffs = _no_less_than(floor, free, frontier)
        options = np.broadcast_to(options, payoffs.shape)
    residual = np.maximum(_waste(frontier, payoffs, d), _gain_elsewhere(frontier, free, d, a))
    d, a = np.broadcast_to(d, payoffs.shape), np.broadcast_to(a, payoffs.shape[:-1])
    return Settlement("Nash", parties, payoffs, split, d, options, a, residual)


def kalai_smorodinsky_settlement(
    frontier: Frontier,
    *,
    disagreement: ArrayLike = (0.0, 0.0),
    parties: tuple[str, str] = ("first", "second"),
) -> Settlement:
    """The Kalai–Smorodinsky settlement: each gains the same share of the most it could gain.

    Parameters and refusals are those of :func:`nash_settlement`.

    Examples
    --------
    >>> from detente.bargain import frontier_of_points
    >>> frontier = frontier_of_points([[0, 2], [1, 2 / 3], [4 / 3, 0]])
    >>> kalai_smorodinsky_settlement(frontier).payoffs.round(3)
    array([0.706, 1.059])
    """
    d = _disagreement(frontier, disagreement, parties)
    return _along(frontier, d, _most(frontier, d), "Kalai-Smorodinsky", parties)


def egalitarian_settlement(
    frontier: Frontier,
    *,
    disagreement: ArrayLike = (0.0, 0.0),
    parties: tuple[str, str] = ("first", "second"),
) -> Settlement:
    """The egalitarian settlement: both gain as much, in a unit they share.

    Where one party's best is less than that, the other may still have more at no one's cost.
    Parameters and refusals are those of :func:`nash_settlement`.

    Examples
    --------
    >>> from detente.bargain import pie
    >>> egalitarian_settlement(pie(100), disagreement=(20, 10)).gains
    array([35., 35.])
    """
    d = _disagreement(frontier, disagreement, parties)
    return _along(frontier, d, np.ones(2), "egalitarian", parties)


def is_nash_settlement(
    frontier: Frontier,
    payoffs: ArrayLike,
    *,
    disagreement: ArrayLike = (0.0, 0.0),
    power: ArrayLike = 0.5,
    tolerance: float = 1e-9,
) -> bool:
    """Whether payoffs are on the frontier and no point on it has a larger Nash product.

    Examples
    --------
    >>> from detente.bargain import pie
    >>> is_nash_settlement(pie(1), (0.5, 0.5)), is_nash_settlement(pie(1), (0.6, 0.4))
    (True, False)
    """
    d = _disagreement(frontier, disagreement, ("first", "second"))
    u, a = _pairs(payoffs, "payoffs"), np.asarray(power, dtype=float)
    off = np.maximum(np.abs(_waste(frontier, u, d)), _gain_elsewhere(frontier, u, d, a))
    return bool((off <= tolerance).all())


def _along(
    frontier: Frontier, d: Numbers, direction: Numbers, solution: Solution, parties: tuple[str, str]
) -> Settlement:
    """Go from the disagreement point as far as can be agreed."""
    payoffs = d + frontier.reach(d, direction)[..., None] * direction
    d = np.broadcast_to(d, payoffs.shape)
    share = (payoffs - d) / direction
    gap = np.abs(share[..., 0] - share[..., 1]) / share.max(axis=-1)
    left = np.abs(frontier.reach(payoffs, direction)) / share.max(axis=-1)
    half = np.full(payoffs.shape[:-1], 0.5)
    return Settlement(solution, parties, payoffs, None, d, None, half, np.maximum(gap, left))


def _most(frontier: Frontier, d: Numbers) -> Numbers:
    """What each can gain at most, the other left at the disagreement point."""
    return np.stack([frontier.reach(d, np.array(way)) for way in ((1.0, 0.0), (0.0, 1.0))], axis=-1)


def _no_less_than(floor: Numbers, u: Numbers, frontier: Frontier) -> Numbers:
    """Move along the frontier until both have at least their floor; stay where they do."""
    upper = floor[..., 0] + frontier.reach(floor, np.array([1.0, 0.0]))
    first = np.clip(u[..., 0], floor[..., 0], np.maximum(upper, floor[..., 0]))
    below = np.stack(np.broadcast_arrays(first, floor[..., 1]), axis=-1)
    second = floor[..., 1] + frontier.reach(below, np.array([0.0, 1.0]))
    held = first != u[..., 0]
    return np.where(held[..., None], np.stack([first, second], axis=-1), u)


def _waste(frontier: Frontier, u: Numbers, d: Numbers) -> Numbers:
    """What both could still gain for nothing, as a share of what they could gain at all."""
    return np.asarray(np.abs(frontier.reach(u, np.ones(2))) / _most(frontier, d).max(axis=-1))


def _gain_elsewhere(frontier: Frontier, u: Numbers, d: Numbers, a: Numbers) -> Numbers:
    """By what share the Nash product is larger on some other point of the frontier; 0 if none."""
    most = _most(frontier, d)
    product = _product((u - d) / most, a)
    t = np.linspace(0.0, 1.0, TRIALS).reshape(-1, *(1 for _ in product.shape))
    start = d + most * np.stack([t, np.zeros_like(t)], axis=-1)
    height = frontier.reach(start, np.array([0.0, 1.0])) / most[..., 1]
    trials = np.stack(np.broadcast_arrays(t, height), axis=-1)
    largest = np.maximum(product, _product(trials, a).max(axis=0))
    return np.asarray((largest - product) / largest)


def _product(gain: Numbers, a: Numbers) -> Numbers:
    """g₁^a g₂^(1−a); what is below zero counts as nothing."""
    kept = np.maximum(gain, 0.0)
    return np.asarray(kept[..., 0] ** a * kept[..., 1] ** (1 - a))


def _disagreement(frontier: Frontier, point: ArrayLike, parties: tuple[str, str]) -> Numbers:
    """Check the names and that there is something to gain."""
    if len(parties) != 2 or parties[0] == parties[1]:
        raise BadInput(f"Parties are {', '.join(parties)}. Name two different ones.")
    d = _pairs(point, "disagreement")
    room = frontier.reach(d, np.ones(2))
    if not (room > 0).all():
        draw = tuple(np.argwhere(~(room > 0))[0]) if room.ndim else ()
        at = np.broadcast_to(d, (*room.shape, 2))[draw]
        raise BadInput(
            f"Disagreement gives ({at[0]:g}, {at[1]:g}), and no agreement gives both more: each "
            f"would have {-room[draw]:g} less. There is nothing to settle; lower the disagreement "
            "point or widen what can be agreed."
        )
    return d


def _refuse_no_deal(frontier: Frontier, floor: Numbers) -> None:
    """Refuse outside options that no agreement can match."""
    room = frontier.reach(floor, np.ones(2))
    if (room < -1e-12 * (1 + np.abs(floor).max())).any():
        draw = tuple(np.argwhere(room == room.min())[0]) if room.ndim else ()
        at = np.broadcast_to(floor, (*room.shape, 2))[draw]
        raise NoSolution(
            f"No deal: the parties can leave for ({at[0]:g}, {at[1]:g}), and in any agreement that "
            f"treats them alike each would have {-room[draw]:g} less. One of them does better "
            "outside; lower an outside option or widen what can be agreed."
        )


def _pairs(numbers: ArrayLike, name: str) -> Numbers:
    """Finite payoffs, party or draw × party."""
    pairs = np.asarray(numbers, dtype=float)
    if pairs.ndim < 1 or pairs.shape[-1] != 2 or not np.isfinite(pairs).all():
        raise BadInput(
            f"{np.array2string(pairs, threshold=6)} was given as {name}. Give a finite payoff for "
            "the first and for the second party."
        )
    return pairs


def _first_wrong(values: Numbers, is_right: NDArray[np.bool_]) -> float:
    return float(values[~is_right].flat[0])
