"""What is said, how it is read, whether it holds."""

from detente.claims.assumptions import BALANCE, MODEL, STRONGEST, THETAS, cautions
from detente.claims.caveats import caveats
from detente.claims.claim import Argument, Blanks, Claim, Label, Measurement, Unit
from detente.claims.measure import Measure
from detente.claims.measures import MEASURES, measure_called, measurement
from detente.claims.parameter import Parameter
from detente.claims.plain import Plain, plain
from detente.claims.rounding import can_be_rounded_to
from detente.claims.verdict import (
    Finding,
    Outcome,
    ReadingResult,
    Verdict,
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
    "can_be_rounded_to",
    "cautions",
    "caveats",
    "measure_called",
    "measurement",
    "plain",
    "refuse_unmeasurable",
    "verdict",
]
