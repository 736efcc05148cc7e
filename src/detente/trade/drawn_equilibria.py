"""A cut or a diversion in many possible worlds at once: one equilibrium a draw.

Every draw has its own flows and its own θ, and is solved for its own wages. The equations are those
of :mod:`detente.trade.wages`, with draws on the first axis. Flows need no other form than the one
they are recorded in: with q = w^-θ, and S what the importers spend,

    market = q X[d] ,    f(x) = ln( q · X[d] (S / market) / wY ) = 0 ,    P^-θ = market / E .

Under ``balanced`` there are two equilibria of the recorded world, with its trade as it was and as
it becomes, and what is asked is the second over the first.

All draws step together: x ← x + (1 + θ₀)/(1 + θ) B f(x) with one remembered move, B being that of
the world as recorded at θ₀. The few that do not get there are solved by themselves.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, NoSolution
from detente.trade.calibration import DEFAULT_THETA, Calibration, calibration
from detente.trade.diversion import SMALLEST_COST, diversion
from detente.trade.drawn_flows import DrawnFlows
from detente.trade.economy import Economy, economy_from_flows
from detente.trade.equilibrium import Equilibrium
from detente.trade.severance import severance
from detente.trade.solver import TOLERANCE
from detente.trade.threads import one_thread
from detente.world import Deficits

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]

BLOCK = 512  # draws solved together: what they work on stays near the processor
MOST_STEPS = 60
LARGEST_WEIGHT = 2.0  # of the remembered move; more has been seen to throw draws far away
MOST_TRIALS = 30  # of a cost that diverts
FIRST_TRIAL, LARGEST_MOVE = -0.125, 0.5  # of its logarithm
NEAR = 1e-10  # of the share that a diversion is to reach, relatively
BY_DRAW = ("welfare", "real_wage", "residual", "cost_change")


@dataclass(frozen=True, slots=True, eq=False)
class EconomyDraws:
    """One economy as recorded, and what it may be.

    Attributes
    ----------
    recorded
        Its countries are the axis of every draw.
    flows
        One table a draw.
    theta
        By draw: elasticity of trade to trade cost.
    """

    recorded: Economy
    flows: DrawnFlows
    theta: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeDraws:
    """What every country gets, one line a draw. Ratios are after over before.

    Attributes
    ----------
    welfare, real_wage
        Draw × country; NaN where a draw has no balance.
    residual
        By draw, largest |ln(sales / earnings)| over the countries; NaN where there is no balance.
    cost_change
        By draw, of a diversion: cost of trade after over before. One where nothing is diverted.
    """

    countries: tuple[str, ...]
    welfare: Numbers
    real_wage: Numbers
    residual: Numbers
    cost_change: Numbers

    def row(self, country: str) -> int:
        """Place of a country on the axis."""
        return self.countries.index(country)


def severance_draws(
    draws: EconomyDraws, a: str, b: str, *, deficits: Deficits = "balanced"
) -> OutcomeDraws:
    """Cut all trade between two countries, both ways, in every draw.

    Raises
    ------
    UnknownLabel, MissingData
        As :func:`detente.trade.severance`.
    BadInput
        Countries whose links were not drawn.

    Examples
    --------
    Draws that do not differ from what is recorded give what :func:`detente.trade.severance` gives:

    >>> from detente.trade.drawn_flows import drawn_flows
    >>> flow = np.array([[6.0, 2.0, 2.0], [2.0, 6.0, 2.0], [2.0, 2.0, 6.0]])
    >>> ones = np.ones((5, 3))
    >>> flows = drawn_flows(flow, 10 * ones, sells=ones, buys=ones, output_per_gdp=np.ones(5),
    ...                     links={0: (ones, ones), 1: (ones, ones)})
    >>> economy = economy_from_flows(flow, ["NLD", "NOR", "QAT"])
    >>> apart = severance_draws(EconomyDraws(economy, flows, np.full(5, 4.0)), "NLD", "NOR")
    >>> (1 - apart.welfare[0]).round(4)
    array([ 0.0621,  0.0621, -0.0147])
    """
    i, j = _rows(draws, a, b)

    def together(block: "_Block") -> OutcomeDraws:
        return block.outcome(block.flows.times(i, j, 0.0).times(j, i, 0.0))

    def alone(economy: Economy, theta: float) -> tuple[Equilibrium, float]:
        return severance(economy, a, b, theta=theta, deficits=deficits), 1.0

    return _in_blocks(draws, deficits, together, alone)


def diversion_draws(
    draws: EconomyDraws,
    *,
    of: str,
    from_: str,
    to: str,
    share: float,
    deficits: Deficits = "balanced",
) -> OutcomeDraws:
    """Divert a share of trade from one partner to another, in every draw, by cheaper trade.

    As :func:`detente.trade.diversion`, with a fall of cost of its own in each draw.

    Raises
    ------
    UnknownLabel, MissingData, BadInput
        As :func:`severance_draws`.
    """
    i, lost, won = _rows(draws, of, from_, to)

    def together(block: "_Block") -> OutcomeDraws:
        return block.diverted(i, lost, won, share)

    def alone(economy: Economy, theta: float) -> tuple[Equilibrium, float]:
        found = diversion(
            economy, of=of, from_=from_, to=to, share=share, theta=theta, deficits=deficits
        )
        return found.equilibrium, found.cost_change

    return _in_blocks(draws, deficits, together, alone)


def _rows(draws: EconomyDraws, *countries: str) -> list[int]:
    rows = [draws.recorded.row(country) for country in countries]
    undrawn = [c for c, row in zip(countries, rows, strict=True) if row not in draws.flows.asked]
    if undrawn or len(set(rows)) < len(rows):
        raise BadInput(
            f"Asked about {', '.join(countries)}, with links drawn of "
            f"{', '.join(draws.recorded.countries[row] for row in draws.flows.asked)}. Name "
            "different countries whose links were drawn."
        )
    return rows


def _in_blocks(
    draws: EconomyDraws,
    deficits: Deficits,
    together: Callable[["_Block"], OutcomeDraws],
    alone: Callable[[Economy, float], tuple[Equilibrium, float]],
) -> OutcomeDraws:
    """Solve block by block, and by itself what is then left."""
    countries, number = draws.recorded.countries, len(draws.theta)
    base = calibration(draws.recorded, DEFAULT_THETA, deficits)
    with one_thread(), np.errstate(all="ignore"):  # a draw may leave the region where f is defined
        blocks = [
            together(_Block(base, draws.flows.part(each), draws.theta[each]))
            for each in (slice(first, first + BLOCK) for first in range(0, number, BLOCK))
        ]
    found = OutcomeDraws(
        countries,
        *(np.concatenate([getattr(block, name) for block in blocks]) for name in BY_DRAW),
    )
    for d in np.flatnonzero(~(found.residual <= TOLERANCE)):
        economy = economy_from_flows(draws.flows.table(int(d)), countries)
        try:
            after, cost_change = alone(economy, float(draws.theta[d]))
        except NoSolution:
            for name in BY_DRAW:
                getattr(found, name)[d] = np.nan
            continue
        found.welfare[d], found.real_wage[d] = after.welfare, after.real_wage
        found.residual[d], found.cost_change[d] = after.residual, cost_change
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """Wages of every draw, and what follows from them; draw × country, residual by draw."""

    x: Numbers
    market: Numbers
    spent: Numbers
    residual: Numbers

    def put(self, draws: Rows, others: Self) -> None:
        """Put the states of some draws in their place."""
        for name in ("x", "market", "spent", "residual"):
            getattr(self, name)[draws] = getattr(others, name)


class _Block:
    """Some draws of one economy, and the world that each starts from."""

    def __init__(self, base: Calibration, flows: DrawnFlows, theta: Numbers) -> None:
        self.countries, self.flows, self.theta = base.economy.countries, flows, theta[:, None]
        sales, bought = flows.sales, flows.expenditure
        world = sales.sum(axis=1, keepdims=True)
        spent = sales if base.deficits == "balanced" else bought
        self._system = replace(base.system, income=sales / world, expenditure=spent / world)
        self._slower = (1.0 + base.theta) / (1.0 + self.theta)
        self._step = np.ascontiguousarray(base.step.T, dtype=np.float32)  # enough for a step
        moved = np.log(base.economy.sales / base.recorded.sales)  # nothing, unless balanced
        self.before = self.solved(flows, moved * self._slower)

    def outcome(self, flows: DrawnFlows, log_cost: Numbers | float = 0.0) -> OutcomeDraws:
        """The world in which trade has become `flows`, over that before."""
        return self._compared(self.solved(flows, self.before.x), log_cost)

    def diverted(self, of: int, lost: int, won: int, share: float) -> OutcomeDraws:
        """The world in which trade with one partner is so cheap that another loses a share."""

        def cheaper(log_cost: Numbers) -> DrawnFlows:
            factor = np.exp(-self.theta[:, 0] * log_cost)
            return self.flows.times(of, won, factor).times(won, of, factor)

        goal = (1.0 - share) * self._share(self.flows, self.before, of, lost)
        last, cost = np.zeros(len(goal)), np.full(len(goal), FIRST_TRIAL)
        off, state = np.full(len(goal), -np.log1p(-share)), self.before
        for _ in range(MOST_TRIALS):
            state = self.solved(cheaper(cost), state.x)
            now = np.log(self._share(cheaper(cost), state, of, lost) / goal)
            done = np.abs(now) <= NEAR
            if done.all():
                break
            slope = (now - off) / (cost - last)
            ahead = np.clip(cost - now / slope, cost - LARGEST_MOVE, cost + LARGEST_MOVE)
            last, off = np.where(done, last, cost), np.where(done, off, now)
            cost = np.where(done, cost, np.clip(ahead, np.log(SMALLEST_COST), 0.0))
        found = self._compared(state, cost)
        return replace(found, residual=np.where(done, found.residual, np.inf))

    def solved(self, flows: DrawnFlows, start: Numbers) -> _State:
        """Step until every draw is solved, or patience ends; those left take fewer along."""
        x = start
        state, excess = self._at(flows, x)
        last_move = last_ahead = np.zeros_like(x)
        for step in range(MOST_STEPS):
            left = np.flatnonzero(state.residual > TOLERANCE)
            if 2 * len(left) <= len(x):
                if len(left):
                    state.put(left, self._part(left).solved(flows.part(left), x[left]))
                break
            move = (excess.astype(np.float32) @ self._step) * self._slower
            ahead = x + move
            change, turn = move - last_move, ahead - last_ahead
            weight = np.vecdot(change, move) / np.vecdot(change, change) if step else 0.0 * x[:, 0]
            weight = np.clip(np.nan_to_num(weight), -LARGEST_WEIGHT, LARGEST_WEIGHT)
            x, last_move, last_ahead = ahead - weight[:, None] * turn, move, ahead
            state, excess = self._at(flows, x)
        return state

    def _part(self, draws: Rows) -> Self:
        """Some of the draws, to be solved further."""
        part = copy(self)
        system, part.theta = self._system, self.theta[draws]
        part._slower = self._slower[draws]
        income, expenditure = system.income[draws], system.expenditure[draws]
        part._system = replace(system, income=income, expenditure=expenditure)
        return part

    def _at(self, flows: DrawnFlows, x: Numbers) -> tuple[_State, Numbers]:
        """f(x), and what it is worked out from."""
        system, q = self._system, np.exp(-self.theta * x)
        spent, market = system.spending(np.exp(x) * system.income), flows.bought(q)
        excess = np.log(flows.sold(spent / market) / system.income) - (self.theta + 1.0) * x
        return _State(x.copy(), market, spent, np.abs(excess).max(axis=1)), excess

    def _compared(self, after: _State, log_cost: Numbers | float) -> OutcomeDraws:
        """One world over that before."""
        before, each = self.before, np.zeros(len(self.theta))
        cheaper = (after.market / before.market) ** (1.0 / self.theta)
        return OutcomeDraws(
            self.countries,
            welfare=after.spent / before.spent * cheaper,
            real_wage=np.exp(after.x - before.x) * cheaper,
            residual=np.maximum(after.residual, before.residual),
            cost_change=np.exp(each + log_cost),
        )

    def _share(self, flows: DrawnFlows, state: _State, of: int, partner: int) -> Numbers:
        """By draw, share of a partner in all that a country sells and buys abroad."""
        q, per_market = np.exp(-self.theta * state.x), state.spent / state.market
        trade = q[:, of, None] * flows.row(of) * per_market
        trade += q * flows.column(of) * per_market[:, of, None]
        return np.asarray(trade[:, partner] / trade.sum(axis=1))
