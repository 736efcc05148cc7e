"""A question in, Claims out."""

from detente.claims import MEASURES, Measure, Measurement, measurement, plain
from detente.study.leverage import (
    Ranged,
    Runs,
    Terms,
    coalition_runs,
    leverage_runs,
    plain_coalition,
    plain_leverage,
)
from detente.study.pair import diverted, pair_claims, severed
from detente.study.rules import plain_status, plain_timeline, rules_on
from detente.study.scenario import ScenarioOutcome, ScenarioResults, scenario_results
from detente.study.severance_map import EverySeverance, every_severance, plain_severances
from detente.study.shock import equilibrium_by_sector, shock_of

__all__ = [
    "MEASURES",
    "EverySeverance",
    "Measure",
    "Measurement",
    "Ranged",
    "Runs",
    "ScenarioOutcome",
    "ScenarioResults",
    "Terms",
    "coalition_runs",
    "diverted",
    "equilibrium_by_sector",
    "every_severance",
    "leverage_runs",
    "measurement",
    "pair_claims",
    "plain",
    "plain_coalition",
    "plain_leverage",
    "plain_severances",
    "plain_status",
    "plain_timeline",
    "rules_on",
    "scenario_results",
    "severed",
    "shock_of",
]
