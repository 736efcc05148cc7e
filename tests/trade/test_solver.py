"""The search for wages: certificates, and several roads to the same ones."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from trade.small_worlds import MODES, costs, economy, flows, modes, thetas

from detente.trade import solver
from detente.trade.calibration import calibration

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade


def shocked(base, cost):
    kernel = base.system.kernel * cost**-base.theta
    return replace(base.system, kernel=kernel, price_kernel=kernel)


def moderate(size, seed=0):
    return np.random.default_rng(seed).uniform(0.8, 1.3, size)


# Certificates


@settings(max_examples=25, deadline=None)
@given(flows, costs, thetas, modes)
def test_what_is_found_solves_the_system(x, cost, theta, deficits):
    base = calibration(economy(x), theta, deficits)
    system = shocked(base, cost)
    found = solver.wages(system, base.step, base=base.system)
    assert np.abs(system.excess(found.x)).max() <= 2 * RESIDUAL
    assert np.exp(found.x) @ system.income == pytest.approx(1.0)


@pytest.mark.parametrize("seed", [5, 7])
def test_newton_ends_what_tatonnement_leaves_where_theta_is_large(seed):
    """Costs e times up or down at θ = 100: trade moves by e^100."""
    rng = np.random.default_rng(seed)
    base = calibration(
        economy(np.exp(rng.normal(0, 2, (4, 4))) + 10 * np.eye(4)), 100.0, "balanced"
    )
    system = shocked(base, np.exp(rng.normal(0, 1, (4, 4))))
    found = solver.wages(system, base.step, base=base.system)
    assert (found.method, found.is_found) == ("newton", True)
    assert not solver._tatonnement(system, np.zeros(4)).is_found


# A second road


@pytest.mark.parametrize("deficits", MODES)
def test_chord_newton_continuation_and_tatonnement_meet(world_2023, deficits):
    base = calibration(world_2023, 4.0, deficits)
    system = shocked(base, moderate((194, 194)))
    roads = {
        "chord": solver.wages(system, base.step),
        "newton": solver.wages(system),
        "continuation": solver._continuation(system, base.system),
        "tatonnement": solver._tatonnement(system, np.zeros(194)),
    }
    for method, found in roads.items():
        assert found.method == method
        assert found.residual <= RESIDUAL
        x = found.x - np.log(np.exp(found.x) @ system.income)
        np.testing.assert_allclose(x, roads["newton"].x, atol=EXACT)


def test_thirty_starts_end_in_one_equilibrium(world_2023):
    base = calibration(world_2023, 4.0, "dek")
    system = shocked(base, moderate((194, 194), seed=1))
    rng, first = np.random.default_rng(2), solver.wages(system, base.step)
    for _ in range(30):
        found = solver.wages(system, base.step, start=rng.normal(0, 0.3, 194), base=base.system)
        assert found.is_found
        np.testing.assert_allclose(found.x, first.x, atol=EXACT)


def test_a_search_that_runs_away_is_not_an_answer():
    base = calibration(economy([[1.0, 30.0], [1.0, 30.0]], ("NLD", "NOR")), 4.0, "dek")
    system = shocked(base, np.array([[1.0, 50.0], [1.0, 1.0]]))
    assert not solver.wages(system, base.step, base=base.system).is_found
