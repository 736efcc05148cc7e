"""What trade ties together, and how tightly."""

from detente.trade.calibration import DEFAULT_THETA
from detente.trade.certificate import is_equilibrium
from detente.trade.complementarity import Complementarity, Match, complementarity
from detente.trade.dependence import (
    DIRECTIONS,
    Dependence,
    Direction,
    FlowTable,
    Partner,
    ShareAfterDiversion,
    dependence,
    share_after_diversion,
)
from detente.trade.diversion import Diversion, diversion
from detente.trade.economy import CLOSURES, Closure, Economy, economy_from_flows, economy_of
from detente.trade.equilibrium import CountryOutcome, Equilibrium, counterfactual
from detente.trade.intensity import TradeIntensity, trade_intensity
from detente.trade.severance import severance
from detente.trade.shock import Links, Shock

__all__ = [
    "CLOSURES",
    "DEFAULT_THETA",
    "DIRECTIONS",
    "Closure",
    "Complementarity",
    "CountryOutcome",
    "Dependence",
    "Direction",
    "Diversion",
    "Economy",
    "Equilibrium",
    "FlowTable",
    "Links",
    "Match",
    "Partner",
    "ShareAfterDiversion",
    "Shock",
    "TradeIntensity",
    "complementarity",
    "counterfactual",
    "dependence",
    "diversion",
    "economy_from_flows",
    "economy_of",
    "is_equilibrium",
    "severance",
    "share_after_diversion",
    "trade_intensity",
]
