"""How often something happened before, and how sure that makes us.

Of n comparable occasions it happened on k. If nothing else is known, the chance θ that it happens
on the next has, after those, the distribution

    θ ~ Beta(k + c, n − k + c) ,     c = ½ (Jeffreys)  or  1 (uniform)

with mean (k + c) / (n + 2c), and the interval holds equal parts of what is left out below and
above. With few occasions it is wide, and the prior matters: name it.

Jeffreys (1946), An Invariant Form for the Prior Probability in Estimation Problems, Proceedings of
the Royal Society A 186; Brown, Cai & DasGupta (2001), Interval Estimation for a Binomial
Proportion, Statistical Science 16(2).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]
Prior = Literal["Jeffreys", "uniform"]
PSEUDO_COUNT = {"Jeffreys": 0.5, "uniform": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class BaseRate(Result):
    """How often something happened, one number or one a case.

    Attributes
    ----------
    happened, of
        On how many occasions, of how many.
    share
        happened / of; NaN without an occasion.
    mean, low, high
        Chance that it happens next, and the interval that holds it with probability `level`.
    """

    happened: Numbers
    of: Numbers
    prior: Prior
    level: float
    share: Numbers
    mean: Numbers
    low: Numbers
    high: Numbers

    def to_frame(self) -> "pd.DataFrame":
        """One row a case."""
        import pandas as pd

        names = ("happened", "of", "share", "mean", "low", "high")
        return pd.DataFrame({name: np.ravel(getattr(self, name)) for name in names})


def base_rate(
    happened: ArrayLike, *, of: ArrayLike, prior: Prior = "Jeffreys", level: float = 0.9
) -> BaseRate:
    """Chance of something that happened on some of a number of occasions.

    Parameters
    ----------
    happened, of
        Counts: on how many occasions, of how many where it is known whether it did.
    prior
        ``Jeffreys`` or ``uniform``.
    level
        Probability that the interval holds the chance.

    Raises
    ------
    BadInput
        Counts that are not whole, below 0, or more than there were occasions; a level outside
        0 to 1.
    UnknownLabel
        Another prior.

    Examples
    --------
    A document was signed at two of four summits:

    >>> found = base_rate(2, of=4)
    >>> float(found.mean), round(float(found.low), 3), round(float(found.high), 3)
    (0.5, 0.165, 0.835)
    """
    if prior not in get_args(Prior):
        raise UnknownLabel.among("prior", prior, get_args(Prior))
    if not 0 < level < 1:
        raise BadInput(f"A level of {level:g}. It lies between 0 and 1: 0.9 for 90 %.")
    k, n = np.broadcast_arrays(np.asarray(happened, dtype=float), np.asarray(of, dtype=float))
    right = (k >= 0) & (k <= n) & (n < np.inf) & (k % 1 == 0) & (n % 1 == 0)
    if not right.all():
        first = tuple(np.argwhere(~right)[0])
        raise BadInput(
            f"It happened on {k[first]:g} of {n[first]:g} occasions. Give whole numbers, the "
            "first no larger than the second; leave out occasions of which it is not known."
        )
    from scipy.special import betaincinv

    c = PSEUDO_COUNT[prior]
    a, b = k + c, n - k + c
    share = np.divide(k, n, out=np.full_like(k, np.nan), where=n > 0)
    low, high = (np.asarray(betaincinv(a, b, q)) for q in ((1 - level) / 2, (1 + level) / 2))
    return BaseRate(k, n, prior, level, share, np.asarray(a / (a + b)), low, high)
