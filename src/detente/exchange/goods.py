"""Goods between two countries, by section: what was traded, and what the rules leave of it.

With x the trade recorded in a section and b the share of it that the rules ban,

    before  x          after  x (1 − b),  from x (1 − b_high) to x (1 − b_low)

Rules of the year of the trade itself take nothing off here: what was traded under them is what they
left, or went past them. They are named all the same, so that what they bear on is not called free.
A section cannot show goods sold in spite of a ban, what took their place, or what nobody traded in
that year.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan
from typing import Literal

import numpy as np

from detente.errors import MissingData
from detente.exchange.entry import Entry
from detente.exchange.worth import UNKNOWN, usd
from detente.rules import BannedShare, Outcome, Rules, Side, banned_share
from detente.world import Amount, World

SUPPLIERS_NAMED = 3


def goods_between(
    world: World, giver: str, taker: str, rules: Sequence[Rules], day: date | None
) -> Iterator[Entry]:
    """One entry for each section of goods that one country sells another.

    Parameters
    ----------
    world
        Reads ``sector_flows``, exporter × importer × sector, US dollars.
    day
        On which the rules are read; None where none are held.
    """
    for sector in world.sectors:
        sold = world.value("sector_flows", giver, taker, sector)
        before = UNKNOWN if isnan(sold) else usd(sold, sold, sold)
        notes: tuple[str, ...] = ()
        try:
            found = list(_banned(sector, giver, taker, rules, day)) if day else []
            newer = list(_banned(sector, giver, taker, rules, day, world.year)) if day else []
            after = _left(before, newer)
        except MissingData as nobody_laid_it_down:
            found, after, notes = [], UNKNOWN, (str(nobody_laid_it_down),)
        yield Entry(
            id=f"goods.{sector}.{giver}",
            what=(),
            sector=sector,
            giver=giver,
            taker=taker,
            before=before,
            now=UNKNOWN,
            after=after,
            known="recorded",
            outcome=_outcome(found),
            statuses=tuple(each for share in found for each in share.statuses),
            others=_other_suppliers(world, giver, taker, sector),
            figures=(),
            evidence=(),
            sources=world.sources_of("sector_flows"),
            notes=notes,
        )


def _banned(
    sector: str,
    giver: str,
    taker: str,
    rules: Sequence[Rules],
    day: date,
    traded_in: int | None = None,
) -> Iterator[BannedShare]:
    """What rules on either of the two ban of a section; beyond those of a year, where one is."""
    since = min(day, date(traded_in, 12, 31)) if traded_in else None
    for each in rules:
        if each.target in (giver, taker):
            partner = taker if each.target == giver else giver
            side: Side = "export" if each.target == giver else "import"
            yield banned_share(each, sector, side, day, partner=partner, since=since)


def _left(before: Amount, banned: Sequence[BannedShare]) -> Amount:
    """What is left where the strictest of the rules stand."""
    low = max((share.low for share in banned), default=0.0)
    value = max((share.value for share in banned), default=0.0)
    high = max((share.high for share in banned), default=0.0)
    if isnan(before.value):
        return before
    return usd(before.low * (1 - high), before.value * (1 - value), before.high * (1 - low))


def _outcome(banned: Sequence[BannedShare]) -> Outcome | Literal["in part"] | None:
    if not banned:
        return None
    if all(not share.parts for share in banned):
        return "free"
    return "banned" if any(share.low == 1 for share in banned) else "in part"


def _other_suppliers(world: World, giver: str, taker: str, sector: str) -> tuple[str, ...]:
    """Who sells the taker most of it, the giver apart; equals in the order of their codes."""
    place, buyer = world.sectors.index(sector), world.row(taker)
    sold = np.nan_to_num(world.table("sector_flows")[:, buyer, place])
    sold[[world.row(giver), buyer]] = 0.0
    ranked = sorted(zip(-sold, world.countries, strict=True))
    return tuple(country for size, country in ranked[:SUPPLIERS_NAMED] if size < 0)
