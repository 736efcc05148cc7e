"""Friends and enemies: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from trade.conftest import reference
from trade.small_worlds import FOUR, THREE, economy, flows, thetas

from detente.errors import BadInput, UnknownLabel
from detente.trade import Shock, counterfactual, exposure
from detente.trade.calibration import calibration

EXACT = 1e-10  # one linear system of 194 equations
CENTRAL = 1e-7  # central differences of two exact solutions

some_examples = settings(max_examples=20, deadline=None)

# Known answers


@pytest.mark.parametrize(("letter", "table"), [("U", "welfare"), ("W", "income")])
def test_kleinman_liu_redding_2024_on_194_countries(world_2023, letter, table):
    found = getattr(exposure(world_2023, theta=4.0), table)
    name = f"severance_194/klr_{letter}_CHN_USA_balanced_theta4.csv"
    expected = reference(name)
    for country in ("CHN", "USA"):
        column = found[:, world_2023.row(country)]
        np.testing.assert_allclose(column, expected[country], atol=EXACT)


# Laws


@some_examples
@given(flows, thetas)
def test_all_more_productive_together_are_all_better_off_by_as_much(x, theta):
    found = exposure(economy(x), theta=theta)
    np.testing.assert_allclose(found.welfare.sum(axis=1), 1.0, rtol=EXACT)
    np.testing.assert_allclose(found.income.sum(axis=1), 0.0, atol=EXACT)


@some_examples
@given(flows, thetas)
def test_income_is_counted_in_world_income(x, theta):
    found = exposure(economy(x), theta=theta)
    share = found.base.sales / found.base.sales.sum()
    np.testing.assert_allclose(share @ found.income, 0.0, atol=EXACT)


@some_examples
@given(flows, thetas)
def test_the_step_matrix_inverts_the_matrix_of_kleinman_liu_redding(x, theta):
    base = calibration(economy(x), theta, "balanced")
    flow, n = base.economy.flow, len(FOUR)
    spending = (flow / flow.sum(axis=0)).T
    income = flow / flow.sum(axis=1, keepdims=True)
    v0 = (income + theta * income @ spending) / (theta + 1)
    jacobian = base.system.jacobian(np.zeros(n))
    np.testing.assert_allclose(jacobian, (theta + 1) * (v0 - np.eye(n)), atol=1e-13 * theta)


# A second road


@some_examples
@given(flows, thetas)
def test_a_little_more_productivity_moves_everyone_as_told(x, theta):
    found, step = exposure(economy(x), theta=theta), 1e-4
    for j, country in enumerate(FOUR):
        up, down = (
            counterfactual(economy(x), Shock(productivity={country: np.exp(h)}), theta=theta)
            for h in (step, -step)
        )
        moved = np.log(up.welfare / down.welfare) / (2 * step)
        np.testing.assert_allclose(moved, found.welfare[:, j], atol=CENTRAL)
        moved = np.log(up.wage / down.wage) / (2 * step)
        np.testing.assert_allclose(moved, found.income[:, j], atol=CENTRAL)


def test_kleinman_liu_redding_2024_closed_form_with_the_whole_inverse():
    flow, theta = calibration(THREE, 4.0, "balanced").economy.flow, 4.0
    spending, income = (flow / flow.sum(axis=0)).T, flow / flow.sum(axis=1, keepdims=True)
    share = flow.sum(axis=1) / flow.sum()
    v = (income + theta * income @ spending) / (theta + 1) - share
    m = income @ spending - np.eye(3)
    w = -theta / (theta + 1) * np.linalg.inv(np.eye(3) - v) @ m
    np.testing.assert_allclose(exposure(THREE, theta=theta).income, w, atol=EXACT)


def test_frames_and_arrays_hold_the_same_numbers():
    found = exposure(THREE, theta=4.0)
    assert found.to_frame().loc[("NLD", "NOR"), "welfare"] == found.of("NLD", to="NOR")
    assert float(found.to_xarray().welfare.sel(country="NLD", to="NOR")) == found.of(
        "NLD", to="NOR"
    )


# Refusals


def test_refuses_a_theta_that_is_not_positive():
    with pytest.raises(BadInput) as refused:
        exposure(THREE, theta=0)
    assert str(refused.value) == (
        "theta is 0; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )


def test_refuses_to_speak_of_a_country_it_does_not_hold():
    with pytest.raises(UnknownLabel) as refused:
        exposure(THREE, theta=4.0).of("NLD", to="DEU")
    assert str(refused.value) == "No country 'DEU' here. 3 known, nearest: NLD, NOR, QAT."
