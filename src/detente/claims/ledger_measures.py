"""What the ledger of a case says: what an exchange is worth, and what one side can give in all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isnan
from typing import get_args

from detente.claims.fact_measures import doubt
from detente.claims.held_rules import held_rules
from detente.claims.measure import Found, Measure
from detente.claims.parameter import Parameter
from detente.errors import MissingData
from detente.exchange import Entry, Ledger, When, ledger
from detente.world import Amount, Case, World

Worlds = Mapping[int, World]

EXCHANGE = Parameter("exchange", "exchange")
GIVER = Parameter("giver", "country")
TAKER = Parameter("taker", "country", required=False)
WHEN = Parameter("when", "choice", choices=get_args(When))


def _value(worlds: Worlds, *, case: Case, exchange: str, when: When) -> Found:
    entry = _drawn(case, tuple(worlds.values())).entry(exchange)
    silent = f"Nobody put a figure on {exchange}, which does not make it nothing."
    return _found(_amount(entry, when), [entry], silent)


def given_sum(
    worlds: Worlds, *, case: Case, giver: str, when: When, taker: str | None = None
) -> Found:
    """What one gives another; unless said otherwise, the other of the pair."""
    to = taker or next(country for country in case.pair[::-1] if country != giver)
    drawn = _drawn(case, tuple(worlds.values()))
    given = drawn.of(giver, to)
    if not given:
        raise MissingData(f"The ledger of {' and '.join(case.pair)} holds nothing of {giver}.")
    left_out = [entry.id for entry in drawn.not_valued(giver, to, when)]
    missing = f"Not valued, and not in the sum: {', '.join(left_out)}."
    silent = f"Nobody put a figure on anything that {giver} gives {to}."
    found = _found(drawn.total(giver, to, when), given, silent)
    return replace(found, notes=(*found.notes, missing)) if left_out else found


def _amount(entry: Entry, when: When) -> Amount:
    return {"before": entry.before, "now": entry.now, "after": entry.after}[when]


def _found(amount: Amount, entries: Sequence[Entry], silent: str) -> Found:
    """Wrap an amount that rests on some entries; says why where nobody knows it."""
    unsure = [entry.id for entry in entries if entry.known == "from memory"]
    return Found(
        value=amount.value,
        year=None,
        sources=tuple(dict.fromkeys(source for entry in entries for source in entry.sources)),
        low=amount.low,
        high=amount.high,
        notes=(
            *([silent] if isnan(amount.value) else []),
            *dict.fromkeys(note for entry in entries for note in entry.notes),
            *doubt(unsure),
        ),
    )


@lru_cache(maxsize=4)
def _drawn(case: Case, worlds: tuple[World, ...]) -> Ledger:
    """The ledger of a case, remembered: one case asks about it many times."""
    return ledger({world.year: world for world in worlds}, case, [*map(held_rules, case.pair)])


LEDGER_MEASURES = (
    Measure(
        "ledger.value",
        "What an exchange of the case, or goods of a section, as goods.3.RUS, are worth a year, "
        "before or after the rules, or now.",
        (EXCHANGE, WHEN),
        "USD",
        "What would be paid for it in a year: of goods, what was paid in the newest year that "
        "records sections; of all else, the product of the case's figures. After the rules, what "
        "those of the day leave of that.",
        _value,
        case="needed",
    ),
    Measure(
        "ledger.sum",
        "What all that one country gives the other is worth a year, as far as it is known.",
        (GIVER, WHEN, TAKER),
        "USD",
        "Goods as last recorded by section, and the exchanges of the case: the low end takes all "
        "at their lowest at once, the high end all at their highest.",
        given_sum,
        case="needed",
    ),
)
