"""A question in, Claims out."""

from detente.claims import (
    MEASURES,
    Measure,
    Measurement,
    ReadingResult,
    Verdict,
    measure_called,
    measurement,
    plain,
    refuse_unmeasurable,
)
from detente.study.backtest import Backtest, Foretold, rules_backtest
from detente.study.backtest_told import backtest_claims, plain_backtest
from detente.study.check import (
    OUTCOMES,
    answers_yes_or_no,
    checked,
    plain_verdicts,
    rounds_to,
)
from detente.study.check_draws import (
    ReadingDraws,
    VerdictDraws,
    drawn_verdicts,
    plain_drawn_verdicts,
)
from detente.study.check_told import verdict_claims
from detente.study.drawn_exchanges import plain_drawn_ledger
from detente.study.draws import SEED, Draws
from detente.study.draws_told import drawn_claims
from detente.study.ensemble import Pool, chunks, cluster, ensemble, processes
from detente.study.forecasts import forecast_claims
from detente.study.ledger import ledger_claims, pair_ledger, plain_ledger
from detente.study.left_by_rules import LeftByRules, left_by_rules, rules_scenario
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
from detente.study.positions import position_claims
from detente.study.products import plain_products, plain_reports, product_trade
from detente.study.rules import plain_status, plain_timeline, rules_on
from detente.study.scenario import ScenarioOutcome, ScenarioResults, scenario_results
from detente.study.severance_map import EverySeverance, every_severance, plain_severances
from detente.study.shock import equilibrium_by_sector, shock_of
from detente.study.signal import signal_claims
from detente.study.spread import Driver, Spread, spread, with_draws
from detente.study.sweep import Sweep, scenario_table, sweep
from detente.study.transit import transit_claims
from detente.study.validity import refuse_unanswerable

__all__ = [
    "MEASURES",
    "OUTCOMES",
    "SEED",
    "Backtest",
    "Draws",
    "Driver",
    "EverySeverance",
    "Foretold",
    "LeftByRules",
    "Measure",
    "Measurement",
    "Pool",
    "Ranged",
    "ReadingDraws",
    "ReadingResult",
    "Runs",
    "ScenarioOutcome",
    "ScenarioResults",
    "Spread",
    "Sweep",
    "Terms",
    "Verdict",
    "VerdictDraws",
    "answers_yes_or_no",
    "backtest_claims",
    "checked",
    "chunks",
    "cluster",
    "coalition_runs",
    "diverted",
    "drawn_claims",
    "drawn_verdicts",
    "ensemble",
    "equilibrium_by_sector",
    "every_severance",
    "forecast_claims",
    "left_by_rules",
    "ledger_claims",
    "leverage_runs",
    "measure_called",
    "measurement",
    "pair_claims",
    "pair_ledger",
    "plain",
    "plain_backtest",
    "plain_coalition",
    "plain_drawn_ledger",
    "plain_drawn_verdicts",
    "plain_ledger",
    "plain_leverage",
    "plain_products",
    "plain_reports",
    "plain_severances",
    "plain_status",
    "plain_timeline",
    "plain_verdicts",
    "position_claims",
    "processes",
    "product_trade",
    "refuse_unanswerable",
    "refuse_unmeasurable",
    "rules_backtest",
    "rounds_to",
    "rules_on",
    "rules_scenario",
    "scenario_results",
    "scenario_table",
    "severed",
    "shock_of",
    "signal_claims",
    "spread",
    "sweep",
    "transit_claims",
    "verdict_claims",
    "with_draws",
]
