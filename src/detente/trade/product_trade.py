"""What two countries can mean for each other product by product.

With x[i, k] what country i sells of product k, m[j, k] what j buys of it, and f[i, j, k] what i
sells j of it, partner i has in all that j buys of k the share

    s[i, j, k] = f[i, j, k] / m[j, k]

and the sellers of k to the world are as concentrated as

    H[k] = Σ_i (x[i, k] / Σ_h x[h, k])²        1 for a single seller, 1/n for n equal ones

A product is **critical** for j where one partner sells it most of what it buys, s > 1/2, and the
world market offers few others, H > 0.4. The second threshold is the one at which the European
Commission takes the sources of a product to be concentrated.

Only recorded flows count. The fit of what one sells to what the other buys is that of
:mod:`detente.trade.complementarity`, with products for sectors.

European Commission (2021), Strategic Dependencies and Capacities, SWD(2021) 352; Vicard and Wibaux
(2023), EU Strategic Dependencies: A Long View, CEPII Policy Brief 41.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, MissingData, some
from detente.trade.complementarity import Complementarity
from detente.world import Source

if TYPE_CHECKING:
    import pandas as pd

MOST = 0.5  # share of one partner
CONCENTRATED = 0.4  # Herfindahl–Hirschman index of the sellers to the world
OTHERS = "others"
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reliance:
    """One product that a country buys from another.

    Attributes
    ----------
    traded
        What the partner sells it, US dollars.
    imports
        What it buys from everyone, US dollars.
    share
        The first as a share of the second.
    concentration
        Of the sellers to the world, from 1/n to 1.
    exports
        What it sells of the product itself, US dollars.
    """

    product: str
    traded: float
    imports: float
    share: float
    concentration: float
    exports: float

    @property
    def is_critical(self) -> bool:
        """Whether the partner sells most of it, and the world offers few others."""
        return self.share > MOST and self.concentration > CONCENTRATED


@dataclass(frozen=True, slots=True, eq=False)
class ProductTrade:
    """Two countries and the rest of the world, by product.

    Attributes
    ----------
    pair
        The two, ISO 3166-1 alpha-3.
    fit
        Their complementarity, with the two and ``others`` for countries and products for sectors.
    concentration
        Of the sellers of each product to the world; NaN where nobody sells it on record.
    """

    pair: tuple[str, str]
    fit: Complementarity
    concentration: Array

    @property
    def products(self) -> tuple[str, ...]:
        """Codes of the Harmonised System."""
        return self.fit.sectors

    def reliance(self, of: str) -> tuple[Reliance, ...]:
        """What *of* buys from the other, largest first, equals by their code."""
        mine = self._side(of)
        traded, imports = self.fit.flow[1 - mine, mine], self.fit.imports[mine]
        found = [
            Reliance(
                product=product,
                traded=float(traded[k]),
                imports=float(imports[k]),
                share=float(traded[k] / imports[k]),
                concentration=float(self.concentration[k]),
                exports=float(self.fit.exports[mine, k]),
            )
            for k, product in enumerate(self.products)
            if traded[k] > 0
        ]
        return tuple(sorted(found, key=lambda each: (-each.traded, each.product)))

    def critical(self, of: str) -> tuple[Reliance, ...]:
        """The products of :meth:`reliance` that are critical."""
        return tuple(each for each in self.reliance(of) if each.is_critical)

    def _side(self, of: str) -> int:
        if of not in self.pair:
            raise BadInput(f"{of} is not of this pair. Ask about {' or '.join(self.pair)}.")
        return self.pair.index(of)


def product_trade(
    totals: "pd.DataFrame",
    flows: "pd.DataFrame",
    pair: tuple[str, str],
    *,
    year: int,
    sources: Sequence[Source],
    notes: Sequence[str] = (),
) -> ProductTrade:
    """Compare two countries product by product.

    Parameters
    ----------
    totals
        iso3, hs_code, exports_usd, imports_usd: of every country, a row for each product that it
        sells or buys, as :func:`detente.data.product_totals` gives them.
    flows
        exporter_iso3, importer_iso3, hs_code, value_usd: between the two, both ways, as
        :func:`detente.data.product_flows` gives them.
    pair
        Two ISO 3166-1 alpha-3 codes.

    Raises
    ------
    BadInput
        One country twice.
    MissingData
        The totals do not name one of the two, or not a product that they trade.

    Examples
    --------
    >>> import pandas as pd
    >>> from detente.world.example import INVENTED
    >>> totals = pd.DataFrame(
    ...     [("NLD", "01", 5.0, 0.0), ("NOR", "27", 9.0, 0.0), ("QAT", "27", 1.0, 0.0),
    ...      ("NLD", "27", 0.0, 10.0), ("NOR", "01", 0.0, 5.0)],
    ...     columns=["iso3", "hs_code", "exports_usd", "imports_usd"],
    ... )
    >>> flows = pd.DataFrame(
    ...     [("NLD", "NOR", "01", 5.0), ("NOR", "NLD", "27", 9.0)],
    ...     columns=["exporter_iso3", "importer_iso3", "hs_code", "value_usd"],
    ... )
    >>> found = product_trade(totals, flows, ("NLD", "NOR"), year=2024, sources=[INVENTED])
    >>> [(each.product, each.share, round(each.concentration, 2)) for each in found.critical("NLD")]
    [('27', 0.9, 0.82)]
    >>> found.fit.index("NOR", "NLD")
    1.0
    """
    if pair[0] == pair[1]:
        raise BadInput(f"{pair[0]} twice is no pair. Name two countries.")
    for code in pair:
        if not (totals["iso3"] == code).any():
            raise MissingData(
                f"No trade by product of {code} is recorded in {year}. Ask about another year."
            )
    products = np.unique(totals["hs_code"].to_numpy(dtype=str))
    strange = sorted({*flows["hs_code"]} - {*products.tolist()})
    if strange:
        raise MissingData(
            f"{pair[0]} and {pair[1]} trade {some(strange)}, of which the totals of {year} know "
            "nothing. Give both at the same number of digits."
        )
    exports, imports, concentration = _totals(totals, pair, products)
    return ProductTrade(
        pair=pair,
        fit=Complementarity(
            year=year,
            countries=(*pair, OTHERS),
            sectors=tuple(products.tolist()),
            flow=_flow(flows, pair, products),
            exports=exports,
            imports=imports,
            sources=tuple(sources),
            notes=tuple(notes),
        ),
        concentration=concentration,
    )


def _totals(
    totals: "pd.DataFrame", pair: tuple[str, str], products: NDArray[np.str_]
) -> tuple[Array, Array, Array]:
    """By product: exports, imports of the two and of others, and how concentrated sellers are."""
    place = np.searchsorted(products, totals["hs_code"].to_numpy(dtype=str))
    code = totals["iso3"].to_numpy(dtype=str)
    sold, bought = (totals[f"{name}_usd"].to_numpy(dtype=float) for name in ("exports", "imports"))
    sides = (code == pair[0], code == pair[1], ~np.isin(code, pair))

    def by_product(value: Array) -> Array:
        return np.bincount(place, value, len(products)).astype(float)

    exports, imports = (
        np.stack([by_product(np.where(side, value, 0.0)) for side in sides])
        for value in (sold, bought)
    )
    world = exports.sum(axis=0)
    concentration = np.full(len(products), np.nan)
    np.divide(by_product(sold**2), world**2, out=concentration, where=world > 0)
    return exports, imports, concentration


def _flow(flows: "pd.DataFrame", pair: tuple[str, str], products: NDArray[np.str_]) -> Array:
    """Exporter × importer × product among the two and others; NaN where nobody recorded it."""
    flow = np.full((3, 3, len(products)), np.nan)
    seller, buyer = (
        flows[name].map({code: i for i, code in enumerate(pair)}).to_numpy(dtype=int)
        for name in ("exporter_iso3", "importer_iso3")
    )
    place = np.searchsorted(products, flows["hs_code"].to_numpy(dtype=str))
    flow[seller, buyer, place] = flows["value_usd"].to_numpy(dtype=float)
    return flow
