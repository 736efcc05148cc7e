"""How much cheaper trade with one partner must become to take over trade with another.

By how much must the two-way cost of trade between a country and a partner fall, so that the share
of the first partner in the country's trade abroad falls by a given fraction of itself?

    find κ < 1 with    s[from](κ) = (1 − share) · s[from](1) ,
    s[p] = (X[of, p] + X[p, of]) / Σ over k ≠ of of (X[of, k] + X[k, of])

where X(κ) is the trade equilibrium after the fall. A large fall says that the diversion is a long
way from what traders would choose.

Brent (1973), Algorithms for Minimization without Derivatives, finds the root.
"""

from dataclasses import dataclass

import numpy as np

from detente.errors import BadInput, NoSolution
from detente.trade.calibration import Calibration, calibration
from detente.trade.clearing import Clearing
from detente.trade.economy import Economy, refuse_what_is_no_economy
from detente.trade.equilibrium import Equilibrium, clear, equilibrium, flow_after
from detente.trade.given import number
from detente.trade.shock import Markets
from detente.trade.wages import Matrix, Vector
from detente.world import Deficits

SMALLEST_COST = 0.1  # of what it was; a fall beyond 90 % is no answer
PRECISION = 1e-12  # of the log cost; the equilibria themselves are no closer


@dataclass(frozen=True, slots=True, eq=False)
class Diversion:
    """The fall in trade cost that moves trade from one partner to another.

    Attributes
    ----------
    share
        Fraction of its own share that `from_` loses, from 0 to 1.
    cost_change
        Cost of trade between `of` and `to`, both ways, after over before.
    from_share_recorded
        Share of `from_` in two-way trade in the economy as given. Under `balanced` the model starts
        from a world without deficits, so the shares before differ.
    from_share_before, from_share_after, to_share_before, to_share_after
        Shares in two-way trade abroad of `of`, in the model.
    value_moved
        Two-way trade of `of` with `from_` before less after, in the unit of the economy.
    value_gained
        Two-way trade of `of` with `to` after less before.
    equilibrium
        The world after: welfare of every country, residual.
    """

    of: str
    from_: str
    to: str
    share: float
    cost_change: float
    from_share_recorded: float
    from_share_before: float
    from_share_after: float
    to_share_before: float
    to_share_after: float
    value_moved: float
    value_gained: float
    equilibrium: Equilibrium


def diversion(
    economy: Economy,
    *,
    of: str,
    from_: str,
    to: str,
    share: float,
    theta: float,
    deficits: Deficits = "balanced",
) -> Diversion:
    """Find the fall in trade cost between `of` and `to` that diverts a share of trade from `from_`.

    Parameters
    ----------
    share
        Fraction of its own share in `of`'s two-way trade that `from_` is to lose: 0.2 takes a share
        of 0.931 to 0.745.
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it.
    BadInput
        A share outside 0 to 1, or one country in two places.
    NoSolution
        No trade to divert, or to divert to; or no fall in cost diverts so much, with the most that
        one can.

    Examples
    --------
    >>> from detente.trade import economy_from_flows
    >>> flow = np.array([[6.0, 3.0, 1.0], [3.0, 6.0, 1.0], [1.0, 1.0, 6.0]])
    >>> economy = economy_from_flows(flow, ["NLD", "NOR", "QAT"])
    >>> found = diversion(economy, of="NLD", from_="NOR", to="QAT", share=0.2, theta=4.0)
    >>> round(found.from_share_before, 9), round(found.from_share_after, 9)
    (0.75, 0.6)
    >>> round(found.cost_change, 4)
    0.8248
    """
    refuse_what_is_no_economy(economy)
    rows = [economy.row(country) for country in (of, from_, to)]
    if len(set(rows)) < 3:
        raise BadInput(f"Diverting trade of {of} from {from_} to {to} needs three countries.")
    if not 0 < number(share, "share") < 1:
        raise BadInput(f"share is {share}; the fraction to divert must lie between 0 and 1.")
    base = calibration(economy, theta, deficits)
    i, lost, won = rows
    before = _two_way(base.economy.flow, i)
    for partner, row in ((from_, lost), (to, won)):
        if before[row] == 0:
            when = f" in {economy.year}" if economy.year else ""
            raise NoSolution(
                f"No trade between {of} and {partner} is recorded{when}, and a change in cost "
                "cannot move or create what is not there. Ask about a partner with some trade."
            )
    goal = (1 - share) * _share(base.economy.flow, i, lost)
    trial = _cost_that_diverts(base, rows, goal)
    if trial.share > goal + 1e-9:
        most = 1 - (1 - share) * trial.share / goal
        raise NoSolution(
            f"Even if trade between {of} and {to} cost {1 - SMALLEST_COST:.0%} less, the share of "
            f"{from_} in the trade of {of} would fall by {most:.4f} of itself; {share} was asked. "
            "Ask for a smaller share."
        )
    found = equilibrium(base, trial.markets, trial.cleared)
    after = _two_way(found.flow, i)
    return Diversion(
        of=of,
        from_=from_,
        to=to,
        share=share,
        cost_change=trial.cost,
        from_share_recorded=_share(economy.flow, i, lost),
        from_share_before=_share(base.economy.flow, i, lost),
        from_share_after=trial.share,
        to_share_before=_share(base.economy.flow, i, won),
        to_share_after=_share(found.flow, i, won),
        value_moved=float(before[lost] - after[lost]),
        value_gained=float(after[won] - before[won]),
        equilibrium=found,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """The world at one cost of trade between the two."""

    cost: float
    share: float
    markets: Markets
    cleared: Clearing


def _cost_that_diverts(base: Calibration, rows: list[int], goal: float) -> _Trial:
    """The cost at which the share of the first partner is `goal`, else the smallest tried."""
    from scipy.optimize import brentq

    of, _, to = rows
    start = None

    def trial(log_cost: float) -> _Trial:
        nonlocal start
        kernel = base.system.kernel.copy()
        kernel[[of, to], [to, of]] *= np.exp(-base.theta * log_cost)
        changed = Markets(kernel, 1.0, 1.0)
        cleared = clear(base, changed, start)
        start = cleared.x
        share = _share(flow_after(base, kernel, cleared), of, rows[1])
        return _Trial(float(np.exp(log_cost)), share, changed, cleared)

    dear, cheap = 0.0, -0.125
    while trial(cheap).share > goal:
        if cheap <= np.log(SMALLEST_COST):
            return trial(cheap)
        dear, cheap = cheap, max(2 * cheap, float(np.log(SMALLEST_COST)))
    root = brentq(lambda log_cost: trial(log_cost).share - goal, cheap, dear, xtol=PRECISION)
    return trial(float(root))


def _two_way(flow: Matrix, i: int) -> Vector:
    """Exports plus imports of one country by partner; home sales are not trade."""
    trade = flow[i] + flow[:, i]
    trade[i] = 0.0
    return np.asarray(trade)


def _share(flow: Matrix, i: int, partner: int) -> float:
    trade = _two_way(flow, i)
    return float(trade[partner] / trade.sum())
