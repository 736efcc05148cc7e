"""What is said, how it is read, whether it holds."""

from detente.claims.claim import Argument, Blanks, Claim, Label, Measurement, Unit
from detente.claims.measure import Measure, Parameter
from detente.claims.measures import MEASURES, measurement

__all__ = [
    "MEASURES",
    "Argument",
    "Blanks",
    "Claim",
    "Label",
    "Measure",
    "Measurement",
    "Parameter",
    "Unit",
    "measurement",
]
