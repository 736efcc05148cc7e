"""``detente products``: a pair product by product, from trade data of the user's own."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from cyclopts import Parameter

from detente.cli.options import Json
from detente.cli.report import Plain, Table, as_json, number, report
from detente.cli.terminal import waiting
from detente.data import product_flows, product_totals, product_year
from detente.study import plain_products, product_trade
from detente.world import country, country_in_prose

SHOWN = 10
LONGEST = 40  # letters of what a product is

MATCH_HEADS = ("it sells", "the other buys", "traded", "advantage")
RELIANCE_HEADS = ("traded", "of its imports", "sellers", "it sells itself")


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
    answer = {"hs_rev": held.hs_rev, "level": level, **plain_products(found, held.words, SHOWN)}
    return as_json(answer) if json else report(_said(answer), _tables(answer), answer)


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
    )


def _money(each: Plain, answer: Plain, *names: str) -> tuple[str, ...]:
    return tuple(number(each[name], "USD", answer, "bare") for name in names)


def _called(each: Plain) -> str:
    """The code, and what it is as far as there is room."""
    words = each["words"]
    short = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
    return f"{each['product']} {short}".rstrip()
