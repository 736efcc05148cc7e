"""What is said, how it is read, whether it holds."""

from detente.claims.assumptions import BALANCE, MODEL, STRONGEST, THETAS, cautions
from detente.claims.caveats import caveats
from detente.claims.claim import Argument, Blanks, Claim, Label, Measurement, Unit
from detente.claims.measure import Measure, Parameter
from detente.claims.measures import MEASURES, measurement
from detente.claims.plain import Plain, plain

__all__ = [
    "BALANCE",
    "MEASURES",
    "MODEL",
    "STRONGEST",
    "THETAS",
    "Argument",
    "Blanks",
    "Claim",
    "Label",
    "Measure",
    "Measurement",
    "Parameter",
    "Plain",
    "Unit",
    "cautions",
    "caveats",
    "measurement",
    "plain",
]
