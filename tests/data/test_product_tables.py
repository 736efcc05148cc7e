"""Trade by product out of the store: known answers, laws, a second road, refusals."""

import csv
import io

import pytest
from data.invented_baci import ROWS, baci

from detente.data import add_baci, product_flows, product_totals, product_year
from detente.errors import BadInput, MissingData, UnknownLabel

SUMMED = 1e-12  # sums of some dozen numbers in another order


@pytest.fixture
def added(tmp_path, store):
    return add_baci(baci(tmp_path / "B.zip"))


# Known answers: by hand, from tests/data/invented_baci.py


def test_a_pair_is_told_both_ways_and_a_quantity_only_where_all_of_it_is_known(added):
    flows = product_flows(product_year(2022), "NLD", "NOR", 4)
    assert [tuple(row)[:4] for row in flows.itertuples(index=False)] == [
        ("NLD", "NOR", "0101", 6000.0),
        ("NOR", "NLD", "2709", 1e6),
        ("NOR", "NLD", "2711", 5e5),
    ]
    assert flows["quantity_t"].isna().tolist() == [True, False, False]


def test_totals_are_over_all_partners(added):
    totals = product_totals(product_year(2022), 2).set_index(["iso3", "hs_code"])
    assert totals.loc[("NOR", "27"), "exports_usd"] == 1.5e6
    assert totals.loc[("NLD", "85"), "imports_usd"] == 2.5e5
    assert totals.loc[("NLD", "85"), "exports_usd"] == 3e4


def test_the_newest_year_is_asked_unless_another_is(added):
    assert product_year().year == 2022
    held = product_year(2021)
    assert (held.year, held.hs_rev, held.source) == (2021, "HS22", added.source)
    assert held.words["270900"] == "Oils: petroleum"


def test_the_newest_edition_and_revision_is_asked_unless_another_is(tmp_path, added):
    text = baci(tmp_path / "B.zip").read_bytes()
    from zipfile import ZipFile

    older = tmp_path / "O.zip"
    with ZipFile(io.BytesIO(text)) as new, ZipFile(older, "w") as old:
        for name in new.namelist():
            old.writestr(name.replace("HS22", "HS92").replace("V202501", "V202401"), new.read(name))
    add_baci(older)
    assert product_year(2022).hs_rev == "HS22"
    assert product_year(2022, "baci-hs92-v202401").hs_rev == "HS92"


# Laws


@pytest.mark.parametrize("level", [2, 4, 6])
def test_no_level_gains_or_loses_a_dollar(added, level):
    totals = product_totals(product_year(2022), level)
    assert totals["exports_usd"].sum() == pytest.approx(1836000.0, rel=SUMMED)
    assert totals["imports_usd"].sum() == pytest.approx(1836000.0, rel=SUMMED)
    assert {len(code) for code in totals["hs_code"]} == {level}


def test_the_order_of_the_pair_changes_nothing(added):
    held = product_year(2022)
    assert product_flows(held, "NLD", "NOR").equals(product_flows(held, "NOR", "NLD"))


# A second road: the publisher's rows in a plain loop


def test_totals_are_those_of_a_plain_loop(added):
    names = {"528": "NLD", "579": "NOR", "490": "TWN"}
    sold, bought = {}, {}
    for _, i, j, k, v, _ in csv.reader(ROWS[2022].splitlines()):
        if i in names and j in names:
            for side, code in ((sold, i), (bought, j)):
                key = names[code], k
                side[key] = side.get(key, 0.0) + float(v) * 1000
    for row in product_totals(product_year(2022)).itertuples():
        key = row.iso3, row.hs_code
        assert row.exports_usd == pytest.approx(sold.get(key, 0.0), rel=SUMMED)
        assert row.imports_usd == pytest.approx(bought.get(key, 0.0), rel=SUMMED)


# Refusals


def test_another_number_of_digits_is_refused(added):
    with pytest.raises(BadInput) as refused:
        product_totals(product_year(), 3)
    assert str(refused.value) == "No products of 3 digits. Choose 2, 4 or 6."


def test_what_is_no_country_is_refused(added):
    with pytest.raises(UnknownLabel):
        product_flows(product_year(), "NLD", "Atlantis")


def test_a_year_that_is_not_held_is_refused(added):
    with pytest.raises(MissingData) as refused:
        product_year(2019)
    assert str(refused.value) == (
        "No trade by product in 2019 is stored; years held: 2021, 2022. Take BACI from CEPII and "
        "say: detente data add baci FILE.zip"
    )


def test_an_empty_store_is_refused(store):
    with pytest.raises(MissingData) as refused:
        product_year()
    assert str(refused.value) == (
        "No trade by product is stored; years held: none. Take BACI from CEPII and say: "
        "detente data add baci FILE.zip"
    )
