"""Why forecasts scored what they did: Murphy's decomposition of the Brier score.

Group n yes-or-no forecasts by the chance p that they gave. With n_g of them at p_g, of which a
share f_g came true, and f the share that came true of all,

    Brier "0-1" = Σ n_g/n (p_g − f_g)²  −  Σ n_g/n (f_g − f)²  +  f (1 − f)
                       reliability            resolution           uncertainty

Reliability, the lower the better, is how far chances were from what then happened; resolution, the
higher the better, how well they told events apart; uncertainty is no merit of anybody. Forecasts
are grouped by equal chances and never by bins, within which the three would not add up.

Murphy (1973), A New Vector Partition of the Probability Score, Journal of Applied Meteorology
12(4).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.bargain.score import brier_score, yes_or_no
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class MurphyDecomposition(Result):
    """The parts of a mean Brier score, convention "0-1".

    Attributes
    ----------
    chance, forecasts, frequency
        By group, rising: the chance given, how many forecasts gave it, the share that came true.
    """

    chance: Numbers
    forecasts: NDArray[np.int64]
    frequency: Numbers

    @property
    def base_rate(self) -> float:
        """Share of all events that came true."""
        return float(np.average(self.frequency, weights=self.forecasts))

    @property
    def reliability(self) -> float:
        """Mean squared distance of chances from frequencies; 0 at best."""
        return float(np.average((self.chance - self.frequency) ** 2, weights=self.forecasts))

    @property
    def resolution(self) -> float:
        """Mean squared distance of frequencies from the base rate; as large as can be."""
        return float(np.average((self.frequency - self.base_rate) ** 2, weights=self.forecasts))

    @property
    def uncertainty(self) -> float:
        """Brier score of whoever always says the base rate."""
        return self.base_rate * (1 - self.base_rate)

    @property
    def brier(self) -> float:
        """Mean Brier score, convention "0-1"."""
        return self.reliability - self.resolution + self.uncertainty

    def to_frame(self) -> "pd.DataFrame":
        """One row a group."""
        import pandas as pd

        columns = {"forecasts": self.forecasts, "frequency": self.frequency}
        return pd.DataFrame(columns, index=pd.Index(self.chance, name="chance"))


def murphy_decomposition(chance: ArrayLike, happened: ArrayLike) -> MurphyDecomposition:
    """Split the mean Brier score of yes-or-no forecasts in three.

    Parameters
    ----------
    chance
        By forecast, the chance it gave, from 0 to 1.
    happened
        By forecast, 1 or 0.

    Raises
    ------
    BadInput
        As :func:`brier_score`.

    Examples
    --------
    >>> found = murphy_decomposition([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1])
    >>> round(found.reliability, 3), round(found.resolution, 4), found.uncertainty
    (0.065, 0.0625, 0.1875)
    """
    brier_score(yes_or_no(chance), happened, convention="0-1")  # refuses what it refuses
    p, o = np.asarray(chance, dtype=float), np.asarray(happened, dtype=float)
    levels, group, forecasts = np.unique(p, return_inverse=True, return_counts=True)
    true = np.bincount(group.ravel(), weights=o.ravel())
    return MurphyDecomposition(levels, forecasts, true / forecasts)
