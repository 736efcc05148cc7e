"""A closed world: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from trade.small_worlds import FOUR, THREE, economy, flows, labelled

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade import (
    Economy,
    Shock,
    coalition_leverage,
    counterfactual,
    diversion,
    economy_from_flows,
    economy_of,
    exposure,
    leverage,
    severance,
    severance_map,
)
from detente.world import example_world

# Known answers


def test_by_hand_value_added_closes_with_gdp_less_exports():
    closed = economy_of(example_world())  # the Netherlands: GDP 900, exports 25
    assert list(np.diag(closed.flow)) == [875.0, 370.0, 189.0]
    assert closed.closure == "value_added"
    assert closed.year == 2024


def test_by_hand_gross_output_doubles_gdp():
    closed = economy_of(example_world(), "gross_output")
    assert list(np.diag(closed.flow)) == [1775.0, 770.0, 389.0]
    assert list(closed.sales) == [1800.0, 800.0, 400.0]


def test_an_entrepot_keeps_a_twentieth_of_its_gdp_at_home_and_is_named():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, 29.0, 200.0])  # Norway sells 30 abroad
    closed = economy_of(replace(example_world(), tables=tables))
    assert closed.floored == ("NOR",)
    assert closed.flow[1, 1] == 0.05 * 29.0


def test_who_imports_more_than_it_makes_is_named():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, 400.0, 4.0])  # Qatar imports 5
    assert economy_of(replace(example_world(), tables=tables)).entrepots == ("QAT",)


def test_who_cannot_be_modelled_is_left_out_with_the_reason():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, np.nan, 200.0])
    flags = replace(example_world(), tables=tables, countries=("NLD", "NOR", "LBR"))
    assert dict(economy_of(flags).left_out) == {
        "NOR": "its GDP is not in the data",
        "LBR": "it is a ship register, and its imports are ships changing flag",
    }


# Laws


@given(flows)
def test_what_is_sold_is_bought(x):
    world = economy(x)
    assert world.sales.sum() == pytest.approx(world.expenditure.sum())
    np.testing.assert_allclose(world.share.sum(axis=0), 1.0)


@given(flows)
def test_a_frame_brings_its_own_labels_in_any_order(x):
    frame = labelled(x)
    shuffled = frame.loc[list(FOUR), ["NOR", "BEL", "NLD", "DEU"]]
    np.testing.assert_array_equal(economy_from_flows(shuffled).flow, x)


def test_nobody_can_change_it():
    given_flow = np.ones((4, 4))
    world = economy(given_flow)
    given_flow[0, 0] = 7.0
    assert world.flow[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        world.flow[0, 0] = 7.0


# Refusals


def refusal(kind, flow, countries=("NLD", "NOR", "QAT")):
    with pytest.raises(kind) as refused:
        economy_from_flows(flow, countries)
    return str(refused.value)


def test_refuses_flows_that_are_negative_or_unknown():
    bad = np.array([[1, -2, 1], [1, 1, np.nan], [1, 1, 1.0]])
    assert refusal(BadInput, bad) == (
        "Flows must be known and not negative: NLD→NOR = -2.0, NOR→QAT = nan. Mend or drop them."
    )


def test_refuses_a_country_that_sells_or_buys_nothing():
    assert refusal(BadInput, np.array([[0, 0, 0], [1, 1, 1], [1, 1, 1.0]])) == (
        "Sells nothing at all: NLD. Leave it out of the economy."
    )


def test_refuses_a_shape_that_does_not_fit():
    assert refusal(BadInput, np.ones((3, 2))) == (
        "flow has shape (3, 2); 3 countries need (3, 3) (exporter, importer)."
    )


def test_refuses_a_country_named_twice():
    assert refusal(BadInput, np.ones((3, 3)), ("NLD", "NLD", "QAT")) == (
        "Countries named twice: NLD. Give each country one row."
    )


def test_refuses_a_bare_array_and_labels_that_differ():
    assert refusal(BadInput, np.ones((3, 3)), None) == (
        "A bare array has no labels, so its sides cannot be told apart. Give countries=, or a "
        "DataFrame with exporters as rows and importers as columns."
    )
    assert refusal(BadInput, labelled(np.ones((4, 4))), FOUR) == (
        "A DataFrame brings its own labels; leave countries= out."
    )
    odd = labelled(np.ones((4, 4))).rename(columns={"BEL": "LUX"})
    assert refusal(BadInput, odd, None) == (
        "Rows (exporters) and columns (importers) differ: BEL, LUX. Give the same countries once "
        "on both sides."
    )


def test_refuses_what_a_mask_hides():
    hidden = np.ma.masked_equal(np.array([[1, 99, 1], [1, 1, 1], [1, 1, 1]]), 99)
    said = "Flows must be known and not negative: NLD→NOR = nan. Mend or drop them."
    assert refusal(BadInput, hidden) == said
    with pytest.raises(BadInput) as refused:
        Economy(("NLD", "NOR", "QAT"), hidden)
    assert str(refused.value) == said


@pytest.mark.parametrize("label", [3, None, np.nan])
def test_refuses_a_label_that_is_no_text(label):
    nameless = labelled(np.ones((4, 4))).set_axis(pd.Index([*FOUR[:3], label], dtype=object))
    said = f"4 is labelled {label}. A label is text: name the country or sector."
    assert refusal(BadInput, nameless, None) == f"Row {said}"
    assert refusal(BadInput, nameless.T, None) == f"Column {said}"
    assert refusal(BadInput, np.ones((4, 4)), (*FOUR[:3], label)) == f"Country {said}"


def test_refuses_flows_that_are_no_numbers():
    said = "flow holds '1.5', which is no number. Give numbers, and NaN where one is not known."
    assert refusal(BadInput, np.full((4, 4), "1.5"), FOUR) == said
    assert refusal(BadInput, labelled(np.full((4, 4), "1.5")), None) == said


def test_refuses_an_array_of_xarray():
    labels = {"exporter": list(FOUR), "importer": list(FOUR)}
    assert refusal(BadInput, xr.DataArray(np.ones((4, 4)), labels), None) == (
        "flow is a DataArray. Give a numpy array with countries=, or a DataFrame with exporters as "
        "rows and importers as columns."
    )


@pytest.mark.parametrize("countries", [None, ("NLD", "NOR")])
def test_refuses_a_list(countries):
    assert refusal(BadInput, [[8.0, 2.0], [2.0, 8.0]], countries) == (
        "flow is a list. Give a numpy array with countries=, or a DataFrame with exporters as rows "
        "and importers as columns."
    )


def test_refuses_an_unknown_closure():
    with pytest.raises(BadInput) as refused:
        economy_of(example_world(), "output")
    assert str(refused.value) == ("No closure 'output'. Choose one of: value_added, gross_output.")


def test_refuses_a_country_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        THREE.row("DEU")
    assert str(refused.value) == "No country 'DEU' here. 3 known, nearest: NLD, NOR, QAT."
    with pytest.raises(UnknownLabel) as refused:
        THREE.row(0)
    assert str(refused.value) == "No country '0' here. 3 known, nearest: NLD, NOR, QAT."


def test_says_why_a_country_was_left_out():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, 400.0, np.nan])
    with pytest.raises(MissingData) as refused:
        economy_of(replace(example_world(), tables=tables)).row("QAT")
    assert str(refused.value) == (
        "QAT is left out of the world model of 2024: its GDP is not in the data. Ask about another "
        "country or year."
    )


def test_refuses_a_world_in_which_no_gdp_is_known():
    world = example_world()
    tables = {**world.tables, "gdp": np.full(3, np.nan)}
    with pytest.raises(BadInput) as refusal:
        economy_of(replace(world, tables=tables))
    assert str(refusal.value) == (
        "No country is left to model: its GDP is not in the data. Give flows and GDP of some."
    )


def test_refuses_one_text_for_all_countries():
    with pytest.raises(BadInput) as refused:
        economy_from_flows(np.ones((3, 3)), "NLD")
    assert str(refused.value) == "countries is 'NLD', one text. Give a list of one for each."


@pytest.mark.parametrize(
    "question",
    [
        lambda table: counterfactual(table, Shock(), theta=4.0),
        lambda table: severance(table, "NLD", "NOR", theta=4.0),
        lambda table: severance_map(table, theta=4.0),
        lambda table: leverage(table, "NLD", "NOR", theta=4.0),
        lambda table: coalition_leverage(table, ["NOR"], "NLD", theta=4.0),
        lambda table: diversion(table, of="NLD", from_="NOR", to="QAT", share=0.2, theta=4.0),
        lambda table: exposure(table, theta=4.0),
    ],
)
def test_refuses_a_bare_table_where_an_economy_is_asked_for(question):
    with pytest.raises(BadInput) as refused:
        question(np.ones((3, 3)))
    assert str(refused.value) == (
        "economy is of type ndarray. Make one with economy_from_flows(...)."
    )
