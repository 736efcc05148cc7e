"""What two countries would trade if they were like any other pair.

A gravity equation with an effect for every exporter and every importer is fitted to all pairs of
one year,

    X[i, j] = exp(β₁ ln distance[i, j] + β₂ border[i, j] + a[i] + b[j]) + error ,

and what it gives for a pair is that pair's potential: what they would trade at the average pull of
distance and borders, given all that each sells and buys. Realised over potential above 1 says that
they trade more than that, for reasons which are not in the equation.

A trade table lists positive flows, so a pair that is not in it may trade nothing or may have gone
unreported. Both readings are fitted: such a pair counts as *no trade*, or it is *left out*. The
first is the one to quote, for a fit to positive flows alone learns from who trades only; the range
covers both, and the sampling error of β. It does not cover the choice of equation.

A flow is part of the totals that its own potential is measured by. Where one partner is nearly all
of a country's trade, potential follows what is realised, and the ratio is near 1 by construction.

Yotov, Piermartini, Monteiro & Larch (2016), An Advanced Guide to Trade Policy Analysis.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownLabel
from detente.trade.dependence import FlowTable
from detente.trade.gravity import Gravity, gravity
from detente.world import Result, Source, World

if TYPE_CHECKING:
    import pandas as pd

Unrecorded = Literal["no_trade", "left_out"]
READINGS: tuple[Unrecorded, ...] = get_args(Unrecorded)
NORMAL_95 = 1.959963984540054  # standard errors to either side that hold 95 %


@dataclass(frozen=True, slots=True)
class PotentialFlow:
    """What one country sells to another, and what it would as an ordinary pair.

    Attributes
    ----------
    realised
        US dollars; NaN where nobody recorded the pair.
    potential
        US dollars, unrecorded pairs read as no trade; NaN for an exporter that sells nothing on
        record, an importer that buys nothing, or a pair without a distance.
    low, high
        Over both readings of unrecorded pairs, with 95 % of the sampling error of β.
    below
        Share of recorded pairs whose realised trade is a smaller multiple of potential.
    """

    exporter: str
    importer: str
    year: int
    realised: float
    potential: float
    low: float
    high: float
    below: float

    @property
    def ratio(self) -> float:
        """Realised over potential; NaN where either is not known."""
        return self.realised / self.potential

    @property
    def ratio_low(self) -> float:
        """Realised over the highest potential."""
        return self.realised / self.high

    @property
    def ratio_high(self) -> float:
        """Realised over the lowest potential."""
        return self.realised / self.low


@dataclass(frozen=True, slots=True, eq=False)
class PotentialTrade(Result):
    """Realised and potential trade of every pair.

    Attributes
    ----------
    realised
        Exporter × importer, US dollars; NaN where nobody recorded the pair, and at home.
    potential, log_error
        Reading × exporter × importer, readings in the order of `READINGS`: US dollars, and the
        standard error of their logarithm that comes from β. NaN where there is no answer.
    fits
        The estimated equation under each reading.
    """

    year: int
    countries: tuple[str, ...]
    realised: NDArray[np.float64]
    potential: NDArray[np.float64]
    log_error: NDArray[np.float64]
    fits: tuple[Gravity, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    def of(self, exporter: str, importer: str) -> PotentialFlow:
        """What *exporter* sells to *importer*, and what it would as an ordinary pair."""
        cell = self._row(exporter), self._row(importer)
        potential = self.potential[(..., *cell)]
        reach = np.exp(NORMAL_95 * self.log_error[(..., *cell)])
        ratios = self.realised / self.potential[0]
        known = ratios[np.isfinite(ratios)]
        return PotentialFlow(
            exporter=exporter,
            importer=importer,
            year=self.year,
            realised=float(self.realised[cell]),
            potential=float(potential[0]),
            low=float(np.fmin.reduce(potential / reach)),
            high=float(np.fmax.reduce(potential * reach)),
            below=float(np.mean(known < ratios[cell])) if np.isfinite(ratios[cell]) else np.nan,
        )

    def fit(self, unrecorded: Unrecorded) -> Gravity:
        """The estimated equation under one reading of unrecorded pairs."""
        if unrecorded not in READINGS:
            raise UnknownLabel.among("reading", unrecorded, READINGS)
        return self.fits[READINGS.index(unrecorded)]

    def to_frame(self) -> "pd.DataFrame":
        """One row a pair of different countries."""
        import pandas as pd

        pairs = pd.MultiIndex.from_product([self.countries] * 2, names=["exporter", "importer"])
        columns = {"realised": self.realised.ravel()}
        for name, potential, error in zip(READINGS, self.potential, self.log_error, strict=True):
            columns |= {f"potential_{name}": potential.ravel()}
            columns |= {f"log_error_{name}": error.ravel()}
        abroad = ~np.eye(len(self.countries), dtype=bool).ravel()
        return pd.DataFrame(columns, index=pairs)[abroad]

    def _row(self, country: str) -> int:
        if country not in self.countries:
            raise UnknownLabel.among("country", country, self.countries)
        return self.countries.index(country)


def potential_trade(world: World, table: FlowTable = "flows") -> PotentialTrade:
    """Compare every recorded flow with what a gravity equation of its year gives.

    Parameters
    ----------
    world
        Reads distances (km), land borders (km) and one table of goods trade, exporter × importer,
        US dollars. What a country sells to itself, and a pair without a distance, are left out.
    table
        ``flows`` as the source gives them, or ``model_flows`` with known gaps filled.

    Raises
    ------
    MissingData
        The World lacks one of the tables, or pyfixest is not installed.
    BadInput, NoSolution
        The equation cannot be estimated; see :func:`gravity`.

    Examples
    --------
    Four countries in a row, each pair trading as its distance has it, but one that trades twice
    that:

    >>> from detente.world import Source
    >>> apart = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0)))
    >>> flow = 12.0 / np.where(apart, apart, np.nan)
    >>> flow[0, 3] *= 2
    >>> tables = {"flows": flow, "distance": 1000 * apart, "border": 1.0 * (apart == 1)}
    >>> invented = dict.fromkeys(tables, (Source("Invented", "nobody", 2024, "CC0-1.0", ""),))
    >>> world = World(2024, ("BEL", "DEU", "NLD", "NOR"), tables, invented)
    >>> found = potential_trade(world).of("BEL", "NOR")
    >>> found.realised, found.ratio > 1
    (8.0, True)
    """
    realised = world.table(table).copy()
    np.fill_diagonal(realised, np.nan)
    pairs = np.nonzero(~np.eye(len(world.countries), dtype=bool))
    frame = _pairs(world, realised, pairs)
    recorded = {"no_trade": frame.fillna({"trade": 0.0}), "left_out": frame}
    fits = tuple(
        gravity(recorded[reading], explained_by=["log_distance", "border"]) for reading in READINGS
    )
    potential, log_error = np.full((2, len(fits), *realised.shape), np.nan)
    for r, fit in enumerate(fits):
        potential[(r, *pairs)], log_error[(r, *pairs)] = fit.fitted, fit.log_error
    needed = (table, "distance", "border")
    return PotentialTrade(
        year=world.year,
        countries=world.countries,
        realised=realised,
        potential=potential,
        log_error=log_error,
        fits=fits,
        sources=world.sources_of(*needed),
        notes=world.notes_of(*needed),
    )


def _pairs(
    world: World,
    realised: NDArray[np.float64],
    pairs: tuple[NDArray[np.intp], ...],
) -> "pd.DataFrame":
    """One row a pair of different countries."""
    import pandas as pd

    exporter, importer = pairs
    border = world.table("border")[pairs]
    return pd.DataFrame(
        {
            "exporter": exporter,
            "importer": importer,
            "trade": realised[pairs],
            "log_distance": np.log(world.table("distance")[pairs]),
            "border": np.where(np.isnan(border), np.nan, border > 0),
        }
    )
