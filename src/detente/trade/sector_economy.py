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
        for axis, labels in (("Countries", self.countries), ("Sectors", self.sectors)):
            twice = sorted({c for c in labels if labels.count(c) > 1})
            if twice:
                raise BadInput(f"{axis} named twice: {some(twice)}. Give each one place.")
        for name, axes in AXES.items():
            # A copy, so that the caller keeps a writable one. In Fortran order, so that each
            # sector's importer × exporter table lies together for the solver.
            order = "C" if name == "input_share" else "F"
            table = np.array(getattr(self, name), dtype=float, order=order)
            shape = tuple(len(self.labels(axis)) for axis in axes)
            if table.shape != shape:
                raise BadInput(f"{name} has shape {table.shape}; its axes {axes} need {shape}.")
            table.setflags(write=False)
            object.__setattr__(self, name, table)
        _refuse_bad_values(self)
        _refuse_what_does_not_add_up(self)

    def labels(self, axis: str) -> tuple[str, ...]:
        """Labels along one axis: country, exporter, importer; or sector, input, output."""
        return self.countries if axis in ("country", "exporter", "importer") else self.sectors

    def row(self, country: str) -> int:
        """Place of a country on the axes; refuses a country that is not there."""
        if country not in self.countries:
            raise UnknownLabel.among("country", country, self.countries)
        return self.countries.index(country)

    def column(self, sector: str) -> int:
        """Place of a sector on the axes; refuses a sector that is not there."""
        if sector not in self.sectors:
            raise UnknownLabel.among("sector", sector, self.sectors)
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
        return np.einsum("inj,inj->n", self.flow, self.tariff)

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
        """Exporter × importer × sector, share of the importer's spending; sums to one by exporter."""
        return np.asarray(self.flow * (1.0 + self.tariff) / self.spending)

    def to_xarray(self) -> "xr.Dataset":
        """Every table with its labels; read-only, so copy the one you want to change."""
        import xarray as xr

        tables = {name: (axes, getattr(self, name)) for name, axes in AXES.items()}
        axes = dict.fromkeys(axis for named in AXES.values() for axis in named)
        return xr.Dataset(tables, coords={axis: list(self.labels(axis)) for axis in axes})


def _refuse_bad_values(economy: SectorEconomy) -> None:
    """Refuse numbers that no economy can have, by the cell they stand in."""
    rules = (
        ("flow", 0.0, "known and not negative", "Mend or drop them"),
        ("value_added_share", 0.0, "known and not negative", "Mend or merge these sectors"),
        ("input_share", SMALLEST_INPUT_SHARE, "known and not negative", "Mend or merge these sectors"),
        ("final_share", 0.0, "known and not negative", "Count what is left of stocks as home sales"),
    )
    for name, least, must, advice in rules:
        table = getattr(economy, name)
        bad = ~(np.isfinite(table) & (table >= least))
        if bad.any():
            raise BadInput(f"{name} must be {must}: {_cells(economy, name, bad)}. {advice}.")
    theta, tariff = economy.elasticity, economy.tariff
    bad = ~(np.isfinite(theta) & (theta > 0))
    if bad.any():
        raise BadInput(
            f"elasticity must be above 0: {_cells(economy, 'elasticity', bad)}. It is the elasticity "
            "of trade to trade cost, so give −ε where ε is an estimated slope."
        )
    bad = ~(np.isfinite(tariff) & (tariff > -1))
    if bad.any():
        raise BadInput(
            f"tariff must be known and above −1: {_cells(economy, 'tariff', bad)}. "
            "−1 is a price of nothing."
        )
    at_home = np.einsum("nnj->nj", tariff)
    if at_home.any():
        taxed = [economy.countries[i] for i in np.flatnonzero(at_home.any(axis=1))]
        raise BadInput(f"A tariff of {some(taxed)} on itself. Home sales pay none: set it to 0.")


def _refuse_what_does_not_add_up(economy: SectorEconomy) -> None:
    """Refuse empty markets, shares that do not sum to one, and goods that nobody uses."""
    bad = economy.spending <= 0
    if bad.any():
        raise BadInput(
            f"Nothing is bought, not even at home: {_named(economy, bad)}. A price needs a purchase. "
            "Merge the sector with another, or leave it out."
        )
    idle = [economy.countries[i] for i in np.flatnonzero(economy.value_added <= 0)]
    if idle:
        raise BadInput(f"{some(idle)} earn nothing at all. Leave them out of the economy.")
    paid = economy.value_added_share + economy.input_share.sum(axis=1)
    bad = np.abs(paid - 1) > ADDING_UP
    if bad.any():
        raise BadInput(
            f"Value added and inputs must sum to 1: {_named(economy, bad, paid)}. "
            "Divide both by that sum."
        )
    total = economy.final_share.sum(axis=1)
    bad = np.abs(total - 1) > ADDING_UP
    if bad.any():
        sums = [f"{economy.countries[i]} = {total[i]:.6g}" for i in np.flatnonzero(bad)]
        raise BadInput(f"final_share must sum to 1 by country: {some(sums)}. Divide by that sum.")
    income = economy.income
    poor = [economy.countries[i] for i in np.flatnonzero(income <= 0)]
    if poor:
        raise BadInput(f"{some(poor)} lend more abroad than they earn. Leave them out.")
    left_over = (economy.spending - _used_as_inputs(economy)) / income[:, None]
    bad = np.abs(left_over - economy.final_share) > ADDING_UP
    if bad.any():
        raise BadInput(
            f"final_share differs from what purchases leave after inputs: "
            f"{_named(economy, bad, left_over)} of income is left. "
            "Give that share, or flows in which every good has a use."
        )


def _used_as_inputs(economy: SectorEconomy) -> Array:
    """Country × sector: what the country's own industries buy."""
    return np.einsum("njk,nk->nj", economy.input_share, economy.output)


def _cells(economy: SectorEconomy, name: str, bad: NDArray[np.bool_]) -> str:
    """Name the cells of one table, each with its value."""
    table = getattr(economy, name)
    labels = [economy.labels(axis) for axis in AXES[name]]
    arrow = "→" if name in ("flow", "tariff") else " "
    cells = []
    for place in np.argwhere(bad):
        words = [axis[i] for axis, i in zip(labels, place, strict=True)]
        where = f"{words[0]}{arrow}{words[1]}" if len(words) > 1 else words[0]
        rest = "".join(f" {word}" for word in words[2:])
        cells.append(f"{where}{rest} = {table[tuple(place)]:.6g}")
    return some(cells)


def _named(economy: SectorEconomy, bad: NDArray[np.bool_], value: Array | None = None) -> str:
    """Name some countries' sectors, each with its value where there is one."""
    cells = []
    for i, j in np.argwhere(bad):
        figure = "" if value is None else f" = {value[i, j]:.6g}"
        cells.append(f"{economy.countries[i]} {economy.sectors[j]}{figure}")
    return some(cells)
