"""What two countries can offer each other, drawn: facts, records, and how the rules are read.

Where the rules leave something open, each draw reads them one way: strictly, so that nothing is
left; leniently, so that all is; and most often so that what there is now stays, or nothing where
what it needs is banned. The part of a section of goods that they ban lies anywhere in its range.
"""

from collections.abc import Callable, Mapping
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.bargain import nash_settlement, pie
from detente.claims import Argument, measurement
from detente.exchange import Entry, Ledger, When, capped_facts, product
from detente.study.draws import Draws
from detente.study.ledger import SUMS, WHEN, pair_ledger, plain_ledger

Numbers = NDArray[np.float64]
ENDS = ("low", "value", "high")


def _ledger(draws: Draws) -> Ledger:
    return draws.kept("ledger", lambda: pair_ledger(draws.worlds, draws.case))


def _value(draws: Draws, *, exchange: str, when: When) -> Numbers:
    """What one entry is worth."""
    drawn = _ledger(draws)
    return _worth(draws, drawn, drawn.entry(exchange), when)


def _given_sum(draws: Draws, *, giver: str, when: When, taker: str = "") -> Numbers:
    """What all that one gives another is worth, as far as it is known."""
    drawn = _ledger(draws)
    to = taker or next(country for country in draws.case.pair[::-1] if country != giver)
    counted = [e for e in drawn.of(giver, to) if e.is_counted]
    if when == "now":
        counted = [e for e in counted if not e.is_goods]
    known = [_worth(draws, drawn, e, when) for e in counted if not isnan(getattr(e, when).value)]
    if when == "now" and not isnan(traded := drawn.goods(giver, to, "now").value):
        known.append(traded * draws.flow(drawn.trade_year or 0, giver, to))
    return np.sum(known, axis=0) if known else np.full(draws.number, np.nan)


def _worth(draws: Draws, drawn: Ledger, entry: Entry, when: When) -> Numbers:
    if not entry.is_goods:
        return _of_facts(draws, entry, when)
    central = getattr(entry, when)
    if isnan(central.value) or not entry.before.value:
        return np.full(draws.number, central.value)
    low, likeliest, high = (getattr(central, end) / entry.before.value for end in ENDS)
    part = draws.between(f"rules.{entry.id}", (low, likeliest, high))  # all of it, before the rules
    factor = draws.flow(drawn.goods_year or 0, entry.giver, entry.taker)
    return np.asarray(entry.before.value * factor * part)


def _of_facts(draws: Draws, entry: Entry, when: When) -> Numbers:
    """As :func:`detente.exchange.left_by_rules`, one number a draw."""
    exchange = next(each for each in draws.case.exchanges if each.id == entry.id)
    worth, now = (_product(draws, ids) for ids in (exchange.value, exchange.now))
    outcome = entry.outcome
    if when != "after" or outcome in (None, "free", "exempt"):
        return now if when == "now" else worth
    if outcome == "banned":
        return np.zeros(draws.number)
    (found,) = entry.statuses
    if outcome == "conditional" and found.deadline is not None:
        return now
    caps = [worth * most / draws.fact(id) for id, most in capped_facts(found, exchange, draws.case)]
    most = np.minimum.reduce([worth, *caps])
    likeliest = np.zeros(draws.number) if outcome == "unnamed" else np.minimum(now, most)
    return draws.reading(f"rules.{exchange.category}", 0.0, likeliest, most)


def _product(draws: Draws, ids: tuple[str, ...]) -> Numbers:
    if not ids:
        return np.full(draws.number, np.nan)
    facts = product([draws.case.fact(id) for id in ids])
    return np.asarray(facts.at({id: draws.fact(id) for id in ids}))


def _rules_left(draws: Draws, *, category: str, **asked: Argument) -> Numbers:
    """What the rules leave of a category, read one of the ways that they leave open."""
    args = {"category": category, **asked}
    left = measurement(draws.worlds, "rules.left", args, draws.case)
    return draws.reading(f"rules.{category}", left.low, left.value, left.high)


def _signal_shift(draws: Draws, *, of: str, reading: str) -> Numbers:
    """What the other of the pair pays adds to a settlement with a third; NaN if it is all of it."""
    stake = measurement(draws.worlds, "signal.stake", {"of": of}, draws.case).value
    paid = _given_sum(draws, giver=of, when="after")
    is_settled = paid < stake
    has = np.stack([np.zeros(draws.number), np.where(is_settled, paid, 0.0)], axis=-1)
    cake = pie(stake)
    moved = (
        nash_settlement(cake, disagreement=has)
        if reading == "meanwhile"
        else nash_settlement(cake, outside_options=has)
    )
    gained = moved.payoffs[:, 1] - nash_settlement(cake).payoffs[1]
    return np.where(is_settled, gained, np.nan)


EXCHANGES_DRAWN: Mapping[str, Callable[..., Numbers]] = {
    "ledger.value": _value,
    "ledger.sum": _given_sum,
    "rules.left": _rules_left,
    "signal.shift": _signal_shift,
}


def plain_drawn_ledger(draws: Draws) -> dict[str, Any]:
    """A ledger as :func:`detente.study.plain_ledger` gives it, with the ranges of the draws."""
    drawn = _ledger(draws)
    plain = plain_ledger(drawn)
    for side in plain["sides"]:
        way = side["giver"], side["taker"]
        entries = drawn.of(*way)
        for told, entry in zip(side["entries"], entries, strict=True):
            for when in WHEN:
                told[when] = _ranged(told[when], _worth(draws, drawn, entry, when))
        for when in WHEN:
            goods = [_worth(draws, drawn, e, when) for e in entries if e.is_goods]
            side["goods"][when] = _ranged(side["goods"][when], np.nansum(goods, axis=0))
            given = _given_sum(draws, giver=way[0], taker=way[1], when=when)
            side["total"][when] = _ranged(side["total"][when], given)
    rest = [note for note in plain["notes"] if note != SUMS]
    told_of = f"Ranges hold nine in ten of {draws.number:,} draws (seed {draws.seed}), or more."
    return {**plain, "notes": [told_of, *rest], "draws": draws.plain()}


def _ranged(amount: Mapping[str, float | None], answers: Numbers) -> dict[str, float | None]:
    """An amount with the ends between which nine in ten answers lie; as it was, if unknown."""
    value = amount["value"]
    if value is None or not np.isfinite(answers).all():
        return dict(amount)
    low, high = np.quantile(answers, (0.05, 0.95)).tolist()
    return {"value": value, "low": min(low, value), "high": max(high, value)}
