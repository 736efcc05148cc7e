"""What a figure by year says of change: how large one is, and whether anybody would notice it.

With v[t] the figure of year t, its change is g[t] = v[t] / v[t−1] − 1. A change c is set against
those of the years first to last:

    volatility     s = √( Σ (g[t] − m)² / (n − 1) ) ,   m = Σ g[t] / n
    typical        the median of |g[t]|
    z-score        (c − m) / s
    unnoticed      the fall whose z-score is −d, d standard deviations below the mean: d·s − m
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from detente.claims.claim import Unit
from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import YEAR, Parameter
from detente.errors import BadInput
from detente.world import UNITS, Case, Series, World

Worlds = Mapping[int, World]
Vector = NDArray[np.float64]

SERIES = Parameter("series", "series")
OF, TO = Parameter("of", "series"), Parameter("to", "series")
FIRST, LAST = (Parameter(name, "year", required=False) for name in ("first", "last"))
CHANGE = Parameter("change", "change")
ONE_DEVIATION = Parameter("deviations", "deviations", required=False, default=1.0)

NO_ANSWER = float("nan")
LEAST_SPREAD = 1e-12  # below it lies what dividing floats leaves
FEWEST = 2  # changes that a spread can be taken of
CHANGES = "Changes on the year before, of the years that follow one another in the series"


def yearly_changes(years: Vector, values: Vector) -> Vector:
    """Relative change of each year on the year before; NaN where that one is missing or zero.

    Examples
    --------
    >>> yearly_changes(np.array([2000.0, 2001, 2003]), np.array([50.0, 60, 90]))
    array([nan, 0.2, nan])
    """
    change = np.full(len(values), np.nan)
    follows = (np.diff(years) == 1) & (values[:-1] > 0)
    np.divide(values[1:], values[:-1], out=change[1:], where=follows)
    return change - 1


def _value(worlds: Worlds, *, case: Case, series: str, year: int | None = None) -> Found:
    of = _series(case, series)
    asked = of.years[-1] if year is None else year
    return _found(_by_year(of).get(asked, NO_ANSWER), asked, _unit(of), (of, {asked}))


def _change(worlds: Worlds, *, case: Case, series: str, year: int | None = None) -> Found:
    of = _series(case, series)
    changes = dict(zip(of.years, _changes(of).tolist(), strict=True))
    known = [y for y, change in changes.items() if not np.isnan(change)]
    asked = year if year is not None else max(known, default=of.years[-1])
    return _found(changes.get(asked, NO_ANSWER), asked, "change", (of, {asked - 1, asked}))


def _ratio(worlds: Worlds, *, case: Case, of: str, to: str, year: int | None = None) -> Found:
    above, below = _series(case, of), _series(case, to)
    if _unit(above) != _unit(below):
        raise BadInput(
            f"series.ratio: {of} is in {_unit(above)} and {to} in {_unit(below)}. "
            "Only two series in the same unit make a ratio."
        )
    shared = {*above.years} & {*below.years}
    asked = year if year is not None else max(shared, default=above.years[-1])
    under = _by_year(below).get(asked, NO_ANSWER)
    value = _by_year(above).get(asked, NO_ANSWER) / under if under > 0 else NO_ANSWER
    return _found(value, asked, "ratio", (above, {asked}), (below, {asked}))


def _ratio_change(worlds: Worlds, *, case: Case, of: str, to: str, first: int, last: int) -> Found:
    if not first < last:
        raise BadInput(
            f"series.ratio_change from {first} to {last} is no stretch of years. "
            "Name two, in order."
        )
    start, end = (_ratio(worlds, case=case, of=of, to=to, year=year) for year in (first, last))
    notes = tuple(dict.fromkeys((*start.notes, *end.notes)))
    return replace(end, value=end.value - start.value, notes=notes)


def _of_changes(answer: Callable[..., float]) -> Callable[..., Found]:
    """Measure the changes of a stretch of years by a function of those and what is asked."""

    def found(
        worlds: Worlds,
        *,
        case: Case,
        series: str,
        first: int | None = None,
        last: int | None = None,
        **asked: float,
    ) -> Found:
        of = _series(case, series)
        start, end = first or of.years[0], last or of.years[-1]
        kept = [
            (year, change)
            for year, change in zip(of.years, _changes(of), strict=True)
            if start <= year <= end and not np.isnan(change)
        ]
        changes = np.array([change for _, change in kept])
        value = NO_ANSWER if len(kept) < FEWEST else answer(changes, **asked)
        few = f"{of.id} holds {len(kept)} yearly changes from {start} to {end}; too few."
        still = f"{of.id} changes alike in every year from {start} to {end}: there is no spread."
        why = few if len(kept) < FEWEST else still if np.isnan(value) else ""
        span = f"; {kept[0][0]} to {kept[-1][0]}, {len(kept)} years" if kept else ""
        used = {y for year, _ in kept for y in (year - 1, year)}
        notes = (*filter(None, [why]), f"{of.id}: {of.statement}{span}", *_doubt(of, used))
        return Found(value, None, of.sources, notes=notes)

    return found


def _typical(changes: Vector) -> float:
    return float(np.median(np.abs(changes)))


def _volatility(changes: Vector) -> float:
    return float(np.std(changes, ddof=1))


def _share_below(changes: Vector, change: float) -> float:
    return float(np.mean(changes < change))


def _z(changes: Vector, change: float) -> float:
    spread = _volatility(changes)
    return float((change - np.mean(changes)) / spread) if spread > LEAST_SPREAD else NO_ANSWER


def _unnoticed(changes: Vector, deviations: float) -> float:
    return float(np.clip(deviations * _volatility(changes) - np.mean(changes), 0.0, 1.0))


def _series(case: Case, id: str) -> Series:
    return next(series for series in case.series if series.id == id)  # looked up at the door


def _unit(series: Series) -> Unit:
    return cast(Unit, UNITS[series.unit])


def _changes(series: Series) -> Vector:
    return yearly_changes(np.array(series.years, float), np.array(series.amounts))


def _by_year(series: Series) -> Mapping[int, float]:
    return dict(zip(series.years, series.amounts, strict=True))


def _found(value: float, year: int, unit: Unit, *read: tuple[Series, set[int]]) -> Found:
    """Wrap what some years of some series give; where it is nothing, say which are missing."""
    missing = [f"{of.id} in {y}" for of, years in read for y in sorted(years - {*of.years})]
    why = f"No figure for {', '.join(missing)}." if missing else "Nothing is no base of a ratio."
    return Found(
        value=value,
        year=year,
        sources=tuple(dict.fromkeys(source for of, _ in read for source in of.sources)),
        notes=(
            *([why] if np.isnan(value) else []),
            *(f"{of.id}: {of.statement}" for of, _ in read),
            *(note for of, years in read for note in _doubt(of, years)),
        ),
        unit=unit,
    )


def _doubt(series: Series, used: set[int]) -> tuple[str, ...]:
    pairs = zip(series.years, series.checked, strict=True)
    years = [year for year, is_checked in pairs if not is_checked and year in used]
    return doubt([f"{series.id} in {', '.join(map(str, years))}"] if years else [])


SERIES_MEASURES = (
    Measure(
        "series.value",
        "The figure of one year in a series that the case gives.",
        (SERIES, YEAR),
        None,
        "As published, in the unit that the number bears.",
        _value,
        case="needed",
    ),
    Measure(
        "series.ratio",
        "The figure of one year in one series as a multiple of that in another.",
        (OF, TO, YEAR),
        "ratio",
        "The one over the other, of the same year.",
        _ratio,
        case="needed",
    ),
    Measure(
        "series.ratio_change",
        "Change in the ratio of one series to another, from one year to another.",
        (OF, TO, replace(FIRST, required=True), replace(LAST, required=True)),
        "points",
        "Ratio in the last year less ratio in the first.",
        _ratio_change,
        case="needed",
    ),
    Measure(
        "series.change",
        "Relative change of a series on the year before.",
        (SERIES, YEAR),
        "change",
        "The figure of the year over that of the year before, less 1.",
        _change,
        case="needed",
    ),
    Measure(
        "series.volatility",
        "How far the yearly changes of a series usually lie from their mean.",
        (SERIES, FIRST, LAST),
        "share",
        f"{CHANGES}: their standard deviation, over one less than their number.",
        _of_changes(_volatility),
        case="needed",
    ),
    Measure(
        "series.typical_change",
        "Size of the yearly change that half of the years stay below.",
        (SERIES, FIRST, LAST),
        "share",
        f"{CHANGES}: the median of their sizes.",
        _of_changes(_typical),
        case="needed",
    ),
    Measure(
        "series.share_of_years_below",
        "Share of the years in which a series changed by less, or fell by more, than asked.",
        (SERIES, CHANGE, FIRST, LAST),
        "share",
        f"{CHANGES}: those below the change asked, over all of them.",
        _of_changes(_share_below),
        case="needed",
    ),
    Measure(
        "series.z",
        "How many standard deviations a change lies from the mean yearly change of a series.",
        (SERIES, CHANGE, FIRST, LAST),
        "deviations",
        f"{CHANGES}: the change asked less their mean, over their standard deviation.",
        _of_changes(_z),
        case="needed",
    ),
    Measure(
        "series.largest_unnoticed",
        "The fall in one year beyond which a series leaves its usual changes.",
        (SERIES, ONE_DEVIATION, FIRST, LAST),
        "share",
        f"{CHANGES}: so many of their standard deviations below their mean; 0 where that is no "
        "fall, at most all.",
        _of_changes(_unnoticed),
        case="needed",
    ),
)
