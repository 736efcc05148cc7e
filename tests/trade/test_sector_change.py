"""Changes by sector: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.errors import BadInput, UnknownLabel
from detente.trade.sector_change import sector_change
from detente.trade.sector_example import example_sector_economy

ECONOMY = example_sector_economy()
TARIFF = ECONOMY.to_xarray()["tariff"]
some_examples = settings(max_examples=25, deadline=None)
costs = arrays(float, (3, 3, 2), elements=st.floats(0.5, 2))

# Known answers


def test_a_link_without_a_sector_is_all_sectors():
    change = sector_change(ECONOMY, cuts=[("NLD", "NOR"), ("QAT", "NLD", "fuels")])
    assert np.isinf(change.cost).sum() == 3
    assert np.isinf(change.cost[0, 1]).all()
    assert np.isinf(change.cost[2, 0, 1])


def test_links_not_named_stay_as_they_were():
    change = sector_change(ECONOMY, {("NLD", "NOR", "food"): 0.1}, {("QAT", "NOR"): 2.0})
    assert change.tariff[0, 1, 0] == 0.1
    assert change.tariff[1, 0, 0] == 0.05
    assert change.cost[2, 1].tolist() == [2, 2]
    assert change.cost.sum() == 18 + 2


# Laws


@some_examples
@given(costs, st.permutations(range(3)))
def test_the_order_of_labels_does_not_matter(cost, rows):
    table = TARIFF.copy(data=cost)
    turned = table.isel(importer=list(rows)).transpose("sector", "exporter", "importer")
    np.testing.assert_array_equal(sector_change(ECONOMY, cost_change=turned).cost, cost)


# Certificates


def test_nothing_asked_is_no_change():
    change = sector_change(ECONOMY)
    np.testing.assert_array_equal(change.tariff, ECONOMY.tariff)
    np.testing.assert_array_equal(change.cost, 1.0)


# A second road


@some_examples
@given(costs)
def test_a_mapping_says_the_same_as_a_table(cost):
    cells = {
        (a, b, s): cost[i, n, j]
        for i, a in enumerate(ECONOMY.countries)
        for n, b in enumerate(ECONOMY.countries)
        for j, s in enumerate(ECONOMY.sectors)
    }
    by_cell = sector_change(ECONOMY, cost_change=cells)
    by_table = sector_change(ECONOMY, cost_change=TARIFF.copy(data=cost))
    np.testing.assert_array_equal(by_cell.cost, by_table.cost)


# Refusals


def refused(error, *change, **more) -> str:
    with pytest.raises(error) as refusal:
        sector_change(ECONOMY, *change, **more)
    return str(refusal.value)


def test_refuses_a_cost_that_is_not_positive():
    assert refused(BadInput, None, {("NLD", "NOR", "food"): 0.0}) == (
        "cost_change must be known and above 0: NLD→NOR food = 0. To end a trade, use cuts."
    )
    assert refused(BadInput, None, {("NLD", "NOR", "food"): np.inf}) == (
        "cost_change must be known and above 0: NLD→NOR food = inf. To end a trade, use cuts."
    )


def test_refuses_a_tariff_of_minus_one_or_at_home():
    assert refused(BadInput, {("NLD", "NOR", "food"): -1.0}) == (
        "tariff_after must be known and above −1: NLD→NOR food = -1. −1 is a price of nothing; to "
        "end a trade, use cuts."
    )
    assert refused(BadInput, {("NLD", "NLD"): 0.1}) == (
        "tariff_after of NLD on itself. Home sales pay none: set it to 0."
    )


def test_refuses_a_bare_array():
    assert refused(BadInput, np.zeros((3, 3, 2))) == (
        "tariff_after is a bare array, so its sides cannot be told apart. Give a DataArray over "
        "exporter, importer, sector, or a mapping from (exporter, importer, sector)."
    )


def test_refuses_what_is_no_table_and_no_number():
    assert refused(BadInput, None, 1.1) == (
        "cost_change is of type float. Give a DataArray over exporter, importer, sector, or a "
        "mapping from (exporter, importer, sector)."
    )
    said = "tariff_after holds '10%', which is no number. Give numbers, and NaN where one is not"
    assert refused(BadInput, {("NLD", "NOR"): "10%"}) == f"{said} known."
    assert refused(BadInput, TARIFF.copy(data=np.full(TARIFF.shape, "10%"))) == f"{said} known."


def test_refuses_labels_that_do_not_match():
    other = TARIFF.assign_coords(exporter=["NLD", "NOR", "BEL"])
    assert refused(BadInput, other) == (
        "tariff_after: its exporter labels are not the economy's 3; BEL, QAT. Start from a copy of "
        'economy.to_xarray()["tariff"].'
    )
    twice = TARIFF.assign_coords(sector=["food", "food"])
    assert refused(BadInput, twice) == (
        "tariff_after: its sector labels are not the economy's 2; fuels. Start from a copy of "
        'economy.to_xarray()["tariff"].'
    )


def test_refuses_other_axes():
    assert refused(BadInput, TARIFF.rename(sector="product")) == (
        "tariff_after has axes exporter, importer, product; it needs exporter, importer, sector."
    )


def test_refuses_what_is_no_link():
    assert refused(BadInput, cuts=[("NLD",)]) == (
        "cuts: ('NLD',) is no link. Give (exporter, importer) or add a sector."
    )
    for odd in ("NOR", 3):
        assert refused(BadInput, {odd: 0.1}) == (
            f"tariff_after: {odd!r} is no link. Give (exporter, importer) or add a sector."
        )
    assert refused(BadInput, cuts=[("NLD", "NLD")]) == (
        "cuts names NLD→NLD. A country has no link to itself."
    )


def test_refuses_an_unknown_sector():
    assert refused(UnknownLabel, cuts=[("NLD", "NOR", "fuel")]) == (
        "No sector 'fuel' here. 2 known, nearest: fuels."
    )
