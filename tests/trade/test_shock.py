"""What a shock is made of: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given, settings
from trade.small_worlds import (
    FOUR,
    THREE,
    costs,
    economy,
    flows,
    labelled,
    refusal,
    tariffs,
    thetas,
)

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade import Shock, economy_of
from detente.trade.shock import markets
from detente.world import example_world

EXACT = 1e-13  # a few multiplications in another order

# Known answers


def test_by_hand_the_kernel_is_the_share_made_dearer():
    shock = Shock(
        cost_change={("NOR", "NLD"): 2.0},
        tariff_before={("QAT", "NLD"): 0.25},
        tariff_after={("QAT", "NLD"): 0.5},
        productivity={"QAT": 3.0},
        cut=(("NLD", "NOR"),),
    )
    changed = markets(THREE, shock, 2.0)
    # shares of the Dutch market 0.6, 0.2, 0.2; 2^-2 = 1/4; 3^2 = 9; (1.5/1.25)^-3
    np.testing.assert_allclose(changed.kernel[:, 0], [0.6, 0.05, 0.2 * 9 / 1.2**3], rtol=EXACT)
    assert changed.kernel[0, 1] == 0.0
    assert changed.duty_before[2, 0] == 1.25
    assert changed.duty_after[2, 0] == 1.5


# Laws


@settings(max_examples=25, deadline=None)
@given(flows, costs, tariffs, thetas)
def test_a_mapping_and_a_frame_say_the_same(x, cost, tariff, theta):
    def as_mapping(table):
        return {(a, b): table[i, j] for i, a in enumerate(FOUR) for j, b in enumerate(FOUR)}

    frames = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff).iloc[::-1, ::-1])
    mappings = Shock(cost_change=as_mapping(cost), tariff_after=as_mapping(tariff))
    a, b = (markets(economy(x), shock, theta) for shock in (frames, mappings))
    np.testing.assert_array_equal(a.kernel, b.kernel)
    np.testing.assert_array_equal(a.duty_after, b.duty_after)


def test_a_series_and_a_mapping_say_the_same():
    skill = {"NOR": 1.2, "QAT": 0.9}
    a, b = (markets(THREE, Shock(productivity=z), 4.0) for z in (skill, pd.Series(skill)))
    np.testing.assert_array_equal(a.kernel, b.kernel)


def test_the_economy_is_left_as_it_was():
    before = THREE.flow.copy()
    markets(THREE, Shock(cost_change={("NOR", "NLD"): 2.0}, cut=(("NLD", "NOR"),)), 4.0)
    np.testing.assert_array_equal(THREE.flow, before)


# Refusals


@pytest.mark.parametrize("cost", [0.0, -1.0, float("nan"), float("inf")])
def test_refuses_a_cost_that_is_not_positive(cost):
    assert refusal(BadInput, Shock(cost_change={("NOR", "NLD"): cost})) == (
        f"cost_change: NOR→NLD = {cost}; it must be above 0, and known. To end a trade, use cut."
    )


@pytest.mark.parametrize("name", ["tariff_before", "tariff_after"])
def test_refuses_a_tariff_that_makes_goods_free(name):
    assert refusal(BadInput, Shock(**{name: {("NOR", "NLD"): -1.0}})) == (
        f"{name}: NOR→NLD = -1.0; it must be above −1, which is a price of nothing, and known. "
        "To end a trade, use cut."
    )


def test_refuses_a_tariff_on_home_sales():
    assert refusal(BadInput, Shock(tariff_after={("NOR", "NOR"): 0.1})) == (
        "A tariff on home sales of NOR. They pay none: set it to 0."
    )


def test_refuses_productivity_that_is_not_positive():
    assert refusal(BadInput, Shock(productivity={"NOR": 0.0})) == (
        "productivity of NOR is 0.0; it must be above 0, and known."
    )


@pytest.mark.parametrize("labels", [["NLD", "NOR", "BEL"], [0, 1, 2]])
def test_refuses_productivity_of_a_country_that_is_not_there(labels):
    odd = [label for label in labels if label not in THREE.countries]
    assert refusal(UnknownLabel, Shock(productivity=pd.Series(1.1, index=labels))) == (
        f"No country '{odd[0]}' here. 3 known, nearest: NLD, NOR, QAT."
    )


def test_refuses_productivity_that_is_no_number_or_named_twice():
    assert refusal(BadInput, Shock(productivity={"NOR": "1.1"})) == (
        "productivity of NOR is '1.1', which is no number. Give one, such as 0.25."
    )
    assert refusal(BadInput, Shock(productivity=pd.Series([1.1, 1.2], index=["NOR", "NOR"]))) == (
        "productivity names NOR twice. Name each country once."
    )


@pytest.mark.parametrize("given", [1.1, [1.1, 1.0, 1.0], np.ones(3)])
def test_refuses_productivity_without_names(given):
    assert refusal(BadInput, Shock(productivity=given)) == (
        f"productivity is of type {type(given).__name__}, so its countries are not named. Give a "
        "mapping or a Series from country to number."
    )


@pytest.mark.parametrize(
    "given", [1.1, [[1.0] * 3] * 3, pd.Series({("NLD", "NOR"): 1.1}), xr.DataArray(np.ones((3, 3)))]
)
def test_refuses_links_that_are_no_table(given):
    assert refusal(BadInput, Shock(cost_change=given)) == (
        f"cost_change is of type {type(given).__name__}. Give a DataFrame with exporters as rows "
        "and importers as columns, or a mapping from (exporter, importer)."
    )


def test_refuses_links_of_text():
    said = "tariff_after holds '10%', which is no number. Give numbers, and NaN where one is not"
    by_mapping = Shock(tariff_after={("NOR", "NLD"): "10%"})
    by_frame = Shock(tariff_after=labelled(np.full((3, 3), "10%"), THREE.countries))
    assert {refusal(BadInput, shock) for shock in (by_mapping, by_frame)} == {f"{said} known."}


def test_refuses_what_is_no_link():
    assert refusal(BadInput, Shock(cost_change={"NOR": 1.1})) == (
        "cost_change: 'NOR' is not two countries. Write ('NLD', 'NOR')."
    )
    assert refusal(BadInput, Shock(cut=("NLD", "NOR"))) == (
        "cut: 'NLD' is not two countries. Write ('NLD', 'NOR')."
    )
    assert refusal(UnknownLabel, Shock(cut=((0, 1),))) == (
        "No country '0' here. 3 known, nearest: NLD, NOR, QAT."
    )


def test_refuses_a_bare_array():
    assert refusal(BadInput, Shock(cost_change=np.ones((3, 3)))) == (
        "cost_change is a bare array, so its sides cannot be told apart. Give a DataFrame with "
        "exporters as rows and importers as columns, or a mapping from (exporter, importer)."
    )


def test_refuses_a_table_of_other_countries():
    table = labelled(np.ones((4, 4)))
    assert refusal(BadInput, Shock(cost_change=table)) == (
        "cost_change: its rows (exporters) are not the economy's 3 countries; BEL, DEU, QAT. "
        "Reindex it on economy.countries."
    )


def test_refuses_a_country_that_is_not_there():
    assert refusal(UnknownLabel, Shock(cut=(("NOR", "NDL"),))) == (
        "No country 'NDL' here. 3 known, nearest: NLD."
    )
    assert refusal(BadInput, Shock(cut=(("NOR", "NOR"),))) == (
        "cut names NOR→NOR. A country has no link to itself."
    )


def test_refuses_a_country_that_was_left_out_with_the_reason():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, 400.0, np.nan])
    small = economy_of(replace(example_world(), tables=tables))
    assert refusal(MissingData, Shock(cut=(("NLD", "QAT"),)), of=small) == (
        "QAT is left out of the world model of 2024: its GDP is not in the data. "
        "Ask about another country or year."
    )


def test_refuses_a_table_with_a_country_twice():
    table = labelled(np.ones((4, 4)), ("NLD", "NOR", "QAT", "QAT"))
    assert refusal(BadInput, Shock(cost_change=table)) == (
        "cost_change: its rows (exporters) are not the economy's 3 countries; one stands twice. "
        "Reindex it on economy.countries."
    )


def test_refuses_what_is_no_shock():
    assert refusal(BadInput, {"cut": (("NLD", "NOR"),)}) == (
        "shock is of type dict. Make one with Shock(...)."
    )
