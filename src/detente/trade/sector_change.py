"""What changes between countries and sectors: tariffs, trade costs, links cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from detente.errors import BadInput, some
from detente.trade.given import numbers
from detente.trade.sector_cells import named_cells
from detente.trade.sector_economy import CELL, Array, SectorEconomy, refuse_tariffs

if TYPE_CHECKING:
    import xarray as xr

Link: TypeAlias = "tuple[str, str] | tuple[str, str, str]"
SectorLinks: TypeAlias = "Mapping[Link, float] | xr.DataArray"
Place: TypeAlias = "tuple[int, int, int | slice]"


@dataclass(frozen=True, slots=True, eq=False)
class SectorChange:
    """A change in arrays, exporter × importer × sector.

    Attributes
    ----------
    tariff
        After the change, as a share of the value before tariff.
    cost
        After over before, tariffs apart; infinite where a link is cut.
    """

    tariff: Array
    cost: Array


def sector_change(
    economy: SectorEconomy,
    tariff_after: "SectorLinks | None" = None,
    cost_change: "SectorLinks | None" = None,
    cuts: Iterable[Link] = (),
) -> SectorChange:
    """Check a change against an economy, and lay it on the economy's axes.

    Raises
    ------
    UnknownLabel
        A country or sector that is not in the economy.
    BadInput
        A bare array, labels that are not the economy's, a cost that is not positive, a tariff of
        −100 % or less, a tariff or a cut at home, or an unknown number.
    """
    tariff = _on_cells(economy, tariff_after, "tariff_after", economy.tariff)
    refuse_tariffs(economy, tariff, "tariff_after")
    cost = _on_cells(economy, cost_change, "cost_change", np.ones((1, 1, 1)))
    bad = ~(np.isfinite(cost) & (cost > 0))
    if bad.any():
        raise BadInput(
            "cost_change must be known and above 0: "
            f"{named_cells(economy.axes(*CELL), bad, cost)}. To end a trade, use cuts."
        )
    links = [_place(economy, link, "cuts") for link in cuts]
    if links and not cost.flags.writeable:
        cost = np.ones(economy.flow.shape, order="F")
    for exporter, importer, sector in links:
        if exporter == importer:
            home = economy.countries[exporter]
            raise BadInput(f"cuts names {home}→{home}. A country has no link to itself.")
        cost[exporter, importer, sector] = np.inf
    return SectorChange(tariff, cost)


def _on_cells(
    economy: SectorEconomy, links: "SectorLinks | None", name: str, otherwise: Array
) -> Array:
    """Lay a table of links on the economy's axes; a read-only view where there is none."""
    whole = np.broadcast_to(otherwise, economy.flow.shape)
    if links is None:
        return whole
    if isinstance(links, np.ndarray):
        raise BadInput(
            f"{name} is a bare array, so its sides cannot be told apart. Give a DataArray over "
            f"{', '.join(CELL)}, or a mapping from (exporter, importer, sector)."
        )
    if not isinstance(links, Mapping):
        return _all_cells(economy, links, name)
    table = np.array(whole, order="F")
    for link, value in zip(links, numbers([*links.values()], name), strict=True):
        table[_place(economy, link, name)] = value
    return table


def _place(economy: SectorEconomy, link: Link, name: str) -> Place:
    if isinstance(link, str) or not isinstance(link, Sequence) or len(link) not in (2, 3):
        raise BadInput(f"{name}: {link!r} is no link. Give (exporter, importer) or add a sector.")
    exporter, importer, *sector = link
    every = economy.column(sector[0]) if sector else slice(None)
    return economy.row(exporter), economy.row(importer), every


def _all_cells(economy: SectorEconomy, links: "xr.DataArray", name: str) -> Array:
    import xarray as xr

    if not isinstance(links, xr.DataArray):
        raise BadInput(
            f"{name} is of type {type(links).__name__}. Give a DataArray over {', '.join(CELL)}, "
            "or a mapping from (exporter, importer, sector)."
        )
    if set(links.dims) != set(CELL):
        axes = ", ".join(str(axis) for axis in links.dims)
        raise BadInput(f"{name} has axes {axes}; it needs {', '.join(CELL)}.")
    for axis in CELL:
        given, needed = [str(x) for x in links[axis].values], economy.axes(axis)[axis]
        if sorted(given) != sorted(needed):
            odd = sorted(set(given) ^ set(needed)) or ["a label that stands twice"]
            raise BadInput(
                f"{name}: its {axis} labels are not the economy's {len(needed)}; {some(odd)}. "
                'Start from a copy of economy.to_xarray()["tariff"].'
            )
        if tuple(given) != needed:
            links = links.sel({axis: list(needed)})
    return np.asfortranarray(numbers(links.transpose(*CELL).values, name))
