"""What is said, how it is read, whether it holds."""

from detente.claims.assumptions import BALANCE, MODEL, STRONGEST, THETAS, cautions
from detente.claims.caveats import caveats
from detente.claims.claim import Argument, Blanks, Claim, Label, Measurement, Unit
from detente.claims.divided import (
    closed_arcs,
    closing_rules,
    divided,
    forecast_issue,
    project_called,
)
from detente.claims.forecast_measures import came_true
from detente.claims.ledger_measures import goods_caveats
from detente.claims.measure import Measure
from detente.claims.measures import MEASURES, measure_called, measurement
from detente.claims.parameter import Parameter
from detente.claims.plain import Plain, plain
from detente.claims.rounding import can_be_rounded_to, roundings
from detente.claims.verdict import (
    Finding,
    Outcome,
    ReadingResult,
    Verdict,
    outcome_of,
    passes,
    refuse_unmeasurable,
    verdict,
)

__all__ = [
    "BALANCE",
    "MEASURES",
    "MODEL",
    "STRONGEST",
    "THETAS",
    "Argument",
    "Blanks",
    "Claim",
    "Finding",
    "Label",
    "Measure",
    "Measurement",
    "Outcome",
    "Parameter",
    "Plain",
    "ReadingResult",
    "Unit",
    "Verdict",
    "came_true",
    "can_be_rounded_to",
    "cautions",
    "caveats",
    "closed_arcs",
    "closing_rules",
    "divided",
    "forecast_issue",
    "goods_caveats",
    "measure_called",
    "measurement",
    "outcome_of",
    "passes",
    "plain",
    "project_called",
    "refuse_unmeasurable",
    "roundings",
    "verdict",
]
