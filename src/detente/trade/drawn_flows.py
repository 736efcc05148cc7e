"""Many possible worlds of trade, one a draw, that differ in little and share one matrix.

What is not known of a world of trade is drawn: how sellers and buyers report, s and b, by country;
a factor e for each link of a few countries asked about, C; and home sales H. With X the recorded
flows and X° those in which none of C takes part, the flows of draw d are

    X[d] = diag(s[d]) X° diag(b[d])  +  diag(H[d])  +  the rows and columns of C, each drawn whole

so that a product with all of them is one matrix product, and a few corrections for each draw:

    q X[d] = ((q s) X°) b  +  q H  +  Σ over c in C of q[c] X[d][c, :] , and so for their columns.

Ten thousand draws of a world of 200 countries so take as little memory as ten tables, and not ten
thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.trade.economy import SMALLEST_HOME_SALES

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnFlows:
    """Flows with home sales, one table a draw.

    Attributes
    ----------
    others
        Exporter × importer, without home sales; nothing in the rows and columns of `asked`.
    sells, buys
        Draw × country, factors on `others`.
    home
        Draw × country.
    asked
        Places of the countries whose links are drawn one by one.
    exports
        Asked × draw × importer: their rows, without home sales.
    imports
        Asked × draw × exporter: their columns, with nothing from each other, which `exports` has.
    """

    others: Numbers
    sells: Numbers
    buys: Numbers
    home: Numbers
    asked: Rows
    exports: Numbers
    imports: Numbers

    @property
    def sales(self) -> Numbers:
        """Draw × country: what each sells in all, home included."""
        return self.sold(np.ones_like(self.home))

    @property
    def expenditure(self) -> Numbers:
        """Draw × country: what each buys in all, home included."""
        return self.bought(np.ones_like(self.home))

    def bought(self, q: Numbers) -> Numbers:
        """Draw × importer: flows summed over exporters, each weighted by `q`, draw × exporter."""
        market = ((q * self.sells) @ self.others) * self.buys + q * self.home
        for c, exports, imports in zip(self.asked, self.exports, self.imports, strict=True):
            market += q[:, c, None] * exports
            market[:, c] += np.vecdot(q, imports)
        return np.asarray(market)

    def sold(self, s: Numbers) -> Numbers:
        """Draw × exporter: flows summed over importers, each weighted by `s`, draw × importer."""
        sales = ((s * self.buys) @ self.others.T) * self.sells + s * self.home
        for c, exports, imports in zip(self.asked, self.exports, self.imports, strict=True):
            sales += s[:, c, None] * imports
            sales[:, c] += np.vecdot(s, exports)
        return np.asarray(sales)

    def row(self, country: int) -> Numbers:
        """Draw × importer: what one of `asked` sells abroad."""
        return np.asarray(self.exports[self._place(country)])

    def column(self, country: int) -> Numbers:
        """Draw × exporter: what one of `asked` buys abroad."""
        bought = self.imports[self._place(country)].copy()
        bought[:, self.asked] = self.exports[:, :, country].T
        return np.asarray(bought)

    def times(self, seller: int, buyer: int, factor: Numbers | float) -> Self:
        """The same with one link between two of `asked` multiplied by a factor a draw."""
        exports = self.exports.copy()
        exports[self._place(seller), :, buyer] *= factor
        return replace(self, exports=exports)

    def _place(self, country: int) -> int:
        return int(np.flatnonzero(self.asked == country)[0])

    def part(self, draws: slice | Rows) -> Self:
        """Some of the draws."""
        return replace(
            self,
            sells=self.sells[draws],
            buys=self.buys[draws],
            home=self.home[draws],
            exports=self.exports[:, draws],
            imports=self.imports[:, draws],
        )

    def table(self, draw: int) -> Numbers:
        """Exporter × importer, home sales on the diagonal: one draw in full."""
        flow = self.others * self.sells[draw][:, None] * self.buys[draw]
        flow[self.asked] += self.exports[:, draw]
        flow[:, self.asked] += self.imports[:, draw].T
        return np.asarray(flow + np.diag(self.home[draw]))


def drawn_flows(
    traded: Numbers,
    gdp: Numbers,
    *,
    sells: Numbers,
    buys: Numbers,
    links: Mapping[int, tuple[Numbers, Numbers]],
    output_per_gdp: Numbers,
    elsewhere: Numbers | float = 0.0,
) -> DrawnFlows:
    """Draw the flows of a world, closed with home sales as in :mod:`detente.trade.economy`.

    Parameters
    ----------
    traded
        Exporter × importer, what is recorded; the diagonal is not read.
    gdp
        Draw × country, in the unit of the flows.
    sells, buys
        Draw × country: factors on all that a country sells, or buys, abroad.
    links
        By place of each country asked about, two tables of factors of its links: its sales, draw ×
        importer, and its purchases, draw × exporter. On a link between two, that of the seller.
    output_per_gdp
        By draw: sales at home and abroad together, as a multiple of GDP.
    elsewhere
        By country, recorded sales to countries that are not here: they are not home sales either.

    Examples
    --------
    >>> traded, ones = np.array([[0.0, 2.0], [3.0, 0.0]]), np.ones((1, 2))
    >>> drawn = drawn_flows(traded, 10 * ones, sells=ones, buys=ones,
    ...                     links={0: (2 * ones, ones)}, output_per_gdp=np.ones(1))
    >>> drawn.table(0)
    array([[6., 4.],
           [3., 7.]])
    """
    abroad = traded.copy()
    np.fill_diagonal(abroad, 0.0)
    asked = np.array([*links], dtype=np.intp)
    exports = np.array([(sells[:, c, None] * buys) * links[c][0] * abroad[c] for c in asked])
    imports = np.array([(sells * buys[:, c, None]) * links[c][1] * abroad[:, c] for c in asked])
    shape = (len(asked), *sells.shape)
    exports, imports = exports.reshape(shape), imports.reshape(shape)
    imports[:, :, asked] = 0.0
    others = abroad.copy()
    others[asked] = others[:, asked] = 0.0
    without = DrawnFlows(others, sells, buys, np.zeros_like(sells), asked, exports, imports)
    home = output_per_gdp[:, None] * gdp - without.sales - sells * elsewhere
    return replace(without, home=np.maximum(home, SMALLEST_HOME_SALES * gdp))
