"""What a deal with one country is worth in talks with another.

A country bargains with another over a stake. What a third pays it is either what it has meanwhile,
and then half of it comes on top of its settlement; or what it could leave the talks for, and then
it moves nothing until it exceeds what the talks would bring anyway.
"""

from collections.abc import Mapping
from math import isnan

import numpy as np

from detente.bargain import nash_settlement, pie
from detente.claims.ledger_measures import given_sum
from detente.claims.measure import Found, Measure
from detente.claims.parameter import OF, Parameter
from detente.errors import MissingData, NoSolution
from detente.world import Case, World

Worlds = Mapping[int, World]

READING = Parameter("reading", "choice", choices=("meanwhile", "walk_out"))

EQUALS = (
    "Nash settlement of equals over the stake, with what the other of the pair pays after the "
    "rules as disagreement point (meanwhile) or as outside option (walk_out), less that without "
    "it (Nash 1950; Binmore, Shaked & Sutton 1989)."
)


def _stake(worlds: Worlds, *, case: Case, of: str) -> Found:
    """How far exports have fallen since their peak."""
    sold = {
        year: float(np.nansum(world.table("flows")[world.row(of)]))
        for year, world in worlds.items()
        if world.holds("flows") and world.knows("flows", of)
        if case.day is None or year < case.day.year
    }
    if not sold:
        raise MissingData(f"No year here holds exports of {of} before the day of the case.")
    last, peak = max(sold), max(sold, key=lambda year: sold[year])
    return Found(
        value=sold[peak] - sold[last],
        year=None,
        sources=tuple(
            dict.fromkeys(s for year in (peak, last) for s in worlds[year].sources_of("flows"))
        ),
        notes=(f"From {peak}, the highest of the years here, to {last}.",),
    )


def _shift(worlds: Worlds, *, case: Case, of: str, reading: str) -> Found:
    stake = _stake(worlds, case=case, of=of)
    outside = given_sum(worlds, case=case, giver=of, when="after")
    if isnan(outside.value):
        raise MissingData(f"Nobody valued what {of} is paid under the rules, so nothing follows.")
    if not outside.high < stake.value:
        raise NoSolution(
            f"What {of} is paid under the rules comes to {outside.high:.3g} USD a year, and what a "
            f"deal could bring back to {stake.value:.3g}: there may be nothing to settle."
        )
    has = np.stack([np.zeros(3), [outside.low, outside.value, outside.high]], axis=-1)
    cake = pie(stake.value)
    without = nash_settlement(cake).payoffs[1]
    if reading == "meanwhile":
        moved = nash_settlement(cake, disagreement=has).payoffs
    else:
        moved = nash_settlement(cake, outside_options=has).payoffs
    low, value, high = (moved[:, 1] - without).tolist()
    return Found(
        value=value,
        year=None,
        sources=tuple(dict.fromkeys((*outside.sources, *stake.sources))),
        low=low,
        high=high,
        notes=(*outside.notes, *stake.notes),
    )


SIGNAL_MEASURES = (
    Measure(
        "signal.stake",
        "What a country could win back in talks: how far its exports have fallen since their peak.",
        (OF,),
        "USD",
        "Goods exports of the highest year on record less those of the last before the day of the "
        "case, added over recorded partners.",
        _stake,
        case="needed",
    ),
    Measure(
        "signal.shift",
        "What all that the other of the pair pays a country after the rules adds to what it gets "
        "in talks with a third.",
        (OF, READING),
        "USD",
        EQUALS,
        _shift,
        case="needed",
    ),
)
