"""What two countries trade, and how much of all their trade that is.

Trade between countries is measured on the table as its source gives it. Where a second table fills
gaps of the source, and the number differs there, the two are the ends of the range.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from detente.claims.caveats import caveats
from detente.claims.measure import Found, Measure
from detente.claims.parameter import (
    EXPORTER,
    IMPORTER,
    OF,
    PARTNER,
    YEAR,
    A,
    B,
    Parameter,
)
from detente.trade import (
    DIRECTIONS,
    Complementarity,
    Dependence,
    FlowTable,
    complementarity,
    dependence,
    trade_intensity,
)
from detente.world import World, country_in_prose, newest_world

Worlds = Mapping[int, World]

DIRECTION = Parameter("direction", "choice", required=False, default="both", choices=DIRECTIONS)
SIDE = Parameter("direction", "choice", choices=("exports", "imports"))
SECTOR = Parameter("sector", "sector")
COUNTRY_ARGUMENTS = {"of", "partner", "exporter", "importer", "from_", "to"}

AS_GIVEN = "from the trade table as its source gives it"
HERFINDAHL = "Herfindahl–Hirschman index: the sum of squared shares (Hirschman 1964)"


def _flow(
    worlds: Worlds,
    *,
    exporter: str,
    importer: str,
    sector: str | None = None,
    year: int | None = None,
) -> Found:
    pair = (exporter, importer)
    if sector is None:
        return of_goods(worlds, pair, year, lambda w, table: w.value(table, *pair))
    world = newest_world(worlds, "sector_flows", pair, year)
    return _found(world, "sector_flows", pair, world.value("sector_flows", *pair, sector))


def _two_way(worlds: Worlds, *, a: str, b: str, year: int | None = None) -> Found:
    found = _of_partners(Dependence.value)(worlds, of=a, partner=b, year=year)
    flow = newest_world(worlds, "flows", (a, b), year).value
    recorded = [pair for pair in ((a, b), (b, a)) if not np.isnan(flow("flows", *pair))]
    if len(recorded) != 1:
        return found
    seller, buyer = map(country_in_prose, recorded[0])
    note = f"Only what {seller} sells to {buyer} is on record."
    return replace(found, notes=(note, *found.notes))


@lru_cache(maxsize=16)
def recorded_trade(world: World, table: FlowTable) -> Dependence:
    """Everyone's trade by partner, remembered: a study asks about one World many times."""
    return dependence(world, table)


@lru_cache(maxsize=4)
def _sectors(world: World) -> Complementarity:
    """Everyone's trade by section, remembered likewise."""
    return complementarity(world)


def _of_partners(value: Callable[..., float]) -> Callable[..., Found]:
    """Measure dependence by a method that takes the measure's own arguments."""

    def found(worlds: Worlds, *, year: int | None = None, **asked: str) -> Found:
        return of_goods(
            worlds,
            countries_among(asked),
            year,
            lambda w, table: value(recorded_trade(w, table), **asked),
        )

    return found


def _of_sectors(value: Callable[..., float]) -> Callable[..., Found]:
    """Measure trade by SITC section by a method that takes the measure's own arguments."""

    def found(worlds: Worlds, *, year: int | None = None, **asked: str) -> Found:
        world = newest_world(worlds, "sector_flows", countries_among(asked), year)
        number = value(_sectors(world), **asked)
        return _found(world, "sector_flows", countries_among(asked), number)

    return found


def _balance(worlds: Worlds, *, of: str, partner: str | None = None, **when: int) -> Found:
    """What a country sells less what it buys, to and from all or one."""

    def balance(world: World, table: FlowTable) -> float:
        trade = recorded_trade(world, table)
        if partner is None:
            return trade.total(of, "exports") - trade.total(of, "imports")
        return trade.value(of, partner, "exports") - trade.value(of, partner, "imports")

    who = (of,) if partner is None else (of, partner)
    return of_goods(worlds, who, when.get("year"), balance)


def _sector_share(fit: Complementarity, of: str, sector: str, direction: str) -> float:
    return (fit.export_share if direction == "exports" else fit.import_share)(of, sector)


def _sector_total(fit: Complementarity, of: str, sector: str, direction: str) -> float:
    return (fit.export_value if direction == "exports" else fit.import_value)(of, sector)


def _intensity(worlds: Worlds, *, exporter: str, importer: str, year: int | None = None) -> Found:
    pair = (exporter, importer)
    return of_goods(worlds, pair, year, lambda w, table: trade_intensity(w, table).of(*pair))


def countries_among(asked: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the arguments that are countries."""
    return tuple(value for name, value in asked.items() if name in COUNTRY_ARGUMENTS)


def of_goods(
    worlds: Worlds,
    countries: tuple[str, ...],
    year: int | None,
    value: Callable[[World, FlowTable], float],
) -> Found:
    """Measure goods trade as the source gives it, ranging to what it is with its gaps filled."""
    world = newest_world(worlds, "flows", countries, year)
    found = _found(world, "flows", countries, value(world, "flows"))
    filled = value(world, "model_flows") if world.holds("model_flows") else found.value
    if np.isnan(found.value) or filled == found.value:
        return found
    return replace(
        found,
        low=min(found.value, filled),
        high=max(found.value, filled),
        notes=(
            "The source's table lacks part of these flows; the other end of the range has its "
            "known gaps filled.",
            *found.notes,
        ),
    )


def _found(world: World, table: str, countries: tuple[str, ...], value: float) -> Found:
    """Wrap a number from one table, and say why where there is none."""
    why = f"No answer for {world.year}: there was no such trade, or nobody reported it."
    notes = (why,) if np.isnan(value) else ()
    return Found(
        value=value,
        year=world.year,
        sources=world.sources_of(table),
        notes=(*notes, *caveats(world, countries, table)),
    )


TRADE_MEASURES = (
    Measure(
        "trade.flow",
        "Goods that one country sells to another in a year, in all or of one SITC section.",
        (EXPORTER, IMPORTER, replace(SECTOR, required=False), YEAR),
        "USD",
        f"Recorded value of goods exports, {AS_GIVEN}.",
        _flow,
    ),
    Measure(
        "trade.two_way",
        "Goods that two countries sell each other in a year, both directions added.",
        (A, B, YEAR),
        "USD",
        f"Recorded value of goods exports both ways, {AS_GIVEN}.",
        _two_way,
    ),
    Measure(
        "trade.total",
        "All goods that a country sells, buys, or both, summed over its recorded partners.",
        (OF, DIRECTION, YEAR),
        "USD",
        f"Recorded goods trade added over partners, {AS_GIVEN}.",
        _of_partners(Dependence.total),
    ),
    Measure(
        "trade.share",
        "Share of one partner in a country's recorded trade in goods.",
        (OF, PARTNER, DIRECTION, YEAR),
        "share",
        f"Trade with the partner over trade with all recorded partners (Hirschman 1945), "
        f"{AS_GIVEN}.",
        _of_partners(Dependence.share),
    ),
    Measure(
        "trade.partner_rank",
        "Place of one partner among a country's partners, 1 for the largest.",
        (OF, PARTNER, DIRECTION, YEAR),
        "count",
        f"Recorded partners ordered by the value of trade in goods, {AS_GIVEN}.",
        _of_partners(Dependence.rank),
    ),
    Measure(
        "trade.concentration",
        "Concentration of a country's trade over its partners: 1 for a single partner.",
        (OF, DIRECTION, YEAR),
        "index",
        f"{HERFINDAHL}, {AS_GIVEN}.",
        _of_partners(Dependence.concentration),
    ),
    Measure(
        "trade.partner_ratio",
        "How many times as large a country's first partner is as its second.",
        (OF, DIRECTION, YEAR),
        "ratio",
        f"Trade with the largest partner over trade with the next, {AS_GIVEN}.",
        _of_partners(Dependence.partner_ratio),
    ),
    Measure(
        "trade.balance",
        "Goods that a country sells less those it buys, to and from all partners or one.",
        (OF, replace(PARTNER, required=False), YEAR),
        "USD",
        f"Recorded exports less recorded imports, {AS_GIVEN}.",
        _balance,
    ),
    Measure(
        "trade.intensity",
        "How intense one country's sales to another are for their size in world trade; 1 is usual.",
        (EXPORTER, IMPORTER, YEAR),
        "ratio",
        "The importer's share in the exporter's sales over its share in what all others buy "
        f"(Brown 1949, Kojima 1964), {AS_GIVEN}.",
        _intensity,
    ),
    Measure(
        "trade.complementarity",
        "How well what one country sells fits what another buys, from 0 to 1.",
        (EXPORTER, IMPORTER, YEAR),
        "index",
        "1 less half the sum over SITC sections of the gap between the exporter's export share "
        "and the importer's import share (Michaely 1996).",
        _of_sectors(Complementarity.index),
    ),
    Measure(
        "trade.advantage",
        "Revealed comparative advantage of a country in an SITC section; above 1 is specialised.",
        (OF, SECTOR, YEAR),
        "ratio",
        "The section's share in the country's exports over its share in the world's "
        "(Balassa 1965).",
        _of_sectors(Complementarity.advantage),
    ),
    Measure(
        "trade.sector_share",
        "Share of an SITC section in what a country sells or buys.",
        (OF, SECTOR, SIDE, YEAR),
        "share",
        "Recorded trade in the section over recorded trade in all of them.",
        _of_sectors(_sector_share),
    ),
    Measure(
        "trade.sector_total",
        "Goods of an SITC section that a country sells to, or buys from, all recorded partners.",
        (OF, SECTOR, SIDE, YEAR),
        "USD",
        "Recorded trade in the section added over partners.",
        _of_sectors(_sector_total),
    ),
)
