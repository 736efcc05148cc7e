"""What trade ties together, and how tightly."""

from detente.trade.calibration import DEFAULT_THETA
from detente.trade.certificate import is_equilibrium
from detente.trade.coalition_leverage import Burden, CoalitionLeverage, coalition_leverage
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
from detente.trade.drawn_equilibria import (
    EconomyDraws,
    OutcomeDraws,
    diversion_draws,
    severance_draws,
)
from detente.trade.drawn_flows import DrawnFlows, drawn_flows
from detente.trade.economy import CLOSURES, Economy, economy_from_flows, economy_of
from detente.trade.equilibrium import CountryOutcome, Equilibrium, Rebate, counterfactual
from detente.trade.exposure import Exposure, exposure
from detente.trade.gravity import Gravity, gravity
from detente.trade.input_output import REPAIRS, sector_economy_from_table
from detente.trade.intensity import TradeIntensity, trade_intensity
from detente.trade.leverage import Leverage, Replacement, Stake, leverage
from detente.trade.potential import PotentialFlow, PotentialTrade, potential_trade
from detente.trade.product_trade import ProductTrade, Reliance, product_trade
from detente.trade.sector_economy import SectorEconomy
from detente.trade.sector_equilibrium import (
    SectorCountryOutcome,
    SectorDeficits,
    SectorEquilibrium,
    is_sector_equilibrium,
)
from detente.trade.sector_example import example_sector_economy
from detente.trade.sectors import sector_counterfactual, without_surpluses
from detente.trade.severance import severance
from detente.trade.severance_map import SeveranceMap, severance_blocks, severance_map
from detente.trade.shock import Links, Shock

__all__ = [
    "CLOSURES",
    "DEFAULT_THETA",
    "DIRECTIONS",
    "REPAIRS",
    "Burden",
    "CoalitionLeverage",
    "Complementarity",
    "CountryOutcome",
    "Dependence",
    "Direction",
    "Diversion",
    "DrawnFlows",
    "Economy",
    "EconomyDraws",
    "Equilibrium",
    "Exposure",
    "FlowTable",
    "Gravity",
    "Leverage",
    "Links",
    "Match",
    "OutcomeDraws",
    "Partner",
    "PotentialFlow",
    "PotentialTrade",
    "ProductTrade",
    "Rebate",
    "Reliance",
    "Replacement",
    "SectorCountryOutcome",
    "SectorDeficits",
    "SectorEconomy",
    "SectorEquilibrium",
    "SeveranceMap",
    "ShareAfterDiversion",
    "Shock",
    "Stake",
    "TradeIntensity",
    "coalition_leverage",
    "complementarity",
    "counterfactual",
    "dependence",
    "diversion",
    "diversion_draws",
    "drawn_flows",
    "economy_from_flows",
    "economy_of",
    "example_sector_economy",
    "exposure",
    "gravity",
    "is_equilibrium",
    "is_sector_equilibrium",
    "leverage",
    "potential_trade",
    "product_trade",
    "sector_counterfactual",
    "sector_economy_from_table",
    "severance",
    "severance_blocks",
    "severance_draws",
    "severance_map",
    "share_after_diversion",
    "trade_intensity",
    "without_surpluses",
]
