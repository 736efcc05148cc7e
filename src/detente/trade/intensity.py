"""Do two countries trade more than their size in world trade makes one expect?

With X[a, b] what a sells to b, X[a] all that a sells, M[b] all that b buys and M the imports of the
whole world, the intensity of the trade of a with b is

    I[a, b] = (X[a, b] / X[a]) / (M[b] / (M − M[a]))

1 when b's share in the sales of a equals its share in the purchases of everyone but a. Only
recorded pairs count.

Brown (1949), Applied Economics; Kojima (1964), The Pattern of International Trade among Advanced
Countries, Hitotsubashi Journal of Economics 5(1).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownLabel
from detente.trade.dependence import FlowTable
from detente.world import Source, World


@dataclass(frozen=True, slots=True, eq=False)
class TradeIntensity:
    """How intense the trade of any two countries is for their size.

    Attributes
    ----------
    values
        Exporter × importer, pure numbers; NaN where nobody recorded the pair.
    """

    year: int
    countries: tuple[str, ...]
    values: NDArray[np.float64]
    sources: tuple[Source, ...]

    def of(self, exporter: str, importer: str) -> float:
        """Intensity of what *exporter* sells to *importer*."""
        return float(self.values[self._row(exporter), self._row(importer)])

    def _row(self, country: str) -> int:
        if country not in self.countries:
            raise UnknownLabel.among("country", country, self.countries)
        return self.countries.index(country)


def trade_intensity(world: World, table: FlowTable = "flows") -> TradeIntensity:
    """Compare every recorded flow with what the size of the two countries makes one expect.

    Parameters
    ----------
    world
        Reads one table of goods trade, exporter × importer, US dollars. What a country sells to
        itself is left out.
    table
        ``flows`` as the source gives them, or ``model_flows`` with known gaps filled.

    Raises
    ------
    MissingData
        The World does not hold that table.

    Examples
    --------
    >>> from detente.world import example_world
    >>> round(trade_intensity(example_world()).of("NOR", "NLD"), 3)
    1.125
    """
    return TradeIntensity(
        year=world.year,
        countries=world.countries,
        values=_intensity(world.table(table)),
        sources=world.sources_of(table),
    )


def _intensity(flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """I = (X[a, b] / X[a]) / (M[b] / (M − M[a])); 0/0 is NaN."""
    flow = flow.copy()
    np.fill_diagonal(flow, np.nan)
    exports, imports = np.nansum(flow, axis=1)[:, None], np.nansum(flow, axis=0)
    bought_by_others = (~np.eye(len(flow), dtype=bool) @ imports)[:, None]
    usual = exports * imports
    intensity = np.full_like(flow, np.nan)
    np.divide(flow * bought_by_others, usual, out=intensity, where=usual > 0)
    return intensity
