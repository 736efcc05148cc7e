"""What a Case puts on the table besides goods, under the rules of a day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from detente.errors import BadInput, UnknownLabel
from detente.exchange.entry import Entry
from detente.exchange.left import UNCAPPED, left_by_rules
from detente.exchange.worth import usd, worth
from detente.rules import Direction, Rules, Status, status
from detente.world import UNITS, Amount, Case, Exchange, in_base_unit

ENDS = ("low", "value", "high")
A_YEAR = re.compile(r"/yr| or | per ")  # what follows the unit of a cap


def entry_of(exchange: Exchange, case: Case, rules: Sequence[Rules], day: date | None) -> Entry:
    """Put one exchange of a case into the ledger.

    Raises
    ------
    UnknownLabel
        A fact or a category that is not known.
    BadInput
        Facts whose product is not in US dollars; a category of rules that are held on neither
        side, or of something that goes the other way.
    """
    before = worth(case, exchange.value, exchange.id)
    now = worth(case, exchange.now, exchange.id)
    found = _status(exchange, rules, day) if exchange.category and day else None
    after, cap = before, UNCAPPED
    if found is not None:
        cap = _cap(found, exchange, case, before)
        runs_on = found.deadline is not None
        after = left_by_rules(found.outcome, before, now, cap=cap, is_running_on=runs_on)
    figures = dict.fromkeys(case.fact(id) for id in (*exchange.value, *exchange.now))
    evidence = [fact for id in exchange.evidence if (fact := case.fact(id)) not in figures]
    facts = (*figures, *evidence)
    return Entry(
        id=exchange.id,
        what=exchange.what,
        sector=exchange.sector,
        giver=exchange.giver,
        taker=exchange.taker,
        before=before,
        now=now,
        after=after,
        known="checked" if all(fact.checked for fact in facts) else "from memory",
        outcome=found.outcome if found else None,
        statuses=(found,) if found else (),
        others=exchange.others,
        figures=tuple(figures),
        evidence=tuple(evidence),
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
        notes=_notes(exchange, found, cap),
    )


def _status(exchange: Exchange, rules: Sequence[Rules], day: date) -> Status:
    """What the rules on one of the two leave of the category that an exchange falls under."""
    sides = (exchange.giver, exchange.taker)
    held = [each for each in rules if each.target in sides and each.rules]
    if not held:
        raise BadInput(
            f"Exchange {exchange.id} falls under {exchange.category}, but no rules on "
            f"{' or '.join(sides)} are held, so none can bear on it. Leave the category out."
        )
    on = next((r for r in held if exchange.category in {c.name for c in r.categories}), held[0])
    partner = next(side for side in sides if side != on.target)
    direction = _direction(exchange, on)
    return status(on, exchange.category, direction, day, partner=partner)


def _direction(exchange: Exchange, rules: Rules) -> Direction:
    """Which way it goes, as seen from the target; goods that go the other way are refused."""
    try:
        possible = rules.category(exchange.category).directions
    except UnknownLabel as unknown:
        raise UnknownLabel(f"Exchange {exchange.id}: {unknown}") from unknown
    side: Direction = "export" if exchange.giver == rules.target else "import"
    if side in possible:
        return side
    if {"export", "import"} & {*possible}:
        raise BadInput(
            f"Exchange {exchange.id}: {exchange.category} is {possible[0]}, seen from "
            f"{rules.target}, and here {exchange.giver} gives to {exchange.taker}. Swap the two, "
            "or name another category."
        )
    return possible[0]


def capped_facts(found: Status, exchange: Exchange, case: Case) -> Iterator[tuple[str, float]]:
    """The facts behind a worth that a cap is on: id, and the most allowed, in its base unit."""
    for amount, unit in found.caps:
        name = A_YEAR.split(unit)[0]
        if amount is not None and name in UNITS:
            most = in_base_unit(amount, name)
            alike = (id for id in exchange.value if case.fact(id).amount.unit == UNITS[name])
            yield from ((id, most) for id in alike)


def _cap(found: Status, exchange: Exchange, case: Case, before: Amount) -> Amount:
    """What may change hands at most, at the prices behind its worth: the tightest of the caps."""
    caps = [
        usd(*(_at_price(most, getattr(case.fact(id).amount, e), getattr(before, e)) for e in ENDS))
        for id, most in capped_facts(found, exchange, case)
    ]
    return min(caps, key=lambda cap: cap.high, default=UNCAPPED)


def _notes(exchange: Exchange, found: Status | None, cap: Amount) -> tuple[str, ...]:
    if found is None or found.outcome != "capped" or cap is not UNCAPPED:
        return ()
    return (
        f"The cap on {exchange.id} could not be priced, since no fact behind its worth is in the "
        "unit of the cap.",
    )


def _at_price(most: float, quantity: float, worth: float) -> float:
    return worth * most / quantity if quantity else UNCAPPED.high
