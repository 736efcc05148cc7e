"""What three numbers that people choose may be, in every question that takes them."""

from math import isfinite
from numbers import Real

from detente.errors import BadInput

SMALLEST_ELASTICITY, LARGEST_ELASTICITY = 0.1, 100.0  # studies find 2 to 12
LARGEST_RATE = 10.0  # a tariff above it is a percentage that was taken for a fraction


def trade_elasticity(theta: float | str) -> float:
    """An elasticity of trade to trade cost, written without its minus sign.

    Raises
    ------
    BadInput
        Not a number from 0.1 to 100; yes and no are none.

    Examples
    --------
    >>> trade_elasticity(4)
    4.0
    """
    if isinstance(theta, Real) and not isinstance(theta, bool):
        elasticity = float(theta)
        if SMALLEST_ELASTICITY <= elasticity <= LARGEST_ELASTICITY:
            return elasticity
    raise BadInput(
        f"theta is {repr(theta) if isinstance(theta, str) else theta}; the elasticity of trade to "
        f"trade cost lies between {SMALLEST_ELASTICITY:g} and {LARGEST_ELASTICITY:g}. Try 4."
    )


def tariff_rate(rate: float, name: str = "rate") -> float:
    """A tariff as a fraction of the value of the goods.

    Raises
    ------
    BadInput
        Above 10, which is 1,000 %.

    Examples
    --------
    >>> tariff_rate(0.25)
    0.25
    """
    if isfinite(rate) and rate > LARGEST_RATE:
        raise BadInput(f"{name} = {rate:g} is {100 * rate:,.0f} %; write 0.25 for 25 %.")
    return rate


def diverted_share(share: float) -> float:
    """A share of trade to divert, as a fraction.

    Raises
    ------
    BadInput
        Not between 0 and 1.

    Examples
    --------
    >>> diverted_share(0.2)
    0.2
    """
    if not 0 < share < 1:
        raise BadInput(
            f"The share to divert is {share}; it must lie between 0 and 1. Write a fifth as 0.2."
        )
    return share
