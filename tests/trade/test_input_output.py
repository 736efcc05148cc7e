"""From an input–output table to an economy: answers, laws, certificates, second road, refusals."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from trade.caliendo_parro import world_by_sector

from detente.errors import BadInput, UnknownLabel
from detente.trade.input_output import REPAIRS, sector_economy_from_table
from detente.trade.sector_economy import SectorEconomy
from detente.trade.sector_equilibrium import is_sector_equilibrium
from detente.trade.sector_example import example_sector_economy
from detente.trade.sectors import sector_counterfactual

EXACT = 1e-12  # sums of at most a hundred numbers, in another order
SOLVED = 1e-10  # the residual of a world solved again, amplified

NAMES = ["exporter", "exporter_sector", "importer", "use", "value"]
THETA = {"food": 4.0, "fuels": 8.0}
read = partial(sector_economy_from_table, elasticity=THETA)

N, S = 3, 2
some_examples = settings(max_examples=10, deadline=None)
flows = arrays(float, (N, N, S), elements=st.floats(0.1, 10))
made_of = arrays(float, (N, S, S), elements=st.floats(0, 1))
tariffs = arrays(float, (N, N, S), elements=st.floats(0, 0.5)).map(
    lambda t: t * (1 - np.eye(N)[:, :, None])
)
worlds = st.builds(world_by_sector, flows, made_of, tariffs)


def long_table(economy: SectorEconomy) -> pd.DataFrame:
    """Write an economy as a table; every use of a good has the same suppliers."""
    rows = []
    inputs = economy.input_share * economy.output[:, None, :]
    for i, exporter in enumerate(economy.countries):
        for j, sector in enumerate(economy.sectors):
            for n, importer in enumerate(economy.countries):
                part = economy.flow[i, n, j] / economy.spending[n, j]
                used = [part * inputs[n, j, k] for k in range(len(economy.sectors))]
                for use, value in zip(economy.sectors, used, strict=True):
                    rows.append((exporter, sector, importer, use, value))
                final = economy.flow[i, n, j] - sum(used)
                rows.append((exporter, sector, importer, "final", final))
            value_added = economy.value_added_share[i, j] * economy.output[i, j]
            rows.append((exporter, "value_added", exporter, sector, value_added))
    return pd.DataFrame(rows, columns=NAMES)


def long_tariffs(economy: SectorEconomy) -> pd.DataFrame:
    return economy.to_xarray()["tariff"].to_series().rename("tariff").reset_index()


def example(*rows) -> pd.DataFrame:
    """The table of the example, with some cells replaced or added."""
    table = long_table(example_sector_economy())
    cells = {tuple(row[:4]): row[4] for row in table.itertuples(index=False)}
    cells |= {tuple(cell): value for *cell, value in rows}
    return pd.DataFrame([(*cell, value) for cell, value in cells.items()], columns=NAMES)


def without_food_in_qatar(*, bought: bool) -> pd.DataFrame:
    """Qatar makes none, and buys none unless from abroad."""
    table = example()
    none = (table.exporter == "QAT") & (table.exporter_sector == "food")
    none |= (table.importer == "QAT") & (table.use == "food")
    if not bought:
        none |= (table.importer == "QAT") & (table.exporter_sector == "food")
    return table.assign(value=table.value.where(~none, 0.0))


TARIFF = long_tariffs(example_sector_economy())
ADD_UP = ["missing_as_zero", "value_added_as_remainder"]


# Known answers


def test_the_example_comes_back_from_its_table():
    economy, expected = read(example(), tariff=TARIFF, year=2024), example_sector_economy()
    assert (economy.countries, economy.sectors, economy.year) == (
        expected.countries,
        expected.sectors,
        2024,
    )
    for name in ("flow", "value_added_share", "input_share", "final_share", "tariff"):
        np.testing.assert_allclose(getattr(economy, name), getattr(expected, name), atol=EXACT)
    assert economy.elasticity.tolist() == [4, 8]
    assert economy.repairs == {}


def test_repairs_that_are_not_needed_are_not_done():
    economy = read(example(), tariff=TARIFF, repairs=list(REPAIRS))
    assert economy.repairs == {}


# Laws


@some_examples
@given(worlds)
def test_any_economy_comes_back_from_its_table(economy):
    theta = dict(zip(economy.sectors, economy.elasticity, strict=True))
    again = sector_economy_from_table(
        long_table(economy), elasticity=theta, tariff=long_tariffs(economy)
    )
    for name in ("flow", "value_added_share", "input_share", "final_share"):
        np.testing.assert_allclose(getattr(again, name), getattr(economy, name), atol=100 * EXACT)


# Certificates


def at_rest(economy: SectorEconomy) -> None:
    """Nothing moves in a world that nothing changes."""
    same = sector_counterfactual(economy)
    np.testing.assert_allclose(same.wage, 1.0, rtol=SOLVED)
    np.testing.assert_allclose(same.after.flow, economy.flow, rtol=SOLVED)
    assert is_sector_equilibrium(same)


@pytest.mark.parametrize(
    ("rows", "repairs"),
    [
        ([("NOR", "food", "NOR", "inventories", -1.0)], [*ADD_UP, "drop_inventories"]),
        ([("NOR", "value_added", "NOR", "fuels", 52.0)], ["rescale_cost_shares"]),
        (
            [("NOR", "fuels", "NOR", "final", -12.0)],
            ["value_added_as_remainder", "negative_final_demand_to_zero"],
        ),
        (
            [("QAT", "food", "NLD", "final", -1.0)],
            ["value_added_as_remainder", "negative_flow_to_zero"],
        ),
    ],
)
def test_a_repaired_world_is_solved_again_and_says_what_was_done(rows, repairs):
    economy = read(example(*rows), tariff=TARIFF, repairs=repairs)
    assert list(economy.repairs) == repairs
    at_rest(economy)


def test_stocks_that_are_dropped_are_no_trade():
    table = example(("NLD", "food", "NOR", "inventories", -1.0))
    economy = read(table, tariff=TARIFF, repairs=[*ADD_UP, "drop_inventories"])
    np.testing.assert_allclose(economy.surplus, [-18, 18, 0], atol=SOLVED)


def test_repairs_that_keep_the_balance_leave_flows_alone():
    table = example(("NOR", "food", "NOR", "inventories", -1.0))
    economy = read(table, tariff=TARIFF, repairs=[*ADD_UP, "inventories_as_final_demand"])
    flow = example_sector_economy().flow.copy()
    flow[1, 1, 0] -= 1.0
    np.testing.assert_allclose(economy.flow, flow, rtol=EXACT)
    assert economy.repairs["inventories_as_final_demand"] == "Stocks change: NOR food NOR = -1."
    at_rest(economy)


def test_a_sector_that_nobody_buys_gets_a_trace_and_one_without_costs_gets_value_added():
    repairs = ["value_added_as_remainder", "idle_sectors", "unbought_sectors"]
    idle = read(without_food_in_qatar(bought=True), tariff=TARIFF, repairs=repairs)
    assert idle.repairs["idle_sectors"] == "No costs: QAT food."
    assert idle.value_added_share[2, 0] == 1
    at_rest(idle)
    assert "unbought_sectors" not in idle.repairs
    unbought = read(without_food_in_qatar(bought=False), tariff=TARIFF, repairs=repairs)
    assert unbought.repairs["unbought_sectors"] == "Nothing is bought: QAT food."
    assert 0 < unbought.flow[2, 2, 0] < 1e-6
    at_rest(unbought)


# A second road


def test_value_added_as_remainder_is_what_the_rows_say():
    table = example()
    without = table[table.exporter_sector != "value_added"]
    economy = read(without, tariff=TARIFF, repairs=["value_added_as_remainder"])
    expected = example_sector_economy()
    np.testing.assert_allclose(economy.value_added_share, expected.value_added_share, atol=EXACT)
    assert economy.repairs == {"value_added_as_remainder": "The table has no value_added rows."}


# Refusals


def refused(error, table, **options) -> str:
    with pytest.raises(error) as refusal:
        read(table, **{"tariff": TARIFF, **options})
    return str(refusal.value)


def test_refuses_cells_without_a_row():
    table = example()
    gap = table[~((table.exporter == "QAT") & (table.use == "food"))]
    assert refused(BadInput, gap) == (
        "No row for inputs of QAT food NLD food, QAT food NOR food, QAT food QAT food and 3 more; "
        "value_added of QAT food. Mend the table, or ask for the repair 'missing_as_zero' (a cell "
        "without a row counts as none)."
    )


def test_refuses_costs_that_are_not_what_is_sold():
    table = example(("NOR", "value_added", "NOR", "fuels", 52.0))
    assert refused(BadInput, table) == (
        "Costs are not what is sold: NOR fuels = 80 against 70. Mend the table, or ask for the "
        "repair 'value_added_as_remainder' (value added is what inputs leave of sales) or "
        "'rescale_cost_shares' (costs keep their proportions and are scaled to sales)."
    )


def test_refuses_output_that_is_not_what_is_sold():
    made = [("NLD", 130.0, 22.0), ("NOR", 52.0, 71.0), ("QAT", 20.0, 42.0)]
    rows = [(c, "output", c, s, v) for c, *two in made for s, v in zip(THETA, two, strict=True)]
    assert refused(BadInput, example(*rows)) == (
        "Output is not what is sold: NOR fuels = 71 against 70. Mend the table, or ask for the "
        "repair 'sales_as_output' (output is what is sold, and the output rows are set aside)."
    )
    economy = read(example(*rows), tariff=TARIFF, repairs=["sales_as_output"])
    assert economy.repairs == {
        "sales_as_output": "Output is not what is sold: NOR fuels = 71 against 70."
    }


def test_refuses_inventories_until_told_what_they_are():
    table = example(("NOR", "food", "NOR", "inventories", -1.0))
    assert refused(BadInput, table, repairs=ADD_UP) == (
        "Stocks change: NOR food NOR = -1. Mend the table, or ask for the repair "
        "'inventories_as_final_demand' (what goes into stock counts as bought for use) or "
        "'drop_inventories' (what goes into stock is left out)."
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("NOR", "fuels", "NOR", "final", -12.0)],
            "Less than nothing is booked as final_demand: NOR fuels = -10.8545. Mend the table, or "
            "ask for the repair 'negative_final_demand_to_zero' (final demand of less than nothing "
            "counts as none).",
        ),
        (
            [("QAT", "food", "NLD", "final", -1.0)],
            "Less than nothing is booked as flow: QAT→NLD food = -1. Mend the table, or ask for "
            "the repair 'negative_flow_to_zero' (a sale of less than nothing counts as none).",
        ),
        (
            [("NLD", "fuels", "NLD", "food", -30.0), ("NLD", "fuels", "NLD", "final", 40.0)],
            "Less than nothing is booked as inputs: NLD fuels food = -12.6667. Mend the table, or "
            "ask for the repair 'negative_inputs_to_zero' (an input of less than nothing counts "
            "as none).",
        ),
        (
            [("NLD", "food", "NOR", "fuels", 50.0)],
            "Less than nothing is booked as value_added: NOR fuels = -17.8077. Mend the table, or "
            "ask for the repair 'negative_value_added_to_zero' (value added of less than nothing "
            "counts as none).",
        ),
    ],
)
def test_refuses_less_than_nothing(rows, words):
    assert refused(BadInput, example(*rows), repairs=["value_added_as_remainder"]) == words


def test_refuses_a_sector_that_a_country_does_not_buy():
    table = without_food_in_qatar(bought=False)
    assert refused(BadInput, table, repairs=["value_added_as_remainder"]) == (
        "Nothing is bought: QAT food. Mend the table, or ask for the repair 'unbought_sectors' "
        "(who buys none of a sector buys a billionth of all they buy, at home)."
    )


def test_refuses_elasticities_of_other_sectors():
    with pytest.raises(BadInput) as refusal:
        sector_economy_from_table(example(), elasticity={"food": 4.0, "fuel": 8.0}, tariff=TARIFF)
    assert str(refusal.value) == (
        "elasticity and table differ in sectors: fuel, fuels. Give each one θ."
    )


def test_refuses_one_elasticity_for_all():
    with pytest.raises(BadInput) as refusal:
        sector_economy_from_table(example(), elasticity=4.0, tariff=TARIFF)
    assert str(refusal.value) == "elasticity is 4.0. Give a mapping from each sector to its θ."


def test_refuses_a_repair_that_is_not_known():
    assert refused(UnknownLabel, example(), repairs=["drop_inventory"]) == (
        "No repair 'drop_inventory' here. 12 known, nearest: drop_inventories."
    )
