"""What two countries can mean for each other product by product, as plain as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from detente.study.plain_value import plain_value
from detente.trade import Match, ProductTrade, Reliance, product_trade

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plain_products", "plain_reports", "product_trade"]

METHOD = (
    "Fit is 1 − Σ|m − x|/2 over the shares of products in what one sells and the other buys. "
    "Advantage is revealed comparative advantage. A product is critical where the partner sells "
    "more than half of what a country buys of it, and the world's sellers are concentrated: "
    "Herfindahl–Hirschman index above 0.4. An elasticity is by how many per cent trade falls where "
    "a tariff of one per cent comes: a low one says that buyers stay."
)
RECORDED = "Totals and shares are of recorded trade; a product without a record counts as no trade."

NONE_KNOWN: Mapping[str, float] = MappingProxyType({})

Plain = dict[str, Any]


def plain_products(
    found: ProductTrade,
    words: Mapping[str, str],
    most: int = 10,
    elasticity: Mapping[str, float] = NONE_KNOWN,
) -> Plain:
    """Both directions of a pair: the fit, the chances, what is relied on and what is critical.

    Parameters
    ----------
    words
        What each code is, where that is known.
    most
        How many products of each list; a critical one is never left out.
    elasticity
        Of trade in each code, where that is known: a low one says that buyers stay.

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
            _direction(found, (exporter, importer), words, most, elasticity)
            for exporter, importer in (found.pair, found.pair[::-1])
        ],
        "method": METHOD,
        "notes": [RECORDED, *found.fit.notes],
        "sources": [asdict(source) for source in found.fit.sources],
    }


def plain_reports(reports: "pd.DataFrame", level: int = 6, most: int = 10) -> list[Plain]:
    """What either side reports of the same flow, the largest first.

    Parameters
    ----------
    reports
        exporter_iso3, importer_iso3, hs_rev, hs_code, exporter_says_usd, importer_says_usd, gap,
        as :func:`detente.data.reported_flows` gives them.
    level
        Digits of the codes to tell.
    most
        How many of them.

    Examples
    --------
    >>> import pandas as pd
    >>> reports = pd.DataFrame(
    ...     {"exporter_iso3": ["NOR"], "importer_iso3": "NLD", "hs_rev": "HS22",
    ...      "hs_code": "27", "exporter_says_usd": 100.0, "importer_says_usd": 110.0, "gap": 0.1}
    ... )
    >>> [each["gap"] for each in plain_reports(reports, level=2)]
    [0.1]
    """
    told = [row for row in reports.to_dict("records") if len(row["hs_code"]) == level]
    told.sort(key=lambda row: (-_larger(row), row["hs_code"], row["exporter_iso3"]))
    return [
        {
            "exporter": row["exporter_iso3"],
            "importer": row["importer_iso3"],
            "hs_rev": row["hs_rev"],
            "product": row["hs_code"],
            "exporter_says": plain_value(row["exporter_says_usd"]),
            "importer_says": plain_value(row["importer_says_usd"]),
            "gap": plain_value(row["gap"]),
        }
        for row in told[:most]
    ]


def _larger(row: Mapping[Any, Any]) -> float:
    """The larger of the two reports; one may not be there."""
    said = (row["exporter_says_usd"], row["importer_says_usd"])
    return float(max(value for value in said if value == value))


def _direction(
    found: ProductTrade,
    way: tuple[str, str],
    words: Mapping[str, str],
    most: int,
    elasticity: Mapping[str, float],
) -> Plain:
    """What one sells the other."""
    exporter, importer = way
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
        "largest": [_reliance(each, words, elasticity) for each in reliance[:most]],
        "critical": [_reliance(each, words, elasticity) for each in critical],
    }


def _match(of: Match, words: Mapping[str, str]) -> Plain:
    fields = {name: plain_value(value) for name, value in asdict(of).items() if name != "sector"}
    return {"product": of.sector, "words": words.get(of.sector, ""), **fields}


def _reliance(of: Reliance, words: Mapping[str, str], elasticity: Mapping[str, float]) -> Plain:
    fields = {name: plain_value(value) for name, value in asdict(of).items() if name != "product"}
    return {
        "product": of.product,
        "words": words.get(of.product, ""),
        **fields,
        "elasticity": elasticity.get(of.product),
    }
