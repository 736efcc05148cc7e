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


@pytest.mark.parametrize("four", [4, np.int64(4), np.float64(4)])
def test_the_same_economy_is_fitted_once(world_2023, four):
    assert calibration(world_2023, four, "dek") is calibration(world_2023, 4.0, "dek")


# Refusals


@pytest.mark.parametrize("theta", [0, -4.0, 1e-8, 1e9, float("nan"), float("inf"), True])
def test_refuses_a_theta_out_of_bounds(theta):
    assert refusal(BadInput, theta=theta) == (
        f"theta is {theta}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
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
    assert refusal(BadInput, supply_elasticity="1") == (
        "supply_elasticity is '1', which is no number. Give one, such as 0.25."
    )


def test_refuses_to_balance_a_country_that_sells_nothing_abroad():
    buys = economy([[6, 0, 0], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))
    assert refusal(NoSolution, of=buys) == (
        "NLD would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade."
    )
