"""A pair product by product, as plain as JSON: known answers, laws."""

import json

import pandas as pd
import pytest

from detente.study import plain_products, plain_reports, product_trade
from detente.world import Source

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
WORDS = {"27": "Fuels", "01": "Horses"}


@pytest.fixture
def found():
    totals = pd.DataFrame(
        [
            *(("NOR", "27", 80.0, 0.0), ("NLD", "27", 0.0, 100.0), ("QAT", "27", 40.0, 0.0)),
            *(("NLD", "01", 5.0, 0.0), ("NOR", "01", 0.0, 5.0), ("DEU", "27", 0.0, 20.0)),
        ],
        columns=["iso3", "hs_code", "exports_usd", "imports_usd"],
    )
    flows = pd.DataFrame(
        [("NOR", "NLD", "27", 60.0), ("NLD", "NOR", "01", 5.0)],
        columns=["exporter_iso3", "importer_iso3", "hs_code", "value_usd"],
    )
    pair = ("NLD", "NOR")
    return product_trade(totals, flows, pair, year=2024, sources=[INVENTED], notes=("Mind.",))


# Known answers


def test_both_directions_with_what_is_sold_bought_and_critical_as_by_hand(found):
    told = plain_products(found, WORDS)
    there, back = told["directions"]
    assert (there["exporter"], there["importer"], there["traded"]) == ("NLD", "NOR", 5.0)
    assert (back["exporter"], back["importer"], back["traded"]) == ("NOR", "NLD", 60.0)
    (critical,) = back["critical"]
    assert (critical["product"], critical["words"], critical["share"]) == ("27", "Fuels", 0.6)
    (match,) = back["matches"]
    assert (match["product"], match["exports"], match["imports"]) == ("27", 80.0, 100.0)


def test_an_elasticity_stands_beside_a_product_where_it_is_known(found):
    there, back = plain_products(found, WORDS, elasticity={"27": 8.0})["directions"]
    assert back["largest"][0]["elasticity"] == back["critical"][0]["elasticity"] == 8.0
    assert there["largest"][0]["elasticity"] is None


def test_notes_and_sources_come_along(found):
    told = plain_products(found, WORDS)
    assert told["notes"][1:] == ["Mind."]
    assert [source["title"] for source in told["sources"]] == ["Invented figures"]
    assert "0.4" in told["method"]


def test_reports_stand_with_the_largest_first_and_one_side_may_be_silent():
    none = float("nan")
    reports = pd.DataFrame(
        [("NLD", "NOR", "HS22", "27", 1.0, 2.0, 1.0), ("NOR", "NLD", "HS22", "27", none, 9.0, none),
         ("NOR", "NLD", "HS22", "2709", 5.0, 5.0, 0.0)],
        columns=["exporter_iso3", "importer_iso3", "hs_rev", "hs_code", "exporter_says_usd",
                 "importer_says_usd", "gap"],
    )  # fmt: skip
    first, second = plain_reports(reports, level=2)
    assert (first["exporter"], first["exporter_says"], first["gap"]) == ("NOR", None, None)
    assert (second["hs_rev"], second["gap"]) == ("HS22", 1.0)


# Laws


def test_it_is_plain_json(found):
    told = plain_products(found, {})
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["directions"][0]["matches"][0]["words"] == ""


def test_a_critical_product_is_never_left_out(found):
    (_, back) = plain_products(found, WORDS, most=0)["directions"]
    assert (back["matches"], back["largest"]) == ([], [])
    assert len(back["critical"]) == 1
    assert back["products"] == 1
