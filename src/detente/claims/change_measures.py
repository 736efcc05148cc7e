"""How trade between two countries changed from one year to another.

The years are always named: the shipped Worlds are years apart, and some count re-exports.
"""

from collections.abc import Mapping
from math import isnan

from detente.claims.measure import Found, Measure
from detente.claims.parameter import OF, PARTNER, A, B, Parameter
from detente.claims.trade_measures import AS_GIVEN, DIRECTION, TRADE_MEASURES
from detente.errors import BadInput
from detente.world import World

Worlds = Mapping[int, World]

FIRST, LAST = Parameter("first", "year"), Parameter("last", "year")
NO_ANSWER = (float("nan"), float("nan"), float("nan"))
BY_NAME = {measure.name: measure.function for measure in TRADE_MEASURES}


def _growth(worlds: Worlds, *, first: int, last: int, **pair: str) -> Found:
    """Relative change; the range runs from the least end over the most start to the reverse."""
    start, end = _both("trade.two_way", worlds, first, last, **pair)
    (a, b), (c, d) = _range(start), _range(end)
    if a == 0:
        return _found(start, end, NO_ANSWER, f"No growth from {first}: there was no trade then.")
    return _found(start, end, (c / b - 1, end.value / start.value - 1, d / a - 1))


def _share_change(worlds: Worlds, *, first: int, last: int, **asked: str) -> Found:
    """Share at the end less share at the start."""
    start, end = _both("trade.share", worlds, first, last, **asked)
    (a, b), (c, d) = _range(start), _range(end)
    return _found(start, end, (c - b, end.value - start.value, d - a))


def _both(name: str, worlds: Worlds, first: int, last: int, **asked: str) -> tuple[Found, Found]:
    """One measure in two years."""
    if not first < last:
        raise BadInput(f"{name} from {first} to {last} is no stretch of years. Name two, in order.")
    start, end = (BY_NAME[name](worlds, year=year, **asked) for year in (first, last))
    return start, end


def _range(of: Found) -> tuple[float, float]:
    return (of.value, of.value) if isnan(of.low) else (of.low, of.high)


def _found(start: Found, end: Found, ranged: tuple[float, float, float], why: str = "") -> Found:
    low, value, high = ranged
    return Found(
        value=value,
        year=end.year,
        sources=tuple(dict.fromkeys((*start.sources, *end.sources))),
        low=low,
        high=high,
        notes=tuple(dict.fromkeys((*filter(None, [why]), *start.notes, *end.notes))),
    )


CHANGE_MEASURES = (
    Measure(
        "trade.growth",
        "Change in the goods that two countries sell each other, from one year to another.",
        (A, B, FIRST, LAST),
        "change",
        f"Recorded goods trade both ways in the last year over the first, less 1, {AS_GIVEN}; in "
        "current dollars.",
        _growth,
    ),
    Measure(
        "trade.share_change",
        "Change in the share of a partner in a country's trade, from one year to another.",
        (OF, PARTNER, DIRECTION, FIRST, LAST),
        "points",
        f"Share in the last year less share in the first, {AS_GIVEN}.",
        _share_change,
    ),
)
