"""An economy by sector: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from trade.caliendo_parro import world_1993, world_by_sector

from detente.errors import BadInput, UnknownLabel
from detente.trade.sector_economy import SectorEconomy
from detente.trade.sector_example import example_sector_economy

EXACT = 1e-12  # sums of at most a thousand numbers, in another order
AS_PRINTED = 5e-7  # how far the shares printed with Caliendo & Parro (2015) miss one

N, S = 3, 2
some_examples = settings(max_examples=25, deadline=None)
flows = arrays(float, (N, N, S), elements=st.floats(0.1, 10))
made_of = arrays(float, (N, S, S), elements=st.floats(0, 1))
tariffs = arrays(float, (N, N, S), elements=st.floats(0, 0.5)).map(
    lambda t: t * (1 - np.eye(N)[:, :, None])
)
worlds = st.builds(world_by_sector, flows, made_of, tariffs)

# Known answers


def test_the_accounts_of_the_example_by_hand():
    economy = example_sector_economy()
    assert economy.output[0].tolist() == [130, 22]  # food 100 + 20 + 10, fuels 20 + 2
    assert economy.exports[0].tolist() == [30, 2]
    assert economy.imports[0].tolist() == [10, 40]
    assert economy.surplus[0] == -18
    assert economy.tariff_revenue.tolist() == [0.5, 5.0, 0.0]  # 5 % of 10; a quarter of 20
    np.testing.assert_allclose(economy.spending[0], [110.5, 60.0])
    np.testing.assert_allclose(economy.value_added[0], 0.6 * 130 + 0.6 * 22)
    np.testing.assert_allclose(economy.income[0], 91.2 + 0.5 + 18)


def test_the_world_of_caliendo_parro_2015_adds_up_as_printed():
    economy = world_1993()
    paid = economy.value_added_share + economy.input_share.sum(axis=1)
    assert 1e-8 < np.abs(paid - 1).max() < AS_PRINTED
    assert np.abs(economy.surplus).max() < 1e-10 * economy.value_added.sum()


# Laws


@some_examples
@given(worlds)
def test_spending_shares_of_an_importer_sum_to_one(economy):
    np.testing.assert_allclose(economy.share.sum(axis=0), 1.0, rtol=EXACT)


@some_examples
@given(worlds)
def test_every_surplus_is_a_deficit_elsewhere(economy):
    assert abs(economy.surplus.sum()) < EXACT * economy.flow.sum()


@some_examples
@given(worlds)
def test_what_is_earned_and_borrowed_is_spent(economy):
    used = np.einsum("njk,nk->n", economy.input_share, economy.output)
    np.testing.assert_allclose(economy.spending.sum(axis=1) - used, economy.income, rtol=EXACT)


def test_nothing_that_is_given_is_changed_or_can_be():
    given_flow = np.array([[[8.0], [2.0]], [[2.0], [8.0]]])
    economy = world_by_sector(given_flow, np.zeros((2, 1, 1)))
    given_flow[0, 0, 0] = 0.0
    assert economy.flow[0, 0, 0] == 8.0
    with pytest.raises(ValueError, match="read-only"):
        economy.flow[0, 0, 0] = 1.0


# Certificates


def test_each_sector_lies_together_in_memory_for_the_solver():
    economy = world_1993()
    assert economy.flow.T.flags.c_contiguous
    assert economy.tariff.T.flags.c_contiguous


# A second road


@some_examples
@given(worlds)
def test_labelled_tables_hold_the_same_numbers(economy):
    tables = economy.to_xarray()
    for i, exporter in enumerate(economy.countries):
        for j, sector in enumerate(economy.sectors):
            cell = {"exporter": exporter, "sector": sector}
            np.testing.assert_array_equal(tables.flow.sel(cell), economy.flow[i, :, j])
    assert economy.row("C01") == 1
    assert economy.column("s01") == 1


# Refusals


def refused(error, **changes) -> str:
    with pytest.raises(error) as refusal:
        replace(example_sector_economy(), **changes)
    return str(refusal.value)


def changed(name: str, place, value):
    table = np.array(getattr(example_sector_economy(), name))
    table[place] = value
    return {name: table}


def test_refuses_a_negative_or_unknown_flow():
    assert refused(BadInput, **changed("flow", (0, 1, 0), -2.0)) == (
        "flow must be known and not negative: NLD→NOR food = -2. Mend or merge them."
    )
    assert refused(BadInput, **changed("flow", (0, 1, 0), np.nan)) == (
        "flow must be known and not negative: NLD→NOR food = nan. Mend or merge them."
    )


def test_refuses_a_sector_that_a_country_does_not_buy():
    assert refused(BadInput, **changed("flow", (slice(None), 2, 1), 0.0)) == (
        "Nothing is bought, not even at home: QAT fuels. A price needs a purchase: merge the "
        "sector with another, or leave it out."
    )


def test_refuses_a_country_that_sells_nothing():
    flow = example_sector_economy().flow.copy()
    flow[1, 2], flow[2] = flow[2, 2], 0.0
    assert refused(BadInput, flow=flow) == "Earns nothing at all: QAT. Leave it out."


def test_refuses_a_country_that_lends_more_than_it_earns():
    assert refused(BadInput, **changed("flow", (2, 0, 1), 900.0)) == (
        "QAT lend more abroad than they earn. Leave them out."
    )


def test_refuses_costs_that_do_not_add_up():
    assert refused(BadInput, **changed("input_share", (1, 0, 1), 0.2)) == (
        "Value added and inputs must sum to 1: NOR fuels = 1.1. Divide both by that sum."
    )


def test_refuses_a_large_negative_input():
    assert refused(BadInput, **changed("input_share", (1, 0, 1), -0.2)) == (
        "input_share must be known and not negative: NOR food fuels = -0.2. Mend or merge them."
    )


def test_refuses_final_shares_that_do_not_add_up():
    assert refused(BadInput, **changed("final_share", (0, 0), 0.5)) == (
        "final_share must sum to 1 by country: NLD = 0.749772. Divide by that sum."
    )


def test_refuses_goods_that_nobody_uses():
    assert refused(BadInput, **changed("final_share", 0, [0.5, 0.5])) == (
        "final_share is not the share of income that purchases leave after inputs: NLD food = 0.5 "
        "against 0.750228, NLD fuels = 0.5 against 0.249772. Give that share, or flows in which "
        "every good has a use."
    )


def test_refuses_an_elasticity_that_is_not_positive():
    assert refused(BadInput, elasticity=np.array([4.0, -8.0])) == (
        "elasticity must be above 0: fuels = -8. It is the elasticity of trade to trade cost; give "
        "minus the slope where one was estimated."
    )


def test_refuses_tariffs_that_give_goods_away_or_are_levied_at_home():
    assert refused(BadInput, **changed("tariff", (0, 1, 0), -1.0)) == (
        "tariff must be known and above −1: NLD→NOR food = -1. −1 is a price of nothing; to end a "
        "trade, use cuts."
    )
    assert refused(BadInput, **changed("tariff", (1, 1, 0), 0.1)) == (
        "tariff of NOR on itself. Home sales pay none: set it to 0."
    )


def test_refuses_shares_that_are_no_numbers():
    text = np.full((3, 2), "0.5")
    assert refused(BadInput, value_added_share=text) == (
        "value_added_share holds '0.5', which is no number. Give numbers, and NaN where one is not "
        "known."
    )


def test_refuses_labels_that_are_no_text():
    said = "1 is labelled 0. A label is text: name the country or sector."
    assert refused(BadInput, countries=(0, 1, 2)) == f"Country {said}"
    assert refused(BadInput, sectors=(0, 1)) == f"Sector {said}"


def test_refuses_a_table_of_another_shape():
    assert refused(BadInput, flow=np.ones((3, 3))) == (
        "flow has shape (3, 3); its axes ('exporter', 'importer', 'sector') need (3, 3, 2)."
    )


def test_refuses_labels_that_stand_twice():
    assert refused(BadInput, countries=("NLD", "NOR", "NLD")) == (
        "Countries named twice: NLD. Give each one place."
    )
    assert refused(BadInput, sectors=("food", "food")) == (
        "Sectors named twice: food. Give each one place."
    )


def test_refuses_a_label_that_is_not_there():
    economy: SectorEconomy = example_sector_economy()
    with pytest.raises(UnknownLabel) as refusal:
        economy.column("gas")
    assert str(refusal.value) == "No sector 'gas' here. 2 known, nearest: food, fuels."
    with pytest.raises(UnknownLabel) as refusal:
        economy.row("NLX")
    assert str(refusal.value) == "No country 'NLX' here. 3 known, nearest: NLD."
