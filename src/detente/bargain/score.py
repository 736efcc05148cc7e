"""How good forecasts were, once it is known what happened.

With p(k) the probability given to outcome k and o the one that happened

    Brier                 Σ_k (p(k) − 1[k = o])²        convention "0-2"; half of it is "0-1"
    log                   −ln p(o)                      or −log₂ p(o), in bits
    spherical             p(o) / √(Σ_k p(k)²)           higher is better, 1 at best
    ranked probability    Σ_k (Σ_{h≤k} p(h) − 1[o ≤ k])²    for outcomes in an order

All are proper: whoever expects q scores best by saying q. For yes or no, the Brier score "0-1" is
(p − o)². An outcome that was given no chance at all has a log score of infinity, and so has the
mean that holds it: to leave it out, or to move it, would flatter the forecast that failed worst.

Brier (1950), Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review
78(1); Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14(1); Epstein
(1969), A Scoring System for Probability Forecasts of Ranked Categories, Journal of Applied
Meteorology 8(6); Gneiting & Raftery (2007), Strictly Proper Scoring Rules, Prediction, and
Estimation, Journal of the American Statistical Association 102(477).
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
Rule = Literal["Brier", "log", "spherical", "ranked probability"]
BrierConvention = Literal["0-1", "0-2"]
LogUnit = Literal["nats", "bits"]

WHOLE = 1e-9  # by which probabilities may miss adding up to 1


@dataclass(frozen=True, slots=True, eq=False)
class Scores(Result):
    """What a set of forecasts scored.

    Attributes
    ----------
    rule, convention
        How they were scored: for Brier the range, for log the unit; empty for the others.
    each
        By forecast.
    best
        What a perfect forecast scores: 1 for spherical, 0 for the rest.
    """

    rule: Rule
    convention: str
    each: Numbers
    best: float

    @property
    def mean(self) -> float:
        """Mean over the forecasts."""
        return float(np.mean(self.each))

    def skill(self, against: "Scores") -> float:
        """Share of the way from another set of forecasts to perfect ones; below 0 if worse.

        NaN where the others were perfect already.
        """
        if (self.rule, self.convention, self.each.shape) != (
            against.rule,
            against.convention,
            against.each.shape,
        ):
            raise BadInput(
                f"{self.each.size} forecasts scored by {self._name()} cannot be set against "
                f"{against.each.size} scored by {against._name()}. Score the same events by the "
                "same rule."
            )
        way = against.best - against.mean
        return (self.mean - against.mean) / way if way else float("nan")

    def to_frame(self) -> "pd.DataFrame":
        """One row a forecast."""
        import pandas as pd

        return pd.DataFrame({"score": self.each.ravel()}).rename_axis("forecast")

    def _name(self) -> str:
        return f"{self.rule} ({self.convention})" if self.convention else self.rule


def yes_or_no(chance: ArrayLike) -> Numbers:
    """Probabilities of no and yes, in that order on a new last axis, from the chance of yes.

    Examples
    --------
    >>> yes_or_no([0.75, 1])
    array([[0.25, 0.75],
           [0.  , 1.  ]])
    """
    p = np.asarray(chance, dtype=float)
    if not ((p >= 0) & (p <= 1)).all():
        wrong = float(p[~((p >= 0) & (p <= 1))].flat[0])
        raise BadInput(f"A chance of {wrong:g}. Give a fraction from 0 to 1, 0.2 for 20 %.")
    return np.stack([1 - p, p], axis=-1)


def brier_score(
    probabilities: ArrayLike, outcomes: ArrayLike, *, convention: BrierConvention
) -> Scores:
    """Brier scores; the lower the better.

    Parameters
    ----------
    probabilities
        Forecast × category, each forecast adding up to 1; see :func:`yes_or_no`.
    outcomes
        By forecast, the category that happened, counted from 0.
    convention
        ``0-2`` for the sum over all categories, as Brier and Good Judgment have it; ``0-1`` for
        half of that, the usual one for yes or no.

    Raises
    ------
    BadInput
        Probabilities off their scale or that do not add up to 1, an outcome that is no category.
    UnknownLabel
        Another convention.

    Examples
    --------
    >>> brier_score(yes_or_no([0.7, 0.9]), [0, 1], convention="0-1").each.round(2)
    array([0.49, 0.01])
    """
    if convention not in get_args(BrierConvention):
        raise UnknownLabel.among("Brier convention", convention, get_args(BrierConvention))
    p, o = _checked(probabilities, outcomes)
    total = np.sum((p - np.eye(p.shape[-1])[o]) ** 2, axis=-1)
    return Scores("Brier", convention, np.asarray(total / (2 if convention == "0-1" else 1)), 0.0)


def log_score(probabilities: ArrayLike, outcomes: ArrayLike, *, unit: LogUnit = "nats") -> Scores:
    """Logarithmic scores; the lower the better, infinite for what was given no chance.

    Parameters and refusals are those of :func:`brier_score`, with a unit for the convention.

    Examples
    --------
    >>> log_score([[0.2, 0.5, 0.3]], [1], unit="bits").mean
    1.0
    """
    if unit not in get_args(LogUnit):
        raise UnknownLabel.among("unit of log scores", unit, get_args(LogUnit))
    p, o = _checked(probabilities, outcomes)
    with np.errstate(divide="ignore"):
        nats = -np.log(_given(p, o))
    return Scores("log", unit, np.asarray(nats / (np.log(2) if unit == "bits" else 1)), 0.0)


def spherical_score(probabilities: ArrayLike, outcomes: ArrayLike) -> Scores:
    """Spherical scores, from 0 to 1; the higher the better.

    Parameters and refusals are those of :func:`brier_score`, without the convention.

    Examples
    --------
    >>> spherical_score([[0.6, 0.8 / 2, 0]], [0]).each.round(3)
    array([0.832])
    """
    p, o = _checked(probabilities, outcomes)
    return Scores("spherical", "", np.asarray(_given(p, o) / np.linalg.norm(p, axis=-1)), 1.0)


def ranked_probability_score(probabilities: ArrayLike, outcomes: ArrayLike) -> Scores:
    """Ranked probability scores of categories in an order; the lower the better.

    A near miss costs less than a far one. The sum is not divided by the number of categories.
    Parameters and refusals are those of :func:`brier_score`, without the convention.

    Examples
    --------
    >>> ranked_probability_score([[0.2, 0.5, 0.3]], [0]).each.round(2)
    array([0.73])
    """
    p, o = _checked(probabilities, outcomes)
    happened = np.cumsum(np.eye(p.shape[-1])[o], axis=-1)
    each = np.sum((np.cumsum(p, axis=-1) - happened) ** 2, axis=-1)
    return Scores("ranked probability", "", np.asarray(each), 0.0)


def _given(p: Numbers, o: NDArray[np.int64]) -> Numbers:
    """Probability that was given to what happened."""
    return np.asarray(np.take_along_axis(p, o[..., None], axis=-1)[..., 0])


def _checked(probabilities: ArrayLike, outcomes: ArrayLike) -> tuple[Numbers, NDArray[np.int64]]:
    """Forecast × category, and the category that happened."""
    p, told = np.asarray(probabilities, dtype=float), np.asarray(outcomes, dtype=float)
    if p.ndim < 2 or p.shape[-1] < 2 or told.shape != p.shape[:-1] or not told.size:
        raise BadInput(
            f"Probabilities of shape {p.shape} and outcomes of shape {told.shape}. Give forecast × "
            "category with two categories or more, and one outcome for each forecast."
        )
    if not ((p >= 0) & (p <= 1)).all():
        where = np.argwhere(~((p >= 0) & (p <= 1)))[0]
        raise BadInput(
            f"Forecast {_place(where[:-1])} gives category {where[-1]} a probability of "
            f"{p[tuple(where)]:g}. Give fractions from 0 to 1."
        )
    total = p.sum(axis=-1)
    if (np.abs(total - 1) > WHOLE).any():
        where = np.argwhere(np.abs(total - 1) > WHOLE)[0]
        raise BadInput(
            f"The probabilities of forecast {_place(where)} add up to {total[tuple(where)]:g}. "
            "Give every category its share, so that they add up to 1."
        )
    known = np.isin(told, np.arange(p.shape[-1]))
    if not known.all():
        where = np.argwhere(~known)[0]
        raise BadInput(
            f"The outcome of forecast {_place(where)} is {told[tuple(where)]:g}, which is none of "
            f"the categories 0 to {p.shape[-1] - 1}. Leave out what has not been decided yet."
        )
    return p, told.astype(np.int64)


def _place(where: NDArray[np.int64]) -> str:
    """Number of a forecast, counted from 1."""
    return ", ".join(str(i + 1) for i in where)
