"""``detente products``: a pair product by product, from trade data of the user's own."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Literal

from cyclopts import Parameter

from detente.cli.options import Json
from detente.cli.report import Plain, Table, as_json, number, report
from detente.cli.terminal import waiting
from detente.data import (
    datasets,
    product_elasticities,
    product_flows,
    product_totals,
    product_year,
    reported_flows,
)
from detente.study import plain_products, plain_reports, product_trade
from detente.world import country, country_in_prose

REPORTS = "comtrade"
SHOWN = 10
LONGEST = 40  # letters of what a product is

MATCH_HEADS = ("it sells", "the other buys", "traded", "advantage")
REPORT_HEADS = ("seller, fob", "buyer, cif", "% more")
RELIANCE_HEADS = ("traded", "% of imports", "HHI", "own exports", "elasticity")


def products(
    a: str,
    b: str,
    /,
    *,
    level: Literal[2, 4, 6] = 6,
    year: int | None = None,
    dataset: Annotated[str, Parameter(show_default=False)] = "",
    json: Json = False,
) -> str:
    """Say what two countries sell each other, could sell, and cannot easily buy elsewhere.

    Parameters
    ----------
    a
        One country: a name in English or Dutch, or a code.
    b
        The other.
    level
        Digits of the codes of the Harmonised System.
    year
        Without it the newest that was added.
    dataset
        Which to ask, as ``detente data list`` shows it. Without it the newest edition.
    json
        Print the answer as JSON.
    """
    pair = country(a), country(b)
    held = product_year(year, dataset)
    with waiting("Adding up products"):
        found = product_trade(
            product_totals(held, level),
            product_flows(held, *pair, level),
            pair,
            year=held.year,
            sources=[held.source],
            notes=held.notes,
        )
    known = product_elasticities()
    told_of = plain_products(found, held.words, SHOWN, known.elasticity)
    answer = {"hs_rev": held.hs_rev, "level": level, **told_of}
    answer["notes"] += known.notes
    answer["sources"] += [asdict(source) for source in known.sources]
    if told := [d for d in datasets() if d.publisher == REPORTS and held.year in d.years]:
        both = reported_flows(*pair, held.year)
        answer["reports"] = plain_reports(both, level, SHOWN)
        answer["sources"] += [asdict(each.source) for each in told]
        answer["notes"] += [note for note in told[0].notes if note not in answer["notes"]]
    return (
        as_json(answer)
        if json
        else report(_said(answer), [*_tables(answer), *_reports(answer)], answer)
    )


def _said(answer: Plain) -> Iterator[str]:
    """How much, of how many products, and how well the two fit."""
    yield f"Products of {answer['level']} digits of {answer['hs_rev']}, in {answer['year']}."
    for way in answer["directions"]:
        seller, buyer = (country_in_prose(way[side]) for side in ("exporter", "importer"))
        many = f"{way['products']:,} product{'' if way['products'] == 1 else 's'}"
        yield (
            f"From {seller} to {buyer}: {number(way['traded'], 'USD', answer)} of {many}; "
            f"fit {number(way['fit'], 'index', answer)}; {len(way['critical'])} critical."
        )


def _tables(answer: Plain) -> Iterator[Table]:
    for way in answer["directions"]:
        seller, buyer = (country_in_prose(way[side]) for side in ("exporter", "importer"))
        yield from _table(
            f"What {seller} is specialised in and {buyer} buys",
            MATCH_HEADS,
            [
                (_called(each), *_money(each, answer, "exports", "imports", "traded"), advantage)
                for each in way["matches"]
                for advantage in [number(each["advantage"], "ratio", answer, "bare")]
            ],
        )
        for title, key in (("buys most of from", "largest"), ("cannot easily replace", "critical")):
            after = f" {seller}" if key == "largest" else f" if {seller} stops"
            yield from _table(
                f"What {buyer} {title}{after}",
                RELIANCE_HEADS,
                [_relied_on(each, answer) for each in way[key][:SHOWN]],
            )


def _reports(answer: Plain) -> Iterator[Table]:
    """What either side says of the same flow, where UN Comtrade was added."""
    yield from _table(
        "What either side reports to UN Comtrade",
        REPORT_HEADS,
        [
            (
                f"{each['exporter']} → {each['importer']}, {each['hs_rev']} {each['product']}",
                *_money(each, answer, "exporter_says", "importer_says"),
                number(each["gap"], "change", answer, "bare"),
            )
            for each in answer.get("reports", ())
        ],
    )


def _table(title: str, heads: Sequence[str], rows: list[tuple[str, ...]]) -> Iterator[Table]:
    if rows:
        yield Table(title, ("", *heads), rows)


def _relied_on(each: Plain, answer: Plain) -> tuple[str, ...]:
    return (
        _called(each),
        *_money(each, answer, "traded"),
        number(each["share"], "share", answer, "bare"),
        number(each["concentration"], "index", answer, "bare"),
        *_money(each, answer, "exports"),
        number(each["elasticity"], "ratio", answer, "bare"),
    )


def _money(each: Plain, answer: Plain, *names: str) -> tuple[str, ...]:
    return tuple(number(each[name], "USD", answer, "bare") for name in names)


def _called(each: Plain) -> str:
    """The code, and what it is as far as there is room."""
    words = each["words"]
    short = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
    return f"{each['product']} {short}".rstrip()
