"""The World: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world import TABLES, Source, World, example_world, newest_world

ATLAS = Source("Atlas", "a press", 2023, "CC0-1.0", "")
LEDGER = Source("Ledger", "a bank", 2024, "CC0-1.0", "")
THREE = ("NLD", "NOR", "QAT")

flows = arrays(float, (3, 3), elements=st.one_of(st.just(np.nan), st.floats(0, 1e12)))


def world(table=None, *, year=2024, countries=THREE, name="flows", **more) -> World:
    """Wrap one table as a World."""
    table = np.ones((len(countries), len(countries))) if table is None else table
    return World(year, tuple(countries), {name: table}, {name: (ATLAS,)}, **more)


# Known answers


def test_by_hand_sellers_are_rows_and_buyers_are_columns():
    assert example_world().value("flows", "NOR", "NLD") == 30.0
    assert example_world().value("flows", "NLD", "NOR") == 20.0


def test_by_hand_a_cell_of_each_kind_of_axis():
    small = example_world()
    assert small.value("sector_flows", "NOR", "NLD", "fuels") == 27.0
    assert small.value("gdp", "QAT") == 200.0
    assert small.value("distance", "NLD", "QAT") == 4907.0


def test_none_known_and_no_answer_stay_apart():
    small = example_world()
    assert small.value("sector_flows", "QAT", "NLD", "food") == 0.0
    assert np.isnan(small.value("flows", "NOR", "QAT"))


def test_by_hand_the_newest_world_that_holds_both():
    worlds = {2015: world(year=2015), 2018: world(year=2018, countries=("NLD", "NOR"))}
    assert newest_world(worlds, "flows", ["NLD", "NOR"]).year == 2018
    assert newest_world(worlds, "flows", ["NLD", "QAT"]).year == 2015
    assert newest_world(worlds, "flows", ["NLD", "NOR"], year=2015).year == 2015


def test_a_country_without_a_single_number_is_not_held():
    silent = np.ones((3, 3))
    silent[2, :] = silent[:, 2] = np.nan
    worlds = {2018: world(silent, year=2018), 2015: world(year=2015)}
    assert newest_world(worlds, "flows", ["QAT"]).year == 2015
    one_sided = silent.copy()
    one_sided[0, 2] = 0.0  # known to be none is an answer
    assert newest_world({2018: world(one_sided, year=2018)}, "flows", ["QAT"]).year == 2018


def test_sources_and_notes_come_once_in_the_order_asked():
    tables = {"flows": np.ones((3, 3)), "gdp": np.ones(3), "population": np.ones(3)}
    sources = {"flows": (LEDGER,), "gdp": (ATLAS, LEDGER), "population": (ATLAS,)}
    notes = {"gdp": ("An estimate.",), "population": ("An estimate.", "Mid-year.")}
    full = World(2024, THREE, tables, sources, notes=notes)
    assert full.sources_of("gdp", "flows") == (ATLAS, LEDGER)
    assert full.sources_of("flows", "gdp") == (LEDGER, ATLAS)
    assert full.notes_of("flows", "gdp", "population") == ("An estimate.", "Mid-year.")


# Laws


@given(flows)
def test_a_world_gives_back_what_it_was_given(x):
    kept = world(x)
    for i, exporter in enumerate(THREE):
        for j, importer in enumerate(THREE):
            np.testing.assert_equal(kept.value("flows", exporter, importer), x[i, j])


@given(flows, st.permutations(range(3)))
def test_the_order_of_countries_does_not_matter(x, order):
    a = world(x)
    b = world(x[np.ix_(order, order)], countries=[THREE[i] for i in order])
    for exporter in THREE:
        for importer in THREE:
            np.testing.assert_equal(
                a.value("flows", exporter, importer), b.value("flows", exporter, importer)
            )


@given(st.sets(st.integers(1990, 2030), min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_worlds_does_not_matter(years, random):
    shuffled = sorted(years)
    random.shuffle(shuffled)
    worlds = {year: world(year=year) for year in shuffled}
    assert newest_world(worlds, "flows", THREE).year == max(years)


# Certificates


def test_a_table_of_a_world_cannot_be_written():
    given_ = np.ones((3, 3))
    kept = world(given_)
    with pytest.raises(ValueError, match="read-only"):
        kept.table("flows")[0, 1] = 7.0
    with pytest.raises(TypeError):
        kept.tables["flows"] = given_


def test_a_world_does_not_change_with_the_array_it_was_made_from():
    given_ = np.ones((3, 3))
    kept = world(given_)
    given_[0, 1] = 7.0
    assert kept.value("flows", "NLD", "NOR") == 1.0


def test_every_quantity_has_known_axes_a_unit_and_a_meaning():
    for quantity in TABLES.values():
        assert set(quantity.axes) <= {"exporter", "importer", "country", "sector"}
        assert quantity.unit
        assert quantity.meaning


# A second road


@given(flows)
def test_held_agrees_with_looking_at_every_cell(x):
    one = world(x)
    for i, name in enumerate(THREE):
        cells = [x[i, j] for j in range(3)] + [x[j, i] for j in range(3)]
        try:
            held = newest_world({2024: one}, "flows", [name]) is one
        except MissingData:
            held = False
        assert held == any(not np.isnan(cell) for cell in cells)


def test_membership_agrees_with_the_list_of_countries():
    small = example_world()
    assert [c in small for c in ("NLD", "NOR", "QAT", "BEL", None)] == [True] * 3 + [False] * 2
    assert [small.row(c) for c in THREE] == [0, 1, 2]


# Refusals, word for word


def test_refuses_a_table_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        world(name="flow")
    assert str(refusal.value) == (f"No table 'flow' here. {len(TABLES)} known, nearest: flows.")
    with pytest.raises(UnknownLabel) as refusal:
        example_world().table("gpd")
    assert str(refusal.value) == f"No table 'gpd' here. {len(TABLES)} known, nearest: gdp."


def test_refuses_a_table_on_other_axes():
    with pytest.raises(BadInput) as refusal:
        world(np.ones((2, 3)))
    assert str(refusal.value) == (
        "flows has shape (2, 3); its axes ('exporter', 'importer') need (3, 3)."
    )


def test_refuses_a_table_without_a_source():
    with pytest.raises(MissingData) as refusal:
        World(2024, THREE, {"gdp": np.ones(3)}, {"gdp": ()})
    assert str(refusal.value) == "gdp of 2024 names no Source. Say who published it."


def test_refuses_a_table_it_does_not_hold():
    with pytest.raises(MissingData) as refusal:
        world().table("border")
    assert str(refusal.value) == (
        "The World of 2024 holds no border (length of the shared land border), only: flows. "
        "Ask about another year."
    )


def test_refuses_a_country_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        example_world().value("gdp", "NOK")
    assert str(refusal.value) == (
        "No country in the World of 2024 'NOK' here. 3 known, nearest: NOR."
    )


def test_refuses_a_sector_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        example_world().value("sector_flows", "NOR", "NLD", "fuel")
    assert str(refusal.value) == "No sector 'fuel' here. 2 known, nearest: fuels."


def test_refuses_a_year_without_data():
    with pytest.raises(UnknownLabel) as refusal:
        newest_world({2018: world(year=2018), 2015: world(year=2015)}, "flows", THREE, year=2019)
    assert str(refusal.value) == "No data for 2019 here. Years held: 2015, 2018."


def test_refuses_a_year_that_lacks_the_country_and_says_which_year_has_it():
    worlds = {2015: world(year=2015), 2018: world(year=2018, countries=("NLD", "NOR"))}
    with pytest.raises(MissingData) as refusal:
        newest_world(worlds, "flows", ["NLD", "QAT"], year=2018)
    assert str(refusal.value) == (
        "No goods trade for NLD and QAT in 2018. Years that hold it: 2015."
    )


def test_refuses_countries_that_no_one_year_holds_together():
    worlds = {
        2015: world(year=2015, countries=("NLD", "QAT")),
        2018: world(year=2018, countries=("NLD", "NOR")),
    }
    with pytest.raises(MissingData) as refusal:
        newest_world(worlds, "flows", ["NOR", "QAT", "BEL"])
    assert str(refusal.value) == (
        "No goods trade for NOR and QAT and BEL in any one year here. "
        "Held for NOR: 2018; QAT: 2015; BEL: no year."
    )


@pytest.mark.parametrize("cell", [-1.0, np.inf])
def test_refuses_an_impossible_cell(cell):
    flows = np.array([[np.nan, 2.0], [cell, np.nan]])
    with pytest.raises(BadInput) as refusal:
        World(2018, ("NLD", "NOR"), {"flows": flows}, {"flows": (ATLAS,)})
    assert str(refusal.value) == (
        f"flows of 2018: NOR→NLD is {cell}. "
        "Every quantity is finite and not negative; write what is unknown as NaN."
    )


def test_refuses_too_few_labels():
    with pytest.raises(BadInput) as refusal:
        example_world().value("flows", "NLD")
    assert str(refusal.value) == "flows has the axes exporter, importer; 1 labels were given."


def test_refuses_a_country_twice():
    with pytest.raises(BadInput) as refusal:
        world(countries=("NLD", "NLD", "QAT"))
    assert str(refusal.value) == ("The World of 2024 names a country twice. Give each one place.")
