"""What an exchange is worth in US dollars a year, from facts in other units.

    worth = Π fact,   as 10 bcm × 700 km × 2 USD/1000 m3/100 km = 140 million USD

The units have to cancel: whatever is not money must stand above a line as often as below one. Money
and quantities are those of one year. The range of a product runs from the product of the lows to
that of the highs, as if all facts were low, or high, at once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isnan, prod
from types import MappingProxyType

from detente.errors import BadInput
from detente.world import Amount, Case, Fact

MONEY = "USD"
UNKNOWN = Amount(float("nan"), float("nan"), float("nan"), "")

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


def usd(low: float, value: float, high: float) -> Amount:
    """US dollars a year, with their range."""
    return Amount(low, value, high, MONEY)


def worth(case: Case, ids: Sequence[str], exchange: str) -> Amount:
    """The product of some facts of a case, in US dollars a year; unknown where there are none.

    Parameters
    ----------
    ids
        Of facts.
    exchange
        Id of the exchange that names them, for refusals.

    Raises
    ------
    UnknownLabel
        The case holds no such fact.
    BadInput
        A fact is no number or below zero, or the units of the product are not US dollars.

    Examples
    --------
    >>> from detente.world import Source
    >>> press = (Source("A press account", "nobody", 2018, "", ""),)
    >>> fee = Fact("fee", "gas", "Fee", 2, 2, 2, "USD/1000 m3/100 km", "2018", press, True)
    >>> gas = Fact("gas", "gas", "Capacity", 10, 10, 12, "bcm", "2018", press, True)
    >>> way = Fact("way", "gas", "Way", 700, 700, 700, "km", "2018", press, True)
    >>> found = worth(Case(("RUS", "PRK"), facts=(fee, gas, way)), ["fee", "gas", "way"], "transit")
    >>> found.low / 1e6, found.high / 1e6
    (140.0, 168.0)
    """
    facts = [case.fact(id) for id in ids]
    if not facts:
        return UNKNOWN
    for fact in facts:
        if isnan(fact.value) or fact.amount.low < 0:
            found = "no number" if isnan(fact.value) else f"{fact.low:g} {fact.unit} at its lowest"
            raise BadInput(
                f"Exchange {exchange}: fact {fact.id} is {found}, and nothing is worth that. Name "
                "facts from zero up, or none where the worth is unknown."
            )
    if _unit(facts) != {MONEY: 1}:
        units = " × ".join(fact.unit for fact in facts)
        raise BadInput(
            f"Exchange {exchange}: {' × '.join(ids)} comes out in {units}, and not in US dollars a "
            "year. Name a fact in money, or a quantity and its price, and whatever else are pure "
            "numbers."
        )
    factor = prod(PARTS[fact.amount.unit][0] for fact in facts)
    low, value, high = (
        factor * prod(getattr(fact.amount, end) for fact in facts)
        for end in ("low", "value", "high")
    )
    return usd(low, value, high)


def _unit(facts: Sequence[Fact]) -> Mapping[str, int]:
    """What a product is measured in: each dimension with its power, and none with power zero."""
    powers: Counter[str] = Counter()
    for fact in facts:
        _, above, below = PARTS.get(fact.amount.unit, (1.0, fact.amount.unit, ""))
        powers.update(above.split())
        powers.subtract(below.split())
    return {dimension: power for dimension, power in powers.items() if power}
