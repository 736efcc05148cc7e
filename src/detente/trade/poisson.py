"""Poisson pseudo-maximum likelihood with fixed effects, on arrays.

With y[n] ≥ 0, variables x[n] and the levels that row n has of each fixed effect, find β and one
number a for every level such that

    μ[n] = exp(x[n]·β + Σ_f a_f[n])    has    Σ (y − μ) x = 0    and, by level,    Σ (y − μ) = 0.

The search itself is pyfixest's. What is added here is what it leaves to its user: rows that have no
finite estimate, or settle none, are set aside first, a variable without variation is refused, and
the equations above are checked afterwards.

Correia, Guimarães & Zylkin (2020), Fast Poisson Estimation with High-Dimensional Fixed Effects,
Stata Journal 20(1).
"""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData, NoSolution
from detente.trade.separation import dummies, free_direction, is_separated, least_squares

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["used", "missing", "singleton", "separated"]
STATUSES: tuple[Status, ...] = get_args(Status)
RESIDUAL = 1e-6  # of any total that a fit must reproduce; most come within 1e-9
STEP = 1e-14  # relative change of the deviance at which the search ends, next to rounding
WITHIN = 1e-10  # accuracy with which effects are taken out of a variable
NO_VARIATION = 1e-8  # of the largest value of a variable
UNSETTLED = 1e-6  # of a sum of standard normal numbers

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What an estimate is made from, by row.

    Attributes
    ----------
    y
        Not negative; NaN where not known.
    x
        Row × variable; NaN where not known.
    levels
        Row × fixed effect, whole numbers; −1 where not known.
    group
        Within which errors may be correlated, whole numbers; −1 where not known.
    """

    variables: tuple[str, ...]
    effects: tuple[str, ...]
    y: Vector
    x: Matrix
    levels: NDArray[np.int64]
    group: NDArray[np.int64]

    @property
    def explained(self) -> Rows:
        """Where everything but y is known."""
        by_row = np.isfinite(self.x).all(axis=1) & (self.levels >= 0).all(axis=1)
        return np.asarray(by_row & (self.group >= 0))

    def frame(self, rows: Rows) -> "pd.DataFrame":
        """Some rows under the names row, y, x0 …, f0 …, group; y in units of its mean."""
        import pandas as pd

        columns: dict[str, NDArray[Any]] = {"row": np.flatnonzero(rows)}
        columns["y"] = self.y[rows] / self.y[rows].mean()
        columns |= {f"x{k}": column for k, column in enumerate(self.x[rows].T)}
        columns |= {f"f{k}": column for k, column in enumerate(self.levels[rows].T)}
        return pd.DataFrame(columns | {"group": self.group[rows]})

    def formula(self, left: str, *right: str) -> str:
        """What pyfixest should estimate, in those names."""
        effects = " + ".join(f"f{k}" for k in range(len(self.effects)))
        return f"{left} ~ {' + '.join(right) or '1'} | {effects}"


@dataclass(frozen=True, slots=True, eq=False)
class PoissonFit:
    """What :func:`poisson` found; see :class:`detente.trade.Gravity`."""

    coefficients: Vector
    covariance: Matrix
    status: NDArray[np.str_]
    fitted: Vector
    log_error: Vector
    residual: float
    deviance_explained: float


def poisson(sample: Sample) -> PoissonFit:
    """Find the Poisson pseudo-maximum likelihood estimate.

    Raises
    ------
    BadInput
        No row or one cluster to estimate from, or a variable that effects and other variables
        settle.
    NoSolution
        The search ended with a residual above 1e-6.
    MissingData
        pyfixest is not installed.
    """
    status = _status(sample)
    _refuse_too_few(sample, status)
    _refuse_constants(sample, status == "used")
    used = status == "used"
    fit = _estimate(sample, used)
    y, x = sample.y[used], sample.x[used]
    mu = np.asarray(fit.predict(type="response")) * y.mean()
    residual = _residual(y, mu, x, sample.levels[used])
    if not residual <= RESIDUAL:
        raise NoSolution(
            f"The search ended with a total off by {residual:.1e} of itself; {RESIDUAL:.0e} is "
            "accepted. Leave out variables that hardly vary."
        )
    coefficients, covariance = np.asarray(fit.coef()), np.asarray(fit._vcov)
    fitted, log_error = np.full((2, len(sample.y)), np.nan)
    slopes = _net_of_effects(sample, sample.frame(used).assign(weight=mu / mu.mean()))
    fitted[used], log_error[used] = mu, _spread(slopes, covariance)
    others = sample.explained & np.isnan(sample.y)
    if others.any():
        taken_out = np.column_stack([np.log(mu) - x @ coefficients, x - slopes])
        there = _reach(sample.levels, used, others, taken_out)
        fitted[others] = np.exp(there[:, 0] + sample.x[others] @ coefficients)
        log_error[others] = _spread(sample.x[others] - there[:, 1:], covariance)
    return PoissonFit(
        coefficients=coefficients,
        covariance=covariance,
        status=status,
        fitted=fitted,
        log_error=log_error,
        residual=residual,
        deviance_explained=1 - _deviance(y, mu) / _deviance(y, np.full_like(y, y.mean())),
    )


def _status(sample: Sample) -> NDArray[np.str_]:
    """Say of every row whether it is used, or why not."""
    known = sample.explained & np.isfinite(sample.y)
    status = np.where(known, "used", "missing").astype("<U9")
    while True:
        _set_aside_settled(sample, status)
        used = np.flatnonzero(status == "used")
        separated = is_separated(sample.y[used], sample.x[used], sample.levels[used])
        if not separated.any():
            return status
        status[used[separated]] = "separated"


def _set_aside_settled(sample: Sample, status: NDArray[np.str_]) -> None:
    """Mark, as long as there are any, the rows of levels with one row or without trade."""
    while True:
        used = np.flatnonzero(status == "used")
        settled = np.zeros(len(used), dtype=bool)
        for column in sample.levels[used].T:
            _, level, rows = np.unique(column, return_inverse=True, return_counts=True)
            settled |= (rows == 1)[level] | (np.bincount(level, sample.y[used]) == 0)[level]
        if not settled.any():
            return
        gone = used[settled]
        status[gone] = np.where(sample.y[gone] > 0, "singleton", "separated")


def _refuse_too_few(sample: Sample, status: NDArray[np.str_]) -> None:
    used = status == "used"
    if not used.any():
        counts = ", ".join(f"{np.sum(status == why)} {why}" for why in STATUSES[1:])
        raise BadInput(
            f"None of the {len(status)} rows can be used: {counts}. Every level of a fixed effect "
            "needs two rows or more, and trade in one of them."
        )
    if len(np.unique(sample.group[used])) < 2:
        raise BadInput("All rows used are one cluster. Name a cluster that takes several values.")


def _refuse_constants(sample: Sample, used: Rows) -> None:
    """A variable that is a sum of effects has no coefficient of its own."""
    varying = np.abs(_net_of_effects(sample, sample.frame(used))).max(axis=0)
    constant = varying <= NO_VARIATION * np.abs(sample.x[used]).max(axis=0)
    for name in np.array(sample.variables)[constant]:
        raise BadInput(
            f"{name} does not vary beyond the fixed effects {', '.join(sample.effects)}. Leave it "
            "out, or the effect that settles it."
        )


def _estimate(sample: Sample, used: Rows) -> Any:  # noqa: ANN401  # as for _pyfixest
    """β and its covariance from the rows used."""
    names = [f"x{k}" for k in range(len(sample.variables))]
    fit = _pyfixest(
        "fepois",
        sample.formula("y", *names),
        sample.frame(used),
        vcov={"CRV1": "group"},
        ssc={"k_adj": False, "k_fixef": "none", "G_adj": True, "G_df": "min"},
        separation_check=[],
        iwls_tol=STEP,
        iwls_maxiter=100,
    )
    for name, place in zip(sample.variables, names, strict=True):
        if place not in fit.coef().index:
            raise BadInput(
                f"{name} follows from the other variables and the fixed effects "
                f"{', '.join(sample.effects)}. Leave one of them out."
            )
    return fit


def _net_of_effects(sample: Sample, frame: "pd.DataFrame") -> Matrix:
    """Row × variable, less the best sum of effects; by weight where there is a column of it."""
    weights = {"weights": "weight"} if "weight" in frame else {}
    columns = [
        _pyfixest("feols", sample.formula(f"x{k}"), frame, **weights).resid()
        for k in range(len(sample.variables))
    ]
    return np.column_stack(columns)


def _pyfixest(estimator: str, formula: str, frame: "pd.DataFrame", **options: Any) -> Any:  # noqa: ANN401  # pyfixest's results share no public type
    """Call pyfixest, which keeps every row that it is given.

    Its warnings stop here. A variable that it drops is refused, and an early end shows in the
    residual; the others are about how it uses pandas.
    """
    try:
        import pyfixest
    except ImportError as cause:
        raise MissingData(
            "Gravity is estimated with pyfixest, which is not installed here. Install it: "
            'pip install "detente[estimate]"'
        ) from cause
    options |= {"fixef_rm": "none", "demeaner": pyfixest.MapDemeaner(fixef_tol=WITHIN)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return getattr(pyfixest, estimator)(formula, frame, **options)
        except ValueError as cause:
            raise NoSolution(
                f"pyfixest found no estimate: {' '.join(str(cause).split())}"
            ) from cause


def _residual(y: Vector, mu: Vector, x: Matrix, levels: NDArray[np.int64]) -> float:
    """Largest gap in the equations of the estimate, as a share of the total it should meet."""
    by_variable = np.abs((y - mu) @ x) / (mu @ np.abs(x))
    by_level = []
    for column in levels.T:
        _, level = np.unique(column, return_inverse=True)
        by_level.append(np.abs(np.bincount(level, mu) / np.bincount(level, y) - 1))
    return float(np.concatenate([by_variable, *by_level]).max())


def _reach(levels: NDArray[np.int64], used: Rows, others: Rows, sums: Matrix) -> Matrix:
    """Carry sums of effects from the rows used to others; NaN where those do not settle them.

    A sum over the effects of a row is settled where it is zero for any effects that sum to zero on
    every row used. One such set of effects, drawn at random, shows which.
    """
    every = dummies(levels)
    here, there = every[used], every[others]
    free = free_direction(here, np.random.default_rng(0))
    effects = np.column_stack([least_squares(here, column) for column in sums.T])
    unsettled = np.abs(there @ free) > UNSETTLED
    return np.where(unsettled[:, None], np.nan, there @ effects)


def _spread(slopes: Matrix, covariance: Matrix) -> Vector:
    """Standard error of slopes·β, by row."""
    return np.asarray(np.sqrt(np.einsum("nk,kl,nl->n", slopes, covariance, slopes)))


def _deviance(y: Vector, mu: Vector) -> float:
    from scipy.special import xlogy

    return float(2 * np.sum(xlogy(y, y / mu) - (y - mu)))
