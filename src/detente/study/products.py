"""What two countries can mean for each other product by product, as plain as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from detente.study.plain_value import plain_value
from detente.trade import Match, ProductTrade, Reliance, product_trade

__all__ = ["plain_products", "product_trade"]

METHOD = (
    "Fit is 1 − Σ|m − x|/2 over the shares of products in what one sells and the other buys. "
    "Advantage is revealed comparative advantage. A product is critical where the partner sells "
    "more than half of what a country buys of it, and the world's sellers are concentrated: "
    "Herfindahl–Hirschman index above 0.4."
)
RECORDED = "Totals and shares are of recorded trade; a product without a record counts as no trade."

Plain = dict[str, Any]


def plain_products(found: ProductTrade, words: Mapping[str, str], most: int = 10) -> Plain:
    """Both directions of a pair: the fit, the chances, what is relied on and what is critical.

    Parameters
    ----------
    words
        What each code is, where that is known.
    most
        How many products of each list; a critical one is never left out.

    Examples
    --------
    >>> import pandas as pd
    >>> totals = pd.DataFrame(
    ...     {"iso3": ["NOR", "NLD"], "hs_code": "27", "exports_usd": [9.0, 0.0],
    ...      "imports_usd": [0.0, 9.0]}
    ... )
    >>> flows = pd.DataFrame(
    ...     {"exporter_iso3": ["NOR"], "importer_iso3": "NLD", "hs_code": "27", "value_usd": 9.0}
    ... )
    >>> found = product_trade(totals, flows, ("NLD", "NOR"), year=2024, sources=())
    >>> [way["fit"] for way in plain_products(found, {"27": "Fuels"})["directions"]]
    [None, 1.0]
    """
    return {
        "year": found.fit.year,
        "pair": list(found.pair),
        "directions": [
            _direction(found, exporter, importer, words, most)
            for exporter, importer in (found.pair, found.pair[::-1])
        ],
        "method": METHOD,
        "notes": [RECORDED, *found.fit.notes],
        "sources": [asdict(source) for source in found.fit.sources],
    }


def _direction(
    found: ProductTrade, exporter: str, importer: str, words: Mapping[str, str], most: int
) -> Plain:
    """What one sells the other."""
    reliance = found.reliance(importer)
    matches = found.fit.matches(exporter, importer)
    critical = found.critical(importer)
    return {
        "exporter": exporter,
        "importer": importer,
        "fit": plain_value(found.fit.index(exporter, importer)),
        "traded": sum(each.traded for each in reliance),
        "products": len(reliance),
        "matches": [_match(each, words) for each in matches[:most]],
        "largest": [_reliance(each, words) for each in reliance[:most]],
        "critical": [_reliance(each, words) for each in critical],
    }


def _match(of: Match, words: Mapping[str, str]) -> Plain:
    fields = {name: plain_value(value) for name, value in asdict(of).items() if name != "sector"}
    return {"product": of.sector, "words": words.get(of.sector, ""), **fields}


def _reliance(of: Reliance, words: Mapping[str, str]) -> Plain:
    fields = {name: plain_value(value) for name, value in asdict(of).items() if name != "product"}
    return {"product": of.product, "words": words.get(of.product, ""), **fields}
