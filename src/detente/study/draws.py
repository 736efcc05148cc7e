"""What is not known, drawn: many possible worlds, the same ones for every question.

Every input has a name, as ``theta``, ``gdp.PRK`` or ``fact.L003``, and its draws follow from the
seed and that name alone. So whatever asks for an input gets the same draws of it, in whatever order
it is asked: draw 17 is one world, in which everything that rests on a fact moves together.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput
from detente.trade import DrawnFlows, Economy, EconomyDraws, drawn_flows, economy_of
from detente.world import PEAK, Case, World

Numbers = NDArray[np.float64]
Range = tuple[float, float, float]
Ends = Numbers | float
Thing = TypeVar("Thing")

SEED = 1
MOST = 100_000  # draws; more takes more memory than it tells


class Draws:
    """Draws of everything that a case and its Worlds leave open.

    Parameters
    ----------
    case
        Its facts are drawn from their own ranges, all else from its priors; its θ, where it settles
        one, is not drawn.
    number
        Of draws, from 2 up.
    seed
        Where the random numbers start, from 0 up.

    Raises
    ------
    BadInput
        Too few or too many draws, or a seed below zero.

    Examples
    --------
    >>> draws = Draws({}, Case(("NLD", "NOR")), 1000)
    >>> float(draws.theta.mean().round(1)), float(draws.gap("gdp.NOR", 0.1).mean().round(1))
    (4.5, 1.0)
    """

    def __init__(
        self,
        worlds: Mapping[int, World],
        case: Case,
        number: int,
        *,
        seed: int = SEED,
    ) -> None:
        if not 2 <= number <= MOST:
            raise BadInput(f"draws is {number}. Ask for 2 to {MOST:,}; 1,000 tell most.")
        if seed < 0:
            raise BadInput(f"The seed is {seed}. Give a whole number from 0 up.")
        self.worlds, self.case, self.number, self.seed = worlds, case, number, seed
        self.priors = case.priors
        self._inputs: dict[str, Numbers] = {}
        self._kept: dict[object, tuple[object, frozenset[str]]] = {}
        self._asked: set[str] = set()

    @property
    def theta(self) -> Numbers:
        """Elasticity of trade to trade cost, by draw."""
        settled = self.case.theta
        if settled is not None:
            return np.full(self.number, settled)
        return self.between("theta", self.priors.theta)

    def fact(self, id: str) -> Numbers:
        """A fact of the case, in its base unit, by draw; NaN where it is no number."""
        amount = self.case.fact(id).amount
        return self.between(f"fact.{id}", (amount.low, amount.value, amount.high))

    def flow(self, year: int, exporter: str, importer: str) -> Numbers:
        """How many times as large as recorded one flow may be, by draw."""
        habits = self.gap(f"sells.{exporter}", self.priors.habit)
        habits = habits * self.gap(f"buys.{importer}", self.priors.habit)
        return habits * self.link(year, exporter, importer)

    def link(self, year: int, exporter: str, importer: str) -> Numbers:
        """The part of that which is of this one flow."""
        return self.gap(f"flow.{year}.{exporter}.{importer}", self.priors.link)

    def gdp(self, country: str) -> Numbers:
        """How many times as large as recorded a country's GDP may be, by draw."""
        name, own = f"gdp.{country}", dict(self.priors.gdp_of).get(country)
        return self.gap(name, self.priors.gdp) if own is None else self.between(name, own)

    def between(self, name: str, of: Range | tuple[Numbers, Numbers, Numbers]) -> Numbers:
        """Somewhere in a range, or in one of its own in each draw; without width it stays put."""
        low, value, high = (np.broadcast_to(end, self.number).astype(float) for end in of)
        width = high - low
        if not (width > 0).any():
            return value
        way = np.divide(value - low, width, out=np.full(self.number, 0.5), where=width > 0)
        return np.asarray(low + width * self._input(name, lambda random: pert(random, way)))

    def reading(self, name: str, low: Ends, value: Ends, high: Ends) -> Numbers:
        """One of three ways to read a rule: strictly, as it is, leniently; never in between.

        One draw in six takes the first, one the last, and four the middle: the weights of the mean
        of a PERT distribution.
        """
        chances = np.array([1.0, PEAK, 1.0]) / (2.0 + PEAK)
        read = self._input(name, lambda r: r.choice([-1.0, 0.0, 1.0], self.number, p=chances))
        return np.where(read < 0, low, np.where(read > 0, high, value))

    def gap(self, name: str, size: float) -> Numbers:
        """A factor by which a record may be off."""
        if not size:
            return np.ones(self.number)
        return self._input(name, lambda random: np.exp(size * random.standard_normal(self.number)))

    def random(self, name: str) -> np.random.Generator:
        """Where the random numbers of one name start: the same in every run."""
        return np.random.default_rng([self.seed, *name.encode()])

    def economies(
        self, year: int, asked: frozenset[str], theta: float | None = None
    ) -> EconomyDraws:
        """The world of a year, with every link of the countries asked about drawn by itself.

        Parameters
        ----------
        theta
            Where the question settles it; drawn where it does not.
        """
        economy, flows = self.kept(("flows", year, asked), lambda: self._flows(year, asked))
        drawn = self.theta if theta is None else np.full(self.number, theta)
        return EconomyDraws(economy, flows, drawn)

    def kept(self, key: object, make: Callable[[], Thing]) -> Thing:
        """Something that takes long to make, made once, with the inputs that it rests on."""
        if key not in self._kept:
            with self.noted() as names:
                self._kept[key] = (made := make()), frozenset(names)
            return made
        found, noted_then = self._kept[key]
        self._asked |= noted_then
        return found  # type: ignore[return-value]  # what the same key made

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """Note the names of the inputs that are asked for meanwhile."""
        before, names = self._asked, set[str]()
        self._asked = names
        try:
            yield names
        finally:
            self._asked = before
            before |= names

    def plain(self) -> dict[str, Any]:
        """What was drawn from, in what JSON can hold."""
        priors = {
            "theta": [*self.priors.theta],
            "output_per_gdp": [*self.priors.output_per_gdp],
            "habit": self.priors.habit,
            "link": self.priors.link,
            "gdp": self.priors.gdp,
            "gdp_of": {country: [*ends] for country, ends in self.priors.gdp_of},
        }
        return {"number": self.number, "seed": self.seed, "priors": priors}

    def input(self, name: str) -> Numbers:
        """One input that was drawn, by name."""
        return self._inputs[name]

    def _input(self, name: str, draw: Callable[[np.random.Generator], Numbers]) -> Numbers:
        self._asked.add(name)
        if name not in self._inputs:
            self._inputs[name] = draw(self.random(name))
        return self._inputs[name]

    def _flows(self, year: int, asked: frozenset[str]) -> tuple[Economy, DrawnFlows]:
        world, priors = self.worlds[year], self.priors
        economy = economy_of(world)
        names = economy.countries
        place = [world.row(country) for country in names]

        def by_country(gap: Callable[[str], Numbers]) -> Numbers:
            return np.stack([gap(country) for country in names], axis=1)

        traded = np.nan_to_num(world.table("model_flows"))[place]
        flows = drawn_flows(
            traded[:, place],
            world.table("gdp")[place] * by_country(self.gdp),
            sells=by_country(lambda c: self.gap(f"sells.{c}", priors.habit)),
            buys=by_country(lambda c: self.gap(f"buys.{c}", priors.habit)),
            links={
                economy.row(of): (
                    by_country(partial(self.link, year, of)),
                    by_country(partial(self.link, year, importer=of)),
                )
                for of in sorted(asked)
            },
            output_per_gdp=self.between("output_per_gdp", priors.output_per_gdp),
            elsewhere=traded.sum(axis=1) - traded[:, place].sum(axis=1),
        )
        return economy, flows


def pert(random: np.random.Generator, way: Numbers) -> Numbers:
    """Draws from 0 to 1, most of them near where each is likeliest; NaN where that is not known.

    Examples
    --------
    >>> drawn = pert(np.random.default_rng(1), np.full(10_000, 0.25))
    >>> drawn.mean().round(2), np.quantile(drawn, [0.05, 0.95]).round(2)
    (np.float64(0.33), array([0.08, 0.66]))
    """
    known = np.nan_to_num(way, nan=0.5)
    drawn = random.beta(1.0 + PEAK * known, 1.0 + PEAK * (1.0 - known))
    return np.where(np.isnan(way), np.nan, drawn)
