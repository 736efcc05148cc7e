"""What a case says: one dated figure, or one as a multiple of another.

A figure is measured in the base unit of its own unit: 95.8 percent is a share of 0.958. Its range
is the one that the case gives.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from detente.claims.claim import Unit
from detente.claims.measure import Found, Measure
from detente.claims.parameter import Parameter
from detente.errors import BadInput
from detente.world import Amount, Case, Fact, World

Worlds = Mapping[int, World]

FACT = Parameter("fact", "fact")
OF, TO, BY, OVER = (Parameter(name, "fact") for name in ("of", "to", "by", "over"))
NOTHING = Amount(float("nan"), float("nan"), float("nan"), "")


def _value(worlds: Worlds, *, case: Case, fact: str) -> Found:
    return _found(case.fact(fact).amount, [case.fact(fact)])


def _ratio(worlds: Worlds, *, case: Case, of: str, to: str) -> Found:
    above, below = case.fact(of), case.fact(to)
    return _found(_quotient("fact.ratio", above, below), [above, below], _nothing(below))


def _share(worlds: Worlds, *, case: Case, of: str, to: str) -> Found:
    above, below = case.fact(of), case.fact(to)
    return _found(_quotient("fact.share", above, below), [above, below], _nothing(below))


def _scaled(worlds: Worlds, *, case: Case, of: str, by: str, over: str) -> Found:
    fact, above, below = (case.fact(id) for id in (of, by, over))
    scale = _quotient("fact.scaled", above, below)
    return _found(_product(fact.amount, scale), [fact, above, below], _nothing(below))


def _quotient(measure: str, above: Fact, below: Fact) -> Amount:
    """One range over another that does not hold zero: the ends are among those of the corners."""
    a, b = above.amount, below.amount
    if a.unit and b.unit and a.unit != b.unit:
        raise BadInput(
            f"{measure}: {above.id} is in {a.unit} and {below.id} in {b.unit}. "
            "Only two figures in the same unit make a ratio."
        )
    if not (a.unit and b.unit) or _nothing(below):
        return NOTHING
    corners = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Amount(min(corners), a.value / b.value, max(corners), "ratio")


def _product(a: Amount, b: Amount) -> Amount:
    """One range times another, in the unit of the one."""
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Amount(min(corners), a.value * b.value, max(corners), a.unit)


def _nothing(below: Fact) -> str:
    """Why nothing can be divided by a figure; empty where it can."""
    is_nothing = below.amount.low <= 0 <= below.amount.high
    return f"No ratio to {below.id}: it is, or may be, nothing." if is_nothing else ""


def _found(amount: Amount, facts: Iterable[Fact], why: str = "") -> Found:
    """Wrap an amount that some facts give, and say what they say."""
    facts = tuple(facts)
    silent = (f"{fact.id} states no number." for fact in facts if not fact.amount.unit)
    years = {_year(fact) for fact in facts}
    return Found(
        value=amount.value,
        year=years.pop() if len(years) == 1 else None,
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
        low=amount.low,
        high=amount.high,
        notes=(
            *filter(None, [why]),
            *silent,
            *(f"{fact.id} ({fact.when}): {fact.statement}" for fact in facts),
            *doubt(fact.id for fact in facts if not fact.checked),
        ),
        unit=cast(Unit, amount.unit) if amount.unit else None,
    )


def _year(fact: Fact) -> int | None:
    """The year that a fact describes; None where it describes several."""
    return None if "/" in fact.when else int(fact.when[:4])


def doubt(what: Iterable[str]) -> tuple[str, ...]:
    """Say which of the figures nobody saw in a published text.

    Examples
    --------
    >>> doubt(["T005", "T006"])
    ('From memory or unconfirmed: T005, T006.',)
    >>> doubt([])
    ()
    """
    listed = ", ".join(what)
    return (f"From memory or unconfirmed: {listed}.",) if listed else ()


FACT_MEASURES = (
    Measure(
        "fact.value",
        "A dated figure that the case gives, with its range.",
        (FACT,),
        None,
        "As published, in the unit that the number bears.",
        _value,
        case="needed",
    ),
    Measure(
        "fact.ratio",
        "One figure of the case as a multiple of another in the same unit.",
        (OF, TO),
        "ratio",
        "The one over the other; the range runs over every pair of values in their ranges.",
        _ratio,
        case="needed",
    ),
    Measure(
        "fact.share",
        "One figure of the case as a share of another in the same unit.",
        (OF, TO),
        "share",
        "The one over the other; the range runs over every pair of values in their ranges.",
        _share,
        case="needed",
    ),
    Measure(
        "fact.scaled",
        "A figure of the case, taken to have changed as another did.",
        (OF, BY, OVER),
        None,
        "The figure times a second over a third, which share a unit; the range runs over every "
        "triple of values in their ranges.",
        _scaled,
        case="needed",
    ),
)
