"""What the ledger of a case says: what an exchange is worth, and what one side can give in all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from math import isnan
from typing import get_args

from detente.claims.caveats import caveats
from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import Parameter
from detente.claims.rule_measures import rule_sources
from detente.errors import MissingData
from detente.exchange import Entry, Ledger, When, ledger
from detente.rules import rules_on
from detente.world import Amount, Case, World

Worlds = Mapping[int, World]

EXCHANGE = Parameter("exchange", "exchange")
GIVER = Parameter("giver", "country")
TAKER = Parameter("taker", "country", required=False)
WHEN = Parameter("when", "choice", choices=get_args(When))


def _value(worlds: Worlds, *, case: Case, exchange: str, when: When) -> Found:
    drawn = _drawn(case, tuple(worlds.values()))
    entry = drawn.entry(exchange)
    silent = f"Nobody put a figure on {exchange}, which does not make it nothing."
    found = _found(_amount(entry, when), [entry], silent, when)
    about = goods_caveats(worlds, drawn) if entry.is_goods else ()
    return replace(found, notes=(*found.notes, *about))


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
    found = _found(drawn.total(giver, to, when), behind_sum(given, when), silent, when)
    sold = (
        worlds[drawn.trade_year].sources_of("flows") if when == "now" and drawn.trade_year else ()
    )
    return replace(
        found,
        sources=tuple(dict.fromkeys((*sold, *found.sources))) or drawn.sources,
        notes=(
            *found.notes,
            *([missing] if left_out else []),
            *goods_caveats(worlds, drawn),
        ),
    )


def behind_sum(given: Sequence[Entry], when: When) -> list[Entry]:
    """What makes a sum as large as it is: what adds to it, and what rules took off it."""
    whens: tuple[When, ...] = ("before", "after") if when == "after" else (when,)
    return [e for e in given if e.is_counted and any(_amount(e, w).high > 0 for w in whens)]


def goods_caveats(worlds: Worlds, drawn: Ledger) -> tuple[str, ...]:
    """What a careful reader must know of the records of goods that a ledger was drawn from."""
    by_section = (drawn.goods_year, "sector_flows"), (drawn.trade_year, "flows")
    told = [caveats(worlds[year], drawn.pair, table) for year, table in by_section if year]
    return tuple(dict.fromkeys(note for notes in told for note in notes))


def _amount(entry: Entry, when: When) -> Amount:
    return {"before": entry.before, "now": entry.now, "after": entry.after}[when]


def _found(amount: Amount, entries: Sequence[Entry], silent: str, when: When) -> Found:
    """Wrap an amount that rests on some entries; says why where nobody knows it."""
    lowered = [e for e in entries if when == "after" and e.after != e.before]
    rules = dict.fromkeys(rule for entry in lowered for rule in entry.binding)
    unsure = [entry.id for entry in entries if entry.known == "from memory"]
    unsure += [str(rule) for rule in rules if not rule.measure_verified]
    said = chain(*(entry.sources for entry in entries), rule_sources(rules))
    return Found(
        value=amount.value,
        year=None,
        sources=tuple(dict.fromkeys(said)),
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
    return ledger({world.year: world for world in worlds}, case, [*map(rules_on, case.pair)])


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
