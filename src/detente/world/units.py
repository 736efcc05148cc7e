"""The units that people write facts in, and the few that measures are in.

    amount in the base unit = number as written × factor of its unit

Factors are decimal, and so is the product: 95.8 percent is the share 0.958, and not the number
next to it. Whatever is paid, made or moved in a year is written without the year: USD million.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from types import MappingProxyType

from detente.errors import UnknownLabel

MILE = "1.609344"  # kilometres, by the international agreement of 1959

# Base unit: the units that people write for it, each with its factor.
_SCALES = {
    "USD": {
        "USD": "1",
        "USD thousand": "1e3",
        "USD million": "1e6",
        "USD billion": "1e9",
        "USD trillion": "1e12",
    },
    "share": {"share": "1", "percent": "0.01"},
    "change": {"change": "1", "percent change": "0.01"},
    "ratio": {"ratio": "1"},
    "index": {"index": "1"},
    "score": {"score": "1"},
    "count": {
        "count": "1",
        "thousand": "1e3",
        "million": "1e6",
        "yes/no": "1",
    },
    "persons": {"persons": "1", "thousand persons": "1e3", "million persons": "1e6"},
    "year": {"year": "1"},
    "years": {"years": "1"},
    "months": {"months": "1"},
    "days": {"days": "1"},
    "hours": {"hours": "1"},
    "km": {"km": "1", "m": "0.001", "miles": MILE},
    "tonnes": {"tonnes": "1", "kt": "1e3", "Mt": "1e6", "Gt": "1e9"},
    "barrels": {"barrels": "1", "thousand barrels": "1e3", "million barrels": "1e6"},
    "bcm": {"bcm": "1"},
    "MMBtu": {"MMBtu": "1", "million MMBtu": "1e6"},
    "MMBtu/bcm": {"MMBtu/bcm": "1", "million MMBtu/bcm": "1e6"},
    "MW": {"MW": "1", "GW": "1e3"},
    "TWh": {"TWh": "1", "GWh": "0.001"},
    "USD/month": {"USD/month": "1"},
    "USD/person": {"USD/person": "1"},
    "USD/tonne": {"USD/tonne": "1"},
    "USD/barrel": {"USD/barrel": "1"},
    "USD/MMBtu": {"USD/MMBtu": "1"},
    "USD/MWh": {"USD/MWh": "1"},
    "USD/1000 m3": {"USD/1000 m3": "1"},
    "USD/1000 m3/100 km": {"USD/1000 m3/100 km": "1"},
}

UNITS: Mapping[str, str] = MappingProxyType(
    {name: base for base, scale in _SCALES.items() for name in scale}
)
"""Every unit that a fact may be in, and the base unit that measures give it in."""

_FACTORS = {name: Decimal(factor) for scale in _SCALES.values() for name, factor in scale.items()}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its range, in a base unit.

    Attributes
    ----------
    low, value, high
        NaN, all three, where there is no number.
    unit
        One of the values of :data:`detente.world.UNITS`; empty where there is no number.
    """

    low: float
    value: float
    high: float
    unit: str


def in_base_unit(value: float, unit: str) -> float:
    """A number in one of the :data:`UNITS`, in the base unit of that one.

    Parameters
    ----------
    value
        NaN stays NaN.
    unit
        As in a case file.

    Raises
    ------
    UnknownLabel
        No such unit; says which are near.

    Examples
    --------
    >>> in_base_unit(95.8, "percent"), in_base_unit(2.72, "USD billion")
    (0.958, 2720000000.0)
    """
    if unit not in UNITS:
        raise unknown_unit(unit)
    return float(Decimal(repr(float(value))) * _FACTORS[unit]) if isfinite(value) else value


def unknown_unit(unit: str) -> UnknownLabel:
    """Word the refusal of a unit, with all that are known."""
    near = UnknownLabel.among("unit", unit, [*UNITS])
    return UnknownLabel(f"{near} Known: {', '.join(UNITS)}.")
