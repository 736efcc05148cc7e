"""What wages, prices and welfare become after a shock, in a world that trades in one good each.

Exact hat algebra: with trade shares λ, trade cost changes κ, and wage changes w,

    λ'[i, j] = λ[i, j] (w[i] κ[i, j])^-θ / Σ over k of λ[k, j] (w[k] κ[k, j])^-θ
    w[i] Y[i] = Σ over j of λ'[i, j] E'[j]          every country sells for what it earns
    P[j] = (Σ over i of λ[i, j] (w[i] κ[i, j])^-θ)^(-1/θ)
    real wage = w / P ,    welfare = (E'/E) / P .

Where supply responds, output follows the real wage: Q = (w / P)^ψ, and each country earns w Q Y.
Tariffs are part of the cost to the buyer; their revenue R is spent where it is raised. It may take
the place of a tax on labour, of which a worker then keeps more:

    Q = (r w / P)^ψ ,    r = (1 − R / Y) / (1 − R' / (w Q Y)) .

The unit of money is the world's income, which does not change.

Dekle, Eaton & Kortum (2008), Global Rebalancing with Gravity, IMF Staff Papers 55(3);
Costinot & Rodríguez-Clare (2014), Trade Theory with Numbers, Handbook of International Economics 4;
Allen, Arkolakis & Takahashi (2020), Universal Gravity, Journal of Political Economy 128(2);
Ignatenko, Lashkaripour, Macedoni & Simonovska (2025), Making America Great Again? The Economic
Impacts of Liberation Day Tariffs, Journal of International Economics 157.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from detente.errors import BadInput, NoSolution, some
from detente.trade.calibration import Calibration, calibration
from detente.trade.clearing import Clearing, clearing
from detente.trade.economy import Economy
from detente.trade.shock import Markets, Shock, markets
from detente.trade.solver import TOLERANCE
from detente.trade.wages import Matrix, Vector, WageSystem
from detente.world import Deficits, Result, Source

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Rebate = Literal["lump_sum", "income_tax"]

BY_COUNTRY = ("wage", "price", "real_wage", "output", "welfare", "tariff_revenue")
MOST_ROUNDS = 100  # of wages and tax relief; a fifth of income from tariffs takes some ten


@dataclass(frozen=True, slots=True)
class CountryOutcome:
    """What one country gets; as in :class:`Equilibrium`."""

    country: str
    wage: float
    price: float
    real_wage: float
    output: float
    welfare: float
    tariff_revenue: float


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium(Result):
    """The world after a shock. Ratios are after over before.

    Attributes
    ----------
    base
        What is compared with: the economy asked about, without its deficits under `balanced`.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    supply_elasticity
        Elasticity of output to the real wage; 0 where output is fixed.
    rebate
        How tariff revenue is given back.
    wage, price
        By country, in units of world income. NaN for a country that no chain of sales joins to the
        mainland, where most are: its money cannot be compared.
    real_wage
        By country, what a wage buys, before any tax on labour.
    output
        By country, what is made; one where supply is fixed.
    welfare
        By country, what all spending buys: wages, tariff revenue and the trade deficit.
    flow
        Exporter × importer after the shock, before tariffs, in the unit of the base.
    tariff_revenue
        By importer, after the shock, in the unit of the base.
    residual
        Largest |ln(sales / earnings)| over the countries.
    """

    base: Economy
    theta: float
    deficits: Deficits
    supply_elasticity: float
    rebate: Rebate
    wage: Vector
    price: Vector
    real_wage: Vector
    output: Vector
    welfare: Vector
    flow: Matrix
    tariff_revenue: Vector
    residual: float
    iterations: int
    method: str
    notes: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes: the axis of every array."""
        return self.base.countries

    @property
    def year(self) -> int | None:
        """Year of the flows before the shock."""
        return self.base.year

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications behind the flows before the shock."""
        return self.base.sources

    def of(self, country: str) -> CountryOutcome:
        """What one country gets; refuses a country that is not in the model, with the reason."""
        i = self.base.row(country)
        return CountryOutcome(country, *(float(getattr(self, name)[i]) for name in BY_COUNTRY))

    def to_frame(self) -> "pd.DataFrame":
        """One row a country."""
        import pandas as pd

        index = pd.Index(self.countries, name="country")
        return pd.DataFrame({name: getattr(self, name) for name in BY_COUNTRY}, index=index)

    def to_xarray(self) -> "xr.Dataset":
        """Tables by country and the flows before and after, exporter × importer."""
        import xarray as xr

        pair, labels = ("exporter", "importer"), list(self.countries)
        return xr.Dataset(
            {name: ("country", getattr(self, name)) for name in BY_COUNTRY}
            | {"flow_before": (pair, self.base.flow), "flow_after": (pair, self.flow)},
            coords={"country": labels, "exporter": labels, "importer": labels},
            attrs={
                "theta": self.theta,
                "deficits": self.deficits,
                "supply_elasticity": self.supply_elasticity,
                "rebate": self.rebate,
                "closure": self.base.closure,
                "residual": self.residual,
                "iterations": self.iterations,
                "method": self.method,
            },
        )

    def partners(self, country: str) -> "pd.DataFrame":
        """What one country sells to and buys from each other, before and after the shock."""
        import pandas as pd

        i = self.base.row(country)
        trade = pd.DataFrame(
            {
                "exports_before": self.base.flow[i],
                "exports_after": self.flow[i],
                "imports_before": self.base.flow[:, i],
                "imports_after": self.flow[:, i],
            },
            index=pd.Index(self.countries, name="partner"),
        )
        return trade.drop(index=country)


def counterfactual(
    economy: Economy,
    shock: Shock,
    *,
    theta: float,
    deficits: Deficits = "balanced",
    supply_elasticity: float = 0.0,
    rebate: Rebate = "lump_sum",
) -> Equilibrium:
    """Work out what a shock does to every country's wage, price and welfare.

    Parameters
    ----------
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    deficits
        ``balanced``: wages first close every deficit, and the shock is compared with that world.
        ``dek``: each deficit stays a fixed share of world income. ``multiplicative``: spending
        stays in proportion to income, scaled so that the world balances.
    supply_elasticity
        How output follows the real wage, 0 or more; 0 is a fixed output. With labour supply of
        elasticity κ and returns to scale η, that is κ (1 + η) / (1 − κη).
    rebate
        ``lump_sum``: tariff revenue is handed out. ``income_tax``: it takes the place of a tax on
        labour, and output follows what is kept of the real wage. Both are spent at home, and where
        output is fixed they are the same.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it.
    BadInput
        A value of θ, deficits, the rebate or the shock that the question does not allow.
    NoSolution
        No wages balance the world after this shock, or none were found; says how far off. Or a
        price or welfare is out of the range of numbers.

    Examples
    --------
    Two equal countries that buy a fifth abroad close their border. Each loses 1 − 0.8^(1/4):

    >>> from detente.trade import economy_from_flows
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [2.0, 8.0]]), ["NLD", "NOR"])
    >>> closed = Shock(cut=(("NLD", "NOR"), ("NOR", "NLD")))
    >>> after = counterfactual(economy, closed, theta=4.0)
    >>> round(1 - after.of("NLD").welfare, 6)
    0.054258
    """
    if rebate not in get_args(Rebate):
        raise BadInput(f"No rebate {rebate!r}. Choose one of: {', '.join(get_args(Rebate))}.")
    base = calibration(economy, theta, deficits, supply_elasticity)
    changed = markets(base.economy, shock, base.theta)
    return equilibrium(base, changed, clear(base, changed, rebate=rebate), rebate)


def clear(
    base: Calibration,
    changed: Markets,
    start: Vector | None = None,
    rebate: Rebate = "lump_sum",
) -> Clearing:
    """Wages that clear the changed markets of a calibrated economy."""
    system = replace(base.system, kernel=changed.kernel, price_kernel=_price_kernel(base, changed))
    if rebate == "income_tax" and base.supply_elasticity:
        return _clear_with_relief(base, changed, system)
    return clearing(base.economy.countries, base.system, base.step, system, start)


def _clear_with_relief(base: Calibration, changed: Markets, system: WageSystem) -> Clearing:
    """Wages, and the relief that tariffs pay for at those wages, in turn until neither moves."""
    names, before = base.economy.countries, _kept(base.economy.flow, changed.duty_before)
    relief, start, gap, iterations = np.zeros(len(names)), None, np.inf, 0
    for _ in range(MOST_ROUNDS):
        system = replace(system, relief=relief)
        cleared = clearing(names, base.system, base.step, system, start)
        iterations += cleared.iterations
        kept = _kept(flow_after(base, changed.kernel, cleared), changed.duty_after)
        untaxed = [names[i] for i in np.flatnonzero(np.minimum(kept, before) <= 0)]
        if untaxed:
            raise NoSolution(
                f"Tariffs would raise more in {some(untaxed)} than labour earns there, so no tax "
                "on labour is as large. Ask with rebate='lump_sum', or for lower tariffs."
            )
        last, relief, start = relief, np.log(before / kept), cleared.x
        gap = base.supply_elasticity * float(np.abs(relief - last).max())
        if gap <= TOLERANCE:
            residual = max(cleared.residual, gap)
            return replace(cleared, relief=last, residual=residual, iterations=iterations)
    raise NoSolution(
        "No tax relief found that the tariffs at its own wages pay for: the residual stopped at "
        f"{gap:.1e}. Ask with rebate='lump_sum', or for lower tariffs."
    )


def _kept(flow: Matrix, duty: Matrix | float) -> Vector:
    """What is left of labour's earnings after a tax as large as the tariff revenue, as a share."""
    return np.asarray(1.0 - (flow * (duty - 1.0)).sum(axis=0) / flow.sum(axis=1))


def _price_kernel(base: Calibration, changed: Markets) -> Matrix:
    """What makes P^-θ of an importer out of its exporters' wages^-θ, tariffs included."""
    paid_before = (base.system.kernel * changed.duty_before).sum(axis=0)
    return np.asarray(changed.kernel * (changed.duty_after / paid_before))


def flow_after(base: Calibration, kernel: Matrix, cleared: Clearing) -> Matrix:
    """Exporter × importer, before tariffs, in the unit of the base."""
    bought = kernel * np.exp(-base.theta * cleared.x)[:, None]
    spent = cleared.spending * base.economy.flow.sum()
    return np.asarray(bought * (spent / bought.sum(axis=0)))


def equilibrium(
    base: Calibration, changed: Markets, cleared: Clearing, rebate: Rebate = "lump_sum"
) -> Equilibrium:
    """Everything that follows from the wages, labelled; refuses what is no number."""
    economy, theta, wage = base.economy, base.theta, np.exp(cleared.x)
    flow = flow_after(base, changed.kernel, cleared)
    expenditure_before = (economy.flow * changed.duty_before).sum(axis=0)
    expenditure = (flow * changed.duty_after).sum(axis=0)
    apart = np.flatnonzero(cleared.island)
    with np.errstate(all="ignore"):  # what leaves the range of numbers is refused below
        price = (wage**-theta @ _price_kernel(base, changed)) ** (-1.0 / theta)
        real_wage, welfare = wage / price, expenditure / expenditure_before / price
    _refuse_what_is_no_number(base, price, welfare, expenditure)
    output = (real_wage * np.exp(cleared.relief)) ** base.supply_elasticity
    for in_own_money in (wage, price, flow):
        in_own_money[apart] = np.nan
    flow[:, apart] = np.where(changed.kernel[:, apart] > 0, np.nan, 0.0)
    flow[apart] = np.where(changed.kernel[apart] > 0, np.nan, 0.0)
    return Equilibrium(
        base=economy,
        theta=theta,
        deficits=base.deficits,
        supply_elasticity=base.supply_elasticity,
        rebate=rebate,
        wage=wage,
        price=price,
        real_wage=real_wage,
        output=output,
        welfare=welfare,
        flow=flow,
        tariff_revenue=(flow * (changed.duty_after - 1.0)).sum(axis=0),
        residual=cleared.residual,
        iterations=cleared.iterations,
        method=cleared.method,
        notes=tuple(
            f"{economy.countries[i]} trades with no one on the mainland, so its wage and price "
            "have no common unit; its real wage and welfare need none."
            for i in apart
        ),
    )


def _refuse_what_is_no_number(
    base: Calibration, price: Vector, welfare: Vector, spent: Vector
) -> None:
    names = base.economy.countries
    broke = [names[i] for i in np.flatnonzero(spent <= 0)]
    if broke and base.deficits != "balanced":
        raise NoSolution(
            f"{some(broke)} would have less than nothing to spend, since a trade surplus stays "
            "and income falls. Ask with deficits='balanced', or for a smaller shock."
        )
    for what, values in (("price", price), ("welfare", welfare)):
        bad = np.flatnonzero(~(np.isfinite(values) & (values > 0)))
        if len(bad):
            found = [f"{names[i]} {values[i]:g}" for i in bad]
            raise NoSolution(
                f"At theta = {base.theta:g} the {what} after this shock is out of the range of "
                f"numbers: {some(found)}. Ask for a smaller shock, or a larger theta."
            )
