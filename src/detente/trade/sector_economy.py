"""The world economy by sector: who sells what to whom, what it is made of, and who uses it.

With sales X[i, n, j] of exporter i to importer n in sector j before tariffs t, home sales included,

    output       Y[n, j] = Σ over m of X[n, m, j]
    spending     E[n, j] = Σ over i of X[i, n, j] (1 + t[i, n, j])
    surplus      S[n]    = exports − imports, both before tariffs
    income       I[n]    = Σ over j of β[n, j] Y[n, j] + tariff revenue − S[n]

and two accounts that must add up. Every sale is paid out, and every purchase is used:

    β[n, j] + Σ over k of γ[n, k, j] = 1
    E[n, j] = α[n, j] I[n] + Σ over k of γ[n, j, k] Y[n, k]

Caliendo & Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Review of Economic
Studies 82(1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, UnknownLabel, some
from detente.trade.given import numbers, refuse_what_is_no_label
from detente.trade.sector_cells import named_cells
from detente.world import Source

if TYPE_CHECKING:
    import xarray as xr

Array = NDArray[np.float64]

CELL = ("exporter", "importer", "sector")
AXES: Mapping[str, tuple[str, ...]] = {
    "flow": CELL,
    "value_added_share": ("country", "sector"),
    "input_share": ("country", "input", "output"),
    "final_share": ("country", "sector"),
    "elasticity": ("sector",),
    "tariff": CELL,
}
ADDING_UP = 1e-6  # shares are printed with six or seven digits
LEFT_OVER = 10 * ADDING_UP  # of income; the gaps of many inputs pile up in what is left
SMALLEST_INPUT_SHARE = -1e-3  # printed tables book a by-product as a small negative input


@dataclass(frozen=True, slots=True, eq=False)
class SectorEconomy:
    """A closed world by sector: every sale has a seller, a buyer and a use.

    Attributes
    ----------
    flow
        Exporter × importer × sector, any one unit of money: what the exporter receives, so before
        the importer's tariff. Home sales are exporter = importer.
    value_added_share
        Country × sector, β: wages, capital and land as a share of the value of output.
    input_share
        Country × input sector × output sector, γ: purchases as a share of the value of output.
    final_share
        Country × sector, α: shares of final spending.
    elasticity
        By sector, θ: elasticity of trade to trade cost, positive.
    tariff
        Exporter × importer × sector, as a share of the value before tariff; none at home.
    repairs
        What was done to the data to make them add up: the name of each repair, and what it changed.

    Examples
    --------
    Two equal countries and one sector, half of whose costs are its own goods:

    >>> economy = SectorEconomy(
    ...     ("NLD", "NOR"), ("goods",), np.array([[[8.0], [2.0]], [[2.0], [8.0]]]),
    ...     value_added_share=np.full((2, 1), 0.5), input_share=np.full((2, 1, 1), 0.5),
    ...     final_share=np.ones((2, 1)), elasticity=np.array([4.0]), tariff=np.zeros((2, 2, 1)))
    >>> economy.income, economy.surplus
    (array([5., 5.]), array([0., 0.]))
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    flow: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    elasticity: Array
    tariff: Array
    year: int | None = None
    repairs: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        for one, many, labels in (
            ("Country", "Countries", self.countries),
            ("Sector", "Sectors", self.sectors),
        ):
            refuse_what_is_no_label(labels, one)
            twice = sorted({c for c in labels if labels.count(c) > 1})
            if twice:
                raise BadInput(f"{many} named twice: {some(twice)}. Give each one place.")
        for name, axes in AXES.items():
            # A copy: the caller keeps a writable one. The last axis lies outermost in memory, so
            # that the solver finds each sector's importers × exporters together.
            table = np.asfortranarray(numbers(getattr(self, name), name))
            shape = tuple(len(labels) for labels in self.axes(*axes).values())
            if table.shape != shape:
                raise BadInput(f"{name} has shape {table.shape}; its axes {axes} need {shape}.")
            table.setflags(write=False)
            object.__setattr__(self, name, table)
        _refuse_bad_values(self)
        _refuse_what_does_not_add_up(self)

    def axes(self, *names: str) -> dict[str, tuple[str, ...]]:
        """Labels along axes named as in :data:`AXES`."""
        at = ("country", "exporter", "importer")
        return {name: self.countries if name in at else self.sectors for name in names}

    def row(self, country: str) -> int:
        """Place of a country on the axes; refuses a country that is not there."""
        if country not in self.countries:
            raise UnknownLabel.among("country", str(country), self.countries)
        return self.countries.index(country)

    def column(self, sector: str) -> int:
        """Place of a sector on the axes; refuses a sector that is not there."""
        if sector not in self.sectors:
            raise UnknownLabel.among("sector", str(sector), self.sectors)
        return self.sectors.index(sector)

    @property
    def output(self) -> Array:
        """Country × sector: what is sold in all, home included."""
        return np.asarray(self.flow.sum(axis=1))

    @property
    def spending(self) -> Array:
        """Country × sector: what is bought in all, home and tariffs included."""
        return np.asarray(self.flow.sum(axis=0) + np.einsum("inj,inj->nj", self.flow, self.tariff))

    @property
    def exports(self) -> Array:
        """Country × sector: what is sold abroad, before tariffs."""
        return np.asarray(self.output - np.einsum("nnj->nj", self.flow))

    @property
    def imports(self) -> Array:
        """Country × sector: what is bought abroad, before tariffs."""
        return np.asarray(self.flow.sum(axis=0) - np.einsum("nnj->nj", self.flow))

    @property
    def value_added(self) -> Array:
        """By country: what wages, capital and land earn."""
        return np.asarray((self.value_added_share * self.output).sum(axis=1))

    @property
    def tariff_revenue(self) -> Array:
        """By importer."""
        return np.asarray(np.einsum("inj,inj->n", self.flow, self.tariff))

    @property
    def surplus(self) -> Array:
        """By country: exports less imports."""
        return np.asarray((self.output - self.flow.sum(axis=0)).sum(axis=1))

    @property
    def income(self) -> Array:
        """By country: what is left for final spending."""
        return np.asarray(self.value_added + self.tariff_revenue - self.surplus)

    @property
    def share(self) -> Array:
        """Exporter × importer × sector, share of the importer's spending; exporters sum to one."""
        return np.asarray(self.flow * (1.0 + self.tariff) / self.spending)

    def to_xarray(self) -> "xr.Dataset":
        """Every table with its labels; read-only, so copy the one you want to change."""
        import xarray as xr

        tables = {name: (axes, getattr(self, name)) for name, axes in AXES.items()}
        axes = dict.fromkeys(axis for named in AXES.values() for axis in named)
        return xr.Dataset(tables, coords={k: list(v) for k, v in self.axes(*axes).items()})


def refuse_tariffs(economy: SectorEconomy, tariff: Array, name: str) -> None:
    """Refuse tariffs that are unknown, give goods away, or are levied at home."""
    bad = ~(np.isfinite(tariff) & (tariff > -1))
    if bad.any():
        raise BadInput(
            f"{name} must be known and above −1: {named_cells(economy.axes(*CELL), bad, tariff)}. "
            "−1 is a price of nothing; to end a trade, use cuts."
        )
    taxed = np.flatnonzero(np.einsum("nnj->nj", tariff).any(axis=1))
    if len(taxed):
        names = some([economy.countries[i] for i in taxed])
        raise BadInput(f"{name} of {names} on itself. Home sales pay none: set it to 0.")


def _refuse_bad_values(economy: SectorEconomy) -> None:
    """Refuse numbers that no economy can have, by the cell they stand in."""
    least = {
        "flow": 0.0,
        "value_added_share": 0.0,
        "input_share": SMALLEST_INPUT_SHARE,
        "final_share": 0.0,
    }
    for name, floor in least.items():
        table = getattr(economy, name)
        bad = ~(np.isfinite(table) & (table >= floor))
        if bad.any():
            cells = named_cells(economy.axes(*AXES[name]), bad, table)
            raise BadInput(f"{name} must be known and not negative: {cells}. Mend or merge them.")
    theta = economy.elasticity
    bad = ~(np.isfinite(theta) & (theta > 0))
    if bad.any():
        raise BadInput(
            f"elasticity must be above 0: {named_cells(economy.axes('sector'), bad, theta)}. It is "
            "the elasticity of trade to trade cost; give minus the slope where one was estimated."
        )
    refuse_tariffs(economy, economy.tariff, "tariff")


def _refuse_what_does_not_add_up(economy: SectorEconomy) -> None:
    """Refuse empty markets, shares that do not sum to one, and goods that nobody uses."""
    pair, country = economy.axes("country", "sector"), economy.axes("country")
    bad = economy.spending <= 0
    if bad.any():
        raise BadInput(
            f"Nothing is bought, not even at home: {named_cells(pair, bad)}. A price needs a "
            "purchase: merge the sector with another, or leave it out."
        )
    bad = economy.value_added <= 0
    if bad.any():
        raise BadInput(f"Earns nothing at all: {named_cells(country, bad)}. Leave it out.")
    paid = economy.value_added_share + economy.input_share.sum(axis=1)
    bad = np.abs(paid - 1) > ADDING_UP
    if bad.any():
        raise BadInput(
            f"Value added and inputs must sum to 1: {named_cells(pair, bad, paid)}. "
            "Divide both by that sum."
        )
    total = economy.final_share.sum(axis=1)
    bad = np.abs(total - 1) > ADDING_UP
    if bad.any():
        raise BadInput(
            f"final_share must sum to 1 by country: {named_cells(country, bad, total)}. "
            "Divide by that sum."
        )
    bad = economy.income <= 0
    if bad.any():
        raise BadInput(
            f"{named_cells(country, bad)} lend more abroad than they earn. Leave them out."
        )
    used = np.einsum("njk,nk->nj", economy.input_share, economy.output)
    left = (economy.spending - used) / economy.income[:, None]
    bad = np.abs(left - economy.final_share) > LEFT_OVER
    if bad.any():
        raise BadInput(
            "final_share is not the share of income that purchases leave after inputs: "
            f"{named_cells(pair, bad, economy.final_share, left)}. Give that share, or flows in "
            "which every good has a use."
        )
