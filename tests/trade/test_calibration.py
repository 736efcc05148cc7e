"""An economy at rest: laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from trade.small_worlds import MODES, economy, flows, refusal, thetas

from detente.errors import BadInput, NoSolution
from detente.trade.calibration import calibration

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade

# Laws


@pytest.mark.parametrize("deficits", MODES)
@settings(max_examples=15, deadline=None)
@given(x=flows, theta=thetas)
def test_the_base_is_at_rest(deficits, x, theta):
    base = calibration(economy(x), theta, deficits)
    assert np.abs(base.system.excess(np.zeros(4))).max() <= RESIDUAL


@settings(max_examples=15, deadline=None)
@given(x=flows, theta=thetas)
def test_purging_leaves_no_deficit_and_does_nothing_twice(x, theta):
    once = calibration(economy(x), theta, "balanced").economy
    np.testing.assert_allclose(once.sales, once.expenditure, rtol=EXACT)
    twice = calibration(once, theta, "balanced").economy
    np.testing.assert_allclose(twice.flow, once.flow, rtol=EXACT)


def test_the_same_economy_is_fitted_once(world_2023):
    assert calibration(world_2023, 4, "dek") is calibration(world_2023, 4.0, "dek")


# Refusals


@pytest.mark.parametrize("theta", [1e-8, 1e9])
def test_refuses_a_theta_at_which_prices_leave_the_range_of_numbers(theta):
    assert refusal(BadInput, theta=theta) == (
        f"theta is {theta}; beyond 0.001 to 1000 prices leave the range of numbers. "
        "Studies find 2 to 12; try 4."
    )


@pytest.mark.parametrize("theta", [0, -4.0, float("nan"), float("inf")])
def test_refuses_a_theta_that_is_not_positive(theta):
    assert refusal(BadInput, theta=theta) == (
        f"theta is {theta}; it is the elasticity of trade to trade cost and must be above 0."
    )


def test_refuses_an_unknown_treatment_of_deficits():
    assert refusal(BadInput, deficits="additive") == (
        "No deficits 'additive'. Choose one of: balanced, dek, multiplicative."
    )


def test_refuses_a_supply_elasticity_below_zero():
    assert refusal(BadInput, supply_elasticity=-0.5) == (
        "supply_elasticity is -0.5; it is the elasticity of output to the real wage and must be 0 "
        "or more."
    )


def test_refuses_to_balance_a_country_that_sells_nothing_abroad():
    buys = economy([[6, 0, 0], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))
    assert refusal(NoSolution, of=buys) == (
        "NLD would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade."
    )
