"""What an exchange is worth in US dollars a year, from facts in other units.

    worth = Π fact,   as 10 bcm × 700 km × 2 USD/1000 m3/100 km = 140 million USD

The units have to cancel: whatever is not money must stand above a line as often as below one. Money
and quantities are those of one year. The range of a product runs from the product of the lows to
that of the highs, as if all facts were low, or high, at once.
"""

from collections.abc import Sequence
from math import isnan

from detente.errors import BadInput
from detente.exchange.product import product
from detente.world import Amount, Case

MONEY = "USD"
UNKNOWN = Amount(float("nan"), float("nan"), float("nan"), "")


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
    >>> from detente.world import Fact, Source
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
    together = product(facts)
    if together.unit != {MONEY: 1}:
        raise BadInput(
            f"Exchange {exchange}: {' × '.join(ids)} comes out in {together.units}, and not in US "
            "dollars a year. Name a fact in money, or a quantity and its price, and whatever else "
            "are pure numbers."
        )
    low, value, high = (
        together.at({fact.id: getattr(fact.amount, end) for fact in facts})
        for end in ("low", "value", "high")
    )
    return usd(low, value, high)
