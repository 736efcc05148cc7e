"""Trade and facts, drawn: the arithmetic of the measures, with one number a draw.

A recorded flow is multiplied by what the habits of its seller and its buyer, and this link alone,
may have made of it. Where a second table fills gaps of the source, each draw lies somewhere between
the two.
"""

from collections.abc import Callable, Mapping
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from detente.study.draws import Draws
from detente.trade import Direction

Numbers = NDArray[np.float64]
Drawn = Callable[..., Numbers]
EXPORTS: Direction = "exports"
IMPORTS: Direction = "imports"


def _flow(draws: Draws, *, exporter: str, importer: str, year: int, sector: str = "") -> Numbers:
    """Goods that one sells another, in all or of one section."""
    world, pair = draws.worlds[year], (exporter, importer)
    factor = draws.flow(year, *pair)
    if sector:
        return world.value("sector_flows", *pair, sector) * factor
    given = world.value("flows", *pair)
    filled = world.value("model_flows", *pair) if world.holds("model_flows") else given
    return draws.between(f"filled.{year}", (given, given, max(given, filled))) * factor


def partners(draws: Draws, year: int, of: str, direction: Direction = "both") -> Numbers:
    """Draw × partner: recorded trade of one country with each other; NaN without a record."""
    key = ("partners", year, of, direction)
    return draws.kept(key, lambda: _partners(draws, year, of, direction))


def _partners(draws: Draws, year: int, of: str, direction: Direction) -> Numbers:
    if direction == "both":
        sold, bought = (partners(draws, year, of, way) for way in (EXPORTS, IMPORTS))
        both = np.nan_to_num(sold) + np.nan_to_num(bought)
        both[np.isnan(sold) & np.isnan(bought)] = np.nan
        return np.asarray(both)
    world = draws.worlds[year]
    found = np.full((draws.number, len(world.countries)), np.nan)
    for place, other in enumerate(world.countries):
        way = (of, other) if direction == EXPORTS else (other, of)
        if other != of and not np.isnan(world.value("flows", *way)):
            found[:, place] = _flow(draws, exporter=way[0], importer=way[1], year=year)
    return found


def _two_way(draws: Draws, *, a: str, b: str, year: int) -> Numbers:
    return partners(draws, year, a)[:, draws.worlds[year].row(b)]


def _total(draws: Draws, *, of: str, direction: Direction, year: int) -> Numbers:
    return np.asarray(np.nansum(partners(draws, year, of, direction), axis=1))


def _share(draws: Draws, *, of: str, partner: str, direction: Direction, year: int) -> Numbers:
    trade = partners(draws, year, of, direction)
    return np.asarray(trade[:, draws.worlds[year].row(partner)] / np.nansum(trade, axis=1))


def _partner_rank(
    draws: Draws, *, of: str, partner: str, direction: Direction, year: int
) -> Numbers:
    trade = partners(draws, year, of, direction)
    own = trade[:, draws.worlds[year].row(partner), None]
    return np.where(np.isnan(own[:, 0]), np.nan, 1.0 + (trade > own).sum(axis=1))


def _of_partners(draws: Draws, *, of: str, direction: Direction, year: int) -> Numbers:
    return _concentration(partners(draws, year, of, direction))


def _partner_ratio(draws: Draws, *, of: str, direction: Direction, year: int) -> Numbers:
    trade = np.sort(np.nan_to_num(partners(draws, year, of, direction)), axis=1)
    return np.asarray(trade[:, -1] / trade[:, -2])


def _balance(draws: Draws, *, of: str, year: int, partner: str = "") -> Numbers:
    sold, bought = (np.nan_to_num(partners(draws, year, of, way)) for way in (EXPORTS, IMPORTS))
    gained = sold - bought
    return gained[:, draws.worlds[year].row(partner)] if partner else gained.sum(axis=1)


class _Move(TypedDict):
    """Part of a country's trade with one partner that goes to another."""

    of: str
    from_: str
    to: str
    share: float
    year: int


def _moved(draws: Draws, move: _Move) -> tuple[Numbers, Numbers, Numbers]:
    """Draw × partner before and after the move, and what moves by draw."""
    row = draws.worlds[move["year"]].row
    before = partners(draws, move["year"], move["of"])
    value = move["share"] * before[:, row(move["from_"])]
    after = before.copy()
    after[:, row(move["from_"])] -= value
    after[:, row(move["to"])] = np.nan_to_num(after[:, row(move["to"])]) + value
    return before, after, value


def _share_after_diversion(draws: Draws, *, whose: str, **move: Unpack[_Move]) -> Numbers:
    _, after, _ = _moved(draws, move)
    partner = draws.worlds[move["year"]].row(move["from_"] if whose == "from" else move["to"])
    return np.asarray(after[:, partner] / np.nansum(after, axis=1))


def _concentration_after_diversion(draws: Draws, **move: Unpack[_Move]) -> Numbers:
    return _concentration(_moved(draws, move)[1])


def _diverted_value(draws: Draws, **move: Unpack[_Move]) -> Numbers:
    return _moved(draws, move)[2]


def _diverted_times(draws: Draws, **move: Unpack[_Move]) -> Numbers:
    before, after, _ = _moved(draws, move)
    to = draws.worlds[move["year"]].row(move["to"])
    return np.asarray(after[:, to] / before[:, to])


def _diverted_weight(draws: Draws, *, in_: str = "", **move: Unpack[_Move]) -> Numbers:
    whose = partners(draws, move["year"], in_ or move["from_"])
    return np.asarray(_moved(draws, move)[2] / np.nansum(whose, axis=1))


def _concentration(trade: Numbers) -> Numbers:
    shares = np.nan_to_num(trade)
    shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray((shares**2).sum(axis=1))


def _growth(draws: Draws, *, a: str, b: str, first: int, last: int) -> Numbers:
    start, end = (_two_way(draws, a=a, b=b, year=year) for year in (first, last))
    return np.asarray(end / start - 1.0)


def _share_change(
    draws: Draws, *, of: str, partner: str, direction: Direction, first: int, last: int
) -> Numbers:
    start, end = (
        _share(draws, of=of, partner=partner, direction=direction, year=y) for y in (first, last)
    )
    return np.asarray(end - start)


def _fact_value(draws: Draws, *, fact: str) -> Numbers:
    return draws.fact(fact)


def _fact_ratio(draws: Draws, *, of: str, to: str) -> Numbers:
    return np.asarray(draws.fact(of) / draws.fact(to))


def _fact_scaled(draws: Draws, *, of: str, by: str, over: str) -> Numbers:
    return np.asarray(draws.fact(of) * draws.fact(by) / draws.fact(over))


TRADE_DRAWN: Mapping[str, Drawn] = {
    "trade.flow": _flow,
    "trade.two_way": _two_way,
    "trade.total": _total,
    "trade.share": _share,
    "trade.partner_rank": _partner_rank,
    "trade.concentration": _of_partners,
    "trade.partner_ratio": _partner_ratio,
    "trade.balance": _balance,
    "trade.share_after_diversion": _share_after_diversion,
    "trade.concentration_after_diversion": _concentration_after_diversion,
    "trade.diverted_value": _diverted_value,
    "trade.diverted_times": _diverted_times,
    "trade.diverted_weight": _diverted_weight,
    "trade.growth": _growth,
    "trade.share_change": _share_change,
    "fact.value": _fact_value,
    "fact.ratio": _fact_ratio,
    "fact.share": _fact_ratio,
    "fact.scaled": _fact_scaled,
}
