"""What countries can do to each other by stopping or taxing trade, with the range of the answer.

Two things that the answer rests on are not in the data: how much a country sells at home, and the
elasticity of trade to trade cost. So the model runs under both closures and three elasticities,
less those that the question settles; the first run gives the value, all of them the range.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import isnan
from operator import attrgetter
from typing import Any, Generic, TypeVar

from detente.claims import BALANCE, THETAS, cautions, caveats
from detente.errors import NoSolution
from detente.study.method import ONE_SECTOR, TARIFFS
from detente.study.plain_value import plain_value
from detente.trade import (
    CLOSURES,
    CoalitionLeverage,
    Economy,
    Equilibrium,
    Leverage,
    coalition_leverage,
    economy_of,
    leverage,
)
from detente.world import Closure, Deficits, World, newest_world

REPLACEMENTS_SHOWN = 5
OF_A_SIDE = (
    "sales_share",
    "spending_share",
    "stake",
    "saved",
    "first_order_loss",
    "loss",
    "real_wage_loss",
    "cost",
)
OF_A_BURDEN = ("loss", "cost", "marginal", "shapley")
Found = TypeVar("Found", bound=Leverage | CoalitionLeverage)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is settled where the data leave a choice; None leaves it open.

    Attributes
    ----------
    year
        Year of trade; open, it is the newest that holds every country asked about.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100; open, it is 4, ranging from 3 to 8.
    closure
        How home sales are found; open, it is ``value_added``, ranging over both.
    """

    year: int | None = None
    theta: float | None = None
    deficits: Deficits = "balanced"
    closure: Closure | None = None


OPEN = Terms()


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number with its range; NaN where there is no answer."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Runs(Generic[Found]):
    """One question under every assumption that its terms leave open.

    Attributes
    ----------
    found
        The run that gives the value.
    others
        The runs that give the range.
    notes
        What a careful reader must know.
    """

    found: Found
    others: tuple[Found, ...]
    notes: tuple[str, ...]

    @property
    def model(self) -> Equilibrium:
        """The world of the run that gives the value: year, θ, residual, sources."""
        return self.found.equilibrium

    def ranged(self, number: Callable[[Found], float]) -> Ranged:
        """One number of the answer, over all runs that have it; NaN where the first has not."""
        value = number(self.found)
        if isnan(value):
            return Ranged(value, value, value)
        known = [value, *(n for run in self.others if not isnan(n := number(run)))]
        return Ranged(value, min(known), max(known))


def leverage_runs(
    worlds: Mapping[int, World], a: str, b: str, terms: Terms = OPEN
) -> Runs[Leverage]:
    """Compare what two countries lose if their trade stops.

    Parameters
    ----------
    worlds
        By year, as :func:`detente.data.shipped_worlds` gives them.
    a, b
        ISO 3166-1 alpha-3 codes.

    Raises
    ------
    UnknownLabel, MissingData, BadInput, NoSolution
        As :func:`detente.trade.leverage`; or no year holds trade of both.

    Examples
    --------
    >>> from detente.data import shipped_worlds
    >>> runs = leverage_runs(shipped_worlds(), "PRK", "RUS")
    >>> ratio = runs.ranged(lambda run: run.loss_ratio)
    >>> runs.model.year, [round(n) for n in (ratio.value, ratio.low, ratio.high)]
    (2018, [119, 103, 136])
    """
    return _runs(
        worlds,
        (a, b),
        terms,
        lambda economy, theta: leverage(economy, a, b, theta=theta, deficits=terms.deficits),
    )


def coalition_runs(
    worlds: Mapping[int, World],
    senders: Sequence[str],
    target: str,
    *,
    tariff: float | None = None,
    terms: Terms = OPEN,
) -> Runs[CoalitionLeverage]:
    """Work out who bears what when several countries act against one.

    Raises
    ------
    UnknownLabel, MissingData, BadInput, NoSolution
        As :func:`detente.trade.coalition_leverage`; or no year holds trade of all.
    """
    runs = _runs(
        worlds,
        (target, *senders),
        terms,
        lambda economy, theta: coalition_leverage(
            economy, senders, target, tariff=tariff, theta=theta, deficits=terms.deficits
        ),
    )
    return runs if tariff is None else replace(runs, notes=(TARIFFS, *runs.notes))


def _runs(
    worlds: Mapping[int, World],
    countries: tuple[str, ...],
    terms: Terms,
    run: Callable[[Economy, float], Found],
) -> Runs[Found]:
    """Run the model under every assumption left open; the first must have an answer."""
    world = newest_world(worlds, "model_flows", countries, terms.year)
    closures = tuple(CLOSURES) if terms.closure is None else (terms.closure,)
    thetas = THETAS if terms.theta is None else (terms.theta,)
    economies = [economy_of(world, closure) for closure in closures]
    first, *rest = [(economy, theta) for economy in economies for theta in thetas]
    found = run(*first)
    others, unanswered = [], []
    for economy, theta in rest:
        try:
            others.append(run(economy, theta))
        except NoSolution as why:
            unanswered.append(f"Not in the range, θ = {theta:g}, {economy.closure}: {why}")
    notes = dict.fromkeys(
        (
            *found.notes,
            *cautions(economies, countries),
            *unanswered,
            *caveats(world, countries, "model_flows", "gdp"),
        )
    )
    return Runs(found, tuple(others), tuple(notes))


def plain_leverage(runs: Runs[Leverage]) -> dict[str, Any]:
    """What JSON can hold of a pair's answer; NaN becomes None."""
    return {
        **_plain(runs, ("loss_ratio", "stake_ratio", "unsaved_ratio")),
        "sides": [
            {
                "country": stake.country,
                **_plain(runs, OF_A_SIDE, f"{side}."),
                "replacements": [
                    {key: plain_value(value) for key, value in asdict(replacement).items()}
                    for replacement in runs.found.replacements(stake.country)[:REPLACEMENTS_SHOWN]
                ],
            }
            for side, stake in (("a", runs.found.a), ("b", runs.found.b))
        ],
        **_basis(runs),
    }


def plain_coalition(runs: Runs[CoalitionLeverage]) -> dict[str, Any]:
    """What JSON can hold of a coalition's answer; NaN becomes None."""
    found = runs.found
    return {
        "senders": list(found.senders),
        "target": found.target,
        "tariff": found.tariff,
        **_plain(runs, ("cost_ratio",)),
        "senders_cost": _plain_number(runs.ranged(lambda run: run.cost("sender"))),
        "burdens": [
            {
                "country": burden.country,
                "role": burden.role,
                **{
                    name: _plain_number(runs.ranged(_borne_by(burden.country, name)))
                    for name in OF_A_BURDEN
                },
            }
            for burden in found.burdens
        ],
        **_basis(runs),
    }


def _assumed(runs: Runs[Any]) -> str:
    """Say what the value and the range rest on, and how exactly the model was solved."""
    models = [run.equilibrium for run in (runs.found, *runs.others)]
    thetas = sorted({model.theta for model in models})
    ways = dict.fromkeys(_in_words(model) for model in models)
    ranging = [f"θ from {thetas[0]:g} to {thetas[-1]:g}"] if len(thetas) > 1 else []
    ranging += [f"home sales by {' and '.join(ways)}"] if len(ways) > 1 else []
    ranges = f", the range {' and '.join(ranging)}" if ranging else ""
    return (
        f"The value takes θ = {runs.model.theta:g} and home sales by {_in_words(runs.model)}"
        f"{ranges}. Residual: {max(model.residual for model in models):.1e}."
    )


def _in_words(model: Equilibrium) -> str:
    return model.base.closure.replace("_", " ")


def _borne_by(country: str, name: str) -> Callable[[CoalitionLeverage], float]:
    """One number of what a country bears."""

    def borne(run: CoalitionLeverage) -> float:
        return float(getattr(run.of(country), name))

    return borne


def _plain(runs: Runs[Any], names: Sequence[str], inside: str = "") -> dict[str, Any]:
    """Numbers of the answer by name, each with its range."""
    return {name: _plain_number(runs.ranged(attrgetter(inside + name))) for name in names}


def _plain_number(number: Ranged) -> dict[str, float | None]:
    return {key: plain_value(value) for key, value in asdict(number).items()}


def _basis(runs: Runs[Any]) -> dict[str, Any]:
    """What the value rests on."""
    model = runs.model
    return {
        "year": model.year,
        "theta": model.theta,
        "deficits": model.deficits,
        "closure": model.base.closure,
        "residual": model.residual,
        "method": f"{ONE_SECTOR} {BALANCE[model.deficits]} {_assumed(runs)}",
        "notes": list(runs.notes),
        "sources": [asdict(source) for source in model.sources],
    }
