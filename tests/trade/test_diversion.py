"""Trade diverted by a fall in cost: laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade.small_worlds import MODES, THREE, economy, flows, modes, thetas

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade import Shock, counterfactual, diversion, is_equilibrium

RESIDUAL = 1e-12  # where the solver stops
SHARE = 1e-10  # the root's precision, in shares

some_examples = settings(max_examples=15, deadline=None)
asked = st.floats(0.02, 0.3)


def diverted(world, share, **options):
    options = {"theta": 4.0} | options
    return diversion(world, of="NLD", from_="NOR", to="DEU", share=share, **options)


# Laws


@some_examples
@given(flows, asked, thetas, modes)
def test_the_share_falls_by_as_much_as_was_asked(x, share, theta, deficits):
    found = diverted(economy(x), share, theta=theta, deficits=deficits)
    assert found.from_share_after == pytest.approx((1 - share) * found.from_share_before, abs=SHARE)
    assert 0 < found.cost_change < 1
    assert found.to_share_after > found.to_share_before
    assert found.equilibrium.residual <= RESIDUAL


@some_examples
@given(flows, thetas, modes)
def test_more_diverted_takes_a_larger_fall(x, theta, deficits):
    costs = [
        diverted(economy(x), share, theta=theta, deficits=deficits).cost_change
        for share in (0.05, 0.1, 0.2)
    ]
    assert costs == sorted(costs, reverse=True)


@some_examples
@given(flows, asked)
def test_the_unit_of_money_does_not_matter(x, share):
    a, b = (diverted(economy(rate * x), share) for rate in (1.0, 0.92e6))
    assert a.cost_change == pytest.approx(b.cost_change, rel=SHARE)
    assert a.value_moved * 0.92e6 == pytest.approx(b.value_moved, rel=1e-8)


def test_recorded_and_balanced_shares_are_told_apart(world_2023):
    for deficits in MODES:
        found = diversion(
            world_2023, of="RUS", from_="CHN", to="TUR", share=0.2, theta=4.0, deficits=deficits
        )
        assert found.from_share_recorded == pytest.approx(0.408106204, abs=1e-9)
        assert (found.from_share_before == found.from_share_recorded) == (deficits != "balanced")
        assert found.value_gained > found.value_moved > 0


# Certificates


@pytest.mark.parametrize("deficits", MODES)
def test_the_world_after_is_an_equilibrium_at_the_cost_found(world_2023, deficits):
    found = diversion(
        world_2023, of="RUS", from_="CHN", to="TUR", share=0.2, theta=4.0, deficits=deficits
    )
    cost = {("RUS", "TUR"): found.cost_change, ("TUR", "RUS"): found.cost_change}
    assert is_equilibrium(world_2023, found.equilibrium, Shock(cost_change=cost))


# A second road


def test_halving_the_interval_finds_the_same_cost():
    world, low, high = economy(np.ones((4, 4)) + 8 * np.eye(4)), 0.1, 1.0
    while high - low > 1e-11:
        middle = (low + high) / 2
        cost = {("NLD", "DEU"): middle, ("DEU", "NLD"): middle}
        trade = counterfactual(world, Shock(cost_change=cost), theta=4.0).partners("NLD")
        both = trade.exports_after + trade.imports_after
        low, high = (middle, high) if both["NOR"] / both.sum() < 0.8 / 3 else (low, middle)
    assert diverted(world, 0.2).cost_change == pytest.approx(low, abs=1e-9)


# Refusals


def refusal(kind, of=THREE, **options):
    question = {"of": "NLD", "from_": "NOR", "to": "QAT", "share": 0.2, "theta": 4.0} | options
    with pytest.raises(kind) as refused:
        diversion(of, **question)
    return str(refused.value)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.2, 20, float("nan")])
def test_refuses_a_share_that_is_none(share):
    assert refusal(BadInput, share=share) == (
        f"share is {share}; the fraction to divert must lie between 0 and 1."
    )


def test_refuses_a_share_that_is_no_number():
    assert refusal(BadInput, share="0.2") == (
        "share is '0.2', which is no number. Give one, such as 0.25."
    )


def test_refuses_one_country_in_two_places():
    assert refusal(BadInput, to="NOR") == (
        "Diverting trade of NLD from NOR to NOR needs three countries."
    )


def test_refuses_a_country_that_is_not_there():
    assert refusal(UnknownLabel, to="DEU") == (
        "No country 'DEU' here. 3 known, nearest: NLD, NOR, QAT."
    )


@pytest.mark.parametrize("partner", ["NOR", "QAT"])
def test_refuses_to_move_or_create_trade_that_is_not_there(partner):
    links = {"NOR": [[6, 0, 2], [0, 6, 2], [2, 2, 7]], "QAT": [[6, 2, 0], [2, 6, 2], [0, 2, 7]]}
    world = economy(links[partner], ("NLD", "NOR", "QAT"))
    assert refusal(NoSolution, of=world) == (
        f"No trade between NLD and {partner} is recorded, and a change in cost cannot move or "
        "create what is not there. Ask about a partner with some trade."
    )


def test_refuses_more_than_a_fall_in_cost_can_divert_and_says_how_much_it_can():
    message = refusal(NoSolution, share=0.9999999999)
    assert message == (
        "Even if trade between NLD and QAT cost 90% less, the share of NOR in the trade of NLD "
        "would fall by 0.9941 of itself; 0.9999999999 was asked. Ask for a smaller share."
    )
