"""How long it has been since the last visit, beside how long it usually was.

Between visits lie gaps g₁ … g_n; the present one, w so far, is still open and counts as longer than
w and no more. The share S(t) of gaps longer than t is estimated by Kaplan and Meier's product

    S(t) = Π over gaps g ≤ t of (1 − gaps of length g / gaps that reach g, the open one included)

and the chance of a visit within the next h, none having come for w, is 1 − S(w + h) / S(w). Past
the longest gap, S is 0 if that gap has ended, and unknown, NaN, if it is the open one.

Kaplan & Meier (1958), Nonparametric Estimation from Incomplete Observations, Journal of the
American Statistical Association 53(282).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]

DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, eq=False)
class WaitingTime(Result):
    """Gaps between visits, in months, and the one still open.

    Attributes
    ----------
    gaps
        Between one visit and the next, in order of time.
    open
        Since the last visit.
    """

    gaps: Numbers
    open: float

    @property
    def gaps_as_long(self) -> int:
        """How many past gaps were as long as the open one, or longer; see :func:`base_rate`."""
        return int(np.sum(self.gaps >= self.open))

    def longer(self, months: ArrayLike) -> Numbers:
        """S(t): share of gaps that last longer than some months."""
        t = np.asarray(months, dtype=float)
        length, ended = np.unique(self.gaps, return_counts=True)
        at_risk = (self.gaps[:, None] >= length).sum(axis=0) + (self.open >= length)
        left = np.concatenate([[1.0], np.cumprod(1 - ended / at_risk)])
        share = left[np.searchsorted(length, t, side="right")]
        return np.where((t > self.open) & (t > length[-1]) & (share > 0), np.nan, share)

    def chance_within(self, months: ArrayLike) -> Numbers:
        """Chance that the open gap ends within so many more months.

        It rests on the past gaps that were as long, and is as coarse as they are few.
        """
        h = np.asarray(months, dtype=float)
        if not (h >= 0).all():
            raise BadInput(f"Within {h.min():g} months. Ask about 0 or more from now.")
        so_far = self.longer(self.open)
        return np.asarray(1 - self.longer(self.open + h) / so_far)

    def to_frame(self) -> "pd.DataFrame":
        """One row a length of gap: how many ended at it, and the share that lasts longer."""
        import pandas as pd

        length, ended = np.unique(self.gaps, return_counts=True)
        index = pd.Index(length, name="months")
        return pd.DataFrame({"ended": ended, "longer": self.longer(length)}, index=index)


def waiting_time(visits: Sequence[date], *, on: date) -> WaitingTime:
    """Measure the gaps between visits up to a day.

    Parameters
    ----------
    visits
        Days on which visits began, two or more, in any order, each once.
    on
        The day on which one looks back.

    Raises
    ------
    BadInput
        Fewer than two visits, a day twice, a visit after the day one looks back.

    Examples
    --------
    >>> visits = [date(2000, 7, 19), date(2001, 7, 26), date(2002, 8, 20), date(2011, 8, 20)]
    >>> found = waiting_time(visits, on=date(2019, 4, 24))
    >>> found.gaps.round(), round(found.open), found.gaps_as_long
    (array([ 12.,  13., 108.]), 92, 1)
    """
    days = sorted(visits)
    if len(days) < 2 or len(set(days)) < len(days):
        raise BadInput(
            f"Visits on {', '.join(d.isoformat() for d in days) or 'no day'}. Give two days or "
            "more, each once: one visit has no gap."
        )
    if days[-1] > on:
        raise BadInput(
            f"A visit on {days[-1].isoformat()} lies after {on.isoformat()}, the day one looks "
            "back. Leave it out or look back later."
        )
    number = np.array([d.toordinal() for d in days], dtype=float)
    since = (on.toordinal() - number[-1]) / DAYS_IN_MONTH
    return WaitingTime(np.diff(number) / DAYS_IN_MONTH, float(since))
