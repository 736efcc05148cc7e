"""A question in, Claims out."""

from detente.claims import MEASURES, Measure, Measurement, measurement, plain
from detente.study.pair import diverted, pair_claims, severed

__all__ = [
    "MEASURES",
    "Measure",
    "Measurement",
    "diverted",
    "measurement",
    "pair_claims",
    "plain",
    "severed",
]
