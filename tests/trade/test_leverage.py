"""One country's leverage on another: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade import (
    Shock,
    counterfactual,
    economy_from_flows,
    economy_of,
    is_equilibrium,
    leverage,
    severance,
)
from detente.world import example_world

EXACT = 1e-12  # a few roundings
SOLVED = (
    1e-9  # the solver's residual, amplified by the slowest direction of trade, over small losses
)
SMALL = 1e-2  # of a loss: what one step leaves of a cut of a ten-thousandth of trade

MODES = ("balanced", "dek", "multiplicative")
FOUR = ("BEL", "DEU", "NLD", "NOR")

flows = arrays(float, (4, 4), elements=st.floats(0.1, 10)).map(  # surpluses that can be earned
    lambda x: 0.55 * x + 0.45 * x.T + 20 * np.eye(4)
)
thetas = st.sampled_from([1.5, 4.0, 8.0])
modes = st.sampled_from(MODES)
some_examples = settings(max_examples=25, deadline=None)


def economy(flow, countries=FOUR):
    return economy_from_flows(np.asarray(flow, dtype=float), countries)


# Known answers


def test_by_hand_all_of_a_tenth_lost_at_theta_one():
    # x = m = 1/10 and θ = 1: at stake is 1 − 0.9 · 0.9; autarky costs 1 − 0.9; so 10/19 is lost
    alike = economy([[9.0, 1.0], [1.0, 9.0]], ("NLD", "NOR"))
    one = leverage(alike, "NLD", "NOR", theta=1.0).a
    assert (one.sales_share, one.spending_share) == (0.1, 0.1)
    assert one.stake == pytest.approx(0.19, abs=EXACT)
    assert one.loss == pytest.approx(0.1, abs=EXACT)
    assert one.saved == pytest.approx(9 / 19, abs=EXACT)
    assert one.cost == pytest.approx(1.0, abs=10 * EXACT)


def test_by_hand_no_trade_is_no_stake_and_no_ratio():
    apart = economy([[8.0, 0.0, 2.0], [0.0, 8.0, 2.0], [2.0, 2.0, 6.0]], ("NLD", "NOR", "QAT"))
    found = leverage(apart, "NLD", "NOR", theta=4.0)
    assert found.a.stake == 0.0
    assert (found.a.loss, found.a.real_wage_loss, found.a.first_order_loss) == (0.0, 0.0, 0.0)
    ratios = (found.a.saved, found.loss_ratio, found.stake_ratio, found.unsaved_ratio)
    assert np.isnan(ratios).all()
    assert found.replacements("NLD") == ()


def test_by_hand_the_seller_of_one_way_trade_has_sales_at_stake_and_the_buyer_purchases():
    flow = [[16.0, 2.0, 2.0], [0.0, 16.0, 4.0], [4.0, 2.0, 16.0]]
    found = leverage(economy(flow, ("NLD", "NOR", "QAT")), "NLD", "NOR", theta=4.0)
    assert (found.a.spending_share, found.b.sales_share) == (0.0, 0.0)
    assert found.a.stake == pytest.approx(found.a.sales_share, abs=EXACT)
    assert found.b.stake == pytest.approx(1 - (1 - found.b.spending_share) ** 0.25, abs=EXACT)


# Laws


@some_examples
@given(flows, thetas, modes)
def test_the_ratio_of_losses_is_the_product_of_its_two_parts(x, theta, deficits):
    found = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    assert found.loss_ratio == pytest.approx(found.stake_ratio * found.unsaved_ratio, rel=SOLVED)
    for side in (found.a, found.b):
        assert side.loss == pytest.approx(side.stake * (1 - side.saved), abs=EXACT)


@some_examples
@given(flows, thetas, modes)
def test_the_order_of_the_two_turns_the_ratios_over(x, theta, deficits):
    one = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    other = leverage(economy(x), "NOR", "BEL", theta=theta, deficits=deficits)
    assert one.a.loss == pytest.approx(other.b.loss, abs=SOLVED)
    assert one.stake_ratio * other.stake_ratio == pytest.approx(1.0, rel=SOLVED)


@some_examples
@given(st.floats(0.1, 5), st.floats(0.1, 5), thetas)
def test_two_that_are_alike_lose_alike(near, far, theta):
    flow = np.full((4, 4), far) + np.diag([20.0, 20.0, 50.0, 30.0])
    flow[0, 1] = flow[1, 0] = near
    found = leverage(economy(flow), "BEL", "DEU", theta=theta)
    assert found.a.stake == pytest.approx(found.b.stake, rel=SOLVED)
    assert found.loss_ratio == pytest.approx(1.0, rel=1e-6)


@some_examples
@given(flows, thetas, modes, st.permutations(range(4)))
def test_the_order_of_countries_does_not_matter(x, theta, deficits, p):
    p = list(p)
    a = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    shuffled = economy(x[np.ix_(p, p)], [FOUR[i] for i in p])
    b = leverage(shuffled, "BEL", "NOR", theta=theta, deficits=deficits)
    np.testing.assert_allclose(
        a.to_frame().astype(float), b.to_frame().astype(float), rtol=1e-6, atol=SOLVED
    )


@some_examples
@given(flows, thetas, modes, st.sampled_from([1e-3, 1e6]))
def test_the_unit_of_money_moves_the_cost_alone(x, theta, deficits, rate):
    a = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    b = leverage(economy(rate * x), "BEL", "NOR", theta=theta, deficits=deficits)
    assert b.a.cost == pytest.approx(rate * a.a.cost, rel=1e-6)
    assert b.loss_ratio == pytest.approx(a.loss_ratio, rel=1e-6)


@some_examples
@given(flows, thetas, modes)
def test_what_takes_the_place_of_lost_sales_adds_up(x, theta, deficits):
    found = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    base, after = found.equilibrium.base.flow, found.equilibrium.flow
    sales = sum(r.sales for r in found.replacements("BEL"))
    fall = (base[0].sum() - after[0].sum()) / base[0, 3]
    assert sales == pytest.approx(1 - fall, abs=SOLVED)
    purchases = sum(r.purchases for r in found.replacements("BEL"))
    less = (base[:, 0].sum() - after[:, 0].sum()) / base[3, 0]
    assert purchases == pytest.approx(1 - less, abs=SOLVED)


@some_examples
@given(flows, thetas, modes)
def test_a_small_cut_is_a_small_step(x, theta, deficits):
    x = x.copy()
    x[0, 3] = x[3, 0] = 1e-5
    found = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    assert found.a.first_order_loss == pytest.approx(found.a.loss, rel=SMALL, abs=SOLVED)


# Certificates


@pytest.mark.parametrize("deficits", MODES)
def test_the_world_without_their_trade_is_an_equilibrium(world_2023, deficits):
    found = leverage(world_2023, "USA", "CHN", theta=4.0, deficits=deficits)
    cut = Shock(cut=(("USA", "CHN"), ("CHN", "USA")))
    assert is_equilibrium(world_2023, found.equilibrium, cut)
    assert 0 < found.b.saved < 1
    assert found.a.first_order_loss == pytest.approx(found.a.loss, rel=0.1)


def test_nothing_that_was_given_is_changed(world_2023):
    before = world_2023.flow.copy()
    leverage(world_2023, "USA", "CHN", theta=4.0)
    np.testing.assert_array_equal(world_2023.flow, before)


# A second road to the same number


def test_agrees_with_a_cut_worked_out_by_hand(world_2023):
    found = leverage(world_2023, "DEU", "POL", theta=4.0, deficits="dek")
    apart = severance(world_2023, "POL", "DEU", theta=4.0, deficits="dek")
    flow = world_2023.flow
    for side, other in ((found.a, "POL"), (found.b, "DEU")):
        i, j = world_2023.row(side.country), world_2023.row(other)
        x, m = flow[i, j] / flow[i].sum(), flow[j, i] / flow[:, i].sum()
        lost = 1 - apart.of(side.country).welfare
        assert side.loss == pytest.approx(lost, abs=SOLVED)
        assert side.real_wage_loss == pytest.approx(
            1 - apart.of(side.country).real_wage, abs=SOLVED
        )
        assert side.stake == pytest.approx(1 - (1 - x) * (1 - m) ** 0.25, rel=EXACT)
        assert side.cost == pytest.approx(lost * flow[:, i].sum(), rel=1e-6)


def test_what_is_at_stake_is_what_stops_where_trade_does_not_respond():
    # The smaller θ, the less new trade a price brings: who sold a little to the other, and the rest
    # to a world too large to notice, loses what it sold.
    flow = np.array([[60.0, 0.1, 39.9], [0.0, 60.0, 40.0], [40.0, 39.9, 1e6]])
    found = leverage(economy(flow, ("NLD", "NOR", "QAT")), "NLD", "NOR", theta=0.1)
    assert found.a.stake == pytest.approx(1e-3, rel=EXACT)
    assert 0 < found.a.saved < 0.15


def test_the_first_step_is_what_the_linear_system_says(world_2023):
    # Central differences of the exact model along the cut, from its first thousandth.
    found = leverage(world_2023, "NLD", "NOR", theta=4.0)
    dearer = (1 - 1e-3) ** (-1 / 4.0)
    cost = {("NLD", "NOR"): dearer, ("NOR", "NLD"): dearer}
    nudged = counterfactual(world_2023, Shock(cost_change=cost), theta=4.0)
    slope = (1 - nudged.of("NLD").welfare) / 1e-3
    assert found.a.first_order_loss == pytest.approx(slope, rel=0.1)


# Refusals, word for word


def test_refuses_one_country_twice():
    with pytest.raises(BadInput) as refusal:
        leverage(economy(np.ones((4, 4))), "BEL", "BEL", theta=4.0)
    assert str(refusal.value) == (
        "BEL was given twice. A severance is between two different countries."
    )


def test_refuses_a_country_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        leverage(economy(np.ones((4, 4))), "BEL", "NRO", theta=4.0)
    assert str(refusal.value) == "No country 'NRO' here. 4 known, nearest: NOR."


def test_refuses_a_country_that_was_left_out_of_the_model():
    small = economy_of(example_world())
    left = type(small)(small.countries, small.flow, 2024, left_out={"CUB": "its GDP is not known"})
    with pytest.raises(MissingData) as refusal:
        leverage(left, "NLD", "CUB", theta=4.0)
    assert str(refusal.value) == (
        "CUB is left out of the world model of 2024: its GDP is not known. "
        "Ask about another country or year."
    )


def test_refuses_replacements_of_a_third_country():
    with pytest.raises(UnknownLabel) as refusal:
        leverage(economy(np.ones((4, 4))), "BEL", "NOR", theta=4.0).replacements("DEU")
    assert str(refusal.value) == "No side of this pair 'DEU' here. 2 known, nearest: BEL, NOR."


@pytest.mark.parametrize("theta", [0.0, -4.0, float("nan"), float("inf")])
def test_refuses_a_theta_that_is_not_positive(theta):
    with pytest.raises(BadInput) as refusal:
        leverage(economy(np.ones((4, 4))), "BEL", "NOR", theta=theta)
    assert str(refusal.value) == (
        f"theta is {theta}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )
