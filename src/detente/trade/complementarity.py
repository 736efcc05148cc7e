"""Does one country sell what the other buys?

By sector k, let x[i, k] be the share of k in all that i sells, m[j, k] its share in all that j
buys, and w[k] its share in all that the world sells. Then

    advantage        a[i, k] = x[i, k] / w[k]                       above 1: i is specialised in k
    complementarity  c[i, j] = 1 − Σ_k |m[j, k] − x[i, k]| / 2      1: j buys just what i sells

Only recorded pairs count: the shares are of recorded trade, and a country without any has none.

Balassa (1965), Trade Liberalisation and "Revealed" Comparative Advantage, The Manchester School
33(2); Michaely (1996), Trade Preferential Agreements in Latin America, World Bank Policy Research
Working Paper 1583.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownLabel
from detente.world import Source, World


@dataclass(frozen=True, slots=True)
class Match:
    """A sector in which one country is specialised and the other buys.

    Attributes
    ----------
    exports
        All that the exporter sells of it, US dollars.
    imports
        All that the importer buys of it, US dollars.
    traded
        What the two trade of it now, US dollars; NaN where nobody recorded it.
    """

    sector: str
    advantage: float
    exports: float
    imports: float
    traded: float

    @property
    def overlap(self) -> float:
        """The most that could change hands: the smaller of the two sides, US dollars."""
        return min(self.exports, self.imports)


@dataclass(frozen=True, slots=True, eq=False)
class Complementarity:
    """What every country sells and buys, by sector, and how well any two fit.

    Attributes
    ----------
    flow
        Exporter × importer × sector, US dollars; NaN where nobody recorded it.
    exports, imports
        Country × sector, US dollars, summed over recorded partners; NaN for a country without any.
    """

    year: int
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    flow: NDArray[np.float64]
    exports: NDArray[np.float64]
    imports: NDArray[np.float64]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    def export_share(self, of: str, sector: str) -> float:
        """Share of a sector in all that *of* sells; NaN for who sells nothing on record."""
        return float(_shares(self.exports[self._row(of)])[self._sector(sector)])

    def import_share(self, of: str, sector: str) -> float:
        """Share of a sector in all that *of* buys; NaN for who buys nothing on record."""
        return float(_shares(self.imports[self._row(of)])[self._sector(sector)])

    def export_value(self, of: str, sector: str) -> float:
        """What *of* sells of a sector, US dollars; NaN for who sells nothing on record."""
        return float(self.exports[self._row(of), self._sector(sector)])

    def import_value(self, of: str, sector: str) -> float:
        """What *of* buys of a sector, US dollars; NaN for who buys nothing on record."""
        return float(self.imports[self._row(of), self._sector(sector)])

    def advantage(self, of: str, sector: str) -> float:
        """Revealed comparative advantage: above 1 where *of* sells more of it than the world."""
        return float(self._advantages(of)[self._sector(sector)])

    def index(self, exporter: str, importer: str) -> float:
        """Fit of what one sells to what the other buys, from 0 (nothing in common) to 1."""
        sold = _shares(self.exports[self._row(exporter)])
        bought = _shares(self.imports[self._row(importer)])
        return float(1 - np.abs(bought - sold).sum() / 2)

    def matches(self, exporter: str, importer: str) -> tuple[Match, ...]:
        """Sectors in which *exporter* has an advantage and *importer* buys, largest overlap first.

        Equals stand in the order of their labels.
        """
        i, j = self._row(exporter), self._row(importer)
        found = [
            Match(
                sector=sector,
                advantage=float(advantage),
                exports=float(self.exports[i, k]),
                imports=float(self.imports[j, k]),
                traded=float(self.flow[i, j, k]),
            )
            for k, (sector, advantage) in enumerate(
                zip(self.sectors, self._advantages(exporter), strict=True)
            )
            if advantage > 1 and self.imports[j, k] > 0
        ]
        return tuple(sorted(found, key=lambda match: (-match.overlap, match.sector)))

    def _advantages(self, of: str) -> NDArray[np.float64]:
        """x[i, k] / w[k] of one country, by sector."""
        world = _shares(np.nansum(self.exports, axis=0))
        sold = _shares(self.exports[self._row(of)])
        return np.divide(sold, world, out=np.full_like(sold, np.nan), where=world > 0)

    def _row(self, country: str) -> int:
        if country not in self.countries:
            raise UnknownLabel.among("country", country, self.countries)
        return self.countries.index(country)

    def _sector(self, sector: str) -> int:
        if sector not in self.sectors:
            raise UnknownLabel.among("sector", sector, self.sectors)
        return self.sectors.index(sector)


def complementarity(world: World) -> Complementarity:
    """Add up what every country sells and buys by sector, ready to compare any two.

    Parameters
    ----------
    world
        Reads ``sector_flows``, exporter × importer × sector, US dollars. What a country sells to
        itself is left out.

    Raises
    ------
    MissingData
        The World does not hold trade by sector.

    Examples
    --------
    >>> from detente.world import example_world
    >>> fit = complementarity(example_world())
    >>> fit.export_share("NOR", "fuels"), round(fit.advantage("NOR", "fuels"), 3)
    (0.9, 1.381)
    >>> fit.index("NOR", "NLD")
    0.975
    """
    flow = world.table("sector_flows").copy()
    everyone = np.arange(len(world.countries))
    flow[everyone, everyone] = np.nan
    return Complementarity(
        year=world.year,
        countries=world.countries,
        sectors=world.sectors,
        flow=flow,
        exports=_over_partners(flow, axis=1),
        imports=_over_partners(flow, axis=0),
        sources=world.sources_of("sector_flows"),
        notes=world.notes_of("sector_flows"),
    )


def _over_partners(flow: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Country × sector, summed over the partners on an axis; NaN without a record with any."""
    total = np.nansum(flow, axis=axis)
    total[np.isnan(flow).all(axis=(axis, 2))] = np.nan
    return np.asarray(total)


def _shares(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide by the sum; all NaN where the sum is zero or not known."""
    total = value.sum()
    return value / total if total > 0 else np.full_like(value, np.nan)
