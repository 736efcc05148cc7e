"""What each of the two sells the other, and what each could."""

import math

import numpy as np

from detente.claims import Argument, Blanks, Claim, Label, Measurement
from detente.errors import MissingData
from detente.study.ask import Ask, country, finding, over_the_years, table, year
from detente.trade import complementarity
from detente.world import newest_world

SECTIONS_SHOWN = 5


def exchange(ask: Ask) -> tuple[Claim, ...]:
    """Goods that cross between the two: values, ranks, sections, and over the years."""
    a, b = ask.case.pair
    if ask.absent:
        return (finding("exchange.missing", of=country(ask.absent[0])),)
    sold = {pair: ask.measured("trade.flow", exporter=pair[0], importer=pair[1])
            for pair in ((a, b), (b, a))}  # fmt: skip
    known = {pair for pair, flow in sold.items() if not math.isnan(flow.value)}
    names = {"a": country(a), "b": country(b), "year": year(ask.world.year)}
    if not known:
        none = finding("exchange.none", **names, flow=sold[a, b])
        return (none, *_sections(ask), *_over_the_years(ask))
    if len(known) == 1:
        seller, buyer = known.pop()
        one = {"seller": country(seller), "buyer": country(buyer), "year": names["year"]}
        claims = [finding("exchange.one_way", **one, sold=sold[seller, buyer])]
    else:
        claims = [finding("exchange.flows", **names, a_to_b=sold[a, b], b_to_a=sold[b, a])]
    claims.append(
        finding(
            "exchange.rank",
            a=names["a"],
            b=names["b"],
            share_of_a=ask.measured("trade.share", of=a, partner=b),
            rank_for_a=ask.measured("trade.partner_rank", of=a, partner=b),
            share_of_b=ask.measured("trade.share", of=b, partner=a),
            rank_for_b=ask.measured("trade.partner_rank", of=b, partner=a),
        )
    )
    claims += [
        finding(
            "exchange.intensity",
            seller=country(seller),
            buyer=country(buyer),
            intensity=ask.measured("trade.intensity", exporter=seller, importer=buyer),
        )
        for (seller, buyer), flow in sold.items()
        if flow.value > 0
    ]
    return (*claims, *_sections(ask), *_over_the_years(ask))


def _sections(ask: Ask) -> tuple[Claim, ...]:
    """What the goods were, where a table by section holds both."""
    a, b = ask.case.pair
    try:
        world = newest_world(ask.worlds, "sector_flows", (a, b))
    except MissingData:
        return ()
    rows: list[tuple[float, Blanks]] = []
    for sector in world.sectors:
        both: dict[str, Argument] = {"sector": sector, "year": world.year}
        a_sells = ask.newest("trade.flow", exporter=a, importer=b, **both)
        b_sells = ask.newest("trade.flow", exporter=b, importer=a, **both)
        size = float(np.nansum([a_sells.value, b_sells.value]))
        if size > 0:
            row: Blanks = {
                "sector": Label("sector", sector),
                "a_sells": a_sells,
                "b_sells": b_sells,
            }
            rows.append((size, row))
    if not rows:
        return ()
    shown = [row for _, row in sorted(rows, key=lambda row: -row[0])[:SECTIONS_SHOWN]]
    names = {"a": country(a), "b": country(b), "year": year(world.year)}
    return (table("exchange.sections", shown, **names),)


def _over_the_years(ask: Ask) -> tuple[Claim, ...]:
    """Both flows in every year that recorded either; sources differ, and the words say so."""
    a, b = ask.case.pair
    rows: list[Blanks] = []
    for number, world in sorted(ask.worlds.items()):
        if not world.knows("flows", a, b):
            continue
        flows = {
            "a_sells": ask.newest("trade.flow", exporter=a, importer=b, year=number),
            "b_sells": ask.newest("trade.flow", exporter=b, importer=a, year=number),
        }
        if not all(math.isnan(f.value) for f in flows.values()):
            rows.append({"year": year(number), **flows})
    return over_the_years("exchange.years", ask, tuple(rows), a=country(a), b=country(b))


def potential(ask: Ask) -> tuple[Claim, ...]:
    """Whether what one sells to the world is what the other buys from it."""
    a, b = ask.case.pair
    names = {"a": country(a), "b": country(b)}
    try:
        world = newest_world(ask.worlds, "sector_flows", (a, b))
    except MissingData:
        return (finding("potential.missing", **names),)
    fit = complementarity(world)
    index = {
        "a_to_b": ask.newest("trade.complementarity", exporter=a, importer=b, year=world.year),
        "b_to_a": ask.newest("trade.complementarity", exporter=b, importer=a, year=world.year),
    }
    if any(math.isnan(measured.value) for measured in index.values()):
        return (finding("potential.missing", **names),)
    claims = [finding("potential.index", **names, **index, year=year(world.year))]
    for seller, buyer in ((a, b), (b, a)):
        matches = fit.matches(seller, buyer)
        if not matches:
            claims.append(
                finding("potential.no_match", seller=country(seller), buyer=country(buyer))
            )
            continue
        best = matches[0].sector
        fits: dict[str, Measurement | Label] = {
            "seller": country(seller),
            "buyer": country(buyer),
            "sector": Label("sector", best),
            "advantage": ask.newest("trade.advantage", of=seller, sector=best, year=world.year),
        }
        sold = ask.newest(
            "trade.flow", exporter=seller, importer=buyer, sector=best, year=world.year
        )
        if not sold.value > 0:
            claims.append(finding("potential.best_unrecorded", **fits))
        else:
            claims.append(finding("potential.best", **fits, sold=sold))
    return (*claims, finding("potential.basis"))
