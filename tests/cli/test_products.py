"""``detente products``: known answers, laws, a second road, refusals."""

import json
from dataclasses import asdict

import pytest
from data.invented_answers import REPORTS
from data.invented_baci import baci

from detente.data import (
    add_baci,
    add_file,
    product_elasticities,
    product_flows,
    product_totals,
    product_year,
)
from detente.study import plain_products, product_trade

ASKED = ("products", "Norway", "Nederland")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def added(tmp_path, store):
    return add_baci(baci(tmp_path / "B.zip"))


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers: by hand, from tests/data/invented_baci.py


def test_what_two_countries_sell_each_other_is_told_in_sentences_and_tables(detente, added):
    told = words(detente(*ASKED))
    assert told.startswith(
        "Products of 6 digits of HS22, in 2022. From Norway to the Netherlands: 1.50 million US "
        "dollars of 2 products; "
    )
    assert "From the Netherlands to Norway: 6,000 US dollars of 2 products; " in told
    assert "What the Netherlands cannot easily replace if Norway stops" in told
    assert "270900 Oils: 1.00 million 100 1 0 13" in told  # wrapped: petroleum stands below
    assert f"Source: {added.source.cited}" in told


@pytest.mark.parametrize(("level", "products"), [(2, ["27"]), (4, ["2709", "2711"])])
def test_codes_of_fewer_digits_are_sums(detente, added, level, products):
    told = json.loads(detente(*ASKED, "--level", str(level), "--json").out)
    assert (told["level"], told["hs_rev"]) == (level, "HS22")
    (there, _) = told["directions"]
    assert [each["product"] for each in there["largest"]] == products
    assert there["traded"] == 1.5e6


def test_another_year_is_asked(detente, added):
    told = json.loads(detente(*ASKED, "--year", "2021", "--json").out)
    assert (told["year"], told["directions"][0]["traded"]) == (2021, 9e5)


def test_what_either_side_reports_stands_beside_where_comtrade_was_added(detente, added, tmp_path):
    (tmp_path / "C.json").write_text(REPORTS, encoding="utf-8")
    held = add_file("comtrade", tmp_path / "C.json")
    told = detente(*ASKED, "--level", "2")
    assert "What either side reports to UN Comtrade" in told.out
    assert "NLD → NOR, HS22 27" in told.out
    assert held.source.cited in words(told)
    (report,) = json.loads(detente(*ASKED, "--level", "2", "--json").out)["reports"]
    assert (report["exporter_says"], report["importer_says"]) == (100.0, 110.0)
    assert report["gap"] == pytest.approx(0.1, rel=1e-12)
    assert json.loads(detente(*ASKED, "--level", "4", "--json").out)["reports"] == []


# Laws


def test_the_same_question_gives_the_same_bytes(detente, added):
    assert detente(*ASKED).out == detente(*ASKED).out
    assert detente(*ASKED, "--json").out == detente(*ASKED, "--json").out


# A second road


def test_the_json_is_what_the_library_gives(detente, added):
    held = product_year(2022)
    pair = ("NOR", "NLD")
    found = product_trade(
        product_totals(held),
        product_flows(held, *pair),
        pair,
        year=held.year,
        sources=[held.source],
        notes=held.notes,
    )
    told = json.loads(detente(*ASKED, "--json").out)
    known = product_elasticities()
    expected = json.loads(json.dumps(plain_products(found, held.words, 10, known.elasticity)))
    expected["notes"] += known.notes
    expected["sources"] += [asdict(source) for source in known.sources]
    assert told == {"hs_rev": "HS22", "level": 6, **expected}


# Refusals, word for word


def test_without_data_it_says_how_to_add_them(detente, store):
    told = detente(*ASKED)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: No trade by product is stored; years held: none. Take BACI from CEPII and say: "
        "detente data add baci FILE.zip\n"
    )


def test_another_number_of_digits_is_refused(detente, added):
    told = detente(*ASKED, "--level", "5")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        'detente: Invalid value "5" for --level. Choose from: 2, 4, 6. '
        "Try: detente products --help\n"
    )


def test_a_country_that_the_table_does_not_have_is_refused(detente, added):
    assert detente("products", "Norway", "North Korea").err == (
        "detente: No trade by product of PRK is recorded in 2022. Ask about another year.\n"
    )


def test_one_country_twice_is_refused(detente, added):
    assert detente("products", "Norway", "NOR").err == (
        "detente: NOR twice is no pair. Name two countries.\n"
    )
