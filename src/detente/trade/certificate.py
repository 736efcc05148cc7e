"""Whether an outcome is what the model calls an equilibrium.

Goes from the outcome back to the definition, and shares no equation with the solver. With λ the
shares of an importer's spending, tariffs included, for every market

    λ'[i, j] / λ[i, j] = (delivered price of i in j / price index of j)^-θ

and for every country: sales = wage × output × sales before; output as its supply responds to what
is kept of the real wage; spending as its deficit allows; welfare = what its spending buys.
"""

import numpy as np
from numpy.typing import NDArray

from detente.trade.economy import Economy
from detente.trade.equilibrium import Equilibrium
from detente.trade.shock import Links, Shock

Array = NDArray[np.float64]


def is_equilibrium(
    economy: Economy, found: Equilibrium, shock: Shock, *, tolerance: float = 1e-9
) -> bool:
    """Whether an outcome is an equilibrium of this economy after this shock.

    Parameters
    ----------
    economy, shock
        As they were given to :func:`counterfactual`.
    found
        A country alone on its island is held to its real wage; islands of several are not looked
        into, since their money has no common unit.
    tolerance
        Largest difference, in logs.

    Examples
    --------
    >>> from detente.trade import counterfactual, economy_from_flows
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [3.0, 7.0]]), ["NLD", "NOR"])
    >>> dearer = Shock(cost_change={("NLD", "NOR"): 1.1})
    >>> after = counterfactual(economy, dearer, theta=4.0)
    >>> is_equilibrium(economy, after, dearer), is_equilibrium(economy, after, Shock())
    (True, False)
    """
    with np.errstate(all="ignore"):  # an outcome that is no equilibrium may hold any numbers
        gaps = _base_gaps(economy.flow, found.base.flow, found) + _shock_gaps(found, shock)
    return all(bool((np.abs(gap) <= tolerance).all()) for gap in gaps)


def _base_gaps(given: Array, base: Array, found: Equilibrium) -> list[Array]:
    """How far the base is from the economy: itself, or itself once wages have closed deficits."""
    if found.deficits != "balanced":
        return [base - given]
    wage = base.sum(axis=1) / given.sum(axis=1)
    gaps = [np.log(base.sum(axis=1) / base.sum(axis=0))]
    for j, market in enumerate(given.T):
        price = np.average(wage**-found.theta, weights=market) ** (-1 / found.theta)
        gaps.append(_market_gap(market, base[:, j], wage / price, found.theta))
    return gaps


def _shock_gaps(found: Equilibrium, shock: Shock) -> list[Array]:
    """How far the outcome is from what the shock makes of the base."""
    before, after, theta = found.base.flow, found.flow, found.theta
    names, none = found.countries, np.ones_like(found.base.flow)
    cost = _on_each_link(shock.cost_change, names, none)
    for exporter, importer in shock.cut:
        cost[names.index(exporter), names.index(importer)] = np.inf
    skill = {} if shock.productivity is None else shock.productivity
    productivity = np.array([skill.get(name, 1.0) for name in names])
    duty_before = 1 + _on_each_link(shock.tariff_before, names, none - 1)
    duty_after = 1 + _on_each_link(shock.tariff_after, names, duty_before - 1)
    dearer = cost * duty_after / duty_before / productivity[:, None]
    paid_before, paid_after = before * duty_before, after * duty_after

    gaps = []
    for j in range(len(names)):
        if np.isnan(found.wage[j]):
            if (after[:, j] == 0).sum() == len(names) - 1:  # alone on its island
                home = paid_before[j, j] / paid_before[:, j].sum() * dearer[j, j] ** -theta
                gaps.append(np.log(found.real_wage[[j]] / home ** (1 / theta)))
        else:
            relative_price = found.wage * dearer[:, j] / found.price[j]
            gaps.append(_market_gap(paid_before[:, j], paid_after[:, j], relative_price, theta))

    here = ~np.isnan(found.wage)
    earned, sold, spent = (
        before[here].sum(axis=1),
        after[here].sum(axis=1),
        after[:, here].sum(axis=0),
    )
    allowed = before[:, here].sum(axis=0) - earned
    if found.deficits == "multiplicative":
        allowed = sold * before[:, here].sum(axis=0) / earned
        allowed *= sold.sum() / allowed.sum()
        allowed -= sold
    gaps.append(np.log(sold / (found.wage[here] * found.output[here] * earned)))
    relief = np.zeros(len(names))
    if found.rebate == "income_tax" and found.supply_elasticity:
        relief[here] = np.log(_kept(before, duty_before) / _kept(after, duty_after))[here]
    gaps.append(np.log(found.output) - found.supply_elasticity * (np.log(found.real_wage) + relief))
    gaps.append((spent - sold - allowed) / sold)
    bought = paid_after[:, here].sum(axis=0) / paid_before[:, here].sum(axis=0)
    gaps.append(np.log(found.real_wage[here] * found.price[here] / found.wage[here]))
    gaps.append(np.log(found.welfare[here] * found.price[here] / bought))
    return gaps


def _kept(flow: Array, duty: Array) -> Array:
    """Earnings less tariff revenue, as a share of earnings."""
    return np.asarray(1 - np.nansum((duty - 1) * flow, axis=0) / np.nansum(flow, axis=1))


def _market_gap(before: Array, after: Array, relative_price: Array, theta: float) -> Array:
    """Log of each share over what its price explains; infinite for a share from nowhere."""
    share = after / after.sum()
    explained = before / before.sum() * relative_price**-theta
    if (share[explained == 0] != 0).any():
        return np.array([np.inf])
    sells = explained > 0
    return np.asarray(np.log(share[sells] / explained[sells]))


def _on_each_link(links: "Links | None", names: tuple[str, ...], otherwise: Array) -> Array:
    if links is None:
        return otherwise.copy()
    if hasattr(links, "loc"):
        return np.array(links.loc[list(names), list(names)], dtype=float)
    return np.array(
        [
            [links.get((a, b), otherwise[i, j]) for j, b in enumerate(names)]
            for i, a in enumerate(names)
        ]
    )
