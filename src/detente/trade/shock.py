"""What changes in the world: trade costs, tariffs, productivity, links cut.

Trade shares before the tariff, s[exporter, importer], become the kernel of the new markets,

    K = s · κ^-θ · z^θ · ((1+t') / (1+t))^-(1+θ) ,

with trade costs κ and productivity z as ratios after to before, and tariffs t before and t' after.
A cut link has κ^-θ = 0. The buyer's price index then follows from

    (P'/P)^-θ = Σ K (1+t') w^-θ / Σ s (1+t) .
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, some
from detente.trade.economy import Economy
from detente.trade.given import link, number, numbers

if TYPE_CHECKING:
    import pandas as pd

Links: TypeAlias = "Mapping[tuple[str, str], float] | pd.DataFrame"
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Shock:
    """A change to an economy. What is not named stays as it is.

    A table of links is a mapping from (exporter, importer) to a number, where links not named do
    not change, or a DataFrame of all countries, exporters as rows and importers as columns.

    Attributes
    ----------
    cost_change
        Trade cost after over before, tariffs apart; 1.1 is ten per cent dearer.
    tariff_before, tariff_after
        Import tariffs, as a share of the value before tariff. Links not named have none before and
        keep what they had after.
    productivity
        By country, after over before: a mapping or a Series. Countries not named keep theirs.
    cut
        Links (exporter, importer) over which nothing is sold any more.

    Examples
    --------
    >>> Shock(tariff_after={("CHN", "USA"): 0.25}, cut=(("PRK", "CHN"), ("CHN", "PRK"))).cut
    (('PRK', 'CHN'), ('CHN', 'PRK'))
    """

    cost_change: "Links | None" = None
    tariff_before: "Links | None" = None
    tariff_after: "Links | None" = None
    productivity: "Mapping[str, float] | pd.Series[float] | None" = None
    cut: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Markets:
    """A shock in arrays: the kernel, and one plus the tariffs before and after."""

    kernel: Matrix
    duty_before: Matrix | float
    duty_after: Matrix | float


def markets(economy: Economy, shock: Shock, theta: float) -> Markets:
    """Check a shock against an economy, and work out the kernel it makes.

    Raises
    ------
    UnknownLabel, MissingData
        A country is not in the economy, or was left out of it.
    BadInput
        No Shock; a cost or productivity that is not positive; a tariff of −100 % or less; a number
        that is not known, or none; a bare array, a table without every country, or a link that is
        not of two.
    """
    if not isinstance(shock, Shock):
        raise BadInput(f"shock is of type {type(shock).__name__}. Make one with Shock(...).")
    positive, above_minus_one = (0.0, "0"), (-1.0, "−1, which is a price of nothing")
    kernel = economy.share
    cost = _on_links(economy, shock.cost_change, "cost_change", 1.0, positive)
    if cost is not None:
        kernel *= cost**-theta
    before = _on_links(economy, shock.tariff_before, "tariff_before", 0.0, above_minus_one)
    after = _on_links(economy, shock.tariff_after, "tariff_after", before, above_minus_one)
    for tariff in (before, after):
        if tariff is not None and tariff.diagonal().any():
            taxed = [economy.countries[i] for i in np.flatnonzero(tariff.diagonal())]
            raise BadInput(f"A tariff on home sales of {some(taxed)}. They pay none: set it to 0.")
    duty_before, duty_after = (1.0 if t is None else 1.0 + t for t in (before, after))
    if after is not None:
        kernel *= (duty_after / duty_before) ** -(1.0 + theta)
    for row, z in _by_country(economy, shock.productivity, "productivity").items():
        kernel[row] *= z**theta
    for exporter, importer in (link(pair, "cut") for pair in shock.cut):
        if exporter == importer:
            raise BadInput(f"cut names {exporter}→{importer}. A country has no link to itself.")
        kernel[economy.row(exporter), economy.row(importer)] = 0.0
    return Markets(kernel, duty_before, duty_after)


def _on_links(
    economy: Economy,
    links: "Links | None",
    name: str,
    otherwise: "Matrix | float | None",
    above: tuple[float, str],
) -> Matrix | None:
    """Lay a table of links on the economy's axes; None where there is nothing to lay."""
    if links is None:
        return otherwise if isinstance(otherwise, np.ndarray) else None
    if isinstance(links, np.ndarray):
        raise BadInput(
            f"{name} is a bare array, so its sides cannot be told apart. Give a DataFrame with "
            "exporters as rows and importers as columns, or a mapping from (exporter, importer)."
        )
    if isinstance(links, Mapping):
        pairs, values = [link(pair, name) for pair in links], numbers([*links.values()], name)
        place = {country: economy.row(country) for country in dict.fromkeys(chain(*pairs))}
        table = np.full(economy.flow.shape, 0.0 if otherwise is None else otherwise)
        for (exporter, importer), value in zip(pairs, values, strict=True):
            table[place[exporter], place[importer]] = value
    else:
        table = _all_links(economy, links, name)
    least, in_words = above
    bad = ~(np.isfinite(table) & (table > least))
    if bad.any():
        cells = [
            f"{economy.countries[i]}→{economy.countries[j]} = {table[i, j]}"
            for i, j in np.argwhere(bad)
        ]
        raise BadInput(
            f"{name}: {some(cells)}; it must be above {in_words}, and known. To end a trade, use "
            "cut."
        )
    return table


def _by_country(
    economy: Economy, given: "Mapping[str, float] | pd.Series[float] | None", name: str
) -> dict[int, float]:
    """Numbers above 0 by the row of their country."""
    if given is None:
        return {}
    if not hasattr(given, "items"):
        raise BadInput(
            f"{name} is of type {type(given).__name__}, so its countries are not named. Give a "
            "mapping or a Series from country to number."
        )
    ratios: dict[int, float] = {}
    for country, value in given.items():
        row, ratio = economy.row(str(country)), number(value, f"{name} of {country}")
        if not 0 < ratio < np.inf:
            raise BadInput(f"{name} of {country} is {ratio}; it must be above 0, and known.")
        if row in ratios:
            raise BadInput(f"{name} names {country} twice. Name each country once.")
        ratios[row] = ratio
    return ratios


def _all_links(economy: Economy, links: "pd.DataFrame", name: str) -> Matrix:
    import pandas as pd

    if not isinstance(links, pd.DataFrame):
        raise BadInput(
            f"{name} is of type {type(links).__name__}. Give a DataFrame with exporters as rows "
            "and importers as columns, or a mapping from (exporter, importer)."
        )
    rows, columns = [str(c) for c in links.index], [str(c) for c in links.columns]
    for side, labels in (("rows (exporters)", rows), ("columns (importers)", columns)):
        odd = sorted(set(labels) ^ set(economy.countries))
        if odd or len(labels) != len(economy.countries):
            raise BadInput(
                f"{name}: its {side} are not the economy's {len(economy.countries)} countries; "
                f"{some(odd) or 'one stands twice'}. Reindex it on economy.countries."
            )
    at_row, at_column = ({c: i for i, c in enumerate(labels)} for labels in (rows, columns))
    order = np.ix_(
        [at_row[c] for c in economy.countries], [at_column[c] for c in economy.countries]
    )
    return numbers(links.to_numpy(na_value=np.nan)[order], name)
