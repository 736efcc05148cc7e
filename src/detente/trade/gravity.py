"""How much two countries trade, given their size and what lies between them.

With X[i, j] what exporter i sells to importer j, and z[i, j] what eases or hinders it (distance, a
border, an agreement), the gravity equation is

    X[i, j] = μ[i, j] + error ,    μ[i, j] = exp(z[i, j]·β + a[i] + b[j])

and the Poisson pseudo-maximum likelihood estimate is the β, a, b at which

    Σ (X − μ) z = 0    and, for every exporter and every importer,    Σ (X − μ) = 0.

Trade need not be Poisson, and a zero is an observation like any other. The effects a and b stand
for size and for how hard each country is to reach from everywhere; in a panel they go by year.

A row can fall out before the estimate. *Missing*: something it needs is not known. *Singleton*: an
effect has no other row, so it fits this one whatever β is. *Separated*: trade is zero, and the fit
improves without end as some effects or coefficients grow. That is so for an exporter of nothing;
:mod:`detente.trade.separation` finds all.

Standard errors are sandwich estimates times √(G/(G−1)), G the number of clusters; without clusters
every row is its own, and they are those of ppmlhdfe in Stata. R's fixest, and pyfixest when left
to itself, count the effects as parameters, k in all, and so multiply by about √(n/(n−k)) besides.

Santos Silva & Tenreyro (2006), The Log of Gravity, Review of Economics and Statistics 88(4); Yotov,
Piermartini, Monteiro & Larch (2016), An Advanced Guide to Trade Policy Analysis; Cameron &
Windmeijer (1996), R-Squared Measures for Count Data Regression Models with Applications to Health
Care Utilization, Journal of Business & Economic Statistics 14(2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, UnknownLabel
from detente.trade.poisson import STATUSES, Sample, Status, poisson
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Gravity(Result):
    """An estimated gravity equation.

    Attributes
    ----------
    variables, fixed_effects, cluster
        What was asked; without a cluster the errors are robust to heteroskedasticity only.
    coefficients
        By variable: the change in ln trade for one more of it.
    covariance
        Variable × variable, of the coefficients.
    status
        By row of the table: used, or why not.
    fitted
        By row of the table, in its unit of trade. NaN for a row that is not used, except where
        trade alone is missing and the rows used determine what the equation says of it.
    log_error
        By row, standard error of ln `fitted` that comes from the coefficients, the effects fitted
        anew for each; the noise of single flows in the effects is not in it.
    residual
        Largest |Σ (trade − fitted)| / Σ trade over the levels of the fixed effects, and the
        same weighted by each variable; zero at the estimate.
    deviance_explained
        1 − deviance / deviance with a constant only, from 0 to 1. Unlike a likelihood ratio it
        does not depend on the unit of trade.
    """

    variables: tuple[str, ...]
    fixed_effects: tuple[str, ...]
    cluster: str | None
    coefficients: Vector
    covariance: NDArray[np.float64]
    status: NDArray[np.str_]
    fitted: Vector
    log_error: Vector
    residual: float
    deviance_explained: float

    @property
    def standard_errors(self) -> Vector:
        """By variable."""
        return np.sqrt(np.diag(self.covariance))

    def coefficient(self, variable: str) -> float:
        """Change in ln trade for one more of a variable."""
        return float(self.coefficients[self._place(variable)])

    def standard_error(self, variable: str) -> float:
        """Standard error of a coefficient."""
        return float(self.standard_errors[self._place(variable)])

    def rows(self, status: Status = "used") -> int:
        """How many rows of the table were used, or were dropped for one reason."""
        if status not in STATUSES:
            raise BadInput(f"No status {status!r}. Choose one of: {', '.join(STATUSES)}.")
        return int(np.sum(self.status == status))

    def to_frame(self) -> "pd.DataFrame":
        """One row a variable."""
        import pandas as pd

        columns = {"coefficient": self.coefficients, "standard_error": self.standard_errors}
        return pd.DataFrame(columns, index=pd.Index(self.variables, name="variable"))

    def _place(self, variable: str) -> int:
        if variable not in self.variables:
            raise UnknownLabel.among("variable", variable, self.variables)
        return self.variables.index(variable)


def gravity(
    table: "pd.DataFrame",
    *,
    explained_by: Sequence[str],
    trade: str = "trade",
    fixed_effects: Sequence[str] = ("exporter", "importer"),
    cluster: str | None = None,
) -> Gravity:
    """Estimate a gravity equation by Poisson pseudo-maximum likelihood.

    Parameters
    ----------
    table
        One row a flow. A flow that is zero is a row with 0; NaN is left out as missing.
    explained_by
        Columns of numbers, as they enter the exponent: the logarithm of distance, not distance.
    trade
        Column of flows, not negative, in any unit.
    fixed_effects
        Columns, or several joined by ``^`` for an effect of each combination that occurs:
        ``exporter^year``. At least one.
    cluster
        A column, or several joined by ``^``, within which errors may be correlated.

    Raises
    ------
    UnknownLabel
        A column that the table does not have.
    BadInput
        Negative or infinite numbers, text where numbers are needed, nothing left to estimate
        from, or a variable that the effects and the other variables already determine.
    NoSolution
        The search stopped before the totals were reproduced; says how far off.
    MissingData
        pyfixest is not installed.

    Examples
    --------
    Four countries on a line, whose trade halves when the distance doubles:

    >>> import pandas as pd
    >>> pairs = [(a, b, abs(a - b)) for a in range(4) for b in range(4) if a != b]
    >>> table = pd.DataFrame(pairs, columns=["exporter", "importer", "distance"])
    >>> table["trade"], table["ln_distance"] = 12 / table["distance"], np.log(table["distance"])
    >>> fit = gravity(table, explained_by=["ln_distance"])
    >>> round(fit.coefficient("ln_distance"), 6), fit.rows("used"), fit.rows("separated")
    (-1.0, 12, 0)
    """
    for name, asked in (("explained_by", explained_by), ("fixed_effects", fixed_effects)):
        if isinstance(asked, str) or not asked or len(set(asked)) < len(asked):
            raise BadInput(f"{name} is {asked!r}. Name one or more columns in a list, each once.")
    flow = _numbers(table, trade)
    _refuse_negative(flow, trade, table)
    sample = Sample(
        variables=tuple(explained_by),
        effects=tuple(fixed_effects),
        y=flow,
        x=np.column_stack([_numbers(table, name) for name in explained_by]),
        levels=np.column_stack([_levels(table, term) for term in fixed_effects]),
        group=np.arange(len(table)) if cluster is None else _levels(table, cluster),
    )
    fit = poisson(sample)
    return Gravity(
        variables=sample.variables,
        fixed_effects=sample.effects,
        cluster=cluster,
        coefficients=fit.coefficients,
        covariance=fit.covariance,
        status=fit.status,
        fitted=fit.fitted,
        log_error=fit.log_error,
        residual=fit.residual,
        deviance_explained=fit.deviance_explained,
    )


def _column(table: "pd.DataFrame", name: str) -> "pd.Series[Any]":
    if name not in table.columns:
        raise UnknownLabel.among("column", name, [str(c) for c in table.columns])
    return table[name]


def _numbers(table: "pd.DataFrame", name: str) -> Vector:
    """One column as numbers; NaN stays, infinity and text are refused."""
    column = _column(table, name)
    try:
        values = column.to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as cause:
        raise BadInput(f"Column {name!r} holds text: {cause}. Give numbers.") from cause
    if np.isinf(values).any():
        row = int(np.flatnonzero(np.isinf(values))[0])
        raise BadInput(
            f"{name} is {values[row]} in row {table.index[row]}. Take no logarithm of zero; write "
            "what is not known as NaN."
        )
    return values


def _refuse_negative(flow: Vector, trade: str, table: "pd.DataFrame") -> None:
    if (flow < 0).any():
        row = int(np.flatnonzero(flow < 0)[0])
        raise BadInput(
            f"{trade} is {flow[row]} in row {table.index[row]}. A flow is 0 or more; write what is "
            "not known as NaN."
        )


def _levels(table: "pd.DataFrame", term: str) -> NDArray[np.int64]:
    """Number the combinations of some columns that occur; −1 where one is not known."""
    import pandas as pd

    level = np.zeros(len(table), dtype=np.int64)
    known = np.ones(len(table), dtype=bool)
    for name in term.split("^"):
        code, labels = pd.factorize(_column(table, name))
        level, known = level * len(labels) + code, known & (code >= 0)
    return np.where(known, level, -1)
