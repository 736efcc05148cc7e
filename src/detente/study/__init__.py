"""A question in, Claims out."""

from detente.claims import MEASURES, Measure, measurement
from detente.study.pair import pair_claims, severed

__all__ = ["MEASURES", "Measure", "measurement", "pair_claims", "severed"]
