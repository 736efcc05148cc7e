"""Why two sides fight although both would rather divide what they fight over.

A and B fight over a prize of 1. A would win with probability p; war costs them c_A and c_B. Every
division that gives A between

    p − c_A   and   p + c_B

is better for both than war. If A makes one offer and knows B's cost, it asks for all of that and
gets it. If A only knows that c_B lies somewhere from 0 to c̄, each value as likely, asking for p + z
risks war with probability z / c̄, and A does best at

    z = min( max(0, (c̄ − c_A) / 2), 1 − p ) ,

so a side that fears war little accepts more risk of it: the risk–return trade-off.

Fearon (1995), Rationalist Explanations for War, International Organization 49(3).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BargainingRange:
    """Shares of the prize for A that both prefer to war, one or one a draw; from 0 to 1."""

    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class RiskyDemand:
    """What A asks for when it does not know B's cost of war, one or one a draw.

    Attributes
    ----------
    demand
        Share of the prize for A.
    war
        Probability that B would rather fight.
    """

    demand: Numbers
    war: Numbers


def bargaining_range(
    winning: ArrayLike, *, cost_a: ArrayLike, cost_b: ArrayLike
) -> BargainingRange:
    """Divisions of a prize that both sides prefer to fighting over it.

    Parameters
    ----------
    winning
        Probability that A wins the war, from 0 to 1.
    cost_a, cost_b
        What war costs each, as a share of the prize, not below 0.

    Raises
    ------
    BadInput
        A probability off its scale, a cost below 0.

    Examples
    --------
    >>> found = bargaining_range(0.7, cost_a=0.05, cost_b=0.2)
    >>> round(float(found.low), 2), round(float(found.high), 2)
    (0.65, 0.9)
    """
    p, a, b = _probability(winning), _cost(cost_a, "A"), _cost(cost_b, "B")
    low, high = np.broadcast_arrays(np.maximum(p - a, 0.0), np.minimum(p + b, 1.0))
    return BargainingRange(low, high)


def risky_demand(
    winning: ArrayLike, *, cost_a: ArrayLike, highest_cost_b: ArrayLike
) -> RiskyDemand:
    """What A does best to ask for, once and for all, of a B whose cost of war it does not know.

    Parameters
    ----------
    winning
        Probability that A wins the war, from 0 to 1.
    cost_a
        What war costs A, as a share of the prize, not below 0.
    highest_cost_b
        What it costs B at most; every value from 0 up to it is as likely. Above 0.

    Raises
    ------
    BadInput
        A probability off its scale, a cost below 0, a highest cost of 0.

    Examples
    --------
    >>> found = risky_demand(0.6, cost_a=0.1, highest_cost_b=0.4)
    >>> round(float(found.demand), 3), round(float(found.war), 3)
    (0.75, 0.375)
    """
    p, a, most = _probability(winning), _cost(cost_a, "A"), _cost(highest_cost_b, "B")
    if not (most > 0).all():
        raise BadInput("War costs B nothing at most. Give a highest cost above 0.")
    extra = np.minimum(np.maximum((most - a) / 2, 0.0), 1 - p)
    demand, war = np.broadcast_arrays(p + extra, extra / most)
    return RiskyDemand(demand, np.minimum(war, 1.0))


def _probability(winning: ArrayLike) -> Numbers:
    p = np.asarray(winning, dtype=float)
    if not ((p >= 0) & (p <= 1)).all():
        wrong = float(p[~((p >= 0) & (p <= 1))].flat[0])
        raise BadInput(f"A wins with probability {wrong:g}. Give a fraction from 0 to 1.")
    return p


def _cost(cost: ArrayLike, side: str) -> Numbers:
    c = np.asarray(cost, dtype=float)
    if not ((c >= 0) & (c < np.inf)).all():
        wrong = float(c[~((c >= 0) & (c < np.inf))].flat[0])
        raise BadInput(f"War costs {side} {wrong:g}. Give a share of the prize, 0 or more.")
    return c
