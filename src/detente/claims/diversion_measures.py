"""What is left, and how heavy the move is, once part of a country's trade changes partner.

This is arithmetic on what is recorded. Whether the move would be noticed is asked of whoever loses
the trade: a share s of trade x with a partner whose own trade is T weighs w = s·x / T there, and
s = w·T / x is the largest that weighs no more than w.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter

from detente.claims.measure import Found, Measure
from detente.claims.parameter import FROM, OF, SHARE, TO, YEAR, Parameter
from detente.claims.trade_measures import (
    AS_GIVEN,
    HERFINDAHL,
    countries_among,
    of_goods,
    recorded_trade,
)
from detente.trade import FlowTable, ShareAfterDiversion, share_after_diversion
from detente.world import World

Worlds = Mapping[int, World]

WHOSE = Parameter("whose", "choice", required=False, default="from", choices=("from", "to"))
IN = Parameter("in", "country", required=False)
BELOW = Parameter("below", "share")

DIVERSION = (
    "Arithmetic on recorded two-way trade: part of it changes partner, the total stays; "
    f"{AS_GIVEN}."
)


def _of_diversion(value: Callable[[ShareAfterDiversion], float]) -> Callable[..., Found]:
    """Measure what the arithmetic of a diversion says."""

    def found(worlds: Worlds, *, share: float, year: int | None = None, **asked: str) -> Found:
        return of_goods(
            worlds,
            countries_among(asked),
            year,
            lambda w, table: value(share_after_diversion(w, share=share, table=table, **asked)),
        )

    return found


def _share_after_diversion(
    worlds: Worlds, *, whose: str, share: float, year: int | None = None, **asked: str
) -> Found:
    """Share of the old partner or of the new one."""
    after = _of_diversion(attrgetter("from_after" if whose == "from" else "to_after"))
    return after(worlds, share=share, year=year, **asked)


def _diverted_weight(
    worlds: Worlds, *, in_: str | None = None, share: float, year: int | None = None, **asked: str
) -> Found:
    """What moves, as a share of all trade of the country that it moves away from, or of another."""
    whose = in_ or asked["from_"]

    def weight(world: World, table: FlowTable) -> float:
        moved = share_after_diversion(world, share=share, table=table, **asked).moved
        return moved / recorded_trade(world, table).total(whose)

    return of_goods(worlds, (*countries_among(asked), whose), year, weight)


def _largest_unnoticed(
    worlds: Worlds,
    *,
    of: str,
    from_: str,
    in_: str | None = None,
    below: float,
    year: int | None = None,
) -> Found:
    """The largest share that weighs less than asked: weight grows in proportion to the share."""
    whose = in_ or from_

    def share(world: World, table: FlowTable) -> float:
        trade = recorded_trade(world, table)
        return min(1.0, below * trade.total(whose) / trade.value(of, from_))

    return of_goods(worlds, (of, from_, whose), year, share)


DIVERSION_MEASURES = (
    Measure(
        "trade.share_after_diversion",
        "Share of the old or the new partner once part of a country's trade moves between them.",
        (OF, FROM, TO, SHARE, WHOSE, YEAR),
        "share",
        DIVERSION,
        _share_after_diversion,
    ),
    Measure(
        "trade.concentration_after_diversion",
        "Concentration of a country's trade once part of it moves from one partner to another.",
        (OF, FROM, TO, SHARE, YEAR),
        "index",
        f"{DIVERSION} {HERFINDAHL}.",
        _of_diversion(attrgetter("concentration_after")),
    ),
    Measure(
        "trade.diverted_value",
        "Value of the trade that moves when a country diverts part of it to another partner.",
        (OF, FROM, TO, SHARE, YEAR),
        "USD",
        DIVERSION,
        _of_diversion(attrgetter("moved")),
    ),
    Measure(
        "trade.diverted_times",
        "How many times as large trade with the new partner becomes through such a diversion.",
        (OF, FROM, TO, SHARE, YEAR),
        "ratio",
        DIVERSION,
        _of_diversion(attrgetter("times")),
    ),
    Measure(
        "trade.diverted_weight",
        "Value that such a diversion moves, as a share of all trade of the partner that loses it.",
        (OF, FROM, TO, SHARE, IN, YEAR),
        "share",
        f"{DIVERSION} Over all recorded trade of the old partner, or of the country named.",
        _diverted_weight,
    ),
    Measure(
        "trade.largest_unnoticed",
        "Largest share that can leave a partner and be less than a given part of its trade.",
        (OF, FROM, BELOW, IN, YEAR),
        "share",
        "The part asked, times all recorded trade of the partner, or of the country named, over "
        f"its trade with the country; 1 where all of it could leave; {AS_GIVEN}.",
        _largest_unnoticed,
    ),
)
