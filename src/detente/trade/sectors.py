"""What a change of trade costs or tariffs does, with sectors that buy from each other.

Exact hat algebra with input–output links: a dearer import raises the cost of all that is made with
it, in every country that buys that. The equations are in ``sector_system``; prices and spending
respond to trade costs κ and tariffs t through

    K = π κ^-θ ((1 + t') / (1 + t))^-θ ,

where π are the shares of each importer's spending and θ the elasticity of trade to trade cost.

Caliendo & Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Review of Economic
Studies 82(1).
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, NoSolution, some
from detente.trade.islands import islands, one_sided
from detente.trade.sector_cells import named_cells
from detente.trade.sector_change import Link, SectorChange, SectorLinks, sector_change
from detente.trade.sector_economy import Array, SectorEconomy
from detente.trade.sector_equilibrium import SectorDeficits, SectorEquilibrium
from detente.trade.sector_solver import SectorPoint, sector_point
from detente.trade.sector_system import SectorSystem

SMALLEST_SURPLUS = 1e-9  # of the world's value added; below it a surplus is rounding


def sector_counterfactual(
    economy: SectorEconomy,
    *,
    tariff_after: "SectorLinks | None" = None,
    cost_change: "SectorLinks | None" = None,
    cuts: Iterable[Link] = (),
    deficits: SectorDeficits = "dek",
) -> SectorEquilibrium:
    """Work out what a change does to wages, prices, flows and welfare in every country and sector.

    A table of links is either a mapping from (exporter, importer, sector), or from (exporter,
    importer) for all sectors, to a number, where links not named do not change; or a DataArray over
    exporter, importer and sector, such as a changed copy of ``economy.to_xarray()["tariff"]``.

    Parameters
    ----------
    tariff_after
        Tariffs after, as a share of the value before tariff.
    cost_change
        Trade cost after over before, tariffs apart; 1.1 is ten per cent dearer.
    cuts
        Links (exporter, importer) or (exporter, importer, sector) over which nothing is sold any
        more; one way each.
    deficits
        ``dek``: each surplus stays a fixed share of the world's value added. ``balanced``: wages
        first close every surplus, and the change is compared with that world.

    Raises
    ------
    UnknownLabel
        A country or sector that is not in the economy.
    BadInput
        No SectorEconomy, a cost that is not positive, a tariff of −100 % or less, an unknown
        number, labels that are not the economy's, or an unknown treatment of deficits.
    NoSolution
        The change leaves somebody with nobody to trade with, or no prices clear every market; says
        who, or how far off.

    Examples
    --------
    Norway stops selling fuels to the Netherlands:

    >>> from detente.trade.sector_example import example_sector_economy
    >>> economy = example_sector_economy()
    >>> after = sector_counterfactual(economy, cuts=[("NOR", "NLD", "fuels")], deficits="balanced")
    >>> (100 * (after.welfare_exact - 1)).round(2)
    array([-3.07, -9.  ,  2.62])
    """
    if not isinstance(economy, SectorEconomy):
        kind = type(economy).__name__
        raise BadInput(f"economy is of type {kind}. Make one with sector_economy_from_table(...).")
    if deficits not in get_args(SectorDeficits):
        known = ", ".join(get_args(SectorDeficits))
        raise BadInput(f"No deficits {deficits!r}. Choose one of: {known}.")
    base = without_surpluses(economy) if deficits == "balanced" else economy
    change = sector_change(base, tariff_after, cost_change, cuts)
    return _equilibrium(base, change, deficits)


@lru_cache(maxsize=4)
def without_surpluses(economy: SectorEconomy) -> SectorEconomy:
    """Let wages close every trade surplus and deficit; the last few answers are remembered.

    Raises
    ------
    NoSolution
        A country that only buys or only sells abroad, or no prices that clear every market.
    """
    return _equilibrium(economy, sector_change(economy), "balanced").after


def _equilibrium(
    base: SectorEconomy, change: SectorChange, deficits: SectorDeficits
) -> SectorEquilibrium:
    """Solve for the world after, and label it."""
    surplus = base.surplus if deficits == "dek" else np.zeros(len(base.countries))
    system = _system(base, change, surplus)
    island = _islands(base, system)
    owed = np.bincount(island, surplus) / np.bincount(island, system.value_added)
    system = replace(system, surplus=surplus - owed[island] * system.value_added)  # rounding only
    point = sector_point(system, island)
    if not point.is_found:
        raise NoSolution(_not_found(base, point))
    sectors = len(base.sectors)
    apart = [base.countries[i] for i in np.flatnonzero(island)]
    return SectorEquilibrium(
        base=base,
        after=replace(base, flow=system.flow(point.x).T, tariff=change.tariff),
        cost_change=change.cost,
        deficits=deficits,
        wage=np.exp(point.x[0]),
        price=np.exp(point.x[1 : 1 + sectors].T),
        residual=point.residual,
        iterations=point.iterations,
        method=point.method,
        notes=tuple(
            f"{country} trades with no one on the mainland. Its wage, prices and flows are in "
            "money of its own island, whose value added stays what it was."
            for country in apart
        ),
    )


def _system(base: SectorEconomy, change: SectorChange, surplus: Array) -> SectorSystem:
    """The equations of an economy after a change."""
    spending, duty_before, duty = base.spending.T, 1.0 + base.tariff.T, 1.0 + change.tariff.T
    kernel = base.flow.T * duty_before / spending[:, :, None]
    dearer = change.cost.T * duty / duty_before
    np.power(dearer, -base.elasticity[:, None, None], out=dearer, where=dearer != 1.0)
    kernel *= dearer
    return SectorSystem(
        kernel=kernel,
        kernel_before_tariff=kernel / duty,
        value_added_share=base.value_added_share.T,
        input_share=np.ascontiguousarray(base.input_share),
        final_share=base.final_share.T,
        elasticity=base.elasticity[:, None],
        value_added=base.value_added,
        surplus=surplus,
        spending=spending,
    )


def _islands(base: SectorEconomy, system: SectorSystem) -> NDArray[np.intp]:
    """Who is left to trade with whom; refuses what no prices could clear."""
    empty = np.asarray(~(system.kernel > 0).any(axis=2).T)
    if empty.any():
        cells = named_cells(base.axes("country", "sector"), empty)
        raise NoSolution(
            f"Nobody would be left to buy from, not even at home: {cells}. "
            "Leave one supplier in place, or merge the sector with another."
        )
    linked = np.asarray((system.kernel > 0).any(axis=0).T)
    island = islands(linked, system.value_added)
    least = SMALLEST_SURPLUS * system.value_added.sum()
    for number in range(island.max(), -1, -1):  # the mainland last
        rows = np.flatnonzero(island == number)
        owed = system.surplus[rows].sum()
        if abs(owed) > least:
            raise NoSolution(
                f"{_named(base, rows)} would trade with no one else, with a surplus of {owed:.4g} "
                "that nobody is left to take up or finance. Ask with deficits='balanced'."
            )
        odd = rows[one_sided(linked[np.ix_(rows, rows)])]
        if len(odd) and np.abs(system.surplus[rows]).max() <= least:
            raise NoSolution(
                f"{_named(base, odd)} would sell abroad and buy nothing there, or the reverse: no "
                "wages can balance that trade."
            )
    return island


def _named(base: SectorEconomy, rows: NDArray[np.intp]) -> str:
    return some([base.countries[i] for i in rows])


def _not_found(base: SectorEconomy, point: SectorPoint) -> str:
    return (
        f"No prices found that clear every market: the residual stopped at {point.residual:.1e}, "
        f"in {base.countries[point.worst_country]}. Ask for a smaller change, or with "
        "deficits='balanced': a surplus that is kept can exceed what a country can still earn."
    )
