"""What facts come to when they are multiplied, and what that is measured in.

    product = Π fact,   as 10 bcm × 700 km × 2 USD/1000 m3/100 km = 140 million USD

Whatever stands above a line as often as below one cancels. Money and quantities are those of one
year.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from types import MappingProxyType
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from detente.world import UNITS, Fact

# Base unit: a factor, and what stands above and below the line. Pure numbers, and heads, have
# neither. A unit that is not here cannot be part of a product.
PARTS: Mapping[str, tuple[float, str, str]] = MappingProxyType(
    {
        "USD": (1.0, "USD", ""),
        "share": (1.0, "", ""),
        "ratio": (1.0, "", ""),
        "count": (1.0, "", ""),
        "persons": (1.0, "", ""),
        "USD/person": (1.0, "USD", ""),
        "USD/month": (12.0, "USD", ""),  # a year of it
        "tonnes": (1.0, "tonnes", ""),
        "USD/tonne": (1.0, "USD", "tonnes"),
        "barrels": (1.0, "barrels", ""),
        "USD/barrel": (1.0, "USD", "barrels"),
        "MMBtu": (1.0, "MMBtu", ""),
        "MMBtu/bcm": (1.0, "MMBtu", "bcm"),
        "USD/MMBtu": (1.0, "USD", "MMBtu"),
        "bcm": (1.0, "bcm", ""),
        "km": (1.0, "km", ""),
        "USD/1000 m3": (1e6, "USD", "bcm"),
        "USD/1000 m3/100 km": (1e4, "USD", "bcm km"),
        "TWh": (1.0, "TWh", ""),
        "USD/MWh": (1e6, "USD", "TWh"),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Some facts, multiplied.

    Attributes
    ----------
    factor
        What the product of their figures is multiplied by, to come out in whole US dollars.
    unit
        Each dimension with its power, and none with power zero: bcm × USD/bcm is USD.
    """

    facts: tuple[Fact, ...]
    factor: float
    unit: Mapping[str, int]

    @property
    def units(self) -> str:
        """The units as they were written."""
        return " × ".join(fact.unit for fact in self.facts)

    @overload
    def at(self, values: Mapping[str, float]) -> float: ...
    @overload
    def at(self, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]: ...
    def at(self, values: Mapping[str, Any]) -> Any:
        """Its number where facts have some values, in their base units; else their own.

        One number, or one a draw where values are draws.
        """
        given = ((fact, values.get(fact.id)) for fact in self.facts)
        own = (fact.amount.value if value is None else value for fact, value in given)
        return self.factor * prod(own)


def product(facts: Sequence[Fact]) -> Product:
    """Multiply facts.

    Examples
    --------
    >>> from detente.world import Source
    >>> press = (Source("A press account", "nobody", 2018, "", ""),)
    >>> fee = Fact("fee", "gas", "Fee", 2, 2, 2, "USD/1000 m3/100 km", "2018", press, True)
    >>> way = Fact("way", "gas", "Way", 700, 700, 700, "km", "2018", press, True)
    >>> product([fee, way]).unit, product([fee, way]).at({"way": 1000})
    ({'USD': 1, 'bcm': -1}, 20000000.0)
    """
    factor, left = _cancelled(tuple(UNITS.get(fact.unit, "") for fact in facts))
    return Product(tuple(facts), factor, dict(left))


@lru_cache(maxsize=256)
def _cancelled(units: tuple[str, ...]) -> tuple[float, Mapping[str, int]]:
    """The factor of some units together, and what is left of them; draws ask a thousand times."""
    factor, powers = 1.0, Counter[str]()
    for unit in units:
        scale, above, below = PARTS.get(unit, (1.0, unit, ""))
        factor *= scale
        powers.update(above.split())
        powers.subtract(below.split())
    return factor, {dimension: power for dimension, power in powers.items() if power}
