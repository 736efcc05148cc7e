"""Who gets what when two parties make offers in turn, and waiting costs both.

Party i values what it gets one round later at δᵢ of its worth today. The only outcome that no
threat of waiting can upset is agreed at once: the one who proposes keeps

    first proposes    x₁ = (1 − δ₂) / (1 − δ₁δ₂)
    second proposes   x₁ = 1 − (1 − δ₁) / (1 − δ₁δ₂)

of the pie. As rounds grow short, δᵢ = exp(−rᵢ Δ) with Δ to 0, both become r₂ / (r₁ + r₂): the
Nash settlement, with the patient party the more powerful.

Rubinstein (1982), Perfect Equilibrium in a Bargaining Model, Econometrica 50(1); Binmore,
Rubinstein & Wolinsky (1986), The Nash Bargaining Solution in Economic Modelling, RAND Journal of
Economics 17(2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AlternatingOffers:
    """The division that offers in turn lead to.

    Attributes
    ----------
    discount
        Party, or draw × party: worth today of one that comes a round later.
    if_first_proposes, if_second_proposes
        Shares of the pie on the same axes, by who makes the first offer.
    limit_power
        Bargaining power of the first party in the Nash settlement that both approach as rounds
        grow short.
    """

    discount: Numbers
    if_first_proposes: Numbers
    if_second_proposes: Numbers
    limit_power: Numbers


def alternating_offers(discount: ArrayLike) -> AlternatingOffers:
    """Shares of a pie that two parties agree on when they make offers in turn.

    Parameters
    ----------
    discount
        Party, or draw × party: what one a round later is worth today, between 0 and 1.

    Raises
    ------
    BadInput
        A discount factor that is not between 0 and 1.

    Examples
    --------
    >>> found = alternating_offers((0.9, 0.8))
    >>> found.if_first_proposes.round(3), found.limit_power.round(3)
    (array([0.714, 0.286]), np.float64(0.679))
    """
    factor = np.asarray(discount, dtype=float)
    if factor.ndim < 1 or factor.shape[-1] != 2:
        raise BadInput(
            f"Discount factors of shape {factor.shape}. Give one for each of two parties."
        )
    if not ((factor > 0) & (factor < 1)).all():
        wrong = float(factor[~((factor > 0) & (factor < 1))].flat[0])
        raise BadInput(
            f"A discount factor is {wrong:g}. It lies between 0 and 1: 0.95 for a party to whom "
            "waiting a round costs 5 %."
        )
    first, second = factor[..., 0], factor[..., 1]
    keeps_first = (1 - second) / (1 - first * second)
    keeps_second = (1 - first) / (1 - first * second)
    return AlternatingOffers(
        discount=factor,
        if_first_proposes=np.stack([keeps_first, 1 - keeps_first], axis=-1),
        if_second_proposes=np.stack([1 - keeps_second, keeps_second], axis=-1),
        limit_power=np.log(second) / (np.log(first) + np.log(second)),
    )
