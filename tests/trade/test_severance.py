"""One pair cut: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade.conftest import reference
from trade.small_worlds import FOUR, THREE, economy, flows, modes, thetas

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade import Shock, counterfactual, is_equilibrium, severance

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade
SPREAD = 1e-8  # the same where next to nothing is traded, times θ

some_examples = settings(max_examples=20, deadline=None)

# Known answers


def test_an_independent_solver_cuts_the_same_pairs(world_2023):
    expected = reference("severance_194/pairs_2000_theta4_additive.csv")
    for pair in expected.iloc[::40].itertuples():
        after = severance(world_2023, pair.iso_a, pair.iso_b, theta=4.0, deficits="dek")
        a, b = after.of(pair.iso_a), after.of(pair.iso_b)
        found = (a.welfare, b.welfare, a.real_wage, b.real_wage)
        known = (pair.welfare_a, pair.welfare_b, pair.realwage_a, pair.realwage_b)
        np.testing.assert_allclose(found, known, rtol=1e-12)
        assert after.residual <= RESIDUAL


# Laws


@some_examples
@given(flows, thetas, modes)
def test_the_order_of_the_two_does_not_matter(x, theta, deficits):
    one = severance(economy(x), "NLD", "NOR", theta=theta, deficits=deficits)
    other = severance(economy(x), "NOR", "NLD", theta=theta, deficits=deficits)
    np.testing.assert_array_equal(one.welfare, other.welfare)


@some_examples
@given(flows, thetas)
def test_both_lose_where_trade_is_balanced(x, theta):
    symmetric = economy(x + x.T)
    after = severance(symmetric, "NLD", "NOR", theta=theta)
    assert after.of("NLD").welfare < 1
    assert after.of("NOR").welfare < 1


@some_examples
@given(st.floats(0.1, 5), thetas)
def test_equals_lose_alike(trade, theta):
    alike = economy(np.full((4, 4), trade) + 20 * np.eye(4))
    after = severance(alike, "NLD", "NOR", theta=theta)
    assert after.of("NLD").welfare == pytest.approx(after.of("NOR").welfare, rel=SPREAD)
    assert after.of("BEL").welfare == pytest.approx(after.of("DEU").welfare, rel=SPREAD)


def test_no_trade_between_the_two_is_nothing_lost(world_2023):
    after = severance(world_2023, "ABW", "AFG", theta=4.0)
    np.testing.assert_allclose(after.welfare, 1.0, rtol=EXACT)


def test_nothing_passes_between_them_and_the_rest_is_rerouted(world_2023):
    trade = severance(world_2023, "USA", "CHN", theta=4.0).partners("CHN")
    assert trade.loc["USA", ["exports_after", "imports_after"]].sum() == 0.0
    others = trade.drop(index="USA")
    assert (others.exports_after > others.exports_before).mean() > 0.9


# A second road


def test_cutting_is_the_limit_of_dearer(world_2023):
    forbidding = {("USA", "CHN"): 1e4, ("CHN", "USA"): 1e4}
    dear = counterfactual(world_2023, Shock(cost_change=forbidding), theta=4.0)
    cut = severance(world_2023, "USA", "CHN", theta=4.0)
    np.testing.assert_allclose(dear.welfare, cut.welfare, rtol=EXACT)
    links = Shock(cut=(("USA", "CHN"), ("CHN", "USA")))
    assert is_equilibrium(world_2023, cut, links)


# Refusals


def test_refuses_one_country_twice():
    with pytest.raises(BadInput) as refused:
        severance(THREE, "NLD", "NLD", theta=4.0)
    assert str(refused.value) == (
        "NLD was given twice. A severance is between two different countries."
    )


def test_refuses_a_country_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        severance(THREE, "NLD", "DEU", theta=4.0)
    assert str(refused.value) == "No country 'DEU' here. 3 known, nearest: NLD, NOR, QAT."


def test_refuses_to_cut_off_the_only_partner_of_a_country_with_a_deficit():
    x = [[6, 2, 2, 2], [2, 6, 2, 0], [2, 2, 6, 0], [1, 0, 0, 3]]
    with pytest.raises(NoSolution) as refused:
        severance(economy(x), "NOR", "BEL", theta=4.0, deficits="dek")
    assert str(refused.value) == (
        "NOR would trade with no one else, so nobody could finance a trade deficit or take up a "
        "surplus there. Ask with deficits='balanced'."
    )
    assert np.isnan(severance(economy(x), "NOR", "BEL", theta=4.0).of("NOR").wage)
    assert FOUR[3] == "NOR"
