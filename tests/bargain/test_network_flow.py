"""The best flow of a coalition: known answers, laws, certificates, refusals."""

import numpy as np
import pytest
from bargain.small_networks import drawn, eastern_gas, seeds, transit
from hypothesis import given, settings

from detente.bargain import Network
from detente.errors import UnknownLabel

SOLVED = 1e-8  # of flows and prices below some hundred

# Known answers


def test_by_hand_the_cheap_pipe_fills_first_and_the_last_unit_sets_the_price():
    # 110 of capacity for 120 that would pay at least 100, and 40 that would pay 50
    found = eastern_gas().flow()
    assert found.of("Ukraine") == pytest.approx(80, abs=SOLVED)
    assert found.of("Belarus") == pytest.approx(30, abs=SOLVED)
    assert found.worth == pytest.approx(60 * 200 + 50 * 100 - 110 * (20 + 12), abs=SOLVED)
    assert found.price == pytest.approx([20, 100], abs=SOLVED)
    assert found.supplied == pytest.approx([110, 0], abs=SOLVED)
    assert found.demanded == pytest.approx([0, 110], abs=SOLVED)


def test_by_hand_a_place_that_is_closed_to_the_coalition_has_no_price():
    found = transit(10, 1, 4).flow("consumer", "transit")
    assert found.coalition == ("transit", "consumer")
    assert found.worth == 0
    assert np.isnan(found.price).tolist() == [True, False]


def test_by_hand_tables():
    found = eastern_gas().flow()
    assert found.to_frame().loc["Ukraine"].tolist() == ["field", "market", "built", 80, 80]
    assert found.to_xarray().demanded.sel(node="market").item() == pytest.approx(110)
    assert found.to_xarray().flow.sel(arc="Baltic").item() == 0


# Laws


@settings(max_examples=25)
@given(seeds)
def test_what_comes_in_goes_out_and_nothing_exceeds_its_capacity(seed):
    network = drawn(seed)
    found = network.flow()
    for k, node in enumerate(network.nodes):
        into = sum(f for a, f in zip(network.arcs, found.flow, strict=True) if a.end == node.name)
        out = sum(f for a, f in zip(network.arcs, found.flow, strict=True) if a.start == node.name)
        balance = into - out + found.supplied[k] - found.demanded[k]
        assert balance == pytest.approx(0, abs=SOLVED)
    assert all(0 <= f <= a.capacity for a, f in zip(network.arcs, found.flow, strict=True))


# Certificates


@settings(max_examples=25)
@given(seeds)
def test_no_arc_with_room_runs_from_a_cheap_place_to_a_dear_one(seed):
    network = drawn(seed)
    found = network.flow()
    price = dict(zip((n.name for n in network.nodes), found.price, strict=True))
    for arc, flow in zip(network.arcs, found.flow, strict=True):
        gain = price[arc.end] - price[arc.start] - arc.cost
        if flow < arc.capacity - SOLVED and flow < wanted(network) - SOLVED:
            assert gain <= SOLVED
        if flow > SOLVED:
            assert gain >= -SOLVED


def wanted(network: Network) -> float:
    return sum(step.quantity for node in network.nodes for step in node.demand)


# Refusals


def test_what_is_no_arc_is_refused():
    with pytest.raises(UnknownLabel) as refusal:
        transit(10, 1, 4).flow().of("trough")
    assert str(refusal.value) == "No arc 'trough' here. 2 known, nearest: through."
