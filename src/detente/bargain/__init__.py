"""Who gets what: games, settlements, positions, signals, scores."""

from detente.bargain.alternating_offers import AlternatingOffers, alternating_offers
from detente.bargain.bargaining_range import (
    BargainingRange,
    RiskyDemand,
    bargaining_range,
    risky_demand,
)
from detente.bargain.base_rate import BaseRate, base_rate
from detente.bargain.case_network import fact_draws, project_network
from detente.bargain.case_positions import (
    ROUNDS,
    Forecast,
    Forecaster,
    IssueForecasts,
    is_contested,
    issue_forecasts,
    issues_of,
    stated_issue,
)
from detente.bargain.core_of_game import (
    Core,
    CoreRange,
    LeastCore,
    core,
    is_balanced,
    is_in_core,
    least_core,
)
from detente.bargain.crisis import (
    CrisisEquilibria,
    CrisisPayoffs,
    crisis_equilibria,
    is_crisis_equilibrium,
)
from detente.bargain.crisis_types import crisis_of_types
from detente.bargain.expected_utility import VARIANTS, ExpectedUtility, expected_utility
from detente.bargain.frontier import Frontier, frontier_of_curve, frontier_of_points, pie
from detente.bargain.game import Game
from detente.bargain.kohlberg import is_nucleolus, is_prenucleolus
from detente.bargain.murphy import MurphyDecomposition, murphy_decomposition
from detente.bargain.myerson import linked_game, myerson_value
from detente.bargain.nash_in_nash import NashInNash, nash_in_nash
from detente.bargain.network import Network, drawn_game
from detente.bargain.network_flow import NetworkFlow
from detente.bargain.network_parts import Arc, ArcStatus, Node, Step
from detente.bargain.nucleolus import nucleolus, prenucleolus
from detente.bargain.payoffs import Objection, Payoffs
from detente.bargain.positions import Compromise, Issue, compromise, issue, issue_draws
from detente.bargain.properties import Breach, breach, is_convex, is_monotone, is_superadditive
from detente.bargain.quantal_response import (
    Decisions,
    QuantalResponse,
    is_quantal_response,
    quantal_response,
    two_player_game,
)
from detente.bargain.score import (
    Scores,
    brier_score,
    log_score,
    ranked_probability_score,
    spherical_score,
    yes_or_no,
)
from detente.bargain.settlement import (
    Settlement,
    egalitarian_settlement,
    is_nash_settlement,
    kalai_smorodinsky_settlement,
    nash_settlement,
)
from detente.bargain.shapley import banzhaf_value, shapley_value
from detente.bargain.transit import Division, Transit, division, transit
from detente.bargain.voting import VoterPower, VotingPower, voting_power
from detente.bargain.waiting_time import WaitingTime, waiting_time

__all__ = [
    "ROUNDS",
    "VARIANTS",
    "AlternatingOffers",
    "Arc",
    "ArcStatus",
    "BargainingRange",
    "BaseRate",
    "Breach",
    "Compromise",
    "Core",
    "CoreRange",
    "CrisisEquilibria",
    "CrisisPayoffs",
    "Decisions",
    "Division",
    "ExpectedUtility",
    "Forecast",
    "Forecaster",
    "Frontier",
    "Game",
    "Issue",
    "IssueForecasts",
    "LeastCore",
    "MurphyDecomposition",
    "NashInNash",
    "Network",
    "NetworkFlow",
    "Node",
    "Objection",
    "Payoffs",
    "QuantalResponse",
    "RiskyDemand",
    "Scores",
    "Settlement",
    "Step",
    "Transit",
    "VoterPower",
    "VotingPower",
    "WaitingTime",
    "alternating_offers",
    "banzhaf_value",
    "bargaining_range",
    "base_rate",
    "breach",
    "brier_score",
    "compromise",
    "core",
    "crisis_equilibria",
    "crisis_of_types",
    "division",
    "drawn_game",
    "egalitarian_settlement",
    "expected_utility",
    "fact_draws",
    "frontier_of_curve",
    "frontier_of_points",
    "is_balanced",
    "is_contested",
    "is_convex",
    "is_crisis_equilibrium",
    "is_in_core",
    "is_monotone",
    "is_nash_settlement",
    "is_nucleolus",
    "is_prenucleolus",
    "is_quantal_response",
    "is_superadditive",
    "issue",
    "issue_draws",
    "issue_forecasts",
    "issues_of",
    "kalai_smorodinsky_settlement",
    "least_core",
    "linked_game",
    "log_score",
    "murphy_decomposition",
    "myerson_value",
    "nash_in_nash",
    "nash_settlement",
    "nucleolus",
    "pie",
    "prenucleolus",
    "project_network",
    "quantal_response",
    "ranked_probability_score",
    "risky_demand",
    "shapley_value",
    "spherical_score",
    "stated_issue",
    "transit",
    "two_player_game",
    "voting_power",
    "waiting_time",
    "yes_or_no",
]
