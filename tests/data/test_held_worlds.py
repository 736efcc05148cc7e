"""Worlds of what is shipped and what was added: known answers, laws, a second road."""

import numpy as np
import pytest
from data.invented_answers import VOTES, gravity, gravity_pair, packed, world_bank
from data.invented_baci import COUNTRIES, baci

from detente.data import add_baci, add_file, held_worlds, load_world, shipped_worlds
from detente.trade import dependence
from detente.world import newest_world

SUMMED = 1e-12  # a sum taken apart and made again
VOTED = 1e-4  # shares as they are published


def add_gdp(tmp_path, *observations):
    path = tmp_path / "gdp.json"
    path.write_text(world_bank(*observations), encoding="utf-8")
    return add_file("worldbank", path)


# Known answers: by hand, from tests/data/invented_baci.py and invented_answers.py


def test_flows_are_summed_over_products_in_a_year_that_is_not_shipped(tmp_path, store):
    added = add_baci(baci(tmp_path / "B.zip"))
    world = held_worlds()[2022]
    assert world.value("flows", "NOR", "NLD") == 1.5e6
    assert np.isnan(world.value("flows", "NOR", "TWN"))
    assert world.sources["flows"] == (added.source,)
    assert world.notes["flows"] == added.notes


def test_what_was_not_added_is_as_it_is_shipped(tmp_path, store):
    add_baci(baci(tmp_path / "B.zip"))
    world = held_worlds()[2022]
    assert world.value("gdp", "NOR") == load_world(2022).value("gdp", "NOR")
    for name, a, b, year in (("distance", "NLD", "NOR", 2018), ("agreement", "USA", "NOR", 2022)):
        assert world.value(name, a, b) == load_world(year).value(name, a, b)


def test_a_gap_of_an_added_size_is_filled_from_what_is_shipped_and_both_are_named(tmp_path, store):
    added = add_gdp(tmp_path, ("NOR", "2022", 600.0))
    world = held_worlds()[2022]
    assert world.value("gdp", "NOR") == 600.0
    assert world.value("gdp", "PRK") == load_world(2022).value("gdp", "PRK")
    assert world.sources["gdp"] == (added.source, *load_world(2022).sources["gdp"])


def test_income_is_added_up_as_baci_adds_up_trade(tmp_path, store):
    rows = {2022: "2022,757,528,010121,1.000,NA\n"}
    countries = COUNTRIES + "757,Switzerland-Liechtenstein,CH,CHE\n"
    add_baci(baci(tmp_path / "B.zip", rows, countries))
    add_gdp(tmp_path, ("CHE", "2022", 800.0), ("LIE", "2022", 7.0), ("LUX", "2022", 80.0),
            ("BEL", "2022", 600.0))  # fmt: skip
    world = held_worlds()[2022]
    assert world.value("gdp", "CHE") == 807.0
    assert world.value("gdp", "BEL") == 600.0  # apart from 1999 on


def test_agreement_is_the_share_of_votes_cast_alike_where_both_took_part(tmp_path, store):
    path = tmp_path / "votes.csv"
    path.write_text(VOTES, encoding="utf-8")
    add_file("unvotes", path)
    world = held_worlds()[2023]
    assert world.value("agreement", "NLD", "NOR") == 0.5  # alike on the first of two
    assert world.value("joint_votes", "NLD", "NOR") == 2.0
    assert world.value("agreement", "NLD", "PRK") == pytest.approx(2 / 3)
    shipped = load_world(2023).value("agreement", "USA", "NOR")
    assert world.value("agreement", "USA", "NOR") == shipped


def test_a_year_of_gravity_alone_holds_sizes_and_distances(tmp_path, store):
    text = gravity(gravity_pair("NLD", "NOR", year=1960, distcap=915, gdp_o=9, pop_o=11))
    add_file("gravity", packed(tmp_path / "Gravity_csv_V202211.zip", Gravity_V202211=text))
    world = held_worlds()[1960]
    assert world.countries == ("NLD", "NOR")
    assert (world.value("gdp", "NLD"), world.value("population", "NLD")) == (9e3, 11e3)
    assert world.value("distance", "NLD", "NOR") == 915.0
    assert not world.holds("flows")


# Laws


def test_a_year_of_which_nothing_was_added_is_the_shipped_one(tmp_path, store):
    add_baci(baci(tmp_path / "B.zip"))
    worlds = held_worlds()
    assert worlds[2018] is load_world(2018)
    assert {*worlds} == {*shipped_worlds(), 2021, 2022}
    assert len(worlds) == len({*worlds})


def test_an_empty_store_holds_what_is_shipped(store):
    worlds = held_worlds()
    assert {*worlds} == {*shipped_worlds()}
    assert all(worlds[year] is load_world(year) for year in (1995, 2018))
    assert 1789 not in worlds


@pytest.mark.parametrize("year", [1995, 2005, 2018])
@pytest.mark.parametrize("name", ["gdp", "population"])
def test_sums_of_the_snapshot_survive_beside_its_own_flows(tmp_path, store, year, name):
    add_gdp(tmp_path, ("NOR", str(year), 600.0))
    shipped, world = load_world(year), held_worlds()[year]
    here = [world.row(code) for code in shipped.countries if code != "NOR"]
    there = [shipped.row(code) for code in shipped.countries if code != "NOR"]
    assert np.allclose(
        world.table(name)[here], shipped.table(name)[there], rtol=SUMMED, equal_nan=True
    )
    assert np.array_equal(world.table("flows"), shipped.table("flows"), equal_nan=True)


def test_added_flows_of_a_shipped_year_go_before_it_and_income_is_taken_apart(tmp_path, store):
    rows = {2018: "2018,528,579,010121,1.000,NA\n"}
    add_baci(baci(tmp_path / "B.zip", rows))
    shipped, world = load_world(2018), held_worlds()[2018]
    assert np.nansum(world.table("flows")) == 1000.0
    assert np.nansum(world.table("model_flows")) == 1000.0
    together = world.value("gdp", "BEL") + world.value("gdp", "LUX")
    assert together == pytest.approx(shipped.value("gdp", "BEL"), rel=SUMMED)


# A second road: the models on an added year


def test_dependence_is_answered_from_the_newest_year_that_was_added(tmp_path, store):
    add_baci(baci(tmp_path / "B.zip"))
    world = newest_world(held_worlds(), "flows", ["NOR", "TWN"])
    assert world.year == 2022
    assert dependence(world).share("NOR", "TWN", "imports") == 50e3 / 56e3
