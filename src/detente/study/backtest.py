"""Did the bans foretell what came? Forecasts from before them, next to the trade after them.

Four forecasts are made from the trade of one year, and held against that of a later one:

    count        the trade that newer rules ban is gone, the rest stays as it was
    balance      the same as a rise of trade cost, after which wages and prices find a new balance
    no change    trade stays as it was
    growth       trade grows as that of the world

The first two are told with a range: over how much of a section a ban names, and the second also
over the elasticity of trade and over how home sales are found. A forecast f of what came, c, is

    off by   ln(f / c)          0: right; 0.69: twice as much; −0.69: half
    skill    1 − |ln(f / c)| / |ln(b / c)|      b: no change; 1: right; below 0: worse than that
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.claims import THETAS, caveats
from detente.rules import Rule, Rules, Side
from detente.study.left_by_rules import (
    READINGS,
    LeftByRules,
    Reading,
    left_by_rules,
    rules_scenario,
)
from detente.study.leverage import Ranged
from detente.study.shock import shock_of
from detente.trade import CLOSURES, Economy, Equilibrium, counterfactual, economy_of
from detente.world import Fact, Source, World, newest_world

Method = Literal["count", "balance", "no_change", "growth"]

METHODS: tuple[Method, ...] = ("count", "balance", "no_change", "growth")
EVERYONE, OTHERS = "all", "others"

# Goods that two classifications tell apart alike: sections of the SITC, sections of the HS.
GOODS: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "food": ("014", (1, 2, 3, 4)),
    "raw_materials_and_fuels": ("23", (5,)),
    "chemicals": ("5", (6, 7)),
    "manufactures": ("689", (8, 9, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21)),
    "machinery_and_vehicles": ("7", (16, 17)),
}


@dataclass(frozen=True, slots=True)
class Foretold:
    """Forecasts of one flow of trade, and what came of it, US dollars a year.

    Attributes
    ----------
    about
        A partner by code, ``all``, ``others``, or a key of :data:`GOODS`.
    before
        What was traded in the year of the forecasts.
    came
        NaN where nothing is on record.
    forecasts
        Those that can be made of this flow; without width, where they need no assumption.
    sources_before, sources_came
        Who says what was traded, and what came.
    """

    direction: Side
    about: str
    before: float
    came: float
    forecasts: Mapping[Method, Ranged]
    sources_before: tuple[Source, ...]
    sources_came: tuple[Source, ...]

    def off_by(self, method: Method) -> float:
        """Log of forecast over outcome; NaN where one of them is nothing or unknown."""
        return _log_ratio(self.forecasts[method].value, self.came)

    def missed_share(self, method: Method) -> float:
        """Forecast less outcome, as a share of the trade before."""
        return (self.forecasts[method].value - self.came) / self.before

    def skill(self, method: Method) -> float:
        """Share of the error of no change that a forecast avoids."""
        none = abs(_log_ratio(self.before, self.came))
        return 1 - abs(self.off_by(method)) / none if none else np.nan

    def has_in_range(self, method: Method) -> bool:
        """Whether what came lies in the range of a forecast."""
        return self.forecasts[method].low <= self.came <= self.forecasts[method].high


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """How the bans on a country foretold its trade.

    Attributes
    ----------
    before, after
        Years of the trade that forecasts start from, and of the trade that came.
    day
        The rules in force on it, and not yet at the end of the first year, make the forecasts.
    partners
        Exports, then imports: of everyone, of each partner asked, and of the others.
    goods
        Exports by group of goods; what came is a yearly mean of `goods_when`.
    counted_alike
        Exports and imports as one publisher counts both years.
    binding
        The rules that make the forecasts.
    residual
        The largest of the models: how far they stopped from solving their equations.
    sources_model
        Who says what the models rest on.
    """

    target: str
    before: int
    after: int
    day: date
    partners: tuple[Foretold, ...]
    goods: tuple[Foretold, ...]
    goods_when: str
    counted_alike: tuple[Foretold, ...]
    binding: tuple[Rule, ...]
    residual: float
    notes: tuple[str, ...]
    sources_model: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The publications behind all of it, each once."""
        tests = (*self.partners, *self.counted_alike, *self.goods)
        said = [s for t in tests for s in (*t.sources_before, *t.sources_came)]
        return tuple(dict.fromkeys((*self.sources_model, *said)))

    def of(self, direction: Side, about: str = EVERYONE) -> Foretold:
        """The test of one partner's trade, or of everyone's."""
        return next(t for t in self.partners if (t.direction, t.about) == (direction, about))


def rules_backtest(
    worlds: Mapping[int, World],
    rules: Rules,
    partners: Sequence[str] = (),
    *,
    before: int = 2015,
    after: int = 2018,
    reported: Sequence[Fact] = (),
) -> Backtest:
    """Foretell a country's trade from the rules on it, and compare with what came.

    Parameters
    ----------
    worlds
        By year; the first year by section of goods.
    rules
        On the country whose trade is foretold; those in force in the middle of the second year.
    partners
        ISO 3166-1 alpha-3 of those to be shown apart; none for the neighbours by land with which
        trade is on record.
    reported
        What others count, as :func:`detente.data.reported_trade` gives it.

    Raises
    ------
    UnknownLabel
        A year or country that is not held.
    MissingData
        No trade by section in the first year, or no trade of the country in one of them; or what
        the rules name of each section is not held.
    BadInput
        The second year is not after the first.
    NoSolution
        The model has no balance after the bans.

    Examples
    --------
    >>> from detente.data import shipped_worlds
    >>> from detente.rules import rules_on
    >>> found = rules_backtest(shipped_worlds(), rules_on("PRK"))
    >>> [test.about for test in found.partners if test.direction == "export"]
    ['all', 'CHN', 'RUS', 'others']
    >>> sold = found.of("export")
    >>> [round(sold.off_by(method), 2) for method in METHODS]
    [0.62, 1.39, 2.66, 2.76]
    """
    target, day = rules.target, date(after, 6, 30)
    start = newest_world(worlds, "sector_flows", (target, *partners), before)
    outcome = newest_world(worlds, "flows", (target, *partners), after)
    sides = (left_by_rules(start, rules, "export", day), left_by_rules(start, rules, "import", day))
    shown = partners or _neighbours(start, sides)
    models = _models(start, sides)
    tests = tuple(
        _of_partners(side, start, outcome, models, about, codes)
        for side in sides
        for about, codes in _groups(start, outcome, target, shown).items()
    )
    goods, goods_when = _of_goods(sides[0], start, reported)
    return Backtest(
        target=target,
        before=before,
        after=after,
        day=day,
        partners=tests,
        goods=goods,
        goods_when=goods_when,
        counted_alike=tuple(_counted_alike(tests, reported, before, after)),
        binding=tuple(r for r in rules.rules if any(r in side.binding for side in sides)),
        residual=max(model.residual for model in models),
        notes=_notes(start, outcome, target),
        sources_model=start.sources_of("sector_flows", "gdp"),
    )


def _models(start: World, sides: Sequence[LeftByRules]) -> tuple[Equilibrium, ...]:
    """The world after the rules, first as customary, then with one assumption changed at a time."""
    closure, *closures = CLOSURES
    theta, *thetas = THETAS
    runs = [(closure, theta, reading) for reading in READINGS]
    runs += [(closure, other, READINGS[0]) for other in thetas]
    runs += [(other, theta, READINGS[0]) for other in closures]
    economies = {name: economy_of(start, name) for name in CLOSURES}
    return tuple(_model(economies[name], sides, theta, reading) for name, theta, reading in runs)


def _model(
    economy: Economy, sides: Sequence[LeftByRules], theta: float, reading: Reading
) -> Equilibrium:
    scenario = rules_scenario(economy, sides, theta=theta, reading=reading)
    shock = shock_of(scenario, economy)
    return counterfactual(economy, shock, theta=theta, deficits=scenario.deficits)


def _notes(start: World, outcome: World, target: str) -> tuple[str, ...]:
    of_both = (caveats(start, (target,), "sector_flows"), caveats(outcome, (target,), "flows"))
    return tuple(dict.fromkeys(note for notes in of_both for note in notes))


def _neighbours(start: World, sides: Sequence[LeftByRules]) -> list[str]:
    """Those by land with whom trade both ways is on record."""
    both = set.intersection(*(set(side.partners) for side in sides))
    border = start.table("border")[start.row(sides[0].target)]
    return [c for c, km in zip(start.countries, border, strict=True) if c in both and km > 0]


def _world_trade(world: World) -> float:
    return float(np.nansum(world.table("flows")))


def _groups(
    start: World, outcome: World, target: str, partners: Sequence[str]
) -> dict[str, frozenset[str]]:
    """Whose trade is tested: everyone's, that of each partner asked, and that of the others."""
    everyone = frozenset((*start.countries, *outcome.countries)) - {target}
    each = {partner: frozenset([partner]) for partner in partners}
    return {EVERYONE: everyone, **each, OTHERS: everyone.difference(partners)}


def _of_partners(
    side: LeftByRules,
    start: World,
    outcome: World,
    models: Sequence[Equilibrium],
    about: str,
    codes: frozenset[str],
) -> Foretold:
    """Forecasts of trade with some partners, and what came."""
    rows = [i for i, partner in enumerate(side.partners) if partner in codes]
    before = float(side.traded[rows].sum()) if rows else np.nan
    flows = outcome.table("flows")
    mine = outcome.row(side.target)
    line = flows[mine] if side.direction == "export" else flows[:, mine]
    came = line[[i for i, country in enumerate(outcome.countries) if country in codes]]
    changes = [_change(model, side, codes) for model in models]
    count = _counted(side.left(reading)[rows] for reading in READINGS)
    return Foretold(
        side.direction,
        about,
        before,
        float(np.nansum(came)) if np.isfinite(came).any() else np.nan,
        {
            "count": count if rows else _sure(np.nan),
            "balance": _times(Ranged(changes[0], min(changes), max(changes)), before),
            "no_change": _sure(before),
            "growth": _sure(before * _world_trade(outcome) / _world_trade(start)),
        },
        start.sources_of("sector_flows"),
        outcome.sources_of("flows"),
    )


def _change(model: Equilibrium, side: LeftByRules, codes: frozenset[str]) -> float:
    """Trade with some partners, after over before, as a model has it; NaN with none in it."""
    i = model.base.row(side.target)
    rows = [j for j, c in enumerate(model.countries) if c in codes and c in side.partners]
    before, after = (
        flow[i, rows].sum() if side.direction == "export" else flow[rows, i].sum()
        for flow in (model.base.flow, model.flow)
    )
    return float(after / before) if before > 0 else np.nan


def _of_goods(
    side: LeftByRules, start: World, reported: Sequence[Fact]
) -> tuple[tuple[Foretold, ...], str]:
    """Forecasts by group of goods, and what came of each a year; none where that is not known."""
    came = {fact.about: fact for fact in reported if " of HS section " in fact.about}
    if not came:
        return (), ""
    some = next(iter(came.values()))
    first, last = (int(year) for year in some.when.split("/"))
    tests = []
    for about, (sections, hs) in GOODS.items():
        columns = [side.sections.index(section) for section in sections]
        before = float(side.traded[:, columns].sum())
        total = sum(came[f"{side.direction}s of HS section {number}"].value for number in hs)
        forecasts: dict[Method, Ranged] = {
            "count": _counted(side.left(reading)[:, columns] for reading in READINGS),
            "no_change": _sure(before),
        }
        a_year = total / (last - first + 1)
        said_by = start.sources_of("sector_flows"), some.sources
        tests.append(Foretold(side.direction, about, before, a_year, forecasts, *said_by))
    return tuple(tests), some.when


def _counted_alike(
    tests: Sequence[Foretold], reported: Sequence[Fact], before: int, after: int
) -> Iterator[Foretold]:
    """The forecasts of all trade once more, from and against the figures of one publisher."""
    facts = {(fact.about, fact.when): fact for fact in reported}
    for test in tests:
        start, came = (facts.get((f"{test.direction}s", str(year))) for year in (before, after))
        if test.about == EVERYONE and start is not None and came is not None:
            forecasts: dict[Method, Ranged] = {
                method: _times(forecast, start.value / test.before)
                for method, forecast in test.forecasts.items()
            }
            values = start.value, came.value
            said_by = start.sources, came.sources
            yield Foretold(test.direction, EVERYONE, *values, forecasts, *said_by)


def _counted(left: Iterable[NDArray[np.float64]]) -> Ranged:
    """What is left in the middle, strictly, and leniently."""
    middle, strict, lenient = (float(table.sum()) for table in left)
    return Ranged(middle, strict, lenient)


def _sure(value: float) -> Ranged:
    return Ranged(value, value, value)


def _times(forecast: Ranged, factor: float) -> Ranged:
    return Ranged(forecast.value * factor, forecast.low * factor, forecast.high * factor)


def _log_ratio(forecast: float, came: float) -> float:
    return log(forecast / came) if forecast > 0 and came > 0 else np.nan
