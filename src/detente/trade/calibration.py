"""A model of the world economy, fitted to one economy and ready to be shocked.

Exact hat algebra needs no other fit than the trade shares themselves; what is prepared here is the
treatment of trade imbalances, by name, and the matrix that makes every later solution quick.

    balanced        first let wages close every deficit; then shock that world
    dek             each deficit stays a fixed share of world income
    multiplicative  spending stays in proportion to income, scaled so that the world balances
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

import numpy as np

from detente.errors import BadInput
from detente.trade.clearing import clearing
from detente.trade.economy import Economy, refuse_what_is_no_economy
from detente.trade.given import number
from detente.trade.wages import Matrix, WageSystem
from detente.world import Deficits, trade_elasticity

DEFAULT_THETA = 4.0  # the elasticity most studies of total trade settle near


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """An economy at rest: log wages of zero solve its system.

    Attributes
    ----------
    recorded
        As it was given.
    economy
        What counterfactuals start from and are compared with; without deficits under `balanced`.
    step
        Turns an excess near the base into the move of log wages that closes it.
    """

    recorded: Economy
    economy: Economy
    theta: float
    deficits: Deficits
    supply_elasticity: float
    system: WageSystem
    step: Matrix


def calibration(
    economy: Economy, theta: float, deficits: str, supply_elasticity: float = 0.0
) -> Calibration:
    """Fit the model; the last few fits are remembered.

    Raises
    ------
    BadInput
        No Economy, θ that is not a number from 0.1 to 100, a supply elasticity below 0, or an
        unknown treatment of deficits.
    NoSolution
        Under `balanced`: a country that only buys or only sells abroad.
    """
    refuse_what_is_no_economy(economy)
    elasticity, supply = trade_elasticity(theta), number(supply_elasticity, "supply_elasticity")
    if not 0 <= supply < np.inf:
        raise BadInput(
            f"supply_elasticity is {supply_elasticity}; it is the elasticity of output to the real "
            "wage and must be 0 or more."
        )
    for known in get_args(Deficits):
        if deficits == known:
            return _calibration(economy, elasticity, known, supply)
    raise BadInput(f"No deficits {deficits!r}. Choose one of: {', '.join(get_args(Deficits))}.")


@lru_cache(maxsize=16)
def _calibration(economy: Economy, theta: float, deficits: Deficits, supply: float) -> Calibration:
    system = _system(economy, theta, deficits)
    start = economy if deficits != "balanced" else _purged(economy, system)
    system = replace(_system(start, theta, deficits), supply=supply)
    return Calibration(economy, start, theta, deficits, supply, system, system.step_matrix())


def _system(economy: Economy, theta: float, deficits: Deficits) -> WageSystem:
    world = economy.flow.sum()
    income = economy.sales / world
    spent = income if deficits == "balanced" else economy.expenditure / world
    share = economy.share
    in_proportion = deficits == "multiplicative"
    return WageSystem(share, income, spent, share, theta, in_proportion=in_proportion)


def _purged(economy: Economy, system: WageSystem) -> Economy:
    """Let wages close every deficit while output stays what it was."""
    x = clearing(economy.countries, system, None, system).x
    bought = system.kernel * np.exp(-system.theta * x)[:, None]
    earned = np.exp(x) * economy.sales
    return replace(economy, flow=bought * (earned / bought.sum(axis=0)))
