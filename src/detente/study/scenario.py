"""What scenarios do to every country: the changes of a file in, one line for each country out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.claims import BALANCE
from detente.errors import BadInput, NoSolution
from detente.study.method import BY_SECTOR, ONE_SECTOR, TARIFFS
from detente.study.plain_value import plain_value
from detente.study.shock import equilibrium_by_sector, shock_of
from detente.trade import DEFAULT_THETA, Economy, SectorEconomy, counterfactual, economy_of
from detente.world import Result, Scenario, Source, World, newest_world

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Vector = NDArray[np.float64]
Progress = Callable[[int, int], None]

BY_COUNTRY = ("welfare", "real_wage", "wage", "price")


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioOutcome:
    """What one scenario does to every country. Ratios are after over before.

    Attributes
    ----------
    theta
        Elasticity of trade to trade cost, from 0.1 to 100; NaN where every sector has its own.
    countries
        ISO 3166-1 alpha-3 codes: the axis of every array.
    welfare
        What all spending buys. NaN throughout where the model has no answer; the notes say why.
    real_wage, wage, price
        What a wage buys, the wage, and the price of what is bought, in units of world income.
    residual
        How far the outcome is from solving the model.
    """

    scenario: Scenario
    year: int | None
    theta: float
    countries: tuple[str, ...]
    welfare: Vector
    real_wage: Vector
    wage: Vector
    price: Vector
    residual: float
    notes: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def has_answer(self) -> bool:
        """Whether the model found one."""
        return not isnan(self.residual)


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioResults(Result):
    """What several scenarios do, in the order in which they were asked."""

    outcomes: tuple[ScenarioOutcome, ...]

    def to_frame(self) -> "pd.DataFrame":
        """One row for each scenario and country."""
        import pandas as pd

        asked = [_asked(outcome) for outcome in self.outcomes]
        lengths = [len(outcome.countries) for outcome in self.outcomes]
        table = {key: np.repeat([a[key] for a in asked], lengths) for key in asked[0]}
        table["country"] = np.concatenate([outcome.countries for outcome in self.outcomes])
        for name in BY_COUNTRY:
            table[name] = np.concatenate([getattr(outcome, name) for outcome in self.outcomes])
        table["residual"] = np.repeat([outcome.residual for outcome in self.outcomes], lengths)
        return pd.DataFrame(table)

    def to_xarray(self) -> "xr.Dataset":
        """Tables of scenario × country; NaN for a country that is not in the model of a year."""
        import xarray as xr

        countries = sorted({c for outcome in self.outcomes for c in outcome.countries})
        tables = {
            name: np.full((len(self.outcomes), len(countries)), np.nan) for name in BY_COUNTRY
        }
        for i, outcome in enumerate(self.outcomes):
            columns = np.searchsorted(countries, outcome.countries)
            for name, table in tables.items():
                table[i, columns] = getattr(outcome, name)
        asked = [_asked(outcome) for outcome in self.outcomes]
        return xr.Dataset(
            {name: (("scenario", "country"), table) for name, table in tables.items()}
            | {"residual": ("scenario", [outcome.residual for outcome in self.outcomes])},
            coords={"scenario": [a["id"] for a in asked], "country": countries}
            | {key: ("scenario", [a[key] for a in asked]) for key in asked[0] if key != "id"},
        )

    def plain(self) -> dict[str, Any]:
        """What JSON can hold; NaN becomes None."""
        notes = dict.fromkeys(note for outcome in self.outcomes for note in outcome.notes)
        sources = dict.fromkeys(s for outcome in self.outcomes for s in outcome.sources)
        return {
            "title": self.outcomes[0].scenario.title,
            "scenarios": [_plain(outcome) for outcome in self.outcomes],
            "method": " ".join(_method(self.outcomes)),
            "notes": list(notes),
            "sources": [asdict(source) for source in sources],
        }


def _method(outcomes: Sequence[ScenarioOutcome]) -> Iterator[str]:
    """The models that were run, then the ways in which trade was balanced."""
    yield from dict.fromkeys(BY_SECTOR if isnan(o.theta) else ONE_SECTOR for o in outcomes)
    yield from dict.fromkeys(BALANCE[o.scenario.deficits] for o in outcomes)


def _plain(outcome: ScenarioOutcome) -> dict[str, Any]:
    """One scenario; its countries in the order of the model."""
    numbers = zip(*(getattr(outcome, name).tolist() for name in BY_COUNTRY), strict=True)
    return {
        **{key: plain_value(value) for key, value in _asked(outcome).items()},
        "residual": plain_value(outcome.residual),
        "named": list(outcome.scenario.countries),
        "notes": list(outcome.notes),
        "countries": [
            {"country": country, **dict(zip(BY_COUNTRY, map(plain_value, row), strict=True))}
            for country, row in zip(outcome.countries, numbers, strict=True)
        ],
    }


def _asked(outcome: ScenarioOutcome) -> dict[str, Any]:
    """What tells a scenario apart from others, and on what it was run."""
    asked = outcome.scenario
    return {
        "id": asked.id,
        "name": asked.name,
        "year": outcome.year,
        "theta": outcome.theta,
        "deficits": asked.deficits,
        "closure": asked.closure,
    }


def scenario_results(
    worlds: Mapping[int, World],
    scenarios: Sequence[Scenario],
    *,
    by_sector: SectorEconomy | None = None,
    progress: Progress | None = None,
) -> ScenarioResults:
    """Run scenarios, each on the World of its year.

    Parameters
    ----------
    worlds
        By year, as :func:`detente.data.shipped_worlds` gives them.
    by_sector
        An economy with input–output links, which no World holds; with it scenarios may name sectors
        and all of them run on it, with its own year, elasticities and home sales.
    progress
        Told after each scenario how many are done, and of how many.

    Raises
    ------
    UnknownLabel
        A year, country or sector that is not held.
    MissingData
        A country without the data for the model; or a sector without an economy by sector.
    BadInput
        No scenarios, or a value that the model does not allow.
    NoSolution
        No scenario has an answer. Where some have one, those without are NaN, and their notes say
        why.

    Examples
    --------
    >>> from detente.world import CostChange, example_world
    >>> dear = Scenario("Dear", costs=(CostChange(("NOR",), ("NLD",), change=1.1),))
    >>> found = scenario_results({2024: example_world()}, [dear])
    >>> found.to_frame()[["country", "welfare"]].round(4).to_numpy().tolist()
    [['NLD', 0.9987], ['NOR', 0.9976], ['QAT', 0.9999]]
    """
    outcomes = scenario_outcomes(worlds, scenarios, by_sector=by_sector, progress=progress)
    if not any(outcome.has_answer for outcome in outcomes):
        raise NoSolution(outcomes[0].notes[0])
    return ScenarioResults(outcomes)


def scenario_outcomes(
    worlds: Mapping[int, World],
    scenarios: Sequence[Scenario],
    *,
    by_sector: SectorEconomy | None = None,
    progress: Progress | None = None,
) -> tuple[ScenarioOutcome, ...]:
    """Run scenarios as :func:`scenario_results` does; NaN, with the reason, where none has one."""
    if not scenarios:
        raise BadInput("No scenarios to run. Read them from a file, or make one.")
    economies: dict[tuple[int, str], Economy] = {}
    outcomes = []
    for number, scenario in enumerate(scenarios, 1):
        economy = by_sector or scenario_economy(worlds, scenario, economies)
        try:
            outcomes.append(_outcome(scenario, economy))
        except NoSolution as why:
            outcomes.append(_no_answer(scenario, economy, why))
        if progress is not None:
            progress(number, len(scenarios))
    return tuple(outcomes)


def _outcome(scenario: Scenario, economy: Economy | SectorEconomy) -> ScenarioOutcome:
    """Run one scenario on its economy."""
    if isinstance(economy, SectorEconomy):
        found = equilibrium_by_sector(scenario, economy)
        return ScenarioOutcome(
            scenario=scenario,
            year=economy.year,
            theta=_theta(scenario, economy),
            countries=economy.countries,
            welfare=found.welfare_exact,
            real_wage=found.real_wage,
            wage=found.wage,
            price=found.living_cost,
            residual=found.residual,
            notes=found.notes,
            sources=economy.sources,
        )
    theta = _theta(scenario, economy)
    shock = shock_of(scenario, economy)
    after = counterfactual(economy, shock, theta=theta, deficits=scenario.deficits)
    return ScenarioOutcome(
        scenario=scenario,
        year=economy.year,
        theta=theta,
        countries=economy.countries,
        welfare=after.welfare,
        real_wage=after.real_wage,
        wage=after.wage,
        price=after.price,
        residual=after.residual,
        notes=((TARIFFS,) if scenario.tariffs else ()) + after.notes,
        sources=economy.sources,
    )


def _theta(scenario: Scenario, economy: Economy | SectorEconomy) -> float:
    """The elasticity that a scenario runs on; NaN where every sector has its own."""
    if isinstance(economy, SectorEconomy):
        return float("nan")
    return DEFAULT_THETA if scenario.theta is None else scenario.theta


def _no_answer(
    scenario: Scenario, economy: Economy | SectorEconomy, why: NoSolution
) -> ScenarioOutcome:
    """A line of NaN for each country, and the reason."""
    nothing = np.full(len(economy.countries), np.nan)
    return ScenarioOutcome(
        scenario=scenario,
        year=economy.year,
        theta=_theta(scenario, economy),
        countries=economy.countries,
        welfare=nothing,
        real_wage=nothing,
        wage=nothing,
        price=nothing,
        residual=np.nan,
        notes=(str(why),),
        sources=economy.sources,
    )


def scenario_economy(
    worlds: Mapping[int, World], scenario: Scenario, known: dict[tuple[int, str], Economy]
) -> Economy:
    """The economy that a scenario starts from; made once for each year and closure."""
    if scenario.year is not None:
        for country in scenario.countries:  # each on its own, so that a refusal names one
            newest_world(worlds, "model_flows", (country,), scenario.year)
    world = newest_world(worlds, "model_flows", scenario.countries, scenario.year)
    place = world.year, scenario.closure
    if place not in known:
        known[place] = economy_of(world, scenario.closure)
    return known[place]
